import { describe, expect, test } from '@jest/globals';
import type { Address } from '../../../src/domain/address.ts';
import {
  type Existing,
  existingCount,
  isSupported,
  sameState,
  sameTarget,
  targetName,
  targetOf,
} from '../../../src/domain/mapping.ts';

const target = { vendor: 'aws', region: 'us-east-1' };

describe('targets', () => {
  test('are the same if vendor and region are', () => {
    expect(sameTarget(target, { ...target })).toBe(true);
    expect(sameTarget(target, { ...target, vendor: 'gcp' })).toBe(false);
    expect(sameTarget(target, { ...target, region: 'us-east-2' })).toBe(false);
  });

  test('may be nothing at all, which is the same as nothing only', () => {
    expect(sameState(undefined, undefined)).toBe(true);
    expect(sameState(target, undefined)).toBe(false);
    expect(sameState(undefined, target)).toBe(false);
    expect(sameState(target, { ...target })).toBe(true);
  });

  test.each([
    [target, 'aws us-east-1'],
    [{ vendor: '', region: 'r' }, '(no vendor) r'],
    [{ vendor: 'aws', region: '' }, 'aws (no region)'],
    [undefined, 'nothing'],
  ])('%j is named %s', (named, name) => {
    expect(targetName(named)).toBe(name);
  });

  test('of mappings are vendor and region alone', () => {
    expect(targetOf({ ...target, ip: '192.0.2.1' } as typeof target)).toEqual(target);
  });
});

test('what a zone holds is counted with the rows that cannot be read', () => {
  const ip = '192.0.2.1' as Address;
  const existing: Existing = {
    mappings: new Map([[ip, { ip, ...target }]]),
    unreadable: [
      { ip: 'x', ...target },
      { ip: 'y', ...target },
    ],
    oddRows: 2,
    pages: 1,
  };
  expect(existingCount(existing)).toBe(3);
});

test('a target is supported as far as regions are known', () => {
  const names = (...regions: string[]) => new Map(regions.map((region): [string, string[]] => [region, []]));
  const regions = new Map([
    ['aws', names('us-east-1')],
    ['gcp', names()],
  ]);
  expect(isSupported(target, regions)).toBe(true);
  expect(isSupported({ vendor: 'aws', region: 'us-esat-1' }, regions)).toBe(false);
  expect(isSupported({ vendor: 'gcp', region: 'any' }, regions)).toBe(true);
  expect(isSupported({ vendor: 'oci', region: 'any' }, regions)).toBe(false);
  expect(isSupported({ vendor: 'oci', region: 'any' }, new Map())).toBe(true);
});
