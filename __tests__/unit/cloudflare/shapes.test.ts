import { describe, expect, test } from '@jest/globals';
import type { Envelope } from '../../../src/cloudflare/envelope.ts';
import { shapes } from '../../../src/cloudflare/shapes.ts';

const ok = (result: unknown, info?: unknown): Envelope => ({ success: true, errors: [], result, info });
const ROW = { vendor: 'aws', region: 'us-east-1', modified_on: null };

describe('A list of mappings', () => {
  test('is read from v1 and v2', () => {
    const rows = [{ ...ROW, 'origin-ip': '192.0.2.1' }];
    expect(shapes.v1List(ok({ value: rows }))).toMatchObject({ mappings: { size: 1 }, pages: 1 });
    expect(shapes.v2Page(ok(rows, { per_page: 100, total_count: 1 }))).toEqual({ rows, total: 1 });
  });

  test.each<[unknown, unknown]>([
    [null, { total_count: 0 }],
    [null, null],
    [[], undefined],
  ])('is empty where Cloudflare says %j with the page %j', (list, info) => {
    expect(shapes.v1List(ok({ value: list }))).toMatchObject({ mappings: { size: 0 }, oddRows: 0 });
    expect(shapes.v2Page(ok(list, info))).toEqual({ rows: [], total: 0 });
  });

  test('is empty in v1 where there is no record', () => {
    expect(shapes.v1List(ok(null))).toMatchObject({ mappings: { size: 0 } });
  });

  test.each([[[null]], [['x']], [[{ 'origin-ip': 9 }]]])('may hold nothing but odd rows: %j', (rows) => {
    expect(shapes.v1List(ok({ value: rows }))).toMatchObject({ unreadable: [{ ip: '' }], oddRows: 1 });
    expect(shapes.v2Page(ok(rows, { total_count: 1 }))).toEqual({ rows, total: 1 });
  });

  test.each([['unexpected'], [undefined], [{}]])('is not %j', (value) => {
    expect(shapes.v1List(ok({ value }))).toBeUndefined();
    expect(shapes.v2Page(ok(value, { per_page: 20, total_count: 1 }))).toBeUndefined();
    expect(shapes.v2Page(ok(value))).toBeUndefined();
  });

  test.each<[unknown]>([
    [undefined],
    [null],
    [{}],
    [{ total_count: '1' }],
    [{ total_count: -1 }],
    [{ total_count: 0.5 }],
    [{ total_count: 20_001 }],
  ])('of v2 is none with the page %j', (info) => {
    expect(shapes.v2Page(ok([{ ...ROW, ip: '192.0.2.1' }], info))).toBeUndefined();
  });

  test('after a write is one only where there is a list', () => {
    expect(shapes.v1Written(ok({ value: [{ ...ROW, ip: '192.0.2.1' }] }))).toMatchObject({ mappings: { size: 1 } });
    for (const result of [null, undefined, {}, { value: null }, { value: { ip: '192.0.2.1' } }, { value: [null] }])
      expect(shapes.v1Written(ok(result))).toBeUndefined();
  });
});

describe('A batch', () => {
  const value = {
    succeeded: [{ 'origin-ip': '192.0.2.1' }, { ip: 'here' }],
    failed: [{ origin_ip: '::FFFF:192.0.2.2', error: 'internal' }, { 'origin-ip': '192.0.2.3' }, { ip: null }, null],
  };
  const read = {
    succeeded: new Set(['192.0.2.1']),
    failed: new Map([
      ['192.0.2.2', 'internal'],
      ['192.0.2.3', 'no reason given'],
    ]),
  };

  test('says what was taken and what was not, with its words; rows without an address are left out', () => {
    expect(shapes.v1Batch(ok({ value }))).toEqual(read);
    expect(shapes.v2Batch(ok(value))).toEqual(read);
  });

  test('may have null for an empty list', () => {
    expect(shapes.v2Batch(ok({ succeeded: value.succeeded, failed: null }))).toEqual({ ...read, failed: new Map() });
    expect(shapes.v2Batch(ok({ succeeded: null, failed: value.failed }))).toEqual({ ...read, succeeded: new Set() });
  });

  test('has short words', () => {
    const failed = [{ ip: '192.0.2.1', error: `${'x'.repeat(998)}😀y` }];
    expect([...(shapes.v2Batch(ok({ succeeded: [], failed }))?.failed.values() ?? [])]).toEqual([
      `${'x'.repeat(998)}…`,
    ]);
  });

  test.each([null, {}, { succeeded: [null], failed: [] }, { succeeded: [] }, { ip: '192.0.2.1' }])(
    'is not %j',
    (wrong) => {
      expect(shapes.v1Batch(ok({ value: wrong }))).toBeUndefined();
      expect(shapes.v2Batch(ok(wrong))).toBeUndefined();
    },
  );
});

describe('The supported regions', () => {
  const named = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `region-${index}` }));

  test('are read by vendor, with their upper tiers where known', () => {
    const vendors = {
      aws: [
        { name: 'us-east-1', upper_tier_colos: ['IAD', null] },
        { name: 'x', upper_tier_colos: null },
        { name: 'y' },
      ],
    };
    expect(shapes.regions(ok({ obtained_codes: true, vendors }))).toEqual(
      new Map([
        [
          'aws',
          new Map<string, string[]>([
            ['us-east-1', ['IAD']],
            ['x', []],
            ['y', []],
          ]),
        ],
      ]),
    );
  });

  test.each<[string, unknown, string[]]>([
    ['a vendor without regions', { aws: [], gcp: named(1) }, ['gcp']],
    ['null for a vendor’s regions', { aws: null, gcp: named(1) }, ['gcp']],
    ['more regions than any vendor has', { aws: named(1001), gcp: named(1000) }, ['gcp']],
    ['a vendor without a name', { '': named(1), gcp: named(1) }, ['gcp']],
    ['no vendors', {}, []],
    ['null for the vendors', null, []],
  ])('are not known of %s', (_, vendors, known) => {
    const regions = [...(shapes.regions(ok({ vendors })) ?? [['not read', new Map([['x', []]])] as const])];
    expect(regions.filter(([, names]) => names.size > 0).map(([vendor]) => vendor)).toEqual(known);
  });

  test('stay few and short, whatever the answer holds', () => {
    const vendors = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [
        `vendor-${index}`,
        [{ name: 'x'.repeat(101) }, null, { name: 'a', upper_tier_colos: Array(60).fill('IAD') }],
      ]),
    );
    const regions = shapes.regions(ok({ vendors }));
    expect(regions?.size).toBe(50);
    expect([...(regions?.get('vendor-0') ?? [])]).toEqual([['a', Array(50).fill('IAD')]]);
  });

  test.each([
    null,
    {},
    { vendors: [] },
    { vendors: { aws: [{}] } },
    { vendors: { aws: [null] } },
    { vendors: { aws: 'x' } },
  ])('are not %j', (result) => {
    expect(shapes.regions(ok(result))).toBeUndefined();
  });
});

test('Zones are read with ID, name and state', () => {
  const rows = [
    { id: 'a', name: 'example.com', status: 'active', account: { id: 'secret' } },
    { id: 'b', name: 'example.com' },
    { id: 1, name: 'example.com' },
    { id: 'c' },
    null,
  ];
  expect(shapes.zones(ok(rows))).toEqual([
    { id: 'a', name: 'example.com', status: 'active' },
    { id: 'b', name: 'example.com', status: '' },
  ]);
  expect(shapes.zones(ok(null))).toEqual([]);
  expect(shapes.zones(ok({}))).toBeUndefined();
});

describe('DNS records', () => {
  const RECORD = { id: 'a', name: 'www.example.com', type: 'A', content: '192.0.2.1', proxied: true, ttl: 1 };
  const read = (row: unknown) => shapes.dnsPage(ok([row], { total_count: 1 }))?.rows[0];

  test('are read with what leads to an origin', () => {
    expect(read(RECORD)).toEqual({ id: 'a', name: 'www.example.com', type: 'A', content: '192.0.2.1', proxied: true });
    expect(read({ ...RECORD, meta: { origin_worker_id: 'w' } })).toMatchObject({ originWorkerId: 'w' });
    for (const meta of [null, {}, { origin_worker_id: null }, { origin_worker_id: '' }])
      expect(read({ ...RECORD, meta })).not.toHaveProperty('originWorkerId');
    expect(read({ ...RECORD, proxied: undefined, content: null })).toMatchObject({ proxied: false, content: '' });
  });

  test.each([null, { ...RECORD, id: 1 }, { ...RECORD, name: null }, { ...RECORD, type: undefined }])(
    'are no list with %j among them',
    (row) => {
      expect(shapes.dnsPage(ok([RECORD, row], { total_count: 2 }))).toBeUndefined();
    },
  );

  test('may be none, and are never taken for more than 100,000', () => {
    expect(shapes.dnsPage(ok(null, { total_count: 0 }))).toEqual({ rows: [], total: 0 });
    expect(shapes.dnsPage(ok({}, { total_count: 0 }))).toBeUndefined();
    expect(shapes.dnsPage(ok([RECORD], { total_count: 100_000 }))).toMatchObject({ total: 100_000 });
    expect(shapes.dnsPage(ok([RECORD], { total_count: 100_001 }))).toBeUndefined();
  });
});

test.each<[unknown, string]>([
  [{ value: 'on' }, 'on'],
  [{ value: 'off' }, 'off'],
  [{ value: 'ON' }, 'unknown'],
  [{ value: true }, 'unknown'],
  [{ value: { enabled: true } }, 'unknown'],
  [{}, 'unknown'],
  [null, 'unknown'],
  ['on', 'unknown'],
])('The setting %j is %s', (result, state) => {
  expect(shapes.setting(ok(result))).toBe(state);
});

test('Cloudflare’s ranges are read of both families', () => {
  const read = (result: unknown) => shapes.ranges(ok(result));
  expect(read({ ipv4_cidrs: ['192.0.2.0/24', null], ipv6_cidrs: ['2001:db8::/32'] })).toEqual([
    '192.0.2.0/24',
    '2001:db8::/32',
  ]);
  expect(read({ ipv4_cidrs: null, ipv6_cidrs: ['2001:db8::/32'] })).toEqual(['2001:db8::/32']);
  for (const result of [
    null,
    {},
    { ipv4_cidrs: [] },
    { ipv4_cidrs: 'x', ipv6_cidrs: [] },
    { ipv4_cidrs: null, ipv6_cidrs: [] },
  ])
    expect(read(result)).toBeUndefined();
});

test('Where only the success matters there is no value', () => {
  expect(shapes.done()).toBeUndefined();
});
