import { describe, expect, test } from '@jest/globals';
import { type Address, canonicalAddress } from '../../../src/domain/address.ts';
import { createPrefixTable } from '../../../src/origins/prefix-table.ts';

function tableOf(...prefixes: string[]) {
  const table = createPrefixTable<string>((old, value) => `${old}+${value}`);
  for (const prefix of prefixes) table.add(prefix, prefix);
  return table;
}

const find = (prefixes: string[], ip: string) => tableOf(...prefixes).find(canonicalAddress(ip) as Address)?.value;

describe('a table of prefixes', () => {
  test.each([
    [['203.0.113.0/24'], '203.0.113.255', '203.0.113.0/24'],
    [['203.0.113.0/24'], '203.0.114.0', undefined],
    [['203.0.113.7/32'], '203.0.113.7', '203.0.113.7/32'],
    [['203.0.113.7/24'], '203.0.113.1', '203.0.113.7/24'],
    [['128.0.0.0/9', '128.64.0.0/10'], '128.65.0.1', '128.64.0.0/10'],
    [['203.0.113.0/25', '203.0.0.0/16', '203.0.113.0/24'], '203.0.113.1', '203.0.113.0/25'],
    [['203.0.0.0/16', '203.0.113.0/25', '203.0.113.0/24'], '203.0.113.200', '203.0.113.0/24'],
    [['2001:db8::/32', '2001:db8:1::/48'], '2001:db8:1::1', '2001:db8:1::/48'],
    [['2001:DB8:0:0:0:0:0:0/33'], '2001:db8:7fff::1', '2001:DB8:0:0:0:0:0:0/33'],
    [['2001:db8::/33'], '2001:db8:8000::1', undefined],
    [['2001:db8::1/128'], '2001:db8::1', '2001:db8::1/128'],
    [['2001:db8::192.0.2.1/128'], '2001:db8::c000:201', '2001:db8::192.0.2.1/128'],
  ])('of %j finds %s in %s', (prefixes, ip, expected) => {
    expect(find(prefixes, ip)).toBe(expected);
  });

  test.each(['::ffff:203.0.113.0/120', '::ffff:cb00:7100/120'])('takes %s for a prefix of IPv4', (prefix) => {
    expect(find([prefix], '203.0.113.9')).toBe(prefix);
    expect(tableOf(prefix).find('203.0.113.9' as Address)?.length).toBe(24);
  });

  test('merges what is added twice, in whatever spelling', () => {
    const table = tableOf('203.0.113.0/24', '203.0.113.128/24', '2001:db8::/32', '2001:0db8:0::/32');
    expect(table.find('203.0.113.1' as Address)?.value).toBe('203.0.113.0/24+203.0.113.128/24');
    expect(table.find('2001:db8::1' as Address)?.value).toBe('2001:db8::/32+2001:0db8:0::/32');
  });

  test.each([
    '203.0.113.0',
    '203.0.113.0/33',
    '203.0.113.0/7',
    '0.0.0.0/0',
    '203.0.113/24',
    '203.0.113.0.0/24',
    '203.0.113.256/24',
    '203.0.113.01/24',
    '203.0.113.0/-1',
    '203.0.113.0/24 ',
    '2001:db8::/129',
    '2001:db8::/15',
    '2001:db8/32',
    '2001:db8::1::/32',
    '2001:db8:1:2:3:4:5:6::/32',
    '1:2:3:4:5:6:7:8:9/32',
    '2001:db8:12345::/48',
    '2001:db8::192.0.2.256/128',
    'nonsense/24',
    '',
  ])('leaves out %j', (prefix) => {
    expect(tableOf().add(prefix, '')).toBe(false);
  });

  test('finds nothing for what is no address', () => {
    expect(tableOf('203.0.113.0/24').find('nonsense' as Address)).toBeUndefined();
  });
});
