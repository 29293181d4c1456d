import { readFileSync } from 'node:fs';
import { addressOf } from './address.ts';
import type { ListedZone } from './options.ts';
import { manyRegions } from './population.ts';
import type { RateLimit } from './rate-limit.ts';
import type { SeedMapping } from './record.ts';
import { REGIONS, type SupportedRegions } from './regions.ts';
import type { DnsRecordSeed } from './zone-reads.ts';

const SWITCH = ['on', 'off'] as const;

/** A whole number from 0 up to `most`. */
export function integer(text: string, most = Number.MAX_SAFE_INTEGER): number {
  if (/^\d+$/.test(text) && Number(text) <= most) return Number(text);
  throw new Error(`give a whole number${most === Number.MAX_SAFE_INTEGER ? '' : ` up to ${most}`}`);
}

/** One of a few words. */
export function choice<T extends string>(text: string, choices: readonly T[]): T {
  const found = choices.find((name) => name === text);
  if (found === undefined) throw new Error(`give one of ${choices.join(', ')}`);
  return found;
}

/** A switch: on or off. */
export function isOn(text: string): boolean {
  return choice(text, SWITCH) === 'on';
}

/** An ID as Cloudflare writes it. */
export function zoneId(text: string): string {
  if (!/^[\da-f]{32}$/.test(text)) throw new Error('give 32 hex digits in lower case');
  return text;
}

/** Requests and seconds of a window. */
export function rateLimit(text: string): RateLimit {
  const [, requests, seconds] = /^(\d+)\/(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (requests === undefined) throw new Error('give REQUESTS/SECONDS, such as 1200/300');
  return { requests: Number(requests), seconds: Number(seconds) };
}

/** Another zone that the look-up knows. */
export function zone(text: string): ListedZone {
  const [id = '', name = '', status] = text.split(':');
  if (name === '') throw new Error('give ID:NAME or ID:NAME:STATUS');
  return { id: zoneId(id), name: name.toLowerCase(), ...(status !== undefined && { status }) };
}

export const LISTED_REGIONS = 'none|empty|N';

/** What `supported_regions` lists instead of what writes are judged by. */
export function listedRegions(text: string): SupportedRegions {
  if (text === 'none') return {};
  if (text === 'empty') return Object.fromEntries(Object.keys(REGIONS).map((vendor) => [vendor, []]));
  if (!/^\d+$/.test(text)) throw new Error(`give one of ${LISTED_REGIONS}`);
  return manyRegions(Number(text));
}

/** The list that a JSON file holds. */
export function jsonList(path: string): unknown[] {
  const list: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!Array.isArray(list)) throw new Error('the file must hold a JSON list');
  return list;
}

/** A count, or a file with a list whose addresses are called `ip`, `origin-ip` or `origin_ip`. */
export function mappings(text: string): number | SeedMapping[] {
  if (/^\d+$/.test(text)) return Number(text);
  return jsonList(text).map((value) => {
    const entry = (value ?? {}) as Readonly<Record<string, unknown>>;
    const ip = addressOf(entry.ip ?? entry['origin-ip'] ?? entry.origin_ip);
    const { vendor, region } = entry;
    if (ip === undefined || typeof vendor !== 'string' || typeof region !== 'string')
      throw new Error(`${JSON.stringify(value)} is no mapping {ip, vendor, region}`);
    return { ip, vendor, region };
  });
}

/** A count, or a file with a list of records. */
export function dnsRecords(text: string): number | DnsRecordSeed[] {
  if (/^\d+$/.test(text)) return Number(text);
  return jsonList(text).map((value) => {
    const record = (value ?? {}) as Partial<DnsRecordSeed>;
    if ([record.type, record.name, record.content].some((field) => typeof field !== 'string'))
      throw new Error(`${JSON.stringify(value)} is no record {type, name, content}`);
    return record as DnsRecordSeed;
  });
}
