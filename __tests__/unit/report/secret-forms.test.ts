import { Buffer } from 'node:buffer';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { secretsRedactor } from '../../../src/report/secrets.ts';

const SECRET = 'v1.0+Tok/en="é"-90';

describe('secretsRedactor', () => {
  const redact = secretsRedactor([SECRET, '']);

  test.each([
    ['as it is', `a ${SECRET} b ${SECRET}`, 'a *** b ***'],
    ['in JSON', JSON.stringify({ token: SECRET }), '{"token":"***"}'],
    ['in a URL', `https://h/?t=${encodeURIComponent(SECRET)}&u=1`, 'https://h/?t=***&u=1'],
    ['in a URL with small hex digits', encodeURIComponent(SECRET).replace(/%../g, (b) => b.toLowerCase()), '***'],
    ['in a form', `${new URLSearchParams({ t: SECRET })}`, 't=***'],
    ['in base64', `Basic ${Buffer.from(SECRET).toString('base64')}`, 'Basic ***'],
    ['in base64 of the URL kind', Buffer.from(SECRET).toString('base64url'), '***'],
  ])('hides one %s', (_, text, shown) => {
    expect(redact(text)).toBe(shown);
  });

  test.each(['', 'u', 'us', 'usr', 'user:'])('hides one in base64 after "%s"', (before) => {
    const shown = redact(Buffer.from(`${before}${SECRET}@host`).toString('base64'));
    expect(shown).toContain('***');
    expect(Buffer.from(shown.replace('***', ''), 'base64').toString()).not.toContain(SECRET.slice(2, -2));
  });

  test.each([
    ['in a form, with spaces', `${new URLSearchParams({ t: 'a secret ~ of words' })}`, 't=***'],
    ['in base64 of the URL kind', Buffer.from('>>>???~~~>>>???').toString('base64url'), '***'],
    ['in such base64 amid more', `${Buffer.from('xyz>>>???~~~>>>???').toString('base64url')}`, 'eHl6***'],
  ])('hides one %s', (_, text, shown) => {
    const secrets = ['a secret ~ of words', '>>>???~~~>>>???'];
    expect(secretsRedactor(secrets)(text)).toBe(shown);
  });

  test('hides the beginning of one, which a quoted piece may show', () => {
    const long = 'abc.efghijklmnopqrstuvwxyz';
    const short = '123456789012';
    const hideBoth = secretsRedactor([long, short, 'tiny']);
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
      const shown = secretsRedactor([secret])(`"${cut}…"`);
      expect(Buffer.from(shown.replace('***', '').slice(1, -1), 'base64').toString()).not.toContain('ghijkl');
      expect(shown).toContain('***');
    }
  });

  test('hides one of the greatest length that GitHub allows', () => {
    const secret = 'a secret/?'.repeat(4915);
    const redactLong = secretsRedactor([secret]);
    for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')])
      expect(redactLong(`<${form}><${form.slice(0, 30)}…>`)).toBe('<***><***>');
  });

  test('looks for derived forms of eight characters', () => {
    const whole = Buffer.from('abcdef').toString('base64');
    expect(whole).toHaveLength(8);
    expect(secretsRedactor(['abcdef'])(whole)).toBe('***');
  });

  test('leaves innocent text, and everything where there is no secret', () => {
    expect(redact('203.0.113.7 in us-east-1')).toBe('203.0.113.7 in us-east-1');
    expect(secretsRedactor([''])('a')).toBe('a');
  });

  test('does not look for the short base64 of a short secret', () => {
    expect(secretsRedactor(['ab'])('YWI=, ab')).toBe('YWI=, ***');
  });

  test('hides the longer of two secrets where one begins the other', () => {
    expect(secretsRedactor(['abc', 'abcdef'])('abcdef abc')).toBe('*** ***');
  });

  test('leaves no secret, whatever the text around it', () => {
    const secret = fc.string({ unit: 'grapheme-ascii', minLength: 8, maxLength: 44 }).filter((s) => !s.includes('*'));
    fc.assert(
      fc.property(fc.array(secret, { minLength: 1, maxLength: 3 }), fc.array(fc.string()), (all, around) => {
        const text = all
          .map((one, index) => `${around[index] ?? ''}${one}${one.slice(0, 3)}${JSON.stringify(one)}`)
          .join('');
        const shown = secretsRedactor(all)(text);
        for (const one of all) {
          expect(shown).not.toContain(one);
          expect(shown).not.toContain(JSON.stringify(one).slice(1, -1));
        }
      }),
    );
  });
});
