import type { Address } from '../domain/address.ts';
import type { Desired, DesiredLocation, Entry } from '../domain/entry.ts';
import { sameTarget, type Target, targetName } from '../domain/mapping.ts';
import { type Place, type Problem, placeName } from '../domain/problem.ts';
import type { Outcome } from '../domain/result.ts';
import type { Located, Locator } from './locate.ts';
import type { CloudflareAddresses, HostAnswer } from './resolver.ts';

/** One address of one entry. */
export interface Candidate {
  readonly ip: Address;
  readonly entry: Entry;
  /** The host name that led to the address, and the CNAMEs passed; empty where the address itself was given. */
  readonly names: readonly string[];
}

/** The entries as addresses. With problems, nothing may be written. */
export interface Expansion {
  readonly candidates: readonly Candidate[];
  readonly problems: readonly Problem[];
  /** Of hosts that led to no address. */
  readonly outcomes: readonly Outcome[];
  readonly notices: readonly Problem[];
  /** Hosts that may have more addresses than were answered: with these, nothing may be pruned. */
  readonly incomplete: readonly string[];
}

/** What the user wants, an entry for each address. With problems, nothing may be written. */
export interface DesiredOrigins {
  readonly desired: readonly Desired[];
  readonly problems: readonly Problem[];
  readonly notices: readonly Problem[];
}

type KnownLocation = DesiredLocation & { readonly kind: 'known' };

/** What the entries for one address come to. `decisive`: the one that its target is from. */
interface Merged {
  readonly decisive: Candidate;
  readonly desired: Desired;
}

/** Makes an entry for each address out of each host. */
export function expandEntries(
  entries: readonly Entry[],
  answers: ReadonlyMap<string, HostAnswer>,
  cloudflare: CloudflareAddresses | undefined,
): Expansion {
  const candidates: Candidate[] = [];
  const problems: Problem[] = [];
  const outcomes: Outcome[] = [];
  const notices: Problem[] = [];
  const incomplete: string[] = [];
  for (const entry of entries) {
    const { origin } = entry;
    if (origin.kind === 'ip') {
      candidates.push({ ip: origin.ip, entry, names: [] });
      continue;
    }
    const answer = addressesOf(origin.host, answers.get(origin.host), cloudflare);
    if (typeof answer === 'string') {
      problems.push(placed(answer, entry.places?.origin));
      outcomes.push({ hosts: [origin.host], ...targetOf(entry), outcome: 'failed', message: answer });
      continue;
    }
    for (const ip of answer.ips) candidates.push({ ip, entry, names: answer.names });
    if (answer.incomplete === undefined) continue;
    incomplete.push(origin.host);
    const message = `Host ${origin.host} may have more addresses than DNS answered: for its IPv4 or its IPv6 addresses there was no answer (${answer.incomplete})`;
    notices.push(placed(message, entry.places?.origin));
  }
  return { candidates, problems, outcomes, notices, incomplete };
}

/** Finds the regions of the entries that say `region: auto`. */
export async function locateCandidates(
  candidates: readonly Candidate[],
  locator: Pick<Locator, 'locate'>,
): Promise<ReadonlyMap<Candidate, Located>> {
  const located = new Map<Candidate, Located>();
  const find = async (candidate: Candidate) => {
    const { ip, names, entry } = candidate;
    if (entry.location.kind !== 'auto') return;
    const { vendor } = entry.location;
    located.set(candidate, await locator.locate({ ip, names, ...(vendor === undefined ? {} : { vendor }) }));
  };
  await Promise.all(candidates.map(find));
  return located;
}

/** Merges the entries that lead to one address: one target is merged, two are an error that names both entries. */
export function toDesired(candidates: readonly Candidate[], located: ReadonlyMap<Candidate, Located>): DesiredOrigins {
  const problems: Problem[] = [];
  const notices: Problem[] = [];
  const byAddress = new Map<Address, Merged>();
  for (const candidate of candidates) {
    const { ip, entry } = candidate;
    const place = entry.places?.region ?? entry.places?.origin;
    const found = located.get(candidate);
    if (found?.kind === 'found' && found.disagreement !== undefined)
      notices.push(placed(`${ip}: ${found.disagreement}`, place));
    const desired = desiredOf(candidate, found);
    const first = byAddress.get(ip);
    if (first === undefined) {
      byAddress.set(ip, { decisive: candidate, desired });
      continue;
    }
    const one = first.desired.location;
    const two = desired.location;
    if (one.kind === 'known' && two.kind === 'known' && !sameTarget(one.target, two.target)) {
      problems.push(placed(twoTargets(ip, wish(first.decisive, one), wish(candidate, two)), place));
      continue;
    }
    // What is declared counts before what was found, and both before what is not known.
    const takesSecond = two.kind === 'known' && (one.kind !== 'known' || one.evidence !== undefined);
    byAddress.set(ip, {
      decisive: takesSecond ? candidate : first.decisive,
      desired: {
        ...first.desired,
        hosts: [...new Set([...first.desired.hosts, ...desired.hosts])],
        location: takesSecond ? two : one,
        check: first.desired.check && desired.check,
      },
    });
  }
  return { desired: Array.from(byAddress.values(), ({ desired }) => desired), problems, notices };
}

/** The addresses that a host led to, or why they cannot be used: one that cannot is enough. */
function addressesOf(
  host: string,
  answer: HostAnswer | undefined,
  cloudflare: CloudflareAddresses | undefined,
): (HostAnswer & { readonly kind: 'addresses' }) | string {
  if (answer === undefined) return `Host ${host} was not resolved`;
  if (answer.kind === 'failed')
    return `Host ${host} does not resolve: ${answer.reason}. Check the name, or give the address itself as ip`;
  if (answer.kind === 'unreachable address')
    return `Host ${host} leads to ${answer.ip}, which ${answer.fault}: Cloudflare cannot reach it. Give the public name of the origin`;
  const own = answer.ips.find((ip) => cloudflare?.has(ip));
  if (own === undefined) return answer;
  return `Host ${host} leads to ${own}, an address of Cloudflare itself: it is the proxied public name, not the origin. Give the name behind it: the CNAME's target, or the DNS-only name`;
}

function desiredOf({ ip, entry, names }: Candidate, found: Located | undefined): Desired {
  return {
    ip,
    hosts: names.slice(0, 1),
    location: locationOf(entry, found),
    check: entry.check,
    ...(entry.places === undefined ? {} : { places: entry.places }),
  };
}

function locationOf({ location }: Entry, found: Located | undefined): DesiredLocation {
  if (location.kind === 'target') return { kind: 'known', target: location.target };
  if (location.kind === 'any') return location;
  if (found?.kind === 'found') return { kind: 'known', target: found.target, evidence: found.evidence };
  return { kind: 'unknown', reason: found?.reason ?? 'nothing was looked for', otherwise: 'fail' };
}

function twoTargets(ip: Address, one: string, two: string): string {
  return `${ip} would get two targets: ${one}, and ${two}. An address has one; correct one of them, or take it out`;
}

function wish({ ip, names: [host], entry }: Candidate, { target, evidence }: KnownLocation): string {
  const origin = host === undefined ? `ip ${ip}` : `host ${host}`;
  const details = [entry.places && placeName(entry.places.origin), evidence?.words].filter(Boolean).join('; ');
  return `${targetName(target)} by ${origin}${details && ` (${details})`}`;
}

function targetOf({ location }: Entry): { readonly target?: Target } {
  return location.kind === 'target' ? { target: location.target } : {};
}

function placed(message: string, place: Place | undefined): Problem {
  return place === undefined ? { message } : { message, place };
}
