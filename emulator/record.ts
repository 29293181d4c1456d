import { addressOf, compareAddresses } from './address.ts';
import { isRefusal, type Refusal, refusal } from './answer.ts';
import type { SupportedRegions } from './regions.ts';

/** A mapping as tests write it. The IP may have any spelling; vendor and region are not judged. */
export interface SeedMapping {
  readonly ip: string;
  readonly vendor: string;
  readonly region: string;
}

/** A mapping as the zone keeps it: its address is canonical. */
export interface StoredMapping extends SeedMapping {
  readonly modifiedOn: string;
}

/** All mappings of a zone: one record, in order of creation. `modifiedOn` is null where there is no record. */
export interface ZoneRecord {
  readonly mappings: ReadonlyMap<string, StoredMapping>;
  readonly modifiedOn: string | null;
}

/** What a zone judges a write by. */
export interface ZoneRules {
  readonly limit: number;
  readonly regions: SupportedRegions;
  readonly now: () => Date;
  /** The words with which a batch refuses this address, whatever else is right with it. */
  readonly itemRefusal: (ip: string) => string | undefined;
}

/** A mapping as a request body has it: nothing is sure. */
export interface RequestedMapping {
  readonly ip: unknown;
  readonly vendor: unknown;
  readonly region: unknown;
}

export interface Written {
  readonly record: ZoneRecord;
  readonly mapping: StoredMapping;
}

export interface BatchWritten {
  readonly record: ZoneRecord;
  readonly succeeded: readonly StoredMapping[];
  readonly failed: readonly { readonly ip: string; readonly message: string }[];
}

export const EMPTY_RECORD: ZoneRecord = { mappings: new Map(), modifiedOn: null };

/** The record that holds just these mappings. Throws on an address that is none. */
export function recordOf(mappings: Iterable<SeedMapping>, now: Date): ZoneRecord {
  return withMappings(EMPTY_RECORD, mappings, now);
}

/** The record after somebody else wrote these mappings, past every rule. */
export function withMappings(record: ZoneRecord, mappings: Iterable<SeedMapping>, now: Date): ZoneRecord {
  const added = Array.from(mappings, ({ ip: text, vendor, region }) => {
    const ip = addressOf(text);
    if (ip === undefined) throw new TypeError(`${JSON.stringify(text)} is no IP address`);
    return { ip, vendor, region, modifiedOn: timestamp(now) };
  });
  return stored(record, added, now);
}

/** The record without these addresses; unknown ones are left alone. */
export function withoutMappings(record: ZoneRecord, ips: Iterable<string>, now: Date): ZoneRecord {
  const next = new Map(record.mappings);
  for (const text of ips) {
    const ip = addressOf(text);
    if (ip !== undefined) next.delete(ip);
  }
  return next.size === record.mappings.size ? record : recordFrom(next, now);
}

/** The zone's mappings sorted by address, without times. */
export function sortedMappings(record: ZoneRecord): SeedMapping[] {
  return [...record.mappings.values()]
    .sort((a, b) => compareAddresses(a.ip, b.ip))
    .map(({ ip, vendor, region }) => ({ ip, vendor, region }));
}

/** The API's spelling of a time. */
export function timestamp(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z');
}

export function find(record: ZoneRecord, ip: unknown): StoredMapping | Refusal {
  const address = addressOf(ip);
  if (address === undefined) return refusal(1146);
  return record.mappings.get(address) ?? refusal(1142);
}

/** Creates or updates one mapping. */
export function write(record: ZoneRecord, entry: RequestedMapping, rules: ZoneRules): Written | Refusal {
  const mapping = judge(entry, rules);
  if (isRefusal(mapping)) return mapping;
  if (exceedsLimit(record, [mapping], rules)) return refusal(1164);
  return { record: stored(record, [mapping], rules.now()), mapping };
}

/** Creates one mapping; one that is there stays as it is. */
export function create(record: ZoneRecord, entry: RequestedMapping, rules: ZoneRules): Written | Refusal {
  const address = addressOf(entry.ip);
  return address !== undefined && record.mappings.has(address) ? refusal(1145) : write(record, entry, rules);
}

/** Creates or updates each valid entry. A batch that would pass the limit is refused whole: which part is applied is undocumented. */
export function writeBatch(
  record: ZoneRecord,
  entries: readonly RequestedMapping[],
  rules: ZoneRules,
): BatchWritten | Refusal {
  const succeeded: StoredMapping[] = [];
  const failed: { ip: string; message: string }[] = [];
  for (const entry of entries) {
    const mapping = judge(entry, rules);
    const message = isRefusal(mapping) ? mapping.message : rules.itemRefusal(mapping.ip);
    if (isRefusal(mapping) || message !== undefined) failed.push({ ip: shown(entry.ip), message: message ?? '' });
    else succeeded.push(mapping);
  }
  if (exceedsLimit(record, succeeded, rules)) return refusal(1164);
  return { record: succeeded.length === 0 ? record : stored(record, succeeded, rules.now()), succeeded, failed };
}

/** Removes one mapping. `missing` is the code for one that is not there: the two surfaces differ. */
export function remove(record: ZoneRecord, ip: unknown, rules: ZoneRules, missing: number): Written | Refusal {
  const mapping = find(record, ip);
  if (!isRefusal(mapping)) return { record: withoutMappings(record, [mapping.ip], rules.now()), mapping };
  return mapping.code === 1142 ? refusal(missing) : mapping;
}

/** Removes each address that is there; the others are listed as failed. */
export function removeBatch(record: ZoneRecord, ips: readonly unknown[], rules: ZoneRules): BatchWritten {
  const succeeded: StoredMapping[] = [];
  const failed: { ip: string; message: string }[] = [];
  let next = record;
  for (const ip of ips) {
    const mapping = find(next, ip);
    const message = isRefusal(mapping) ? mapping.message : rules.itemRefusal(mapping.ip);
    if (isRefusal(mapping) || message !== undefined) failed.push({ ip: shown(ip), message: message ?? '' });
    else {
      succeeded.push(mapping);
      next = withoutMappings(next, [mapping.ip], rules.now());
    }
  }
  return { record: next, succeeded, failed };
}

function judge({ ip, vendor, region }: RequestedMapping, rules: ZoneRules): StoredMapping | Refusal {
  const address = addressOf(ip);
  if (address === undefined) return refusal(1146);
  if (typeof vendor !== 'string' || typeof region !== 'string') return refusal(1157);
  const regions = Object.hasOwn(rules.regions, vendor) ? rules.regions[vendor] : undefined;
  if (!regions?.some(({ name }) => name === region)) return refusal(1157);
  return { ip: address, vendor, region, modifiedOn: timestamp(rules.now()) };
}

/** Updates never fail for the limit, not even in a zone that is above it. */
function exceedsLimit(record: ZoneRecord, mappings: readonly StoredMapping[], rules: ZoneRules): boolean {
  const added = new Set(mappings.map(({ ip }) => ip).filter((ip) => !record.mappings.has(ip)));
  return added.size > 0 && record.mappings.size + added.size > rules.limit;
}

/** The address of a failed item: canonical where it is one, else what came. */
function shown(ip: unknown): string {
  return addressOf(ip) ?? (typeof ip === 'string' ? ip : '');
}

/** The record with these mappings, each in its old place where it has one. */
function stored(record: ZoneRecord, mappings: Iterable<StoredMapping>, now: Date): ZoneRecord {
  const next = new Map(record.mappings);
  for (const mapping of mappings) next.set(mapping.ip, mapping);
  return recordFrom(next, now);
}

/** The record disappears with its last mapping. */
function recordFrom(mappings: ReadonlyMap<string, StoredMapping>, now: Date): ZoneRecord {
  return mappings.size === 0 ? EMPTY_RECORD : { mappings, modifiedOn: timestamp(now) };
}
