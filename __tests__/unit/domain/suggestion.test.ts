import { expect, test } from '@jest/globals';
import { didYouMean, nearest } from '../../../src/domain/suggestion.ts';

const REGIONS = ['us-east-1', 'us-east-2', 'us-west-1', 'eu-west-1', 'ap-south-1'];

test.each([
  ['us-est-1', 'us-east-1'],
  ['US East 2', 'us-east-2'],
  ['useast1', 'us-east-1'],
  ['eu_west_1', 'eu-west-1'],
  ['US-EAST-1', 'us-east-1'],
])('the name nearest to %p is %p', (name, best) => {
  expect(nearest(name, REGIONS)[0]).toBe(best);
});

test('three names are given, nearest first, or as many as asked for', () => {
  expect(nearest('us-east-3', REGIONS)).toEqual(['us-east-1', 'us-east-2', 'us-west-1']);
  expect(nearest('us-east-3', REGIONS, 1)).toEqual(['us-east-1']);
  expect(nearest('anything', [])).toEqual([]);
});

test('spaces and dashes count less than letters', () => {
  expect(nearest('us east 1', ['us eest 1', 'us-east-1'])).toEqual(['us-east-1', 'us eest 1']);
});

test('of two names that differ in dashes only, the one with the right dashes is nearer', () => {
  expect(nearest('us-east-1', ['useast-1', 'us-east-1'])[0]).toBe('us-east-1');
});

test.each([
  ['regoin', ['region', 'vendor'], 'region'],
  ['VENDOR', ['region', 'vendor'], 'vendor'],
  ['colour', ['region', 'vendor'], undefined],
  ['xy', ['region'], undefined],
  ['xy', ['ip'], undefined],
  ['mx-rmovls', ['max-removals'], 'max-removals'],
  ['anything', [], undefined],
  ['some', ['none', 'removed', 'all'], undefined],
  ['nome', ['none', 'removed', 'all'], 'none'],
  ['gpc', ['aws', 'gcp'], 'gcp'],
  ['ture', ['true', 'false'], 'true'],
  ['on', ['off', 'warn'], undefined],
  ['id', ['ip', 'host'], undefined],
  ['of', ['off', 'warn'], 'off'],
  ['aw', ['aws', 'gcp'], 'aws'],
  ['awz', ['aws', 'gcp'], 'aws'],
  ['prune-bsae', ['prune-base', 'prune'], 'prune-base'],
])('a mistyped %p probably means, of %p: %p', (name, candidates, meant) => {
  expect(didYouMean(name, candidates)).toBe(meant);
});
