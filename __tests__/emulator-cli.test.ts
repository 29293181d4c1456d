import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { readCommand } from '../emulator/command-line.ts';
import { onUnix } from './fixtures/platform.ts';

const MAIN = fileURLToPath(new URL('../emulator/main.ts', import.meta.url));
const TOKEN = 'a-token';
const folder = mkdtempSync(join(tmpdir(), 'emulator-'));
const running: ChildProcessWithoutNullStreams[] = [];

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Greeting {
  readonly url: string;
  readonly zoneId: string;
}

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, ...args], { env });
  running.push(child);
  return child;
}

/** The lines that an emulator prints; the first is parsed. */
async function started(
  child: ChildProcessWithoutNullStreams,
): Promise<{ greeting: Greeting; lines: AsyncIterator<string> }> {
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { value } = await lines.next();
  return { greeting: JSON.parse(value ?? '') as Greeting, lines };
}

async function ended(
  child: ChildProcessWithoutNullStreams,
): Promise<{ code: number | null; out: string; err: string }> {
  const [[code], out, err] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]);
  return { code: code as number | null, out, err };
}

async function list({ url, zoneId }: Greeting): Promise<unknown> {
  const headers = { authorization: `Bearer ${TOKEN}` };
  const response = await fetch(`${url}/zones/${zoneId}/origin/cloud_regions`, { headers });
  return response.json();
}

describe('the emulator as a program', () => {
  test('says in its first line where it is and what it accepts', async () => {
    const { greeting } = await started(run([]));
    expect(greeting).toEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/client\/v4$/),
      zoneId: expect.stringMatching(/^[\da-f]{32}$/),
      zoneName: 'example.com',
      apiToken: expect.any(String),
      apiKey: expect.any(String),
      apiEmail: expect.stringContaining('@'),
    });
  });

  test('takes options from the command line and the environment', async () => {
    const args = ['--api-token', TOKEN, '--mappings', '7', '--fault', 'GET #2 status 503'];
    const { greeting } = await started(run(args, { EMULATOR_ZONE_NAME: 'example.org', EMULATOR_MAPPINGS: '9' }));
    expect(greeting).toMatchObject({ apiToken: TOKEN, zoneName: 'example.org' });
    expect(await list(greeting)).toMatchObject({ result_info: { total_count: 7 } });
    expect(await list(greeting)).toMatchObject({ success: false });
  });

  test('prints each request if asked to, without the credential', async () => {
    const { greeting, lines } = await started(run(['--log', 'on', '--api-token', TOKEN]));
    await list(greeting);
    const { value } = await lines.next();
    expect(JSON.parse(value ?? '')).toEqual({
      method: 'GET',
      path: `/zones/${greeting.zoneId}/origin/cloud_regions`,
      status: 200,
      codes: [],
    });
  });

  onUnix.each(['SIGINT', 'SIGTERM'] as const)('ends by itself on %s', async (signal) => {
    const child = run([]);
    await started(child);
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  onUnix('ends on a signal with an answer under way', async () => {
    const child = run(['--fault', 'half stall']);
    const { greeting } = await started(child);
    const response = await fetch(`${greeting.url}/zones`);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    await expect(response.text()).rejects.toThrow('terminated');
  });

  test('ends when its parent closes standard input, if asked to', async () => {
    const child = run(['--exit-with-stdin']);
    await started(child);
    child.stdin.end();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('stays otherwise', async () => {
    const child = run(['--latency-ms', '50', '--api-token', TOKEN]);
    const { greeting } = await started(child);
    child.stdin.end();
    expect(await list(greeting)).toMatchObject({ success: true });
  });

  test('says in one line what is wrong with an option, and exits with 2', async () => {
    const { code, out, err } = await ended(run(['--limit', 'many']));
    expect({ code, out, err }).toEqual({ code: 2, out: '', err: 'emulator: --limit "many": give a whole number\n' });
  });

  test('exits with 1 where the port is taken', async () => {
    const { greeting } = await started(run([]));
    const { code, out, err } = await ended(run(['--port', new URL(greeting.url).port]));
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^emulator: listen EADDRINUSE.*\n$/);
  });

  test('explains every option with --help', async () => {
    const { code, out } = await ended(run(['--help']));
    expect(code).toBe(0);
    for (const name of ['port', 'zone-id', 'latency-ms', 'retry-after', 'fault', 'exit-with-stdin'])
      expect(out).toContain(`--${name} `);
    for (const effect of [
      'status',
      'reset',
      'hang',
      'half',
      'garbage',
      'wrong-types',
      'refuse',
      'lost-write',
      'vanish',
      'appear',
      'delay',
      'item',
    ])
      expect(out).toMatch(new RegExp(`^  .*\\b${effect}\\b`, 'm'));
  });
});

describe('the command line', () => {
  function file(name: string, content: string): string {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  }
  const seed = file(
    'seed.json',
    JSON.stringify([
      { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' },
      { 'origin-ip': '2001:DB8::1', vendor: 'gcp', region: 'us-central1', modified_on: '2026-03-01T12:00:00Z' },
      { origin_ip: '192.0.2.3', vendor: 'acme', region: 'moon' },
    ]),
  );

  test.each<[args: string, options: object]>([
    ['', { faults: [] }],
    ['--port 8080', { port: 8080 }],
    ['--zone-id 0123456789abcdef0123456789abcdef', { zoneId: '0123456789abcdef0123456789abcdef' }],
    ['--zone-name Example.NET', { zoneName: 'example.net' }],
    ['--api-key k --api-email a@b', { apiKey: 'k', apiEmail: 'a@b' }],
    ['--latency-ms=50', { latencyMs: 50 }],
    ['--limit 0', { limit: 0 }],
    ['--surfaces patch-only --no-route html', { surfaces: 'patch-only', noRoute: 'html' }],
    ['--tiered-cache off --upper-tiers off', { tieredCache: false, upperTiers: false }],
    ['--read-only on --unserialised on', { readOnly: true, unserialised: true }],
    ['--mappings 250', { mappings: 250 }],
    ['--rate-limit 1200/300', { rateLimit: { requests: 1200, seconds: 300 } }],
    ['--rate-limit 3/0.5 --retry-after date', { rateLimit: { requests: 3, seconds: 0.5, retryAfter: 'date' } }],
    ['--random-seed 42', { randomSeed: 42 }],
    ['--fault reset --fault garbage', { faults: [{ effect: { kind: 'reset' } }, { effect: { kind: 'garbage' } }] }],
    [
      `--mappings ${seed}`,
      {
        mappings: [
          { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' },
          { ip: '2001:db8::1', vendor: 'gcp', region: 'us-central1' },
          { ip: '192.0.2.3', vendor: 'acme', region: 'moon' },
        ],
      },
    ],
  ])('%s', (args, options) => {
    const command = readCommand(args.split(' ').filter(Boolean), {});
    expect(command).toMatchObject({ kind: 'run', exitWithStdin: false, log: false });
    expect('options' in command && command.options).toEqual({ faults: [], ...options });
  });

  test.each<[name: string, env: Readonly<Record<string, string>>, command: object]>([
    ['reads every option', { EMULATOR_LATENCY_MS: '50' }, { options: { latencyMs: 50 } }],
    ['counts after the command line', { EMULATOR_LIMIT: '5' }, { options: { limit: 3 } }],
    ['is not given where it is empty', { EMULATOR_PORT: '' }, { options: {} }],
    [
      'may hold several faults',
      { EMULATOR_FAULT: 'GET reset; #2 hang' },
      { options: { faults: [{ method: 'GET' }, { nth: 2 }] } },
    ],
    ['turns the log on', { EMULATOR_LOG: 'on' }, { log: true }],
    ['ties it to standard input', { EMULATOR_EXIT_WITH_STDIN: 'on' }, { exitWithStdin: true }],
    [
      'may hold a mistake',
      { EMULATOR_LOG: 'yes' },
      { kind: 'mistake', message: 'EMULATOR_LOG "yes": give one of on, off' },
    ],
  ])('the environment %s', (_, env, command) => {
    expect(readCommand(['--limit', '3'], env)).toMatchObject(command);
  });

  test('asks for help', () => {
    expect(readCommand(['--help'], {})).toEqual({ kind: 'help' });
  });

  test.each([
    ['--nothing', "Unknown option '--nothing'"],
    ['extra', "Unexpected argument 'extra'"],
    ['--limit', "'--limit <value>' argument missing"],
    ['--port 65536', '--port "65536": give a whole number up to 65535'],
    ['--port -1', "Option '--port' argument is ambiguous"],
    ['--zone-id example.com', 'give 32 hex digits'],
    ['--surfaces v3', '--surfaces "v3": give one of both, v1, v2, none, patch-only'],
    ['--no-route 500', 'give one of 404, 400, html, 405, 410, 501'],
    ['--tiered-cache no', 'give one of on, off'],
    ['--rate-limit fast', 'give REQUESTS/SECONDS'],
    ['--retry-after date', '--retry-after belongs to --rate-limit'],
    ['--fault explode', '--fault "explode": "explode" is no effect'],
    ['--fault @nowhere|reset', '"nowhere" is no IP address'],
    ['--fault item|no', 'an item needs the ip'],
    [`--mappings ${join(folder, 'missing.json')}`, 'ENOENT'],
    [`--mappings ${file('object.json', '{}')}`, 'must hold a JSON list'],
    [`--mappings ${file('text.json', 'ip,vendor')}`, 'is not valid JSON'],
    [`--mappings ${file('wrong.json', '[null]')}`, 'null is no mapping'],
    [`--mappings ${file('bad.json', '[{"ip":"192.0.2.0/24","vendor":"aws","region":"x"}]')}`, 'is no mapping'],
  ])('%s is a mistake: %s', (args, message) => {
    const command = readCommand(
      args.split(' ').map((arg) => arg.replace('|', ' ')),
      {},
    );
    expect(command).toMatchObject({ kind: 'mistake', message: expect.stringContaining(message) });
    expect('message' in command && command.message).not.toContain('\n');
  });
});
