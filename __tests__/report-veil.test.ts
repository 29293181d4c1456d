import { Buffer } from 'node:buffer';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pieces } from '../src/report/addresses.ts';
import { veil } from '../src/report/veil.ts';
import { address } from './fixtures/report-result.ts';

const NONE = new Set<never>();
const SECRET = 'v1.0+Tok/en="é"-90';

describe('a veil over secrets', () => {
  const scrub = veil({ secrets: [SECRET, ''], hide: false, given: NONE });

  test.each([
    ['as it is', `a ${SECRET} b ${SECRET}`, 'a *** b ***'],
    ['in JSON', JSON.stringify({ token: SECRET }), '{"token":"***"}'],
    ['in a URL', `https://h/?t=${encodeURIComponent(SECRET)}&u=1`, 'https://h/?t=***&u=1'],
    ['in a URL with small hex digits', encodeURIComponent(SECRET).replace(/%../g, (b) => b.toLowerCase()), '***'],
    ['in a form', `${new URLSearchParams({ t: SECRET })}`, 't=***'],
    ['in base64', `Basic ${Buffer.from(SECRET).toString('base64')}`, 'Basic ***'],
    ['in base64 of the URL kind', Buffer.from(SECRET).toString('base64url'), '***'],
  ])('hides one %s', (_, text, veiled) => {
    expect(scrub(text)).toBe(veiled);
  });

  test.each(['', 'u', 'us', 'usr', 'user:'])('hides one in base64 after "%s"', (before) => {
    const veiled = scrub(Buffer.from(`${before}${SECRET}@host`).toString('base64'));
    expect(veiled).toContain('***');
    expect(Buffer.from(veiled.replace('***', ''), 'base64').toString()).not.toContain(SECRET.slice(2, -2));
  });

  test.each([
    ['in a form, with blanks', `${new URLSearchParams({ t: 'a secret ~ of words' })}`, 't=***'],
    ['in base64 of the URL kind', Buffer.from('>>>???~~~>>>???').toString('base64url'), '***'],
    ['in such base64 amid more', `${Buffer.from('xyz>>>???~~~>>>???').toString('base64url')}`, 'eHl6***'],
  ])('hides one %s', (_, text, veiled) => {
    const secrets = ['a secret ~ of words', '>>>???~~~>>>???'];
    expect(veil({ secrets, hide: false, given: NONE })(text)).toBe(veiled);
  });

  test('hides the beginning of one, which a quoted piece may show', () => {
    const long = 'abc.efghijklmnopqrstuvwxyz';
    const short = '123456789012';
    const hideBoth = veil({ secrets: [long, short, 'tiny'], hide: false, given: NONE });
    expect(hideBoth(`"${long.slice(0, 12)}…" "${long.slice(0, 20)}…" "${long.slice(0, 20)}"`)).toBe(
      '"***" "***" "***"',
    );
    expect(hideBoth(`"${long.slice(0, 11)}…" "abcXefghijkl…"`)).toBe(`"${long.slice(0, 11)}…" "abcXefghijkl…"`);
    expect(hideBoth(`${short}… ${short.slice(0, 11)}… tiny…`)).toBe(`***… ${short.slice(0, 11)}… ***…`);
  });

  test('hides the beginning of its base64 as well', () => {
    const secret = 'abc.efghijklmnopqrstuvwxyz/0123456789?';
    const { length } = Buffer.from(secret).toString('base64');
    for (const lead of ['', 'u:']) {
      const cut = Buffer.from(`${lead}${secret}`)
        .toString('base64')
        .slice(0, length - 12);
      const shown = veil({ secrets: [secret], hide: false, given: NONE })(`"${cut}…"`);
      expect(Buffer.from(shown.replace('***', '').slice(1, -1), 'base64').toString()).not.toContain('ghijkl');
      expect(shown).toContain('***');
    }
  });

  test('hides one of the greatest length that GitHub allows', () => {
    const secret = 'a secret/?'.repeat(4915);
    const scrubLong = veil({ secrets: [secret], hide: false, given: NONE });
    for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')])
      expect(scrubLong(`<${form}><${form.slice(0, 30)}…>`)).toBe('<***><***>');
  });

  test('looks for derived forms of eight characters', () => {
    const whole = Buffer.from('abcdef').toString('base64');
    expect(whole).toHaveLength(8);
    expect(veil({ secrets: ['abcdef'], hide: false, given: NONE })(whole)).toBe('***');
  });

  test('leaves innocent text, and everything where there is no secret', () => {
    expect(scrub('203.0.113.7 in us-east-1')).toBe('203.0.113.7 in us-east-1');
    expect(veil({ secrets: [''], hide: false, given: NONE })('a')).toBe('a');
  });

  test('does not look for the short base64 of a short secret', () => {
    expect(veil({ secrets: ['ab'], hide: false, given: NONE })('YWI=, ab')).toBe('YWI=, ***');
  });

  test('hides the longer of two secrets where one begins the other', () => {
    expect(veil({ secrets: ['abc', 'abcdef'], hide: false, given: NONE })('abcdef abc')).toBe('*** ***');
  });

  test('leaves no secret, whatever the text around it', () => {
    const secret = fc.string({ unit: 'grapheme-ascii', minLength: 8, maxLength: 44 }).filter((s) => !s.includes('*'));
    fc.assert(
      fc.property(
        fc.array(secret, { minLength: 1, maxLength: 3 }),
        fc.array(fc.string()),
        fc.boolean(),
        (all, around, hide) => {
          const text = all
            .map((one, index) => `${around[index] ?? ''}${one}${one.slice(0, 3)}${JSON.stringify(one)}`)
            .join('');
          const veiled = veil({ secrets: all, hide, given: NONE })(text);
          for (const one of all) {
            expect(veiled).not.toContain(one);
            expect(veiled).not.toContain(JSON.stringify(one).slice(1, -1));
          }
        },
      ),
    );
  });
});

describe('a veil over addresses', () => {
  const given = new Set([address('203.0.113.1'), address('2001:db8::1')]);
  const hide = veil({ secrets: ['s3cr3t-token'], hide: true, given });

  test.each([
    ['an IPv4 address', 'at 203.0.113.7.', 'at 203.0.113.x.'],
    ['an IPv6 address', 'at 2001:db8:1::5, then', 'at 2001:db8:…, then'],
    ['one in capitals and with zeros', '2001:0DB8:0000:0000:0000:0000:0000:0005', '2001:db8:…'],
    ['one with few groups', '2001::5 and ::5', '2001:0:… and 0:0:…'],
    ['the shortest', '1::', '1:0:…'],
    ['an IPv4 address in IPv6 clothes', '::ffff:203.0.113.7', '203.0.113.x'],
    ['one with a port', '203.0.113.7:443 [2001:db8::5]:443', '203.0.113.x:443 [2001:db8:…]:443'],
    ['one with a range or a zone index', '203.0.113.7/24 fe80::5%eth0', '203.0.113.x/24 fe80:0:…%eth0'],
    ['one before a colon', '2001:db8::5: is mapped', '2001:db8:…: is mapped'],
    ['one after a place', 'origins.yaml:3:7: 203.0.113.7', 'origins.yaml:3:7: 203.0.113.x'],
    ['one right after a place', 'origins.yaml:3:7:203.0.113.7', 'origins.yaml:3:7:203.0.113.x'],
    ['two that touch', '1:2:3:4:5:6:7:8:203.0.113.7', '1:2:…:203.0.113.x'],
    ['one next to words', 'ip203.0.113.7and 203.0.113.8.example.com', 'ip203.0.113.xand 203.0.113.x.example.com'],
    ['one in JSON', '{"ip":"203.0.113.7"}', '{"ip":"203.0.113.x"}'],
    ['a secret too', 's3cr3t-token at 203.0.113.7', '*** at 203.0.113.x'],
  ])('hides %s', (_, text, veiled) => {
    expect(hide(text)).toBe(veiled);
  });

  test.each([
    ['what the run was given', '203.0.113.1 and 2001:DB8:0::1 and ::ffff:203.0.113.1'],
    ['times and places', '12:30:45 origins.yaml:3:7 v1.2.3 a: : ::'],
    ['what only looks like one', '203.0.113.256 1203.0.113.7 1.2.3.4.5 1:2:3'],
    ['workflow commands and names in code', '::add-mask:: ::debug::x ::a-b x-mask::a'],
    ['an empty text', ''],
  ])('leaves %s', (_, text) => {
    expect(hide(text)).toBe(text);
  });

  test('sees what the run was given later', () => {
    const growing = new Set<ReturnType<typeof address>>();
    const late = veil({ secrets: [], hide: true, given: growing });
    expect(late('203.0.113.7')).toBe('203.0.113.x');
    growing.add(address('203.0.113.7'));
    expect(late('203.0.113.7')).toBe('203.0.113.7');
  });

  test('hides every address that stands free in a text, and changes nothing the second time', () => {
    const ip = fc.oneof(fc.ipV4(), fc.ipV6());
    const word = fc.constantFrom(' ', ', ', ' -> ', '"', ' (', '=', '\n', ' at ');
    fc.assert(
      fc.property(fc.array(fc.tuple(ip, word)), (parts) => {
        const veiled = hide(parts.flat().join(''));
        for (const { address: seen } of pieces(veiled)) expect(seen === undefined || given.has(seen)).toBe(true);
        expect(hide(veiled)).toBe(veiled);
      }),
    );
  });
});

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
