import { expect, test } from '@jest/globals';
import { placeName, problemCount } from '../../../src/domain/problem.ts';

test('a place is named by its file, or as one of the input mappings', () => {
  expect(placeName({ file: 'a/o.yaml', line: 3, column: 7 })).toBe('a/o.yaml:3:7');
  expect(placeName({ line: 3, column: 7 })).toBe('mappings input, line 3, column 7');
});

test('problems are counted with those that one only sums up', () => {
  expect(problemCount([])).toBe(0);
  expect(problemCount([{ message: 'a' }, { message: 'b', count: 3300 }, { message: 'c', count: 1 }])).toBe(3302);
});
