import { type Address, canonicalAddress, compareAddresses, isFault } from '../src/domain/address.ts';

/** A mapping as tests write it. The IP may have any spelling; vendor and region are not judged. */
export interface SeedMapping {
  readonly ip: string;
  readonly vendor: string;
  readonly region: string;
}

/** A mapping as the zone keeps it. */
export interface Stored extends SeedMapping {
  readonly ip: Address;
  readonly modifiedOn: string;
}

/** All mappings of a zone: one record, in order of creation. `modifiedOn` is null where there is no record. */
export interface ZoneRecord {
  readonly mappings: ReadonlyMap<Address, Stored>;
  readonly modifiedOn: string | null;
}

const EMPTY: ZoneRecord = { mappings: new Map(), modifiedOn: null };

/** The record that holds just these mappings. Throws on an address that is none. */
export function recordOf(mappings: Iterable<SeedMapping>, now: Date): ZoneRecord {
  return overwrite(EMPTY, mappings, now);
}

/** The record after somebody else wrote these mappings, past every rule. */
export function overwrite(record: ZoneRecord, mappings: Iterable<SeedMapping>, now: Date): ZoneRecord {
  const fresh = Array.from(mappings, ({ ip: text, vendor, region }) => {
    const ip = addressOf(text);
    if (ip === undefined) throw new TypeError(`${JSON.stringify(text)} is no IP address`);
    return { ip, vendor, region, modifiedOn: timestamp(now) };
  });
  return stored(record, fresh, now);
}

/** The record with these mappings, each in its old place where it has one. */
export function stored(record: ZoneRecord, mappings: Iterable<Stored>, now: Date): ZoneRecord {
  const next = new Map(record.mappings);
  for (const mapping of mappings) next.set(mapping.ip, mapping);
  return settle(next, now);
}

/** The record without these addresses; unknown ones are left alone. */
export function without(record: ZoneRecord, ips: Iterable<string>, now: Date): ZoneRecord {
  const next = new Map(record.mappings);
  for (const text of ips) {
    const ip = addressOf(text);
    if (ip !== undefined) next.delete(ip);
  }
  return next.size === record.mappings.size ? record : settle(next, now);
}

/** The zone's mappings sorted by address, without times. */
export function truth(record: ZoneRecord): SeedMapping[] {
  return [...record.mappings.values()]
    .sort((a, b) => compareAddresses(a.ip, b.ip))
    .map(({ ip, vendor, region }) => ({ ip, vendor, region }));
}

/** The canonical address, if it is one. */
export function addressOf(text: unknown): Address | undefined {
  if (typeof text !== 'string') return undefined;
  const address = canonicalAddress(text);
  return isFault(address) ? undefined : address;
}

/** The API's spelling of a time. */
export function timestamp(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z');
}

/** The record disappears with its last mapping. */
function settle(mappings: ReadonlyMap<Address, Stored>, now: Date): ZoneRecord {
  return mappings.size === 0 ? EMPTY : { mappings, modifiedOn: timestamp(now) };
}
