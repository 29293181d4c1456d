import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { Address } from '../../../src/domain/address.ts';
import { MOST_ENTRIES, MOST_HELD, type RecordEntry, recordOf } from '../../../src/preview/record.ts';
import { createRecordCipher, LONGEST_RECORD } from '../../../src/preview/sealed-record.ts';

const ZONE = '0123456789abcdef0123456789abcdef';
const cipher = createRecordCipher('token', ZONE, 'octo/shop');
const target = { vendor: 'aws', region: 'us-east-1' };
const entry = (n: number, parts: Partial<RecordEntry> = {}): RecordEntry => ({
  ip: `2001:db8:${(n + 1).toString(16)}::1` as Address,
  state: 'held',
  target,
  at: 1_700_000_000_000 + n,
  events: [
    { kind: 'saw', from: 1, until: 2 },
    { kind: 'wrote', target, from: 3 },
    { kind: 'restored', target, from: 4, until: 5 },
  ],
  ...parts,
});
const many = (count: number, parts: Partial<RecordEntry> = {}, start = 0) =>
  Array.from({ length: count }, (_, n) => entry(start + n, parts));
const dataOf = (line: string) => line.split(' ')[4] ?? '';

describe('a sealed record', () => {
  test('opens as it was, and differs each time', () => {
    const record = recordOf([entry(1), entry(2, { state: 'past' })]);
    const lines = [cipher.seal(1, record), cipher.seal(1, record)];
    expect(lines[0]).not.toBe(lines[1]);
    for (const line of lines) expect(cipher.open(1, dataOf(line))).toEqual(record);
    expect(cipher.open(1, dataOf(cipher.seal(1, recordOf([]))))).toEqual(recordOf([]));
  });

  test.each([
    ['credential', createRecordCipher('other', ZONE, 'octo/shop'), 1],
    ['zone', createRecordCipher('token', '1'.repeat(32), 'octo/shop'), 1],
    ['repository', createRecordCipher('token', ZONE, 'octo/other'), 1],
    ['pull request', cipher, 2],
  ])('does not open for another %s', (_name, other, pull) => {
    expect(other.open(pull, dataOf(cipher.seal(1, recordOf([entry(1)]))))).toBeUndefined();
  });

  test('does not open with any character changed, or any byte missing', () => {
    const data = dataOf(cipher.seal(1, recordOf([entry(1)])));
    for (let n = 0; n < data.length; n += 1) {
      const other = data[n] === 'A' ? 'B' : 'A';
      if (data[n] !== '=') expect(cipher.open(1, `${data.slice(0, n)}${other}${data.slice(n + 1)}`)).toBeUndefined();
      expect(cipher.open(1, data.slice(0, n))).toBeUndefined();
    }
  });

  test('has a key check value that depends on the credential alone, and shows nothing of it', () => {
    expect(createRecordCipher('token', '1'.repeat(32), 'a/b').check).toBe(cipher.check);
    expect(createRecordCipher('tokem', ZONE, 'octo/shop').check).not.toBe(cipher.check);
    expect(cipher.check).toMatch(/^[0-9a-f]{32}$/);
    expect(cipher.check).not.toBe(createHash('sha256').update('token').digest('hex').slice(0, 32));
  });

  test.each<[string, RecordEntry[]]>([
    ['more than 300 registered addresses', many(MOST_HELD + 1)],
    ['too many entries', many(MOST_ENTRIES + 1, { state: 'past' })],
    ['an address that is not canonical', [entry(1, { ip: '2001:DB8::1' as Address })]],
    ['an unknown field', [{ ...entry(1), more: 1 } as RecordEntry]],
    ['a time that is none', [entry(1, { at: -1 })]],
  ])('with %s is no record', (_name, entries) => {
    const record = new Map(entries.map((one) => [one.ip, one]));
    expect(cipher.open(1, dataOf(cipher.seal(1, record)))).toBeUndefined();
  });

  test('with one address twice is no record', () => {
    const twice = new Map([
      ['a' as Address, entry(1)],
      ['b' as Address, entry(1)],
    ]);
    expect(cipher.open(1, dataOf(cipher.seal(1, twice)))).toBeUndefined();
  });

  test('that unpacks to far more than a record is not unpacked', () => {
    const long = new Map([['a' as Address, entry(1, { target: { vendor: 'x'.repeat(2 ** 21), region: '' } })]]);
    expect(cipher.open(1, dataOf(cipher.seal(1, long)))).toBeUndefined();
  });

  test('leaves past entries out where they do not fit', () => {
    const region = () =>
      createHash('sha256')
        .update(String(Math.sin(seed++)))
        .digest('hex');
    let seed = 1;
    const random = (n: number, state: RecordEntry['state']) =>
      entry(n, { state, target: { vendor: region(), region: region() } });
    const live = Array.from({ length: 300 }, (_, n) => random(n, 'held'));
    const past = Array.from({ length: 600 }, (_, n) => random(1000 + n, 'past'));
    const line = cipher.seal(1, recordOf([...live, ...past]));
    expect(line.length).toBeLessThanOrEqual(LONGEST_RECORD);
    expect(cipher.open(1, dataOf(line))?.size).toBe(300);
  });
});
