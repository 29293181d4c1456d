import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import { DEFAULTS, type EmulatorOptions } from '../emulator/options.ts';
import { ACTS, at, type Ending } from './action.ts';

const ONE = { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' };
const OTHER_ZONE = { id: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', name: 'other.example' };

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
};

const errors = ({ annotations }: Ending) =>
  annotations.filter(({ level }) => level === 'error').map(({ message }) => message);
const notices = ({ annotations }: Ending) =>
  annotations.filter(({ level }) => level === 'notice').map(({ message }) => message);

describe.each(ACTS)('%s', (_, act) => {
  let emulator: Emulator;
  beforeEach(async () => {
    await start({});
  });
  afterEach(() => emulator.close());

  async function start(options: EmulatorOptions): Promise<void> {
    await emulator?.close();
    emulator = await startEmulator(options);
  }

  const writes = () => emulator.requests.filter(({ method }) => method !== 'GET');

  /** Failed on its inputs: no request, outputs all the same, and these errors and no other. */
  function refused(ending: Ending, ...messages: readonly RegExp[]): void {
    expect(emulator.requests).toEqual([]);
    expect(errors(ending)).toEqual(messages.map((message) => expect.stringMatching(message)));
    expect(ending).toMatchObject({ exitCode: 1, outputs: UNKNOWN });
    expect(ending.outputs['result-file']).not.toBe('');
    expect(ending.result).toMatchObject({ mappings: [], entries: [] });
  }

  describe('proves who it is', () => {
    test('with the token as bearer, and with nothing else', async () => {
      await act({ inputs: at(emulator, ONE) });
      for (const { headers } of emulator.requests) {
        expect(headers.authorization).toBe(`Bearer ${emulator.apiToken}`);
        expect(Object.keys(headers).filter((name) => name.startsWith('x-auth'))).toEqual([]);
      }
    });

    test('with CLOUDFLARE_API_TOKEN where the input is empty', async () => {
      const ending = await act({
        inputs: at(emulator, { ...ONE, 'api-token': '  ' }),
        env: { CLOUDFLARE_API_TOKEN: emulator.apiToken },
      });
      expect(ending.exitCode).toBe(0);
      expect(emulator.requests[0]?.headers.authorization).toBe(`Bearer ${emulator.apiToken}`);
    });

    test('with the input rather than the environment', async () => {
      const ending = await act({ inputs: at(emulator, ONE), env: { CLOUDFLARE_API_TOKEN: 'another' } });
      expect(ending.exitCode).toBe(0);
    });

    test.each<[string, Record<string, string>, Record<string, string>]>([
      ['inputs', { 'api-key': DEFAULTS.apiKey, 'api-email': DEFAULTS.apiEmail }, {}],
      ['the environment', {}, { CLOUDFLARE_API_KEY: DEFAULTS.apiKey, CLOUDFLARE_EMAIL: DEFAULTS.apiEmail }],
      ['an input and the environment', { 'api-key': DEFAULTS.apiKey }, { CLOUDFLARE_EMAIL: DEFAULTS.apiEmail }],
    ])('with the older pair from %s', async (_, inputs, env) => {
      const ending = await act({ inputs: at(emulator, { ...ONE, 'api-token': '', ...inputs }), env });
      expect(ending.exitCode).toBe(0);
      for (const { headers } of emulator.requests) {
        expect(headers).toMatchObject({ 'x-auth-key': emulator.apiKey, 'x-auth-email': emulator.apiEmail });
        expect(headers.authorization).toBeUndefined();
      }
    });

    test('with the token if the pair is given too', async () => {
      const ending = await act({
        inputs: at(emulator, { ...ONE, 'api-key': emulator.apiKey, 'api-email': emulator.apiEmail }),
      });
      expect(ending.exitCode).toBe(0);
      for (const { headers } of emulator.requests) {
        expect(headers.authorization).toBe(`Bearer ${emulator.apiToken}`);
        expect(headers['x-auth-key']).toBeUndefined();
      }
    });

    test.each<[string, Record<string, string>, Record<string, string>, RegExp]>([
      ['a key without e-mail', { 'api-key': 'k123' }, {}, /api-key is given without api-email/],
      ['a key without e-mail', {}, { CLOUDFLARE_API_KEY: 'k123' }, /api-key is given without api-email/],
      ['an e-mail without key', { 'api-email': 'a@example.com' }, {}, /api-email is given without api-key/],
      ['a key that no header can hold', { 'api-key': 'k "1"', 'api-email': 'a@example.com' }, {}, /do not look like/],
      ['an e-mail that is none', { 'api-key': 'k123', 'api-email': 'owner' }, {}, /do not look like/],
      ['a token that no header can hold', { 'api-token': 'tok\nen' }, {}, /api-token holds characters .* bare token/],
    ])('but not with %s', async (_, inputs, env, message) => {
      const ending = await act({ inputs: at(emulator, { ...ONE, 'api-token': '', ...inputs }), env });
      refused(ending, message);
    });

    const pull = (head: unknown, login = 'octocat') => ({
      name: 'pull_request',
      payload: {
        action: 'opened',
        pull_request: { number: 7, head: { repo: head }, base: { repo: { full_name: 'octo/site' } }, user: { login } },
      },
    });
    const own = { full_name: 'octo/site' };
    test.each<[string, Parameters<typeof act>[0], RegExp]>([
      [
        'an ordinary run',
        {},
        /^No API token is given: .*name of the secret may be misspelled.*environment that the job does not name/,
      ],
      ['a pull request of this repository', { event: pull(own) }, /may be misspelled/],
      [
        'a pull request from a fork',
        { event: pull({ full_name: 'else/site' }) },
        /from a fork get no secrets.*if: github\.event/,
      ],
      ['a pull request from a fork that is gone', { event: pull(null) }, /from a fork get no secrets/],
      [
        'a run of Dependabot',
        { event: pull(own), env: { GITHUB_ACTOR: 'dependabot[bot]' } },
        /Dependabot do not get .*if: github\.actor/,
      ],
      ['a pull request by Dependabot', { event: pull(own, 'dependabot[bot]') }, /Dependabot do not get/],
      ['a push by Dependabot', { env: { GITHUB_ACTOR: 'dependabot[bot]' } }, /Dependabot do not get/],
    ])('and says in %s why there is no credential', async (_, start, message) => {
      refused(await act({ ...start, inputs: at(emulator, { ...ONE, 'api-token': '' }) }), message);
    });

    test('and says what to check when the API does not take it', async () => {
      const ending = await act({ inputs: at(emulator, { ...ONE, 'api-token': 'of-somebody-else' }) });
      expect(ending).toMatchObject({ exitCode: 1, outputs: { changed: 'false', failed: '1' } });
      expect(errors(ending)).toEqual([expect.stringMatching(/credential is not accepted.*permission/)]);
      expect(writes()).toEqual([]);
    });
  });

  describe('finds the zone', () => {
    const ask = ({ query }: { query: Readonly<Record<string, string>> }) => query.name;

    test.each<[string, Record<string, string>, Record<string, string>]>([
      ['by its ID', {}, {}],
      ['by its ID in upper case', { zone: DEFAULTS.zoneId.toUpperCase() }, {}],
      ['by CLOUDFLARE_ZONE_ID', { zone: ' ' }, { CLOUDFLARE_ZONE_ID: DEFAULTS.zoneId }],
      ['by the input rather than the environment', {}, { CLOUDFLARE_ZONE_ID: OTHER_ZONE.id }],
    ])('%s, without a look-up', async (_, inputs, env) => {
      const ending = await act({ inputs: at(emulator, { ...ONE, ...inputs }), env });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { 'zone-id': emulator.zoneId, created: '1' } });
      expect(emulator.requests.filter(({ path }) => path === '/zones')).toEqual([]);
    });

    test.each(['example.com', 'EXAMPLE.Com', 'example.com.'])('by its name, %s', async (zone) => {
      const ending = await act({ inputs: at(emulator, { ...ONE, zone }) });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { 'zone-id': emulator.zoneId, created: '1' } });
      expect(emulator.requests.filter(({ path }) => path === '/zones').map(ask)).toEqual(['example.com']);
    });

    test('and fails on a name that the credential does not see', async () => {
      const ending = await act({ inputs: at(emulator, { ...ONE, zone: 'exmaple.com' }) });
      expect(errors(ending)).toEqual([expect.stringMatching(/"exmaple\.com".*Zone: Read.*zone's ID/)]);
      expect(ending).toMatchObject({
        exitCode: 1,
        outputs: { ...UNKNOWN, failed: '1', 'error-codes': '' },
        result: { entries: [{ ip: '192.0.2.1', outcome: 'failed', message: expect.stringMatching(/not attempted/) }] },
      });
      expect(emulator.requests.map(({ path }) => path)).toEqual(['/zones']);
    });

    test.each(['localhost', '023e105f', 'https://example.com/', 'exa mple.com', '192.0.2.1'])(
      'and refuses %s',
      async (zone) => {
        const ending = await act({ inputs: at(emulator, { ...ONE, zone }) });
        refused(ending, /^Input zone: ".*" is no zone: give the zone ID \(32 hex digits.*domain name/);
        expect(errors(ending)[0]).toContain(JSON.stringify(zone));
      },
    );

    test('and says how to name it when nobody does', async () => {
      const ending = await act({ inputs: at(emulator, { ...ONE, zone: '' }) });
      refused(ending, /^No zone is given: set the input zone \(or CLOUDFLARE_ZONE_ID\)/);
    });

    const file = (zone: string) => ({
      'origins.yaml': `zone: ${zone}\nmappings:\n  - { ip: 192.0.2.1, vendor: aws, region: us-east-1 }\n`,
    });
    const from = { 'mappings-file': 'origins.yaml' };

    test.each<[string, string, string]>([
      ['which the file alone names', '', DEFAULTS.zoneId],
      ['which the file alone names by name', '', 'Example.com'],
      ['that input and file agree on', DEFAULTS.zoneId, DEFAULTS.zoneId.toUpperCase()],
      ['that input and file name both', 'example.com', 'EXAMPLE.com.'],
      ['that the input gives as ID and the file as name', DEFAULTS.zoneId, 'example.com'],
      ['that the input gives as name and the file as ID', 'example.com', DEFAULTS.zoneId],
    ])('%s', async (_, zone, inFile) => {
      const ending = await act({ inputs: at(emulator, { ...from, zone }), files: file(inFile) });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { 'zone-id': emulator.zoneId, created: '1' } });
    });

    test.each<[string, string, string]>([
      ['ID', DEFAULTS.zoneId, OTHER_ZONE.id],
      ['name', 'example.com', OTHER_ZONE.name],
    ])('and refuses another %s in the file than in the input', async (_, zone, inFile) => {
      const ending = await act({ inputs: at(emulator, { ...from, zone }), files: file(inFile) });
      refused(ending, new RegExp(`zone: "${inFile}" is not the zone of the input.*"${zone}".*give one of them`));
      expect(ending.annotations[0]?.properties).toMatchObject({ file: 'origins.yaml', line: '1', col: '7' });
    });

    test.each<[string, string]>([
      [DEFAULTS.zoneId, OTHER_ZONE.name],
      [OTHER_ZONE.name, DEFAULTS.zoneId],
    ])('and writes nothing when the names turn out to differ: %s, %s', async (zone, inFile) => {
      await start({ otherZones: [OTHER_ZONE] });
      const ending = await act({ inputs: at(emulator, { ...from, zone }), files: file(inFile) });
      expect(errors(ending)).toEqual([expect.stringMatching(/input zone .* means the zone .* give one of them/)]);
      expect(ending).toMatchObject({ exitCode: 1, outputs: { changed: 'false', failed: '1' } });
      expect(emulator.requests.map(({ path }) => path)).toEqual(['/zones']);
    });

    test('and refuses a zone in the file that is none, at its place', async () => {
      const ending = await act({ inputs: at(emulator, { ...from, zone: '' }), files: file('nowhere') });
      refused(ending, /zone: "nowhere" is no zone: give the zone ID/);
      expect(ending.annotations[0]?.properties).toMatchObject({ file: 'origins.yaml', line: '1', col: '7' });
    });

    test('and says that the file may name it when nobody does', async () => {
      const ending = await act({
        inputs: at(emulator, { zone: '', mappings: '[{"ip":"192.0.2.1","vendor":"aws","region":"us-east-1"}]' }),
      });
      refused(ending, /^No zone is given: .* or name it in the mappings as "zone"/);
    });
  });

  describe('takes exactly one source', () => {
    const list = '[{"ip":"192.0.2.1","vendor":"aws","region":"us-east-1"}]';
    test.each<[string, Record<string, string>, RegExp]>([
      ['no source', {}, /^No mappings are given: give exactly one of ip .*mappings and mappings-file/],
      ['sources of nothing but blanks', { ip: ' ', mappings: '\n', 'mappings-file': '\t' }, /^No mappings are given/],
      ['ip and mappings', { ...ONE, mappings: list }, /^ip and mappings are given together: give exactly one/],
      ['ip and mappings-file', { ...ONE, 'mappings-file': 'a.csv' }, /^ip and mappings-file are given together/],
      [
        'mappings and mappings-file',
        { mappings: list, 'mappings-file': 'a.csv' },
        /^mappings and mappings-file are given together/,
      ],
      ['all three', { ...ONE, mappings: list, 'mappings-file': 'a.csv' }, /^ip and mappings and mappings-file are/],
      ['vendor and region beside a list', { mappings: list, vendor: 'aws', region: 'x' }, /^vendor and region given/],
    ])('and refuses %s', async (_, inputs, message) => {
      refused(await act({ inputs: at(emulator, inputs) }), message);
    });

    test('of which empty ones do not count', async () => {
      const ending = await act({ inputs: at(emulator, { ...ONE, mappings: ' \n', 'mappings-file': '' }) });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
    });
  });

  describe('reads addresses', () => {
    test('separated by commas, blanks and new lines, that share one target', async () => {
      const ending = await act({
        inputs: at(emulator, { ...ONE, ip: ' 192.0.2.3,192.0.2.1\n2001:DB8:0::1 \t198.51.100.7 , 203.0.113.9\r\n' }),
      });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '5', count: '5', remaining: '3495' } });
      expect(emulator.mappings().map(({ ip }) => ip)).toEqual([
        '192.0.2.1',
        '192.0.2.3',
        '198.51.100.7',
        '203.0.113.9',
        '2001:db8::1',
      ]);
      expect(new Set(emulator.mappings().map(({ vendor, region }) => `${vendor} ${region}`))).toEqual(
        new Set(['aws us-east-1']),
      );
    });

    test('given twice once, with a notice', async () => {
      const ending = await act({ inputs: at(emulator, { ...ONE, ip: '192.0.2.1, ::ffff:192.0.2.1' }) });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
      expect(notices(ending)).toEqual([expect.stringMatching(/192\.0\.2\.1 twice/)]);
    });

    test.each([
      ['2001:0DB8:0:0:0:0:0:0001', '2001:db8::1'],
      ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
      ['::FFFF:192.0.2.1', '192.0.2.1'],
      ['::ffff:c000:201', '192.0.2.1'],
      ['2001:db8::192.0.2.1', '2001:db8::c000:201'],
    ])('%s as %s, and sees no change in the spelling', async (ip, canonical) => {
      emulator.put({ ...ONE, ip: canonical });
      const ending = await act({ inputs: at(emulator, { ...ONE, ip }) });
      expect(ending).toMatchObject({
        exitCode: 0,
        outputs: { changed: 'false', unchanged: '1' },
        result: { entries: [{ ip: canonical, outcome: 'unchanged' }] },
      });
      expect(writes()).toEqual([]);
    });

    const BAD: readonly (readonly [string, RegExp])[] = [
      ['192.0.2.01', /without leading zeros/],
      ['192.0.2', /four decimal parts/],
      ['256.0.2.1', /four decimal parts/],
      ['0xc0.0.2.1', /host names are not looked up/],
      ['192.0.2.1:443', /has a port/],
      ['[2001:db8::1]:443', /brackets or a port/],
      ['192.0.2.0/24', /CIDR/],
      ['2001:db8::/32', /CIDR/],
      ['fe80::1%eth0', /zone index/],
      ['origin.example.com', /host names are not looked up/],
      ['2001:db8::1::2', /not an IPv6 address/],
      ['10.0.0.1', /private address/],
      ['172.16.0.1', /private address/],
      ['192.168.1.1', /private address/],
      ['100.64.0.1', /private address/],
      ['fd00::1', /private \(unique local\)/],
      ['127.0.0.1', /loopback/],
      ['::1', /loopback/],
      ['169.254.0.1', /link-local/],
      ['fe80::1', /link-local/],
      ['224.0.0.1', /multicast/],
      ['ff02::1', /multicast/],
      ['0.0.0.0', /unspecified/],
      ['::', /unspecified/],
      ['255.255.255.255', /broadcast/],
      ['::ffff:10.0.0.1', /private address/],
    ];
    test.each(BAD)('and refuses %s', async (ip, message) => {
      const ending = await act({ inputs: at(emulator, { ...ONE, ip }) });
      refused(ending, message);
      expect(errors(ending)[0]).toContain(`Input ip: "${ip}"`);
    });

    test('and tells of all that are wrong, the tenth error listing the rest', async () => {
      const ending = await act({ inputs: at(emulator, { ...ONE, ip: BAD.map(([ip]) => ip).join(' ') }) });
      const told = errors(ending);
      expect(told).toHaveLength(10);
      for (const [ip] of BAD) expect(told.join('\n')).toContain(`"${ip}"`);
      expect(ending.exitCode).toBe(1);
      expect(emulator.requests).toEqual([]);
    });
  });

  describe('reads vendor and region', () => {
    test.each(['aws', 'AWS', 'Aws', ' aws '])('with the vendor in any letter case: %s', async (vendor) => {
      const ending = await act({ inputs: at(emulator, { ...ONE, vendor }) });
      expect(ending.exitCode).toBe(0);
      expect(emulator.mappings()).toEqual([ONE]);
    });

    test.each(['aws us-east-1', 'azure eastus', 'gcp us-central1', 'oci us-ashburn-1'])('%s', async (pair) => {
      const [vendor = '', region = ''] = pair.split(' ');
      const ending = await act({ inputs: at(emulator, { ...ONE, vendor, region }) });
      expect(ending.exitCode).toBe(0);
      expect(emulator.mappings()).toEqual([{ ip: '192.0.2.1', vendor, region }]);
    });

    test('and refuses an unknown vendor with code 1157 before any request', async () => {
      const ending = await act({ inputs: at(emulator, { ...ONE, vendor: 'azur' }) });
      refused(ending, /"azur" is not known; use one of aws, azure, gcp, oci; did you mean "azure"\?/);
      expect(ending.outputs['error-codes']).toBe('1157');
    });

    test.each(['apply', 'plan', 'check'])('and refuses an unknown region before any write (%s)', async (mode) => {
      const ending = await act({ inputs: at(emulator, { ...ONE, region: 'us-esat-1', mode }) });
      expect(errors(ending)).toEqual([
        expect.stringMatching(/192\.0\.2\.1.*"us-esat-1".*Nearest supported names of aws: us-east-1, /),
      ]);
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
      expect(writes()).toEqual([]);
    });

    test('and says of which vendor a region is', async () => {
      const ending = await act({ inputs: at(emulator, { ...ONE, vendor: 'gcp' }) });
      expect(errors(ending)).toEqual([expect.stringMatching(/"us-east-1".*It is a region of aws/)]);
    });

    test.each<[string, Record<string, string>, RegExp[]]>([
      ['no vendor', { vendor: '' }, [/^Input vendor is missing/]],
      ['no region', { region: ' ' }, [/^Input region is missing/]],
      ['neither', { vendor: '', region: '' }, [/^Input vendor is missing/, /^Input region is missing/]],
      ['half a target to remove', { state: 'absent', region: '' }, [/^Input region is missing; .*or neither/]],
    ])('and refuses %s', async (_, inputs, messages) => {
      refused(await act({ inputs: at(emulator, { ...ONE, ...inputs }) }), ...messages);
    });
  });

  describe('with state', () => {
    const closed = { name: 'pull_request', payload: { action: 'closed', pull_request: { number: 7 } } };
    const opened = { name: 'pull_request', payload: { action: 'opened', pull_request: { number: 7 } } };
    beforeEach(() => emulator.put(ONE));

    test('absent takes a mapping away, whatever its target', async () => {
      const ending = await act({ inputs: at(emulator, { ip: '192.0.2.1', state: 'absent' }) });
      expect(ending).toMatchObject({
        exitCode: 0,
        outputs: { removed: '1', changed: 'true', count: '0', remaining: '3500', mappings: '[]' },
        result: { entries: [{ ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1', outcome: 'removed' }] },
      });
      expect(emulator.mappings()).toEqual([]);
    });

    test('absent takes away a list of bare addresses', async () => {
      emulator.put({ ...ONE, ip: '2001:db8::1' }, { ...ONE, ip: '192.0.2.9' });
      const ending = await act({
        inputs: at(emulator, { mappings: 'ip\n192.0.2.1\n2001:db8:0::1\n', state: 'absent' }),
      });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { removed: '2', count: '1' } });
      expect(emulator.mappings().map(({ ip }) => ip)).toEqual(['192.0.2.9']);
    });

    test('absent leaves what is not mapped, and succeeds', async () => {
      const ending = await act({ inputs: at(emulator, { ip: '192.0.2.2', state: 'absent' }) });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { unchanged: '1', removed: '0', changed: 'false' } });
      expect(writes()).toEqual([]);
    });

    test('absent leaves with a notice what is mapped elsewhere than it says', async () => {
      const ending = await act({ inputs: at(emulator, { ...ONE, region: 'us-west-2', state: 'absent' }) });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { skipped: '1', changed: 'false' } });
      expect(notices(ending)).toEqual([expect.stringMatching(/192\.0\.2\.1.*aws us-east-1/)]);
      expect(writes()).toEqual([]);
    });

    test('auto takes away when a pull request is closed', async () => {
      const ending = await act({ inputs: at(emulator, { ...ONE, state: 'auto' }), event: closed });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
      expect(emulator.mappings()).toEqual([]);
    });

    test.each([['push', { name: 'push' }] as const, ['opened', opened] as const])(
      'auto registers otherwise (%s)',
      async (_, event) => {
        const ending = await act({ inputs: at(emulator, { ...ONE, ip: '192.0.2.2', state: 'auto' }), event });
        expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
      },
    );

    test('present (and nothing said) registers on a closed pull request too', async () => {
      const ending = await act({ inputs: at(emulator, { ...ONE, ip: '192.0.2.2' }), event: closed });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1', count: '2' } });
    });

    test('present updates what is mapped elsewhere', async () => {
      const ending = await act({ inputs: at(emulator, { ...ONE, region: 'us-west-2' }) });
      expect(ending).toMatchObject({
        exitCode: 0,
        outputs: { updated: '1', created: '0', changed: 'true' },
        result: { entries: [{ ip: '192.0.2.1', region: 'us-west-2', outcome: 'updated' }] },
      });
      expect(emulator.mappings()).toEqual([{ ...ONE, region: 'us-west-2' }]);
    });

    test('present writes nothing when it is so already', async () => {
      const ending = await act({ inputs: at(emulator, ONE) });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { unchanged: '1', changed: 'false', count: '1' } });
      expect(writes()).toEqual([]);
      expect(ending.log).toContain('Nothing to do');
    });
  });

  describe('with mode', () => {
    const drift = {
      mappings: 'ip,vendor,region\n192.0.2.1,aws,us-east-1\n192.0.2.2,aws,us-west-2\n192.0.2.3,gcp,us-central1\n',
    };
    beforeEach(() => emulator.put(ONE, { ...ONE, ip: '192.0.2.2' }));

    test('plan shows what would change, writes nothing and succeeds', async () => {
      const ending = await act({ inputs: at(emulator, { ...drift, mode: 'plan' }) });
      expect(ending).toMatchObject({
        exitCode: 0,
        outputs: {
          changed: 'true',
          created: '1',
          updated: '1',
          unchanged: '1',
          failed: '0',
          count: '2',
          remaining: '3498',
        },
        result: { mode: 'plan', entries: [{ outcome: 'unchanged' }, { outcome: 'updated' }, { outcome: 'created' }] },
      });
      expect(JSON.parse(ending.outputs.mappings ?? '')).toMatchObject([
        { region: 'us-east-1' },
        { region: 'us-east-1' },
      ]);
      expect(ending.summary).toContain('Would change');
      expect(writes()).toEqual([]);
    });

    test('plan says when there is nothing to change', async () => {
      const ending = await act({ inputs: at(emulator, { ...ONE, mode: 'plan' }) });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { changed: 'false', unchanged: '1' } });
    });

    test('check fails on drift and writes nothing', async () => {
      const ending = await act({ inputs: at(emulator, { ...drift, mode: 'check' }) });
      expect(ending).toMatchObject({
        exitCode: 1,
        outputs: {
          changed: 'true',
          created: '1',
          updated: '1',
          unchanged: '1',
          failed: '0',
          count: '2',
          'error-codes': '',
        },
      });
      expect(errors(ending)).toEqual([expect.stringMatching(/drifted.*1 to create, 1 to update.*mode: apply/)]);
      expect(writes()).toEqual([]);
    });

    test('check succeeds without drift', async () => {
      const ending = await act({ inputs: at(emulator, { ...ONE, mode: 'check' }) });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { changed: 'false', unchanged: '1' } });
      expect(errors(ending)).toEqual([]);
    });

    test.each(['plan', 'check'])('%s takes nothing away', async (mode) => {
      const ending = await act({ inputs: at(emulator, { ip: '192.0.2.1', state: 'absent', mode }) });
      expect(ending).toMatchObject({
        exitCode: mode === 'plan' ? 0 : 1,
        outputs: { removed: '1', changed: 'true', count: '2' },
      });
      expect(writes()).toEqual([]);
    });

    test.each(['apply', 'plan', 'check'])('%s fails on a conflict that on-conflict forbids', async (mode) => {
      const ending = await act({ inputs: at(emulator, { ...drift, 'on-conflict': 'fail', mode }) });
      expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '2', unchanged: '1', count: '2' } });
      expect(errors(ending)).toEqual([
        expect.stringMatching(/192\.0\.2\.2.*aws us-east-1.*aws us-west-2.*on-conflict/),
      ]);
      expect(writes()).toEqual([]);
    });

    test.each(['apply', 'plan', 'check'])('%s fails on the brake', async (mode) => {
      const ending = await act({
        inputs: at(emulator, {
          mappings: 'ip,vendor,region\n192.0.2.1,aws,us-east-1\n',
          prune: 'all',
          'max-removals': '0',
          mode,
        }),
      });
      expect(ending).toMatchObject({ exitCode: 1, outputs: { removed: '0', failed: '1' } });
      expect(errors(ending)).toEqual([expect.stringMatching(/remove 1 of the zone's 2 mappings.*max-removals/)]);
      expect(writes()).toEqual([]);
    });

    test.each(['apply', 'plan', 'check'])('%s fails on the limit', async (mode) => {
      emulator.seed(3500);
      const ending = await act({ inputs: at(emulator, { ...ONE, mode }) });
      expect(ending).toMatchObject({
        exitCode: 1,
        outputs: { 'error-codes': '1164', failed: '1', count: '3500', remaining: '0' },
      });
      expect(errors(ending)).toEqual([expect.stringMatching(/holds 3500 mappings, 1 more are asked for, and 0 fit/)]);
      expect(writes()).toEqual([]);
    });
  });

  describe('refuses', () => {
    test.each<[string, string, RegExp]>([
      ['state', 'presnt', /"presnt" is none of present, absent, auto\. Did you mean present\?/],
      ['mode', 'dry-run', /"dry-run" is none of apply, plan, check/],
      ['prune', 'yes', /"yes" is none of none, removed, all/],
      ['on-conflict', 'overwrit', /Did you mean overwrite/],
      ['comment', 'yes', /"yes" is none of true, false/],
      ['summary', 'off', /"off" is none of true, false/],
      ['redact-ips', 'maybe', /"maybe" is none of auto, true, false/],
      ['api-version', 'v3', /"v3" is none of auto, v1, v2/],
      ['max-removals', '-1', /"-1" is neither a share from 0% to 100% nor a whole number/],
      ['max-removals', '101%', /"101%" is neither/],
      ['timeout-seconds', '0', /"0" is no number of seconds from 1 to 86400/],
      ['timeout-seconds', '5m', /"5m" is no number of seconds/],
      ['api-base-url', 'api.cloudflare.com', /is not a URL, such as https:/],
      ['api-base-url', 'http://api.cloudflare.com/client/v4', /is not https; .*loopback/],
      ['api-base-url', 'http://192.168.0.1/client/v4', /is not https/],
      ['api-base-url', 'http://127.0.0.1.example.com/', /is not https/],
      ['api-base-url', 'http://localhost.example.com/', /is not https/],
      ['api-base-url', 'ftp://127.0.0.1/', /is not https/],
      ['api-base-url', 'https://api.cloudflare.com/client/v4?a=b', /query or a fragment/],
    ])('a %s of %s', async (input, value, message) => {
      const ending = await act({ inputs: at(emulator, { ...ONE, [input]: value }) });
      refused(ending, message);
      expect(errors(ending)[0]).toMatch(new RegExp(`^Input ${input}: `));
    });

    test('user info in the base URL, and does not show it', async () => {
      const url = emulator.url.replace('//', '//someone:hidden-password@');
      const ending = await act({ inputs: at(emulator, { ...ONE, 'api-base-url': url }) });
      refused(ending, /^Input api-base-url: .*user name or password; give it without/);
      expect(JSON.stringify(ending)).not.toContain('hidden-password');
    });

    test('user info in a base URL that is wrong in other ways too, and does not show it', async () => {
      const ending = await act({
        inputs: at(emulator, { ...ONE, 'api-base-url': 'http://someone:hidden-password@a b/' }),
      });
      refused(ending, /^Input api-base-url: /);
      expect(JSON.stringify(ending)).not.toContain('hidden-password');
    });

    const csv = { 'mappings-file': 'a.csv' };
    const files = { 'a.csv': 'ip,vendor,region\n192.0.2.1,aws,us-east-1\n' };
    test.each<[string, Record<string, string>, RegExp]>([
      ['removed, with ip', { ...ONE, prune: 'removed' }, /^prune: removed needs a mappings-file/],
      ['all, with ip', { ...ONE, prune: 'all' }, /^prune: all needs a list/],
      [
        'removed, with mappings',
        { mappings: 'ip,vendor,region\n192.0.2.1,aws,us-east-1', prune: 'removed' },
        /^prune: removed needs a mappings-file/,
      ],
      [
        'removed, with absent',
        { ...csv, prune: 'removed', state: 'absent' },
        /^prune: removed does not go with state: absent/,
      ],
      ['all, with absent', { ...csv, prune: 'all', state: 'absent' }, /^prune: all does not go with state: absent/],
    ])('prune: %s', async (_, inputs, message) => {
      refused(await act({ inputs: at(emulator, inputs), files }), message);
    });

    test.each(['', '[]', 'mappings: []', '{"mappings": []}', 'ip,vendor,region\n', '# nothing\n'])(
      'to delete everything because the file is %j',
      async (text) => {
        emulator.put(ONE);
        const ending = await act({
          inputs: at(emulator, { 'mappings-file': 'a.txt', prune: 'all', 'max-removals': '100%' }),
          files: { 'a.txt': text },
        });
        refused(ending, /the list holds no mappings, and an empty list never means "delete everything"/);
        expect(emulator.mappings()).toEqual([ONE]);
      },
    );

    test('with all mistakes of the inputs told at once', async () => {
      const ending = await act({
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
      expect(errors(ending).map((message) => message.split(/[ :]/, 2).join(' '))).toEqual([
        'Input mode',
        'Input summary',
        'Input state',
        'No mappings',
        'Input api-key',
        'Input zone',
        'Input api-base-url',
        'Input timeout-seconds',
      ]);
      expect(ending).toMatchObject({ exitCode: 1, outputs: UNKNOWN });
    });

    test('with the mistakes of inputs and of the file told at once', async () => {
      const ending = await act({
        inputs: at(emulator, { 'mappings-file': 'a.csv', mode: 'go', zone: 'nowhere' }),
        files: { 'a.csv': 'ip,vendor,region\n10.0.0.1,aws,us-east-1\n192.0.2.1,awz,us-east-1\n' },
      });
      expect(errors(ending)).toEqual([
        expect.stringMatching(/^Input mode: "go"/),
        expect.stringMatching(/^Input zone: "nowhere"/),
        expect.stringMatching(/10\.0\.0\.1/),
        expect.stringMatching(/"awz"/),
      ]);
      expect(ending.outputs['error-codes']).toBe('1157');
      expect(emulator.requests).toEqual([]);
    });

    test('with the mistakes of ip, vendor and region told beside the others', async () => {
      const ending = await act({ inputs: at(emulator, { ip: '10.0.0.1', vendor: 'awz', region: 'x', mode: 'go' }) });
      expect(errors(ending)).toEqual([
        expect.stringMatching(/^Input mode: "go"/),
        expect.stringMatching(/"awz"/),
        expect.stringMatching(/10\.0\.0\.1/),
      ]);
      expect(emulator.requests).toEqual([]);
    });

    test('with the mistakes of the file told though the credential is missing', async () => {
      const ending = await act({
        inputs: at(emulator, { 'mappings-file': 'a.csv', 'api-token': '' }),
        files: { 'a.csv': 'ip,vendor,region\n10.0.0.1,aws,us-east-1\n' },
      });
      expect(errors(ending)).toEqual([
        expect.stringMatching(/^No API token is given/),
        expect.stringMatching(/10\.0\.0\.1/),
      ]);
      expect(emulator.requests).toEqual([]);
    });
  });

  describe('speaks', () => {
    test.each(['v1', 'v2'])('%s where it is told to', async (version) => {
      const ending = await act({ inputs: at(emulator, { ...ONE, 'api-version': version }) });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { 'api-version': version, created: '1' } });
      const part = version === 'v1' ? '/cache/origin_cloud_regions' : '/origin/cloud_regions';
      expect(emulator.requests.filter(({ path }) => !path.includes(part))).toEqual([]);
    });

    test('with every input empty as if none were given', async () => {
      const names = [
        'api-key',
        'api-email',
        'mappings',
        'mappings-file',
        'state',
        'mode',
        'prune',
        'prune-base',
        'max-removals',
        'on-conflict',
        'comment',
        'github-token',
        'redact-ips',
        'summary',
        'api-version',
        'timeout-seconds',
      ];
      const empty = Object.fromEntries(names.map((name) => [name, ' \n']));
      const ending = await act({ inputs: at(emulator, { ...empty, ...ONE }) });
      expect(errors(ending)).toEqual([]);
      expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
      expect(ending.summary).not.toBe('');
    });

    test('to the base URL with or without a slash at its end', async () => {
      const ending = await act({ inputs: at(emulator, { ...ONE, 'api-base-url': `${emulator.url}/` }) });
      expect(ending.exitCode).toBe(0);
      expect(emulator.requests.every(({ path }) => path.startsWith('/zones/'))).toBe(true);
    });

    test('to nobody that a redirect names', async () => {
      const seen: string[] = [];
      const trap = createServer((request, response) => {
        seen.push(`${request.method} ${request.url} ${request.headers.authorization}`);
        response.end('{}');
      }).listen(0, '127.0.0.1');
      await new Promise((done) => trap.once('listening', done));
      try {
        emulator.fault(`status 307 location=http://127.0.0.1:${(trap.address() as AddressInfo).port}/`);
        const ending = await act({ inputs: at(emulator, ONE) });
        expect(seen).toEqual([]);
        expect(ending).toMatchObject({ exitCode: 1, outputs: { changed: 'false', failed: '1' } });
        expect(errors(ending)).toEqual([
          expect.stringMatching(/redirect, which is never followed; check api-base-url/),
        ]);
      } finally {
        await new Promise((done) => trap.close(done));
      }
    });

    test('no longer than timeout-seconds, and names the host that did not answer', async () => {
      emulator.fault('hang');
      const ending = await act({ inputs: at(emulator, { ...ONE, 'timeout-seconds': '1' }) });
      expect(ending.took).toBeLessThan(4000);
      expect(ending).toMatchObject({
        exitCode: 1,
        outputs: { changed: 'false', failed: '1', count: '' },
        result: { entries: [{ outcome: 'failed', message: expect.stringMatching(/^was not attempted/) }] },
      });
      expect(errors(ending)).toEqual([expect.stringMatching(/timeout-seconds/)]);
      expect(errors(ending)[0]).toContain('127.0.0.1');
    });

    test('of the host that cannot be reached, when there is not the time for all tries', async () => {
      const { url } = emulator;
      await emulator.close();
      const ending = await act({ inputs: { ...at(emulator, ONE), 'api-base-url': url, 'timeout-seconds': '1' } });
      expect(ending).toMatchObject({ exitCode: 1, outputs: { ...UNKNOWN, failed: '1', 'zone-id': emulator.zoneId } });
      expect(errors(ending)).toEqual([expect.stringMatching(/127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\)/)]);
      await start({});
    });
  });
});

describe('the built file', () => {
  test('names the host that cannot be reached, after all tries', async () => {
    const emulator = await startEmulator({});
    await emulator.close();
    const [[, act] = []] = ACTS;
    const ending = await act?.({ inputs: at(emulator, ONE) });
    expect(ending?.exitCode).toBe(1);
    expect(errors(ending as Ending)).toEqual([
      expect.stringMatching(/127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\), after 5 tries/),
    ]);
  });
});
