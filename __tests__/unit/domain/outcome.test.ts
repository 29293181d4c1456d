import { expect, test } from '@jest/globals';
import { countOutcomes } from '../../../src/domain/result.ts';

test('outcomes are counted by kind, every kind being there', () => {
  expect(countOutcomes([])).toEqual({ created: 0, updated: 0, removed: 0, unchanged: 0, skipped: 0, failed: 0 });
  expect(
    countOutcomes([{ outcome: 'created' }, { outcome: 'created' }, { outcome: 'failed', message: 'x' }]),
  ).toMatchObject({ created: 2, failed: 1, updated: 0 });
});
