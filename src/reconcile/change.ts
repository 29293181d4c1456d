import type { Address } from '../domain/address.ts';
import type { Evidence } from '../domain/entry.ts';
import type { Target } from '../domain/mapping.ts';
import type { Problem } from '../domain/problem.ts';
import type { Outcome } from '../domain/result.ts';
import { counted } from '../domain/text.ts';

/** An address of a plan, and how the run came to it. */
export interface PlannedOrigin {
  readonly ip: Address;
  readonly hosts?: readonly string[];
  readonly evidence?: Evidence;
}

export type Create = PlannedOrigin & { readonly kind: 'create'; readonly target: Target };
export type Update = PlannedOrigin & {
  readonly kind: 'update';
  readonly target: Target;
  /** Absent on a patch-only API, whose list cannot be read. */
  readonly before?: Target;
};
export type Remove = PlannedOrigin & { readonly kind: 'remove'; readonly before: Target };

/** What has to be written. */
export type Change = Create | Update | Remove;

export type Unchanged = PlannedOrigin & {
  readonly kind: 'unchanged';
  readonly target?: Target;
  /** It shall not be mapped, and is not, as far as the list tells. */
  readonly absent?: true;
};
export type Skip = PlannedOrigin & {
  readonly kind: 'skip';
  readonly target?: Target;
  readonly before?: Target;
  /** Why nothing is written. */
  readonly message: string;
};

export type PlanEntry = Change | Unchanged | Skip;

/** A reason not to write anything. */
export interface Refusal {
  readonly problem: Problem;
  /** The entries that it is about. */
  readonly ips: readonly Address[];
}

/** What has to be done, or why nothing may be. */
export interface Plan {
  readonly entries: readonly PlanEntry[];
  /** Why nothing may be written; empty for a plan that can be applied. */
  readonly refusals: readonly Refusal[];
  readonly notices: readonly Problem[];
}

export function isChange(entry: PlanEntry): entry is Change {
  return entry.kind === 'create' || entry.kind === 'update' || entry.kind === 'remove';
}

/** What a plan's entry is called once it is done. */
export const DONE = { create: 'created', update: 'updated', remove: 'removed', unchanged: 'unchanged' } as const;

/** What would become of each entry: the outcomes of a plan that is only shown, or that is refused. */
export function expectedOutcomes({ entries, refusals }: Plan): Outcome[] {
  const refused = new Map<Address, Problem>();
  // The first refusal of an entry is the one about the entry itself.
  for (const { ips, problem } of refusals) for (const ip of ips) if (!refused.has(ip)) refused.set(ip, problem);
  const stopped = `was not attempted: ${counted(refusals.length, 'error')} elsewhere in the plan stopped the run before any write`;
  return entries.map((entry): Outcome => {
    const problem = refused.get(entry.ip);
    if (problem !== undefined) return failed(entry, problem);
    if (isChange(entry) && refusals.length > 0) return failed(entry, { message: stopped });
    if (entry.kind === 'skip') return { ...outcomeEntry(entry), outcome: 'skipped', message: entry.message };
    return { ...outcomeEntry(entry), outcome: DONE[entry.kind] };
  });
}

export function failed(
  entry: PlanEntry,
  { message, code, codes }: Pick<Problem, 'message' | 'code' | 'codes'>,
): Outcome {
  return {
    ...outcomeEntry(entry),
    outcome: 'failed',
    message,
    ...(code === undefined ? {} : { code }),
    ...(codes === undefined ? {} : { codes }),
  };
}

/** The part of an entry that its outcome repeats. */
export function outcomeEntry(
  entry: PlanEntry,
): Omit<Outcome, 'outcome' | 'message' | 'code' | 'codes'> & { readonly ip: Address } {
  return {
    ip: entry.ip,
    ...(entry.hosts === undefined ? {} : { hosts: entry.hosts }),
    ...('target' in entry && entry.target !== undefined ? { target: entry.target } : {}),
    ...('before' in entry && entry.before !== undefined ? { before: entry.before } : {}),
    ...(entry.evidence === undefined ? {} : { evidence: entry.evidence }),
  };
}
