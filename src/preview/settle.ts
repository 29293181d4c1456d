import type { Address } from '../domain/address.ts';
import type { MappingList } from '../domain/mapping.ts';
import { hasWritten, isForeign, locate, sameState, targetOf } from './places.ts';
import type { PreviewRecord, RecordEntry } from './record.ts';
import type { Seal } from './seal.ts';

/** A finished run, over the record that was saved before it wrote. */
export interface Settlement {
  readonly record: PreviewRecord;
  /** Entries that need no change of the zone any more. */
  readonly released: ReadonlySet<RecordEntry>;
  /** Addresses that the run wants. */
  readonly wanted: ReadonlySet<Address>;
  /** The zone's list after the run; undefined where it could not be read. */
  readonly list: MappingList | undefined;
  readonly seal: Seal;
}

/**
 * The record once a run is over. The zone's list decides: what it still says because of this pull request stays recorded,
 * what is back as it was is done with. Without a list everything that may be so stays.
 */
export function settled({ record, released, wanted, list, seal }: Settlement): PreviewRecord {
  const places = locate(record.entries, [...(list?.keys() ?? []), ...wanted], seal);
  const entries = record.entries.flatMap((entry): RecordEntry[] => {
    if (released.has(entry)) return [];
    const ip = places.get(entry);
    if (list === undefined || isForeign(entry, seal)) return [entry];
    const now = ip && list.get(ip);
    if (now && hasWritten(entry, now) && !sameState(now, entry.before)) return [{ ...entry, wrote: [targetOf(now)] }];
    const overwritten = ip !== undefined && wanted.has(ip) && !sameState(now, entry.before);
    return overwritten ? [entry] : [];
  });
  return { ...record, entries };
}
