import { isIP } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Address,
  canonicalAddress,
  compareAddresses,
  inAddressOrder,
  isFault,
  originAddress,
} from '../../../src/domain/address.ts';

describe('an address is written in its canonical form', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['255.255.255.255', '255.255.255.255'],
    ['0.0.0.0', '0.0.0.0'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:0db8:0000::0001', '2001:db8::1'],
    ['::', '::'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:c000:0201', '192.0.2.1'],
    ['0:0:0:0:0:ffff:192.0.2.1', '192.0.2.1'],
    ['::192.0.2.1', '::c000:201'],
    ['64:ff9b::192.0.2.1', '64:ff9b::c000:201'],
    ['1:2:3:4:5:6:192.0.2.1', '1:2:3:4:5:6:c000:201'],
  ])('%s is %s', (text, canonical) => {
    expect(canonicalAddress(text)).toBe(canonical);
  });
});

describe('what is no address says why', () => {
  test.each([
    ['', 'is empty'],
    ['a.example', 'is not an IP address'],
    ['192.0.2.0/24', 'is a range (CIDR)'],
    ['2001:db8::/32', 'is a range (CIDR)'],
    ['fe80::1%eth0', 'has a zone index'],
    ['192.0.2.1:443', 'has a port'],
    ['[2001:db8::1]', 'has brackets or a port'],
    ['[2001:db8::1]:443', 'has brackets or a port'],
    ['x[2001:db8::1]', 'is not an IPv6 address'],
    ['[2001:db8::1]x', 'is not an IPv6 address'],
    ['192.0.2.1 ', 'is not one address'],
    ['192.0.2.1,192.0.2.2', 'is not one address'],
    ['192.0.2', 'is not an IPv4 address'],
    ['192.0.2.1.', 'is not an IPv4 address'],
    ['192.0.2.256', 'is not an IPv4 address'],
    ['192.0.02.1', 'is not an IPv4 address'],
    ['3221225985', 'is not an IPv4 address'],
    ['0xc0.0.2.1', 'is not an IP address'],
    ['2001:db8:::1', 'is not an IPv6 address'],
    ['2001:db8::1::2', 'is not an IPv6 address'],
    ['1:2:3:4:5:6:7', 'is not an IPv6 address'],
    ['1:2:3:4:5:6:7:8:9', 'is not an IPv6 address'],
    ['2001:db8::00001', 'is not an IPv6 address'],
    ['2001:db8::g', 'is not an IPv6 address'],
    ['::ffff:192.0.2.01', 'is not an IPv6 address'],
    ['::ffff:0xc0.0.2.1', 'is not an IPv6 address'],
    ['::ffff:192.0.2', 'is not an IPv6 address'],
    [`${'0'.repeat(100_000)}::1`, 'is not an IPv6 address'],
  ])('%.50s', (text, fault) => {
    expect(canonicalAddress(text)).toEqual({ fault, remedy: expect.stringMatching(/./) });
    expect(originAddress(text)).toHaveProperty('fault', fault);
  });
});

describe('an origin must be reachable', () => {
  test.each([
    ['10.0.0.1', 'is a private address'],
    ['172.31.255.255', 'is a private address'],
    ['192.168.0.1', 'is a private address'],
    ['::ffff:10.0.0.1', 'is a private address'],
    ['fd00::1', 'is a private (unique local) address'],
    ['100.64.0.1', 'is a private address (shared by a carrier)'],
    ['127.0.0.1', 'is a loopback address'],
    ['::1', 'is a loopback address'],
    ['169.254.169.254', 'is a link-local address'],
    ['fe80::1', 'is a link-local address'],
    ['224.0.0.1', 'is a multicast address'],
    ['ff02::1', 'is a multicast address'],
    ['255.255.255.255', 'is the broadcast address'],
    ['0.0.0.0', 'is an unspecified address'],
    ['::', 'is an unspecified address'],
  ])('%s %s', (text, fault) => {
    expect(originAddress(text)).toEqual({ fault, remedy: expect.stringContaining('Cloudflare cannot reach it') });
    expect(isFault(canonicalAddress(text))).toBe(false);
  });

  test.each(['192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '172.32.0.1', '8.8.8.8', '2606:4700::1111'])(
    '%s is',
    (text) => {
      expect(originAddress(text)).toBe(text);
    },
  );
});

/** Eight groups, often zero, as one address has them. */
const groups = fc.array(fc.oneof(fc.constant(0), fc.constant(0xffff), fc.nat(0xffff)), { minLength: 8, maxLength: 8 });

/** One address in one of its many spellings. */
const spelled = groups.chain((numbers) =>
  fc
    .record({
      from: fc.nat(8),
      length: fc.nat(8),
      widths: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 8, maxLength: 8 }),
      capitals: fc.boolean(),
      embedded: fc.boolean(),
    })
    .map(({ from, length, widths, capitals, embedded }) => {
      const texts = numbers.map((number, index) => number.toString(16).padStart(widths[index] ?? 1, '0'));
      if (embedded) {
        const [high = 0, low = 0] = numbers.slice(6);
        texts.splice(6, 2, [high >> 8, high & 255, low >> 8, low & 255].join('.'));
      }
      const end = Math.min(from + length, embedded ? 6 : 8);
      const zeros = end > from && numbers.slice(from, end).every((number) => number === 0);
      const text = zeros ? `${texts.slice(0, from).join(':')}::${texts.slice(end).join(':')}` : texts.join(':');
      return { numbers, text: capitals ? text.toUpperCase() : text };
    }),
);

/** The reference: the URL standard writes RFC 5952, but for IPv4-mapped addresses. */
function reference(numbers: readonly number[]): string {
  const [high = 0, low = 0] = numbers.slice(6);
  if (numbers.slice(0, 5).every((number) => number === 0) && numbers[5] === 0xffff)
    return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  return new URL(`http://[${numbers.map((number) => number.toString(16)).join(':')}]/`).hostname.slice(1, -1);
}

describe('whatever the spelling', () => {
  test('an address has one canonical form, which is canonical', () => {
    fc.assert(
      fc.property(spelled, ({ numbers, text }) => {
        const canonical = canonicalAddress(text);
        expect(canonical).toBe(reference(numbers));
        expect(canonicalAddress(canonical as Address)).toBe(canonical);
      }),
      { numRuns: 500 },
    );
  });

  test('a text is an address exactly if the system takes it for one', () => {
    const near = fc
      .tuple(
        fc.oneof(
          spelled.map(({ text }) => text),
          fc.ipV4(),
          fc.ipV6(),
        ),
        fc.nat(40),
        fc.string({ unit: fc.constantFrom(...'0123abF:.:.x'), maxLength: 2 }),
        fc.nat(1),
      )
      .map(([text, at, piece, cut]) => text.slice(0, at) + piece + text.slice(at + cut));
    fc.assert(
      fc.property(fc.oneof(near, fc.string({ unit: 'binary' })), (text) => {
        expect(!isFault(canonicalAddress(text))).toBe(isIP(text) !== 0 && !text.includes('%'));
      }),
      { numRuns: 1000 },
    );
  });

  test('the order is that of the numbers, IPv4 first', () => {
    const address = fc.oneof(
      groups,
      groups.map((numbers) => [0, 0, 0, 0, 0, 0xffff, ...numbers.slice(6)]),
    );
    const number = (numbers: readonly number[]) =>
      BigInt(`0x${numbers.map((group) => group.toString(16).padStart(4, '0')).join('')}`) -
      (/^0,0,0,0,0,65535,/.test(numbers.join()) ? 1n << 128n : 0n);
    fc.assert(
      fc.property(address, address, (a, b) => {
        const [left, right] = [number(a), number(b)];
        const order = compareAddresses(
          canonicalAddress(a.map((group) => group.toString(16)).join(':')) as Address,
          canonicalAddress(b.map((group) => group.toString(16)).join(':')) as Address,
        );
        expect(order).toBe(left === right ? 0 : left < right ? -1 : 1);
        expect(compareAddresses(reference(a) as Address, reference(a) as Address)).toBe(0);
      }),
    );
  });
});

test('things are ordered by their addresses, IPv4 before IPv6, by number', () => {
  const ordered = ['192.0.2.9', '192.0.2.9', '192.0.2.10', '2001:db8::', '2001:db8::9', '2001:db8::10'];
  const things = ordered.toReversed().map((ip) => ({ ip: ip as Address }));
  expect(inAddressOrder(new Set(things)).map(({ ip }) => ip)).toEqual(ordered);
});

test('an empty address says that an output may not be set', () => {
  expect(canonicalAddress('')).toHaveProperty('remedy', expect.stringContaining('output'));
});
