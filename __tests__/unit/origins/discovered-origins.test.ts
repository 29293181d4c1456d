import { describe, expect, test } from '@jest/globals';
import type { Address } from '../../../src/domain/address.ts';
import type { Existing, Regions, Target } from '../../../src/domain/mapping.ts';
import {
  type DiscoveryOptions,
  type FoundOrigin,
  type FoundOrigins,
  locateFound,
  toDiscovery,
} from '../../../src/origins/dns-origins.ts';
import type { Located, OriginToLocate } from '../../../src/origins/locate.ts';

const US: Target = { vendor: 'aws', region: 'us-east-1' };
const EU: Target = { vendor: 'aws', region: 'eu-west-1' };
const IP = '11.0.0.1' as Address;
const published = { kind: 'published', words: 'published by AWS for 11.0.0.0/16' } as const;
const origin: FoundOrigin = { ip: IP, records: ['www.example.com'], ways: [[]] };

const found = (target: Target, words: string = published.words): Located => ({
  kind: 'found',
  target,
  evidence: { kind: 'published', words },
});
const unknown = (reason: string): Located => ({ kind: 'unknown', reason });

function existing(...ips: string[]): Existing {
  const mappings = new Map(
    ips.map((ip) => [ip as Address, { ip: ip as Address, ...EU, modifiedOn: '2026-01-01T00:00:00Z' }]),
  );
  return { mappings, unreadable: [], oddRows: 0, pages: 1 };
}

function discover(ways: Located[], options: Partial<DiscoveryOptions> = {}, rest: Partial<FoundOrigins> = {}) {
  return toDiscovery({ origins: [origin], leftOut: [], named: new Set([IP]), ...rest }, new Map([[origin, ways]]), {
    existing: undefined,
    regions: undefined,
    ...options,
  });
}

describe('locateFound', () => {
  test('looks for a region on each way to an origin, and believes one vendor only where it is given', async () => {
    const asked: OriginToLocate[] = [];
    const locator = {
      async locate(each: OriginToLocate) {
        asked.push(each);
        return unknown('');
      },
    };
    const two: FoundOrigin = { ip: IP, records: [], ways: [['a.example'], ['b.example', 'c.example']] };
    expect((await locateFound([two, origin], locator)).get(two)).toHaveLength(2);
    await locateFound([origin], locator, 'gcp');
    expect(asked).toEqual([
      { ip: IP, names: ['a.example'] },
      { ip: IP, names: ['b.example', 'c.example'] },
      { ip: IP, names: [] },
      { ip: IP, names: [], vendor: 'gcp' },
    ]);
  });
});

describe('toDiscovery', () => {
  test('desires what was found, and reports it', () => {
    expect(discover([found(US)])).toEqual({
      desired: [
        {
          ip: IP,
          hosts: ['www.example.com'],
          location: { kind: 'known', target: US, evidence: published },
          check: true,
        },
      ],
      discovery: {
        origins: [{ ip: IP, records: ['www.example.com'], found: US, evidence: published }],
        leftOut: [],
        unnamed: [],
      },
      notices: [],
    });
  });

  test.each([
    ['a mapping that is there', existing(IP), { existing: EU, open: 'no range. The hint that is there stays' }],
    [
      'no mapping',
      existing(),
      { open: 'no range. List the address with its vendor and region in a mappings file, or give both as inputs' },
    ],
  ])('skips an address of which nothing is known, and reports it with %s', (_, there, report) => {
    const { desired, discovery } = discover([unknown('no range')], { existing: there });
    expect(desired[0]?.location).toEqual({ kind: 'unknown', reason: 'no range', otherwise: 'skip' });
    expect(discovery.origins).toEqual([{ ip: IP, records: ['www.example.com'], ...report }]);
  });

  test('gives the inputs vendor and region to an address of which nothing is known, and to no other', () => {
    const fallback = EU;
    expect(discover([unknown('no range')], { fallback })).toMatchObject({
      desired: [{ location: { kind: 'known', target: EU } }],
      discovery: { origins: [{ found: EU }] },
    });
    expect(discover([found(US)], { fallback }).desired).toMatchObject([{ location: { target: US } }]);
    expect(discover([found(US), found(EU)], { fallback }).desired).toMatchObject([{ location: { kind: 'skip' } }]);
  });

  test('gives them to no address that is mapped while a feed could not be read', () => {
    const unread: Located = { kind: 'unknown', reason: 'no range', unread: 'GCP' };
    const of = (...ips: string[]) => discover([unread], { fallback: US, existing: existing(...ips) }).desired;
    expect(of(IP)).toMatchObject([{ location: { kind: 'unknown', otherwise: 'skip' } }]);
    expect(of()).toMatchObject([{ location: { kind: 'known', target: US } }]);
  });

  test('skips an address to which two names give two regions', () => {
    const { desired } = discover([found(US, 'host name a'), unknown('x'), found(EU, 'host name b')]);
    expect(desired[0]?.location).toEqual({
      kind: 'skip',
      reason: 'two names give two regions, aws us-east-1 (host name a) and aws eu-west-1 (host name b)',
    });
  });

  test('takes a region that one name gives where another gives none, or the same', () => {
    for (const ways of [
      [unknown('x'), found(US)],
      [found(US), found(US)],
    ])
      expect(discover(ways).desired).toMatchObject([{ location: { kind: 'known', target: US } }]);
  });

  test('joins the reasons of several names', () => {
    expect(discover([unknown('a'), unknown('b'), unknown('a')]).desired).toMatchObject([
      { location: { reason: 'a; b' } },
    ]);
  });

  test.each<[string, Regions | undefined, string]>([
    ['supported', new Map([['aws', new Map([['us-east-1', []]])]]), 'known'],
    ['not supported', new Map([['aws', new Map([['us-west-2', []]])]]), 'skip'],
    ['of a vendor whose regions are not known', new Map(), 'known'],
    ['of regions that are not known', undefined, 'known'],
  ])('skips a region unless it may be supported: %s', (_, regions, kind) => {
    expect(discover([found(US)], { regions }).desired[0]?.location.kind).toBe(kind);
  });

  test('says where host name and published range disagree', () => {
    const way = { ...found(US), disagreement: 'host name a says aws eu-west-1' };
    expect(discover([way]).notices).toEqual([{ message: '11.0.0.1: host name a says aws eu-west-1' }]);
  });

  test('lists the mappings that no proxied record names, in their order', () => {
    const leftOut = [{ record: 'a', content: 'b', reason: 'c' }];
    const named = new Set(['11.0.0.1', '192.0.2.1'] as Address[]);
    const { discovery } = discover(
      [found(US)],
      { existing: existing('11.0.0.20', '11.0.0.3', '192.0.2.1', IP) },
      { leftOut, named },
    );
    expect(discovery.unnamed.map(({ ip }) => ip)).toEqual(['11.0.0.3', '11.0.0.20']);
    expect(discovery.leftOut).toBe(leftOut);
  });

  test('skips an origin that nobody located', () => {
    const { desired } = toDiscovery({ origins: [origin], leftOut: [], named: new Set() }, new Map(), {
      existing: undefined,
      regions: undefined,
    });
    expect(desired).toMatchObject([{ location: { kind: 'unknown', otherwise: 'skip' } }]);
  });
});
