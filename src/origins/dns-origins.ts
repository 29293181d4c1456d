import { type Address, inAddressOrder, isFault, originAddress } from '../domain/address.ts';
import type { Desired, DesiredLocation } from '../domain/entry.ts';
import {
  type Existing,
  isSupported,
  type Regions,
  sameTarget,
  type Target,
  targetName,
  type Vendor,
} from '../domain/mapping.ts';
import type { Problem } from '../domain/problem.ts';
import type { DiscoveredOrigin, Discovery } from '../domain/result.ts';
import type { Located, Locator } from './locate.ts';
import { createPrefixTable } from './prefix-table.ts';
import type { CloudflareAddresses, HostAnswer } from './resolver.ts';
import { type End, type Ending, serviceOf } from './zone-records.ts';

/** An address that proxied records lead to. */
export interface FoundOrigin {
  readonly ip: Address;
  /** Names of the records. */
  readonly records: readonly string[];
  /** For each host that led to it: the host, then its CNAMEs. One empty list where only the zone's own records did. */
  readonly ways: readonly (readonly string[])[];
}

export interface FoundOrigins {
  /** In the order of their addresses. */
  readonly origins: readonly FoundOrigin[];
  readonly leftOut: Discovery['leftOut'];
  /** Every address that a proxied record leads to, those that are left out too. */
  readonly named: ReadonlySet<Address>;
}

/** What is at the end of a trace. `failure`: why there are no addresses. */
interface Contents {
  readonly addresses: readonly string[];
  /** The host, then its CNAMEs. */
  readonly names: readonly string[];
  readonly failure?: string;
}

/** One end with the names of its records, which all its addresses share. */
interface Source {
  readonly records: readonly string[];
  readonly names: readonly string[];
}

/** The discard prefix (RFC 6666) and the documentation ranges (RFC 5737, RFC 3849, RFC 9637). */
const PLACEHOLDERS = ['100::/64', '192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32', '3fff::/20'];

/**
 * The addresses at the ends of the trace. Records that lead to no origin of the owner's are left out, each with its
 * reason.
 */
export function findOrigins(
  endings: readonly Ending[],
  answers: ReadonlyMap<string, HostAnswer>,
  cloudflare: CloudflareAddresses,
): FoundOrigins {
  const leftOut: { record: string; content: string; reason: string }[] = [];
  const named = new Set<Address>();
  const found = new Map<Address, Source[]>();
  const sourcesOf = (ip: Address) => {
    const sources = found.get(ip) ?? [];
    found.set(ip, sources);
    return sources;
  };
  const isPlaceholder = placeholders();
  for (const { end, records } of endings) {
    const { addresses, names, failure } = contentsOf(end, answers);
    const source = { records: distinct(records.map(({ name }) => name)), names };
    const reasons = failure === undefined ? [] : [failure];
    for (const text of addresses) {
      const ip = originAddress(text);
      if (isFault(ip)) {
        reasons.push(text === '' ? 'the record has no content' : `${text} ${ip.fault}`);
        continue;
      }
      named.add(ip);
      if (cloudflare.has(ip)) reasons.push(`${ip} is an address of Cloudflare itself`);
      else if (isPlaceholder(ip)) reasons.push(`${ip} is a placeholder, not the address of an origin`);
      else sourcesOf(ip).push(source);
    }
    const [reason, ...more] = reasons;
    if (reason === undefined) continue;
    const also = more.length === 0 ? '' : ` (and ${more.length} more of its addresses)`;
    for (const { name, content } of records) leftOut.push({ record: name, content, reason: `${reason}${also}` });
  }
  return { origins: inAddressOrder(Array.from(found, ([ip, sources]) => originOf(ip, sources))), leftOut, named };
}

function placeholders(): (ip: Address) => boolean {
  const table = createPrefixTable<true>();
  for (const cidr of PLACEHOLDERS) table.add(cidr, true);
  return (ip) => table.find(ip) !== undefined;
}

function contentsOf(end: End, answers: ReadonlyMap<string, HostAnswer>): Contents {
  if (end.kind === 'none') return { addresses: [], names: [], failure: end.reason };
  if (end.kind === 'addresses') return { addresses: end.contents, names: [] };
  const answer = answers.get(end.host) ?? { kind: 'failed', reason: 'it was not asked for' };
  if (answer.kind === 'failed')
    return { addresses: [], names: [], failure: `${end.host} does not resolve: ${answer.reason}` };
  const { ips, names } = answer;
  const service = names.map(serviceOf).find((reason) => reason !== undefined);
  if (service !== undefined) return { addresses: [], names, failure: service };
  return { addresses: answer.kind === 'unreachable address' ? [...ips, answer.ip] : ips, names };
}

function originOf(ip: Address, sources: readonly Source[]): FoundOrigin {
  const ways = sources.flatMap(({ names }) => (names.length === 0 ? [] : [names]));
  const [only, ...more] = sources.map(({ records }) => records);
  // Many addresses may share one source of many records.
  const records = only === undefined || more.length > 0 ? distinct(sources.flatMap((source) => source.records)) : only;
  return { ip, records, ways: ways.length === 0 ? [[]] : ways };
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)];
}

/** What an origin's ways say of its region: several, where different host names lead to it. */
export type LocatedWays = ReadonlyMap<FoundOrigin, readonly Located[]>;

export interface DiscoveryOptions {
  readonly existing: Existing | undefined;
  readonly regions: Regions | undefined;
  /** Serves for addresses of which nothing is known. */
  readonly fallback?: Target;
}

export interface DiscoveredOrigins {
  readonly desired: readonly Desired[];
  readonly discovery: Discovery;
  readonly notices: readonly Problem[];
}

/** Declared by the inputs or found, or why not. */
type FoundLocation = Exclude<DesiredLocation, { readonly kind: 'any' }>;

/** @param vendor the only one that is believed */
export async function locateFound(
  origins: readonly FoundOrigin[],
  locator: Pick<Locator, 'locate'>,
  vendor?: Vendor,
): Promise<LocatedWays> {
  const limit = vendor === undefined ? {} : { vendor };
  const locate = async (origin: FoundOrigin) => {
    const { ip, ways } = origin;
    return [origin, await Promise.all(ways.map((names) => locator.locate({ ip, names, ...limit })))] as const;
  };
  return new Map(await Promise.all(origins.map(locate)));
}

/** What a discovery found, as a report and as what is desired. Nothing of it fails: what stays open is skipped. */
export function toDiscovery(
  { origins, leftOut, named }: FoundOrigins,
  located: LocatedWays,
  options: DiscoveryOptions,
): DiscoveredOrigins {
  const { existing } = options;
  const desired: Desired[] = [];
  const discovered: DiscoveredOrigin[] = [];
  const notices: Problem[] = [];
  for (const origin of origins) {
    const { ip, records } = origin;
    const ways = located.get(origin) ?? [];
    for (const way of ways)
      if (way.kind === 'found' && way.disagreement !== undefined)
        notices.push({ message: `${ip}: ${way.disagreement}` });
    const mapping = existing?.mappings.get(ip);
    const location = locationOf(ways, options, mapping !== undefined);
    desired.push({ ip, hosts: records, location, check: true });
    discovered.push({
      ip,
      records,
      ...(mapping === undefined ? {} : { existing: { vendor: mapping.vendor, region: mapping.region } }),
      ...reportOf(location, mapping !== undefined),
    });
  }
  const unnamed = inAddressOrder(existing?.mappings.values() ?? []).filter(({ ip }) => !named.has(ip));
  return { desired, discovery: { origins: discovered, leftOut, unnamed }, notices };
}

function locationOf(
  ways: readonly Located[],
  { regions, fallback }: DiscoveryOptions,
  isMapped: boolean,
): FoundLocation {
  const found = ways.filter((way) => way.kind === 'found');
  const reasons = new Set(ways.flatMap((way) => (way.kind === 'unknown' ? [way.reason] : [])));
  const [first] = found;
  if (first === undefined) {
    // With a feed unread, it is not known that nothing is known: what the zone maps stays.
    const isUnread = ways.some((way) => way.kind === 'unknown' && way.unread !== undefined);
    if (fallback !== undefined && !(isMapped && isUnread)) return { kind: 'known', target: fallback };
    return { kind: 'unknown', reason: [...reasons].join('; '), otherwise: 'skip' };
  }
  const { target, evidence } = first;
  const other = found.find((way) => !sameTarget(way.target, target));
  if (other !== undefined) {
    const [one, two] = [first, other].map((way) => `${targetName(way.target)} (${way.evidence.words})`);
    return { kind: 'skip', reason: `two names give two regions, ${one} and ${two}` };
  }
  if (regions !== undefined && !isSupported(target, regions)) {
    const reason = `${targetName(target)}, ${evidence.words}, is not among the regions that Cloudflare supports`;
    return { kind: 'skip', reason };
  }
  return { kind: 'known', target, evidence };
}

function reportOf(location: FoundLocation, isMapped: boolean): Pick<DiscoveredOrigin, 'found' | 'evidence' | 'open'> {
  if (location.kind === 'known')
    return {
      found: location.target,
      ...(location.evidence === undefined ? {} : { evidence: location.evidence }),
    };
  const remedy = isMapped
    ? 'The hint that is there stays'
    : 'List the address with its vendor and region in a mappings file, or give both as inputs';
  return { open: `${location.reason}. ${remedy}` };
}
