import { EOL } from 'node:os';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import { ACTS, at, type Ending, type Start } from './action.ts';

const ONE = { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' };
/** As long as Cloudflare's newer tokens: longer than what an error quotes of a text. */
const TOKEN = `cfut_${'AbCdEfGhIjKlMnOpQrStUvWxYz0123456789'.repeat(2)}`;

const linesOf = ({ log }: Ending) => log.split(/\r?\n/);
const words = ({ annotations }: Ending) => annotations.map(({ message }) => message).join('\n');

/** All that a run leaves behind, but for the command that masks the secret. */
function traces({ log, outputs, summary, result }: Ending): string {
  const masked = log.replace(/^::add-mask::.*$/gm, '');
  return [masked, ...Object.values(outputs), summary, JSON.stringify(result)].join('\n');
}

/** Nothing of the secret that would help somebody to guess the rest. */
function hides(ending: Ending, secret: string): void {
  const left = traces(ending);
  for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')])
    expect(left).not.toContain(form);
  expect(left).not.toContain(secret.slice(0, 16));
  expect(left).not.toContain(secret.slice(-16));
}

/** The commands that the runner would obey, each once. */
function commands(log: string): string[] {
  const lines = log.split(/\r\n|\r|\n/);
  const obeyed = lines.flatMap((line) => /^\s*::([\w-]+)(?: [^:]*)?::/.exec(line)?.[1] ?? []);
  return [...new Set([...obeyed, ...lines.filter((line) => line.includes('##['))])].sort();
}
const HARMLESS = ['add-mask', 'debug', 'endgroup', 'error', 'group', 'notice', 'warning'];

/** No line of the log is of another's making. */
function obeysNothing(ending: Ending): void {
  expect(ending.log.replaceAll(EOL, '\n')).not.toMatch(/\r/);
  expect(commands(ending.log).filter((command) => !HARMLESS.includes(command))).toEqual([]);
  // The only masks are those of the credentials.
  for (const [, masked] of ending.log.matchAll(/^\s*::add-mask::(.*)$/gm)) expect(masked).not.toBe('owned');
}

const EVIL = [
  '::set-output name=zone-id::owned',
  '\n::set-output name=changed::owned',
  '\r\n::add-mask::owned',
  '\r::error::owned',
  '##[add-mask]owned',
  '\u2028::stop-commands::owned',
  ' \t::set-env name=PATH::owned',
];

describe.each(ACTS)('%s', (_, act) => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator({ apiToken: TOKEN });
  });
  afterEach(() => emulator.close());

  describe('shows the credential nowhere', () => {
    test('and masks it before anything else', async () => {
      const ending = await act({ inputs: at(emulator, ONE) });
      expect(linesOf(ending)[0]).toBe(`::add-mask::${TOKEN}`);
      expect(ending.exitCode).toBe(0);
      hides(ending, TOKEN);
    });

    test.each<[string, Start]>([
      ['in a debug log', { inputs: ONE, env: { RUNNER_DEBUG: '1' } }],
      ['in a debug log of failures', { inputs: { ...ONE, zone: 'nothing.example' }, env: { RUNNER_DEBUG: '1' } }],
      ['as region', { inputs: { ...ONE, region: TOKEN } }],
      ['as region, among other text', { inputs: { ...ONE, region: `eu ${TOKEN}` } }],
      ['as vendor', { inputs: { ...ONE, vendor: TOKEN } }],
      ['as address', { inputs: { ...ONE, ip: TOKEN } }],
      ['as zone', { inputs: { ...ONE, zone: TOKEN } }],
      ['as mode', { inputs: { ...ONE, mode: TOKEN } }],
      ['as base URL', { inputs: { ...ONE, 'api-base-url': TOKEN } }],
      ['as user of the base URL', { inputs: { ...ONE, 'api-base-url': `https://${TOKEN}@api.cloudflare.com/` } }],
      ['as query of the base URL', { inputs: { ...ONE, 'api-base-url': `https://api.cloudflare.com/?t=${TOKEN}` } }],
      ['as path', { inputs: { 'mappings-file': TOKEN } }],
      ['as list', { inputs: { mappings: TOKEN } }],
      ['as key of an entry', { inputs: { mappings: JSON.stringify([{ ip: '192.0.2.1', [TOKEN]: 1 }]) } }],
      [
        'in a file',
        { inputs: { 'mappings-file': 'a.yaml' }, files: { 'a.yaml': `- ip: ${TOKEN}\n  vendor: ${TOKEN}` } },
      ],
      ['in a broken file', { inputs: { 'mappings-file': 'a.yaml' }, files: { 'a.yaml': `- "${TOKEN}\n: ${TOKEN}` } }],
    ])('also %s', async (_, { inputs = {}, ...start }) => {
      hides(await act({ ...start, inputs: at(emulator, inputs) }), TOKEN);
    });

    test.each([
      ['of a refusal', `PATCH refuse 1158 "bad ${TOKEN} here"`],
      ['of a list', `GET refuse 1111 "Bearer ${TOKEN}"`],
      ['of a batch', `@192.0.2.1 item "bad ${TOKEN} here"`],
    ])('not when the API echoes it in the words %s', async (_, fault) => {
      emulator.fault(fault);
      const ending = await act({
        inputs: at(emulator, { ...ONE, ip: '192.0.2.1, 192.0.2.2' }),
        env: { RUNNER_DEBUG: '1' },
      });
      const alone = await act({ inputs: at(emulator, ONE), env: { RUNNER_DEBUG: '1' } });
      hides(ending, TOKEN);
      hides(alone, TOKEN);
    });

    test('nor when the zone holds it as a region', async () => {
      emulator.put({ ip: '192.0.2.9', vendor: 'aws', region: TOKEN });
      const ending = await act({ inputs: at(emulator, { ...ONE, ip: '192.0.2.9 192.0.2.1' }) });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { updated: '1' } });
      hides(ending, TOKEN);
    });

    test('nor when it was given with "Bearer" before it', async () => {
      emulator.fault(`PATCH refuse 1158 "bad ${TOKEN} here"`);
      const ending = await act({ inputs: at(emulator, { ...ONE, 'api-token': `Bearer ${TOKEN}` }) });
      expect(words(ending)).toMatch(/1158/);
      expect(linesOf(ending)).toContain(`::add-mask::${TOKEN}`);
      hides(ending, TOKEN);
    });

    test('nor the key of the older pair', async () => {
      emulator.fault(`PATCH refuse 1158 "bad ${emulator.apiKey} here"`);
      const ending = await act({
        inputs: at(emulator, {
          ...ONE,
          'api-token': '',
          'api-key': emulator.apiKey,
          'api-email': emulator.apiEmail,
        }),
        env: { RUNNER_DEBUG: '1' },
      });
      expect(words(ending)).toMatch(/1158/);
      expect(linesOf(ending)[0]).toBe(`::add-mask::${emulator.apiKey}`);
      hides(ending, emulator.apiKey);
    });

    test('nor a credential of the environment, nor the token for GitHub', async () => {
      const github = 'ghs_0123456789abcdefghijklmnopqrstuvwxyz';
      emulator.fault(`PATCH refuse 1158 "bad ${TOKEN} and ${github}"`);
      const ending = await act({
        inputs: at(emulator, { ...ONE, 'api-token': '', 'github-token': github }),
        env: { CLOUDFLARE_API_TOKEN: TOKEN, RUNNER_DEBUG: '1' },
      });
      expect(words(ending)).toMatch(/1158/);
      hides(ending, TOKEN);
      hides(ending, github);
    });

    test('nor one that spans lines', async () => {
      const ending = await act({ inputs: at(emulator, { ...ONE, 'api-token': 'first-line\n::set-output name=a::b' }) });
      expect(ending.exitCode).toBe(1);
      expect(linesOf(ending)[0]).toBe('::add-mask::first-line%0A::set-output name=a::b');
      obeysNothing(ending);
    });
  });

  describe('obeys nothing that', () => {
    test.each(EVIL)('an error of the API says: %j', async (evil) => {
      for (const fault of [
        { method: 'PATCH', effect: { kind: 'refuse', code: 1158, message: evil } },
        { method: 'GET', path: 'supported_regions', effect: { kind: 'refuse', code: 1158, message: evil } },
      ] as const)
        emulator.fault(fault);
      const ending = await act({ inputs: at(emulator, ONE), env: { RUNNER_DEBUG: '1' } });
      expect(ending).toMatchObject({ exitCode: 1, outputs: { 'error-codes': '1158', 'zone-id': emulator.zoneId } });
      expect(words(ending)).toContain('owned');
      obeysNothing(ending);
    });

    test.each(EVIL)('the zone holds as vendor and region: %j', async (evil) => {
      emulator.put({ ip: '192.0.2.1', vendor: evil, region: evil }, { ip: '192.0.2.2', vendor: evil, region: evil });
      const ending = await act({ inputs: at(emulator, { ...ONE, 'on-conflict': 'skip' }), env: { RUNNER_DEBUG: '1' } });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { skipped: '1' } });
      expect(JSON.parse(ending.outputs.mappings ?? '')).toMatchObject([{ vendor: evil }, { vendor: evil }]);
      obeysNothing(ending);
      expect(ending.summary).not.toMatch(/\r|\u2028/);
      const updated = await act({ inputs: at(emulator, ONE) });
      expect(updated).toMatchObject({ exitCode: 0, outputs: { updated: '1' } });
      obeysNothing(updated);
    });

    test.each(EVIL)('a list says: %j', async (evil) => {
      const entry = { ip: evil, vendor: evil, region: evil, [evil]: evil };
      for (const text of [
        JSON.stringify([entry]),
        JSON.stringify({ zone: evil, mappings: [entry] }),
        `- ip: ${evil}`,
        `ip,${evil}\n`,
      ]) {
        const ending = await act({ inputs: at(emulator, { mappings: text, zone: '' }), env: { RUNNER_DEBUG: '1' } });
        expect(ending.exitCode).toBe(1);
        obeysNothing(ending);
      }
      expect(emulator.requests).toEqual([]);
    });

    test.each(EVIL)('an input says: %j', async (evil) => {
      const names = [
        'ip',
        'vendor',
        'region',
        'zone',
        'state',
        'mode',
        'prune',
        'max-removals',
        'api-base-url',
        'api-email',
      ];
      const ending = await act({ inputs: Object.fromEntries(names.map((name) => [name, `a${evil}`])) });
      expect(ending.exitCode).toBe(1);
      obeysNothing(ending);
    });

    test.each(EVIL)('the name of a file says: %j', async (evil) => {
      const file = `a${evil.replaceAll('/', '')}.csv`;
      const missing = await act({ inputs: at(emulator, { 'mappings-file': file }) });
      const wrong = await act({
        inputs: at(emulator, { 'mappings-file': file }),
        files: { [file]: 'ip,vendor,region\n10.0.0.1,aws,us-east-1\n' },
      });
      const right = await act({
        inputs: at(emulator, { 'mappings-file': file }),
        files: { [file]: 'ip,vendor,region\n192.0.2.1,aws,us-east-1\n' },
      });
      expect([missing.exitCode, wrong.exitCode, right.exitCode]).toEqual([1, 1, 0]);
      for (const ending of [missing, wrong, right]) obeysNothing(ending);
    });

    test.each(EVIL)('the event or the environment says: %j', async (evil) => {
      const ending = await act({
        inputs: at(emulator, { ...ONE, 'api-token': '' }),
        event: {
          name: 'pull_request',
          payload: { action: evil, pull_request: { number: 1, head: { repo: null }, user: { login: evil } } },
        },
        env: { GITHUB_ACTOR: evil, GITHUB_REPOSITORY: evil, GITHUB_SERVER_URL: evil },
      });
      expect(ending.exitCode).toBe(1);
      obeysNothing(ending);
      expect(ending.summary).not.toContain(evil);
    });
  });

  describe('keeps the summary whole', () => {
    test('whatever the zone holds', async () => {
      const evil = '</details>|<img src=x>|[a](https://example.com)|`b`|@octocat|#12\n# heading';
      emulator.put({ ip: '192.0.2.9', vendor: evil, region: evil });
      const { summary } = await act({ inputs: at(emulator, { ...ONE, ip: '192.0.2.9 192.0.2.1' }) });
      expect(summary).not.toMatch(/<img|\]\(https:\/\/example|@octocat|^# heading/m);
      expect(summary.match(/<\/details>/g)).toHaveLength(1);
      for (const row of summary.split('\n').filter((line) => line.startsWith('|')))
        expect(row.replace(/\\\|/g, '').match(/\|/g)?.length).toBeGreaterThanOrEqual(3);
    });
  });

  describe('quotes of a file', () => {
    test('only a short piece', async () => {
      const long = `password=${'x'.repeat(500)}`;
      for (const text of [
        `- ip: ${long}\n  vendor: ${long}\n`,
        `["${long}`,
        `ip,vendor,region\n${long},${long},${long}\n`,
        long,
      ]) {
        const ending = await act({ inputs: at(emulator, { 'mappings-file': 'a.txt' }), files: { 'a.txt': text } });
        expect(ending.exitCode).toBe(1);
        expect(traces(ending)).not.toContain(`password=${'x'.repeat(40)}`);
      }
    });
  });

  test('puts out no account', async () => {
    const ending = await act({ inputs: at(emulator, { ...ONE, zone: 'example.com' }), env: { RUNNER_DEBUG: '1' } });
    expect(ending.exitCode).toBe(0);
    expect(traces(ending)).not.toMatch(/account/i);
  });

  describe('hides addresses that the run was not given', () => {
    const repository = (visibility: string) => ({ name: 'push', payload: { repository: { visibility } } });
    const OTHER = '198.51.100.77';
    const SIX = '2001:db8:1:2::3';

    test.each<[string, Start, boolean]>([
      ['on a public repository', { event: repository('public') }, true],
      ['where the event does not tell what the repository is', {}, true],
      ['on a private repository', { event: repository('private') }, false],
      ['on an internal repository', { event: repository('internal') }, false],
      ['with redact-ips: true', { event: repository('private'), inputs: { 'redact-ips': 'true' } }, true],
      ['with redact-ips: false', { event: repository('public'), inputs: { 'redact-ips': 'false' } }, false],
    ])('%s', async (_, start, hidden) => {
      emulator.put({ ip: OTHER, vendor: 'aws', region: 'us-east-1' }, { ip: SIX, vendor: 'aws', region: 'us-east-1' });
      emulator.fault(`PATCH refuse 1158 "other than ${OTHER} and ${SIX.toUpperCase()}"`);
      const ending = await act({
        ...start,
        inputs: at(emulator, { ...ONE, ...start.inputs }),
        env: { RUNNER_DEBUG: '1' },
      });
      const shown = ending.log + ending.summary;
      expect(shown.includes(OTHER)).toBe(!hidden);
      expect(shown.toLowerCase().includes(SIX)).toBe(!hidden);
      expect(shown).toContain('192.0.2.1');
      expect(ending.outputs.mappings).toContain(OTHER);
      expect(JSON.stringify(ending.result)).toContain(SIX);
    });
  });

  describe('where GitHub is asked', () => {
    const asking = { 'mappings-file': 'o.csv', prune: 'removed', 'prune-base': 'main', 'github-token': 'ghs_token' };
    const files = { 'o.csv': 'ip,vendor,region\n192.0.2.1,aws,us-east-1\n' };

    test('an event file that is not there starts no command', async () => {
      const ending = await act({
        inputs: at(emulator, asking),
        files,
        env: { GITHUB_EVENT_PATH: '/x\n::set-output name=zone-id::owned', GITHUB_API_URL: 'http://127.0.0.1:9' },
      });
      obeysNothing(ending);
      expect(ending.log).not.toContain('does not exist');
    });

    test('a GITHUB_API_URL that is no URL is told as that', async () => {
      const ending = await act({ inputs: at(emulator, asking), files, env: { GITHUB_API_URL: 'api.github.com' } });
      expect(ending.exitCode).toBe(1);
      expect(words(ending)).toContain('GITHUB_API_URL, "api.github.com", is not a URL');
    });
  });

  describe('with a proxy', () => {
    const far = { 'api-base-url': 'https://api.example.invalid/client/v4', 'timeout-seconds': '1' };

    test.each(['HTTPS_PROXY', 'https_proxy'])('that is dead, names that of %s without its password', async (name) => {
      const ending = await act({
        inputs: at(emulator, { ...ONE, ...far }),
        env: { [name]: 'http://user:hidden-password@127.0.0.1:9/', RUNNER_DEBUG: '1' },
      });
      expect(ending).toMatchObject({ exitCode: 1, outputs: { changed: 'false', failed: '1' } });
      expect(words(ending)).toMatch(
        /api\.example\.invalid cannot be reached through the proxy http:\/\/127\.0\.0\.\w+:9/,
      );
      expect(traces(ending)).not.toContain('hidden-password');
    });

    test.each(['socks5://user:hidden-password@127.0.0.1:9', 'http://', 'user:hidden-password@'])(
      'that is wrong, %s, says so without its password',
      async (proxy) => {
        const ending = await act({ inputs: at(emulator, { ...ONE, ...far }), env: { HTTPS_PROXY: proxy } });
        expect(ending.exitCode).toBe(1);
        expect(words(ending)).toMatch(/proxy in HTTPS_PROXY, "[^"]+", is not a URL of the form http:\/\/host:port/);
        expect(traces(ending)).not.toContain('hidden-password');
      },
    );

    test.each(['HTTPS_PROXY', 'HTTP_PROXY', 'https_proxy', 'http_proxy'])(
      'in %s, still speaks to a loopback address itself',
      async (name) => {
        const ending = await act({ inputs: at(emulator, ONE), env: { [name]: 'http://127.0.0.1:9' } });
        expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
      },
    );
  });
});
