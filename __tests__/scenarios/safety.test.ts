import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { EOL } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { at, type Ending, runSource, type Start } from '../support/action.ts';
import { many, writes } from '../support/cloudflare.ts';
import { entriesOf, errorsOf, warningsOf } from '../support/messages.ts';
import { onLinux, onUnix } from '../support/platform.ts';

const ONE = { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' };
/** As long as Cloudflare's newer tokens: longer than what an error quotes of a text. */
const TOKEN = `cfut_${'AbCdEfGhIjKlMnOpQrStUvWxYz0123456789'.repeat(2)}`;
const DEBUG = { RUNNER_DEBUG: '1' };

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ apiToken: TOKEN });
});
afterAll(() => emulator.close());
beforeEach(() => {
  emulator.seed(0);
  emulator.clearFaults();
  emulator.forget();
});

/** A run against the emulator, unless its inputs say otherwise. */
const run = (inputs: Record<string, string>, start: Omit<Start, 'inputs'> = {}) =>
  runSource({ ...start, inputs: at(emulator, inputs) });

/** All that a run leaves behind, but for the command that masks the secret. */
function traces({ log, outputs, summary, result }: Ending): string {
  const masked = log.replace(/^::add-mask::.*$/gm, '');
  return [masked, ...Object.values(outputs), summary, JSON.stringify(result)].join('\n');
}

/** Nothing of the secret that would help somebody to guess the rest. */
function expectHidden(ending: Ending, secret: string): void {
  const left = traces(ending);
  for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')])
    expect(left).not.toContain(form);
  expect(left).not.toContain(secret.slice(0, 16));
  expect(left).not.toContain(secret.slice(-16));
}

const HARMLESS = ['add-mask', 'debug', 'endgroup', 'error', 'group', 'notice', 'warning'];

/** The commands that the runner would obey, each once. */
function commands(log: string): string[] {
  const lines = log.split(/\r\n|\r|\n/);
  const obeyed = lines.flatMap((line) => /^\s*::([\w-]+)(?: [^:]*)?::/.exec(line)?.[1] ?? []);
  return [...new Set([...obeyed, ...lines.filter((line) => line.includes('##['))])].sort();
}

/** No line of the log is of another's making. */
function expectNoCommand(ending: Ending): void {
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

describe('The credential is shown nowhere', () => {
  test('and masked before anything else', async () => {
    const ending = await run(ONE);
    expect(ending.log.split(/\r?\n/)[0]).toBe(`::add-mask::${TOKEN}`);
    expect(ending.exitCode).toBe(0);
    expectHidden(ending, TOKEN);
  });

  test.each<[string, Start]>([
    ['in a debug log', { inputs: ONE, env: DEBUG }],
    ['in a debug log of failures', { inputs: { ...ONE, zone: 'nothing.example' }, env: DEBUG }],
    ['as region', { inputs: { ...ONE, region: TOKEN } }],
    ['as region, among other text', { inputs: { ...ONE, region: `eu ${TOKEN}` } }],
    ['as vendor', { inputs: { ...ONE, vendor: TOKEN } }],
    ['as address', { inputs: { ...ONE, ip: TOKEN } }],
    ['as host', { inputs: { ...ONE, ip: '', host: `${TOKEN}.example` } }],
    ['as zone', { inputs: { ...ONE, zone: TOKEN } }],
    ['as mode', { inputs: { ...ONE, mode: TOKEN } }],
    ['as base URL', { inputs: { ...ONE, 'api-base-url': TOKEN } }],
    ['as user of the base URL', { inputs: { ...ONE, 'api-base-url': `https://${TOKEN}@api.cloudflare.com/` } }],
    ['as query of the base URL', { inputs: { ...ONE, 'api-base-url': `https://api.cloudflare.com/?t=${TOKEN}` } }],
    ['as folder of ranges', { inputs: { ...ONE, 'ip-ranges': TOKEN } }],
    ['as path', { inputs: { 'mappings-file': TOKEN } }],
    ['as list', { inputs: { mappings: TOKEN } }],
    ['as key of an entry', { inputs: { mappings: JSON.stringify([{ ip: '192.0.2.1', [TOKEN]: 1 }]) } }],
    ['in a file', { inputs: { 'mappings-file': 'a.yaml' }, files: { 'a.yaml': `- ip: ${TOKEN}\n  vendor: ${TOKEN}` } }],
    ['in a broken file', { inputs: { 'mappings-file': 'a.yaml' }, files: { 'a.yaml': `- "${TOKEN}\n: ${TOKEN}` } }],
    ['as name of a branch', { inputs: { ...ONE, 'prune-base': TOKEN, prune: 'removed' } }],
  ])('%s', async (_, { inputs = {}, ...start }) => {
    expectHidden(await run({ ...inputs }, start), TOKEN);
  });

  test.each([
    ['of a refusal', `PATCH refuse 1158 "bad ${TOKEN} here"`],
    ['of a list', `GET refuse 1111 "Bearer ${TOKEN}"`],
    ['of a batch', `@192.0.2.1 item "bad ${TOKEN} here"`],
  ])('when the API echoes it in the words %s', async (_, fault) => {
    emulator.fault(fault);
    expectHidden(await run({ ...ONE, ip: '192.0.2.1, 192.0.2.2' }, { env: DEBUG }), TOKEN);
    expectHidden(await run(ONE, { env: DEBUG }), TOKEN);
  });

  test('when the zone holds it as a region', async () => {
    emulator.put({ ip: '192.0.2.9', vendor: 'aws', region: TOKEN });
    const ending = await run({ ...ONE, ip: '192.0.2.9 192.0.2.1' });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { updated: '1' } });
    expectHidden(ending, TOKEN);
  });

  test('when it was given with "Bearer" before it', async () => {
    emulator.fault(`PATCH refuse 1158 "bad ${TOKEN} here"`);
    const ending = await run({ ...ONE, 'api-token': `Bearer ${TOKEN}` });
    expect(errorsOf(ending).join()).toMatch(/1158/);
    expect(ending.log.split(/\r?\n/)).toContain(`::add-mask::${TOKEN}`);
    expectHidden(ending, TOKEN);
  });

  test('nor are key and e-mail address of the older pair', async () => {
    const { apiKey, apiEmail } = emulator;
    emulator.fault(`PATCH refuse 1158 "bad ${apiKey} of ${apiEmail} here"`);
    const ending = await run({ ...ONE, 'api-token': '', 'api-key': apiKey, 'api-email': apiEmail }, { env: DEBUG });
    expect(errorsOf(ending).join()).toMatch(/1158/);
    expect(ending.log.split(/\r?\n/)[0]).toBe(`::add-mask::${apiKey}`);
    expectHidden(ending, apiKey);
    expect(ending.log + ending.summary).not.toContain(apiEmail);
  });

  test('nor is one of the environment, nor the token for GitHub', async () => {
    const github = 'ghs_0123456789abcdefghijklmnopqrstuvwxyz';
    emulator.fault(`PATCH refuse 1158 "bad ${TOKEN} and ${github}"`);
    const ending = await run(
      { ...ONE, 'api-token': '', 'github-token': github },
      { env: { CLOUDFLARE_API_TOKEN: TOKEN, ...DEBUG } },
    );
    expect(errorsOf(ending).join()).toMatch(/1158/);
    expectHidden(ending, TOKEN);
    expectHidden(ending, github);
  });

  test('nor is one that spans lines', async () => {
    const ending = await run({ ...ONE, 'api-token': 'first-line\n::set-output name=a::b' });
    expect(ending.exitCode).toBe(1);
    expect(ending.log.split(/\r?\n/)[0]).toBe('::add-mask::first-line%0A::set-output name=a::b');
    expectNoCommand(ending);
  });

  test('nor is an account ID put out', async () => {
    const ending = await run({ ...ONE, zone: 'example.com' }, { env: DEBUG });
    expect(ending.exitCode).toBe(0);
    expect(traces(ending)).not.toMatch(/account/i);
  });
});

describe('No command of the runner comes from', () => {
  test.each(EVIL)('an error of the API: %j', async (evil) => {
    emulator.fault({ method: 'PATCH', effect: { kind: 'refuse', code: 1158, message: evil } });
    emulator.fault({ method: 'GET', path: 'supported_regions', effect: { kind: 'refuse', code: 1158, message: evil } });
    const ending = await run(ONE, { env: DEBUG });
    expect(ending).toMatchObject({ exitCode: 1, outputs: { 'error-codes': '1158', 'zone-id': emulator.zoneId } });
    expect(errorsOf(ending).join()).toContain('owned');
    expectNoCommand(ending);
  });

  test.each(EVIL)('an answer that is no JSON, and its headers: %j', async (evil) => {
    const headers = { 'cf-ray': evil.replaceAll(/[^\x20-\x7e]/g, '') };
    emulator.fault({ method: 'PATCH', effect: { kind: 'status', status: 403, body: 'html', message: evil, headers } });
    const ending = await run(ONE, { env: DEBUG });
    expect(ending.exitCode).toBe(1);
    expectNoCommand(ending);
  });

  test.each(EVIL)('vendor and region that the zone holds: %j', async (evil) => {
    emulator.put({ ip: '192.0.2.1', vendor: evil, region: evil }, { ip: '192.0.2.2', vendor: evil, region: evil });
    const ending = await run({ ...ONE, 'on-conflict': 'skip' }, { env: DEBUG });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { skipped: '1' } });
    expect(JSON.parse(ending.outputs.mappings ?? '')).toMatchObject([{ vendor: evil }, { vendor: evil }]);
    expectNoCommand(ending);
    expect(ending.summary).not.toMatch(/\r|\u2028/);
    const updated = await run(ONE);
    expect(updated).toMatchObject({ exitCode: 0, outputs: { updated: '1' } });
    expectNoCommand(updated);
  });

  test.each(EVIL)('a list: %j', async (evil) => {
    const entry = { ip: evil, vendor: evil, region: evil, [evil]: evil };
    const texts = [
      JSON.stringify([entry]),
      JSON.stringify({ zone: evil, mappings: [entry] }),
      `- ip: ${evil}`,
      `ip,${evil}\n`,
    ];
    for (const mappings of texts) {
      const ending = await run({ mappings, zone: '' }, { env: DEBUG });
      expect(ending.exitCode).toBe(1);
      expectNoCommand(ending);
    }
    expect(emulator.requests).toEqual([]);
  });

  test.each(EVIL)('inputs: %j', async (evil) => {
    const first = [
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
    const second = ['host', 'discover', 'region-check', 'ip-ranges', 'tiered-cache', 'redact-ips', 'timeout-seconds'];
    for (const names of [first, second]) {
      const ending = await runSource({ inputs: Object.fromEntries(names.map((name) => [name, `a${evil}`])) });
      expect(ending.exitCode).toBe(1);
      expectNoCommand(ending);
    }
  });

  onUnix.each(EVIL)('the name of a file: %j', async (evil) => {
    const file = `a${evil.replaceAll('/', '')}.csv`;
    const listed = (ip: string) => ({ files: { [file]: `ip,vendor,region\n${ip},aws,us-east-1\n` } });
    const endings = [
      await run({ 'mappings-file': file }),
      await run({ 'mappings-file': file }, listed('10.0.0.1')),
      await run({ 'mappings-file': file }, listed('192.0.2.1')),
    ];
    expect(endings.map(({ exitCode }) => exitCode)).toEqual([1, 1, 0]);
    for (const ending of endings) expectNoCommand(ending);
  });

  test.each(EVIL)('event and environment: %j', async (evil) => {
    const ending = await run(
      { ...ONE, 'api-token': '' },
      {
        event: {
          name: 'pull_request',
          payload: { action: evil, pull_request: { number: 1, head: { repo: null }, user: { login: evil } } },
        },
        env: { GITHUB_ACTOR: evil, GITHUB_REPOSITORY: evil, GITHUB_SERVER_URL: evil },
      },
    );
    expect(ending.exitCode).toBe(1);
    expectNoCommand(ending);
    expect(ending.summary).not.toContain(evil);
  });

  test('an event file that is not there', async () => {
    const ending = await run(ONE, { env: { GITHUB_EVENT_PATH: '/x\n::set-output name=zone-id::owned' } });
    expectNoCommand(ending);
    expect(ending.log).not.toContain('does not exist');
  });
});

test('The summary stays whole, whatever the zone holds', async () => {
  const evil = '</details>|<img src=x>|[a](https://example.com)|`b`|@octocat|#12\n# heading';
  emulator.put({ ip: '192.0.2.9', vendor: evil, region: evil });
  const { summary } = await run({ ...ONE, ip: '192.0.2.9 192.0.2.1' });
  expect(summary).not.toMatch(/<img|\]\(https:\/\/example|@octocat|^# heading/m);
  expect(summary.match(/<\/details>/g)?.length ?? 0).toBe(summary.match(/<details>/g)?.length ?? 0);
  for (const row of summary.split('\n').filter((line) => line.startsWith('|')))
    expect(row.replace(/\\\|/g, '').match(/\|/g)?.length).toBeGreaterThanOrEqual(3);
});

test('Of a file only a short piece is quoted', async () => {
  const long = `password=${'x'.repeat(500)}`;
  for (const text of [
    `- ip: ${long}\n  vendor: ${long}\n`,
    `["${long}`,
    `ip,vendor,region\n${long},${long},${long}\n`,
    long,
  ]) {
    const ending = await run({ 'mappings-file': 'a.txt' }, { files: { 'a.txt': text } });
    expect(ending.exitCode).toBe(1);
    expect(traces(ending)).not.toContain(`password=${'x'.repeat(40)}`);
  }
});

describe('The mappings file', () => {
  const csv = 'ip,vendor,region\n192.0.2.1,aws,us-east-1\n';

  test.each(['.git/config', '.GIT/config', 'sub/.git/modules/x/config', '.git'])('is in no .git: %s', async (path) => {
    const files = { '.git/config': `password = ${TOKEN}`, '.GIT/config': csv, 'sub/.git/modules/x/config': csv };
    const ending = await run({ 'mappings-file': path }, { files });
    expect(ending.exitCode).toBe(1);
    expect(errorsOf(ending).join()).toContain('.git');
    expect(ending.log).not.toContain('password');
    expect(emulator.requests).toEqual([]);
  });

  onUnix('nor in one that a link leads to', async () => {
    const ending = await run(
      { 'mappings-file': 'o.csv' },
      { files: { '.git/o.csv': csv }, prepare: ({ workspace }) => symlink('.git/o.csv', join(workspace, 'o.csv')) },
    );
    expect(ending.exitCode).toBe(1);
    expect(errorsOf(ending).join()).toContain('.git');
  });

  onUnix('is under the workspace or RUNNER_TEMP, after links are resolved', async () => {
    const outside = await run(
      { 'mappings-file': 'o.csv' },
      {
        prepare: async ({ home, workspace }) => {
          await writeFile(join(home, 'o.csv'), csv);
          await symlink(join(home, 'o.csv'), join(workspace, 'o.csv'));
        },
      },
    );
    expect(errorsOf(outside).join()).toContain('outside of the workspace');
    let path = '';
    const prepare: Start['prepare'] = async ({ temp }) => {
      path = join(temp, 'made', 'o.csv');
      await mkdir(join(temp, 'made'));
      await writeFile(path, csv);
    };
    const inputs = Object.defineProperty(at(emulator), 'mappings-file', { enumerable: true, get: () => path });
    expect(await runSource({ inputs, prepare })).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
  });

  onLinux.each(['/dev/zero', '/proc/self/environ'])('is a regular file: %s is none of the workspace', async (path) => {
    const ending = await run({ 'mappings-file': path });
    expect(ending.exitCode).toBe(1);
    expect(errorsOf(ending).join()).toContain('outside of the workspace');
  });
});

describe('Addresses that the run was not given', () => {
  const repository = (visibility: string) => ({ name: 'push', payload: { repository: { visibility } } });
  const OTHER = '198.51.100.77';
  const SIX = '2001:db8:1:2::3';
  const LABEL = /hidden-[0-9a-f]{8}/g;

  test.each<[string, Start, boolean]>([
    ['are hidden on a public repository', { event: repository('public') }, true],
    ['are hidden where the event does not tell what the repository is', {}, true],
    ['are shown on a private repository', { event: repository('private') }, false],
    ['are shown on an internal repository', { event: repository('internal') }, false],
    ['are hidden with redact-ips: true', { event: repository('private'), inputs: { 'redact-ips': 'true' } }, true],
    ['are shown with redact-ips: false', { event: repository('public'), inputs: { 'redact-ips': 'false' } }, false],
  ])('%s', async (_, { inputs, ...start }, hidden) => {
    emulator.put({ ip: OTHER, vendor: 'aws', region: 'us-east-1' }, { ip: SIX, vendor: 'aws', region: 'us-east-1' });
    emulator.fault(`PATCH refuse 1158 "other than ${OTHER} and ${SIX.toUpperCase()}"`);
    const ending = await run({ ...ONE, ...inputs }, { ...start, env: DEBUG });
    const shown = ending.log + ending.summary;
    expect(shown.includes(OTHER)).toBe(!hidden);
    expect(shown.toLowerCase().includes(SIX)).toBe(!hidden);
    expect(shown.includes('192.0.2.1')).toBe(inputs?.['redact-ips'] !== 'true');
    expect(ending.outputs.mappings).toContain(OTHER);
    expect(JSON.stringify(ending.result)).toContain(SIX);
  });

  test('have a label each, the same in all runs with a credential, and no part of the address', async () => {
    const labels = async (inputs: Record<string, string> = {}) => {
      emulator.seed([
        { ip: OTHER, vendor: 'aws', region: 'us-west-2' },
        { ip: SIX, vendor: 'aws', region: 'us-west-2' },
      ]);
      const { log, summary } = await run({
        mappings: JSON.stringify([ONE]),
        prune: 'all',
        mode: 'plan',
        ...inputs,
      });
      const shown = log.replace(/^::add-mask::.*$/gm, '') + summary;
      expect(shown).not.toMatch(/198\.51|\.77\b|2001:db8|db8:1/i);
      return [...new Set(shown.match(LABEL))].sort();
    };
    const first = await labels();
    expect(first).toHaveLength(2);
    expect(await labels()).toEqual(first);
    const { apiKey, apiEmail } = emulator;
    const other = await labels({ 'api-token': '', 'api-key': apiKey, 'api-email': apiEmail });
    expect(other).toHaveLength(2);
    expect(other.filter((label) => first.includes(label))).toEqual([]);
  });

  test('redact-ips: true hides all, those of inputs and file as well', async () => {
    const file = 'ip,vendor,region\n192.0.2.1,aws,us-east-1\n192.0.2.2,aws,nowhere-1\n';
    const ending = await run(
      { 'mappings-file': 'o.csv', 'redact-ips': 'true' },
      { files: { 'o.csv': file }, env: DEBUG },
    );
    const good = await run({ ...ONE, 'redact-ips': 'true' }, { event: repository('private'), env: DEBUG });
    for (const { log, summary } of [ending, good]) {
      expect(log + summary).not.toContain('192.0.2.');
      expect(log + summary).toMatch(LABEL);
    }
    expect(JSON.stringify(good.result)).toContain('192.0.2.1');
  });

  test('that a host resolves to are hidden, and so is one that is part of a host name', async () => {
    const dns = { 'origin.example': { a: [OTHER] }, 'ec2-198-51-100-77.example': { a: [OTHER] } };
    const named = await run({ ...ONE, ip: '', host: 'origin.example' }, { dns, event: repository('public') });
    expect(named).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
    expect(named.log + named.summary).toContain('origin.example');
    expect(named.log + named.summary).not.toContain(OTHER);
    const telling = await run(
      { mappings: '- {host: ec2-198-51-100-77.example, vendor: aws, region: us-east-1}' },
      { dns, event: repository('public') },
    );
    expect(telling.exitCode).toBe(0);
    expect(telling.log + telling.summary).not.toMatch(/198[.-]51/);
  });

  test.each(['vpsc633644d.example', 'h198x51x100x77.example', 'h198051100077.example', 'h-198-51-100-77-1.example'])(
    'are hidden in a host name with a rare spelling: %s',
    async (host) => {
      const inputs = { mappings: `- {host: ${host}, vendor: aws, region: us-east-1}` };
      const ending = await run(inputs, { dns: { [host]: { a: [OTHER] } }, event: repository('public'), env: DEBUG });
      expect(ending.exitCode).toBe(0);
      expect(ending.log + ending.summary).not.toContain(host);
      expect(ending.log + ending.summary).toMatch(LABEL);
    },
  );

  test.each([
    '198.51.100.077',
    '198。51。100。77',
    '１９８．５１．１００．７７',
    '1.198.51.100.77',
    '198.51.100.77.443',
  ])('are hidden in a spelling that is not theirs: %s', async (spelled) => {
    emulator.fault(`PATCH refuse 1158 "other than ${spelled}, not v1.2.3"`);
    const ending = await run(ONE, { event: repository('public'), env: DEBUG });
    expect(ending.log + ending.summary).not.toContain(spelled);
    expect(ending.log + ending.summary).toMatch(/other than hidden-[0-9a-f]{8}, not v1\.2\.3/);
    expect(JSON.stringify(ending.result)).toContain(spelled);
  });

  test('do not hide what the run was given with a mistake', async () => {
    const ending = await run({ ...ONE, ip: '192.0.2.01 1.192.0.2.1' }, { event: repository('public') });
    expect(ending.exitCode).toBe(1);
    expect(ending.log).toContain('"192.0.2.01" is not an IPv4 address');
    expect(ending.log).toContain('"1.192.0.2.1" is not an IPv4 address');
    const hidden = await run({ ...ONE, ip: '192.0.2.01 192.0.2.300', 'redact-ips': 'true' });
    expect(hidden.log + hidden.summary).not.toContain('192.0');
  });
});

describe('An empty credential', () => {
  const pull = (more: object) => ({
    name: 'pull_request',
    payload: {
      action: 'opened',
      repository: { full_name: 'octo/site' },
      pull_request: { number: 1, user: { login: 'octocat' }, base: { repo: { full_name: 'octo/site' } }, ...more },
    },
  });

  test.each<[string, Start, RegExp]>([
    ['on a fork’s pull request', { event: pull({ head: { repo: { full_name: 'eve/site' } } }) }, /fork/],
    ['on one whose repository is gone', { event: pull({ head: { repo: null } }) }, /fork/],
    [
      'on a pull request of Dependabot',
      { event: pull({ head: { repo: { full_name: 'octo/site' } }, user: { login: 'dependabot[bot]' } }) },
      /Dependabot/,
    ],
    [
      'on a pull request of Dependabot that somebody else pushed to: the condition fits',
      {
        event: pull({ head: { repo: { full_name: 'octo/site' } }, user: { login: 'dependabot[bot]' } }),
        env: { GITHUB_ACTOR: 'octocat' },
      },
      /if: github\.event\.pull_request\.user\.login != 'dependabot\[bot\]'/,
    ],
    ['in a run of Dependabot', { env: { GITHUB_ACTOR: 'dependabot[bot]' } }, /Dependabot/],
    ['elsewhere', {}, /environment/],
  ])('%s has its own message', async (_, start, words) => {
    const ending = await run({ ...ONE, 'api-token': ' ' }, start);
    expect(ending.exitCode).toBe(1);
    expect(errorsOf(ending).join()).toMatch(words);
    expect(emulator.requests).toEqual([]);
  });
});

describe('Huge results', () => {
  test('an error of 20,000 characters for each of 300 entries makes a result file of some hundred kilobytes', async () => {
    emulator.fault({ method: 'PATCH', effect: { kind: 'refuse', code: 1158, message: 'x'.repeat(20_000) } });
    const ending = await run({ mappings: JSON.stringify(many(300)) });
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '300', 'error-codes': '1158' } });
    expect(entriesOf(ending)).toHaveLength(300);
    expect(JSON.stringify(ending.result).length).toBeLessThan(1_000_000);
    expect(ending.summary.length).toBeLessThan(200_000);
  });

  test('a list whose output would be too large is left out, and the result file has it', async () => {
    const region = 'r'.repeat(200);
    const list = many(3000, region);
    emulator.seed(list);
    const ending = await run({ mappings: JSON.stringify([ONE]) });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { mappings: '', truncated: 'true', count: '3001' } });
    expect(ending.result?.mappings).toHaveLength(3001);
    expect(Buffer.byteLength(ending.summary)).toBeLessThan(1_048_576);
  });
});

describe('Files of the runner that cannot be written', () => {
  test.each(['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY'])(
    '%s: the step fails, with an error that says why',
    async (name) => {
      const ending = await run(ONE, { env: { [name]: '/nowhere/at/all' } });
      expect(ending.exitCode).toBe(1);
      expect(errorsOf(ending).join()).toMatch(/\/nowhere\/at\/all|written/);
      expect(emulator.mappings()).toEqual([ONE]);
    },
  );
});

describe('With a proxy', () => {
  const far = { 'api-base-url': 'https://api.example.invalid/client/v4', 'timeout-seconds': '5' };

  test.each(['HTTPS_PROXY', 'https_proxy'])(
    'that is dead, the error names that of %s without its password',
    async (name) => {
      const ending = await run(
        { ...ONE, ...far },
        { env: { [name]: 'http://user:hidden-password@127.0.0.1:9/', ...DEBUG } },
      );
      expect(ending).toMatchObject({ exitCode: 1, outputs: { changed: 'false', failed: '1' } });
      expect(errorsOf(ending).join()).toMatch(/through the proxy http:\/\/127\.0\.0\.1:9/);
      expect(traces(ending)).not.toContain('hidden-password');
    },
  );

  test.each(['socks5://user:hidden-password@127.0.0.1:9', 'http://', 'user:hidden-password@'])(
    'that is wrong, %s, the error says so without its password',
    async (proxy) => {
      const ending = await run({ ...ONE, ...far }, { env: { HTTPS_PROXY: proxy } });
      expect(ending.exitCode).toBe(1);
      expect(errorsOf(ending).join()).toMatch(/proxy/i);
      expect(errorsOf(ending).join()).toContain('HTTPS_PROXY');
      expect(traces(ending)).not.toContain('hidden-password');
    },
  );

  test('that cannot be used for GitHub is named without its password, and everything is reported', async () => {
    const ending = await run(
      { 'mappings-file': 'o.yaml', prune: 'removed', 'prune-base': 'main', 'github-token': 't0ken-of-the-test' },
      {
        env: { HTTPS_PROXY: 'socks5://user:p%zzword@127.0.0.1:1', GITHUB_API_URL: 'https://github.example' },
        files: { 'o.yaml': 'mappings: [{ip: 192.0.2.1, vendor: aws, region: us-east-1}]' },
      },
    );
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '1' } });
    expect(errorsOf(ending).join()).toContain('HTTPS_PROXY');
    expect(ending.log).not.toContain('zzword');
    expect(writes(emulator)).toEqual([]);
  });

  test.each(['HTTPS_PROXY', 'HTTP_PROXY', 'https_proxy', 'http_proxy'])(
    'in %s, a loopback address is still asked directly',
    async (name) => {
      const ending = await run(ONE, { env: { [name]: 'http://127.0.0.1:9' } });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
    },
  );

  test('a GITHUB_API_URL that is no URL is an error that says so', async () => {
    const ending = await run(
      { 'mappings-file': 'o.csv', prune: 'removed', 'prune-base': 'main', 'github-token': 'ghs_token' },
      { files: { 'o.csv': 'ip,vendor,region\n192.0.2.1,aws,us-east-1\n' }, env: { GITHUB_API_URL: 'api.github.com' } },
    );
    expect(ending.exitCode).toBe(1);
    expect(errorsOf(ending).join()).toContain('GITHUB_API_URL, "api.github.com", is not a URL');
    expect(warningsOf(ending)).toEqual([]);
  });
});
