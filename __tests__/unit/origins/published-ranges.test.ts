import { describe, expect, test } from '@jest/globals';
import { realSizedFeeds, smallFeeds } from '../../../emulator/feeds.ts';
import { type Address, canonicalAddress } from '../../../src/domain/address.ts';
import type { Vendor } from '../../../src/domain/mapping.ts';
import { isShapeFault } from '../../../src/origins/feed-shapes.ts';
import {
  type PublishedRange,
  type PublishedRanges,
  readPublishedRanges,
  regionOfRange,
} from '../../../src/origins/published-ranges.ts';
import { cpuTime } from '../../support/cpu-time.ts';

function read(vendor: Vendor, feed: unknown, floor = 1, fileDate?: string) {
  const body = Buffer.from(typeof feed === 'string' ? feed : JSON.stringify(feed));
  return readPublishedRanges(vendor, body, { floor, ...(fileDate === undefined ? {} : { fileDate }) });
}

function ranges(vendor: Vendor, feed: unknown, fileDate?: string): PublishedRanges {
  const found = read(vendor, feed, 1, fileDate);
  if (isShapeFault(found)) throw new Error(found.fault);
  return found;
}

const find = (vendor: Vendor, ip: string, fileDate?: string) =>
  ranges(vendor, smallFeeds()[vendor], fileDate).find(canonicalAddress(ip) as Address);

const aws = (ip_prefix: unknown, region: unknown = 'us-east-1', service: unknown = 'AMAZON') => ({
  ip_prefix,
  region,
  service,
  network_border_group: region,
});

describe('published ranges', () => {
  test.each<[Vendor, string, string | undefined, string]>([
    ['aws', '11.1.2.3', 'us-east-1', 'published by AWS on 2026-11-20 for 11.1.0.0/16'],
    ['aws', '11.1.7.3', 'us-east-2', 'published by AWS on 2026-11-20 for 11.1.7.0/24'],
    ['aws', '::ffff:11.2.0.1', 'us-west-2', 'published by AWS on 2026-11-20 for 11.2.0.0/16'],
    ['aws', '11.9.0.1', 'eu-central-1', 'published by AWS on 2026-11-20 for 11.9.0.0/16'],
    ['aws', '11.8.0.1', undefined, 'published by AWS for GLOBAL, without a region'],
    ['aws', '11.20.0.1', undefined, 'published by AWS for GLOBALACCELERATOR, without a region'],
    ['aws', '11.21.0.1', undefined, 'published by AWS for CLOUDFRONT, without a region'],
    ['aws', '11.22.0.1', undefined, 'published by AWS for ROUTE53_HEALTHCHECKS, without a region'],
    ['aws', '11.40.0.1', undefined, 'published by AWS for two regions, us-east-1 and eu-west-1'],
    ['aws', '2001:db8:11::1', 'us-east-1', 'published by AWS on 2026-11-20 for 2001:db8:11::/48'],
    ['aws', '2001:db8:11:7::1', undefined, 'published by AWS for GLOBALACCELERATOR, without a region'],
    ['gcp', '22.2.0.1', 'europe-west1', 'published by GCP on 2026-11-20 for 22.2.0.0/16'],
    ['gcp', '22.9.0.1', undefined, 'published by GCP for global, without a region'],
    ['gcp', '2001:db8:22::1', 'us-central1', 'published by GCP on 2026-11-20 for 2001:db8:22::/48'],
    ['oci', '26.2.0.1', 'eu-frankfurt-1', 'published by OCI on 2026-11-20 for 26.2.0.0/16'],
    ['azure', '30.1.0.1', 'westeurope', 'published by Azure (change 345) for 30.1.0.0/16'],
    ['azure', '30.1.9.1', undefined, 'published by Azure for AzureFrontDoor.Frontend, without a region'],
    ['azure', '30.99.0.1', undefined, 'published by Azure for AzureCloud, without a region'],
  ])('of %s give %s the region %s', (vendor, ip, region, words) => {
    const range = find(vendor, ip);
    expect(range?.words).toBe(words);
    expect(range && regionOfRange(range, undefined)).toBe(region);
  });

  test('have nothing of an address that they do not hold', () => {
    expect(find('aws', '22.1.0.1')).toBeUndefined();
  });

  test('are dated by the name of the file where it has a date', () => {
    expect(find('azure', '30.2.0.1', '2026-11-16')?.words).toBe('published by Azure on 2026-11-16 for 30.2.0.0/16');
  });

  test.each([
    ['no date', undefined],
    ['a date in words', 'yesterday'],
    ['a date that would start a command', '2026-11-201\n::error::'],
    ['a number', 20261120],
  ])('are not dated by %s', (_, createDate) => {
    const range = ranges('aws', { createDate, prefixes: [aws('11.1.0.0/16')] }).find('11.1.0.1' as Address);
    expect(range?.words).toBe('published by AWS for 11.1.0.0/16');
  });

  test('know the border group of a Local Zone, whichever row says it', () => {
    const rows = [aws('11.1.0.0/16'), { ...aws('11.1.0.0/16'), network_border_group: 'us-east-1-bue-1' }];
    for (const prefixes of [rows, rows.toReversed()])
      expect(ranges('aws', { prefixes }).find('11.1.0.1' as Address)?.place).toEqual({
        kind: 'region',
        region: 'us-east-1',
        borderGroup: 'us-east-1-bue-1',
      });
  });

  test('give a prefix no region in whatever order its rows come', () => {
    const rows = [aws('11.1.0.0/16'), aws('11.1.0.0/16', 'eu-west-1'), aws('11.1.0.0/16', 'GLOBAL', 'CLOUDFRONT')];
    const placeOf = (prefixes: unknown[]) => ranges('aws', { prefixes }).find('11.1.0.1' as Address)?.place.kind;
    expect(placeOf(rows)).toBe('edge');
    expect(placeOf(rows.toReversed())).toBe('edge');
    expect(placeOf([rows[0], rows[1], rows[0]])).toBe('contradictory');
  });

  test('name the service rather than the region GLOBAL', () => {
    const rows = [aws('11.1.0.0/16', 'GLOBAL'), aws('11.1.0.0/16', 'GLOBAL', 'GLOBALACCELERATOR')];
    for (const prefixes of [rows, rows.toReversed()])
      expect(ranges('aws', { prefixes }).find('11.1.0.1' as Address)?.words).toMatch(/GLOBALACCELERATOR/);
  });

  test('read regions and tags in any letter case', () => {
    const tag = (name: string, prefix: string) => ({ name, properties: { addressPrefixes: [prefix] } });
    const azure = ranges('azure', {
      values: [tag('AzureCloud.EastUS', '30.1.0.0/16'), tag('azurecloud', '30.0.0.0/8')],
    });
    expect(azure.find('30.1.0.1' as Address)?.place).toEqual({ kind: 'region', region: 'eastus' });
    const gcp = ranges('gcp', { prefixes: [{ ipv4Prefix: '22.1.0.0/16', scope: 'US-Central1' }] });
    expect(gcp.find('22.1.0.1' as Address)?.place).toEqual({ kind: 'region', region: 'us-central1' });
  });
});

describe('regionOfRange', () => {
  const range = (region: string): PublishedRange => ({
    vendor: 'azure',
    prefix: '30.1.0.0/16',
    length: 16,
    place: { kind: 'region', region },
    words: '',
  });
  const regions = (...names: string[]) => new Map([['azure', new Map(names.map((name) => [name, []]))]]);

  test.each([
    ['centralfrance', undefined, 'francecentral'],
    ['centralfrance', regions('francecentral'), 'francecentral'],
    ['centralfrance', regions('centralfrance'), 'centralfrance'],
    ['centralfrance', regions('centralfrance', 'francecentral'), 'francecentral'],
    ['centralfrance', regions('westeurope'), 'francecentral'],
    ['germanywc', undefined, 'germanywestcentral'],
    ['westeurope', regions('francecentral'), 'westeurope'],
  ])('names Azure tag %s by its alias, or as it is where that is the supported name', (tag, supported, expected) => {
    expect(regionOfRange(range(tag), supported)).toBe(expected);
  });

  test('leaves names of other clouds alone', () => {
    expect(regionOfRange({ ...range('centralfrance'), vendor: 'aws' }, undefined)).toBe('centralfrance');
  });
});

describe('a feed that is none', () => {
  test.each<[Vendor, unknown, string]>([
    ['aws', '<!DOCTYPE html><title>Forbidden</title>', 'is not JSON'],
    ['aws', '{"prefixes": [', 'is not JSON'],
    ['aws', '', 'is not JSON'],
    ['aws', null, 'has not the shape of this feed'],
    ['aws', [], 'has not the shape of this feed'],
    ['aws', {}, 'has not the shape of this feed'],
    ['aws', { prefixes: [], ipv6_prefixes: {} }, 'has not the shape of this feed'],
    ['gcp', { prefixes: 1 }, 'has not the shape of this feed'],
    ['oci', { regions: 'x' }, 'has not the shape of this feed'],
    ['azure', { values: null }, 'has not the shape of this feed'],
    ['aws', { prefixes: [] }, 'holds 0 prefixes that can be used, fewer than 1'],
  ])('of %s is known: %j', (vendor, feed, fault) => {
    expect(read(vendor, feed)).toEqual({ fault });
  });

  test('holds fewer good rows than are plausible', () => {
    const good = [aws('11.1.0.0/16'), aws('11.2.0.0/16')];
    expect(read('aws', { prefixes: [...good, aws('nonsense')] }, 3)).toEqual({
      fault: 'holds 2 prefixes that can be used, fewer than 3',
    });
    expect(read('aws', { prefixes: good }, 2)).not.toHaveProperty('fault');
  });

  test('holds so many values that reading it would take too much memory', () => {
    expect(read('aws', `{"prefixes":[${'[],'.repeat(150_000)}[]]}`)).toEqual({ fault: 'holds too many values' });
  });

  test('may begin with a byte order mark', () => {
    expect(read('aws', `\uFEFF${JSON.stringify(smallFeeds().aws)}`)).not.toHaveProperty('fault');
  });
});

describe('bad rows are left out', () => {
  const good = '11.1.0.0/16';

  test.each([
    ['no object', 'text'],
    ['null', null],
    ['a prefix that is a number', aws(11)],
    ['a prefix that is none', aws('11.1.0.0/99')],
    ['a prefix of half the internet', aws('0.0.0.0/1')],
    ['no region', aws('11.1.0.0/24', null)],
    ['a region that is no name', aws('11.1.0.0/24', '::error::')],
    ['no service', aws('11.1.0.0/24', 'us-east-1', null)],
  ])('of AWS: %s', (_, row) => {
    const found = ranges('aws', { prefixes: [row, aws(good)] }).find('11.1.0.1' as Address);
    expect(found?.prefix).toBe(good);
  });

  test('of GCP', () => {
    const prefixes = [1, { ipv4Prefix: 4, scope: 'a' }, { ipv4Prefix: good }, { ipv4Prefix: good, scope: 'us-east1' }];
    expect(ranges('gcp', { prefixes }).find('11.1.0.1' as Address)?.place).toEqual({
      kind: 'region',
      region: 'us-east1',
    });
  });

  test('of OCI', () => {
    const cidrs = [1, { cidr: 2 }, { cidr: good }];
    const regions = [null, { region: 1, cidrs }, { region: 'us-x-1' }, { region: 'us-ashburn-1', cidrs }];
    expect(ranges('oci', { regions }).find('11.1.0.1' as Address)?.place).toEqual({
      kind: 'region',
      region: 'us-ashburn-1',
    });
  });

  test('of Azure', () => {
    const properties = { addressPrefixes: [1, good] };
    const values = [
      7,
      { name: 1, properties },
      { name: 'AzureCloud.eastus' },
      { name: 'AzureCloud.eastus', properties: {} },
      { name: 'AzureCloud.', properties },
      { name: 'AzureCloud.eastus.more', properties },
      { name: 'Storage', properties },
      { name: 'AzureFrontDoor.Backend', properties },
      { name: 'AzureCloud.westus', properties },
    ];
    expect(ranges('azure', { values }).find('11.1.0.1' as Address)?.place).toEqual({
      kind: 'region',
      region: 'westus',
    });
  });
});

test('3,500 addresses are found in feeds of the real size in well under a second', () => {
  const { feeds, addresses } = realSizedFeeds();
  const bodies = Object.entries(feeds).map(
    ([vendor, feed]) => [vendor as Vendor, Buffer.from(JSON.stringify(feed))] as const,
  );
  const wanted = addresses.filter((_, index) => index % Math.floor(addresses.length / 3500) === 0).slice(0, 3500);
  expect(wanted).toHaveLength(3500);
  const started = cpuTime();
  const tables = new Map(bodies.map(([vendor, body]) => [vendor, readPublishedRanges(vendor, body, { floor: 500 })]));
  const wrong = wanted.filter(({ ip, vendor, region }) => {
    const table = tables.get(vendor);
    const range = table && 'find' in table ? table.find(ip as Address) : undefined;
    return range === undefined || regionOfRange(range, undefined) !== region;
  });
  const took = cpuTime() - started;
  expect(wrong).toEqual([]);
  // Measured: 250 ms. The limit is for a busy machine.
  expect(took).toBeLessThan(5000);
});
