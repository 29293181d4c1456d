import type { Fault } from '../emulator/fault.ts';
import type { EmulatorOptions } from '../emulator/options.ts';
import type { SeedMapping } from '../emulator/record.ts';

/** One chaos run, whole: plain JSON, so that a violation can be told by it. */
export interface Scenario {
  readonly seed: number;
  readonly zone: readonly SeedMapping[];
  readonly api: Pick<
    EmulatorOptions,
    'surfaces' | 'noRoute' | 'limit' | 'tieredCache' | 'readOnly' | 'latencyMs' | 'rateLimit' | 'unserialised'
  >;
  readonly faults: readonly Fault[];
  readonly strangers: readonly Stranger[];
  /** One action, or two at the same time. */
  readonly tasks: readonly [Task] | readonly [Task, Task];
  /** Whether the built file is run instead of the sources. */
  readonly built: boolean;
}

/** Another writer of the zone's record, who comes with the so manieth read or write of the run. */
export interface Stranger {
  readonly comes: 'before' | 'after';
  readonly on: 'read' | 'write';
  readonly nth: number;
  readonly does:
    | { readonly kind: 'put'; readonly mapping: SeedMapping }
    | { readonly kind: 'remove'; readonly ip: string }
    /** Replaces the record by the copy from before the request: what the request wrote is lost. */
    | { readonly kind: 'stale' };
}

/** What one action is told to do. */
export interface Task {
  readonly mode: 'apply' | 'plan' | 'check';
  readonly state: 'present' | 'absent';
  readonly prune: 'none' | 'all';
  readonly maxRemovals: string;
  readonly onConflict: 'overwrite' | 'skip' | 'fail';
  readonly apiVersion: 'auto' | 'v1' | 'v2';
  readonly source: 'ip' | 'mappings' | 'json' | 'csv' | 'yaml';
  readonly wanted: readonly Want[];
  readonly timeoutSeconds: number;
  readonly zoneBy: 'id' | 'name';
  /** Milliseconds by which the time of day is off, by turns. */
  readonly jumps: readonly number[];
  /** The run is told to end with its so manieth request. */
  readonly cancelAt?: number;
}

/** An address with its target; without one it shall be absent whatever its target. */
export interface Want {
  readonly ip: string;
  readonly vendor?: string;
  readonly region?: string;
}
