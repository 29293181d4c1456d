import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from '@jest/globals';
import { OPTIONS } from '../../../emulator/command-line.ts';
import { onUnix } from '../../support/platform.ts';

const MAIN = fileURLToPath(new URL('../../../emulator/main.ts', import.meta.url));
const LAUNCHER = fileURLToPath(new URL('../../../scripts/node24.cjs', import.meta.url));
const TOKEN = 'a-token';
const running: ChildProcessWithoutNullStreams[] = [];

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
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

  test('stays without it', async () => {
    const child = run(['--latency-ms', '50', '--api-token', TOKEN]);
    const { greeting } = await started(child);
    child.stdin.end();
    expect(await list(greeting)).toMatchObject({ success: true });
  });

  onUnix('ends with the shell that npm started it from', async () => {
    // Two commands: the shell does not become the first one.
    const script = `"${process.execPath}" "${LAUNCHER}" "${MAIN}" --api-token ${TOKEN}; true`;
    const shell = spawn('sh', ['-c', script], { env: { npm_lifecycle_event: 'emulator' } });
    running.push(shell);
    const { greeting } = await started(shell);
    const closed = once(shell.stdout, 'close');
    shell.kill('SIGTERM');
    await closed;
    await expect(list(greeting)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
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
    for (const name of Object.keys(OPTIONS)) expect(out).toContain(`--${name} `);
    for (const name of ['port', 'zone-id', 'latency-ms', 'retry-after', 'fault', 'exit-with-stdin'])
      expect(out).toContain(`--${name} `);
    for (const effect of [
      'status',
      'reset',
      'close',
      'switch-protocols',
      'result',
      'as-empty',
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
