import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { at, runSource } from '../support/action.ts';
import { testClock } from '../support/clock.ts';
import { many, writes } from '../support/cloudflare.ts';
import { entriesOf, errorsOf, matching } from '../support/messages.ts';

const ONE = { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' };

describe.each(['v1', 'v2'] as const)('On %s', (surfaces) => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator({ surfaces });
  });
  beforeEach(() => {
    emulator.seed(0);
    emulator.clearFaults();
    emulator.forget();
    emulator.onRequest = undefined;
  });
  afterAll(() => emulator.close());
  const register = (count: number, inputs: Record<string, string> = {}, clock = testClock()) =>
    runSource({ inputs: at(emulator, { mappings: JSON.stringify(many(count)), ...inputs }), clock });

  test.each([
    'WRITE #1 reset after',
    'WRITE #1 status 503',
    'WRITE #1-4 status 500 code=1140',
    'WRITE #1 half',
    'GET #1 garbage',
    'GET #1-4 status 502 html',
    'WRITE #1 wrong-types fields',
    'WRITE #1 status 429 retry-after=date:2',
    'WRITE #1 status 429 retry-after=soon',
    'WRITE #1 status 408 empty',
  ])('a run gets over %s', async (fault) => {
    emulator.fault(fault);
    const ending = await register(2);
    expect(errorsOf(ending)).toEqual([]);
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '2', failed: '0', 'error-codes': '' } });
    expect(ending.annotations).toEqual([]);
  });

  test('a request is sent five times at most', async () => {
    emulator.fault('WRITE status 503');
    const ending = await register(1);
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '1' } });
    expect(writes(emulator)).toHaveLength(5);
  });

  test('the waits between attempts grow', async () => {
    const clock = testClock();
    emulator.fault('WRITE #1-4 status 503');
    await register(1, {}, clock);
    const waits = clock.waits.filter((wait) => wait > 0);
    expect(waits).toHaveLength(4);
    for (let next = 1; next < waits.length; next += 1) expect(waits[next]).toBeGreaterThan(waits[next - 1] ?? 0);
  });

  test.each([
    ['retry-after=7', 7000],
    ['retry-after=date:7', 6000],
  ])('Retry-After is obeyed, in seconds or as a date: %s', async (header, least) => {
    const clock = testClock();
    emulator.fault(`WRITE #1 status 429 ${header}`);
    expect(await register(1, {}, clock)).toMatchObject({ exitCode: 0, outputs: { created: '1', 'error-codes': '' } });
    expect(Math.max(...clock.waits)).toBeGreaterThanOrEqual(least);
    expect(Math.max(...clock.waits)).toBeLessThan(9000);
  });

  test('the run ends at once where Retry-After asks for more than is left, and says so', async () => {
    emulator.fault('WRITE #2 status 429 retry-after=400');
    const ending = await register(250);
    expect(ending).toMatchObject({ exitCode: 1, outputs: { created: '100', failed: '150', changed: 'true' } });
    expect(errorsOf(ending)[0]).toMatch(/400 s.*Retry-After.*left/);
    expect(writes(emulator)).toHaveLength(2);
  });

  test('what could not be sent any more is told as not attempted', async () => {
    emulator.fault('WRITE #2 status 429 retry-after=400');
    const entries = entriesOf(await register(350));
    expect(entries.slice(0, 100).map(({ outcome }) => outcome)).toEqual(Array(100).fill('created'));
    expect(entries[349]).toMatchObject({ outcome: 'failed', message: expect.stringMatching(/not attempted/) });
  });

  test('a redirect is refused, at the first request', async () => {
    emulator.fault('status 302 location=http://127.0.0.1:1/');
    const ending = await register(1);
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '1', changed: 'false' } });
    expect(errorsOf(ending)).toEqual(matching(/redirect.*never followed/));
  });

  test('a token that may read but not write is told with the permission', async () => {
    emulator.fault('WRITE status 403 code=9109');
    const ending = await register(2);
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '2', changed: 'false', 'error-codes': '9109' } });
    expect(errorsOf(ending)[0]).toMatch(/permission/);
  });

  test('a list that fails in the midst of the run is asked for again', async () => {
    emulator.seed(many(120, 'us-west-2'));
    // Both versions are asked at first; the third is the one that verifies.
    emulator.fault({ method: 'GET', path: 'cloud_regions$', nth: 3, effect: { kind: 'status', status: 503 } });
    expect(await register(120)).toMatchObject({ exitCode: 0, outputs: { updated: '120' } });
    expect(emulator.requests.filter(({ status }) => status === 503)).toHaveLength(1);
  });
});

describe('The budget of the run', () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator({});
  });
  afterEach(() => emulator.close());
  const register = (inputs: Record<string, string>) =>
    runSource({ inputs: at(emulator, { mappings: JSON.stringify(many(150)), ...inputs }) });

  test('is kept where a write hangs, and what was not attempted is told', async () => {
    emulator.fault('WRITE hang');
    const ending = await register({ 'timeout-seconds': '1' });
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '150', changed: 'false' } });
    expect(errorsOf(ending).join('\n')).toContain('timeout-seconds allows 1 s');
    expect(ending.took).toBeLessThan(6000);
    expect(entriesOf(ending)[149]?.message).toMatch(/^was not attempted: /);
  });

  test('is kept where nothing answers, and the host is named', async () => {
    emulator.fault('hang');
    const ending = await runSource({ inputs: at(emulator, { ...ONE, 'timeout-seconds': '1' }) });
    expect(ending.took).toBeLessThan(6000);
    expect(ending).toMatchObject({ exitCode: 1, outputs: { changed: 'false', failed: '1', count: '' } });
    expect(entriesOf(ending)).toMatchObject([{ outcome: 'failed', message: expect.stringMatching(/not attempted/) }]);
    expect(errorsOf(ending)).toEqual(matching(/timeout-seconds/));
    expect(errorsOf(ending)[0]).toContain('127.0.0.1');
  });

  test('takes no more than it needs', async () => {
    expect(await register({ 'timeout-seconds': '5' })).toMatchObject({ exitCode: 0, outputs: { created: '150' } });
  });

  test('a single answer that does not come is given up and asked for again', async () => {
    emulator.fault('WRITE #1 hang');
    const inputs = at(emulator, ONE);
    const ending = await runSource({ inputs, clock: testClock({ longestAnswer: 400 }) });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
    expect(writes(emulator)).toHaveLength(2);
  });
});

describe('An answer that is too large', () => {
  test('fails the run with its reason, and holds nothing up', async () => {
    const oddRows = Array.from({ length: 4 }, () => ({ ip: '198.51.100.1', note: 'x'.repeat(1_000_000) }));
    const emulator = await startEmulator({ oddRows });
    try {
      const ending = await runSource({ inputs: at(emulator, ONE) });
      expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '1', changed: 'false' } });
      expect(errorsOf(ending)).toEqual(matching(/too large|larger|MiB/));
      expect(writes(emulator)).toEqual([]);
    } finally {
      await emulator.close();
    }
  });
});
