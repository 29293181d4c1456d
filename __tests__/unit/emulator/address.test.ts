import { describe, expect, test } from '@jest/globals';
import { addressOf, compareAddresses } from '../../../emulator/address.ts';

describe('the canonical address', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['198.18.0.0', '198.18.0.0'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:db8:0:1:0:0:0:1', '2001:db8:0:1::1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0db8::0001:0000', '2001:db8::1:0'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:c000:201', '192.0.2.1'],
    ['0:0:0:0:0:ffff:cb00:7105', '203.0.113.5'],
  ])('of %s is %s', (text, ip) => {
    expect(addressOf(text)).toBe(ip);
  });

  test.each([
    '192.0.2',
    '192.0.2.01',
    '192.0.2.256',
    '192.0.2.1:80',
    '192.0.2.0/24',
    ' 192.0.2.1',
    '[2001:db8::1]',
    '2001:db8::1%eth0',
    '2001:db8:::1',
    'example.com',
    '',
    7,
    null,
    '10.0.0.1',
    '127.0.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.1.1',
    '100.64.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '0.0.0.0',
    '::',
    '::1',
    'fe80::1',
    'fd00::1',
    'ff02::1',
    '::ffff:10.0.0.1',
  ])('is not to be had of %j', (text) => {
    expect(addressOf(text)).toBeUndefined();
  });

  test('sorts by number, IPv4 first', () => {
    const sorted = ['9.0.0.1', '192.0.2.2', '192.0.2.10', '2001:db8::', '2001:db8::2', '2001:db8::10', '2001:db8:1::'];
    expect([...sorted].reverse().sort(compareAddresses)).toEqual(sorted);
    expect(compareAddresses('192.0.2.1', '192.0.2.1')).toBe(0);
  });
});
