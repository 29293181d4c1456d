import { describe, expect, test } from '@jest/globals';
import { type Envelope, readEnvelope, readers } from '../src/zone/answers.ts';

const ok = (result: unknown, info?: unknown): Envelope => ({ success: true, errors: [], result, info });

describe('An envelope', () => {
  test('is read with its codes, result and page', () => {
    const text = JSON.stringify({
      success: false,
      errors: [{ code: 1157, message: 'no such region', documentation_url: 'x' }, { code: 7 }],
      messages: [],
      result: null,
      result_info: { page: 1 },
    });
    expect(readEnvelope(text)).toEqual({
      success: false,
      errors: [
        { code: 1157, message: 'no such region' },
        { code: 7, message: 'no message' },
      ],
      result: null,
      info: { page: 1 },
    });
  });

  test('holds short words and few errors, since every entry of a run may repeat them', () => {
    const error = { code: 1, message: 'x'.repeat(200_000) };
    const { errors = [] } = readEnvelope(JSON.stringify({ success: false, errors: Array(30).fill(error) })) ?? {};
    expect(errors).toHaveLength(20);
    expect(errors[0]?.message).toBe(`${'x'.repeat(999)}…`);
    const failed = [{ ip: '192.0.2.1', error: `${'x'.repeat(998)}😀y` }];
    const { failed: told } = readers.v2Batch(ok({ succeeded: [], failed })) ?? {};
    expect([...(told?.values() ?? [])]).toEqual([`${'x'.repeat(998)}…`]);
  });

  test('with more mistakes than can be counted is none', () => {
    expect(readEnvelope(`{"success":true,"errors":[${'0,'.repeat(300_000)}0]}`)).toBeUndefined();
    expect(readers.v1List(ok({ value: Array(300_000).fill({}) }))).toBeUndefined();
  });

  test.each([
    ['objects', '{},', 2],
    ['lists', '[],', 2],
    ['numbers', '0,', 1],
  ])('holds 50,000 values at most: %s', (_, piece, each) => {
    // Three stand before the first of them: the envelope, its second member and the list.
    const answer = (values: number) =>
      `{"success":true,"result":[${piece.repeat((values - 3) / each)}${'0,'.repeat((values - 3) % each)}0]}`;
    expect(readEnvelope(answer(50_000))).toMatchObject({ success: true });
    expect(readEnvelope(answer(50_001))).toBeUndefined();
  });

  test('of a full zone is far below that', () => {
    const item = { 'origin-ip': '2001:db8::1', vendor: 'aws', region: 'us-east-1', modified_on: null };
    const text = JSON.stringify({ success: true, result: { value: Array(9000).fill(item) } });
    expect(readEnvelope(text)).toMatchObject({ success: true });
  });

  test.each(['{"success":true}', '{"success":true,"errors":null}'])('needs no errors: %s', (text) => {
    expect(readEnvelope(text)).toMatchObject({ success: true, errors: [] });
  });

  test.each([
    '',
    '<html></html>',
    '[]',
    'null',
    '{}',
    '{"success":"yes"}',
    '{"success":true,"errors":[{"code":"1157"}]}',
    '{"success":true,"errors":{}}',
    '{"success":true',
  ])('is not %p', (text) => {
    expect(readEnvelope(text)).toBeUndefined();
  });
});

const ITEM = { vendor: 'aws', region: 'us-east-1', modified_on: '2026-01-01T00:00:00Z' };
const MAPPING = { ip: '2001:db8::1', vendor: 'aws', region: 'us-east-1', modifiedOn: '2026-01-01T00:00:00Z' };

describe('A list', () => {
  test.each(['origin-ip', 'origin_ip', 'ip'])('is read with addresses under %s, in canonical form', (key) => {
    const entries = [{ ...ITEM, [key]: '2001:DB8:0::1', 'of-no-concern': 1 }];
    expect(readers.v1List(ok({ value: entries }))).toEqual(new Map([['2001:db8::1', MAPPING]]));
    expect(readers.v2Page(ok(entries, { per_page: 100, total_count: 1 }))).toEqual({
      mappings: [MAPPING],
      perPage: 100,
      total: 1,
    });
  });

  test.each([null, undefined])('may hold mappings without a time (%p)', (modified_on) => {
    const entries = [{ 'origin-ip': '192.0.2.1', vendor: 'other', region: 'x', modified_on }];
    expect(readers.v1List(ok({ value: entries }))?.get('192.0.2.1' as never)).toEqual({
      ip: '192.0.2.1',
      vendor: 'other',
      region: 'x',
    });
  });

  test.each([
    [[{ ...ITEM }]],
    [[{ ...ITEM, 'origin-ip': 'here' }]],
    [[{ ...ITEM, 'origin-ip': 1 }]],
    [[{ ...ITEM, 'origin-ip': '192.0.2.1', vendor: 1 }]],
    [[{ 'origin-ip': '192.0.2.1', vendor: 'aws' }]],
    [[{ ...ITEM, 'origin-ip': '192.0.2.1', modified_on: 5 }]],
    [[null]],
    ['unexpected'],
    [null],
    [undefined],
  ])('is not %j', (value) => {
    expect(readers.v1List(ok({ value }))).toBeUndefined();
    expect(readers.v2Page(ok(value, { per_page: 20, total_count: 1 }))).toBeUndefined();
  });

  test.each([
    undefined,
    null,
    {},
    { per_page: '100', total_count: 1 },
    { per_page: 100, total_count: -1 },
    { per_page: 100, total_count: 0.5 },
    { per_page: 100, total_count: 2 ** 53 },
  ])('of v2 is none with the page %j', (info) => {
    expect(readers.v2Page(ok([], info))).toBeUndefined();
  });
});

describe('A batch', () => {
  const value = {
    succeeded: [{ 'origin-ip': '192.0.2.1' }],
    failed: [{ origin_ip: '::FFFF:192.0.2.2', error: 'internal' }, { 'origin-ip': '192.0.2.3' }],
  };
  const read = {
    succeeded: new Set(['192.0.2.1']),
    failed: new Map([
      ['192.0.2.2', 'internal'],
      ['192.0.2.3', 'no reason given'],
    ]),
  };

  test('tells what was taken and what was not, with its words', () => {
    expect(readers.v1Batch(ok({ value }))).toEqual(read);
    expect(readers.v2Batch(ok(value))).toEqual(read);
  });

  test.each([null, {}, { succeeded: [], failed: [{}] }, { succeeded: [null], failed: [] }, { succeeded: [] }])(
    'is not %j',
    (wrong) => {
      expect(readers.v1Batch(ok({ value: wrong }))).toBeUndefined();
      expect(readers.v2Batch(ok(wrong))).toBeUndefined();
    },
  );
});

describe('The supported regions', () => {
  test('are read by vendor, with their upper tiers where known', () => {
    const result = {
      obtained_codes: true,
      vendors: {
        aws: [{ name: 'us-east-1', upper_tier_colos: ['IAD'] }, { name: 'x', upper_tier_colos: null }, { name: 'y' }],
        new: [],
      },
    };
    expect(readers.regions(ok(result))).toEqual(
      new Map([
        [
          'aws',
          new Map([
            ['us-east-1', ['IAD']],
            ['x', []],
            ['y', []],
          ] as [string, string[]][]),
        ],
        ['new', new Map()],
      ]),
    );
  });

  test.each([null, {}, { vendors: [] }, { vendors: { aws: [{}] } }, { vendors: { aws: 'x' } }])(
    'are not %j',
    (result) => {
      expect(readers.regions(ok(result))).toBeUndefined();
    },
  );
});

test('zones are read with ID and name', () => {
  expect(readers.zones(ok([{ id: 'a', name: 'example.com', account: { id: 'secret' } }]))).toEqual([
    { id: 'a', name: 'example.com' },
  ]);
  expect(readers.zones(ok([{ id: 1 }]))).toBeUndefined();
});

test('where only success matters, any result will do', () => {
  expect(readers.done()).toBe(true);
});
