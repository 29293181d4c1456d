import { type Address, canonicalAddress, compareAddresses, isFault } from '../src/domain/address.ts';
import type { Refusal } from './answer.ts';
import { isRefusal, refusal } from './refusals.ts';
import { REGIONS, type SupportedRegions } from './regions.ts';

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

/** What a zone judges a write by. */
export interface ZoneRules {
  readonly limit: number;
  readonly regions: SupportedRegions;
  readonly now: () => Date;
  /** The words with which a batch refuses this address, whatever else is right with it. */
  readonly itemWords: (ip: Address) => string | undefined;
}

/** A mapping as a request body has it: nothing is sure. */
export interface Entry {
  readonly ip: unknown;
  readonly vendor: unknown;
  readonly region: unknown;
}

export interface Written {
  readonly record: ZoneRecord;
  readonly mapping: Stored;
}

export interface BatchWritten {
  readonly record: ZoneRecord;
  readonly succeeded: readonly Stored[];
  readonly failed: readonly { readonly ip: string; readonly words: string }[];
}

const EMPTY: ZoneRecord = { mappings: new Map(), modifiedOn: null };

/** The record that holds just these mappings. Throws on an address that is none. */
export function recordOf(mappings: Iterable<SeedMapping>, now: Date): ZoneRecord {
  return overwrite(EMPTY, mappings, now);
}

/** The record after somebody else wrote these mappings, past every rule. */
export function overwrite(record: ZoneRecord, mappings: Iterable<SeedMapping>, now: Date): ZoneRecord {
  const next = new Map(record.mappings);
  for (const { ip: text, vendor, region } of mappings) {
    const ip = addressOf(text);
    if (ip === undefined) throw new TypeError(`${JSON.stringify(text)} is no IP address`);
    next.set(ip, { ip, vendor, region, modifiedOn: timestamp(now) });
  }
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

export function find(record: ZoneRecord, ip: unknown): Stored | Refusal {
  const address = addressOf(ip);
  if (address === undefined) return refusal(1146);
  return record.mappings.get(address) ?? refusal(1142);
}

/** Creates or updates one mapping. */
export function write(record: ZoneRecord, entry: Entry, rules: ZoneRules): Written | Refusal {
  const mapping = judge(entry, rules);
  if (isRefusal(mapping)) return mapping;
  if (overfull(record, [mapping], rules)) return refusal(1164);
  return { record: put(record, [mapping], rules), mapping };
}

/** Creates one mapping; one that is there stays as it is. */
export function create(record: ZoneRecord, entry: Entry, rules: ZoneRules): Written | Refusal {
  const address = addressOf(entry.ip);
  return address !== undefined && record.mappings.has(address) ? refusal(1145) : write(record, entry, rules);
}

/** Creates or updates each sound entry. A batch that would pass the limit is refused whole: which part is applied is undocumented. */
export function writeBatch(record: ZoneRecord, entries: readonly Entry[], rules: ZoneRules): BatchWritten | Refusal {
  const succeeded: Stored[] = [];
  const failed: { ip: string; words: string }[] = [];
  for (const entry of entries) {
    const mapping = judge(entry, rules);
    const words = isRefusal(mapping) ? mapping.message : rules.itemWords(mapping.ip);
    if (isRefusal(mapping) || words !== undefined) failed.push({ ip: shown(entry.ip), words: words ?? '' });
    else succeeded.push(mapping);
  }
  if (overfull(record, succeeded, rules)) return refusal(1164);
  return { record: succeeded.length === 0 ? record : put(record, succeeded, rules), succeeded, failed };
}

/** Removes one mapping. `missing` is the code for one that is not there: the two surfaces differ. */
export function remove(record: ZoneRecord, ip: unknown, rules: ZoneRules, missing: number): Written | Refusal {
  const mapping = find(record, ip);
  if (!isRefusal(mapping)) return { record: without(record, [mapping.ip], rules.now()), mapping };
  return mapping.code === 1142 ? refusal(missing) : mapping;
}

/** Removes each address that is there; the others are listed as failed. */
export function removeBatch(record: ZoneRecord, ips: readonly unknown[], rules: ZoneRules): BatchWritten {
  const succeeded: Stored[] = [];
  const failed: { ip: string; words: string }[] = [];
  let next = record;
  for (const ip of ips) {
    const mapping = find(next, ip);
    const words = isRefusal(mapping) ? mapping.message : rules.itemWords(mapping.ip);
    if (isRefusal(mapping) || words !== undefined) failed.push({ ip: shown(ip), words: words ?? '' });
    else {
      succeeded.push(mapping);
      next = without(next, [mapping.ip], rules.now());
    }
  }
  return { record: next, succeeded, failed };
}

/** So many different mappings, half of them IPv4, over all vendors; the same ones each time. */
export function population(count: number): SeedMapping[] {
  const targets = Object.entries(REGIONS).flatMap(([vendor, list]) =>
    list.map(({ name }) => ({ vendor, region: name })),
  );
  return Array.from({ length: count }, (_, index) => {
    const number = index >> 1;
    const ip = index % 2 === 0 ? `198.18.${number >> 8}.${number & 255}` : `2001:db8::${(number + 1).toString(16)}`;
    return { ip, ...(targets[index % targets.length] ?? { vendor: 'aws', region: 'us-east-1' }) };
  });
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

function judge({ ip, vendor, region }: Entry, rules: ZoneRules): Stored | Refusal {
  const address = addressOf(ip);
  if (address === undefined) return refusal(1146);
  if (typeof vendor !== 'string' || typeof region !== 'string') return refusal(1157);
  const regions = Object.hasOwn(rules.regions, vendor) ? rules.regions[vendor] : undefined;
  if (!regions?.some(({ name }) => name === region)) return refusal(1157);
  return { ip: address, vendor, region, modifiedOn: timestamp(rules.now()) };
}

/** Updates never fail for the limit, not even in a zone that is above it. */
function overfull(record: ZoneRecord, mappings: readonly Stored[], rules: ZoneRules): boolean {
  const fresh = new Set(mappings.map(({ ip }) => ip).filter((ip) => !record.mappings.has(ip)));
  return fresh.size > 0 && record.mappings.size + fresh.size > rules.limit;
}

function put(record: ZoneRecord, mappings: readonly Stored[], rules: ZoneRules): ZoneRecord {
  const next = new Map(record.mappings);
  for (const mapping of mappings) next.set(mapping.ip, mapping);
  return settle(next, rules.now());
}

/** The record disappears with its last mapping. */
function settle(mappings: ReadonlyMap<Address, Stored>, now: Date): ZoneRecord {
  return mappings.size === 0 ? EMPTY : { mappings, modifiedOn: timestamp(now) };
}

/** The address of a failed item: canonical where it is one, else what came. */
function shown(ip: unknown): string {
  return addressOf(ip) ?? (typeof ip === 'string' ? ip : '');
}
