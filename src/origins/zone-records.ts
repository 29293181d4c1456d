import { canonicalAddress, isFault } from '../domain/address.ts';

/** A DNS record of the zone, as far as it counts here. Names are full and in lower case. */
export interface ZoneRecord {
  readonly name: string;
  readonly type: string;
  readonly content: string;
  readonly proxied: boolean;
  /** The Worker that answers instead of an origin. */
  readonly originWorkerId?: string;
}

/** What the zone's records answer. */
export interface ZoneRecords {
  /** The A, AAAA and CNAME records that answer a name, wildcards included; none where the zone has no answer. */
  answer(name: string): readonly ZoneRecord[];
}

const ADDRESSING = new Set(['A', 'AAAA', 'CNAME']);

/** Indexes the records by name. It needs no name of the zone: whatever the records do not answer is not theirs. */
export function indexRecords(records: readonly ZoneRecord[]): ZoneRecords {
  const byName = new Map<string, ZoneRecord[]>();
  // All names that exist: those of the records, and those that have records below them only.
  const existing = new Set<string>();
  for (const record of records) {
    for (let name = record.name; name !== '' && !existing.has(name); name = parentOf(name)) existing.add(name);
    if (!ADDRESSING.has(record.type)) continue;
    const same = byName.get(record.name);
    if (same === undefined) byName.set(record.name, [record]);
    else same.push(record);
  }
  return {
    answer(name) {
      // A name that exists is never answered by a wildcard, nor is one below it by a wildcard further up.
      let encloser = name;
      while (encloser !== '' && !existing.has(encloser)) encloser = parentOf(encloser);
      return byName.get(encloser === name ? name : `*.${encloser}`) ?? [];
    },
  };
}

function parentOf(name: string): string {
  const dot = name.indexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1);
}

/** Where records lead: to what A and AAAA records of the zone hold, to a host that DNS must resolve, or to no origin. */
export type End =
  | { readonly kind: 'addresses'; readonly contents: readonly string[] }
  | { readonly kind: 'host'; readonly host: string }
  | { readonly kind: 'none'; readonly reason: string };

/** One end, and the proxied records that lead to it. */
export interface Ending {
  readonly end: End;
  readonly records: readonly ZoneRecord[];
}

const SERVICES: readonly (readonly [domain: RegExp, service: string])[] = [
  [/(?:^|\.)cfargotunnel\.com$/, 'Cloudflare Tunnel'],
  [/(?:^|\.)workers\.dev$/, 'Cloudflare Workers'],
  [/(?:^|\.)pages\.dev$/, 'Cloudflare Pages'],
  [/(?:^|\.)r2\.(?:dev|cloudflarestorage\.com)$/, 'Cloudflare R2'],
];

/** Follows the proxied records through the zone. Records that lead to the same end share it. */
export function traceRecords(records: readonly ZoneRecord[]): readonly Ending[] {
  const zone = indexRecords(records);
  const ends = new Map<string, End>();
  const endings = new Map<End, ZoneRecord[]>();
  for (const record of records) {
    if (!record.proxied) continue;
    const end = endOf(record, zone, ends);
    const same = endings.get(end);
    if (same === undefined) endings.set(end, [record]);
    else same.push(record);
  }
  return Array.from(endings, ([end, leading]) => ({ end, records: leading }));
}

/** The hosts that DNS must resolve. */
export function hostsToResolve(endings: readonly Ending[]): string[] {
  return endings.flatMap(({ end }) => (end.kind === 'host' ? [end.host] : []));
}

/** Why a host is no origin of the owner's, if it belongs to a service of Cloudflare. */
export function serviceOf(host: string): string | undefined {
  const service = SERVICES.find(([domain]) => domain.test(host))?.[1];
  return service === undefined ? undefined : `${host} is a name of ${service}`;
}

function endOf(record: ZoneRecord, zone: ZoneRecords, ends: Map<string, End>): End {
  if (record.type === 'CNAME' && record.originWorkerId === undefined) return follow(nameOf(record), zone, ends);
  return endOfAddresses([record]);
}

/** Each name is followed once, however many records lead to it. */
function follow(start: string, zone: ZoneRecords, ends: Map<string, End>): End {
  const passed = new Set<string>();
  let name = start;
  let end = ends.get(name);
  while (end === undefined) {
    passed.add(name);
    const step = stepFrom(name, zone);
    if (typeof step !== 'string') end = step;
    else if (passed.has(step)) end = { kind: 'none', reason: `its CNAMEs lead in a circle, through ${step}` };
    else {
      name = step;
      end = ends.get(name);
    }
  }
  for (const each of passed) ends.set(each, end);
  return end;
}

/** The end, or the name that comes next. */
function stepFrom(name: string, zone: ZoneRecords): End | string {
  if (name === '') return { kind: 'none', reason: 'a CNAME on the way has no content' };
  if (!isFault(canonicalAddress(name)))
    return { kind: 'none', reason: `a CNAME leads to a name, and ${name} is an address` };
  const service = serviceOf(name);
  if (service !== undefined) return { kind: 'none', reason: service };
  const answer = zone.answer(name);
  const cname = answer.find(({ type, originWorkerId }) => type === 'CNAME' && originWorkerId === undefined);
  if (cname !== undefined) return nameOf(cname);
  return answer.length === 0 ? { kind: 'host', host: name } : endOfAddresses(answer);
}

function endOfAddresses(records: readonly ZoneRecord[]): End {
  return records.some(({ originWorkerId }) => originWorkerId !== undefined)
    ? { kind: 'none', reason: 'a Worker answers in place of an origin' }
    : { kind: 'addresses', contents: records.map(({ content }) => content) };
}

function nameOf({ content }: ZoneRecord): string {
  return content.toLowerCase().replace(/\.$/, '');
}
