import { describe, expect, test } from '@jest/globals';
import { hostsToResolve, serviceOf, traceRecords, type ZoneRecord } from '../../../src/origins/zone-records.ts';
import { cpuTime } from '../../support/cpu-time.ts';

/** Records as `name type content`; `-` before the name is DNS-only, `!` a Worker's. */
const records = (...texts: string[]): ZoneRecord[] =>
  texts.map((text) => {
    const [, mark, name = '', type = '', content = ''] = /^([-!]?)(\S+) (\S+) (\S+)$/.exec(text) ?? [];
    return { name, type, content, proxied: mark !== '-', ...(mark === '!' ? { originWorkerId: 'w1' } : {}) };
  });

/** Ends as text, and the names of the records that lead there. */
const trace = (...texts: string[]) =>
  traceRecords(records(...texts)).map(({ end, records: leading }) => {
    const shown = { addresses: 'contents', host: 'host', none: 'reason' }[end.kind];
    return [String((end as unknown as Record<string, unknown>)[shown]), leading.map(({ name }) => name).join(' ')];
  });

describe('traceRecords', () => {
  test('ends proxied records at their contents, and leaves DNS-only ones alone', () => {
    expect(
      trace('www.example.com A 11.0.0.1', 'www.example.com AAAA 2a11::1', '-direct.example.com A 11.0.0.2'),
    ).toEqual([
      ['11.0.0.1', 'www.example.com'],
      ['2a11::1', 'www.example.com'],
    ]);
  });

  test('follows CNAMEs through the zone, by DNS-only and proxied records alike', () => {
    expect(
      trace(
        'www.example.com CNAME a.example.com',
        'shop.example.com CNAME B.example.com.',
        '-a.example.com CNAME b.example.com',
        '-b.example.com A 11.0.0.1',
        '-b.example.com A 11.0.0.2',
      ),
    ).toEqual([['11.0.0.1,11.0.0.2', 'www.example.com shop.example.com']]);
  });

  test('follows CNAMEs to a wildcard of the zone', () => {
    expect(trace('www.example.com CNAME x.apps.example.com', '-*.apps.example.com CNAME lb.example.net')).toEqual([
      ['lb.example.net', 'www.example.com'],
    ]);
  });

  test('ends at a host where no record of the zone answers', () => {
    const texts = [
      'www.example.com CNAME lb.example.net',
      'api.example.com CNAME lb.example.net',
      'old.example.com CNAME gone.example.com',
      '*.wild.example.com A 11.0.0.9',
    ];
    expect(trace(...texts)).toEqual([
      ['lb.example.net', 'www.example.com api.example.com'],
      ['gone.example.com', 'old.example.com'],
      ['11.0.0.9', '*.wild.example.com'],
    ]);
    expect(hostsToResolve(traceRecords(records(...texts)))).toEqual(['lb.example.net', 'gone.example.com']);
  });

  test.each([
    ['itself', ['a.example.com CNAME a.example.com'], 'a.example.com'],
    ['a circle', ['a.example.com CNAME b.example.com', '-b.example.com CNAME a.example.com'], 'b.example.com'],
    [
      'a circle further on',
      ['x.example.com CNAME a.example.com', '-a.example.com CNAME a.example.com'],
      'a.example.com',
    ],
    ['itself by a wildcard', ['*.example.com CNAME x.example.com'], 'x.example.com'],
  ])('ends nowhere where CNAMEs lead to %s', (_, texts, through) => {
    expect(trace(...texts)[0]?.[0]).toBe(`its CNAMEs lead in a circle, through ${through}`);
  });

  test.each([
    ['0a1b.cfargotunnel.com', 'Cloudflare Tunnel'],
    ['app.account.workers.dev', 'Cloudflare Workers'],
    ['site.pages.dev', 'Cloudflare Pages'],
    ['pub-1.r2.dev', 'Cloudflare R2'],
    ['account.r2.cloudflarestorage.com', 'Cloudflare R2'],
  ])("ends nowhere at %s, Cloudflare's own", (host, service) => {
    expect(trace(`www.example.com CNAME ${host}`)).toEqual([[`${host} is a name of ${service}`, 'www.example.com']]);
    expect(trace('www.example.com CNAME a.example.com', `-a.example.com CNAME ${host}`)[0]?.[0]).toContain(service);
  });

  test.each(['workers.dev.evil.example', 'notworkers.dev', 'storage.cloudflarestorage.com.example'])(
    '%s is no service',
    (host) => {
      expect(serviceOf(host)).toBeUndefined();
    },
  );

  test('ends nowhere at records of a Worker', () => {
    const reason = 'a Worker answers in place of an origin';
    expect(
      trace(
        '!www.example.com AAAA 100::',
        '!app.example.com CNAME lb.example.net',
        'x.example.com CNAME app.example.com',
      ),
    ).toEqual([
      [reason, 'www.example.com'],
      [reason, 'app.example.com'],
      [reason, 'x.example.com'],
    ]);
  });

  test.each([
    ['an address', '11.0.0.1', 'a CNAME leads to a name, and 11.0.0.1 is an address'],
    ['an address with a dot at its end', '2A11::1.', 'a CNAME leads to a name, and 2a11::1 is an address'],
    ['nothing', '.', 'a CNAME on the way has no content'],
  ])('ends nowhere at a CNAME of %s, which is not asked of DNS', (_, content, reason) => {
    const zone = records(`www.example.com CNAME ${content}`, 'a.example.com CNAME www.example.com');
    expect(traceRecords(zone)).toMatchObject([{ end: { kind: 'none', reason }, records: zone }]);
    expect(hostsToResolve(traceRecords(zone))).toEqual([]);
  });

  test('follows 5,000 records that lead to one another in no time', () => {
    const chain = Array.from({ length: 5000 }, (_, index) => `n${index}.example.com CNAME n${index + 1}.example.com`);
    const started = cpuTime();
    expect(trace(...chain)).toMatchObject([['n5000.example.com', expect.stringContaining('n4999.example.com')]]);
    expect(cpuTime() - started).toBeLessThan(5000);
  });
});
