import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { smallFeeds } from '../../emulator/feeds.ts';
import { at, type Ending, type Start } from '../support/action.ts';
import { many, writes } from '../support/cloudflare.ts';
import { runMeasured } from '../support/measured.ts';
import { entriesOf, errorsOf, noticesOf } from '../support/messages.ts';
import { AWS, mapping, pullRequestPayload, startWorld, type World } from '../support/pull-requests.ts';

const DIST = resolve(import.meta.dirname, '../../dist');
/** A word that only this library has. */
const LIBRARIES = {
  yaml: 'YAMLParseError',
  'csv-parse': 'CSV_INVALID_CLOSING_QUOTE',
  'jsonc-parser': 'findNodeAtOffset',
  octokit: 'octokit-core.js',
  'https-proxy-agent': 'Proxy-Connection',
} as const;
/** What a library would load if it were installed, for something that this action does not use. */
const STAND_IN = /eval\("require"\)\("kerberos"\)/;
const ONE = mapping('192.0.2.1');

let world: World;
let chunks: ReadonlyMap<string, string>;
const loadedByAny = new Set<string>();
beforeAll(async () => {
  world = await startWorld({
    dnsRecords: [
      { type: 'A', name: 'www.example.com', content: '11.1.0.9', proxied: true },
      { type: 'CNAME', name: 'app.example.com', content: 'origin.example', proxied: true },
      { type: 'A', name: 'private.example.com', content: '10.0.0.1', proxied: true },
    ],
  });
  const names = (await readdir(DIST)).filter((name) => name.endsWith('.js'));
  const read = async (name: string) => [name, await readFile(join(DIST, name), 'utf8')] as const;
  chunks = new Map(await Promise.all(names.map(read)));
});
afterAll(() => world.close());
afterEach(() => world.reset());

/** Runs the built file, and says which libraries it loaded. */
async function run(start: Start): Promise<{ ending: Ending; libraries: string[] }> {
  const { ending, loaded } = await runMeasured(start);
  for (const name of loaded) loadedByAny.add(name);
  const libraries = Object.entries(LIBRARIES).flatMap(([library, word]) =>
    loaded.some((name) => chunks.get(name)?.includes(word)) ? [library] : [],
  );
  return { ending, libraries };
}

const to = (inputs: Record<string, string>) => at(world.emulator, inputs);

describe('The built file', () => {
  test.each(['v1', 'v2'])('registers one mapping over %s, and loads no library for it', async (version) => {
    const { ending, libraries } = await run({ inputs: to({ ...ONE, 'api-version': version }) });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1', count: '1', 'api-version': version } });
    expect(entriesOf(ending)).toMatchObject([{ ...ONE, outcome: 'created' }]);
    expect(ending.summary).toContain('192.0.2.1');
    expect(libraries).toEqual([]);
  });

  test.each([
    ['o.yaml', `- {ip: [192.0.2.1, 192.0.2.2], vendor: aws, region: us-east-1}\n`, ['yaml']],
    ['o.csv', 'IP;Vendor;Region\n192.0.2.1,192.0.2.2;aws;us-east-1\n', ['csv-parse']],
    [
      'o.json',
      `{"mappings": [{"ip": ["192.0.2.1", "192.0.2.2"], "vendor": "aws", "region": "us-east-1"}], /* x */}`,
      ['jsonc-parser'],
    ],
  ])('reads %s, and loads the one library for that', async (name, text, expected) => {
    const { ending, libraries } = await run({ inputs: to({ 'mappings-file': name }), files: { [name]: text } });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '2' } });
    expect(libraries).toEqual(expected);
  });

  test('applies a long list in batches, with removals, and finds nothing to do after it', async () => {
    world.emulator.seed([...many(30, 'us-west-2'), ...many(10, 'us-east-1', '198.18')]);
    const inputs = to({ mappings: JSON.stringify(many(230)), prune: 'all', 'max-removals': '10' });
    const { ending } = await run({ inputs });
    expect(ending).toMatchObject({
      exitCode: 0,
      outputs: { created: '200', updated: '30', removed: '10', count: '230' },
    });
    expect(world.emulator.mappings()).toEqual(many(230));
    world.emulator.forget();
    expect((await run({ inputs })).ending).toMatchObject({
      exitCode: 0,
      outputs: { unchanged: '230', changed: 'false' },
    });
    expect(writes(world.emulator)).toEqual([]);
  });

  test('reports every problem of inputs and list in one run, at its place', async () => {
    const { ending } = await run({
      inputs: to({ mode: 'dream', 'mappings-file': 'o.yaml' }),
      files: {
        'o.yaml':
          '- {ip: 10.0.0.1, vendor: aws, region: us-east-1}\n- {ip: 192.0.2.1, vendro: aws, region: us-east-1}\n',
      },
    });
    expect(ending.exitCode).toBe(1);
    expect(errorsOf(ending).join('\n')).toMatch(/mode.*\n.*10\.0\.0\.1.*\n.*vendro/s);
    expect(ending.annotations.map(({ properties }) => properties.line)).toEqual(expect.arrayContaining(['1', '2']));
  });

  test('has its own words for a region that is not supported', async () => {
    const { ending } = await run({ inputs: to({ ...ONE, region: 'us-east-11' }) });
    expect(ending).toMatchObject({ exitCode: 1, outputs: { 'error-codes': '1157', changed: 'false' } });
    expect(errorsOf(ending).join()).toContain('us-east-1');
  });

  test('has its own words for a zone that is full', async () => {
    world.emulator.seed(3500);
    const { ending } = await run({ inputs: to(mapping('198.51.100.1')) });
    expect(ending).toMatchObject({ exitCode: 1, outputs: { 'error-codes': '1164', remaining: '0' } });
    expect(errorsOf(ending).join()).toContain('3,500');
  });

  test('switches Tiered Cache on, and holds declared regions against published ones', async () => {
    Object.assign(world.emulator.settings, { tieredCaching: 'off', smartTopology: 'off' });
    const { ending } = await run({
      inputs: to({
        ...mapping('11.1.0.9', AWS),
        'tiered-cache': 'smart',
        'region-check': 'warn',
        'ip-ranges': 'ranges',
      }),
      files: ranges(),
    });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1', 'tiered-cache': 'smart' } });
    expect(world.emulator.settings).toEqual({ tieredCaching: 'on', smartTopology: 'on' });
  });

  test('resolves a host, and finds its region in a folder of ranges', async () => {
    const { ending, libraries } = await run({
      inputs: to({ host: 'origin.example', region: 'auto', 'ip-ranges': 'ranges' }),
      files: ranges(),
      dns: { 'origin.example': { a: ['11.1.0.9'] } },
    });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
    expect(entriesOf(ending)).toMatchObject([
      { ...mapping('11.1.0.9'), host: 'origin.example', evidence: 'published' },
    ]);
    expect(libraries).toEqual([]);
  });

  test('finds the origins that the zone’s own records name', async () => {
    const { ending } = await run({
      inputs: to({ discover: 'dns', mode: 'plan', 'ip-ranges': 'ranges' }),
      files: ranges(),
      dns: { 'origin.example': { a: ['22.1.0.9'] } },
    });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '2' } });
    expect(ending.summary).toContain('www.example.com');
    expect(ending.summary).toContain('Load balancers of the zone are not looked at');
    expect(writes(world.emulator)).toEqual([]);
  });

  test('keeps the record of a pull request, reverts it on closing, and cleans up what was lost', async () => {
    const { emulator, github } = world;
    const inputs = (more: Record<string, string> = {}) =>
      to({ state: 'auto', comment: 'true', 'github-token': github.token, ...more });
    const env = { GITHUB_API_URL: github.url };
    const event = (action: string, pull: number) => ({
      name: 'pull_request',
      payload: pullRequestPayload(action, pull),
    });
    for (const pull of [7, 8]) {
      github.open(pull);
      const { ending, libraries } = await run({
        inputs: inputs(mapping(`192.0.2.${pull}`)),
        env,
        event: event('opened', pull),
      });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
      expect(libraries).toEqual(['octokit']);
      github.shut(pull);
    }
    const closed = await run({ inputs: inputs(), env, event: event('closed', 7) });
    expect(closed.ending).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
    const cleaned = await run({ inputs: inputs(), env, event: { name: 'schedule' } });
    expect(cleaned.ending).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
    expect(emulator.mappings()).toEqual([]);
    expect(github.comments).toHaveLength(2);
  });

  test('removes what the earlier version of the file listed', async () => {
    const { emulator, github } = world;
    const list = (...ips: string[]) => `ip,vendor,region\n${ips.map((ip) => `${ip},aws,us-east-1\n`).join('')}`;
    github.commit('d'.repeat(40), { 'o.csv': list('192.0.2.1', '192.0.2.2') });
    emulator.seed([ONE, mapping('192.0.2.2'), mapping('192.0.2.3')]);
    const { ending } = await run({
      inputs: to({ 'mappings-file': 'o.csv', prune: 'removed', 'github-token': github.token }),
      files: { 'o.csv': list('192.0.2.1') },
      env: { GITHUB_API_URL: github.url },
      event: { name: 'push', payload: { before: 'd'.repeat(40), after: 'c'.repeat(40) } },
    });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { removed: '1', unchanged: '1' } });
    expect(noticesOf(ending)).toEqual([]);
    expect(emulator.mappings()).toEqual([ONE, mapping('192.0.2.3')]);
  });

  test('names a proxy that is dead, and loads what speaks to it only then', async () => {
    const { ending, libraries } = await run({
      inputs: { ...to(ONE), 'api-base-url': 'https://api.example.invalid/client/v4', 'timeout-seconds': '1' },
      env: { HTTPS_PROXY: 'http://user:hidden-password@127.0.0.1:9' },
    });
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '1' } });
    expect(errorsOf(ending).join()).toContain('http://127.0.0.1:9');
    expect(ending.log).not.toContain('hidden-password');
    expect(libraries).toEqual(['https-proxy-agent']);
  });
});

describe('The files of dist', () => {
  test('can all be loaded', async () => {
    const urls = [...chunks.keys()]
      .filter((name) => name !== 'index.js')
      .map((name) => pathToFileURL(join(DIST, name)).href);
    const program = `for (const url of ${JSON.stringify(urls)}) await import(url); console.log('all');`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
    expect(stdout.trim()).toBe('all');
    // Where the bundler found no module, it is required in vain.
    const requiring = [...chunks.values()].filter((text) => text.includes('eval("require")('));
    expect(requiring.every((text) => STAND_IN.test(text))).toBe(true);
  });

  test('hold each library, and none of them in the file that every run loads', () => {
    for (const word of Object.values(LIBRARIES)) {
      expect([...chunks.values()].some((text) => text.includes(word))).toBe(true);
      expect(chunks.get('index.js')?.includes(word)).toBe(false);
    }
  });

  test('are each loaded by one of the runs above', () => {
    const left = [...chunks].filter(([name, text]) => !loadedByAny.has(name) && !STAND_IN.test(text));
    expect(left.map(([name]) => name)).toEqual([]);
  });
});

function ranges(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(smallFeeds()).map(([cloud, feed]) => [`ranges/${cloud}.json`, JSON.stringify(feed)]),
  );
}
