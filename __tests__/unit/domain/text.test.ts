import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { clip, counted, grouped, quote } from '../../../src/domain/text.ts';

describe('a quoted piece', () => {
  test.each<[string, string, string]>([
    ['is in double quotes', 'a b', '"a b"'],
    ['escapes quotes and backslashes', 'a"\\', '"a\\"\\\\"'],
    ['escapes line breaks and control characters', 'a\r\n\t\u001b[31m', '"a\\u000d\\u000a\\u0009\\u001b[31m"'],
    ['escapes direction and zero-width characters', '\u202eabc\u200b\ufeff', '"\\u202eabc\\u200b\\ufeff"'],
    ['escapes spaces that look like a space', '\u00a0\u2028', '"\\u00a0\\u2028"'],
    ['escapes half characters and invisible tags', '\u{e0041}\ud800', '"\\u{e0041}\\ud800"'],
    ['escapes what is no character', '\uffff', '"\\uffff"'],
    ['leaves other characters', 'é日😀', '"é日😀"'],
    ['shows 40 characters', 'x'.repeat(40), `"${'x'.repeat(40)}"`],
    ['cuts what is longer', 'x'.repeat(41), `"${'x'.repeat(39)}…"`],
    ['does not cut an escape in two', '\n'.repeat(9), `"${'\\u000a'.repeat(6)}…"`],
    ['may be empty', '', '""'],
  ])('%s', (_name, text, shown) => {
    expect(quote(text)).toBe(shown);
  });

  test('is one short line of visible characters, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const shown = quote(text);
        expect(shown.length).toBeLessThanOrEqual(42);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(shown.slice(1, -1)).not.toMatch(/(?<!\\)(?:\\\\)*"/);
      }),
    );
  });
});

test.each([
  ['short', 5, 'short'],
  ['longer', 5, 'long…'],
  ['a😀b', 3, 'a…'],
  ['', 0, ''],
])('%j clipped to %d characters is %j', (text, most, clipped) => {
  expect(clip(text, most)).toBe(clipped);
});

test.each([
  [0, '0', '0 mappings'],
  [1, '1', '1 mapping'],
  [999, '999', '999 mappings'],
  [3500, '3,500', '3,500 mappings'],
  [1234567, '1,234,567', '1,234,567 mappings'],
])('%d is grouped as %s and counted as %s', (number, digits, words) => {
  expect(grouped(number)).toBe(digits);
  expect(counted(number, 'mapping')).toBe(words);
});

test('an irregular plural is given', () => {
  expect(counted(2, 'entry', 'entries')).toBe('2 entries');
});
