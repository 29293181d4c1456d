import type { Address } from './address.ts';
import type { Evidence } from './entry.ts';
import type { Existing, Mapping, Regions, Target } from './mapping.ts';
import type { Problem } from './problem.ts';
import type { TieredCache, TieredCacheSetting } from './zone-reference.ts';

export type ApiVersion = 'v1' | 'v2';
export type Mode = 'apply' | 'plan' | 'check';

/** What a run learned and did, complete or not: everything that is reported is made from it. */
export interface Result {
  readonly mode: Mode;
  /** The step fails if and only if there is at least one. The first says the cause. */
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly notices: readonly Problem[];
  /** In the order of their addresses; host names without an address come last. */
  readonly outcomes: readonly Outcome[];
  readonly zoneId?: string;
  readonly apiVersion?: ApiVersion;
  /** What the zone holds after the run (plan and check: as it is); absent where it could not be learned. */
  readonly existing?: Existing;
  readonly regions?: Regions;
  readonly tieredCache?: TieredCache;
  /** Settings that `tiered-cache: smart` switched on (plan and check: would switch on). */
  readonly switchedOn: readonly TieredCacheSetting[];
  readonly discovery?: Discovery;
  /** Whether anything was written (plan and check: would be written). */
  readonly changed: boolean;
  /** Requests sent to Cloudflare, retries included. */
  readonly requests: number;
  /** Milliseconds from the start of the run. */
  readonly duration: number;
}

export const OUTCOMES = ['created', 'updated', 'removed', 'unchanged', 'skipped', 'failed'] as const;
export type OutcomeKind = (typeof OUTCOMES)[number];

interface OutcomeEntry {
  /** Absent only for a host name that did not resolve; its outcome is `failed`. */
  readonly ip?: Address;
  readonly hosts?: readonly string[];
  /** What was desired; absent for an address to remove. */
  readonly target?: Target;
  /** What the zone held. */
  readonly before?: Target;
  readonly evidence?: Evidence;
}

/** What became of one entry; in plan and check mode, what would become of it. */
export type Outcome = OutcomeEntry &
  (
    | { readonly outcome: 'created' | 'updated' | 'removed' | 'unchanged' }
    | { readonly outcome: 'skipped'; readonly message: string }
    | {
        readonly outcome: 'failed';
        readonly message: string;
        readonly code?: number;
        readonly codes?: readonly number[];
      }
  );

/** How the message of an entry begins that was not sent. */
const NOT_ATTEMPTED = 'was not attempted';

/** Whether an entry failed only because something else stopped the run. */
export function wasNotAttempted(entry: Outcome): boolean {
  return entry.outcome === 'failed' && entry.message.startsWith(NOT_ATTEMPTED);
}

/** Entries counted by outcome; every kind is there, 0 where none. */
export function countOutcomes(outcomes: readonly Outcome[]): Record<OutcomeKind, number> {
  const counts = { created: 0, updated: 0, removed: 0, unchanged: 0, skipped: 0, failed: 0 };
  for (const { outcome } of outcomes) counts[outcome] += 1;
  return counts;
}

/** An origin that the zone's own proxied records lead to. */
export interface DiscoveredOrigin {
  readonly ip: Address;
  /** Names of the records that lead to it. */
  readonly records: readonly string[];
  /** What the zone maps it to when the run begins. */
  readonly existing?: Target;
  /** What was found, and how; without it `open` says why. */
  readonly found?: Target;
  readonly evidence?: Evidence;
  /** What stays open, and what to do about it. */
  readonly open?: string;
}

/** What a run with `discover: dns` found out about the zone. */
export interface Discovery {
  /** In the order of their addresses. */
  readonly origins: readonly DiscoveredOrigin[];
  /** Records that lead to no origin of the owner's, each with its reason. */
  readonly leftOut: readonly { readonly record: string; readonly content: string; readonly reason: string }[];
  /** Mappings of addresses that no proxied record names: listed, never removed. */
  readonly unnamed: readonly Mapping[];
}
