import type { Address } from '../domain/address.ts';
import type { MappingList, Target } from '../domain/mapping.ts';
import type { Problem } from '../domain/problem.ts';
import type { Mode, Result } from '../domain/result.ts';
import type { Veil } from '../report/veil.ts';
import type { GitHub } from './github.ts';
import type { TakeBack } from './takeback.ts';

export interface PreviewOptions {
  readonly github: GitHub;
  readonly pull: number;
  readonly zoneId: string;
  readonly mode: Mode;
  /** `register`: the run's mappings shall exist; `withdraw`: all that the record holds is taken back (`closed`). */
  readonly intent: 'register' | 'withdraw';
  /** The API token, or key and email joined: keys the seals of hidden addresses. */
  readonly credential: string;
  /** Whether addresses are hidden (`redact-ips`). */
  readonly hidden: boolean;
  readonly veil: Veil;
  /** Where the run is to be seen. */
  readonly runUrl?: string | undefined;
}

/** What a run has to take back, for its plan. */
export interface Preparation {
  /** Addresses that are back already are among them. */
  readonly takeBack: readonly TakeBack[];
  /** Wanted addresses whose present target this pull request wrote: changing them is no conflict. */
  readonly own: ReadonlySet<Address>;
  readonly notices: readonly Problem[];
  readonly warnings: readonly Problem[];
  /** If there are any, nothing must be written. */
  readonly problems: readonly Problem[];
}

/** The comment of one pull request for one zone, over one run. Call in this order: prepare, draft, save, publish. */
export interface Preview {
  /** Works out what is taken back. `current` is undefined where the server has no list; `wanted` is empty to withdraw. */
  prepare(current: MappingList | undefined, wanted: ReadonlySet<Address>): Promise<Preparation>;
  /** Notes what shall be true after the run (planned as create, update or unchanged); says whether that fits the record. */
  draft(writes: ReadonlyMap<Address, Target>): readonly Problem[];
  /** Saves the draft, before the zone is written. */
  save(): Promise<{ readonly problems: readonly Problem[]; readonly warnings: readonly Problem[] }>;
  /** Settles the record by the zone's list after the run, and shows the result (or the plan). */
  publish(result: Result): Promise<{ readonly warnings: readonly Problem[] }>;
}

/** Nothing to take back, and nothing to say. */
export const NOTHING: Preparation = { takeBack: [], own: new Set(), notices: [], warnings: [], problems: [] };
