import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import type { EmulatorOptions } from '../../emulator/options.ts';
import { at, type Ending, runBuilt, type Start } from '../support/action.ts';
import { many } from '../support/cloudflare.ts';
import { type Measured, runMeasured } from '../support/measured.ts';
import { entriesOf, errorsOf } from '../support/messages.ts';
import { onLinux, onUnix } from '../support/platform.ts';
import { mapping } from '../support/pull-requests.ts';
import { expectSound } from '../support/sound-ending.ts';

const TOKEN = 'emulated-token-that-nobody-may-see-0123456789';
const ONE = mapping('192.0.2.1');
/** MiB. */
const MOST_MEMORY = 200;
/** Seconds of computing. */
const MOST_CPU = 2;
const MEBIBYTE = 1024 * 1024;

const fill = (piece: string, size = 5 * MEBIBYTE - 1000) => piece.repeat(Math.floor(size / piece.length));

async function withEmulator<Result>(
  options: EmulatorOptions,
  use: (emulator: Emulator) => Promise<Result>,
): Promise<Result> {
  const emulator = await startEmulator({ apiToken: TOKEN, ...options });
  try {
    return await use(emulator);
  } finally {
    await emulator.close();
  }
}

function expectSmall({ ending, peak, cpu }: Measured): void {
  expectSound(ending, { secrets: [TOKEN] });
  expect(peak).toBeLessThan(MOST_MEMORY);
  expect(cpu).toBeLessThan(MOST_CPU);
}

// Only Linux tells a program's own peak of memory.
describe('The built file stays below 200 MiB and two seconds of computing', () => {
  onLinux.each([
    ['rows of CSV', 'csv', `ip,vendor,region\n${fill('192.0.2.1,aws,us-east-1\n')}`],
    ['entries of JSON', 'json', `[${fill('{"ip":"192.0.2.1","vendor":"aws","region":"us-east-1"},')}1]`],
    ['entries of YAML', 'yaml', fill('- {ip: 192.0.2.1, vendor: aws, region: us-east-1}\n')],
    ['colons', 'yaml', fill(':')],
    ['mistakes in one line', 'yaml', `[${fill('{a b: c: d}, ')}`],
    ['mistakes of one line each', 'yaml', fill('- a\n   b: c\n', 180_000)],
    [
      'aliases of a long entry',
      'yaml',
      `- &a {ip: [${fill('192.0.2.1,', 10_000)}], vendor: aws, region: us-east-1}\n${fill('- *a\n', 5000)}`,
    ],
  ])('at a list that is far too long, of %s', async (_, format, text) => {
    await withEmulator({}, async (emulator) => {
      const file = `origins.${format}`;
      const measured = await runMeasured({ inputs: at(emulator, { 'mappings-file': file }), files: { [file]: text } });
      expectSmall(measured);
      expect(measured.ending.exitCode).toBe(1);
      expect(emulator.requests).toEqual([]);
    });
  });

  /** An answer of 1.5 MiB, the most that is read. */
  const whole = (before: string, piece: string, after: string) =>
    `{"success":true,"errors":[],"result":${before}${fill(`${piece},`, 1.5 * MEBIBYTE - 100)}${piece}${after}}`;

  onLinux.each([
    ['a text', `{"success":true,"result":"${fill('x', 20_000_000)}"}`],
    ['lists in lists', fill('[', 7_000_000)],
    ['errors', `{"success":false,"errors":[${fill('{"code":1,"message":"x"},', 7_000_000)}1]}`],
    ['empty entries', whole('{"value":[', '{}', ']}')],
    ['regions', whole('{"vendors":{"a":[', '{"name":"x"}', ']}}')],
    ['numbers', whole('[', '0', ']')],
  ])('at an answer that is far too long, or as long as it may be: %s', async (_, body) => {
    const server = createServer((message, response) => {
      message.resume();
      response.end(body);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    try {
      const measured = await runMeasured({
        inputs: {
          'api-token': TOKEN,
          'api-base-url': `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
          zone: '0'.repeat(32),
          'timeout-seconds': '1',
          ...ONE,
        },
      });
      expectSmall(measured);
      expect(measured.ending.exitCode).toBe(1);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  onLinux('at an event that is far too long', async () => {
    const payload = `{"before":"${'a'.repeat(40)}","commits":[${fill('{"id":"a","message":"b"},', 25_000_000)}1]}`;
    await withEmulator({}, async (emulator) => {
      const event = { name: 'push', payload: Buffer.from(payload) };
      const measured = await runMeasured({ inputs: at(emulator, ONE), event });
      expectSmall(measured);
      expect(measured.ending.exitCode).toBe(0);
    });
  });

  onLinux('at very many supported regions that refuse 3,500 entries', async () => {
    const names = Array.from({ length: 1000 }, (_, index) => ({ name: `region-${index}`, upper_tier_colos: [] }));
    await withEmulator({ listedRegions: { aws: names } }, async (emulator) => {
      const mappings = many(3500).map(({ ip }, index) => `${ip},aws,regoin-${index}\n`);
      const measured = await runMeasured({
        inputs: at(emulator, { 'mappings-file': 'o.csv' }),
        files: { 'o.csv': `ip,vendor,region\n${mappings.join('')}` },
      });
      expectSound(measured.ending, { secrets: [TOKEN] });
      expect(measured.ending).toMatchObject({ exitCode: 1, outputs: { 'error-codes': '1157', changed: 'false' } });
      expect(measured.ending.outputs['api-version']).toBe('v1');
      expect(emulator.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
      expect(measured.peak).toBeLessThan(MOST_MEMORY);
      expect(measured.cpu).toBeLessThan(5);
    });
  });

  onLinux('at 3,500 mappings, all new', async () => {
    await withEmulator({}, async (emulator) => {
      const list = many(3500);
      const measured = await runMeasured({
        inputs: at(emulator, { 'mappings-file': 'o.json' }),
        files: { 'o.json': JSON.stringify(list) },
      });
      expect(measured.ending).toMatchObject({ exitCode: 0, outputs: { created: '3500', remaining: '0' } });
      expect(measured.peak).toBeLessThan(MOST_MEMORY);
    });
  });
});

describe('Whatever becomes of an answer, the built file ends with a report, and never with another exit code than 0 and 1:', () => {
  const ended = (start: Start, faults: EmulatorOptions['faults'] = []): Promise<Ending> =>
    withEmulator({ faults }, (emulator) =>
      runBuilt({ ...start, inputs: at(emulator, { ...ONE, 'timeout-seconds': '1', ...start.inputs }) }),
    );

  test('HTTP 101, and connections that are closed or reset before an answer', async () => {
    const kinds = ['switch-protocols', 'close', 'reset', 'half', 'half stall'];
    const endings = await Promise.all(
      ['GET', 'WRITE'].flatMap((method) => kinds.map((kind) => ended({}, [`${method} ${kind}`]))),
    );
    for (const ending of endings) {
      expectSound(ending, { secrets: [TOKEN] });
      expect(entriesOf(ending)).toHaveLength(1);
      expect(ending.took).toBeLessThan(6000);
      // What took effect although no answer came is found in the list.
      const created = ending.outputs.count === '1';
      expect(ending.exitCode).toBe(created ? 0 : 1);
      expect(errorsOf(ending).length > 0).toBe(!created);
    }
    expect(endings.slice(0, 5).map(({ exitCode }) => exitCode)).toEqual([1, 1, 1, 1, 1]);
  });

  test('a write whose answer was lost once is found done', async () => {
    const endings = await Promise.all(
      ['switch-protocols', 'close', 'reset'].map((kind) =>
        ended({ inputs: { 'timeout-seconds': '20' } }, [`WRITE #1 ${kind} after`]),
      ),
    );
    for (const ending of endings) expect(ending).toMatchObject({ exitCode: 0, outputs: { count: '1', failed: '0' } });
  });
});

describe('Files of the runner', () => {
  onUnix('an event path that is a pipe, or endless, says nothing and holds nothing up', async () => {
    await withEmulator({}, async (emulator) => {
      const endings = await Promise.all([
        ...(process.platform === 'linux'
          ? [runMeasured({ inputs: at(emulator, ONE), env: { GITHUB_EVENT_PATH: '/dev/zero' } })]
          : []),
        runInPipe(emulator),
      ]);
      for (const measured of endings) {
        expect(measured.ending).toMatchObject({ exitCode: 0 });
        expect(measured.peak).toBeLessThan(MOST_MEMORY);
        expect(measured.ending.took).toBeLessThan(5000);
      }
    });
  });

  test('that cannot be written are an error that says so, after everything was registered', async () => {
    await withEmulator({}, async (emulator) => {
      const env = { GITHUB_OUTPUT: '/nowhere/output', GITHUB_STEP_SUMMARY: '/nowhere/summary' };
      const ending = await runBuilt({ inputs: at(emulator, ONE), env });
      expect(ending.exitCode).toBe(1);
      expect(errorsOf(ending).join()).toMatch(/output/i);
      expect(emulator.mappings()).toEqual([ONE]);
      expectSound(ending, { secrets: [TOKEN], written: false });
    });
  });

  test('a credential of 70,000 characters is masked like any other', async () => {
    const token = 'x'.repeat(70_000);
    await withEmulator({}, async (emulator) => {
      const ending = await runBuilt({
        inputs: at(emulator, { ip: '192.0.2.1', state: 'absent', 'api-token': token, 'timeout-seconds': '1' }),
      });
      expectSound(ending, { secrets: [token] });
      expect(ending.exitCode).toBe(1);
    });
  });
});

/** Its event is a pipe into which nobody writes. */
async function runInPipe(emulator: Emulator): Promise<Measured> {
  const env: Record<string, string> = {};
  return await runMeasured({
    inputs: at(emulator, ONE),
    env,
    prepare: ({ home }) => {
      env.GITHUB_EVENT_PATH = join(home, 'pipe');
      execFileSync('mkfifo', [env.GITHUB_EVENT_PATH]);
    },
  });
}
