import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import type { LoggedRequest } from '../../emulator/log.ts';
import { at, type Ending, runSource, type Start } from '../support/action.ts';
import { many, writes } from '../support/cloudflare.ts';
import { testDns } from '../support/dns.ts';
import { entriesOf, errorsOf, warningsOf } from '../support/messages.ts';
import { mapping, startWorld, type World } from '../support/pull-requests.ts';

const list = (count: number) => ({ mappings: JSON.stringify(many(count)) });
const isWrite = ({ method }: LoggedRequest) => method !== 'GET';

describe('A run that is cancelled', () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.close());
  beforeEach(() => {
    emulator.seed(0);
    emulator.clearFaults();
    emulator.forget();
    Object.assign(emulator, { onRequest: undefined, onAnswer: undefined });
  });

  /** Cancelled with the first request that fits: when it has come, or when it has taken effect. */
  function cancelledAt(
    fits: (request: LoggedRequest) => boolean,
    when: 'onRequest' | 'onAnswer',
    inputs: Record<string, string>,
  ): Promise<Ending> {
    const stop = Promise.withResolvers<void>();
    emulator[when] = async (request) => {
      if (!fits(request)) return;
      stop.resolve();
      await stop.promise;
    };
    return runSource({ inputs: at(emulator, inputs), cancel: { when: stop.promise } });
  }

  test('before it began sends nothing, and writes its report', async () => {
    const ending = await runSource({ inputs: at(emulator, list(3)), cancel: { when: Promise.resolve() } });
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '3', changed: 'false', count: '' } });
    expect(writes(emulator)).toEqual([]);
    expect(errorsOf(ending).join()).toContain('cancelled');
  });

  test('while it observes has attempted nothing, and says so of every entry', async () => {
    const ending = await cancelledAt(() => true, 'onRequest', list(3));
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '3', changed: 'false' } });
    expect(entriesOf(ending)[0]?.message).toMatch(/^was not attempted: The run was cancelled/);
    expect(writes(emulator)).toEqual([]);
  });

  test.each(['onRequest', 'onAnswer'] as const)(
    'with a batch under way (%s) waits for its answer, and sends nothing more',
    async (when) => {
      const ending = await cancelledAt(isWrite, when, list(150));
      expect(ending).toMatchObject({ exitCode: 1, outputs: { created: '100', failed: '50', changed: 'true' } });
      expect(writes(emulator)).toHaveLength(1);
      const left = entriesOf(ending).filter(({ outcome }) => outcome === 'failed');
      expect(left.every(({ message }) => message?.includes('not attempted'))).toBe(true);
    },
  );

  test('while it waits for another try ends at once', async () => {
    emulator.fault('WRITE status 503 retry-after=60');
    const ending = await cancelledAt(isWrite, 'onAnswer', list(150));
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '150', changed: 'false' } });
    expect(writes(emulator)).toHaveLength(1);
  });

  test('fails also where the one write under way was the whole work', async () => {
    const ending = await cancelledAt(isWrite, 'onRequest', list(1));
    expect(ending).toMatchObject({ exitCode: 1, outputs: { created: '1', changed: 'true' } });
  });

  test('while hosts are resolved has attempted nothing', async () => {
    const stop = Promise.withResolvers<void>();
    emulator.onRequest = () => stop.resolve();
    const start: Start = {
      inputs: at(emulator, { host: 'origin.example', vendor: 'aws', region: 'us-east-1' }),
      dns: { 'origin.example': { hang: true } },
      cancel: { when: stop.promise },
    };
    const ending = await runSource(start);
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '1', changed: 'false' } });
    expect(writes(emulator)).toEqual([]);
    expect(ending.took).toBeLessThan(5000);
  });
});

describe('A run for a pull request', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());
  beforeEach(() => world.reset());

  const finishing = ({ method, path }: { readonly method: string; readonly path: string }) =>
    method === 'PATCH' && path.includes('/comments/');

  test('that is cancelled while its comment is finished fails, with its report', async () => {
    const stop = Promise.withResolvers<void>();
    world.github.interfere = (request) => {
      if (!finishing(request)) return undefined;
      stop.resolve();
      return 'hang';
    };
    const ending = await world.step('opened', 7, mapping('192.0.2.1'), { cancel: { when: stop.promise } });
    expect(ending).toMatchObject({ exitCode: 1, outputs: { created: '1', changed: 'true', count: '1' } });
    expect(errorsOf(ending).join()).toContain('cancelled');
    expect(ending.took).toBeLessThan(2000);
    expect(ending.result).toBeDefined();
  });

  test('that is cancelled while it writes leaves the record that covers it', async () => {
    const stop = Promise.withResolvers<void>();
    world.emulator.onRequest = ({ method }) => {
      if (method !== 'GET') stop.resolve();
    };
    const ending = await world.step('opened', 7, mapping('192.0.2.1'), { cancel: { when: stop.promise } });
    expect(ending.exitCode).toBe(1);
    Object.assign(world.emulator, { onRequest: undefined });
    expect(await world.step('closed', 7)).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
    expect(world.emulator.mappings()).toEqual([]);
  });

  test('whose time is used up finishes its comment, and speaks of no cancellation', async () => {
    world.emulator.fault('WRITE status 503 retry-after=900');
    const ending = await world.step('opened', 7, { ...mapping('192.0.2.1'), 'timeout-seconds': '30' });
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '1' } });
    const [body = ''] = world.bodies(7);
    expect(body).not.toContain('⏳');
    expect(body).toContain('❌');
    expect(ending.log).not.toContain('cancelled');
    expect(warningsOf(ending)).toEqual([]);
  });
});

test('A stage that hangs where no signal reaches is left behind a moment after the time is up, and the report is written', async () => {
  const emulator = await startEmulator();
  const never = new Promise<never>(() => {});
  const dns = { ...testDns({}), openResolver: () => never };
  const inputs = at(emulator, { host: 'a.example.com', vendor: 'aws', region: 'us-east-1', 'timeout-seconds': '1' });
  const ending = await runSource({ inputs, dns });
  expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '1', changed: 'false' } });
  expect(errorsOf(ending)).toEqual([expect.stringContaining('timeout-seconds allows 1 s')]);
  await emulator.close();
});
