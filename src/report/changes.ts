import type { Regions } from '../domain/mapping.ts';
import type { Outcome, OutcomeKind } from '../domain/outcome.ts';
import type { Result } from '../domain/result.ts';
import { targetCell, tiersCell } from './regions.ts';
import { table } from './table.ts';
import { code } from './text.ts';
import type { Veil } from './veil.ts';

/** What deserves a look comes first. */
const ORDER: readonly OutcomeKind[] = ['failed', 'removed', 'updated', 'created'];

/**
 * What was written, or would be (plan, check), and what failed, as a Markdown table of at most `cap` rows: address and
 * before → after, with the upper tiers of the new region where known. Empty if there is nothing.
 */
export function changesTable({ mode, outcomes, regions }: Result, veil: Veil, cap: number): string {
  const changes = ORDER.flatMap((kind) => outcomes.filter(({ outcome }) => outcome === kind));
  return table(
    ['Origin', mode === 'apply' ? 'Change' : 'Would change'],
    changes,
    (outcome) => [code(veil(outcome.ip)), change(outcome, regions, veil)],
    cap,
  );
}

function change(entry: Outcome, regions: Regions | undefined, veil: Veil): string {
  const { before, target } = entry;
  const from = before === undefined ? '' : `${targetCell(before, veil)} → `;
  const to = target === undefined ? 'removed' : targetCell(target, veil);
  const tiers = target === undefined ? '' : tiersCell(target, regions, veil);
  const toTiers = tiers === '' ? to : `${to} (${tiers})`;
  switch (entry.outcome) {
    case 'failed':
      return `**failed** ${from}${to}${entry.code === undefined ? '' : ` (code ${entry.code})`}`;
    case 'removed':
      return `${from}**removed**`;
    case 'created':
      return `**new** ${toTiers}`;
    default:
      return `${from}${toTiers}`;
  }
}
