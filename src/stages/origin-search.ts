import type { Api } from '../cloudflare/api.ts';
import type { OpenedZone } from '../cloudflare/choose-version.ts';
import { CloudflareError } from '../cloudflare/cloudflare-error.ts';
import { readCloudflareRanges, readDnsRecords } from '../cloudflare/dns-records.ts';
import type { Entry } from '../domain/entry.ts';
import type { Target, Vendor } from '../domain/mapping.ts';
import { expandEntries, locateCandidates, toDesired } from '../origins/desired-origins.ts';
import { findOrigins, locateFound, toDiscovery } from '../origins/dns-origins.ts';
import type { RangesSource } from '../origins/feeds.ts';
import { type Locator, openLocator } from '../origins/locate.ts';
import {
  type CloudflareAddresses,
  type HostAnswer,
  readCloudflareAddresses,
  resolveHosts,
} from '../origins/resolver.ts';
import { hostsToResolve, traceRecords } from '../origins/zone-records.ts';
import type { Context } from './context.ts';
import type { OriginsFound } from './origins-found.ts';

/** Where host names and regions are looked for; nothing is loaded or asked before it is needed. */
export interface OriginSearch {
  readonly locator: Locator;
  resolve(entries: readonly Entry[]): Promise<OriginsFound>;
  /** What DNS says of host names, each asked once a run. */
  resolveNames(hosts: readonly string[]): Promise<ReadonlyMap<string, HostAnswer>>;
  cloudflareAddresses(): Promise<CloudflareAddresses>;
}

/** Milliseconds for Cloudflare's own ranges: a run can do without them. */
const LONGEST_RANGES = 5000;

export function openOriginSearch(
  ranges: RangesSource,
  { clock, cutOff, stop, budget, openHttp, openResolver }: Context,
  api: Api,
  opened: Promise<OpenedZone>,
): OriginSearch {
  const regions = async () => {
    const found = (await opened).regions;
    return found instanceof CloudflareError ? undefined : found;
  };
  const locator = openLocator(ranges, { openHttp, clock, signal: cutOff, regions });
  let cloudflare: Promise<CloudflareAddresses> | undefined;
  const answers = new Map<string, HostAnswer>();
  const cloudflareAddresses = () => {
    cloudflare ??= readCloudflareAddresses(() => readCloudflareRanges(api, clock.timeout(LONGEST_RANGES)));
    return cloudflare;
  };
  const resolveNames = async (hosts: readonly string[], readsCnames: (host: string) => boolean = () => true) => {
    const options = { clock, signal: cutOff, left: budget.left, readsCnames };
    const found = await resolveHosts(
      hosts.filter((host) => !answers.has(host)),
      openResolver,
      options,
    );
    // A name that was not asked any more is not one that does not resolve: half a list is no list.
    if (cutOff.aborted || (hosts.length > 0 && budget.left() <= 0))
      throw new CloudflareError(
        stop.aborted ? 'cancelled' : 'out-of-time',
        stop.aborted
          ? 'The run was cancelled while host names were resolved'
          : 'The time for the run was used up while host names were resolved; raise timeout-seconds',
      );
    for (const [host, answer] of found) answers.set(host, answer);
    return answers;
  };
  return {
    locator,
    cloudflareAddresses,
    resolveNames,
    async resolve(entries) {
      const hosts = new Map<string, boolean>();
      for (const { origin, location } of entries)
        if (origin.kind === 'host') hosts.set(origin.host, location.kind === 'auto');
      // Beside the names: an entry needs them.
      if (entries.some(({ location }) => location.kind === 'auto')) locator.begin();
      const own = hosts.size > 0 ? cloudflareAddresses() : undefined;
      // CNAMEs serve as evidence only.
      await resolveNames([...hosts.keys()], (host) => hosts.get(host) === true);
      const expansion = expandEntries(entries, answers, await own);
      const located = await locateCandidates(expansion.candidates, locator);
      const { desired, problems, notices } = toDesired(expansion.candidates, located);
      const notice = (await own)?.notice;
      const missing = [...(notice === undefined ? [] : [notice]), ...locator.notices];
      return {
        desired,
        problems: [...expansion.problems, ...problems],
        notices: [...expansion.notices, ...notices, ...missing.map((message) => ({ message }))],
        outcomes: expansion.outcomes,
        incomplete: expansion.incomplete,
      };
    },
  };
}

/** What the inputs `vendor` and `region` mean to a discovery. */
export interface DiscoverInputs {
  /** The only vendor that is believed. */
  readonly vendor?: Vendor;
  /** Serves for addresses of which nothing is known. */
  readonly fallback?: Target;
}

export interface DiscoverOptions {
  readonly api: Api;
  readonly search: OriginSearch;
  readonly opened: Promise<OpenedZone>;
}

/** Finds the origins that the zone's own proxied records lead to, and where they are. */
export async function discoverOrigins(
  { vendor, fallback }: DiscoverInputs,
  zoneId: string,
  { api, search, opened }: DiscoverOptions,
): Promise<OriginsFound> {
  const endings = traceRecords(await readDnsRecords(api, zoneId));
  const [answers, cloudflare] = await Promise.all([
    search.resolveNames(hostsToResolve(endings)),
    search.cloudflareAddresses(),
  ]);
  const origins = findOrigins(endings, answers, cloudflare);
  const located = await locateFound(origins.origins, search.locator, vendor);
  const { existing, regions } = await opened;
  const { desired, discovery, notices } = toDiscovery(origins, located, {
    existing,
    regions: regions instanceof CloudflareError ? undefined : regions,
    ...(fallback === undefined ? {} : { fallback }),
  });
  const incomplete = [...answers].flatMap(([host, answer]) =>
    answer.kind === 'addresses' && answer.incomplete !== undefined
      ? [`Host ${host} may have more addresses than DNS answered (${answer.incomplete})`]
      : [],
  );
  const missing = [
    ...incomplete,
    ...(cloudflare.notice === undefined ? [] : [cloudflare.notice]),
    ...search.locator.notices,
  ];
  return {
    desired,
    problems: [],
    notices: [...notices, ...missing.map((message) => ({ message }))],
    outcomes: [],
    incomplete: [],
    discovery,
  };
}
