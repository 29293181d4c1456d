import type { Address } from '../domain/address.ts';
import type { MappingList, Target } from '../domain/mapping.ts';
import { claimsOf, type Holder, originOf } from './claims.ts';
import { hasWritten, locate, nameFor, sameState, targetOf } from './places.ts';
import type { PreviewRecord, RecordEntry } from './record.ts';
import type { Seal } from './seal.ts';

/** What a run is about to make true, over what its pull request recorded before. */
export interface Undertaking {
  readonly record: PreviewRecord;
  /** What the zone shall say for the addresses that the run registers, whether it says so already or not. */
  readonly writes: ReadonlyMap<Address, Target>;
  readonly current: MappingList;
  readonly holders: readonly Holder[];
  readonly seal: Seal;
  readonly hidden: boolean;
}

export interface Draft {
  readonly record: PreviewRecord;
  /** Entries that the run registers; the others still wait to be taken back. */
  readonly registered: number;
}

/**
 * The record to be saved before the zone is written: it covers both what the zone says now and what it will. A mapping
 * that is there already and was not made by a pull request is not the pull request's to take away, so it is not recorded.
 */
export function drafted({ record, writes, current, holders, seal, hidden }: Undertaking): Draft {
  const known = [...new Set([...current.keys(), ...writes.keys()])];
  const places = locate(record.entries, known, seal);
  const claims = claimsOf(holders, known, seal);
  const own = new Map([...places].map(([entry, ip]) => [ip, entry] as const));
  const written = [...writes].flatMap(([ip, target]): RecordEntry[] => {
    const now = current.get(ip);
    const earlier = own.get(ip);
    const others = (claims.get(ip) ?? []).map(({ entry }) => entry);
    const before = originOf(now, earlier ? [earlier, ...others] : others);
    if (sameState(now, target) && sameState(before, target)) return [];
    const still = earlier && now && !sameState(now, target) && hasWritten(earlier, now) ? [targetOf(now)] : [];
    return [
      {
        name: nameFor(ip, seal, hidden),
        ...(before ? { before: targetOf(before) } : {}),
        wrote: [...still, targetOf(target)],
      },
    ];
  });
  const kept = record.entries.filter((entry) => {
    const ip = places.get(entry);
    return ip === undefined || !writes.has(ip);
  });
  return { record: { ...record, entries: [...kept, ...written] }, registered: written.length };
}
