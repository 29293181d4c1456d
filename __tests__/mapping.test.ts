import { expect, test } from '@jest/globals';
import type { Address } from '../src/domain/address.ts';
import { type Mapping, sameTarget, sorted } from '../src/domain/mapping.ts';

test('targets are the same if vendor and region are', () => {
  const target = { vendor: 'aws', region: 'us-east-1' };
  expect(sameTarget(target, { ...target })).toBe(true);
  expect(sameTarget(target, { ...target, vendor: 'gcp' })).toBe(false);
  expect(sameTarget(target, { ...target, region: 'us-east-2' })).toBe(false);
});

test('mappings are sorted by address, IPv4 before IPv6, by number', () => {
  const addresses = ['2001:db8::1', '192.0.2.10', '2001:db8::', '10.0.0.1', '192.0.2.9', '2001:db8::10', '2001:db8::9'];
  const list = new Map(
    addresses.map((text): [Address, Mapping] => {
      const ip = text as Address;
      return [ip, { ip, vendor: 'aws', region: 'r' }];
    }),
  );
  expect([...sorted(list).keys()]).toEqual([
    '10.0.0.1',
    '192.0.2.9',
    '192.0.2.10',
    '2001:db8::',
    '2001:db8::1',
    '2001:db8::9',
    '2001:db8::10',
  ]);
});
