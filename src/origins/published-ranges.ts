import type { Address } from '../domain/address.ts';
import type { Regions, Vendor } from '../domain/mapping.ts';
import { counted, grouped } from '../domain/text.ts';
import { isShapeFault, type RowPlace, readFeedRows, type ShapeFault } from './feed-shapes.ts';
import { createPrefixTable, type PrefixTable } from './prefix-table.ts';

/** Where a published range is: in a region, or why in none. */
export type RangePlace = RowPlace | { readonly kind: 'contradictory'; readonly regions: readonly [string, string] };

/** The longest published range that holds an address. */
export interface PublishedRange {
  readonly vendor: Vendor;
  readonly prefix: string;
  /** In bits. */
  readonly length: number;
  readonly place: RangePlace;
  /** For people: `published by AWS on 2026-11-20 for 192.0.2.0/24`, `published by AWS for GLOBALACCELERATOR, without a region`. */
  readonly words: string;
}

/** The published ranges of one cloud. */
export interface PublishedRanges {
  find(ip: Address): PublishedRange | undefined;
}

export interface RangesOptions {
  /** The fewest prefixes that such a feed holds. */
  readonly floor: number;
  /** Of the file's name: YYYY-MM-DD. */
  readonly fileDate?: string | undefined;
}

export const CLOUD_NAMES: Readonly<Record<Vendor, string>> = { aws: 'AWS', azure: 'Azure', gcp: 'GCP', oci: 'OCI' };

/** Names of Azure's tags that are not the names of the regions. Source: Azure's service tags and its list of regions. */
const AZURE_ALIASES: ReadonlyMap<string, string> = new Map([
  ['centralfrance', 'francecentral'],
  ['southfrance', 'francesouth'],
  ['germanywc', 'germanywestcentral'],
  ['germanyn', 'germanynorth'],
  ['norwaye', 'norwayeast'],
  ['norwayw', 'norwaywest'],
  ['switzerlandn', 'switzerlandnorth'],
  ['switzerlandw', 'switzerlandwest'],
  ['brazilse', 'brazilsoutheast'],
  ['chilec', 'chilecentral'],
  ['usstagee', 'eastusstg'],
  ['usstagec', 'southcentralusstg'],
]);

/** Reads a cloud's feed; the fault where it is not what it should be. */
export function readPublishedRanges(
  vendor: Vendor,
  body: Buffer,
  { floor, fileDate }: RangesOptions,
): PublishedRanges | ShapeFault {
  const feed = readFeedRows(vendor, body, fileDate);
  if (isShapeFault(feed)) return feed;
  const ranges = createPrefixTable<RangePlace>(merged);
  const last = createPrefixTable<RangePlace>(merged);
  let good = 0;
  for (const row of feed.rows) if ((row.last ? last : ranges).add(row.prefix, row.place)) good += 1;
  if (good < floor)
    return { fault: `holds ${counted(good, 'prefix', 'prefixes')} that can be used, fewer than ${grouped(floor)}` };
  return { find: (ip) => find(ip, ranges, vendor, feed.dated) ?? find(ip, last, vendor, feed.dated) };
}

/**
 * The region of a range by the name that Cloudflare uses: for Azure the alias, or the tag's own name where that is the
 * supported one.
 */
export function regionOfRange({ vendor, place }: PublishedRange, regions: Regions | undefined): string | undefined {
  if (place.kind !== 'region') return undefined;
  const alias = vendor === 'azure' ? AZURE_ALIASES.get(place.region) : undefined;
  if (alias === undefined) return place.region;
  const supported = regions?.get(vendor);
  return supported?.has(place.region) && !supported.has(alias) ? place.region : alias;
}

function find(ip: Address, table: PrefixTable<RangePlace>, vendor: Vendor, dated: string): PublishedRange | undefined {
  const match = table.find(ip);
  if (match === undefined) return undefined;
  const { prefix, length, value: place } = match;
  return { vendor, prefix, length, place, words: wordsOf(vendor, prefix, place, dated) };
}

function wordsOf(vendor: Vendor, prefix: string, place: RangePlace, dated: string): string {
  const publisher = `published by ${CLOUD_NAMES[vendor]}`;
  if (place.kind === 'edge') return `${publisher} for ${place.service}, without a region`;
  if (place.kind === 'contradictory') return `${publisher} for two regions, ${place.regions.join(' and ')}`;
  return `${publisher}${dated && ` ${dated}`} for ${prefix}`;
}

/** A prefix of which any row is edge, or that two rows give to two regions, has no region. */
function merged(old: RangePlace, place: RangePlace): RangePlace {
  if (old.kind === 'edge') return place.kind === 'edge' && old.service === 'GLOBAL' ? place : old;
  if (place.kind !== 'region') return place;
  if (old.kind !== 'region') return old;
  if (old.region !== place.region) return { kind: 'contradictory', regions: [old.region, place.region] };
  return old.borderGroup === undefined ? place : old;
}
