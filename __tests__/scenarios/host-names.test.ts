import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import type { OpenResolver } from '../../src/origins/resolver.ts';
import { at, runSource, type Start } from '../support/action.ts';
import { testClock } from '../support/clock.ts';
import { writes } from '../support/cloudflare.ts';
import { type DnsEntries, testDns } from '../support/dns.ts';
import { entriesOf, errorsOf, matching, noticesOf, placeOf } from '../support/messages.ts';

const TARGET = { vendor: 'aws', region: 'us-east-1' };
const DNS: DnsEntries = {
  'origin.example.com': { a: ['203.0.113.1', '203.0.113.2'], aaaa: ['2001:db8::1'] },
  'four.example.com': { a: ['203.0.113.4'] },
  'six.example.com': { aaaa: ['2001:db8::6'] },
  'same.example.com': { a: ['203.0.113.4'] },
  'xn--bcher-kva.example': { a: ['203.0.113.7'] },
  'half.example.com': { a: ['203.0.113.8'], error: { aaaa: 'ESERVFAIL' } },
  'private.example.com': { a: ['203.0.113.9', '10.1.2.3'] },
  'proxied.example.com': { a: ['104.16.1.1'] },
  'proxied6.example.com': { aaaa: ['2606:4700::1111'] },
  'failing.example.com': { error: 'ESERVFAIL' },
  'empty.example.com': {},
  'hanging.example.com': { hang: true },
  'alias.example.com': { cname: 'four.example.com' },
  'ec2-203-0-113-5.compute-1.amazonaws.com': { a: ['203.0.113.5'] },
};

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({});
});
beforeEach(() => {
  emulator.seed(0);
  emulator.clearFaults();
  emulator.forget();
});
afterAll(() => emulator.close());

const register = (host: string, inputs: Record<string, string> = {}, start: Start = {}) =>
  runSource({ dns: DNS, ...start, inputs: at(emulator, { host, ...TARGET, ...inputs }) });
const list = (mappings: string, inputs: Record<string, string> = {}, start: Start = {}) =>
  runSource({
    dns: DNS,
    ...start,
    inputs: at(emulator, { 'mappings-file': 'o.yaml', ...inputs }),
    files: { 'o.yaml': mappings },
  });
const held = () => emulator.mappings().map(({ ip }) => ip);

describe('A host', () => {
  test('is every address that it resolves to, each an entry with the host beside it', async () => {
    const ending = await register('origin.example.com', { 'redact-ips': 'false' });
    expect(errorsOf(ending)).toEqual([]);
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '3', count: '3' } });
    expect(entriesOf(ending)).toMatchObject(
      ['203.0.113.1', '203.0.113.2', '2001:db8::1'].map((ip) => ({
        ip,
        ...TARGET,
        host: 'origin.example.com',
        outcome: 'created',
      })),
    );
    expect(ending.summary).toMatch(/203\.0\.113\.1.*origin\.example\.com|origin\.example\.com.*203\.0\.113\.1/);
  });

  test.each([
    ['in upper case', 'FOUR.Example.COM', ['203.0.113.4']],
    ['with a dot at its end', 'four.example.com.', ['203.0.113.4']],
    ['with the line break of a shell', 'four.example.com\r\n', ['203.0.113.4']],
    ['with one family only', 'six.example.com', ['2001:db8::6']],
    ['internationalised', 'bücher.example', ['203.0.113.7']],
    [
      'several, separated like ip',
      'four.example.com, six.example.com\nbücher.example',
      ['203.0.113.4', '203.0.113.7', '2001:db8::6'],
    ],
    ['an alias', 'alias.example.com', ['203.0.113.4']],
  ])('may be given %s', async (_, host, ips) => {
    const ending = await register(host);
    expect(errorsOf(ending)).toEqual([]);
    expect(ending.exitCode).toBe(0);
    expect(held()).toEqual(ips);
  });

  test.each([
    ['https://a.example/x', /URL.*a\.example/],
    ['a.example:443', /port/],
    ['203.0.113.1', /address.*ip/],
    ['2001:db8::1', /address.*ip/],
    ['*.example.com', /wildcard/],
    ['localhost', /localhost|dot/],
    ['a_b.example.com', /a_b/],
    ['example.123', /example\.123/],
    [`${'a'.repeat(64)}.example.com`, /63|label/],
    [`${'a.'.repeat(130)}example`, /253|long/],
  ])('is refused with its remedy: %s', async (host, message) => {
    const dns = testDns(DNS);
    const ending = await register(host, {}, { dns });
    expect(errorsOf(ending)).toEqual(matching(message));
    expect(errorsOf(ending)[0]).toMatch(/^Input host/);
    expect(ending).toMatchObject({ exitCode: 1, outputs: { changed: 'false' } });
    expect(emulator.requests).toEqual([]);
    expect(dns.asked).toEqual([]);
  });

  test('in ip is told to be given as host', async () => {
    const ending = await runSource({ inputs: at(emulator, { ip: 'four.example.com', ...TARGET }) });
    expect(errorsOf(ending)).toEqual(matching(/"four\.example\.com".*host/));
  });

  test('may stand in YAML, JSON and CSV, one or several, with addresses beside', async () => {
    const yaml = `
- { host: four.example.com, vendor: aws, region: us-east-1 }
- { host: [six.example.com, bücher.example], vendor: aws, region: us-east-1 }
- { ip: 203.0.113.99, vendor: aws, region: us-east-1 }
`;
    expect(await list(yaml)).toMatchObject({ exitCode: 0, outputs: { created: '4' } });
    const json = JSON.stringify([
      { host: 'four.example.com', ...TARGET },
      { ip: '203.0.113.99', ...TARGET },
    ]);
    expect(await list(json)).toMatchObject({ exitCode: 0, outputs: { unchanged: '2' } });
    const csv =
      'region,host,ip,check,vendor\nus-east-1,four.example.com,,false,aws\nus-east-1,,203.0.113.99,,aws\nus-east-1,six.example.com,,,aws\n';
    const ending = await runSource({ dns: DNS, inputs: at(emulator, { mappings: csv }) });
    expect(errorsOf(ending)).toEqual([]);
    expect(ending).toMatchObject({ exitCode: 0, outputs: { unchanged: '3' } });
  });

  test('and an ip in one entry are an error', async () => {
    const ending = await list('- { host: four.example.com, ip: 203.0.113.4, vendor: aws, region: us-east-1 }\n');
    expect(errorsOf(ending)).toEqual(matching(/ip.*host|host.*ip/));
    expect(emulator.requests).toEqual([]);
  });

  test('in the file and an output of it are the same entry again', async () => {
    const { result } = await register('origin.example.com', { 'redact-ips': 'false' });
    const ending = await list(JSON.stringify(result));
    expect(errorsOf(ending)).toEqual([]);
    expect(ending).toMatchObject({ exitCode: 0, outputs: { unchanged: '3' } });
  });
});

describe('Resolving', () => {
  test('asks once a run for each name and family, with two tries, and for no CNAME where the region is declared', async () => {
    const dns = testDns(DNS);
    await register('four.example.com, FOUR.example.com', {}, { dns });
    expect(dns.asked.sort()).toEqual(['a four.example.com', 'aaaa four.example.com']);
    for (const { timeout, tries } of dns.opened) {
      expect(tries).toBe(2);
      expect(timeout * 3).toBeLessThanOrEqual(5000);
    }
  });

  test('asks nothing where no entry has a host', async () => {
    const dns = testDns(DNS);
    await runSource({ inputs: at(emulator, { ip: '192.0.2.1', ...TARGET }), dns });
    expect(dns.asked).toEqual([]);
    expect(emulator.requests.map(({ path }) => path)).not.toContain('/ips');
  });

  test('of 200 hosts asks for at most 16 names at once', async () => {
    const dns = testDns(
      Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`h${n}.example.com`, { a: [`203.0.113.${n}`] }])),
    );
    let open = 0;
    let most = 0;
    const openResolver: OpenResolver = async (options) => {
      const resolver = await dns.openResolver(options);
      const resolve4 = async (host: string) => {
        open += 1;
        most = Math.max(most, open);
        await setImmediate();
        open -= 1;
        return resolver.resolve4(host);
      };
      return { ...resolver, resolve4 };
    };
    const hosts = Array.from({ length: 200 }, (_, n) => `h${n}.example.com`).join('\n');
    const ending = await register(hosts, {}, { dns: { ...dns, openResolver } });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '200' } });
    expect(most).toBe(16);
  });

  test('goes on where one family fails and the other has an answer, with a notice', async () => {
    const ending = await register('half.example.com');
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
    expect(noticesOf(ending)).toEqual(matching(/half\.example\.com.*IPv6/));
  });

  test.each([
    ['does not exist', 'nowhere.example.com', /nowhere\.example\.com does not resolve.*NXDOMAIN/],
    ['has no address', 'empty.example.com', /empty\.example\.com does not resolve.*no A or AAAA/],
    ['has failing name servers', 'failing.example.com', /failing\.example\.com does not resolve.*SERVFAIL/],
  ])('a name that %s is an error of its entry, and nothing is written', async (_, host, message) => {
    const ending = await register(`four.example.com ${host}`);
    expect(errorsOf(ending)).toEqual(matching(message));
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '2', changed: 'false', created: '0' } });
    const failed = entriesOf(ending).find((entry) => entry.host === host);
    expect(failed).toMatchObject({ host, outcome: 'failed' });
    expect(failed).not.toHaveProperty('ip');
    expect(writes(emulator)).toEqual([]);
  });

  test('a name of a file that does not resolve is told at its place', async () => {
    const ending = await list(
      '- { ip: 203.0.113.99, vendor: aws, region: us-east-1 }\n- { host: nowhere.example.com, vendor: aws, region: us-east-1 }\n',
    );
    expect(ending.annotations.filter(({ level }) => level === 'error').map(placeOf)).toEqual(['o.yaml:2:11']);
    expect(writes(emulator)).toEqual([]);
  });

  test('that never answers is cancelled, and the run says so', async () => {
    const dns = testDns(DNS);
    const ending = await register('hanging.example.com', {}, { dns, clock: testClock({ longestAnswer: 400 }) });
    expect(errorsOf(ending)).toEqual(matching(/hanging\.example\.com does not resolve.*5 seconds/));
    expect(ending.exitCode).toBe(1);
    expect(dns.cancelled).toBeGreaterThan(0);
    expect(writes(emulator)).toEqual([]);
  });

  test('is cut off with the budget of the run', async () => {
    const dns = testDns(DNS);
    const ending = await register('hanging.example.com', { 'timeout-seconds': '1' }, { dns });
    expect(ending.exitCode).toBe(1);
    expect(ending.took).toBeLessThan(5000);
    expect(dns.cancelled).toBeGreaterThan(0);
    expect(Object.keys(ending.outputs)).toContain('result-file');
  });

  test('runs while the zone is observed', async () => {
    const dns = testDns(DNS);
    let asked = 0;
    emulator.onRequest = ({ path }) => {
      if (path.endsWith('/cache/origin_cloud_regions')) asked = dns.asked.length;
    };
    await register('four.example.com', {}, { dns });
    emulator.onRequest = undefined;
    expect(dns.asked.length).toBeGreaterThan(0);
    expect(asked).toBeGreaterThan(0);
  });
});

describe('An address that a host leads to', () => {
  test('may not be private: the error names host and address, and one is enough', async () => {
    const ending = await register('private.example.com', { 'redact-ips': 'false' });
    expect(errorsOf(ending)).toEqual(matching(/private\.example\.com.*10\.1\.2\.3.*private/));
    expect(writes(emulator)).toEqual([]);
  });

  test.each(['proxied.example.com', 'proxied6.example.com'])("may not be Cloudflare's own: %s", async (host) => {
    const ending = await register(host);
    expect(errorsOf(ending)).toEqual(matching(new RegExp(`${host}.*Cloudflare.*CNAME's target.*DNS-only`)));
    expect(ending.exitCode).toBe(1);
    expect(writes(emulator)).toEqual([]);
  });

  test.each([
    'status 403',
    'status 404',
    'status 500',
    'status 403 html',
    'status 429 retry-after=3600',
    'garbage',
    'wrong-types fields',
    'hang',
  ])("counts where Cloudflare's own addresses cannot be had, with a notice: %s", async (fault) => {
    emulator.fault(`GET /ips ${fault}`);
    const clock = testClock(fault === 'hang' ? { longestAnswer: 400 } : {});
    const ending = await register('four.example.com', {}, { clock });
    expect(errorsOf(ending)).toEqual([]);
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
    expect(noticesOf(ending)).toEqual(matching(/Cloudflare's own/));
  });

  test('is merged where two hosts have one target', async () => {
    const ending = await register('four.example.com same.example.com');
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
    expect(entriesOf(ending)).toMatchObject([{ host: 'four.example.com, same.example.com' }]);
  });

  test('is an error that names both where two hosts have two targets', async () => {
    const yaml = `
- { host: four.example.com, vendor: aws, region: us-east-1 }
- { host: same.example.com, vendor: aws, region: us-west-2 }
`;
    const ending = await list(yaml);
    expect(errorsOf(ending)).toEqual(matching(/four\.example\.com.*same\.example\.com/));
    expect(ending.exitCode).toBe(1);
    expect(writes(emulator)).toEqual([]);
  });

  test.each([
    [
      'a file',
      '- { host: same.example.com, vendor: aws, region: us-west-2 }\n- { ip: 203.0.113.4, vendor: aws, region: us-east-1 }\n',
    ],
  ])('that an entry gives as well must have one target: %s', async (_, yaml) => {
    const ending = await list(yaml);
    expect(errorsOf(ending)).toEqual(matching(/203\.0\.113\.4.*two targets|two targets/));
    expect(writes(emulator)).toEqual([]);
  });

  test('was not given to the run: it is hidden where others are, in errors too', async () => {
    const event = { name: 'push', payload: { repository: { full_name: 'octo/site', visibility: 'public' } } };
    const ending = await register('origin.example.com', {}, { event });
    expect(ending.exitCode).toBe(0);
    expect(ending.log + ending.summary).not.toMatch(/203\.0\.113|2001:db8/);
    expect(ending.summary).toContain('origin.example.com');
    const failed = await register('private.example.com', {}, { event });
    expect(failed.log + failed.summary).not.toContain('10.1.2.3');
    expect(errorsOf(failed)).toEqual(matching(/private\.example\.com.*private/));
  });

  test('is hidden in a host name that holds it', async () => {
    const event = { name: 'push', payload: { repository: { full_name: 'octo/site', visibility: 'public' } } };
    const host = 'ec2-203-0-113-5.compute-1.amazonaws.com';
    const dns = { ...DNS, 'alias.example.com': { cname: host } };
    const ending = await register(
      'alias.example.com',
      { region: 'auto', vendor: '', 'ip-ranges': 'none' },
      {
        event,
        dns,
        prepare: ({ workspace }) => mkdir(join(workspace, 'none')),
      },
    );
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
    expect(ending.log + ending.summary).not.toMatch(/203[.-]0[.-]113[.-]5/);
  });
});

describe('Removing by host', () => {
  test('state: absent removes what the name resolves to now', async () => {
    emulator.put(...['203.0.113.1', '203.0.113.2', '203.0.113.77'].map((ip) => ({ ip, ...TARGET })));
    const ending = await register('origin.example.com', { state: 'absent', vendor: '', region: '' });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { removed: '2', unchanged: '1' } });
    expect(held()).toEqual(['203.0.113.77']);
  });

  test('state: absent fails where the name does not resolve: nobody knows what to remove', async () => {
    emulator.put({ ip: '203.0.113.77', ...TARGET });
    const ending = await register('nowhere.example.com', { state: 'absent', vendor: '', region: '' });
    expect(errorsOf(ending)).toEqual(matching(/nowhere\.example\.com does not resolve/));
    expect(ending).toMatchObject({ exitCode: 1, outputs: { removed: '0', failed: '1' } });
    expect(held()).toEqual(['203.0.113.77']);
  });

  test('prune: all takes the resolved addresses for the truth', async () => {
    emulator.put(...['203.0.113.4', '203.0.113.77'].map((ip) => ({ ip, ...TARGET })));
    const ending = await list('- { host: four.example.com, vendor: aws, region: us-east-1 }\n', { prune: 'all' });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { removed: '1', unchanged: '1' } });
  });

  test.each([
    ['does not resolve', 'nowhere.example.com'],
    ['hangs', 'hanging.example.com'],
    ['is private', 'private.example.com'],
  ])('prune: all removes nothing where a host %s', async (_, host) => {
    emulator.put({ ip: '203.0.113.77', ...TARGET });
    const clock = testClock({ longestAnswer: 400 });
    const ending = await list(
      `- { host: ${host}, vendor: aws, region: us-east-1 }\n- { ip: 203.0.113.78, vendor: aws, region: us-east-1 }\n`,
      { prune: 'all' },
      { clock },
    );
    expect(ending).toMatchObject({ exitCode: 1, outputs: { removed: '0' } });
    expect(held()).toEqual(['203.0.113.77']);
  });

  test('prune: all removes nothing where one family gave no answer', async () => {
    emulator.put({ ip: '2001:db8::8', ...TARGET });
    const ending = await list('- { host: half.example.com, vendor: aws, region: us-east-1 }\n', { prune: 'all' });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { removed: '0', created: '1' } });
    expect(held()).toContain('2001:db8::8');
    expect(noticesOf(ending).join('\n')).toMatch(/half\.example\.com/);
  });
});
