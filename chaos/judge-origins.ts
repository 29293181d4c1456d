import type { DnsEntries, DnsEntry } from '../__tests__/support/dns.ts';
import { NAMED, PUBLISHED } from './draw-origins.ts';
import { isMistaken } from './expected.ts';
import { asksOf, isWrite } from './requests.ts';
import type { OriginsSetting, Want } from './scenario.ts';
import { isUndisturbed, statesOf, targetOf, type View } from './view.ts';

/** One way to an address: the target that it allows, and whether the feed that would decide cannot be had. */
interface Way {
  readonly ip: string;
  /** Undefined: nothing is known. */
  readonly target: string | undefined;
  readonly isFeedGone: boolean;
}

/** Host names, published regions, discovery: nothing that DNS or a feed does removes or changes what nobody asked for. */
export function judgeOrigins(view: View): string[] {
  const { scenario, task, sent, ending } = view;
  const setting = scenario.origins as OriginsSetting;
  const isDiscovery = task.inputs?.discover === 'dns';
  const answers = [setting.dns, ...(setting.later ? [{ ...setting.dns, ...setting.later.dns }] : [])];
  const ways = answers.flatMap((dns) =>
    isDiscovery ? discoveredWays(view, dns, setting) : task.wanted.flatMap((want) => waysOf(want, dns, setting)),
  );
  const blocked = isDiscovery
    ? view.api.dnsRead === false
    : answers.every((dns) => isBlocked(view, dns, setting, ways));
  const found: string[] = [];
  for (const { request, before } of sent)
    for (const [ip, target] of asksOf(request)) {
      const words = `${request.method} ${request.path} writes ${ip} ${target ?? '(removal)'}`;
      const mine = ways.filter((way) => way.ip === ip);
      const states = statesOf(view, ip, before);
      if (target === undefined) {
        const wasMapped = states.some((state) => state !== undefined);
        if (!wasMapped || !mayRemove(view, ip, mine, answers)) found.push(`${words}, which was not asked for`);
        continue;
      }
      const grounds = mine.filter((way) => way.target === target);
      if (grounds.length === 0) found.push(`${words}, for which there is no ground`);
      const isMapped = states.every((state) => state !== undefined && state !== target);
      if (isMapped && grounds.length > 0 && grounds.every(({ isFeedGone }) => isFeedGone))
        found.push(`${words} over ${states[0]}, only because a feed cannot be had`);
      const guarded = isDiscovery ? task.onConflict !== 'overwrite' : task.onConflict !== 'overwrite';
      if (isMapped && guarded) found.push(`${words} over ${states[0]} (on-conflict: ${task.onConflict})`);
    }
  if (blocked && sent.some(({ request }) => isWrite(request))) found.push('it wrote although an entry is in error');
  if (blocked && ending.exitCode === 0) found.push('exit code 0 although an entry is in error');
  if (isDiscovery && !blocked && isUndisturbed(view) && task.mode !== 'check' && ending.exitCode !== 0 && !isFail(view))
    found.push(`exit code ${ending.exitCode} of a discovery in which nothing failed`);
  return [...found, ...unmapped(view, ways)];
}

/** `on-conflict: fail` may refuse a discovery. */
function isFail({ task }: View): boolean {
  return task.onConflict === 'fail';
}

/** What is known of an address by a want: declared, published, or said by the names on the way to it. */
function waysOf(want: Want, dns: DnsEntries, setting: OriginsSetting): Way[] {
  const reached = want.ip === undefined ? reach(want.host ?? '', dns) : { ips: [want.ip], names: [] };
  return reached.ips.map((ip) => wayTo(ip, reached.names, want, setting));
}

function wayTo(ip: string, names: readonly string[], want: Want, { feeds }: OriginsSetting): Way {
  if (want.region !== undefined && want.region !== 'auto') return { ip, target: targetOf(want), isFeedGone: false };
  const isBelieved = (vendor: string | undefined) => want.vendor === undefined || vendor === want.vendor;
  const published = PUBLISHED[ip];
  const isGone = published !== undefined && isBelieved(published.vendor) && feedOf(published.vendor, feeds) !== 'ok';
  if (published !== undefined && isBelieved(published.vendor) && !isGone)
    return { ip, target: targetOf(published), isFeedGone: false };
  const named = names
    .toReversed()
    .map((name) => NAMED[name])
    .find((target) => target && isBelieved(target.vendor));
  return { ip, target: named && targetOf(named), isFeedGone: isGone };
}

function feedOf(vendor: string, feeds: OriginsSetting['feeds']): unknown {
  return feeds[vendor as 'aws'] ?? 'ok';
}

/** The addresses that a name has, and the names on the way. */
function reach(host: string, dns: DnsEntries): { readonly ips: string[]; readonly names: string[] } {
  const names: string[] = [];
  for (let name: string | undefined = host; name !== undefined && names.length < 8; ) {
    names.push(name);
    const entry: DnsEntry | undefined = dns[name];
    if (entry?.cname === undefined) return { ips: [...familyOf(entry, 'a'), ...familyOf(entry, 'aaaa')], names };
    name = entry.cname;
  }
  return { ips: [], names };
}

/** What a name answers of one family; nothing where it answers an error or never. */
function familyOf(entry: DnsEntry | undefined, family: 'a' | 'aaaa'): readonly string[] {
  const { error, hang } = entry ?? {};
  const fails = typeof error === 'string' || error?.[family] !== undefined;
  const hangs = hang === true || (Array.isArray(hang) && hang.includes(family));
  return fails || hangs ? [] : (entry?.[family] ?? []);
}

/** Whether some entry is surely in error, so that nothing may be written. */
function isBlocked(view: View, dns: DnsEntries, setting: OriginsSetting, ways: readonly Way[]): boolean {
  const { task, moments, api } = view;
  const isCloudflares = (ip: string) => ip.startsWith('104.16.') && api.cloudflareRanges === undefined;
  const badHost = task.wanted.some(({ host }) => {
    if (host === undefined) return false;
    const { ips } = reach(host, dns);
    return isSilent(host, dns) || ips.length === 0 || ips.some((ip) => ip === '10.0.0.1' || isCloudflares(ip));
  });
  if (badHost) return true;
  if (task.state === 'absent') return false;
  const byIp = Map.groupBy(ways, ({ ip }) => ip);
  const isUnknown = [...byIp].some(
    ([ip, all]) => all.every(({ target }) => target === undefined) && !moments.some(({ holding }) => holding.has(ip)),
  );
  return setting.later === undefined && isUnknown;
}

/** Whether neither family of a name can be had. */
function isSilent(host: string, dns: DnsEntries): boolean {
  const entry = lastEntry(host, dns);
  return entry === undefined || typeof entry.error === 'string' || entry.hang === true;
}

/** Whether one family of a name may have addresses that were not answered. */
function isPartial(host: string, dns: DnsEntries): boolean {
  const { error, hang } = lastEntry(host, dns) ?? {};
  return error !== undefined || hang !== undefined;
}

function lastEntry(host: string, dns: DnsEntries): DnsEntry | undefined {
  const last = reach(host, dns).names.at(-1);
  return last === undefined ? undefined : dns[last];
}

function mayRemove({ task }: View, ip: string, mine: readonly Way[], answers: readonly DnsEntries[]): boolean {
  if (task.inputs?.discover === 'dns') return false;
  if (task.state === 'absent') return mine.length > 0;
  const hosts = task.wanted.flatMap(({ host }) => host ?? []);
  const isWhole = answers.some((dns) => hosts.every((host) => !isPartial(host, dns)));
  // Of answers that contradict each other, one is what the run got.
  const isListed = answers.every((dns) =>
    task.wanted.some((want) => want.ip === ip || (want.host !== undefined && reach(want.host, dns).ips.includes(ip))),
  );
  return task.prune === 'all' && isWhole && !isListed;
}

/** What proxied records lead to. A record inside of the zone is followed one step, as the scenarios have it. */
function discoveredWays({ api, task }: View, dns: DnsEntries, setting: OriginsSetting): Way[] {
  const records = Array.isArray(api.dnsRecords) ? api.dnsRecords : [];
  const { vendor, region } = task.inputs ?? {};
  const want: Want = { ...(vendor === undefined || region !== undefined ? {} : { vendor }), region: 'auto' };
  const fallback = vendor !== undefined && region !== undefined ? `${vendor} ${region}` : undefined;
  const follow = (content: string, depth: number): Way[] => {
    const inside = records.filter(({ name }) => name === content);
    if (depth > 4) return [];
    if (inside.length > 0) return inside.flatMap((record) => end(record, depth + 1));
    const { ips, names } = reach(content, dns);
    return ips.map((ip) => wayTo(ip, names, want, setting));
  };
  const end = ({ type, content }: (typeof records)[number], depth: number): Way[] => {
    if (type === 'CNAME') return follow(content, depth);
    return type === 'A' || type === 'AAAA' ? [wayTo(content, [], want, setting)] : [];
  };
  const ways = records.filter(({ proxied = true }) => proxied).flatMap((record) => end(record, 0));
  return ways.flatMap((way) => (way.target === undefined && fallback ? [way, { ...way, target: fallback }] : [way]));
}

/** Where nothing came between, an address with one known and supported target is mapped to it after a run that succeeded. */
function unmapped(view: View, ways: readonly Way[]): string[] {
  const { task, ending, moments, scenario } = view;
  const isPlain = isUndisturbed(view) && scenario.origins?.later === undefined && task.state === 'present';
  if (!isPlain || isAnyPartial(view) || task.mode !== 'apply' || ending.exitCode !== 0) return [];
  const there = moments.at(-1)?.holding;
  const usable = ways.filter(({ ip }) => ip in PUBLISHED);
  return [...Map.groupBy(usable, ({ ip }) => ip)].flatMap(([ip, all]) => {
    const targets = new Set(all.flatMap(({ target }) => target ?? []));
    const [target = ''] = targets;
    const [vendor = '', region = ''] = target.split(' ');
    const open = all.some((way) => way.isFeedGone || way.target === undefined) || targets.size > 1;
    if (open || isMistaken({ vendor, region })) return [];
    const before = moments[0]?.holding.get(ip);
    // What was found while any feed could not be had is no reason to change what is mapped.
    const isUnsure = Object.keys(scenario.origins?.feeds ?? {}).length > 0;
    if (before !== undefined && isUnsure) return [];
    const isLeft = before !== undefined && task.onConflict !== 'overwrite';
    const isDue = there?.get(ip) === (isLeft ? before : target);
    return isDue ? [] : [`exit code 0, and ${ip} is not mapped to ${target}`];
  });
}

/** Whether some host that matters here cannot be had in full. */
function isAnyPartial({ scenario, task, api }: View): boolean {
  const dns = scenario.origins?.dns ?? {};
  const records = Array.isArray(api.dnsRecords) ? api.dnsRecords : [];
  const hosts =
    task.inputs?.discover === 'dns' ? records.map(({ content }) => content) : task.wanted.map(({ host }) => host);
  return hosts.some((host) => host !== undefined && host in NAMED && (isPartial(host, dns) || isSilent(host, dns)));
}
