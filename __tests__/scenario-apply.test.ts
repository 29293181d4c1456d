import { afterEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import type { EmulatorOptions } from '../emulator/options.ts';
import { population } from '../emulator/population.ts';
import { ACTS, at } from './action.ts';
import { many, writes } from './fixtures/zone.ts';

const both = ACTS.flatMap(([name, act]) => (['v1', 'v2'] as const).map((version) => [name, version, act] as const));

describe.each(both)('%s, on %s,', (_, surfaces, act) => {
  let emulator: Emulator;
  const start = async (options: EmulatorOptions) => {
    emulator = await startEmulator({ surfaces, ...options });
  };
  afterEach(() => emulator.close());
  const write = surfaces === 'v1' ? 'PATCH' : 'PUT';
  const alone = (ip: string) => (surfaces === 'v1' ? 'PATCH ' : `PUT /${ip}`);
  const list = (mappings: readonly object[], inputs: Record<string, string> = {}) =>
    act({
      inputs: at(emulator, { 'mappings-file': 'origins.json', ...inputs }),
      files: { 'origins.json': JSON.stringify(mappings) },
    });
  const errors = (ending: Awaited<ReturnType<typeof list>>) =>
    ending.annotations.filter(({ level }) => level === 'error').map(({ message }) => message);

  test('sends one change alone', async () => {
    await start({ mappings: many(3) });
    const ending = await list([...many(3), { ip: '192.0.2.1', vendor: 'gcp', region: 'us-central1' }]);
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1', unchanged: '3', changed: 'true' } });
    expect(writes(emulator)).toEqual([alone('192.0.2.1')]);
  });

  test('sends 250 changes in three batches, one after another', async () => {
    await start({ latencyMs: 1 });
    expect(await list(many(250))).toMatchObject({ exitCode: 0, outputs: { created: '250', count: '250' } });
    expect(writes(emulator)).toEqual([`${write} /batch 100`, `${write} /batch 100`, `${write} /batch 50`]);
    expect(emulator.concurrency.writes).toBe(1);
  });

  test('swaps 20 mappings of a full zone', async () => {
    const held = population(3500);
    await start({ mappings: held });
    const ending = await list([...held.slice(20), ...many(20)], { prune: 'all' });
    expect(ending).toMatchObject({
      exitCode: 0,
      outputs: { created: '20', removed: '20', unchanged: '3480', count: '3500', remaining: '0', truncated: 'false' },
    });
    expect(writes(emulator)).toEqual(['DELETE /batch 20', `${write} /batch 20`]);
  });

  test('refuses in advance what passes the limit, with the numbers', async () => {
    await start({ mappings: 3490 });
    const ending = await list(many(20));
    expect(ending).toMatchObject({
      exitCode: 1,
      outputs: { failed: '20', changed: 'false', 'error-codes': '1164', count: '3490', remaining: '10' },
    });
    expect(errors(ending)[0]).toContain('holds 3490 mappings, 20 more are asked for, and 10 fit');
    expect(writes(emulator)).toEqual([]);
  });

  test('ends the creating at a limit that only the API knows; updates are sent', async () => {
    await start({ mappings: many(5, 'us-west-2'), limit: 6 });
    const ending = await list([...many(2), ...many(5, 'us-east-1', '198.51')]);
    expect(ending).toMatchObject({
      exitCode: 1,
      outputs: { updated: '2', failed: '5', created: '0', changed: 'true', 'error-codes': '1164', count: '5' },
    });
    expect(errors(ending)[0]).toMatch(/it holds 5, the run asked for 5 new ones/);
    expect(writes(emulator)).toEqual([`${write} /batch 2`, `${write} /batch 5`]);
  });

  test.each(['apply', 'plan', 'check'])('refuses an unsupported region in advance (mode: %s)', async (mode) => {
    await start({});
    const ending = await list([...many(2), { ip: '192.0.2.1', vendor: 'aws', region: 'us-est-1' }], { mode });
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '3', changed: 'false', 'error-codes': '1157' } });
    expect(errors(ending)[0]).toMatch(/192\.0\.2\.1: aws has no supported region "us-est-1".*us-east-1/);
    expect(writes(emulator)).toEqual([]);
  });

  test('lets the API judge regions where the supported ones cannot be had', async () => {
    await start({ tieredCache: false });
    const ending = await list([...many(2), { ip: '192.0.2.1', vendor: 'aws', region: 'mars-1' }]);
    expect(ending).toMatchObject({
      exitCode: 1,
      outputs: { created: '2', failed: '1', changed: 'true', 'error-codes': '1157' },
      result: {
        entries: expect.arrayContaining([expect.objectContaining({ ip: '192.0.2.1', outcome: 'failed', code: 1157 })]),
      },
    });
    expect(ending.annotations).toContainEqual(
      expect.objectContaining({ level: 'warning', message: expect.stringContaining('Tiered Cache') }),
    );
    expect(errors(ending)[0]).toMatch(/192\.0\.2\.1.*"mars-1" of "aws"/);
    expect(writes(emulator)).toEqual([`${write} /batch 3`, alone('192.0.2.1')]);
  });

  test('sends failed items alone for their code, ten at most; the rest keep the words', async () => {
    await start({ tieredCache: false });
    const ending = await list([...many(12, 'mars-1'), ...many(2, 'us-east-1', '198.51')]);
    expect(ending).toMatchObject({ exitCode: 1, outputs: { created: '2', failed: '12', 'error-codes': '1157' } });
    expect(writes(emulator)).toHaveLength(11);
    const entries = ending.result?.entries as { code?: number; message?: string; outcome: string }[];
    const failed = entries.filter(({ outcome }) => outcome === 'failed');
    expect(failed.filter(({ code }) => code === 1157)).toHaveLength(10);
    expect(failed.filter(({ code }) => code === undefined).map(({ message }) => message)).toEqual(
      Array(2).fill(expect.stringContaining("The vendor provided doesn't exist")),
    );
  });

  test('writes an item that a batch refused once', async () => {
    await start({});
    emulator.fault('@203.0.0.1 /batch item "internal error"');
    const ending = await list(many(3));
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '3', failed: '0', 'error-codes': '' } });
  });

  test.each([
    ['overwrite', 0, { updated: '1', created: '1', changed: 'true' }],
    ['skip', 0, { skipped: '1', created: '1', changed: 'true' }],
    ['fail', 1, { failed: '2', changed: 'false', created: '0', updated: '0' }],
  ])('meets a conflict with on-conflict: %s', async (policy, exitCode, outputs) => {
    await start({ mappings: many(1, 'us-west-2') });
    const ending = await list(many(2), { 'on-conflict': policy });
    expect(ending).toMatchObject({ exitCode, outputs });
    const level = { overwrite: 'none', skip: 'notice', fail: 'error' }[policy];
    const told = ending.annotations.map((one) => [one.level, one.message.includes('203.0.0.0')]);
    expect(told).toEqual(level === 'none' ? [] : [[level, true]]);
    if (policy === 'fail') expect(writes(emulator)).toEqual([]);
    expect(emulator.mappings()[0]?.region).toBe(policy === 'overwrite' ? 'us-east-1' : 'us-west-2');
  });

  test('writes a lost write again, with a notice', async () => {
    await start({});
    emulator.fault('WRITE #1 lost-write');
    const ending = await list(many(3));
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '3', count: '3' } });
    expect(ending.annotations).toMatchObject([{ level: 'notice', message: expect.stringContaining('3 of this run') }]);
    expect(writes(emulator)).toHaveLength(2);
  });

  test('fails where a write is lost for the third time', async () => {
    await start({});
    emulator.fault('WRITE lost-write');
    const ending = await list(many(3));
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '3', count: '0', changed: 'true' } });
    expect(writes(emulator)).toHaveLength(3);
    expect(errors(ending)[0]).toContain('Let one run at a time write to a zone');
  });

  test('fails where it cannot verify, and the outcomes stay', async () => {
    await start({ mappings: many(1) });
    emulator.onAnswer = ({ method }) => {
      if (method !== 'GET') emulator.fault('GET status 401');
    };
    const ending = await list(many(3));
    expect(ending).toMatchObject({
      exitCode: 1,
      outputs: { created: '2', unchanged: '1', failed: '0', count: '', mappings: '' },
    });
    expect(errors(ending)).toEqual([expect.stringContaining('could not be verified')]);
  });
});
