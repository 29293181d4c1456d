import type { Address } from './address.ts';
import type { Target } from './mapping.ts';

export const OUTCOMES = ['created', 'updated', 'removed', 'unchanged', 'skipped', 'failed'] as const;
export type OutcomeKind = (typeof OUTCOMES)[number];

/**
 * What became of one entry. `target` is what was wanted (absent for an address to remove), `before` what the zone held.
 * In plan and check mode it is what would become of it.
 */
export type Outcome = { readonly ip: Address; readonly target?: Target; readonly before?: Target } & (
  | { readonly outcome: 'created' | 'updated' | 'removed' | 'unchanged' }
  | { readonly outcome: 'skipped'; readonly message: string }
  | { readonly outcome: 'failed'; readonly message: string; readonly code?: number }
);

/** Entries counted by outcome; every kind is there, 0 where none. */
export function countOutcomes(outcomes: readonly Outcome[]): Record<OutcomeKind, number> {
  const counts = { created: 0, updated: 0, removed: 0, unchanged: 0, skipped: 0, failed: 0 };
  for (const { outcome } of outcomes) counts[outcome] += 1;
  return counts;
}
