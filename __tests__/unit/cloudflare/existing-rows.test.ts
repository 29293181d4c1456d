import { describe, expect, test } from '@jest/globals';
import { addressOf, addressText, existingOf, writtenRows } from '../../../src/cloudflare/shapes.ts';

const ROW = { vendor: 'aws', region: 'us-east-1', modified_on: '2026-01-01T00:00:00Z' };

describe('The rows of a list', () => {
  test.each(['origin-ip', 'origin_ip', 'ip'])('have their address under %s', (key) => {
    const row = { ...ROW, [key]: '2001:db8::1', 'of-no-concern': 1 };
    expect(existingOf([row], 1)).toEqual({
      mappings: new Map([
        ['2001:db8::1', { ip: '2001:db8::1', vendor: 'aws', region: 'us-east-1', modifiedOn: '2026-01-01T00:00:00Z' }],
      ]),
      unreadable: [],
      oddRows: 0,
      pages: 1,
    });
  });

  test.each([null, undefined, 5])('may have no time: %p', (modified_on) => {
    const { mappings, oddRows } = existingOf([{ ip: '192.0.2.1', vendor: 'other', region: 'x', modified_on }], 1);
    expect([...mappings.values()]).toEqual([{ ip: '192.0.2.1', vendor: 'other', region: 'x' }]);
    expect(oddRows).toBe(0);
  });

  test.each<[string, Record<string, unknown>, { vendor: string; region: string }]>([
    ['a region that is null', { ip: '192.0.2.1', vendor: 'aws', region: null }, { vendor: 'aws', region: '' }],
    ['no vendor', { ip: '192.0.2.1', region: 'x' }, { vendor: '', region: 'x' }],
    ['a vendor that is a number', { ip: '192.0.2.1', vendor: 1, region: 'x' }, { vendor: '', region: 'x' }],
    ['another spelling', { ip: '::ffff:192.0.2.1', vendor: 'aws', region: 'x' }, { vendor: 'aws', region: 'x' }],
  ])('are carried along when odd: %s', (_, row, target) => {
    const { mappings, unreadable, oddRows } = existingOf([row], 1);
    expect([...mappings.values()]).toEqual([{ ip: '192.0.2.1', ...target }]);
    expect({ unreadable, oddRows }).toEqual({ unreadable: [], oddRows: 1 });
  });

  test.each<[string, unknown, string]>([
    ['a range', { ...ROW, ip: '192.0.2.0/24' }, '192.0.2.0/24'],
    ['an address that is null', { ...ROW, ip: null }, ''],
    ['no address', ROW, ''],
  ])('are kept as they are spelled where the address cannot be read: %s', (_, row, ip) => {
    const { mappings, unreadable, oddRows } = existingOf([row, { ...ROW, ip: '192.0.2.1' }], 3);
    expect(unreadable).toEqual([{ ip, vendor: 'aws', region: 'us-east-1', modifiedOn: ROW.modified_on }]);
    expect([mappings.size, oddRows]).toEqual([1, 1]);
  });

  test('that are nothing count as odd', () => {
    expect(existingOf([null], 1)).toMatchObject({ unreadable: [{ ip: '', vendor: '', region: '' }], oddRows: 1 });
  });

  test('may hold one address twice, of which the last counts', () => {
    const rows = [
      { ...ROW, ip: '2001:db8::1' },
      { ...ROW, ip: '2001:DB8:0::1', region: 'eu-west-1' },
    ];
    const { mappings, oddRows } = existingOf(rows, 1);
    expect([...mappings.values()]).toMatchObject([{ ip: '2001:db8::1', region: 'eu-west-1' }]);
    expect(oddRows).toBe(1);
  });
});

describe('The rows in the answer to a write', () => {
  test.each<[string, unknown, number | undefined]>([
    ['null, which is an empty one', null, 0],
    ['empty', [], 0],
    ['with one odd row', [{ ip: null }], 1],
    ['with something else among its rows', [null, 5, { ip: 'x' }], 3],
    ['with nothing but something else', [null, 5, 'x'], undefined],
    ['with nothing but addresses that are numbers', [{ ip: 11 }, { origin_ip: {} }], undefined],
    ['no list', { ip: '192.0.2.1' }, undefined],
  ])('are the API’s or not: %s', (_, value, rows) => {
    expect(writtenRows(value)?.length).toBe(rows);
  });
});

test('The address of a row is known as spelled and in canonical form', () => {
  expect(addressText({ ip: '::FFFF:192.0.2.1' })).toBe('::FFFF:192.0.2.1');
  expect(addressOf({ ip: '::FFFF:192.0.2.1' })).toBe('192.0.2.1');
  expect(addressOf({ ip: 'here' })).toBeUndefined();
  expect(addressOf(null)).toBeUndefined();
});
