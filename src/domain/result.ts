import type { MappingList, Regions } from './mapping.ts';
import type { Outcome } from './outcome.ts';
import type { Problem } from './problem.ts';

export type ApiVersion = 'v1' | 'v2';
export type Mode = 'apply' | 'plan' | 'check';

/** What a run learned and did, complete or not: the one value that everything reported is made from. */
export interface Result {
  readonly mode: Mode;
  /** The step fails if and only if there is at least one. The first says the cause. */
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly notices: readonly Problem[];
  /** In the order of their addresses. */
  readonly outcomes: readonly Outcome[];
  readonly zoneId?: string;
  readonly apiVersion?: ApiVersion;
  /**
   * What the zone holds after the run (plan and check: as it is), in the order of the addresses; absent where it could not
   * be learned.
   */
  readonly list?: MappingList;
  readonly regions?: Regions;
  /** Whether anything was written (plan and check: would be written). */
  readonly changed: boolean;
  /** Requests sent to Cloudflare, tries included. */
  readonly requests: number;
  /** Milliseconds from the start of the run. */
  readonly duration: number;
}
