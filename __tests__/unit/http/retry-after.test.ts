import { describe, expect, test } from '@jest/globals';
import { retryAfter } from '../../../src/http/http.ts';

describe('Retry-After', () => {
  const NOW = Date.UTC(2026, 9, 1, 12);
  const at = (time: number) => new Date(time).toUTCString();
  test.each<[string, Record<string, string>, number | undefined]>([
    ['seconds', { 'retry-after': '7' }, 7000],
    ['seconds with spaces', { 'retry-after': ' 7 ' }, 7000],
    ['a part of a second', { 'retry-after': '1.25' }, 1250],
    ['a date, by the server’s own clock', { 'retry-after': at(NOW + 30_000), date: at(NOW + 10_000) }, 20_000],
    ['a date, by our clock', { 'retry-after': at(NOW + 9000) }, 9000],
    ['a date, where the server’s own is none', { 'retry-after': at(NOW + 9000), date: 'today' }, 9000],
    ['a date that has passed', { 'retry-after': at(NOW - 9000) }, undefined],
    ['zero', { 'retry-after': '0' }, undefined],
    ['less than zero', { 'retry-after': '-5' }, undefined],
    ['words', { 'retry-after': 'soon' }, undefined],
    ['nothing', {}, undefined],
  ])('is read: %s', (_, headers, duration) => {
    expect(retryAfter({ header: (name) => headers[name] }, { date: () => NOW })).toBe(duration);
  });
});
