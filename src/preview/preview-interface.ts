import type { Address } from '../domain/address.ts';
import type { Clock } from '../domain/clock.ts';
import type { Existing, Target } from '../domain/mapping.ts';
import type { Problem } from '../domain/problem.ts';
import type { Mode, Result } from '../domain/result.ts';
import type { GitHub } from '../github/github.ts';
import type { Redact } from '../report/redact.ts';
import type { Revert } from './revert.ts';

export interface PreviewOptions {
  readonly github: GitHub;
  readonly pull: number;
  readonly zoneId: string;
  /** `owner/name` */
  readonly repository: string;
  readonly mode: Mode;
  /** The credential as one text: the keys of the records are derived from it. */
  readonly credential: string;
  /** For what the comment shows. */
  readonly redact: Redact;
  /** Where the run is shown. */
  readonly runUrl?: string;
  readonly clock: Pick<Clock, 'date'>;
  /**
   * - `register`: the desired mappings shall exist; what the record holds and nobody desires any more is reverted
   * - `absent`: what the run removes leaves the record
   * - `close`: all that the record holds is reverted
   */
  readonly purpose: 'register' | 'absent' | 'close';
}

/** What a run has to revert, for its plan. */
export interface Preparation {
  /** Addresses of which the zone says so already are among them. */
  readonly revert: readonly Revert[];
  /** Desired addresses of which the zone says what this pull request wrote itself. */
  readonly own: ReadonlySet<Address>;
  readonly notices: readonly Problem[];
  readonly warnings: readonly Problem[];
  /** Where there are any, a run for a pull request must write nothing. The clean-up goes on with the other records. */
  readonly problems: readonly Problem[];
}

/** The record of one run. Call in this order: prepare, draft (to register), save (to apply), finish. */
export interface Preview {
  /** May be called again with a newer list. `existing` is absent where the zone has no list to be read. */
  prepare(existing: Existing | undefined, desired: ReadonlySet<Address>): Promise<Preparation>;
  /** Takes what shall be true after the run, whether it is so already or not. */
  draft(registered: ReadonlyMap<Address, Target>): {
    readonly problems: readonly Problem[];
    /** Addresses that are recorded as not mapped before. */
    readonly absent: ReadonlySet<Address>;
  };
  /** Before the zone is written; also where nothing will be written. */
  save(): Promise<Saved>;
  /** After the run, whatever became of it: the record follows what the zone says, and the comment shows the result. */
  finish(result: Result): Promise<Ended>;
}

export interface Ended {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** What the run may write to the zone, once the record is saved. With problems: nothing. */
export interface Saved extends Ended {
  readonly notices: readonly Problem[];
  /** Addresses that must not be reverted in this run. They stay in the record. */
  readonly deferred: ReadonlySet<Address>;
}

export const NOTHING: Preparation = { revert: [], own: new Set(), notices: [], warnings: [], problems: [] };
