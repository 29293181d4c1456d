import type { Address } from '../domain/address.ts';
import { sameTarget, type Target } from '../domain/mapping.ts';
import type { EntryName, PreviewRecord, RecordEntry } from './record.ts';
import type { Seal } from './seal.ts';

/** The addresses that entries name. A sealed one is found only among `known` addresses, and with the same credential. */
export function locate(
  entries: readonly RecordEntry[],
  known: Iterable<Address>,
  seal: Seal,
): ReadonlyMap<RecordEntry, Address> {
  const sealed = entries.some(({ name }) => 'seal' in name && name.check === seal.check);
  const bySeal = new Map(sealed ? [...known].map((ip) => [seal.of(ip), ip] as const) : []);
  const places = new Map<RecordEntry, Address>();
  for (const entry of entries) {
    const ip = 'ip' in entry.name ? entry.name.ip : isForeign(entry, seal) ? undefined : bySeal.get(entry.name.seal);
    if (ip !== undefined) places.set(entry, ip);
  }
  return places;
}

/** Whether an entry was sealed with another credential, so that its address cannot be found. */
export function isForeign({ name }: RecordEntry, seal: Seal): boolean {
  return 'seal' in name && name.check !== seal.check;
}

export function nameFor(ip: Address, seal: Seal, hidden: boolean): EntryName {
  return hidden ? { seal: seal.of(ip), check: seal.check } : { ip };
}

/** Whether the zone may hold `target` because of this entry. */
export function hasWritten({ wrote }: RecordEntry, target: Target): boolean {
  return wrote.some((one) => sameTarget(one, target));
}

/** Whether a zone says the same: the same target, or nothing at all. */
export function sameState(a: Target | undefined, b: Target | undefined): boolean {
  return a === undefined || b === undefined ? a === b : sameTarget(a, b);
}

/** A record as the run's redaction wants it: addresses that can be told are named openly, or sealed. */
export function renamed(record: PreviewRecord, known: readonly Address[], seal: Seal, hidden: boolean): PreviewRecord {
  const places = locate(record.entries, known, seal);
  const entries = record.entries.map((entry) => {
    const ip = places.get(entry);
    return ip === undefined || hidden === 'seal' in entry.name ? entry : { ...entry, name: nameFor(ip, seal, hidden) };
  });
  return { ...record, entries };
}

/** A target and nothing else, whatever it came with. */
export function targetOf({ vendor, region }: Target): Target {
  return { vendor, region };
}
