import type { Address } from '../src/domain/address.ts';
import type { Refusal } from './answer.ts';
import { addressOf, type Stored, stored, timestamp, without, type ZoneRecord } from './record.ts';
import { isRefusal, refusal } from './refusals.ts';
import type { SupportedRegions } from './regions.ts';

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
  return { record: stored(record, [mapping], rules.now()), mapping };
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
  return { record: succeeded.length === 0 ? record : stored(record, succeeded, rules.now()), succeeded, failed };
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

/** The address of a failed item: canonical where it is one, else what came. */
function shown(ip: unknown): string {
  return addressOf(ip) ?? (typeof ip === 'string' ? ip : '');
}
