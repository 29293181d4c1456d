import { describe, expect, test } from '@jest/globals';
import { type Cloud, realSizedFeeds, smallFeeds } from '../../../emulator/feeds.ts';
import type { Address } from '../../../src/domain/address.ts';
import type { Regions, Vendor } from '../../../src/domain/mapping.ts';
import type { RangesSource } from '../../../src/origins/feeds.ts';
import { openLocator } from '../../../src/origins/locate.ts';
import { testClock } from '../../support/clock.ts';

const BASE: RangesSource = { kind: 'url', base: new URL('https://mirror.example/ranges') };

/** A locator whose feeds are at the base URL; a feed that is left out answers HTTP 404. */
function locatorOf(
  feeds: Partial<Record<Cloud, unknown>> = smallFeeds(),
  { regions, source = BASE }: { regions?: Regions; source?: RangesSource } = {},
) {
  const asked: string[] = [];
  const locator = openLocator(source, {
    async openHttp() {
      return {
        async send({ url }) {
          asked.push(url.replace(/^.*\//, ''));
          const feed = feeds[url.replace(/^.*\/(\w+)\.json$/, '$1') as Cloud];
          return {
            status: feed === undefined ? 404 : 200,
            header: () => undefined,
            body: Buffer.from(JSON.stringify(feed ?? null)),
          };
        },
        close: () => undefined,
      };
    },
    clock: testClock(),
    signal: new AbortController().signal,
    regions: async () => regions,
  });
  const locate = (ip: string, names: string[] = [], vendor?: Vendor) =>
    locator.locate({ ip: ip as Address, names, ...(vendor === undefined ? {} : { vendor }) });
  return { locator, locate, asked };
}

const ELB = 'web.eu-west-1.elb.amazonaws.com';
const RUN = 'app-123.asia-northeast1.run.app';

describe('evidence', () => {
  test('is the published range first', async () => {
    expect(await locatorOf().locate('11.1.0.1')).toEqual({
      kind: 'found',
      target: { vendor: 'aws', region: 'us-east-1' },
      evidence: { kind: 'published', words: 'published by AWS on 2026-11-20 for 11.1.0.0/16' },
    });
  });

  test('is the host name where no published range has a region', async () => {
    for (const ip of ['22.9.0.1', '203.0.114.1'])
      expect(await locatorOf().locate(ip, [RUN])).toEqual({
        kind: 'found',
        target: { vendor: 'gcp', region: 'asia-northeast1' },
        evidence: { kind: 'host', words: `host name ${RUN}` },
      });
  });

  test('says which ranges could not be read: they might say otherwise', async () => {
    const { aws, gcp, oci } = smallFeeds();
    const evidence = async (feeds: Partial<Record<Cloud, unknown>>, ip: string, vendor?: Vendor) =>
      (await locatorOf(feeds).locate(ip, [ELB], vendor)) as { evidence: object };
    expect(await evidence({ aws, oci }, '22.1.0.1')).toMatchObject({
      target: { vendor: 'aws', region: 'eu-west-1' },
      evidence: { kind: 'host', unread: 'GCP, Azure' },
    });
    expect((await evidence({ aws, oci }, '22.1.0.1', 'aws')).evidence).not.toHaveProperty('unread');
    expect((await evidence({ aws, gcp }, '11.20.0.1')).evidence).toMatchObject({ kind: 'host', unread: 'OCI' });
    expect((await evidence({ aws, gcp }, '11.1.0.1')).evidence).toMatchObject({ kind: 'published', unread: 'OCI' });
  });

  test('is the last name that its CNAMEs pass and that has a region', async () => {
    const names = ['origin.example.com', RUN, ELB, 'd111.cloudfront.net'];
    expect(await locatorOf().locate('203.0.114.1', names)).toMatchObject({
      target: { vendor: 'aws', region: 'eu-west-1' },
      evidence: { words: `host name ${ELB}` },
    });
  });

  test('of the host name gives way to the published range, and the difference is said', async () => {
    expect(await locatorOf().locate('11.1.0.1', [ELB])).toEqual({
      kind: 'found',
      target: { vendor: 'aws', region: 'us-east-1' },
      evidence: { kind: 'published', words: 'published by AWS on 2026-11-20 for 11.1.0.0/16' },
      disagreement: `host name ${ELB} says aws eu-west-1, but AWS publishes 11.1.0.0/16 as us-east-1; that counts`,
    });
    expect(await locatorOf().locate('11.3.0.1', [ELB])).not.toHaveProperty('disagreement');
  });

  test('of Azure names the region as Cloudflare does', async () => {
    const supported = (region: string): Regions => new Map([['azure', new Map([[region, []]])]]);
    for (const [regions, region] of [
      [undefined, 'francecentral'],
      [supported('francecentral'), 'francecentral'],
      [supported('centralfrance'), 'centralfrance'],
    ] as const)
      expect(await locatorOf(smallFeeds(), regions && { regions }).locate('30.3.0.1')).toMatchObject({
        target: { vendor: 'azure', region },
      });
  });
});

describe('a vendor that is given is the only one believed', () => {
  test('of published ranges', async () => {
    expect(await locatorOf().locate('11.1.0.1', [], 'aws')).toMatchObject({ kind: 'found' });
    expect(await locatorOf().locate('11.1.0.1', [], 'gcp')).toEqual({
      kind: 'unknown',
      reason: 'published by AWS on 2026-11-20 for 11.1.0.0/16, which is aws us-east-1, but only vendor gcp is believed',
    });
  });

  test('of host names', async () => {
    expect(await locatorOf().locate('203.0.114.1', [ELB, RUN], 'aws')).toMatchObject({
      evidence: { words: `host name ${ELB}` },
    });
    expect(await locatorOf().locate('11.1.0.1', [RUN], 'gcp')).toMatchObject({
      evidence: { words: `host name ${RUN}` },
    });
    expect(await locatorOf().locate('203.0.114.1', [ELB], 'gcp')).toEqual({
      kind: 'unknown',
      reason: `in no published range; host name ${ELB} tells no region of gcp`,
    });
  });
});

describe('what is not found has a reason', () => {
  test.each([
    ['11.20.0.1', [], 'published by AWS for GLOBALACCELERATOR, without a region'],
    ['11.40.0.1', [], 'published by AWS for two regions, us-east-1 and eu-west-1'],
    ['203.0.114.1', [], 'in no published range'],
    ['203.0.114.1', ['a.example'], 'in no published range; host name a.example tells no region'],
  ])('%s, by names %j: %s', async (ip, names, reason) => {
    expect(await locatorOf().locate(ip, names)).toEqual({ kind: 'unknown', reason });
  });

  test('that names the feeds which could not be read', async () => {
    const { aws, azure } = smallFeeds();
    expect(await locatorOf({ aws, azure }).locate('203.0.114.1')).toEqual({
      kind: 'unknown',
      reason: 'in no published range (those of GCP, OCI could not be read)',
      unread: 'GCP, OCI',
    });
  });

  test('where two clouds publish the same prefix', async () => {
    const gcp = { prefixes: [{ ipv4Prefix: '11.1.0.0/16', scope: 'us-east1' }] };
    expect(await locatorOf({ ...smallFeeds(), gcp }).locate('11.1.0.1')).toEqual({
      kind: 'unknown',
      reason: 'published by two clouds, AWS and GCP',
    });
    const wider = { prefixes: [{ ipv4Prefix: '11.0.0.0/8', scope: 'us-east1' }] };
    expect(await locatorOf({ ...smallFeeds(), gcp: wider }).locate('11.1.0.1')).toMatchObject({
      target: { vendor: 'aws' },
    });
  });
});

describe('feeds are read', () => {
  test('not before they are needed', () => {
    expect(locatorOf().asked).toEqual([]);
  });

  test('beforehand, where that is asked for, and not again', async () => {
    const { locator, locate, asked } = locatorOf();
    locator.begin();
    expect(await locate('11.1.0.1')).toMatchObject({ kind: 'found' });
    expect(asked.sort()).toEqual(['aws.json', 'gcp.json', 'oci.json']);
  });

  test('once, and Azure only for what the others do not hold', async () => {
    const { locator, locate, asked } = locatorOf();
    await Promise.all(['11.1.0.1', '22.1.0.1', '26.1.0.1', '11.20.0.1'].map((ip) => locate(ip)));
    expect(asked.sort()).toEqual(['aws.json', 'gcp.json', 'oci.json']);
    expect((await locator.published('30.1.0.1' as Address))?.prefix).toBe('30.1.0.0/16');
    await locate('30.2.0.1');
    expect(asked).toEqual(['aws.json', 'gcp.json', 'oci.json', 'azure.json']);
    expect(locator.notices).toEqual([]);
  });

  test('or tell nothing, with one notice for all', async () => {
    const { aws } = smallFeeds();
    const { locator, locate } = locatorOf({ aws, gcp: { prefixes: [] }, oci: 'HTML' });
    expect(await locate('22.1.0.1')).toMatchObject({ kind: 'unknown' });
    expect(await locate('22.1.0.2')).toMatchObject({ kind: 'unknown' });
    expect(locator.notices).toEqual([
      'The published ranges of Azure, GCP, OCI cannot be had, so they tell nothing: Azure: mirror.example answered with HTTP 404; GCP: what was read holds 0 prefixes that can be used, fewer than 1; OCI: what was read has not the shape of this feed. Give vendor and region where they are needed, or give copies of the ranges with ip-ranges',
    ]);
  });

  test('or tell nothing, each with its notice as soon as it was asked for', async () => {
    const { aws, gcp, oci } = smallFeeds();
    const { locator, locate } = locatorOf({ aws });
    expect(await locate('11.1.0.1')).toMatchObject({ kind: 'found' });
    expect(await locate('203.0.114.1', [ELB], 'aws')).toMatchObject({ kind: 'found' });
    expect(await locator.published('11.1.0.1' as Address)).toMatchObject({ vendor: 'aws' });
    await locate('203.0.114.1', [ELB]);
    expect(locator.notices).toEqual([expect.stringMatching(/^The published ranges of Azure, GCP, OCI cannot be had/)]);
    const checked = locatorOf({ aws, gcp, oci }).locator;
    expect(await checked.published('203.0.114.1' as Address)).toBeUndefined();
    expect(checked.notices).toEqual([
      expect.stringMatching(
        /^The published ranges of Azure cannot be had, so they tell nothing: mirror\.example answered/,
      ),
    ]);
  });

  test("with a floor of plausibility where they are the clouds' own", async () => {
    const published = { kind: 'published' } as const;
    const small = { aws: smallFeeds().aws };
    const own = openLocator(published, {
      openHttp: async () => ({
        send: async () => ({ status: 200, header: () => undefined, body: Buffer.from(JSON.stringify(small.aws)) }),
        close: () => undefined,
      }),
      clock: testClock(),
      signal: new AbortController().signal,
      regions: async () => undefined,
    });
    expect(await own.locate({ ip: '11.1.0.1' as Address, names: [] })).toMatchObject({ kind: 'unknown' });
    expect(own.notices[0]).toContain('fewer than 1,000');
  });

  test('and an error that is no fault of a feed is not hidden', async () => {
    const broken = openLocator(BASE, {
      openHttp: () => Promise.reject(new HttpErrorLike()),
      clock: {
        ...testClock(),
        sleep: () => {
          throw new TypeError('a bug');
        },
      },
      signal: new AbortController().signal,
      regions: async () => undefined,
    });
    await expect(broken.published('11.1.0.1' as Address)).rejects.toThrow('a bug');
  });
});

class HttpErrorLike extends Error {}

test('3,500 origins are located in feeds of the real size', async () => {
  const { feeds, addresses } = realSizedFeeds();
  const { locate } = locatorOf(feeds);
  const wanted = addresses.filter((_, index) => index % 4 === 0).slice(0, 3500);
  const located = await Promise.all(wanted.map(({ ip }) => locate(ip)));
  expect(
    located.filter((each, index) => each.kind !== 'found' || each.target.region !== wanted[index]?.region),
  ).toEqual([]);
});
