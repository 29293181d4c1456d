import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { type FeedServer, type FeedState, startFeeds } from '../../emulator/feed-server.ts';
import { realSizedFeeds, smallFeeds } from '../../emulator/feeds.ts';
import { at, type Ending, runSource, type Start } from '../support/action.ts';
import { testClock } from '../support/clock.ts';
import { writes } from '../support/cloudflare.ts';
import { type DnsEntries, testDns } from '../support/dns.ts';
import { entriesOf, errorsOf, matching, noticesOf, placeOf, warningsOf } from '../support/messages.ts';

const RUN_APP = 'shop-123456789012.europe-west1.run.app';
const DNS: DnsEntries = {
  'lb.us-west-2.elb.amazonaws.com': { a: ['11.20.0.9'] },
  'lb.eu-west-1.elb.amazonaws.com': { a: ['11.1.0.9'] },
  'origin.example.com': { cname: 'lb.us-west-2.elb.amazonaws.com' },
  'lb.us-west-2.elb.amazonaws.com.evil.example': { a: ['11.20.0.8'] },
  [RUN_APP]: { a: ['22.9.0.7'] },
  'plain.example.com': { a: ['11.20.0.7'] },
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
  feeds.forget();
  for (const name of ['aws', 'gcp', 'oci', 'azure'] as const) delete feeds.states[name];
  Object.assign(feeds.feeds, smallFeeds());
});
afterAll(() => Promise.all([emulator.close(), feeds.close()]));

const SHOWN = { 'redact-ips': 'false' };
const find = (inputs: Record<string, string>, start: Start = {}) =>
  runSource({
    dns: DNS,
    ...start,
    inputs: at(emulator, { region: 'auto', 'ip-ranges': feeds.url, ...SHOWN, ...inputs }),
  });
const list = (mappings: string, inputs: Record<string, string> = {}, start: Start = {}) =>
  runSource({ dns: DNS, ...start, inputs: at(emulator, { mappings, 'ip-ranges': feeds.url, ...SHOWN, ...inputs }) });
const fetched = () => feeds.requests.map(({ path }) => path.replace(/^.*\//, '')).sort();
const targets = (ending: Ending) => entriesOf(ending).map(({ ip, vendor, region }) => `${ip} ${vendor} ${region}`);

describe('region: auto', () => {
  test.each([
    ['aws', '11.1.0.1', 'aws us-east-1'],
    ['the longest prefix', '11.1.7.1', 'aws us-east-2'],
    ['a region inside of a prefix without one', '11.9.0.1', 'aws eu-central-1'],
    ['gcp', '22.3.0.1', 'gcp asia-northeast1'],
    ['oci', '26.2.0.1', 'oci eu-frankfurt-1'],
    ['azure', '30.1.0.1', 'azure westeurope'],
    ['an alias of Azure', '30.3.0.1', 'azure francecentral'],
    ['a Local Zone by its region', '11.30.0.1', 'aws us-east-1'],
    ['IPv6', '2001:db8:11::1', 'aws us-east-1'],
    ['an IPv4-mapped address', '::ffff:11.2.0.1', 'aws us-west-2'],
  ])('finds the published region: %s', async (_, ip, target) => {
    const ending = await find({ ip });
    expect(errorsOf(ending)).toEqual([]);
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
    expect(emulator.mappings().map(({ vendor, region }) => `${vendor} ${region}`)).toEqual([target]);
    expect(entriesOf(ending)[0]?.evidence).toMatch(/published/);
    expect(ending.summary).toMatch(/published by/);
  });

  test('says who published it and when', async () => {
    const ending = await find({ ip: '11.1.0.1' });
    expect(ending.summary).toMatch(/published by AWS on 2026-11-20/);
    expect(JSON.stringify(entriesOf(ending)[0])).toMatch(/published/);
  });

  test.each([
    ['the input', { ip: '11.1.0.1', region: 'AUTO' }],
    ['an entry', { ip: '', region: '', mappings: '- { ip: 11.1.0.1, region: auto }' }],
    ['defaults', { ip: '', region: '', mappings: '{ defaults: { region: auto }, mappings: [{ ip: 11.1.0.1 }] }' }],
    ['CSV', { ip: '', region: '', mappings: 'ip,region\n11.1.0.1,auto\n' }],
  ])('is asked for by %s', async (_, inputs) => {
    expect(await find(inputs)).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
    expect(emulator.mappings()).toEqual([{ ip: '11.1.0.1', vendor: 'aws', region: 'us-east-1' }]);
  });

  test('leaving region out stays an error', async () => {
    const ending = await list('- { ip: 11.1.0.1, vendor: aws }');
    expect(errorsOf(ending)).toEqual(matching(/region/));
    expect(feeds.requests).toEqual([]);
  });

  test.each([
    ['gcp', 1],
    ['aws', 0],
  ])('believes only the vendor that is given: %s', async (vendor, exitCode) => {
    const ending = await find({ ip: '11.1.0.1', vendor });
    expect(ending.exitCode).toBe(exitCode);
    if (exitCode === 1) expect(errorsOf(ending)).toEqual(matching(/11\.1\.0\.1.*AWS.*only vendor gcp/));
  });

  test.each<[string, string, string]>([
    ['where the address is anycast', RUN_APP, 'gcp europe-west1'],
    ['where the address is edge', 'lb.us-west-2.elb.amazonaws.com', 'aws us-west-2'],
    ['that its CNAMEs pass', 'origin.example.com', 'aws us-west-2'],
  ])('finds it in the host name %s', async (_, host, target) => {
    const ending = await find({ host });
    expect(errorsOf(ending)).toEqual([]);
    expect(emulator.mappings().map(({ vendor, region }) => `${vendor} ${region}`)).toEqual([target]);
    expect(JSON.stringify(entriesOf(ending)[0])).toMatch(/"evidence":.*host/);
  });

  test('reads CNAMEs only for those hosts', async () => {
    const dns = testDns(DNS);
    await list(
      '- { host: origin.example.com, region: auto }\n- { host: plain.example.com, vendor: aws, region: us-east-1 }',
      {},
      { dns },
    );
    expect(dns.asked).toContain('cname origin.example.com');
    expect(dns.asked).not.toContain('cname plain.example.com');
  });

  test('is not deceived by a name that only begins like one', async () => {
    const ending = await find({ host: 'lb.us-west-2.elb.amazonaws.com.evil.example' });
    expect(ending.exitCode).toBe(1);
    expect(writes(emulator)).toEqual([]);
  });

  test('takes the published range where the host name disagrees, with a notice', async () => {
    const ending = await find({ host: 'lb.eu-west-1.elb.amazonaws.com' });
    expect(emulator.mappings()).toMatchObject([{ vendor: 'aws', region: 'us-east-1' }]);
    expect(noticesOf(ending)).toEqual(matching(/eu-west-1, but AWS publishes .* as us-east-1; that counts/));
  });

  const UNKNOWN: readonly (readonly [string, string, RegExp])[] = [
    ['GLOBALACCELERATOR', '11.20.0.1', /published by AWS for GLOBALACCELERATOR, without a region/],
    ['CLOUDFRONT', '11.21.0.1', /CLOUDFRONT/],
    ['ROUTE53', '11.22.0.1', /ROUTE53/],
    ['region GLOBAL', '11.8.0.1', /without a region|GLOBAL/],
    ["GCP's global scope", '22.9.0.1', /GCP|Google/],
    ["Azure's front door", '30.1.9.1', /AzureFrontDoor|Azure/],
    ["Azure's tag without a region", '30.99.0.1', /Azure/],
    ['two regions for one prefix', '11.40.0.1', /us-east-1.*eu-west-1|two regions/],
    ['nothing published', '198.51.100.1', /in no published range/],
  ];
  test.each(UNKNOWN)('that is not to be known is an error which says what is: %s', async (_, ip, message) => {
    const ending = await find({ ip });
    expect(errorsOf(ending)).toEqual(matching(message));
    expect(errorsOf(ending)[0]).toMatch(/vendor and region/);
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '1', changed: 'false' } });
    expect(writes(emulator)).toEqual([]);
  });

  test.each(UNKNOWN)('that is not to be known leaves a mapping that is there, with a notice: %s', async (_, ip) => {
    emulator.put({ ip, vendor: 'oci', region: 'us-phoenix-1' });
    const ending = await find({ ip });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { unchanged: '1', changed: 'false' } });
    expect(noticesOf(ending)).toEqual(matching(/stays|unchanged|left/));
    expect(writes(emulator)).toEqual([]);
  });

  test('that is not to be known leaves it under prune: all, too', async () => {
    emulator.put(
      { ip: '11.20.0.1', vendor: 'oci', region: 'us-phoenix-1' },
      { ip: '192.0.2.9', vendor: 'aws', region: 'us-east-1' },
    );
    const ending = await list('- { ip: 11.20.0.1, region: auto }', { prune: 'all' });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { unchanged: '1', removed: '1' } });
    expect(emulator.mappings()).toEqual([{ ip: '11.20.0.1', vendor: 'oci', region: 'us-phoenix-1' }]);
  });

  test('that Cloudflare does not support is 1157', async () => {
    const ending = await find({ ip: '11.50.0.1' });
    expect(ending).toMatchObject({ exitCode: 1, outputs: { 'error-codes': '1157', failed: '1' } });
    expect(errorsOf(ending)).toEqual(matching(/us-gov-west-1/));
    expect(writes(emulator)).toEqual([]);
  });

  test('goes by the usual alias of Azure where the supported regions are not known', async () => {
    emulator.fault('GET /supported_regions status 400 code=1155');
    expect(await find({ ip: '30.3.0.1' })).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
    expect(emulator.mappings()).toMatchObject([{ vendor: 'azure', region: 'francecentral' }]);
  });

  test('updates what the zone says otherwise, and keeps to on-conflict', async () => {
    emulator.put({ ip: '11.1.0.1', vendor: 'gcp', region: 'us-central1' });
    expect(await find({ ip: '11.1.0.1', 'on-conflict': 'skip' })).toMatchObject({ outputs: { skipped: '1' } });
    expect(await find({ ip: '11.1.0.1' })).toMatchObject({ exitCode: 0, outputs: { updated: '1' } });
  });

  test('counts as not given with absent, and no feed is read', async () => {
    emulator.put({ ip: '11.1.0.1', vendor: 'gcp', region: 'us-central1' });
    expect(await find({ ip: '11.1.0.1', state: 'absent' })).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
    expect(feeds.requests).toEqual([]);
  });

  test('of 3,500 entries reads each feed once and takes its time', async () => {
    const { feeds: real, addresses } = realSizedFeeds();
    Object.assign(feeds.feeds, real);
    const some = addresses.filter(({ vendor }) => vendor !== 'azure').slice(0, 3500);
    const ending = await list(`ip,region\n${some.map(({ ip }) => `${ip},auto`).join('\n')}\n`, { mode: 'plan' });
    expect(errorsOf(ending)).toEqual([]);
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '3500' } });
    expect(fetched()).toEqual(['aws.json', 'gcp.json', 'oci.json']);
  });
});

describe('The feeds', () => {
  test('are not asked for where every region is declared', async () => {
    await find({ ip: '11.1.0.1', vendor: 'aws', region: 'us-east-1' });
    expect(feeds.requests).toEqual([]);
  });

  test("are AWS's, Google's and Oracle's at once, and Azure's only for what those do not hold", async () => {
    await find({ ip: '11.1.0.1 22.1.0.1' });
    expect(fetched()).toEqual(['aws.json', 'gcp.json', 'oci.json']);
    feeds.forget();
    await find({ ip: '11.1.0.1 30.1.0.1' });
    expect(fetched()).toEqual(['aws.json', 'azure.json', 'gcp.json', 'oci.json']);
  });

  test('get no credential', async () => {
    await find({ ip: '30.1.0.1' });
    for (const { headers } of feeds.requests)
      expect(JSON.stringify(headers)).not.toMatch(new RegExp(`authorization|x-auth|${emulator.apiToken}`, 'i'));
  });

  test('may lie below a path', async () => {
    expect(await find({ ip: '11.1.0.1', 'ip-ranges': `${feeds.url}/mirror/ranges/` })).toMatchObject({ exitCode: 0 });
    expect(feeds.requests.map(({ path }) => path).sort()[0]).toBe('/mirror/ranges/aws.json');
  });

  const FAULTS: readonly (readonly [string, FeedState])[] = [
    ['missing', 'missing'],
    ['HTML with 403', 'html'],
    ['cut off', 'cut'],
    ['empty', 'empty'],
    ['a page with 200', 'no-json'],
    ['a byte more than 16 MiB', 'too-large'],
    ['40 MiB in a small gzip', 'bomb'],
    ['closed without an answer', 'close'],
    ['HTTP 500', { status: 500 }],
    ['a redirect to another host', { redirect: 'http://localhost:1/aws.json' }],
    ['hanging', 'hang'],
  ];
  const clockFor = (state: FeedState) => ({ clock: testClock(state === 'hang' ? { longestAnswer: 400 } : {}) });
  test.each(FAULTS)('that cannot be had are no evidence, a notice, and change nothing: %s', async (_, state) => {
    feeds.states.aws = state;
    emulator.put(
      { ip: '11.1.0.1', vendor: 'gcp', region: 'us-central1' },
      { ip: '192.0.2.9', vendor: 'aws', region: 'us-east-1' },
    );
    const ending = await list(
      '- { ip: 11.1.0.1, region: auto }\n- { ip: 22.1.0.1, region: auto }',
      { prune: 'all' },
      clockFor(state),
    );
    expect(errorsOf(ending)).toEqual([]);
    expect(ending).toMatchObject({ exitCode: 0, outputs: { unchanged: '1', created: '1', removed: '1' } });
    expect(noticesOf(ending)).toEqual(expect.arrayContaining(matching(/ranges of AWS cannot be had/)));
    expect(emulator.mappings()).toEqual([
      { ip: '11.1.0.1', vendor: 'gcp', region: 'us-central1' },
      { ip: '22.1.0.1', vendor: 'gcp', region: 'us-central1' },
    ]);
  });

  test('that cannot be had leave an entry without a region in error, and remove nothing', async () => {
    feeds.states.aws = 'html';
    emulator.put({ ip: '192.0.2.9', vendor: 'aws', region: 'us-east-1' });
    const ending = await list('- { ip: 11.1.0.1, region: auto }', { prune: 'all' });
    expect(ending).toMatchObject({ exitCode: 1, outputs: { removed: '0', changed: 'false' } });
    expect(errorsOf(ending)).toEqual(matching(/AWS could not be read/));
    expect(writes(emulator)).toEqual([]);
  });

  test('are asked for twice where it may help, and once where it cannot', async () => {
    feeds.states.aws = { status: 500 };
    feeds.states.gcp = 'missing';
    await find({ ip: '26.1.0.1' });
    expect(fetched()).toEqual(['aws.json', 'aws.json', 'gcp.json', 'oci.json']);
  });

  test('of just 16 MiB are read', async () => {
    feeds.states.aws = 'largest';
    expect(await find({ ip: '11.1.0.1' })).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
  });

  test('follow a redirect on the same host', async () => {
    feeds.states.aws = { redirect: `${feeds.url}/moved/aws.json` };
    expect(await find({ ip: '11.1.0.1' })).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
  });

  test.each<[string, unknown]>([
    ['another shape', { rows: [] }],
    [
      'no prefix that is one',
      { prefixes: [{ ip_prefix: 'nowhere', region: 'us-east-1', service: 'AMAZON' }], ipv6_prefixes: [] },
    ],
    ['a list', []],
    ['null', null],
  ])('of another shape are none: %s', async (_, feed) => {
    feeds.feeds.aws = feed;
    const ending = await find({ ip: '11.1.0.1' });
    expect(ending.exitCode).toBe(1);
    expect(noticesOf(ending)).toEqual(matching(/AWS/));
  });

  test('with a bad row are read without it', async () => {
    const aws = smallFeeds().aws as { prefixes: object[] };
    aws.prefixes.push({ ip_prefix: 'nowhere' }, { ip_prefix: '11.1.0.0/99', region: 'eu-west-1', service: 'EC2' });
    feeds.feeds.aws = aws;
    expect(await find({ ip: '11.1.0.1' })).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
  });

  test('that hang do not outlast the budget', async () => {
    for (const name of ['aws', 'gcp', 'oci', 'azure'] as const) feeds.states[name] = 'hang';
    const ending = await find({ ip: '11.1.0.1', 'timeout-seconds': '1' });
    expect(ending.exitCode).toBe(1);
    expect(ending.took).toBeLessThan(5000);
    expect(writes(emulator)).toEqual([]);
  });
});

describe('A runner with no way out', () => {
  // The emulator is on the loopback interface, where no proxy is used; the clouds are behind one that is dead.
  const env = { HTTPS_PROXY: 'http://user:hidden-password@127.0.0.1:1' };

  test.each([
    [true, 0],
    [false, 1],
  ])('leaves mappings as they are, and fails only what is new (mapped already: %p)', async (mapped, exitCode) => {
    if (mapped) emulator.put({ ip: '11.1.0.1', vendor: 'gcp', region: 'us-central1' });
    const ending = await find({ ip: '11.1.0.1', 'ip-ranges': '' }, { env });
    expect(ending).toMatchObject({ exitCode, outputs: { changed: 'false' } });
    expect(noticesOf(ending).filter((notice) => notice.includes('cannot be had'))).toEqual(
      matching(/ranges of AWS, Azure, GCP, OCI cannot be had/),
    );
    expect(ending.log + ending.summary).not.toContain('hidden-password');
    expect(writes(emulator)).toEqual([]);
  });
});

describe('ip-ranges as a folder', () => {
  const small = smallFeeds();
  const folder = (names: readonly (keyof typeof small)[]) => ({
    prepare: async ({ workspace }: { workspace: string }) => {
      await mkdir(join(workspace, 'ranges'));
      for (const name of names) await writeFile(join(workspace, 'ranges', `${name}.json`), JSON.stringify(small[name]));
    },
  });

  test('is read instead of any host', async () => {
    const ending = await find(
      { ip: '11.1.0.1 30.1.0.1', 'ip-ranges': 'ranges' },
      folder(['aws', 'gcp', 'oci', 'azure']),
    );
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '2' } });
    expect(targets(ending)).toEqual(['11.1.0.1 aws us-east-1', '30.1.0.1 azure westeurope']);
    expect(feeds.requests).toEqual([]);
  });

  test('may miss files: one notice says so where an address might be in them', async () => {
    emulator.put({ ip: '22.1.0.1', vendor: 'gcp', region: 'us-central1' });
    const ending = await find({ ip: '11.1.0.1 22.1.0.1', 'ip-ranges': 'ranges' }, folder(['aws']));
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1', unchanged: '1' } });
    expect(noticesOf(ending).filter((notice) => notice.includes('cannot be had'))).toEqual(
      matching(/ranges of Azure, GCP, OCI cannot be had.*gcp\.json is not in the folder/),
    );
  });

  test('may miss files, with a notice, where the others hold every address', async () => {
    const ending = await find({ ip: '11.1.0.1', 'ip-ranges': 'ranges' }, folder(['aws']));
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
    expect(noticesOf(ending)).toEqual(matching(/ranges of GCP, OCI cannot be had/));
  });

  test.each([
    ['not-there', /does not exist/],
    ['..', /outside/],
    ['/etc', /outside/],
  ])('must be one under the workspace: %s', async (path, message) => {
    const ending = await find({ ip: '11.1.0.1', 'ip-ranges': path }, folder(['aws']));
    expect(errorsOf(ending)).toEqual(matching(message));
    expect(errorsOf(ending)[0]).toMatch(/^Input ip-ranges/);
    expect(emulator.requests).toEqual([]);
  });
});

describe('region-check', () => {
  const check = (level: string, entry: string, inputs: Record<string, string> = {}) =>
    runSource({
      inputs: at(emulator, {
        'mappings-file': 'o.yaml',
        'ip-ranges': feeds.url,
        'region-check': level,
        ...SHOWN,
        ...inputs,
      }),
      files: { 'o.yaml': entry },
    });
  const WRONG = '- { ip: 11.1.0.1, vendor: aws, region: eu-west-1 }\n';

  test('warn: a declared region that the cloud contradicts is a warning at its place, with range, region, feed and date', async () => {
    const ending = await check('warn', WRONG);
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
    expect(warningsOf(ending)).toEqual(matching(/aws eu-west-1.*aws us-east-1.*AWS on 2026-11-20 for 11\.1\.0\.0\/16/));
    expect(ending.annotations.filter(({ level }) => level === 'warning').map(placeOf)).toEqual([
      expect.stringMatching(/^o\.yaml:1:/),
    ]);
  });

  test.each(['apply', 'plan', 'check'])('error: it fails before any write (%s)', async (mode) => {
    const ending = await check('error', `${WRONG}- { ip: 192.0.2.1, vendor: aws, region: us-east-1 }\n`, { mode });
    expect(ending).toMatchObject({ exitCode: 1, outputs: { changed: 'false', failed: '2', created: '0' } });
    expect(errorsOf(ending)).toEqual(matching(/11\.1\.0\.1.*us-east-1/));
    expect(writes(emulator)).toEqual([]);
  });

  test.each([
    ['the region is the published one', '- { ip: 11.1.0.1, vendor: aws, region: us-east-1 }\n'],
    ['the upper tiers are the same', '- { ip: 11.1.0.1, vendor: oci, region: us-ashburn-1 }\n'],
    ['nothing is published', '- { ip: 198.51.100.1, vendor: aws, region: eu-west-1 }\n'],
    ['the range is edge', '- { ip: 11.20.0.1, vendor: aws, region: eu-west-1 }\n'],
    ['the published region is not supported', '- { ip: 11.50.0.1, vendor: aws, region: eu-west-1 }\n'],
    ['the range is of a Local Zone', '- { ip: 11.30.0.1, vendor: aws, region: sa-east-1 }\n'],
    ['the upper tiers of the declared one are not known', '- { ip: 11.1.0.1, vendor: oci, region: il-jerusalem-1 }\n'],
    ['the entry says check: false', '- { ip: 11.1.0.1, vendor: aws, region: eu-west-1, check: false }\n'],
  ])('says nothing where %s', async (_, entry) => {
    const ending = await check('error', entry);
    expect(errorsOf(ending)).toEqual([]);
    expect(warningsOf(ending)).toEqual([]);
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
  });

  test('checks only what would be created or updated, and asks for no feed otherwise', async () => {
    emulator.put({ ip: '11.1.0.1', vendor: 'aws', region: 'eu-west-1' });
    expect(await check('error', WRONG)).toMatchObject({ exitCode: 0, outputs: { unchanged: '1' } });
    expect(feeds.requests).toEqual([]);
    emulator.seed([{ ip: '11.1.0.1', vendor: 'aws', region: 'us-west-2' }]);
    expect((await check('error', WRONG)).exitCode).toBe(1);
  });

  test('is off unless asked for, and asks nobody then', async () => {
    expect(await check('off', WRONG)).toMatchObject({ exitCode: 0, annotations: [] });
    expect(await check('', WRONG)).toMatchObject({ exitCode: 0, annotations: [] });
    expect(feeds.requests).toEqual([]);
  });

  test('says nothing where the supported regions are not known', async () => {
    emulator.fault('GET /supported_regions status 400 code=1155');
    expect(await check('error', WRONG)).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
  });

  test('does not check what region: auto found', async () => {
    expect(await check('error', '- { ip: 11.1.0.1, region: auto }\n')).toMatchObject({ exitCode: 0, annotations: [] });
  });

  test.each(['html', 'hang', 'empty'] as const)(
    'with feeds that cannot be had (%s) never fails a run: a notice',
    async (state) => {
      feeds.states.aws = state;
      const ending = await runSource({
        clock: testClock({ longestAnswer: 400 }),
        inputs: at(emulator, {
          ip: '11.1.0.1',
          vendor: 'aws',
          region: 'eu-west-1',
          'ip-ranges': feeds.url,
          'region-check': 'error',
        }),
      });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
      expect(noticesOf(ending)).toEqual(matching(/ranges of AWS cannot be had/));
    },
  );

  test('hides a range that names a hidden address all but exactly', async () => {
    const aws = smallFeeds().aws as { prefixes: object[] };
    aws.prefixes.push({
      ip_prefix: '11.1.5.4/31',
      region: 'us-west-2',
      service: 'EC2',
      network_border_group: 'us-west-2',
    });
    feeds.feeds.aws = aws;
    const ending = await runSource({
      inputs: at(emulator, {
        ip: '11.1.5.4',
        vendor: 'aws',
        region: 'eu-west-1',
        'ip-ranges': feeds.url,
        'region-check': 'warn',
        'redact-ips': 'true',
      }),
    });
    expect(warningsOf(ending)).toEqual(matching(/us-west-2/));
    expect(ending.log + ending.summary).not.toContain('11.1.5.4');
    const wide = await runSource({
      inputs: at(emulator, {
        ip: '11.1.0.1',
        vendor: 'aws',
        region: 'eu-west-1',
        'ip-ranges': feeds.url,
        'region-check': 'warn',
        'redact-ips': 'true',
      }),
    });
    expect(warningsOf(wide).join()).toContain('11.1.0.0/16');
  });
});
