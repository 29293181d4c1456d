import { expect, test } from '@jest/globals';
import { scenarioOf } from '../chaos/draw.ts';
import { tallyOf } from '../chaos/runs.ts';

test('an action tells the truth in 150 random scenarios of faults, other writers and simultaneous runs', async () => {
  const { runs, findings } = await tallyOf(1, 150, false);
  expect(runs).toBe(150);
  expect(findings).toEqual([]);
});

test('a seed gives the same scenario each time, and another seed another one', () => {
  expect(scenarioOf(7)).toEqual(scenarioOf(7));
  expect(scenarioOf(7)).not.toEqual(scenarioOf(8));
});
