import type { DnsEntry } from '../__tests__/support/dns.ts';
import type { FeedName, FeedState } from '../emulator/feed-server.ts';
import { population } from '../emulator/population.ts';
import type { DnsRecordSeed } from '../emulator/zone-reads.ts';
import { drawFault } from './draw-faults.ts';
import { drawTarget, drawWriter, PLAIN_TASK } from './draw-zone.ts';
import type { Random } from './random.ts';
import type { Scenario, Target, Task, Want } from './scenario.ts';

/** Addresses of the small feeds, each with the region that its cloud publishes, if any. */
export const PUBLISHED: Readonly<Record<string, Target | undefined>> = {
  '11.1.2.3': { vendor: 'aws', region: 'us-east-1' },
  '11.1.7.9': { vendor: 'aws', region: 'us-east-2' },
  '11.2.0.5': { vendor: 'aws', region: 'us-west-2' },
  '11.3.4.4': { vendor: 'aws', region: 'eu-west-1' },
  '22.1.0.7': { vendor: 'gcp', region: 'us-central1' },
  '22.2.9.9': { vendor: 'gcp', region: 'europe-west1' },
  '26.1.1.1': { vendor: 'oci', region: 'us-ashburn-1' },
  '26.2.2.2': { vendor: 'oci', region: 'eu-frankfurt-1' },
  '30.1.1.1': { vendor: 'azure', region: 'westeurope' },
  '30.3.3.3': { vendor: 'azure', region: 'francecentral' },
  '11.50.1.1': { vendor: 'aws', region: 'us-gov-west-1' },
  // Edge, two regions at once, or nobody's.
  '11.20.0.9': undefined,
  '30.1.9.9': undefined,
  '11.40.0.4': undefined,
  '45.0.0.1': undefined,
  '2a00:1450::1': undefined,
};
const ADDRESSES = Object.keys(PUBLISHED);

/** Host names, and what those of a vendor's own form say. */
export const NAMED: Readonly<Record<string, Target | undefined>> = {
  'lb-1.us-east-1.elb.amazonaws.com': { vendor: 'aws', region: 'us-east-1' },
  'lb-2.eu-west-1.elb.amazonaws.com': { vendor: 'aws', region: 'eu-west-1' },
  'app.westeurope.azurecontainerapps.io': { vendor: 'azure', region: 'westeurope' },
  'origin.shop.test': undefined,
  'api.shop.test': undefined,
  'us-east-1.elb.amazonaws.com.evil.test': undefined,
};
const HOSTS = Object.keys(NAMED);

const BAD_FEEDS: readonly [FeedState, ...FeedState[]] = [
  'missing',
  'html',
  'cut',
  'empty',
  'no-json',
  'close',
  { status: 500 },
  { redirect: 'http://elsewhere.test/aws.json' },
];

/** Host names, published regions and discovery, with DNS and feeds that fail, lag or contradict each other. */
export function drawOriginsScenario(random: Random, seed: number): Scenario {
  const zone = [
    ...random.some(ADDRESSES, random.whole(0, 14)).map((ip) => ({
      ip,
      ...((random.percent(50) ? PUBLISHED[ip] : undefined) ?? drawTarget(random)),
    })),
    ...population(random.whole(0, 12)),
  ];
  const dns = Object.fromEntries(HOSTS.flatMap((host) => drawEntry(random, host)));
  const feeds: Partial<Record<FeedName, FeedState>> = {};
  if (random.percent(50))
    for (const name of ['aws', 'gcp', 'oci', 'azure'] as const)
      if (random.percent(45)) feeds[name] = random.percent(4) ? 'hang' : random.one(BAD_FEEDS);
  const task = random.percent(45) ? drawDiscover(random) : drawHosts(random);
  const troubled = random.percent(35);
  const writers = troubled && random.percent(50) ? [drawWriter(random, zone, task)] : [];
  const faults = troubled && random.percent(60) ? [drawFault(random, ADDRESSES, false)] : [];
  return {
    seed,
    kind: 'origins',
    zone,
    api: {
      surfaces: random.one(['both', 'v1', 'v2']),
      dnsRecords: drawRecords(random),
      dnsRead: !random.percent(4),
      dnsPageSize: random.one([5000, 2, 3]),
      ...(random.percent(5) ? { cloudflareRanges: [] } : {}),
    },
    origins: {
      dns,
      feeds,
      ...(random.percent(12)
        ? {
            later: {
              question: random.whole(2, 4),
              dns: Object.fromEntries(random.some(HOSTS, 3).flatMap((host) => drawEntry(random, host))),
            },
          }
        : {}),
    },
    steps: [{ kind: 'run', tasks: [task], faults, writers }],
    built: random.percent(2),
  };
}

function drawEntry(random: Random, host: string): [string, DnsEntry][] {
  if (random.percent(6)) return [];
  const all = random.some(ADDRESSES, random.whole(1, 3));
  const isV6 = (ip: string) => ip.includes(':');
  const entry: DnsEntry = {
    a: all.filter((ip) => !isV6(ip)),
    aaaa: [...all.filter(isV6), ...(random.percent(10) ? ['2a00:1450::1'] : [])],
  };
  const trouble = random.weighted<DnsEntry>([
    [74, {}],
    [5, { error: random.one(['ESERVFAIL', 'EREFUSED', 'ETIMEOUT']) }],
    [8, { error: { [random.one(['a', 'aaaa'])]: random.one(['ESERVFAIL', 'ETIMEOUT']) } }],
    [1, { hang: true }],
    [1, { hang: ['aaaa'] }],
    [2, { a: [...(entry.a ?? []), '10.0.0.1'] }],
    [2, { a: ['104.16.1.1'] }],
    [7, host.endsWith('shop.test') ? { cname: random.one(['lb-1.us-east-1.elb.amazonaws.com', 'nowhere.test']) } : {}],
  ]);
  return [[host, { ...entry, ...trouble }]];
}

function drawHosts(random: Random): Task {
  const state = random.percent(85) ? 'present' : 'absent';
  const location = (): Partial<Want> => {
    if (state === 'absent') return {};
    if (random.percent(25)) return drawTarget(random);
    return { region: 'auto', ...(random.percent(15) ? { vendor: random.one(['aws', 'azure', 'gcp']) } : {}) };
  };
  const hosts = random
    .some(random.percent(50) ? HOSTS.slice(0, 3) : HOSTS, random.whole(0, 2))
    .map((host) => ({ host, ...location() }));
  const ips = random.some(ADDRESSES, random.whole(hosts.length === 0 ? 1 : 0, 4)).map((ip) => ({ ip, ...location() }));
  return {
    ...PLAIN_TASK,
    state,
    mode: random.percent(85) ? 'apply' : 'plan',
    prune: state === 'present' && random.percent(40) ? 'all' : 'none',
    onConflict: random.weighted([
      [70, 'overwrite'],
      [20, 'skip'],
      [10, 'fail'],
    ] as const),
    source: random.one(['json', 'mappings', 'csv', 'yaml']),
    visibility: random.one(['public', 'private']),
    wanted: [...hosts, ...ips],
    ...(random.percent(10) ? { inputs: { 'region-check': 'warn' } } : {}),
  };
}

function drawDiscover(random: Random): Task {
  const target = drawTarget(random);
  const more = random.weighted<Readonly<Record<string, string>>>([
    [75, {}],
    [10, { vendor: random.one(['aws', 'gcp']) }],
    [15, { vendor: target.vendor, region: target.region }],
  ]);
  return {
    ...PLAIN_TASK,
    mode: random.weighted([
      [75, 'apply'],
      [15, 'plan'],
      [10, 'check'],
    ] as const),
    onConflict: random.percent(80) ? 'default' : random.one(['overwrite', 'fail', 'skip']),
    source: 'none',
    redact: random.one(['auto', 'auto', 'true']),
    visibility: random.one(['public', 'private', 'unknown']),
    inputs: { discover: 'dns', ...more },
  };
}

function drawRecords(random: Random): DnsRecordSeed[] {
  const records: DnsRecordSeed[] = random.some(ADDRESSES, random.whole(0, 6)).map((ip, index) => ({
    type: ip.includes(':') ? 'AAAA' : 'A',
    name: `a${index}.example.com`,
    content: ip,
    proxied: !random.percent(20),
  }));
  const cnames: DnsRecordSeed[] = random.some(HOSTS, random.whole(0, 3)).map((host, index) => ({
    type: 'CNAME',
    name: `c${index}.example.com`,
    content: host,
    proxied: !random.percent(20),
  }));
  const traps: DnsRecordSeed[] = [
    { type: 'A', name: 'cf.example.com', content: '104.16.9.9' },
    { type: 'A', name: 'doc.example.com', content: '192.0.2.5' },
    { type: 'A', name: 'private.example.com', content: '10.1.1.1' },
    { type: 'CNAME', name: 'tunnel.example.com', content: 'x.cfargotunnel.com' },
    { type: 'CNAME', name: 'one.example.com', content: 'two.example.com' },
    { type: 'CNAME', name: 'two.example.com', content: 'one.example.com' },
    { type: 'CNAME', name: 'in.example.com', content: 'a0.example.com' },
    { type: 'TXT', name: 'example.com', content: '45.0.0.1', proxied: false },
    { type: 'CNAME', name: '*.example.com', content: 'a1.example.com' },
  ];
  return [...records, ...cnames, ...random.some(traps, random.whole(0, 4))];
}
