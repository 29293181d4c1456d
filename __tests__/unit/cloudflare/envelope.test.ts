import { describe, expect, test } from '@jest/globals';
import { listOf, readEnvelope } from '../../../src/cloudflare/envelope.ts';

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

  test.each<[string, unknown, unknown]>([
    ['a code in digits as text is the number', { code: '1157', message: 'x' }, { code: 1157, message: 'x' }],
    ['without a code the message is kept', { code: null, message: 'x' }, { message: 'x' }],
    ['a code that is none is left out', { code: 'E_1157', message: 'x' }, { message: 'x' }],
    ['an empty message is none', { code: 1157, message: '' }, { code: 1157, message: 'no message' }],
    ['a text is a message', 'Access denied', { message: 'Access denied' }],
    ['anything else is still an error', null, { message: 'no message' }],
  ])('keeps what an error says: %s', (_, error, read) => {
    expect(readEnvelope(JSON.stringify({ success: false, errors: [error] }))?.errors).toEqual([read]);
  });

  test('holds short words and few errors, since every entry of a run may repeat them', () => {
    const error = { code: 1, message: 'x'.repeat(200_000) };
    const { errors = [] } = readEnvelope(JSON.stringify({ success: false, errors: Array(30).fill(error) })) ?? {};
    expect(errors).toHaveLength(20);
    expect(errors[0]?.message).toBe(`${'x'.repeat(999)}…`);
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
    expect(readEnvelope(answer(50_001), 50_001)).toMatchObject({ success: true });
  });

  test('of a full zone is far below that', () => {
    const item = { 'origin-ip': '2001:db8::1', vendor: 'aws', region: 'us-east-1', modified_on: null };
    const text = JSON.stringify({ success: true, result: { value: Array(9000).fill(item) } });
    expect(readEnvelope(text)).toMatchObject({ success: true });
  });

  test.each(['{"success":true}', '{"success":true,"errors":null}', '{"success":true,"errors":{}}'])(
    'needs no errors: %s',
    (text) => {
      expect(readEnvelope(text)).toMatchObject({ success: true, errors: [] });
    },
  );

  test.each(['', '<html></html>', '[]', 'null', '{}', '{"success":"yes"}', '{"success":true'])('is not %p', (text) => {
    expect(readEnvelope(text)).toBeUndefined();
  });
});

test.each<[unknown, unknown]>([
  [null, []],
  [[1], [1]],
  [undefined, undefined],
  ['x', undefined],
  [{}, undefined],
])('as a list, %j is %j', (value, list) => {
  expect(listOf(value)).toEqual(list);
});
