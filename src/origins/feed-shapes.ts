import type { Vendor } from '../domain/mapping.ts';

/** What a row of a feed says of its prefix. */
export type RowPlace =
  /** `borderGroup`: the AWS Local or Wavelength Zone, where that is not the region itself. */
  | { readonly kind: 'region'; readonly region: string; readonly borderGroup?: string }
  /** Edge or anycast: without a region. `service`: what the addresses are for, in the cloud's own words. */
  | { readonly kind: 'edge'; readonly service: string };

export interface FeedRow {
  readonly prefix: string;
  readonly place: RowPlace;
  /** A row that counts only where no other holds the address. */
  readonly last?: true;
}

/** A feed whose shape is right. Its rows that are not as they should be are left out. */
export interface FeedRows {
  readonly rows: Iterable<FeedRow>;
  /** How the feed dates itself: `on 2026-11-20`, `(change 345)`, or nothing. */
  readonly dated: string;
}

/** A text that is not the feed it should be: why. */
export interface ShapeFault {
  readonly fault: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** Values in one feed. The largest, that of Azure, holds some 150,000; more would take more memory than a run may use. */
const MOST_VALUES = 250_000;

const COMMA = 0x2c;
const BRACKET = 0x5b;
const BRACE = 0x7b;

const EDGE_OF_AWS = /^(?:GLOBALACCELERATOR|CLOUDFRONT|ROUTE53)/;

/**
 * The rows of a cloud's feed.
 *
 * @param fileDate of the file's name, where that is what dates the feed: YYYY-MM-DD
 */
export function readFeedRows(vendor: Vendor, body: Buffer, fileDate?: string): FeedRows | ShapeFault {
  if (holdsTooMany(body)) return { fault: 'holds too many values' };
  let feed: unknown;
  try {
    feed = JSON.parse(body.toString('utf8').replace(/^\uFEFF/, ''));
  } catch {
    return { fault: 'is not JSON' };
  }
  const rows = isFields(feed) ? SHAPES[vendor](feed) : undefined;
  if (rows === undefined || !isFields(feed)) return { fault: 'has not the shape of this feed' };
  return { rows, dated: fileDate === undefined ? datedBy(feed) : `on ${fileDate}` };
}

export function isShapeFault<Read extends object>(read: Read | ShapeFault): read is ShapeFault {
  return 'fault' in read;
}

/** Counted before anything is parsed: a small text can be very many small values. */
function holdsTooMany(body: Buffer): boolean {
  let values = 0;
  for (let index = 0; index < body.length; index += 1) {
    const byte = body[index];
    if (byte === COMMA || byte === BRACKET || byte === BRACE) values += 1;
  }
  return values > MOST_VALUES;
}

function datedBy(feed: Fields): string {
  const text = feed.createDate ?? feed.creationTime ?? feed.last_updated_timestamp;
  const [date] = typeof text === 'string' ? (/^\d{4}-\d{2}-\d{2}(?!\d)/.exec(text) ?? []) : [];
  if (date !== undefined) return `on ${date}`;
  return Number.isSafeInteger(feed.changeNumber) ? `(change ${feed.changeNumber})` : '';
}

const SHAPES: Readonly<Record<Vendor, (feed: Fields) => Iterable<FeedRow> | undefined>> = {
  aws: ({ prefixes, ipv6_prefixes: ipv6 = [] }) =>
    Array.isArray(prefixes) && Array.isArray(ipv6) ? rowsOfAws([prefixes, ipv6]) : undefined,
  gcp: ({ prefixes }) => (Array.isArray(prefixes) ? rowsOfGcp(prefixes) : undefined),
  oci: ({ regions }) => (Array.isArray(regions) ? rowsOfOci(regions) : undefined),
  azure: ({ values }) => (Array.isArray(values) ? rowsOfAzure(values) : undefined),
};

function* rowsOfAws(lists: readonly (readonly unknown[])[]): Generator<FeedRow> {
  for (const list of lists)
    for (const row of list) {
      if (!isFields(row)) continue;
      const { region, service, network_border_group: group } = row;
      const prefix = row.ip_prefix ?? row.ipv6_prefix;
      if (!isText(prefix) || !isName(region) || !isName(service)) continue;
      yield { prefix, place: placeInAws(region, service, group) };
    }
}

function placeInAws(region: string, service: string, group: unknown): RowPlace {
  if (EDGE_OF_AWS.test(service)) return { kind: 'edge', service };
  if (region === 'GLOBAL') return { kind: 'edge', service: region };
  return {
    kind: 'region',
    region: region.toLowerCase(),
    ...(isName(group) && group !== region ? { borderGroup: group } : {}),
  };
}

function* rowsOfGcp(list: readonly unknown[]): Generator<FeedRow> {
  for (const row of list) {
    if (!isFields(row)) continue;
    const prefix = row.ipv4Prefix ?? row.ipv6Prefix;
    if (!isText(prefix) || !isName(row.scope)) continue;
    const scope = row.scope.toLowerCase();
    yield { prefix, place: scope === 'global' ? { kind: 'edge', service: scope } : { kind: 'region', region: scope } };
  }
}

function* rowsOfOci(list: readonly unknown[]): Generator<FeedRow> {
  for (const region of list) {
    if (!isFields(region) || !isName(region.region) || !Array.isArray(region.cidrs)) continue;
    const place: RowPlace = { kind: 'region', region: region.region.toLowerCase() };
    for (const row of region.cidrs as readonly unknown[])
      if (isFields(row) && isText(row.cidr)) yield { prefix: row.cidr, place };
  }
}

function* rowsOfAzure(list: readonly unknown[]): Generator<FeedRow> {
  for (const tag of list) {
    if (!isFields(tag) || !isName(tag.name) || !isFields(tag.properties)) continue;
    const place = placeInAzure(tag.name);
    const prefixes = tag.properties.addressPrefixes;
    if (place === undefined || !Array.isArray(prefixes)) continue;
    for (const prefix of prefixes as readonly unknown[]) if (isText(prefix)) yield { prefix, ...place };
  }
}

/** The tag without a region repeats the prefixes of all regions, so it counts last. */
function placeInAzure(tag: string): Omit<FeedRow, 'prefix'> | undefined {
  const [name, region, more] = tag.toLowerCase().split('.');
  if (more !== undefined) return undefined;
  if (name === 'azurefrontdoor' && region === 'frontend') return { place: { kind: 'edge', service: tag } };
  if (name !== 'azurecloud') return undefined;
  if (region === undefined) return { place: { kind: 'edge', service: tag }, last: true };
  return region === '' ? undefined : { place: { kind: 'region', region } };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** A name that can be shown as it is: regions, services, border groups and tags all look like this. */
function isName(value: unknown): value is string {
  return typeof value === 'string' && /^[\w.-]{1,60}$/.test(value);
}
