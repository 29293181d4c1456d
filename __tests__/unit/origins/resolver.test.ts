import { describe, expect, jest, test } from '@jest/globals';
import { type HostAnswer, openNodeResolver, type ResolveOptions, resolveHosts } from '../../../src/origins/resolver.ts';
import { testClock } from '../../support/clock.ts';
import { type DnsEntries, testDns } from '../../support/dns.ts';

function options(overrides: Partial<ResolveOptions> = {}): ResolveOptions {
  return {
    clock: testClock({ longestAnswer: 5 }),
    signal: new AbortController().signal,
    left: () => 60_000,
    readsCnames: () => false,
    ...overrides,
  };
}

async function resolveOne(
  entries: DnsEntries,
  overrides: Partial<ResolveOptions> = {},
): Promise<HostAnswer | undefined> {
  return (await resolveHosts(['a.example'], testDns(entries).openResolver, options(overrides))).get('a.example');
}

describe('resolveHosts', () => {
  test('gives the addresses of both families, in canonical form and once', async () => {
    const entries = {
      'a.example': { a: ['198.51.100.1', '198.51.100.1'], aaaa: ['2001:DB8:0::1', '::ffff:198.51.100.1'] },
    };
    expect(await resolveOne(entries)).toEqual({
      kind: 'addresses',
      ips: ['198.51.100.1', '2001:db8::1'],
      names: ['a.example'],
    });
  });

  test.each([
    ['a name that does not exist', {}, 'there is no such name (NXDOMAIN)'],
    ['a name without addresses', { 'a.example': {} }, 'the name has no A or AAAA record'],
    ['a name server that fails', { 'a.example': { error: 'ESERVFAIL' } }, 'its name servers fail (SERVFAIL)'],
    [
      'a name server that refuses',
      { 'a.example': { error: 'EREFUSED' } },
      'the name server refuses to answer (REFUSED)',
    ],
    ['no name server', { 'a.example': { error: 'ECONNREFUSED' } }, 'no name server can be reached (ECONNREFUSED)'],
    ['queries that time out', { 'a.example': { error: 'ETIMEOUT' } }, 'no answer within 5 seconds'],
    ['a code without words', { 'a.example': { error: 'EBADRESP' } }, 'DNS failed (EBADRESP)'],
    ['a code that is no code', { 'a.example': { error: '::error::' } }, 'DNS failed'],
    [
      'no addresses of one family, and no answer for the other',
      { 'a.example': { error: { a: 'ENODATA', aaaa: 'ESERVFAIL' } } },
      'its name servers fail (SERVFAIL)',
    ],
    ['a name that hangs', { 'a.example': { hang: true } }, 'no answer within 5 seconds'],
  ])('has words for %s', async (_, entries, reason) => {
    expect(await resolveOne(entries as DnsEntries)).toEqual({ kind: 'failed', reason });
  });

  test('has words for an error without a code', async () => {
    const broken = async () => {
      throw new Error('::error::');
    };
    const resolver = { resolve4: broken, resolve6: broken, resolveCname: broken, cancel: () => undefined };
    const answers = await resolveHosts(['a.example'], () => resolver, options());
    expect(answers.get('a.example')).toEqual({ kind: 'failed', reason: 'DNS failed' });
  });

  test('takes one family alone where the other has no addresses', async () => {
    expect(await resolveOne({ 'a.example': { aaaa: ['2001:db8::1'] } })).toEqual({
      kind: 'addresses',
      ips: ['2001:db8::1'],
      names: ['a.example'],
    });
  });

  test.each([
    ['fails', { error: { aaaa: 'ESERVFAIL' } }, 'its name servers fail (SERVFAIL)'],
    ['hangs', { hang: ['aaaa'] as const }, 'no answer within 5 seconds'],
  ])('takes one family alone where the other %s, and says that there may be more', async (_, entry, incomplete) => {
    expect(await resolveOne({ 'a.example': { a: ['198.51.100.1'], ...entry } })).toEqual({
      kind: 'addresses',
      ips: ['198.51.100.1'],
      names: ['a.example'],
      incomplete,
    });
  });

  test('names the first address that Cloudflare cannot reach, and keeps the others', async () => {
    expect(await resolveOne({ 'a.example': { a: ['10.0.0.1', '198.51.100.1', '127.0.0.1'] } })).toEqual({
      kind: 'unreachable address',
      ip: '10.0.0.1',
      fault: 'is a private address',
      ips: ['198.51.100.1'],
      names: ['a.example'],
    });
  });

  test('asks for each name once, and at most 16 at once', async () => {
    const hosts = Array.from({ length: 40 }, (_, index) => `h${index}.example`);
    let open = 0;
    let most = 0;
    const answers = await resolveHosts(
      [...hosts, ...hosts],
      () => {
        open += 1;
        most = Math.max(most, open);
        return {
          resolve4: async () => ['198.51.100.1'],
          async resolve6() {
            await new Promise(setImmediate);
            open -= 1;
            return [];
          },
          resolveCname: async () => [],
          cancel: () => undefined,
        };
      },
      options(),
    );
    expect([...answers.keys()].sort()).toEqual([...hosts].sort());
    expect(most).toBe(16);
  });

  test('gives a query two tries, and cancels what hangs', async () => {
    const dns = testDns({ 'a.example': { hang: true } });
    await resolveHosts(['a.example'], dns.openResolver, options());
    expect(dns.opened).toEqual([{ timeout: 1500, tries: 2 }]);
    expect(dns.cancelled).toBe(2);
  });

  test('waits 5 seconds for a name, or as long as the budget lasts', async () => {
    const clock = testClock({ longestAnswer: 1 });
    const timeout = jest.spyOn(clock, 'timeout');
    const entries = { 'a.example': { hang: true } };
    await resolveOne(entries, { clock });
    expect(await resolveOne(entries, { clock, left: () => 1200 })).toEqual({
      kind: 'failed',
      reason: 'the run ended before there was an answer',
    });
    expect(timeout.mock.calls).toEqual([[5000], [1200]]);
  });

  test('asks nothing when the budget is used up, or the run has been stopped', async () => {
    const ended = { kind: 'failed', reason: 'the run ended before there was an answer' };
    const dns = testDns({ 'a.example': { a: ['198.51.100.1'] } });
    for (const overrides of [{ left: () => 0 }, { signal: AbortSignal.abort() }])
      expect((await resolveHosts(['a.example'], dns.openResolver, options(overrides))).get('a.example')).toEqual(ended);
    expect(dns.asked).toEqual([]);
  });

  test.each(['while it opens the resolver', 'while it waits'])('ends when the run is stopped %s', async (when) => {
    const stop = new AbortController();
    const dns = testDns({ 'a.example': { hang: true } });
    const opening = async (asked: { timeout: number; tries: number }) => {
      if (when === 'while it waits') setImmediate(() => stop.abort());
      else stop.abort();
      return dns.openResolver(asked);
    };
    const answers = await resolveHosts(['a.example'], opening, options({ clock: testClock(), signal: stop.signal }));
    expect(answers.get('a.example')).toEqual({ kind: 'failed', reason: 'the run ended before there was an answer' });
  });

  describe('reads CNAMEs', () => {
    const namesOf = async (entries: DnsEntries) => {
      const answer = await resolveOne(entries, { readsCnames: () => true });
      return answer?.kind === 'addresses' ? answer.names : answer;
    };

    test('only of the hosts whose CNAMEs count', async () => {
      const dns = testDns({ 'a.example': { a: ['198.51.100.1'] }, 'b.example': { a: ['198.51.100.1'] } });
      const readsCnames = (host: string) => host === 'b.example';
      await resolveHosts(['a.example', 'b.example'], dns.openResolver, options({ readsCnames }));
      expect(dns.asked.filter((question) => question.startsWith('cname'))).toEqual(['cname b.example']);
    });

    test('in their order, in lower case without a dot at the end', async () => {
      expect(
        await namesOf({
          'a.example': { cname: 'B.example.' },
          'b.example': { cname: 'c.example' },
          'c.example': { a: ['198.51.100.1'] },
        }),
      ).toEqual(['a.example', 'b.example', 'c.example']);
    });

    test('of eight steps at most', async () => {
      const chain = Array.from({ length: 12 }, (_, step) => [`n${step}.example`, { cname: `n${step + 1}.example` }]);
      const entries = { ...Object.fromEntries(chain), 'n12.example': { a: ['198.51.100.1'] } };
      const names = await namesOf({ ...entries, 'a.example': { cname: 'n0.example' } });
      expect(names).toEqual(['a.example', ...Array.from({ length: 8 }, (_, step) => `n${step}.example`)]);
    });

    test.each([
      ['a circle', ['a.example'], ['a.example']],
      ['text that is no name', ['::error::x'], ['a.example']],
      ['an empty answer', [], ['a.example']],
    ])('up to %s', async (_, cname, names) => {
      const dns = {
        resolve4: async () => ['198.51.100.1'],
        resolve6: async () => [],
        resolveCname: async () => cname,
        cancel: () => undefined,
      };
      const answers = await resolveHosts(['a.example'], () => dns, options({ readsCnames: () => true }));
      expect(answers.get('a.example')).toMatchObject({ kind: 'addresses', names });
    });

    test('as far as they come within the time of the name', async () => {
      const entries = {
        'a.example': { cname: 'b.example' },
        'b.example': { a: ['198.51.100.1'], hang: ['cname'] as const },
      };
      expect(await namesOf(entries)).toEqual(['a.example', 'b.example']);
    });
  });
});

test('the resolver of Node can be opened, asked and cancelled', async () => {
  const resolver = await openNodeResolver({ timeout: 100, tries: 1 });
  expect(resolver.cancel()).toBeUndefined();
});
