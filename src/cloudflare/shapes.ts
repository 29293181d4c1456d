import { type Address, canonicalAddress, isFault } from '../domain/address.ts';
import type { Existing, Mapping, Regions, UnreadableMapping } from '../domain/mapping.ts';
import { clip } from '../domain/text.ts';
import { type Envelope, isObject, listOf } from './envelope.ts';

/**
 * The shapes of Cloudflare's answers, read into the domain. Each gives `undefined` for an answer that is not of its shape.
 * By hand and not with a schema library: a list must be read although single rows of it are odd, and every run would have
 * to load the library. Source: Cloudflare's OpenAPI description, July 2026.
 */
export const shapes = {
  v1List: ({ result }: Envelope): Existing | undefined => {
    // A zone without mappings may have no record at all.
    const rows = result === null ? [] : listOf(innerValue(result));
    return rows === undefined ? undefined : existingOf(rows, 1);
  },
  /** The answer to a single v1 write: the list, and nothing that merely stands for an empty one. */
  v1Written: ({ result }: Envelope): Existing | undefined => {
    const value = innerValue(result);
    const rows = value === null ? undefined : writtenRows(value);
    return rows && existingOf(rows, 1);
  },
  v1Batch: ({ result }: Envelope) => batchResult(innerValue(result)),
  v2Page: ({ result, info }: Envelope): Page<unknown> | undefined => page(listOf(result), info, MOST_MAPPINGS),
  v2Batch: ({ result }: Envelope) => batchResult(result),
  regions: ({ result }: Envelope): Regions | undefined => {
    if (!isObject(result)) return undefined;
    if (result.vendors === null) return new Map();
    return isObject(result.vendors) ? regionsOf(result.vendors) : undefined;
  },
  zones: ({ result }: Envelope): readonly ZoneRow[] | undefined => listOf(result)?.flatMap(zoneRow),
  dnsPage: ({ result, info }: Envelope): Page<DnsRecord> | undefined => {
    const rows = listOf(result);
    const records = rows?.flatMap(dnsRecord);
    // Half a list is no list: a record that cannot be read may be the one that matters.
    return records?.length === rows?.length ? page(records, info, MOST_RECORDS) : undefined;
  },
  setting: ({ result }: Envelope): 'on' | 'off' | 'unknown' => {
    const value = innerValue(result);
    return value === 'on' || value === 'off' ? value : 'unknown';
  },
  ranges: ({ result }: Envelope): readonly string[] | undefined => {
    if (!isObject(result)) return undefined;
    const [ipv4, ipv6] = [listOf(result.ipv4_cidrs), listOf(result.ipv6_cidrs)];
    if (ipv4 === undefined || ipv6 === undefined) return undefined;
    const ranges = [...ipv4, ...ipv6].filter((range) => typeof range === 'string');
    // Without any, nothing could be learned from them.
    return ranges.length === 0 ? undefined : ranges;
  },
  /** For answers of which only the success matters. */
  done: (): undefined => undefined,
} as const;

/** What each shape gives. */
export type Shapes = { [Shape in keyof typeof shapes]: Exclude<ReturnType<(typeof shapes)[Shape]>, undefined> };

/** What a batch did: the addresses it took, and those it did not, with Cloudflare's words. */
export interface BatchResult {
  readonly succeeded: ReadonlySet<Address>;
  readonly failed: ReadonlyMap<Address, string>;
}

/** One page of a list. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Rows of all pages, as the server counts them. */
  readonly total: number;
}

export interface ZoneRow {
  readonly id: string;
  readonly name: string;
  /** Such as `active`, `pending` or `moved`. */
  readonly status: string;
}

/** A DNS record of the zone. */
export interface DnsRecord {
  readonly id: string;
  /** In full and in lower case. */
  readonly name: string;
  readonly type: string;
  readonly content: string;
  readonly proxied: boolean;
  /** The Worker that answers for the name, where that is what the record leads to. */
  readonly originWorkerId?: string;
}

/** A total far beyond what a zone holds is no reason to ask for so many pages. */
const MOST_MAPPINGS = 20_000;
const MOST_RECORDS = 100_000;
/** The most characters of Cloudflare's words on an item of a batch: every entry of a run may have some. */
const LONGEST_WORDS = 1000;
/** Far more than any vendor has. A list of more is no knowledge of regions. */
const MOST_REGIONS = 1000;
const MOST_VENDORS = 50;
const MOST_TIERS = 50;
const LONGEST_NAME = 100;

/** v1 wraps its results once more. */
function innerValue(result: unknown): unknown {
  return isObject(result) ? result.value : undefined;
}

function page<Row>(rows: readonly Row[] | undefined, info: unknown, most: number): Page<Row> | undefined {
  if (rows === undefined) return undefined;
  // An empty list may come without its counts.
  const total = isObject(info) ? info.total_count : rows.length === 0 ? 0 : undefined;
  if (typeof total !== 'number') return undefined;
  return Number.isInteger(total) && total >= 0 && total <= most ? { rows, total } : undefined;
}

function batchResult(value: unknown): BatchResult | undefined {
  if (!isObject(value)) return undefined;
  const [succeeded, failed] = [writtenRows(value.succeeded), writtenRows(value.failed)];
  if (succeeded === undefined || failed === undefined) return undefined;
  return {
    succeeded: new Set(succeeded.flatMap((row) => addressOf(row) ?? [])),
    failed: new Map(
      failed.filter(isObject).flatMap((row) => {
        const ip = addressOf(row);
        return ip === undefined ? [] : [[ip, wordsOf(row.error)] as const];
      }),
    ),
  };
}

function wordsOf(error: unknown): string {
  return typeof error === 'string' && error !== '' ? clip(error, LONGEST_WORDS) : 'no reason given';
}

/** A vendor without names is kept: an empty list, or one that is far too long, is no knowledge of its regions. */
function regionsOf(vendors: Readonly<Record<string, unknown>>): Regions | undefined {
  const regions = new Map<string, ReadonlyMap<string, readonly string[]>>();
  for (const [vendor, list] of Object.entries(vendors).slice(0, MOST_VENDORS)) {
    const rows = listOf(list);
    if (rows === undefined) return undefined;
    const names = new Map<string, readonly string[]>();
    for (const row of rows) {
      const { name, upper_tier_colos: tiers } = isObject(row) ? row : {};
      if (isName(name)) names.set(name, (listOf(tiers) ?? []).filter(isName).slice(0, MOST_TIERS));
    }
    if (rows.length > 0 && names.size === 0) return undefined;
    if (isName(vendor)) regions.set(vendor, names.size <= MOST_REGIONS ? names : new Map());
  }
  return regions;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_NAME;
}

function zoneRow(row: unknown): ZoneRow[] {
  if (!isObject(row)) return [];
  const { id, name, status } = row;
  if (typeof id !== 'string' || typeof name !== 'string') return [];
  return [{ id, name, status: typeof status === 'string' ? status : '' }];
}

function dnsRecord(row: unknown): DnsRecord[] {
  if (!isObject(row)) return [];
  const { id, name, type, content, proxied, meta } = row;
  if (typeof id !== 'string' || typeof name !== 'string' || typeof type !== 'string') return [];
  const worker = isObject(meta) ? meta.origin_worker_id : undefined;
  return [
    {
      id,
      name,
      type,
      content: typeof content === 'string' ? content : '',
      proxied: proxied === true,
      ...(typeof worker === 'string' && worker !== '' ? { originWorkerId: worker } : {}),
    },
  ];
}

/** What the zone holds, from the rows of its list. An address that is there twice counts once, as its last row says. */
export function existingOf(rows: readonly unknown[], pages: number): Existing {
  const mappings = new Map<Address, Mapping>();
  const unreadable: UnreadableMapping[] = [];
  let oddRows = 0;
  for (const row of rows) {
    const spelled = addressText(row) ?? '';
    const { vendor, region, modified_on: modified } = isObject(row) ? row : {};
    const entry = {
      vendor: textOf(vendor),
      region: textOf(region),
      ...(typeof modified === 'string' ? { modifiedOn: modified } : {}),
    };
    const ip = canonicalAddress(spelled);
    if (isFault(ip)) unreadable.push({ ...entry, ip: spelled });
    const isWhole = typeof vendor === 'string' && typeof region === 'string';
    if (!isWhole || ip !== spelled || mappings.has(ip)) oddRows += 1;
    if (!isFault(ip)) mappings.set(ip, { ...entry, ip });
  }
  return { mappings, unreadable, oddRows, pages };
}

/**
 * The rows in the answer to a write. Odd ones are among them; a list that holds nothing but other things is another
 * result than documented, and gives `undefined`.
 */
export function writtenRows(value: unknown): readonly unknown[] | undefined {
  const rows = listOf(value);
  return rows === undefined || rows.length === 0 || rows.some(isMappingRow) ? rows : undefined;
}

/** The address of a row as the API spells it. */
export function addressText(row: unknown): string | undefined {
  const text = addressField(row);
  return typeof text === 'string' ? text : undefined;
}

/** The address of a row in canonical form, where it has a readable one. */
export function addressOf(row: unknown): Address | undefined {
  const ip = canonicalAddress(addressText(row) ?? '');
  return isFault(ip) ? undefined : ip;
}

/** The versions of the API name the field differently; either name is read everywhere. */
function addressField(row: unknown): unknown {
  return isObject(row) ? (row['origin-ip'] ?? row.origin_ip ?? row.ip) : undefined;
}

function isMappingRow(row: unknown): boolean {
  const address = addressField(row);
  return isObject(row) && (typeof address === 'string' || address == null);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
