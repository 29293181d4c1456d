import type { Address } from '../domain/address.ts';
import type { MappingList, Target } from '../domain/mapping.ts';
import { type Claim, claimsOf, type Holder, originOf, unreadablePulls } from './claims.ts';
import { type End, type Fate, noticesOf } from './fate.ts';
import { hasWritten, isForeign, locate, sameState, targetOf } from './places.ts';
import type { PreviewRecord, RecordEntry } from './record.ts';
import type { Seal } from './seal.ts';

/** An address to be removed, or put back `to` what it was before. */
export interface TakeBack {
  readonly ip: Address;
  readonly to?: Target;
}

export interface TakingBack {
  /** What the plan has to bring about; an address that is back already is among them. */
  readonly takeBack: readonly TakeBack[];
  /** Entries that leave the record without a change of the zone: left to others, or no longer there. */
  readonly released: ReadonlySet<RecordEntry>;
  /** The other pull requests, some with a record that took over what they need to finish the job later. */
  readonly holders: readonly Holder[];
  readonly notices: readonly string[];
}

/** The record of a pull request, and everything by which its fate is decided. */
export interface Situation {
  readonly pull: number;
  readonly record: PreviewRecord;
  /** Addresses that the run still wants: they are not taken back. */
  readonly wanted: ReadonlySet<Address>;
  readonly current: MappingList;
  readonly holders: readonly Holder[];
  readonly seal: Seal;
}

/** Decides for each address of a record that is no longer wanted what becomes of it. Touches no address outside the record. */
export function takeBack(situation: Situation): TakingBack {
  const { pull, record, wanted, current, holders, seal } = situation;
  const known = [...new Set([...current.keys(), ...wanted])];
  const places = locate(record.entries, known, seal);
  const claims = claimsOf(holders, known, seal);
  const fates: Fate[] = record.entries
    .map((entry) => ({ entry, ip: places.get(entry) }))
    .filter(({ ip }) => ip === undefined || !wanted.has(ip))
    .map(({ entry, ip }) => ({ entry, ...fateOf(entry, ip, claims, situation) }));
  const back = fates.filter((fate) => fate.kind === 'back');
  return {
    takeBack: back.map(({ ip, entry: { before } }) => ({ ip, ...(before ? { to: before } : {}) })),
    released: new Set(fates.filter(({ kind }) => kind !== 'back' && kind !== 'unknown').map(({ entry }) => entry)),
    holders: handOver(fates, claims, situation),
    notices: noticesOf(fates, pull, unreadablePulls(holders, seal)),
  };
}

function fateOf(
  entry: RecordEntry,
  ip: Address | undefined,
  claims: ReadonlyMap<Address, readonly Claim[]>,
  { current, seal }: Situation,
): End {
  if (ip === undefined)
    return isForeign(entry, seal) ? { kind: 'unknown' } : { kind: entry.before === undefined ? 'gone' : 'changed' };
  const others = claims.get(ip) ?? [];
  const heir = others.find(({ holder }) => holder.open);
  if (heir !== undefined) return { kind: 'left', ip, heir };
  const now = current.get(ip);
  const wroteNow = (one: RecordEntry) => now !== undefined && hasWritten(one, now);
  if (sameState(now, entry.before) || wroteNow(entry)) return { kind: 'back', ip };
  return { kind: others.some((other) => wroteNow(other.entry)) ? 'gone' : 'changed', ip };
}

/**
 * What others must remember, for these entries go: where another took for the original state what this pull request
 * wrote, it gets the original; and the heir of an address gets what this pull request left in the zone.
 */
function handOver(
  fates: readonly Fate[],
  claims: ReadonlyMap<Address, readonly Claim[]>,
  { current, holders }: Situation,
): readonly Holder[] {
  const amended = new Map<RecordEntry, RecordEntry>();
  for (const fate of fates) {
    const others = (fate.ip && claims.get(fate.ip)) ?? [];
    for (const { entry } of others)
      if (entry.before !== undefined && hasWritten(fate.entry, entry.before))
        amended.set(entry, withBefore(entry, fate.entry.before));
    if (fate.kind !== 'left') continue;
    const now = current.get(fate.ip);
    if (now === undefined || !hasWritten(fate.entry, now) || others.some(({ entry }) => hasWritten(entry, now)))
      continue;
    const { name, wrote } = fate.heir.entry;
    const before = originOf(now, [fate.entry, ...others.map(({ entry }) => amended.get(entry) ?? entry)]);
    amended.set(fate.heir.entry, withBefore({ name, wrote: [...wrote, targetOf(now)] }, before));
  }
  return holders.map((holder) => {
    const { zoneId, entries } = holder.record;
    if (!entries.some((entry) => amended.has(entry))) return holder;
    return { ...holder, record: { zoneId, entries: entries.map((entry) => amended.get(entry) ?? entry) } };
  });
}

function withBefore({ name, wrote }: RecordEntry, before: Target | undefined): RecordEntry {
  return { name, wrote, ...(before ? { before } : {}) };
}
