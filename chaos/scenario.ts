import type { DnsEntries } from '../__tests__/support/dns.ts';
import type { Fault } from '../emulator/fault.ts';
import type { FeedName, FeedState } from '../emulator/feed-server.ts';
import type { EmulatorOptions } from '../emulator/options.ts';
import type { SeedMapping } from '../emulator/record.ts';

/** One scenario, whole: plain JSON, so that a violation can be repeated and read. */
export interface Scenario {
  readonly seed: number;
  /**
   * - `zone`: one action, or two at once, on a zone with faults and other writers
   * - `origins`: host names, published regions, discovery
   * - `pulls`: the life of several pull requests, one run after another
   * - `pushes`: a mappings file through its commits, with `prune: removed`
   */
  readonly kind: 'zone' | 'origins' | 'pulls' | 'pushes';
  readonly zone: readonly SeedMapping[];
  readonly api: Omit<EmulatorOptions, 'mappings' | 'faults' | 'randomSeed' | 'now' | 'tls'>;
  readonly steps: readonly Step[];
  /** Whether the built file is run instead of the sources. */
  readonly built: boolean;
  readonly origins?: OriginsSetting;
  /** What the mappings file lists, by commit. */
  readonly commits?: Readonly<Record<string, readonly Want[]>>;
  /** The first of the steps at whose end everything is closed and cleaned up. */
  readonly finalFrom?: number;
}

/** What DNS and the clouds say. */
export interface OriginsSetting {
  readonly dns: DnsEntries;
  /** From the so manieth question on, these entries count besides. */
  readonly later?: { readonly question: number; readonly dns: DnsEntries };
  readonly feeds: Readonly<Partial<Record<FeedName, FeedState>>>;
}

export type Step =
  | RunStep
  /** Somebody else sets a mapping, or (without a target) removes it. */
  | { readonly kind: 'hand'; readonly ip: string; readonly target?: Target }
  /** Something happens to a pull request without a run. */
  | { readonly kind: 'pull'; readonly pull: number; readonly does: 'open' | 'close' | 'erase comments' }
  /** A branch moves. */
  | { readonly kind: 'branch'; readonly commit: string | undefined }
  | { readonly kind: 'wait'; readonly minutes: number };

export interface RunStep {
  readonly kind: 'run';
  /** One action, or two at the same time. */
  readonly tasks: readonly [Task] | readonly [Task, Task];
  readonly faults: readonly Fault[];
  readonly writers: readonly Writer[];
  readonly github?: readonly GitHubFault[];
}

/** Another writer of the zone's record, who comes with the so manieth request of the step that it names. */
export interface Writer {
  readonly comes: 'before' | 'after';
  /** `first page`: of a list of v2. */
  readonly on: 'read' | 'write' | 'any' | 'first page';
  readonly nth: number;
  readonly does:
    | { readonly kind: 'put'; readonly mapping: SeedMapping }
    | { readonly kind: 'remove'; readonly ip: string }
    /** One removal and one addition: the counts stay. */
    | { readonly kind: 'swap'; readonly ip: string; readonly mapping: SeedMapping }
    /** Replaces the record by the copy from before the request: what the request wrote is lost. */
    | { readonly kind: 'stale' };
}

export interface GitHubFault {
  /** Which of the step's requests to GitHub, from 1 on. */
  readonly from: number;
  readonly to: number;
  readonly does: 'cut' | 'lost' | 'hang' | number;
}

export interface Target {
  readonly vendor: string;
  readonly region: string;
}

/** What one action is asked to do. */
export interface Task {
  readonly mode: 'apply' | 'plan' | 'check';
  readonly state: 'present' | 'absent' | 'auto';
  readonly prune: 'none' | 'all' | 'removed';
  readonly maxRemovals: string;
  readonly onConflict: 'overwrite' | 'skip' | 'fail' | 'default';
  readonly apiVersion: 'auto' | 'v1' | 'v2';
  readonly source: 'ip' | 'mappings' | 'json' | 'csv' | 'yaml' | 'none';
  readonly wanted: readonly Want[];
  readonly timeoutSeconds: number;
  readonly zoneBy: 'id' | 'name';
  readonly redact: 'auto' | 'true' | 'false';
  readonly visibility: 'public' | 'private' | 'unknown';
  /** Milliseconds by which the time of day is off, by turns. */
  readonly jumps: readonly number[];
  /** The run is cancelled with its so manieth request. */
  readonly cancelAt?: number;
  /** Further inputs. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly event?: TaskEvent;
}

export type TaskEvent =
  | {
      readonly kind: 'pull';
      readonly pull: number;
      readonly action: 'opened' | 'reopened' | 'synchronize' | 'closed' | 'labeled';
    }
  | { readonly kind: 'schedule' }
  | { readonly kind: 'push'; readonly before: string; readonly after: string };

/** An address (or host) with its target; without one it shall be absent whatever its target. */
export interface Want {
  readonly ip?: string;
  readonly host?: string;
  readonly vendor?: string;
  readonly region?: string;
}
