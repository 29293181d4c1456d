import { afterEach, beforeEach, describe, expect } from '@jest/globals';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import type { LoggedRequest } from '../emulator/log.ts';
import { actDist, at } from './action.ts';
import { onUnix } from './fixtures/platform.ts';
import { many, writes } from './fixtures/zone.ts';

describe.each(['SIGINT', 'SIGTERM'] as const)('At %s the built file', (signal) => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator({});
  });
  afterEach(() => emulator.close());

  /** Runs it, and sends the signal as soon as a request fits. */
  async function cancelled(
    fits: (request: LoggedRequest) => boolean,
    hook: 'onRequest' | 'onAnswer',
    inputs: Record<string, string>,
  ) {
    const moment = Promise.withResolvers<void>();
    let since = 0;
    emulator[hook] = async (request) => {
      if (since > 0 || !fits(request)) return;
      since = performance.now();
      moment.resolve();
    };
    const ending = await actDist({ inputs: at(emulator, inputs), cancel: { when: moment.promise, signal } });
    return { ...ending, after: performance.now() - since };
  }
  const list = (count: number) => ({ mappings: JSON.stringify(many(count)) });
  const isWrite = ({ method }: LoggedRequest) => method !== 'GET';

  onUnix('gives up a request that hangs, and reports what was done and what was not', async () => {
    emulator.fault('WRITE #2 hang');
    let count = 0;
    const ending = await cancelled((request) => isWrite(request) && ++count === 2, 'onRequest', list(350));
    expect(ending.after).toBeLessThan(5_000);
    expect(ending).toMatchObject({
      exitCode: 1,
      outputs: { created: '100', failed: '250', changed: 'true', 'api-version': 'v1' },
    });
    const entries = ending.result?.entries as { outcome: string; message?: string }[];
    expect(entries.slice(0, 100).every(({ outcome }) => outcome === 'created')).toBe(true);
    expect(entries[100]?.message).toBe('The run was cancelled before an answer came');
    expect(entries[349]?.message).toMatch(/^was not attempted: The run was cancelled/);
    expect(writes(emulator)).toHaveLength(2);
    expect(ending.summary).not.toBe('');
  });

  onUnix('lets a write under way say how it ended, and sends nothing more', async () => {
    emulator.fault('WRITE #1 delay 300');
    const ending = await cancelled(isWrite, 'onRequest', list(150));
    expect(ending).toMatchObject({ exitCode: 1, outputs: { created: '100', failed: '50', changed: 'true' } });
    expect(writes(emulator)).toHaveLength(1);
    expect(ending.after).toBeLessThan(5_000);
  });

  onUnix('ends while it observes: nothing was attempted', async () => {
    emulator.fault('GET hang');
    const ending = await cancelled(() => true, 'onRequest', list(3));
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '3', changed: 'false', count: '' } });
    const entries = ending.result?.entries as { message: string }[];
    expect(entries[0]?.message).toMatch(/^was not attempted: The run was cancelled/);
    expect(ending.after).toBeLessThan(5_000);
    expect(writes(emulator)).toEqual([]);
  });

  onUnix('ends while it waits for another try', async () => {
    emulator.fault('WRITE status 503 retry-after=60');
    const ending = await cancelled(isWrite, 'onAnswer', list(150));
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '150', changed: 'false' } });
    expect(ending.after).toBeLessThan(5_000);
    expect(writes(emulator)).toHaveLength(1);
  });

  onUnix('exits with 1 also where the one write under way was the whole work', async () => {
    emulator.fault('WRITE delay 300');
    const ending = await cancelled(isWrite, 'onRequest', list(1));
    expect(ending).toMatchObject({ exitCode: 1, outputs: { created: '1', changed: 'true' } });
  });
});
