import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addressesIn, beginning, pieces } from '../../../src/report/found-addresses.ts';
import { cpuTime } from '../../support/cpu-time.ts';

describe('pieces', () => {
  test('joined are the text again', () => {
    const bits = fc.constantFrom(':', '::', '.', '1', '203.0.113.7', '2001:db8::5', 'f', 'x', ' ', '%');
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        expect(
          pieces(text)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});

describe('addressesIn', () => {
  test('finds addresses in any spelling, in canonical form', () => {
    expect(addressesIn('http://127.0.0.1:80/ and [2001:DB8::1]')).toEqual(['127.0.0.1', '2001:db8::1']);
    expect(addressesIn('none')).toEqual([]);
    expect(addressesIn('192.0.2.01 203。0。113。1')).toEqual(['192.0.2.1', '203.0.113.1']);
  });

  test.each([
    ['between two addresses', '203.0.113.1 192.0.2.3', 12, ['203.0.113.1']],
    ['within an address', '203.0.113.1 192.0.2.3', 18, ['203.0.113.1']],
    ['after the end', '203.0.113.1 192.0.2.3', 21, ['203.0.113.1', '192.0.2.3']],
    ['within the only address', '203.0.113.12', 11, []],
  ])('cuts no address in two where it stops %s', (_, text, most, found) => {
    expect(addressesIn(text, most)).toEqual(found);
  });

  test('searches five megabytes of colons in no time', () => {
    const text = ':'.repeat(5_000_000);
    const started = cpuTime();
    expect(addressesIn(text)).toEqual([]);
    expect(cpuTime() - started).toBeLessThan(5000);
  });
});

describe('beginning', () => {
  test('is the whole of a short text', () => {
    expect(beginning('203.0.113.1', 11)).toBe('203.0.113.1');
    expect(beginning('xyz 203.0.113.12', 15)).toBe('xyz ');
  });
});
