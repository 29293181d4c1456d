import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import { at } from './action.ts';

const before = { ...process.env };
const { write } = process.stdout;
let emulator: Emulator | undefined;
afterEach(async () => {
  process.env = { ...before };
  process.exitCode = undefined;
  process.stdout.write = write;
  await emulator?.close();
});

test('the entry runs the action with the world that the process has, and ends it on a signal', async () => {
  emulator = await startEmulator({});
  const home = await mkdtemp(join(tmpdir(), 'entry-'));
  const output = join(home, 'output');
  await writeFile(output, '');
  const inputs = at(emulator, { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' });
  for (const [name, value] of Object.entries(inputs)) process.env[`INPUT_${name.toUpperCase()}`] = value;
  Object.assign(process.env, { GITHUB_OUTPUT: output, RUNNER_TEMP: home });
  delete process.env.GITHUB_STEP_SUMMARY;
  let log = '';
  process.stdout.write = ((text: string) => {
    log += text;
    return true;
  }) as typeof write;
  // The signal arrives while the first request is under way.
  emulator.onRequest = () => {
    // What nobody awaits any more must not end the process before it has reported.
    process.emit('unhandledRejection', new Error('beside the way'), Promise.resolve());
    process.emit('SIGTERM');
  };
  await import('../src/index.ts');
  expect(log).toContain(`::add-mask::${emulator.apiToken}`);
  expect(log).toContain('The run was cancelled');
  expect(await readFile(output, 'utf8')).toContain('failed<<');
  expect(process.exitCode).toBe(1);
  expect(emulator.mappings()).toEqual([]);
  await rm(home, { recursive: true });
});
