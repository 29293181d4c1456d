import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Findings } from '../../../src/desired/finding.ts';
import { readJson } from '../../../src/desired/json-text.ts';
import { DEEPEST, MOST_VALUES, type Tree } from '../../../src/desired/syntax-tree.ts';
import { expectProblems } from './reading.ts';

async function parse(text: string): Promise<Tree | undefined> {
  return readJson(text, new Findings());
}

/** The plain value of a tree; of a key that is there twice, the last counts, as for JSON.parse. */
function plain(tree: Tree | undefined): unknown {
  if (tree?.kind === 'text') return tree.text;
  if (tree?.kind === 'list') return tree.items.map(plain);
  if (tree?.kind === 'map') return Object.fromEntries(tree.members.map(({ key, value }) => [key, plain(value)]));
  return tree?.kind === 'other' ? JSON.parse(tree.written) : undefined;
}

describe('broken JSON is reported at its place', () => {
  test.each<[string, string, string]>([
    [
      'a key without quotes',
      '[{«ip: "x"}]',
      ' at "ip": put text in double quotes; only numbers, true, false and null stand without',
    ],
    [
      'single quotes',
      "[«'x']",
      ' at "\'x\'": put text in double quotes; only numbers, true, false and null stand without',
    ],
    ['a second value', '[]\n«[]', ' at "[": nothing more is expected after the first value'],
    ['no comma', '["a" «"b"]', ' at "\\"b\\"": a comma is expected here'],
    ['no comma between keys', '{"a": 1 «"b": 2}', ' at "\\"b\\"": a comma is expected here'],
    ['no colon', '{"a" «1}', ' at "1": a colon is expected after the key'],
    ['the wrong bracket', '[{"a": 1«]]', ' at "]": a comma is expected here'],
    ['a bracket for a value', '{"a": «]', ' at "]": a value is expected here'],
    ['a number for a key', '{«1: 2}', ' at "1": a key in double quotes is expected here'],
    ['an unclosed list', '[1,\n«', ': a value is expected here'],
    ['an unclosed map', '{"a": 1«', ': the closing "}" is missing'],
    ['an unclosed comment', '[] «/* x', ' at "/*": the comment is not closed; add "*/"'],
    [
      'a line break in a text',
      '[«"a\n"]',
      ' at "\\"a": the quote is not closed on its line; add the closing quote, and write a line break as \\n',
    ],
    [
      'an unknown escape',
      '[«"a\\x"]',
      ' at "\\"a\\\\x\\"": the backslash does not start an escape that JSON knows; write two for one backslash',
    ],
    ['half an escape', '[«"\\u12"]', ' at "\\"\\\\u12\\"": four hexadecimal digits are expected after "\\u"'],
    ['a tab in a text', '[«"a\tb"]', ' at "\\"a": a control character is not allowed in a text; write a tab as \\t'],
    ['half a number', '[«1.]', ' at "1.": this number has no end; put text in double quotes'],
  ])('%s', async (_name, text, fault) => {
    await expectProblems(text, [`this is not valid JSON${fault}`], 'origins.JSON');
  });
});

test('comments and trailing commas are allowed', async () => {
  expect(plain(await parse('// a\n[1, {"b": [2, /* c */ 3,],},] // d\n'))).toEqual([1, { b: [2, 3] }]);
});

test('every value has its position', async () => {
  const tree = await parse('{"a": ["é😀", -1.5e3], "b": null}');
  expect(tree).toMatchObject({
    kind: 'map',
    span: { start: 0, end: 33 },
    members: [
      {
        key: 'a',
        keySpan: { start: 1, end: 4 },
        value: {
          kind: 'list',
          span: { start: 6, end: 21 },
          items: [
            { kind: 'text', text: 'é😀', span: { start: 7, end: 12 } },
            { kind: 'other', type: 'number', written: '-1.5e3', span: { start: 14, end: 20 } },
          ],
        },
      },
      { key: 'b', value: { kind: 'other', type: 'null', span: { start: 28, end: 32 } } },
    ],
  });
});

test('whatever JSON.parse takes is taken, with the same value', async () => {
  await fc.assert(
    fc.asyncProperty(fc.json({ maxDepth: 4 }), fc.constantFrom(0, 1, '\t'), async (json, indent) => {
      const text = JSON.stringify(JSON.parse(json), null, indent);
      expect(JSON.stringify(plain(await parse(text)))).toBe(JSON.stringify(JSON.parse(text)));
    }),
    { numRuns: 300 },
  );
});

test('depth and number of values are bounded while reading', async () => {
  expect(await parse('['.repeat(DEEPEST) + ']'.repeat(DEEPEST))).toBeDefined();
  expect(await parse('['.repeat(DEEPEST + 2) + ']'.repeat(DEEPEST + 2))).toBeUndefined();
  const list = (count: number) => `[${'1,'.repeat(count)}]`;
  expect(await parse(list(MOST_VALUES - 1))).toBeDefined();
  expect(await parse(list(MOST_VALUES))).toBeUndefined();
});

test('an error that is no mistake of the text is not hidden', async () => {
  await expect(readJson(undefined as never, new Findings())).rejects.toThrow(TypeError);
});
