import { type Address, isFault, originAddress } from '../domain/address.ts';
import type { Clock } from '../domain/clock.ts';
import { createPrefixTable } from './prefix-table.ts';

/** The part of a `Resolver` of `node:dns/promises` that is used. */
export interface DnsResolver {
  resolve4(host: string): Promise<string[]>;
  resolve6(host: string): Promise<string[]>;
  resolveCname(host: string): Promise<string[]>;
  /** Ends what is being asked. */
  cancel(): void;
}

/** Opens a resolver for one name. `timeout`: milliseconds of the first try. */
export type OpenResolver = (options: { timeout: number; tries: number }) => DnsResolver | Promise<DnsResolver>;

/** What DNS says of a host name. `names`: the host itself, then the CNAMEs passed, in order. */
export type HostAnswer =
  | {
      readonly kind: 'addresses';
      readonly ips: readonly Address[];
      readonly names: readonly string[];
      /** Why there may be more addresses than these: one of both families gave no answer at all. */
      readonly incomplete?: string;
    }
  | { readonly kind: 'failed'; readonly reason: string }
  /** One address cannot be an origin's; `ips` are the others. */
  | {
      readonly kind: 'unreachable address';
      readonly ip: string;
      readonly fault: string;
      readonly ips: readonly Address[];
      readonly names: readonly string[];
    };

export interface ResolveOptions {
  readonly clock: Clock;
  /** Aborted when the run must not wait any longer. */
  readonly signal: AbortSignal;
  /** Milliseconds that are left of the run's budget. */
  readonly left: () => number;
  /** Whether the CNAMEs of a host are read as well. */
  readonly readsCnames: (host: string) => boolean;
}

type Asked =
  | { readonly kind: 'answer'; readonly records: readonly string[] }
  | { readonly kind: 'none'; readonly code: string };
type Ask = (question: () => Promise<string[]>) => Promise<Asked>;

const AT_ONCE = 16;
/** Milliseconds a name, all tries together. */
const NAME_TIME = 5000;
/** The second try takes twice as long as the first. */
const QUERY = { timeout: 1500, tries: 2 };
const MOST_CNAMES = 8;

/** Codes after which there is nothing more to know: the family has no addresses. */
const NO_RECORDS = new Set(['ENODATA', 'ENOTFOUND']);

const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no such name (NXDOMAIN)',
  ENODATA: 'the name has no A or AAAA record',
  ESERVFAIL: 'its name servers fail (SERVFAIL)',
  EREFUSED: 'the name server refuses to answer (REFUSED)',
  ECONNREFUSED: 'no name server can be reached (ECONNREFUSED)',
  ETIMEOUT: 'no answer within 5 seconds',
  ECANCELLED: 'the run ended before there was an answer',
};

/** The resolver of Node. It is imported when it is used, so that a plain run does not load it. */
export async function openNodeResolver(options: { timeout: number; tries: number }): Promise<DnsResolver> {
  const { Resolver } = await import('node:dns/promises');
  return new Resolver(options);
}

/** Resolves each host once, 16 at a time. */
export async function resolveHosts(
  hosts: Iterable<string>,
  openResolver: OpenResolver,
  options: ResolveOptions,
): Promise<ReadonlyMap<string, HostAnswer>> {
  const answers = new Map<string, HostAnswer>();
  const queue = new Set(hosts).values();
  const work = async () => {
    for (const host of queue) answers.set(host, await resolveHost(host, openResolver, options));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return answers;
}

async function resolveHost(host: string, openResolver: OpenResolver, options: ResolveOptions): Promise<HostAnswer> {
  const { clock, signal, left, readsCnames } = options;
  const time = Math.floor(Math.min(NAME_TIME, left()));
  if (signal.aborted || time <= 0) return { kind: 'failed', reason: reasonOf('ECANCELLED') };
  const resolver = await openResolver(QUERY);
  const over = clock.timeout(time);
  const { promise: ended, resolve } = Promise.withResolvers<Asked>();
  const end = () => {
    resolver.cancel();
    resolve({ kind: 'none', code: signal.aborted || time < NAME_TIME ? 'ECANCELLED' : 'ETIMEOUT' });
  };
  for (const cause of [signal, over]) cause.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  try {
    const ask: Ask = (question) => Promise.race([asked(question), ended]);
    const cnames = readsCnames(host) ? readCnames(host, resolver, ask) : [];
    const families = await Promise.all([
      ask(async () => await resolver.resolve4(host)),
      ask(async () => await resolver.resolve6(host)),
    ]);
    return answerOf(families, [host, ...(await cnames)]);
  } finally {
    signal.removeEventListener('abort', end);
    over.removeEventListener('abort', end);
  }
}

async function asked(question: () => Promise<string[]>): Promise<Asked> {
  try {
    return { kind: 'answer', records: await question() };
  } catch (error) {
    return { kind: 'none', code: String((error as NodeJS.ErrnoException).code ?? 'an unknown error') };
  }
}

/** The CNAMEs from the host on, at most eight. A circle, or a name that is none, ends them. */
async function readCnames(host: string, resolver: DnsResolver, ask: Ask): Promise<string[]> {
  const names: string[] = [];
  for (let name = host; names.length < MOST_CNAMES; ) {
    const asking = name;
    const answer = await ask(async () => await resolver.resolveCname(asking));
    const next = answer.kind === 'answer' ? nameIn(answer.records[0]) : undefined;
    if (next === undefined || next === host || names.includes(next)) break;
    names.push(next);
    name = next;
  }
  return names;
}

/** A name as DNS gave it, in lower case without a dot at its end; it is foreign text until it has been looked at. */
function nameIn(text: string | undefined): string | undefined {
  const name = text?.toLowerCase().replace(/\.$/, '');
  return name !== undefined && /^[a-z0-9_.-]{1,253}$/.test(name) ? name : undefined;
}

function answerOf(families: readonly Asked[], names: readonly string[]): HostAnswer {
  const ips = new Set<Address>();
  let wrong: { readonly ip: string; readonly fault: string } | undefined;
  const codes: string[] = [];
  for (const family of families) {
    if (family.kind === 'none') codes.push(family.code);
    else
      for (const text of family.records) {
        const ip = originAddress(text);
        if (isFault(ip)) wrong ??= { ip: text, fault: ip.fault };
        else ips.add(ip);
      }
  }
  if (wrong !== undefined) return { kind: 'unreachable address', ...wrong, ips: [...ips], names };
  const unanswered = codes.find((code) => !NO_RECORDS.has(code));
  if (ips.size === 0) {
    const code = unanswered ?? (codes.includes('ENOTFOUND') && !codes.includes('ENODATA') ? 'ENOTFOUND' : 'ENODATA');
    return { kind: 'failed', reason: reasonOf(code) };
  }
  return {
    kind: 'addresses',
    ips: [...ips],
    names,
    ...(unanswered === undefined ? {} : { incomplete: reasonOf(unanswered) }),
  };
}

function reasonOf(code: string): string {
  // A code is a word in capitals; whatever else a resolver throws is not shown.
  return REASONS[code] ?? `DNS failed${/^[A-Z_]{2,30}$/.test(code) ? ` (${code})` : ''}`;
}

/** Whether an address is one of Cloudflare's own. Where that is not known, none is, and the notice says why. */
export interface CloudflareAddresses {
  has(ip: Address): boolean;
  readonly notice?: string;
}

/** @param ranges Cloudflare's own ranges as CIDRs; may fail */
export async function readCloudflareAddresses(ranges: () => Promise<readonly string[]>): Promise<CloudflareAddresses> {
  const table = createPrefixTable<true>();
  try {
    for (const cidr of await ranges()) table.add(cidr, true);
  } catch (error) {
    return {
      has: () => false,
      notice: `Cloudflare's own addresses cannot be read (${(error as Error).message}), so a proxied public name passes for an origin`,
    };
  }
  return { has: (ip) => table.find(ip) !== undefined };
}
