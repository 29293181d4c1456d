import { population } from '../emulator/population.ts';
import { REGIONS } from '../emulator/regions.ts';
import { type Address, originAddress } from '../src/domain/address.ts';
import type { Evidence } from '../src/domain/entry.ts';
import type { Existing, Regions } from '../src/domain/mapping.ts';
import type { Outcome, Result } from '../src/domain/result.ts';

const REGIONS_WITH_TIERS: Regions = new Map(
  Object.entries(REGIONS).map(([vendor, list]) => [
    vendor,
    new Map(list.map(({ name, upper_tier_colos }) => [name, upper_tier_colos])),
  ]),
);

/** A zone of so many mappings. */
function zoneOf(count: number): Existing {
  const mappings = population(count).map(({ ip, vendor, region }) => ({ ip: address(ip), vendor, region }));
  return { mappings: new Map(mappings.map((one) => [one.ip, one])), unreadable: [], oddRows: 0, pages: 1 };
}

function result(parts: Partial<Result>): Result {
  return {
    mode: 'apply',
    problems: [],
    warnings: [],
    notices: [],
    outcomes: [],
    switchedOn: [],
    changed: false,
    requests: 9,
    duration: 1840,
    zoneId: '023e105f4ecef8ad9ca31a8372d0c353',
    apiVersion: 'v1',
    regions: REGIONS_WITH_TIERS,
    tieredCache: 'smart',
    ...parts,
  };
}

const PUBLISHED: Evidence = { kind: 'published', words: 'published by AWS on 2026-11-20 for 198.51.100.0/24' };
const BY_HOST: Evidence = { kind: 'host', words: 'host name web-1.eu-west-1.elb.amazonaws.com' };
const US = { vendor: 'aws', region: 'us-east-1' };
const EU = { vendor: 'aws', region: 'eu-west-1' };

const OUTCOMES: readonly Outcome[] = [
  { ip: address('192.0.2.10'), outcome: 'created', target: US },
  { ip: address('198.51.100.7'), hosts: ['web-1.example.net'], outcome: 'created', target: US, evidence: PUBLISHED },
  {
    ip: address('198.51.100.8'),
    hosts: ['web-1.eu-west-1.elb.amazonaws.com', 'www.example.net'],
    outcome: 'updated',
    target: EU,
    before: US,
    evidence: BY_HOST,
  },
  { ip: address('2001:db8::10'), outcome: 'removed', before: { vendor: 'azure', region: 'westeurope' } },
  { ip: address('203.0.113.4'), outcome: 'unchanged', target: EU },
  {
    ip: address('203.0.113.5'),
    outcome: 'skipped',
    target: EU,
    before: US,
    message: 'mapped elsewhere (on-conflict: skip)',
  },
  {
    ip: address('203.0.113.6'),
    outcome: 'failed',
    target: { vendor: 'aws', region: 'us-esat-1' },
    code: 1157,
    message: 'aws has no supported region "us-esat-1". Did you mean us-east-1?',
  },
];

/** Made-up runs whose summaries are looked at, by the name of the picture. */
export const RESULTS: Readonly<Record<string, Result>> = {
  'summary-small': result({ changed: true, existing: zoneOf(6), outcomes: OUTCOMES.slice(0, 3) }),
  'summary-large': result({
    changed: true,
    existing: zoneOf(60),
    outcomes: OUTCOMES,
    problems: [
      { message: '203.0.113.6: aws has no supported region "us-esat-1". Did you mean us-east-1?', code: 1157 },
      {
        message: 'mappings: this address is also in line 4, with aws eu-west-1; keep one of the two',
        place: { file: 'origins.yaml', line: 12, column: 9 },
      },
    ],
    warnings: [{ message: 'Smart Tiered Cache is off in this zone, so mappings have no effect until it is on' }],
    notices: [{ message: '203.0.113.5 is mapped to aws us-east-1 and was left alone (on-conflict: skip)' }],
    tieredCache: 'off',
  }),
  'summary-discover': result({
    mode: 'plan',
    existing: zoneOf(12),
    changed: true,
    outcomes: OUTCOMES.slice(0, 2),
    discovery: {
      origins: [
        { ip: address('192.0.2.10'), records: ['www.example.com', 'example.com'], found: US, evidence: PUBLISHED },
        {
          ip: address('198.51.100.8'),
          records: ['*.shop.example.com'],
          existing: US,
          found: EU,
          evidence: BY_HOST,
          open: 'the zone maps it to aws us-east-1; set on-conflict: overwrite to change it',
        },
        {
          ip: address('2001:db8::7'),
          records: ['a-rather-long-name-of-a-record-for-the-blog.example.com'],
          open: 'no cloud publishes this address; give vendor and region',
        },
      ],
      leftOut: [
        {
          record: 'app.example.com',
          content: 'd1234.cfargotunnel.com',
          reason: 'a Cloudflare Tunnel has no origin address',
        },
        { record: 'old.example.com', content: '100::', reason: 'a placeholder address' },
      ],
      unnamed: [{ ip: address('203.0.113.99'), vendor: 'gcp', region: 'europe-west1' }],
    },
  }),
};

function address(text: string): Address {
  const value = originAddress(text);
  if (typeof value !== 'string') throw new Error(`${text} ${value.fault}`);
  return value;
}
