import { expect, test } from '@jest/globals';
import type { Outcome } from '../../../src/domain/result.ts';
import { planLines, planTally } from '../../../src/report/log.ts';
import { CREATED, FAILED, IDLE, manyMappings, REMOVED, SKIPPED, UNCHANGED, UPDATED } from './results.ts';

test('each change has a line, in the order of the plan, and nothing else has', () => {
  expect(planLines([CREATED, UNCHANGED, UPDATED, SKIPPED, REMOVED, FAILED])).toEqual([
    'create 203.0.113.1 aws us-east-1',
    'update 2001:db8::2 gcp europe-west1 → aws us-east-1',
    'remove 198.51.100.3 azure westus',
  ]);
});

test.each<[string, Outcome, string]>([
  [
    'an update of what is not known',
    { ip: CREATED.ip, outcome: 'updated', target: { vendor: 'gcp', region: 'us-central1' } },
    'update 203.0.113.1 gcp us-central1',
  ],
  ['a removal of what is not known', { ip: CREATED.ip, outcome: 'removed' }, 'remove 203.0.113.1'],
  [
    'a mapping without a region',
    { ...REMOVED, before: { vendor: 'aws', region: '' } },
    'remove 198.51.100.3 aws (no region)',
  ],
])('the line of %s', (_, outcome, line) => {
  expect(planLines([outcome])).toEqual([line]);
});

test('of many changes twenty have a line and the rest is summed up', () => {
  const outcomes = manyMappings(3500).map(({ ip }, index): Outcome => ({ ...(index < 100 ? CREATED : REMOVED), ip }));
  const lines = planLines(outcomes);
  expect(lines).toHaveLength(21);
  expect(lines[19]).toBe('create 203.0.0.19 aws us-east-1');
  expect(lines[20]).toBe('…and 3,480 more: 80 to create, 3,400 to remove');
  expect(planLines(outcomes.slice(0, 20))).toHaveLength(20);
});

test('a line is never longer than a log can bear', () => {
  expect(planLines([{ ...CREATED, target: { vendor: 'x'.repeat(5000), region: 'y' } }])[0]).toHaveLength(200);
});

test.each<[readonly Outcome[], string]>([
  [[CREATED, CREATED, UPDATED, REMOVED, UNCHANGED], '2 to create, 1 to update, 1 to remove, 1 unchanged'],
  [[UNCHANGED, FAILED, IDLE, IDLE], '1 unchanged, 1 refused, 2 not attempted'],
  [[IDLE], '1 not attempted'],
  [[], 'nothing to do'],
])('what a plan would do is counted (%#)', (outcomes, words) => {
  expect(planTally(outcomes)).toBe(words);
});
