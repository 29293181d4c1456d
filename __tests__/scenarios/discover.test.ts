import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { type FeedServer, startFeeds } from '../../emulator/feed-server.ts';
import { madeUpDnsRecords } from '../../emulator/population.ts';
import type { DnsRecordSeed } from '../../emulator/zone-reads.ts';
import { at, type Ending, runSource, type Start } from '../support/action.ts';
import { many, writes } from '../support/cloudflare.ts';
import { type DnsEntries, testDns } from '../support/dns.ts';
import { entriesOf, errorsOf, matching, noticesOf } from '../support/messages.ts';

const a = (name: string, content: string, more: object = {}): DnsRecordSeed => ({ type: 'A', name, content, ...more });
const cname = (name: string, content: string, more: object = {}): DnsRecordSeed => ({
  type: 'CNAME',
  name,
  content,
  ...more,
});
const DNS: DnsEntries = {
  'lb.us-west-2.elb.amazonaws.com': { a: ['11.20.0.9'] },
  'other-zone.example.net': { cname: 'site.pages.dev' },
  'private.example.net': { a: ['10.0.0.1'] },
  'cloudflare.example.net': { a: ['104.16.1.1'] },
  'circle.example.net': { cname: 'circle.example.net' },
};

let emulator: Emulator;
let feeds: FeedServer;
beforeAll(async () => {
  emulator = await startEmulator({});
  feeds = await startFeeds();
});
beforeEach(() => {
  emulator.seed(0);
  emulator.clearFaults();
  emulator.forget();
  emulator.dnsRecords = [];
  emulator.onRequest = undefined;
  feeds.forget();
});
afterAll(() => Promise.all([emulator.close(), feeds.close()]));

const discover = (inputs: Record<string, string> = {}, start: Start = {}) =>
  runSource({
    dns: DNS,
    ...start,
    inputs: at(emulator, { discover: 'dns', 'ip-ranges': feeds.url, 'redact-ips': 'false', ...inputs }),
  });
const found = () => emulator.mappings().map(({ ip, vendor, region }) => `${ip} ${vendor} ${region}`);
const recordPages = () => emulator.requests.filter(({ path }) => path.endsWith('/dns_records'));
const entry = (ending: Ending, ip: string) => entriesOf(ending).find((one) => one.ip === ip);

describe('discover: dns', () => {
  test('registers the origins that proxied records name, with the record beside it', async () => {
    emulator.dnsRecords = [
      a('www.example.com', '11.1.0.1'),
      a('api.example.com', '11.1.0.1'),
      { type: 'AAAA', name: 'www.example.com', content: '2001:db8:22::1' },
      a('shop.example.com', '22.3.0.1'),
      a('mail.example.com', '26.1.0.1', { proxied: false }),
      { type: 'MX', name: 'example.com', content: 'mail.example.com' },
      { type: 'TXT', name: 'example.com', content: '11.2.0.1' },
    ];
    const ending = await discover();
    expect(errorsOf(ending)).toEqual([]);
    expect(found()).toEqual(['11.1.0.1 aws us-east-1', '22.3.0.1 gcp asia-northeast1']);
    expect(entry(ending, '11.1.0.1')).toMatchObject({ host: 'www.example.com, api.example.com', outcome: 'created' });
    expect(ending.summary).toMatch(/www\.example\.com.*11\.1\.0\.1.*aws us-east-1.*published by AWS/);
    expect(ending.summary).toMatch(/[Ll]oad balancers/);
    expect(feeds.requests.length).toBeGreaterThan(0);
  });

  test('follows CNAMEs inside of the zone, by wildcards too, and asks DNS for the rest', async () => {
    emulator.dnsRecords = [
      cname('www.example.com', 'origin.example.com'),
      a('origin.example.com', '11.1.0.1', { proxied: false }),
      cname('app.example.com', 'x.apps.example.com'),
      a('*.apps.example.com', '22.1.0.1', { proxied: false }),
      cname('lb.example.com', 'lb.us-west-2.elb.amazonaws.com'),
      a('*.example.com', '26.2.0.1'),
    ];
    const dns = testDns(DNS);
    const ending = await discover({}, { dns });
    expect(errorsOf(ending)).toEqual([]);
    expect(found()).toEqual([
      '11.1.0.1 aws us-east-1',
      '11.20.0.9 aws us-west-2',
      '22.1.0.1 gcp us-central1',
      '26.2.0.1 oci eu-frankfurt-1',
    ]);
    expect(dns.asked.filter((question) => question.includes('example.com'))).toEqual([]);
    expect(dns.asked).toContain('a lb.us-west-2.elb.amazonaws.com');
  });

  test.each<[string, readonly DnsRecordSeed[], RegExp]>([
    ["Cloudflare's tunnel", [cname('x.example.com', 'abc.cfargotunnel.com')], /Tunnel/],
    ['Workers', [cname('x.example.com', 'a.b.workers.dev')], /Workers/],
    ['Pages', [cname('x.example.com', 'site.pages.dev')], /Pages/],
    ['R2', [cname('x.example.com', 'pub-1.r2.dev')], /R2/],
    ['R2 by its other name', [cname('x.example.com', 'b.r2.cloudflarestorage.com')], /R2/],
    ['a Worker', [a('x.example.com', '192.0.2.1', { meta: { origin_worker_id: 'w1' } })], /Worker/],
    [
      'a Worker behind AAAA',
      [{ type: 'AAAA', name: 'x.example.com', content: '100::', meta: { origin_worker_id: 'w1' } }],
      /Worker/,
    ],
    ["Cloudflare's own addresses", [a('x.example.com', '104.16.1.1')], /Cloudflare itself/],
    ["a name that leads to Cloudflare's own", [cname('x.example.com', 'cloudflare.example.net')], /Cloudflare itself/],
    ['a placeholder of IPv6', [{ type: 'AAAA', name: 'x.example.com', content: '100::' }], /placeholder/],
    ['a documentation address', [a('x.example.com', '192.0.2.1')], /placeholder/],
    ['a private address', [a('x.example.com', '10.0.0.1')], /private/],
    ['a name of a private address', [cname('x.example.com', 'private.example.net')], /private/],
    ['a name that does not resolve', [cname('x.example.com', 'nowhere.example.net')], /does not resolve/],
    [
      'a name in another zone of Cloudflare',
      [cname('x.example.com', 'other-zone.example.net')],
      /does not resolve|Pages/,
    ],
    [
      'a circle in the zone',
      [cname('x.example.com', 'y.example.com'), cname('y.example.com', 'x.example.com')],
      /circle/,
    ],
    ['a circle elsewhere', [cname('x.example.com', 'circle.example.net')], /does not resolve/],
  ])('leaves out, with the reason: %s', async (_, records, reason) => {
    emulator.dnsRecords = records;
    const ending = await discover();
    expect(errorsOf(ending)).toEqual([]);
    expect(ending).toMatchObject({
      exitCode: 0,
      outputs: { changed: 'false', failed: '0', skipped: '0', created: '0' },
    });
    expect(entriesOf(ending)).toEqual([]);
    expect(ending.summary).toMatch(/left out/);
    expect(ending.summary).toMatch(reason);
    expect(writes(emulator)).toEqual([]);
  });

  test("goes on where Cloudflare's own addresses cannot be had, with a notice", async () => {
    emulator.dnsRecords = [a('www.example.com', '11.1.0.1')];
    emulator.fault('GET /ips status 403');
    const ending = await discover();
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
    expect(noticesOf(ending)).toEqual(matching(/Cloudflare's own/));
  });

  test('without any origin is a success with nothing to do', async () => {
    expect(await discover()).toMatchObject({ exitCode: 0, outputs: { changed: 'false', count: '0' } });
    expect(writes(emulator)).toEqual([]);
  });

  test('leaves a hint that is there unless on-conflict says otherwise', async () => {
    emulator.dnsRecords = [a('www.example.com', '11.1.0.1')];
    emulator.put({ ip: '11.1.0.1', vendor: 'oci', region: 'us-phoenix-1' });
    expect(await discover()).toMatchObject({ exitCode: 0, outputs: { skipped: '1', changed: 'false' } });
    expect(await discover({ 'on-conflict': 'fail' })).toMatchObject({ exitCode: 1, outputs: { failed: '1' } });
    expect(writes(emulator)).toEqual([]);
    expect(await discover({ 'on-conflict': 'overwrite' })).toMatchObject({ exitCode: 0, outputs: { updated: '1' } });
  });

  test.each([
    ['of which nothing is known', '198.18.0.1', /no published range/, 'unchanged'],
    ['whose region is not supported', '11.50.0.1', /us-gov-west-1/, 'skipped'],
    ['of an edge', '11.20.0.1', /GLOBALACCELERATOR/, 'unchanged'],
  ])('skips an address %s with the reason, which is no failure', async (_, ip, reason, mapped) => {
    emulator.dnsRecords = [a('www.example.com', ip)];
    const ending = await discover();
    expect(errorsOf(ending)).toEqual([]);
    expect(ending).toMatchObject({ exitCode: 0, outputs: { skipped: '1', changed: 'false', 'error-codes': '' } });
    expect(entry(ending, ip)).toMatchObject({ outcome: 'skipped', message: expect.stringMatching(reason) });
    emulator.put({ ip, vendor: 'oci', region: 'us-phoenix-1' });
    expect(await discover()).toMatchObject({ exitCode: 0, outputs: { [mapped]: '1', changed: 'false' } });
    expect(await discover({ mode: 'check' })).toMatchObject({ exitCode: 0 });
  });

  test('skips an address that two names give two regions', async () => {
    emulator.dnsRecords = [
      cname('a.example.com', 'x.us-west-2.elb.amazonaws.com'),
      cname('b.example.com', 'x.eu-west-1.elb.amazonaws.com'),
    ];
    const dns = {
      'x.us-west-2.elb.amazonaws.com': { a: ['11.20.0.1'] },
      'x.eu-west-1.elb.amazonaws.com': { a: ['11.20.0.1'] },
    };
    const ending = await discover({}, { dns });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { skipped: '1' } });
    expect(entriesOf(ending)[0]?.message).toMatch(/two.*us-west-2.*eu-west-1/);
  });

  test('takes vendor and region for addresses of which nothing is known', async () => {
    emulator.dnsRecords = [a('www.example.com', '198.18.0.1'), a('api.example.com', '11.1.0.1')];
    const ending = await discover({ vendor: 'gcp', region: 'us-central1' });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '2' } });
    expect(found()).toEqual(['11.1.0.1 aws us-east-1', '198.18.0.1 gcp us-central1']);
  });

  test('believes only the vendor that is given alone', async () => {
    emulator.dnsRecords = [a('www.example.com', '22.1.0.1'), a('api.example.com', '11.1.0.1')];
    expect(await discover({ vendor: 'aws' })).toMatchObject({ exitCode: 0, outputs: { created: '1', skipped: '1' } });
    expect(found()).toEqual(['11.1.0.1 aws us-east-1']);
  });

  test('lists mappings that no proxied record names, and never removes them', async () => {
    emulator.dnsRecords = [a('www.example.com', '11.1.0.1'), a('old.example.com', '203.0.0.1', { proxied: false })];
    emulator.put(...many(2));
    const ending = await discover();
    expect(ending.summary).toMatch(/2 mappings named by no proxied record/);
    expect(ending).toMatchObject({ exitCode: 0, outputs: { removed: '0', created: '1', count: '3' } });
  });

  test('in mode plan is a report, and writes nothing', async () => {
    emulator.dnsRecords = [
      a('www.example.com', '11.1.0.1'),
      a('x.example.com', '198.18.0.1'),
      a('y.example.com', '10.0.0.1'),
    ];
    const ending = await discover({ mode: 'plan' });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1', skipped: '1', changed: 'true' } });
    for (const words of [
      /www\.example\.com/,
      /aws us-east-1/,
      /published by AWS/,
      /198\.18\.0\.1/,
      /mappings file/,
      /y\.example\.com.*private/,
    ])
      expect(ending.summary).toMatch(words);
    expect(writes(emulator)).toEqual([]);
  });

  test('in mode check fails where an origin with a known region has no hint, and only there', async () => {
    emulator.dnsRecords = [a('www.example.com', '11.1.0.1'), a('x.example.com', '198.18.0.1')];
    expect(await discover({ mode: 'check' })).toMatchObject({ exitCode: 1, outputs: { changed: 'true' } });
    emulator.put({ ip: '11.1.0.1', vendor: 'gcp', region: 'us-central1' });
    expect(await discover({ mode: 'check' })).toMatchObject({ exitCode: 0, outputs: { changed: 'false' } });
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ['prune: all', { prune: 'all' }, /prune: all.*discover/],
    ['prune: removed', { prune: 'removed' }, /prune: removed.*discover/],
    ['state: absent', { state: 'absent' }, /discover.*state: absent/],
    ['state: auto', { state: 'auto' }, /discover.*state: auto/],
    ['ip', { ip: '192.0.2.1' }, /ip and discover/],
    ['host', { host: 'a.example.com' }, /host and discover/],
    ['mappings', { mappings: 'ip\n192.0.2.1' }, /mappings and discover/],
    ['mappings-file', { 'mappings-file': 'a.csv' }, /mappings-file and discover/],
    ['region alone', { region: 'us-east-1' }, /region is given without vendor/],
  ])('does not go with %s', async (_, inputs, message) => {
    const ending = await discover(inputs);
    expect(errorsOf(ending)).toEqual(matching(message));
    expect(ending).toMatchObject({ exitCode: 1, outputs: { changed: 'false' } });
    expect(emulator.requests).toEqual([]);
  });
});

describe('The records', () => {
  test('of a zone with 5,000 of them are read whole, though a page holds fewer than asked for', async () => {
    const large = await startEmulator({ dnsRecords: madeUpDnsRecords(5000, 'example.com'), dnsPageSize: 1000 });
    try {
      const inputs = at(large, { discover: 'dns', 'ip-ranges': feeds.url, mode: 'plan' });
      const ending = await runSource({ inputs });
      expect(ending.exitCode).toBe(0);
      // IPv6 ones are in a documentation range; of the others nothing is known.
      expect(ending.outputs.skipped).toBe('2500');
      expect(large.requests.filter(({ path }) => path.endsWith('/dns_records'))).toHaveLength(5);
    } finally {
      await large.close();
    }
  });

  test('need the permission DNS: Read, and its lack is told', async () => {
    const none = await startEmulator({ dnsRead: false });
    try {
      const ending = await runSource({ inputs: at(none, { discover: 'dns', 'ip-ranges': feeds.url }) });
      expect(errorsOf(ending)).toEqual(matching(/DNS: Read/));
      expect(ending.exitCode).toBe(1);
      expect(writes(none)).toEqual([]);
    } finally {
      await none.close();
    }
  });

  test('need nothing but the zone ID: no look at the zone itself', async () => {
    const none = await startEmulator({ zoneRead: false, dnsRecords: [a('www.example.com', '11.1.0.1')] });
    try {
      const ending = await runSource({ inputs: at(none, { discover: 'dns', 'ip-ranges': feeds.url }) });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
    } finally {
      await none.close();
    }
  });

  test.each(['status 500', 'status 403 code=10000', 'wrong-types', 'garbage', 'status 429 retry-after=4000'])(
    'of which a page cannot be had fail the run, and nothing is written: %s',
    async (effect) => {
      emulator.dnsRecords = madeUpDnsRecords(40, 'example.com');
      emulator.fault(`GET /dns_records ${effect}`);
      const ending = await discover({ vendor: 'aws', region: 'us-east-1' });
      expect(ending).toMatchObject({ exitCode: 1, outputs: { changed: 'false', created: '0' } });
      expect(errorsOf(ending)).toHaveLength(1);
      expect(writes(emulator)).toEqual([]);
    },
  );

  test('that change between pages are read once more', async () => {
    const paged = await startEmulator({ dnsRecords: madeUpDnsRecords(40, 'example.com'), dnsPageSize: 10 });
    try {
      let added = false;
      paged.onRequest = ({ path, query }) => {
        if (added || !path.endsWith('/dns_records') || Number(query.page) !== 2) return;
        added = true;
        paged.dnsRecords = [a('new.example.com', '11.1.0.1'), ...paged.dnsRecords];
      };
      const ending = await runSource({ inputs: at(paged, { discover: 'dns', 'ip-ranges': feeds.url }) });
      expect(ending.exitCode).toBe(0);
      expect(paged.mappings().map(({ ip }) => ip)).toContain('11.1.0.1');
    } finally {
      await paged.close();
    }
  });

  test('count once by their ID', async () => {
    emulator.dnsRecords = [
      a('www.example.com', '11.1.0.1', { id: 'x'.repeat(32) }),
      a('www.example.com', '11.1.0.1', { id: 'x'.repeat(32) }),
    ];
    const ending = await discover();
    expect(entry(ending, '11.1.0.1')?.host).toBe('www.example.com');
    expect(recordPages().length).toBeGreaterThan(0);
  });

  test('whose names hold Markdown, pipes and backslashes spoil no table', async () => {
    emulator.dnsRecords = [
      a('a|b\\|c.example.com', '11.1.0.1'),
      a('**bold**<img src=x>.example.com', '11.2.0.1'),
      cname('`code`.example.com', 'x|y\\.example.net'),
    ];
    const ending = await discover();
    expect(ending.exitCode).toBe(0);
    expect(ending.summary).not.toContain('<img');
    const rows = ending.summary.split('\n').filter((line) => /11\.[12]\.0\.1/.test(line) && line.startsWith('|'));
    for (const row of rows) {
      const header = ending.summary.split('\n').filter((line) => /^\| Records? \|/.test(line));
      expect(header.length).toBeGreaterThan(0);
      expect(row.replace(/\\\\/g, '').replace(/\\\|/g, '').split('|').length).toBeLessThanOrEqual(9);
    }
  });

  test('of hidden addresses hide them in names too', async () => {
    const event = { name: 'push', payload: { repository: { full_name: 'octo/site', visibility: 'public' } } };
    emulator.dnsRecords = [
      cname('www.example.com', 'ec2-11-20-0-33.us-west-2.compute.amazonaws.com'),
      a('ip-11-1-0-1.example.com', '11.1.0.1'),
    ];
    const dns = { 'ec2-11-20-0-33.us-west-2.compute.amazonaws.com': { a: ['11.20.0.33'] } };
    const ending = await discover({ 'redact-ips': 'auto' }, { dns, event });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '2' } });
    expect(ending.log + ending.summary).not.toMatch(/11[.-]20[.-]0[.-]33|11[.-]1[.-]0[.-]1\b/);
    expect(ending.summary).toMatch(/hidden-[0-9a-f]{8}/);
  });

  test('of more origins than fit: plan writes its report, then fails as 1164 says', async () => {
    emulator.seed(3500);
    emulator.dnsRecords = [a('www.example.com', '11.1.0.1')];
    for (const mode of ['plan', 'apply']) {
      const ending = await discover({ mode });
      expect(ending).toMatchObject({ exitCode: 1, outputs: { 'error-codes': '1164', changed: 'false' } });
      expect(ending.summary).toMatch(/www\.example\.com/);
    }
    expect(writes(emulator)).toEqual([]);
  });
});
