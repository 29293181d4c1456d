import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { DEFAULTS } from '../../emulator/options.ts';
import { at, type Ending, runSource, type Start } from '../support/action.ts';
import { writes } from '../support/cloudflare.ts';
import { errorsOf, matching, noticesOf } from '../support/messages.ts';

const ONE = { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' };
const LIST = '[{"ip":"192.0.2.1","vendor":"aws","region":"us-east-1"}]';

/** The outputs of a run that failed before it learned anything. */
const UNKNOWN = {
  mappings: '',
  changed: 'false',
  created: '0',
  updated: '0',
  removed: '0',
  unchanged: '0',
  skipped: '0',
  failed: '0',
  count: '',
  remaining: '',
  truncated: 'false',
  'api-version': '',
  'zone-id': '',
  'tiered-cache': '',
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

const register = (inputs: Record<string, string> = {}, start: Start = {}) =>
  runSource({ ...start, inputs: at(emulator, { ...ONE, ...inputs }) });

/** Failed on its inputs: no request, outputs all the same, and these errors and no other. */
function refused(ending: Ending, ...messages: readonly RegExp[]): void {
  expect(emulator.requests).toEqual([]);
  expect(errorsOf(ending)).toEqual(matching(...messages));
  expect(ending).toMatchObject({ exitCode: 1, outputs: UNKNOWN });
  expect(ending.outputs['result-file']).not.toBe('');
  expect(ending.result).toMatchObject({ mappings: [], entries: [] });
}

describe('The credential', () => {
  const headers = () => emulator.requests.map((request) => request.headers);

  test.each<[string, Record<string, string>, Record<string, string>]>([
    ['the input api-token', {}, {}],
    [
      'CLOUDFLARE_API_TOKEN where the input is empty',
      { 'api-token': '  ' },
      { CLOUDFLARE_API_TOKEN: DEFAULTS.apiToken },
    ],
    ['the input rather than the environment', {}, { CLOUDFLARE_API_TOKEN: 'another' }],
    ['the token where the pair is given too', { 'api-key': DEFAULTS.apiKey, 'api-email': DEFAULTS.apiEmail }, {}],
    ['the bare token of what was copied with "Bearer"', { 'api-token': `Bearer ${DEFAULTS.apiToken}` }, {}],
  ])('is sent as bearer and as nothing else: %s', async (_, inputs, env) => {
    expect((await register(inputs, { env })).exitCode).toBe(0);
    for (const sent of headers()) {
      expect(sent.authorization).toBe(`Bearer ${emulator.apiToken}`);
      expect(Object.keys(sent).filter((name) => name.startsWith('x-auth'))).toEqual([]);
    }
  });

  test.each<[string, Record<string, string>, Record<string, string>]>([
    ['inputs', { 'api-key': DEFAULTS.apiKey, 'api-email': DEFAULTS.apiEmail }, {}],
    ['the environment', {}, { CLOUDFLARE_API_KEY: DEFAULTS.apiKey, CLOUDFLARE_EMAIL: DEFAULTS.apiEmail }],
    ['an input and the environment', { 'api-key': DEFAULTS.apiKey }, { CLOUDFLARE_EMAIL: DEFAULTS.apiEmail }],
  ])('may be the older pair, from %s', async (_, inputs, env) => {
    expect((await register({ 'api-token': '', ...inputs }, { env })).exitCode).toBe(0);
    for (const sent of headers()) {
      expect(sent).toMatchObject({ 'x-auth-key': emulator.apiKey, 'x-auth-email': emulator.apiEmail });
      expect(sent.authorization).toBeUndefined();
    }
  });

  test.each<[string, Record<string, string>, Record<string, string>, RegExp]>([
    ['a key without e-mail', { 'api-key': 'k123' }, {}, /api-key is given without api-email/],
    [
      'a key of the environment without e-mail',
      {},
      { CLOUDFLARE_API_KEY: 'k123' },
      /api-key is given without api-email/,
    ],
    ['an e-mail without key', { 'api-email': 'a@example.com' }, {}, /api-email is given without api-key/],
    ['a key that no header can hold', { 'api-key': 'k "1"', 'api-email': 'a@example.com' }, {}, /do not look like/],
    ['an e-mail that is none', { 'api-key': 'k123', 'api-email': 'owner' }, {}, /do not look like/],
    ['a token that no header can hold', { 'api-token': 'tok\nen' }, {}, /api-token holds characters .*bare token/],
  ])('is refused: %s', async (_, inputs, env, message) => {
    refused(await register({ 'api-token': '', ...inputs }, { env }), message);
  });

  const pull = (head: unknown, login = 'octocat') => ({
    name: 'pull_request',
    payload: {
      action: 'opened',
      pull_request: { number: 7, head: { repo: head }, base: { repo: { full_name: 'octo/site' } }, user: { login } },
    },
  });
  const own = { full_name: 'octo/site' };
  const bot = { GITHUB_ACTOR: 'dependabot[bot]' };
  test.each<[string, Start, RegExp]>([
    ['an ordinary run', {}, /^No API token is given: .*may be misspelled.*environment that the job does not name/],
    ['a pull request of this repository', { event: pull(own) }, /may be misspelled/],
    [
      'a pull request from a fork',
      { event: pull({ full_name: 'else/site' }) },
      /fork get no secrets.*if: github\.event/,
    ],
    ['a pull request from a fork that is gone', { event: pull(null) }, /from a fork get no secrets/],
    ['a run of Dependabot', { event: pull(own), env: bot }, /Dependabot do not get .*if: github\.actor/],
    ['a pull request by Dependabot', { event: pull(own, 'dependabot[bot]') }, /Dependabot do not get/],
    ['a push by Dependabot', { env: bot }, /Dependabot do not get/],
  ])('that is missing is explained: %s', async (_, start, message) => {
    refused(await register({ 'api-token': '' }, start), message);
  });

  test('that the API does not accept is told with what to check, and nothing is written', async () => {
    const ending = await register({ 'api-token': 'of-somebody-else' });
    expect(ending).toMatchObject({ exitCode: 1, outputs: { changed: 'false', failed: '1' } });
    expect(errorsOf(ending)).toEqual(matching(/credential.*permission.*address/i));
    expect(writes(emulator)).toEqual([]);
  });

  test('of the older pair does not show its e-mail anywhere', async () => {
    emulator.fault({ effect: { kind: 'refuse', code: 9107, message: `Invalid X-Auth-Email ${emulator.apiEmail}` } });
    const pair = { 'api-token': '', 'api-key': emulator.apiKey, 'api-email': emulator.apiEmail };
    const ending = await register(pair);
    expect(ending.exitCode).toBe(1);
    expect(ending.log + ending.summary + JSON.stringify(ending.result)).not.toContain(emulator.apiEmail);
  });
});

describe('The source', () => {
  test.each<[string, Record<string, string>, RegExp]>([
    ['none', {}, /^No mappings are given: give exactly one of .*ip.*host.*mappings.*mappings-file.*discover/],
    ['nothing but spaces', { ip: ' ', host: ' ', mappings: '\n', 'mappings-file': '\t' }, /^No mappings are given/],
    ['ip and host', { ...ONE, host: 'a.example.com' }, /^ip and host are given together: give exactly one/],
    ['ip and mappings', { ...ONE, mappings: LIST }, /^ip and mappings are given together: give exactly one/],
    ['ip and mappings-file', { ...ONE, 'mappings-file': 'a.csv' }, /^ip and mappings-file are given together/],
    [
      'mappings and mappings-file',
      { mappings: LIST, 'mappings-file': 'a.csv' },
      /^mappings and mappings-file are given/,
    ],
    ['ip and discover', { ip: ONE.ip, discover: 'dns' }, /^ip and discover are given together/],
    ['host and discover', { host: 'a.example.com', discover: 'dns' }, /^host and discover are given together/],
    ['all', { ...ONE, mappings: LIST, 'mappings-file': 'a.csv' }, /^ip and mappings and mappings-file are/],
    ['vendor and region beside a list', { mappings: LIST, vendor: 'aws', region: 'x' }, /^vendor and region given/],
    ['a vendor alone', { vendor: 'aws' }, /ip and host are empty, though vendor is given/],
  ])('is refused: %s', async (_, inputs, message) => {
    refused(await runSource({ inputs: at(emulator, inputs) }), message);
  });

  test('is refused: a region beside a file', async () => {
    const inputs = { ip: '', vendor: '', 'mappings-file': 'a.csv', region: 'x' };
    const files = { 'a.csv': 'ip,vendor,region\n192.0.2.1,aws,us-east-1\n' };
    refused(await register(inputs, { files }), /^region given beside mappings-file/);
  });

  test('that is an output which was not set is one error, which says so', async () => {
    refused(await register({ ip: '' }), /ip.*empty.*output.*not set/);
  });

  test('of which an empty one does not count', async () => {
    const ending = await register({ mappings: ' \n', 'mappings-file': '', host: ' ' });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
  });
});

describe('Addresses', () => {
  test('may be several, separated by commas, spaces and new lines, and share one target', async () => {
    const ip = ' 192.0.2.3,192.0.2.1\n2001:DB8:0::1 \t198.51.100.7 , 203.0.113.9\r\n';
    const ending = await register({ ip });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '5', count: '5', remaining: '3495' } });
    expect(emulator.mappings()).toEqual(
      ['192.0.2.1', '192.0.2.3', '198.51.100.7', '203.0.113.9', '2001:db8::1'].map((one) => ({ ...ONE, ip: one })),
    );
  });

  test('that are given twice count once, with a notice', async () => {
    const ending = await register({ ip: '192.0.2.1, ::ffff:192.0.2.1' });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
    expect(noticesOf(ending)).toEqual(matching(/192\.0\.2\.1.*twice/));
  });

  test.each([
    ['2001:0DB8:0:0:0:0:0:0001', '2001:db8::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['::FFFF:192.0.2.1', '192.0.2.1'],
    ['::ffff:c000:201', '192.0.2.1'],
    ['2001:db8::192.0.2.1', '2001:db8::c000:201'],
  ])('in any spelling are one: %s is %s', async (ip, canonical) => {
    emulator.put({ ...ONE, ip: canonical });
    expect(await register({ ip })).toMatchObject({
      exitCode: 0,
      outputs: { changed: 'false', unchanged: '1' },
      result: { entries: [{ ip: canonical, outcome: 'unchanged' }] },
    });
    expect(writes(emulator)).toEqual([]);
  });

  const BAD: readonly (readonly [string, RegExp])[] = [
    ['192.0.2.01', /leading zeros/],
    ['192.0.2', /four decimal parts|host/],
    ['256.0.2.1', /four decimal parts/],
    ['192.0.2.1:443', /port/],
    ['[2001:db8::1]:443', /brackets|port/],
    ['192.0.2.0/24', /CIDR/],
    ['2001:db8::/32', /CIDR/],
    ['fe80::1%eth0', /zone index/],
    ['origin.example.com', /host/],
    ['https://origin.example.com/x', /URL.*origin\.example\.com/],
    ['2001:db8::1::2', /IPv6 address/],
    ['10.0.0.1', /private/],
    ['172.16.0.1', /private/],
    ['192.168.1.1', /private/],
    ['100.64.0.1', /private|shared/],
    ['fd00::1', /private/],
    ['127.0.0.1', /loopback/],
    ['::1', /loopback/],
    ['169.254.0.1', /link-local/],
    ['fe80::1', /link-local/],
    ['224.0.0.1', /multicast/],
    ['ff02::1', /multicast/],
    ['0.0.0.0', /unspecified/],
    ['::', /unspecified/],
    ['255.255.255.255', /broadcast/],
    ['::ffff:10.0.0.1', /private/],
  ];
  test.each(BAD)('that cannot be an origin are refused with the reason: %s', async (ip, message) => {
    const ending = await register({ ip });
    refused(ending, message);
    expect(errorsOf(ending)[0]).toMatch(/^Input ip/);
    expect(errorsOf(ending)[0]).toContain(JSON.stringify(ip));
  });

  test('that are wrong are all told, the tenth error listing the rest', async () => {
    const ending = await register({ ip: BAD.map(([ip]) => ip).join(' ') });
    const told = errorsOf(ending);
    expect(told).toHaveLength(10);
    for (const [ip] of BAD) expect(told.join('\n')).toContain(`"${ip}"`);
    expect(told[9]).toMatch(/17 more/);
    expect(emulator.requests).toEqual([]);
  });

  test.each([
    ['a JSON list, as Terraform prints it', '["192.0.2.1","2001:db8::1"]', ['192.0.2.1', '2001:db8::1']],
    ['in quotes', '"192.0.2.1"', ['192.0.2.1']],
  ])('that are plain all the same are taken: %s', async (_, ip, addresses) => {
    expect(await register({ ip })).toMatchObject({ exitCode: 0, outputs: { created: `${addresses.length}` } });
    expect(emulator.mappings().map((mapping) => mapping.ip)).toEqual(addresses);
  });

  test.each([
    ['an expression', `\${{ steps.deploy.outputs.ip }}`, /expression.*not substituted/],
    ['what an output that is not set prints', 'null', /output that is not set/],
  ])('that were never set are told as such: %s', async (_, ip, message) => {
    refused(await register({ ip }), message);
  });
});

describe('Vendor and region', () => {
  test.each(['aws', 'AWS', 'Aws', ' aws '])('the vendor in any letter case: %s', async (vendor) => {
    expect((await register({ vendor })).exitCode).toBe(0);
    expect(emulator.mappings()).toEqual([ONE]);
  });

  test.each(['aws us-east-1', 'azure EastUS', 'gcp US-Central1', 'oci us-ashburn-1'])(
    'the region too: %s',
    async (pair) => {
      const [vendor = '', region = ''] = pair.split(' ');
      expect((await register({ vendor, region })).exitCode).toBe(0);
      expect(emulator.mappings()).toEqual([{ ip: '192.0.2.1', vendor, region: region.toLowerCase() }]);
    },
  );

  test('an unknown vendor is refused with 1157, before any request', async () => {
    const ending = await register({ vendor: 'azur' });
    refused(ending, /"azur".*aws, azure, gcp, oci.*did you mean "?azure/i);
    expect(ending.outputs['error-codes']).toBe('1157');
  });

  test.each(['apply', 'plan', 'check'])(
    'an unknown region is refused with 1157, before any write (%s)',
    async (mode) => {
      const ending = await register({ region: 'us-esat-1', mode });
      expect(errorsOf(ending)).toEqual(matching(/192\.0\.2\.1.*"us-esat-1".*us-east-1/));
      expect(ending).toMatchObject({
        exitCode: 1,
        outputs: {
          'error-codes': '1157',
          failed: '1',
          changed: 'false',
          count: '0',
          remaining: '3500',
          mappings: '[]',
        },
        result: { entries: [{ ip: '192.0.2.1', outcome: 'failed', code: 1157 }] },
      });
      expect(writes(emulator)).toEqual([]);
    },
  );

  test.each<[string, string, string, RegExp, RegExp | undefined]>([
    ['another vendor', 'gcp', 'us-east-1', /region of aws/i, undefined],
    ["a display name's region, never another one", 'aws', 'US East (Ohio)', /us-east-2/, /us-east-1\b/],
    ["a city's region", 'aws', 'Asia Pacific (Tokyo)', /ap-northeast-1/, /sa-east-1/],
    ["a bare city's region", 'aws', 'Frankfurt', /eu-central-1|Supported/i, /[Nn]earest[^.]*sa-east-1/],
    ["Azure's display name", 'azure', 'West Europe', /westeurope/, undefined],
    [
      "an availability zone's region",
      'aws',
      'us-east-1a',
      /availability zone.*us-east-1|us-east-1.*availability zone/i,
      undefined,
    ],
    ["a zone's region of GCP", 'gcp', 'us-central1-b', /zone.*us-central1/i, undefined],
    [
      'what the vendor has where nothing is near',
      'aws',
      'zzzzzzzzzzzz',
      /Supported regions of aws: .*eu-central-1.*us-west-2$/,
      undefined,
    ],
  ])('a region that is not one is told with %s', async (_, vendor, region, wanted, unwanted) => {
    const ending = await register({ vendor, region });
    const [error] = errorsOf(ending);
    expect(ending.exitCode).toBe(1);
    expect(error).toMatch(wanted);
    if (unwanted !== undefined) expect(error).not.toMatch(unwanted);
    expect(writes(emulator)).toEqual([]);
  });

  test.each(['\u2011', '\u2013'])('a hyphen that is none is told with its code point: us%seast-1', async (hyphen) => {
    const ending = await register({ region: `us${hyphen}east-1` });
    const code = hyphen.codePointAt(0)?.toString(16).toUpperCase();
    expect(errorsOf(ending)).toEqual(matching(new RegExp(`U\\+${code}`)));
    expect(writes(emulator)).toEqual([]);
  });

  test.each<[string, Record<string, string>, RegExp[]]>([
    ['no vendor', { vendor: '' }, [/vendor.*missing/]],
    ['no region', { region: ' ' }, [/region.*missing/]],
    ['neither', { vendor: '', region: '' }, [/vendor and region.*missing|vendor.*region.*missing/]],
    ['half a target to remove', { state: 'absent', region: '' }, [/vendor is given without region.*neither/]],
  ])('are both needed: %s', async (_, inputs, messages) => {
    refused(await register(inputs), ...messages);
  });
});

describe('state', () => {
  const event = (action: string) => ({ name: 'pull_request', payload: { action, pull_request: { number: 7 } } });
  beforeEach(() => emulator.put(ONE));

  test('auto removes when a pull request is closed', async () => {
    const ending = await register({ state: 'auto' }, { event: event('closed') });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
    expect(emulator.mappings()).toEqual([]);
  });

  test.each(['push', 'opened'])('auto registers otherwise (%s)', async (what) => {
    const start = { event: what === 'push' ? { name: 'push' } : event(what) };
    expect(await register({ ip: '192.0.2.2', state: 'auto' }, start)).toMatchObject({
      exitCode: 0,
      outputs: { created: '1' },
    });
  });

  test('present (and nothing said) registers on a closed pull request too', async () => {
    const ending = await register({ ip: '192.0.2.2' }, { event: event('closed') });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1', count: '2' } });
  });

  test('present updates what is mapped elsewhere', async () => {
    expect(await register({ region: 'us-west-2' })).toMatchObject({
      exitCode: 0,
      outputs: { updated: '1', created: '0', changed: 'true' },
      result: { entries: [{ ip: '192.0.2.1', region: 'us-west-2', outcome: 'updated' }] },
    });
    expect(emulator.mappings()).toEqual([{ ...ONE, region: 'us-west-2' }]);
  });

  test('present writes nothing when it is so already', async () => {
    const ending = await register();
    expect(ending).toMatchObject({ exitCode: 0, outputs: { unchanged: '1', changed: 'false', count: '1' } });
    expect(writes(emulator)).toEqual([]);
    expect(ending.log).toContain('Nothing to do');
  });
});

describe('mode', () => {
  const drift = {
    ip: '',
    vendor: '',
    region: '',
    mappings: 'ip,vendor,region\n192.0.2.1,aws,us-east-1\n192.0.2.2,aws,us-west-2\n192.0.2.3,gcp,us-central1\n',
  };
  const would = { changed: 'true', created: '1', updated: '1', unchanged: '1', failed: '0', count: '2' };
  beforeEach(() => emulator.put(ONE, { ...ONE, ip: '192.0.2.2' }));

  test('plan shows what would change, writes nothing and succeeds', async () => {
    const ending = await register({ ...drift, mode: 'plan' });
    expect(ending).toMatchObject({
      exitCode: 0,
      outputs: { ...would, remaining: '3498' },
      result: { mode: 'plan', entries: [{ outcome: 'unchanged' }, { outcome: 'updated' }, { outcome: 'created' }] },
    });
    expect(JSON.parse(ending.outputs.mappings ?? '')).toMatchObject([{ region: 'us-east-1' }, { region: 'us-east-1' }]);
    expect(writes(emulator)).toEqual([]);
  });

  test.each(['plan', 'check'])('%s succeeds where there is nothing to change', async (mode) => {
    const ending = await register({ mode });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { changed: 'false', unchanged: '1' } });
    expect(errorsOf(ending)).toEqual([]);
  });

  test('check fails on drift and writes nothing', async () => {
    const ending = await register({ ...drift, mode: 'check' });
    expect(ending).toMatchObject({ exitCode: 1, outputs: { ...would, 'error-codes': '' } });
    expect(errorsOf(ending)).toEqual(matching(/drifted.*1 to create, 1 to update.*mode: apply/));
    expect(writes(emulator)).toEqual([]);
  });

  const all = { ...drift, mappings: 'ip,vendor,region\n192.0.2.1,aws,us-east-1\n', prune: 'all', 'max-removals': '0' };
  const modes = ['apply', 'plan', 'check'];
  test.each(modes)('%s fails on a conflict that on-conflict forbids', async (mode) => {
    const ending = await register({ ...drift, 'on-conflict': 'fail', mode });
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '2', unchanged: '1', count: '2' } });
    expect(errorsOf(ending)).toEqual(matching(/192\.0\.2\.2.*aws us-east-1.*aws us-west-2.*on-conflict/));
    expect(writes(emulator)).toEqual([]);
  });
  test.each(modes)('%s fails on the brake', async (mode) => {
    const ending = await register({ ...all, mode });
    expect(ending).toMatchObject({ exitCode: 1, outputs: { removed: '0', failed: '1' } });
    expect(errorsOf(ending)).toEqual(matching(/remove 1 of the zone's 2 mappings.*max-removals/));
    expect(writes(emulator)).toEqual([]);
  });
  test.each(modes)('%s fails on the limit', async (mode) => {
    emulator.seed(3500);
    const ending = await register({ mode });
    expect(ending).toMatchObject({
      exitCode: 1,
      outputs: { 'error-codes': '1164', failed: '1', count: '3500', remaining: '0' },
    });
    expect(errorsOf(ending)).toEqual(matching(/3,?500/));
    expect(writes(emulator)).toEqual([]);
  });
});

describe('An input is refused:', () => {
  test.each<[string, string, RegExp]>([
    ['state', 'presnt', /"presnt" must be one of present, absent, auto\. Did you mean present\?/],
    ['mode', 'dry-run', /"dry-run" must be one of apply, plan, check/],
    ['prune', 'yes', /"yes" must be one of none, removed, all/],
    ['on-conflict', 'overwrit', /Did you mean overwrite/],
    ['comment', 'yes', /"yes" must be one of true, false/],
    ['summary', 'off', /"off" must be one of true, false/],
    ['redact-ips', 'maybe', /"maybe" must be one of auto, true, false/],
    ['api-version', 'v3', /"v3" must be one of auto, v1, v2/],
    ['discover', 'yes', /"yes" must be one of none, dns/],
    ['region-check', 'on', /"on" must be one of off, warn, error/],
    ['tiered-cache', 'on', /"on" must be one of leave, smart/],
    ['mode', `\${{ inputs.mode }}`, /expression.*not substituted/],
    ['ip-ranges', `\${{ vars.RANGES }}`, /expression.*not substituted/],
    ['api-token', `\${{ secrets.CLOUDFLARE_API_TOKEN }}`, /^Input api-token .*expression.*not substituted/],
    ['prune', 'some', /must be one of none, removed, all$/],
    ['ip', '[null]', /is not a list of texts/],
    ['ip', '{"a": "192.0.2.1", "b": "192.0.2.2"}', /is not a list of texts/],
    ['max-removals', '-1', /"-1" .*share from 0% to 100%.*whole number/],
    ['max-removals', '101%', /"101%" must be a share/],
    ['timeout-seconds', '0', /"0" .*number of seconds from 1 to 86400/],
    ['timeout-seconds', '5m', /"5m" .*number of seconds/],
    ['api-base-url', 'api.cloudflare.com', /is not a URL, such as https:/],
    ['api-base-url', 'http://api.cloudflare.com/client/v4', /must be https.*loopback/],
    ['api-base-url', 'http://192.168.0.1/client/v4', /must be https/],
    ['api-base-url', 'http://127.0.0.1.example.com/', /must be https/],
    ['api-base-url', 'http://localhost.example.com/', /must be https/],
    ['api-base-url', 'ftp://127.0.0.1/', /must be https/],
    ['api-base-url', 'https://api.cloudflare.com/client/v4?a=b', /query or a fragment/],
    ['ip-ranges', 'http://mirror.example/ranges', /must be https.*loopback/],
    ['ip-ranges', 'https://user:hidden-password@mirror.example/', /user name or password/],
    ['ip-ranges', 'no-such-folder', /does not exist|no folder|not a (?:folder|directory)/],
  ])('%s of %s', async (input, value, message) => {
    const ending = await register({ [input]: value });
    expect(errorsOf(ending)).toEqual(matching(message));
    expect(errorsOf(ending)[0]).toMatch(new RegExp(`^Input ${input}[: ]`));
    expect(ending).toMatchObject({ exitCode: 1, outputs: { ...UNKNOWN, failed: expect.any(String) } });
    expect(emulator.requests).toEqual([]);
    expect(JSON.stringify(ending)).not.toContain('hidden-password');
  });

  test.each(['http://someone:hidden-password@127.0.0.1:1', 'http://someone:hidden-password@a b/'])(
    'user info in a URL, which is not shown: %s',
    async (url) => {
      const ending = await register({ 'api-base-url': url });
      refused(ending, /^Input api-base-url: /);
      expect(JSON.stringify(ending)).not.toContain('hidden-password');
    },
  );

  const csv = { ip: '', vendor: '', region: '', 'mappings-file': 'a.csv' };
  const files = { 'a.csv': 'ip,vendor,region\n192.0.2.1,aws,us-east-1\n' };
  test.each<[string, Record<string, string>, RegExp]>([
    ['prune: removed with ip', { prune: 'removed' }, /^prune: removed needs a mappings-file/],
    ['prune: all with ip', { prune: 'all' }, /^prune: all needs a list/],
    ['prune: all with host', { ip: '', host: 'a.example.com', prune: 'all' }, /^prune: all needs a list/],
    [
      'prune: removed with mappings',
      { ...csv, 'mappings-file': '', mappings: LIST, prune: 'removed' },
      /^prune: removed needs a mappings-file/,
    ],
    [
      'prune: removed with absent',
      { ...csv, prune: 'removed', state: 'absent' },
      /^prune: removed does not go with state: absent/,
    ],
    ['prune: all with absent', { ...csv, prune: 'all', state: 'absent' }, /^prune: all does not go with state: absent/],
  ])('%s', async (_, inputs, message) => {
    refused(await register(inputs, { files }), message);
  });

  test('all mistakes of the inputs in one run', async () => {
    const ending = await runSource({
      inputs: {
        state: 'gone',
        mode: 'go',
        'api-key': 'k123',
        zone: 'nowhere',
        'api-base-url': 'http://example.com',
        'timeout-seconds': 'long',
        summary: 'no',
      },
    });
    expect(
      errorsOf(ending)
        .map((message) => message.split(/[ :]/, 2).join(' '))
        .sort(),
    ).toEqual([
      'Input api-base-url',
      'Input api-key',
      'Input mode',
      'Input state',
      'Input summary',
      'Input timeout-seconds',
      'Input zone',
      'No mappings',
    ]);
    expect(ending).toMatchObject({ exitCode: 1, outputs: UNKNOWN });
  });

  test.each<[string, Record<string, string>, RegExp[]]>([
    ['inputs', { mode: 'go', zone: 'nowhere' }, [/^Input mode: "go"/, /^Input zone: "nowhere"/]],
    ['a missing credential', { 'api-token': '' }, [/^No API token is given/]],
  ])('the mistakes of %s and of the file in one run', async (_, inputs, messages) => {
    const ending = await register(
      { ...csv, ...inputs },
      { files: { 'a.csv': 'ip,vendor,region\n10.0.0.1,aws,us-east-1\n192.0.2.1,awz,us-east-1\n' } },
    );
    expect(errorsOf(ending)).toEqual(matching(...messages, /10\.0\.0\.1/, /"awz"/));
    expect(ending.outputs['error-codes']).toBe('1157');
    expect(emulator.requests).toEqual([]);
  });

  test('the mistakes of ip, vendor and region beside the others', async () => {
    const ending = await register({ ip: '10.0.0.1', vendor: 'awz', region: 'x', mode: 'go' });
    expect(errorsOf(ending)).toHaveLength(3);
    expect(errorsOf(ending).join('\n')).toMatch(/Input mode: "go"[\s\S]*"awz"|"awz"[\s\S]*Input mode: "go"/);
    expect(errorsOf(ending).join('\n')).toContain('10.0.0.1');
    expect(emulator.requests).toEqual([]);
  });
});

describe('The endpoint', () => {
  test('every input empty is as if none were given', async () => {
    const names =
      'api-key api-email host mappings mappings-file state mode prune prune-base max-removals on-conflict comment github-token redact-ips summary api-version timeout-seconds discover region-check ip-ranges tiered-cache';
    const ending = await register(Object.fromEntries(names.split(' ').map((name) => [name, ' \n'])));
    expect(errorsOf(ending)).toEqual([]);
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
    expect(ending.summary).not.toBe('');
  });

  test('may end with a slash', async () => {
    expect((await register({ 'api-base-url': `${emulator.url}/` })).exitCode).toBe(0);
    expect(emulator.requests.every(({ path }) => path.startsWith('/zones/'))).toBe(true);
  });

  test('without its path is one error that names the input, and no plan', async () => {
    const ending = await register({ 'api-base-url': new URL(emulator.url).origin });
    expect(errorsOf(ending)).toEqual(matching(/api-base-url/));
    expect(ending.log).not.toMatch(/to update|to create/);
    expect(ending.exitCode).toBe(1);
  });

  test('is the only one: a redirect is never followed', async () => {
    const seen: string[] = [];
    const trap = createServer((request, response) => {
      seen.push(`${request.url} ${request.headers.authorization}`);
      response.end('{}');
    }).listen(0, '127.0.0.1');
    await new Promise((done) => trap.once('listening', done));
    try {
      emulator.fault(`status 307 location=http://127.0.0.1:${(trap.address() as AddressInfo).port}/`);
      const ending = await register();
      expect(seen).toEqual([]);
      expect(ending).toMatchObject({ exitCode: 1, outputs: { changed: 'false', failed: '1' } });
      expect(errorsOf(ending)).toEqual(matching(/redirect.*never followed.*api-base-url/));
    } finally {
      await new Promise((done) => trap.close(done));
    }
  });

  test('that cannot be reached is named, after all tries', async () => {
    const gone = await startEmulator({});
    await gone.close();
    const ending = await runSource({ inputs: at(gone, ONE) });
    expect(ending).toMatchObject({ exitCode: 1, outputs: { ...UNKNOWN, failed: '1', 'zone-id': gone.zoneId } });
    expect(errorsOf(ending)).toEqual(
      matching(/127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\), after 5 (?:tries|attempts)/),
    );
  });
});
