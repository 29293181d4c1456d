import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, jest, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { at } from '../support/action.ts';

const before = { ...process.env };
const { write } = process.stdout;
let emulator: Emulator | undefined;

afterEach(async () => {
  process.env = { ...before };
  process.exitCode = undefined;
  process.stdout.write = write;
  jest.restoreAllMocks();
  await emulator?.close();
});

test('the entry runs the action with what the process has, ends it on a signal, and does not wait for what hangs', async () => {
  emulator = await startEmulator({});
  const home = await mkdtemp(join(tmpdir(), 'entry-'));
  const output = join(home, 'output');
  await writeFile(output, '');
  const inputs = at(emulator, { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' });
  for (const [name, value] of Object.entries(inputs)) process.env[`INPUT_${name.toUpperCase()}`] = value;
  Object.assign(process.env, { GITHUB_OUTPUT: output, RUNNER_TEMP: home });
  for (const name of ['GITHUB_STEP_SUMMARY', 'GITHUB_EVENT_PATH']) delete process.env[name];
  const exit = jest.spyOn(process, 'exit').mockImplementation(() => undefined as never);
  let log = '';
  process.stdout.write = ((text: string, flushed?: () => void) => {
    log += text;
    if (flushed === undefined) return true;
    // The report is written: the last timer is the one that ends the process.
    jest.spyOn(globalThis, 'setTimeout').mockImplementationOnce((end) => {
      end();
      return { unref: () => undefined } as unknown as NodeJS.Timeout;
    });
    flushed();
    return true;
  }) as typeof write;
  // The signal arrives while the first request is under way.
  emulator.onRequest = () => {
    // A rejection that nothing awaits any more must not end the process before the report.
    process.emit('unhandledRejection', new Error('nobody waits for this'), Promise.resolve());
    process.emit('SIGTERM');
  };
  try {
    await import('../../src/index.ts');
    expect(log).toContain(`::add-mask::${emulator.apiToken}`);
    expect(log).toContain('cancelled');
    expect(await readFile(output, 'utf8')).toContain('failed<<');
    expect(process.exitCode).toBe(1);
    expect(exit).toHaveBeenCalledTimes(1);
    expect(emulator.mappings()).toEqual([]);
  } finally {
    await rm(home, { recursive: true });
  }
});
