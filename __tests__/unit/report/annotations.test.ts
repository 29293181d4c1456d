import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Problem } from '../../../src/domain/problem.ts';
import { annotations } from '../../../src/report/annotations.ts';
import { createRedact } from '../../../src/report/redact.ts';

const show = (text: string) => text;
const PLACE = { file: 'infra/origins.yaml', line: 3, column: 7, endColumn: 12 };

function problems(count: number, message = 'bad'): Problem[] {
  return Array.from({ length: count }, (_, index) => ({
    message: `${message} ${index + 1}`,
    place: { ...PLACE, line: index + 1 },
  }));
}

describe('annotations', () => {
  test('stand at their place and name it in the text too', () => {
    expect(annotations([{ message: 'no such region', place: PLACE }], show)).toEqual([
      { message: 'infra/origins.yaml:3:7: no such region', place: PLACE },
    ]);
  });

  test('do not name a place twice where the message names it', () => {
    const [annotation] = annotations([{ message: 'see infra/origins.yaml:3:7', place: PLACE }], show);
    expect(annotation?.message).toBe('see infra/origins.yaml:3:7');
    expect(annotation?.place).toEqual(PLACE);
  });

  test('stand nowhere where there is no file', () => {
    const shown = annotations([{ message: 'a' }, { message: 'b', place: { line: 2, column: 1 } }], show);
    expect(shown).toEqual([{ message: 'a' }, { message: 'mappings input, line 2, column 1: b' }]);
  });

  test('of ten problems are ten', () => {
    const ten = annotations(problems(10), show);
    expect(ten).toHaveLength(10);
    expect(ten[9]).toEqual({ message: 'infra/origins.yaml:10:7: bad 10', place: { ...PLACE, line: 10 } });
  });

  test('of more than ten are nine at their places and one that lists the rest with theirs', () => {
    const shown = annotations(problems(12), show);
    expect(shown).toHaveLength(10);
    expect(shown[8]?.place?.line).toBe(9);
    expect(shown[9]).toEqual({
      message: [
        '3 more:',
        'infra/origins.yaml:10:7: bad 10',
        'infra/origins.yaml:11:7: bad 11',
        'infra/origins.yaml:12:7: bad 12',
      ].join('\n'),
    });
  });

  test('of very many are cut before the runner would, and say how many more there are', () => {
    const last = annotations(problems(3500, 'x'.repeat(400)), show)[9]?.message ?? '';
    expect(last.length).toBeLessThanOrEqual(4096);
    expect(last.length).toBeGreaterThan(3500);
    const lines = last.split('\n');
    expect(lines[0]).toBe('3,491 more:');
    expect(lines.at(-1)).toBe(`…and ${(3491 - (lines.length - 2)).toLocaleString('en-US')} more`);
    expect(lines[1]).toHaveLength(300);
  });

  test('give the true number where a problem stands for several', () => {
    const summed = { message: '3,300 more rows are not listed', count: 3300 };
    expect(annotations([...problems(200), summed], show)[9]?.message).toMatch(/^3,491 more:\n/);
    expect(annotations([...problems(10), summed], show)[9]?.message).toBe(
      '3,301 more:\ninfra/origins.yaml:10:7: bad 10\n3,300 more rows are not listed',
    );
    const cut = annotations([...problems(200, 'x'.repeat(400)), summed], show)[9]?.message.split('\n') ?? [];
    expect(cut.at(-1)).toBe(`…and ${(3491 - (cut.length - 2)).toLocaleString('en-US')} more`);
  });

  test('are redacted, their files too', () => {
    const hide = createRedact({
      secrets: ['s3cr3t-token'],
      addresses: { hide: 'all', given: new Set(), label: () => 'hidden-1a2b3c4d' },
    });
    const message = '203.0.113.7 s3cr3t-token';
    expect(annotations([{ message, place: { ...PLACE, file: 's3cr3t-token.yaml' } }], hide)).toEqual([
      { message: '***.yaml:3:7: hidden-1a2b3c4d ***', place: { ...PLACE, file: '***.yaml' } },
    ]);
    expect(annotations(Array<Problem>(11).fill({ message }), hide)[9]?.message).toBe(
      '2 more:\nhidden-1a2b3c4d ***\nhidden-1a2b3c4d ***',
    );
  });

  test('hold no line that the runner would obey, whatever the problems', () => {
    const problem = fc.array(fc.constantFrom('::', '##[', '\n', '\r', ' ', 'a', '\u2028')).map((parts) => ({
      message: parts.join(''),
    }));
    fc.assert(
      fc.property(fc.array(problem, { maxLength: 14 }), (all) => {
        const shown = annotations(all, show);
        expect(shown.length).toBe(Math.min(10, all.length));
        for (const line of shown.flatMap(({ message }) => message.split('\n'))) {
          expect(line.trimStart().startsWith('::')).toBe(false);
          expect(line).not.toMatch(/##\[|[\r\u2028]/);
        }
      }),
    );
  });
});
