import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Findings, placer } from '../../../src/desired/finding.ts';
import { problemCount } from '../../../src/domain/problem.ts';

describe('a place', () => {
  test.each<[string, string, number, number, object]>([
    ['counts lines and columns from 1', 'ab\ncd', 3, 5, { line: 2, column: 1, endColumn: 3 }],
    ['counts LF, CRLF and CR as line ends', 'a\nb\r\nc\rd', 7, 8, { line: 4, column: 1, endColumn: 2 }],
    ['counts a pair of surrogates as one character', '😀b', 2, 3, { line: 1, column: 2, endColumn: 3 }],
    ['has no end where the piece is empty', 'ab', 1, 1, { line: 1, column: 2 }],
    ['has no end where the piece goes on in another line', 'ab\ncd', 1, 4, { line: 1, column: 2 }],
  ])('%s', (_name, text, start, end, place) => {
    expect(placer(text, undefined)({ start, end })).toEqual(place);
    expect(placer(text, 'o.yaml')({ start, end })).toEqual({ file: 'o.yaml', ...place });
  });

  test('is the same however far apart and in whatever order places are asked for', () => {
    const character = fc.constantFrom('a', '\n', '\r', '\r\n', '😀', '\ud800', '\udc00');
    fc.assert(
      fc.property(fc.array(character, { minLength: 1, maxLength: 60 }), fc.array(fc.nat(40_000)), (pieces, offsets) => {
        const text = pieces.join('').repeat(500);
        const placeOf = placer(text, undefined);
        for (const at of offsets.map((offset) => offset % (text.length + 1))) {
          const before = text.slice(0, at).replace(/\r$/, text[at] === '\n' ? '_' : '\r');
          const lines = before.split(/\r\n|\r|\n/);
          const column = (lines.at(-1) ?? '').replace(/[\udc00-\udfff]/g, '').length + 1;
          expect(placeOf({ start: at, end: at })).toEqual({ line: lines.length, column });
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('findings', () => {
  const many = (count: number, from = 0) => {
    const findings = new Findings();
    for (let index = 0; index < count; index += 1)
      findings.add({ message: `m${index}`, span: { start: from + index, end: from + index } });
    return findings;
  };

  test('are reported in the order of the text', () => {
    const findings = many(2, 5);
    findings.add({ message: 'first', span: { start: 0, end: 0 }, code: 1157 });
    findings.add({ message: 'without a place' });
    expect(findings.problems()).toEqual([
      { message: 'first', code: 1157 },
      { message: 'without a place' },
      { message: 'm0' },
      { message: 'm1' },
    ]);
  });

  test.each([200, 201, 1000, 1001, 70_000])('are all counted: %d', (count) => {
    const problems = many(count).problems();
    expect(problems).toHaveLength(Math.min(count, 201));
    expect(problemCount(problems)).toBe(count);
  });

  test('that will not be listed are counted without being made', () => {
    const findings = many(1000);
    findings.add(() => {
      throw new Error('not needed');
    });
    expect(findings.count).toBe(1001);
    const first = new Findings();
    first.add(() => ({ message: 'made' }));
    expect(first.problems()).toEqual([{ message: 'made' }]);
  });

  test('of another list are added, those that it only counted too', () => {
    const findings = many(3);
    findings.addAll(many(1500));
    expect(findings.count).toBe(1503);
  });

  test('give way to the one that explains them', () => {
    const findings = many(300);
    findings.replaceBy({ message: 'this is another thing' });
    expect(findings.problems()).toEqual([{ message: 'this is another thing' }]);
  });

  test('say what was probably meant, unless the word is no word', () => {
    const findings = new Findings();
    const among = ['region', 'vendor'];
    for (const word of ['regoin', 'x', 'v'.repeat(50)]) findings.add({ message: word, typed: { word, among } });
    expect(findings.problems().map(({ message }) => message)).toEqual([
      'regoin; did you mean "region"?',
      'x',
      'v'.repeat(50),
    ]);
    expect(findings.misspelled()).toEqual(['region']);
  });
});
