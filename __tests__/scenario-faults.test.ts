import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import { ACTS, at } from './action.ts';
import { many, writes } from './fixtures/zone.ts';

const both = ACTS.flatMap(([name, act]) => (['v1', 'v2'] as const).map((version) => [name, version, act] as const));

describe.each(both)('%s, on %s,', (_, surfaces, act) => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator({ surfaces });
  });
  afterEach(() => emulator.close());
  const register = (count: number, inputs: Record<string, string> = {}) =>
    act({ inputs: at(emulator, { mappings: JSON.stringify(many(count)), ...inputs }) });
  const errors = (ending: Awaited<ReturnType<typeof register>>) =>
    ending.annotations.filter(({ level }) => level === 'error').map(({ message }) => message);

  test.each([
    'WRITE #1 reset after',
    'WRITE #1 status 503',
    'WRITE #1 half',
    'GET #1 garbage',
    'WRITE #1 wrong-types fields',
  ])('gets over %s', async (fault) => {
    emulator.fault(fault);
    const ending = await register(2);
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '2', failed: '0', 'error-codes': '' } });
    expect(ending.annotations).toEqual([]);
  });

  test('waits as long as Retry-After says', async () => {
    emulator.fault('WRITE #1 status 429 retry-after=1');
    expect(await register(1)).toMatchObject({ exitCode: 0, outputs: { created: '1', 'error-codes': '' } });
    const [first, second] = emulator.requests.filter(({ method }) => method !== 'GET');
    expect(Number(second?.receivedAt) - Number(first?.endedAt)).toBeGreaterThanOrEqual(990);
  });

  test('ends at once where Retry-After asks for more than is left, and says so', async () => {
    emulator.fault('WRITE #2 status 429 retry-after=400');
    const ending = await register(250);
    expect(ending).toMatchObject({ exitCode: 1, outputs: { created: '100', failed: '150', changed: 'true' } });
    expect(errors(ending)[0]).toMatch(
      /Cloudflare asks to wait 400 s \(Retry-After\), and \d+(\.\d)? s of the run are left/,
    );
    expect(writes(emulator)).toHaveLength(2);
    expect(ending.took).toBeLessThan(10_000);
  });

  test('refuses a redirect', async () => {
    emulator.fault('status 302 location=http://127.0.0.1:1/');
    const ending = await register(1);
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '1', changed: 'false' } });
    expect(errors(ending)).toEqual([expect.stringContaining('a redirect, which is never followed')]);
  });

  test('takes success: false with HTTP 200 for a failure', async () => {
    emulator.fault('WRITE refuse 1146 "not this one"');
    const ending = await register(1);
    expect(ending).toMatchObject({
      exitCode: 1,
      outputs: { failed: '1', created: '0', changed: 'false', 'error-codes': '1146' },
    });
    expect(errors(ending)[0]).toContain('1146 (not this one)');
  });

  test('tells an HTML page that means a denied credential', async () => {
    emulator.fault('status 403 html');
    const ending = await register(1);
    expect(errors(ending)[0]).toContain('HTTP 403 without an error code: the credential is not accepted for this');
    expect(ending.log).not.toContain('<html');
  });

  test('keeps to the budget of the whole run', async () => {
    emulator.fault('WRITE hang');
    const ending = await register(150, { 'timeout-seconds': '2' });
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '150', changed: 'false' } });
    expect(errors(ending).join('\n')).toContain('timeout-seconds allows 2 s for the run');
    expect(ending.took).toBeLessThan(6_000);
    const entries = ending.result?.entries as { message: string }[];
    expect(entries[149]?.message).toMatch(/^was not attempted: /);
  });

  test('needs only a budget that is enough', async () => {
    expect(await register(3, { 'timeout-seconds': '5' })).toMatchObject({ exitCode: 0, outputs: { created: '3' } });
  });

  test('sends on what the API refuses for others', async () => {
    emulator.fault('@203.0.0.0 WRITE status 400 code=1146');
    const ending = await register(3);
    expect(ending).toMatchObject({
      exitCode: 1,
      outputs: { created: '2', failed: '1', changed: 'true', 'error-codes': '1146' },
    });
  });
});
