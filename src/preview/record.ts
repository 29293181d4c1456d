import type { Address } from '../domain/address.ts';
import type { Target } from '../domain/mapping.ts';

/** What a pull request registered in a zone. Its comment carries it, and nothing else remembers. */
export interface PreviewRecord {
  readonly zoneId: string;
  readonly entries: readonly RecordEntry[];
}

/** One address that a pull request registered. */
export interface RecordEntry {
  readonly name: EntryName;
  /** What the zone said before any pull request touched the address; absent where it said nothing. */
  readonly before?: Target;
  /**
   * Every target that the zone may hold because of this pull request: one where a run settled the entry, more while a
   * run is under way, or where one died before it could say which of them the zone holds.
   */
  readonly wrote: readonly Target[];
}

/** The address itself, or, where addresses are hidden, its seal and the check value of the credential that sealed it. */
export type EntryName = { readonly ip: Address } | { readonly seal: string; readonly check: string };

/** The most addresses that one pull request can register. */
export const MOST_ENTRIES = 300;

/** The version of the form in which records are stored. */
export const RECORD_FORM = 1;
