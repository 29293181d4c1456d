import { afterEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { type EmulatorOptions, NO_ROUTES } from '../../emulator/options.ts';
import { at, runSource } from '../support/action.ts';
import { many, writes } from '../support/cloudflare.ts';
import { errorsOf, matching, noticesOf, warningsOf } from '../support/messages.ts';

const ONE = { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' };

let emulator: Emulator;
const start = async (options: EmulatorOptions, ...faults: readonly string[]) => {
  emulator = await startEmulator(options);
  for (const fault of faults) emulator.fault(fault);
};
afterEach(() => emulator.close());
const register = (inputs: Record<string, string> = {}) => runSource({ inputs: at(emulator, { ...ONE, ...inputs }) });
const list = (count: number, inputs: Record<string, string> = {}) =>
  runSource({ inputs: at(emulator, { mappings: JSON.stringify(many(count)), ...inputs }) });

describe.each(NO_ROUTES)('Where a missing route looks like %s,', (noRoute) => {
  test.each([
    ['v1', 'v1', 'created'],
    ['v2', 'v2', 'created'],
    ['patch-only', 'v1', 'updated'],
  ] as const)('the run finds its way with %s', async (surfaces, version, outcome) => {
    await start({ surfaces, noRoute });
    const ending = await register();
    expect(ending).toMatchObject({
      exitCode: 0,
      outputs: { 'api-version': version, [outcome]: '1', count: '1', 'error-codes': '' },
    });
    expect(emulator.mappings()).toEqual([ONE]);
  });

  test('and nothing answers, the run ends with one error, before anything is called planned', async () => {
    await start({ surfaces: 'none', noRoute });
    const ending = await list(3);
    expect(errorsOf(ending)).toEqual(matching(/wrong zone ID.*access.*api-base-url/));
    expect(ending.annotations).toHaveLength(1);
    expect(ending.log).not.toMatch(/::group::Plan|to create|to update/);
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '3', changed: 'false', 'error-codes': '' } });
    expect(writes(emulator).length).toBeLessThanOrEqual(1);
  });
});

describe('api-version: auto', () => {
  test('asks both lists at once, and uses v1 where it answers', async () => {
    await start({ latencyMs: 5 });
    expect(await register()).toMatchObject({ exitCode: 0, outputs: { 'api-version': 'v1' } });
    expect(emulator.concurrency.requests).toBeGreaterThan(1);
  });

  test.each(['GET /cache/origin_cloud_regions$ status 404 code=1142', 'GET /cache/origin_cloud_regions$ as-empty'])(
    'uses v2 where v1 says that there is nothing while v2 lists mappings: %s',
    async (fault) => {
      await start({ mappings: many(3) }, fault);
      const ending = await register({ ip: '203.0.0.1', region: 'us-west-2', 'on-conflict': 'fail' });
      expect(ending).toMatchObject({ exitCode: 1, outputs: { 'api-version': 'v2', count: '3' } });
      expect(writes(emulator)).toEqual([]);
    },
  );

  test('takes 1142 for an empty list where v2 has nothing either', async () => {
    await start({}, 'GET /cache/origin_cloud_regions$ #1 status 404 code=1142');
    expect(await register()).toMatchObject({ exitCode: 0, outputs: { created: '1', 'api-version': 'v1' } });
  });

  test('does not take a 404 with a code of the family for a missing route', async () => {
    await start({ surfaces: 'v1' }, 'PATCH status 404 code=1142');
    const ending = await register();
    expect(ending).toMatchObject({ exitCode: 1, outputs: { 'api-version': 'v1', 'error-codes': '1142' } });
  });

  test.each([
    ['denied', 'status 403 code=10000'],
    ['unavailable', 'status 503'],
  ])('does not take v1 that is %s for v1 that is gone', async (_, fault) => {
    await start({ mappings: many(2) }, `GET /cache/origin_cloud_regions$ ${fault}`);
    const ending = await register();
    expect(ending).toMatchObject({ exitCode: 0, outputs: { 'api-version': 'v2', created: '1', 'error-codes': '' } });
    expect(noticesOf(ending)).toEqual(matching(/v1 does not give the list.*the run uses v2: Cloudflare answered/));
  });

  test('ends the run where v1 asks to wait for longer than is left, with that as its one reason', async () => {
    await start({ mappings: many(2) }, 'GET /cache/origin_cloud_regions$ status 429 code=971 retry-after=4000');
    const ending = await register();
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '1', changed: 'false', 'error-codes': '971' } });
    expect(errorsOf(ending)).toEqual(matching(/4000 s/));
    expect(warningsOf(ending)).toEqual([]);
    expect(writes(emulator)).toEqual([]);
  });

  test('tells a denied credential with its remedy, once', async () => {
    await start({});
    const ending = await register({ 'api-token': 'emulated-token-that-is-wrong-000000' });
    expect(ending).toMatchObject({
      exitCode: 1,
      outputs: { 'error-codes': expect.stringMatching(/\d/), failed: '1', count: '' },
    });
    expect(ending.annotations).toMatchObject([{ level: 'error', message: expect.stringContaining('credential') }]);
    expect(writes(emulator)).toEqual([]);
  });

  test('puts no code of a probe into error-codes', async () => {
    await start({ surfaces: 'v2' });
    expect(await register()).toMatchObject({ exitCode: 0, outputs: { 'api-version': 'v2', 'error-codes': '' } });
  });
});

describe('A forced version', () => {
  test.each(['v1', 'v2'] as const)('%s is spoken where both answer, and the other is not asked', async (version) => {
    await start({ mappings: [{ ...ONE, region: 'us-west-2' }] });
    const ending = await register({ 'api-version': version });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { updated: '1', 'api-version': version } });
    expect(writes(emulator)).toEqual([version === 'v1' ? 'PATCH ' : 'PUT /192.0.2.1']);
    const other = version === 'v1' ? '/origin/cloud_regions' : '/cache/origin_cloud_regions';
    expect(emulator.requests.filter(({ path }) => path.includes(other))).toEqual([]);
  });

  test.each([
    ['v1', 'v2'],
    ['v2', 'v1'],
  ] as const)('%s never changes over to %s', async (version, surfaces) => {
    await start({ surfaces });
    const ending = await register({ 'api-version': version });
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '1' } });
    expect(emulator.mappings()).toEqual([]);
    const other = surfaces === 'v1' ? '/cache/origin_cloud_regions' : '/origin/cloud_regions';
    expect(emulator.requests.filter(({ path }) => path.includes(other))).toEqual([]);
  });

  test('does not change over in mid-run either', async () => {
    await start({}, 'WRITE #2 vanish v1');
    const ending = await list(250, { 'api-version': 'v1' });
    expect(ending).toMatchObject({ exitCode: 1, outputs: { 'api-version': 'v1', created: '100', failed: '150' } });
    expect(writes(emulator).filter((write) => write.startsWith('PUT'))).toEqual([]);
  });
});

describe('A server that has nothing but the one PATCH', () => {
  test('gets each entry alone, and its last answer is the list', async () => {
    await start({ surfaces: 'patch-only', mappings: [{ ...ONE, ip: '192.0.2.9' }] });
    const ending = await list(3);
    expect(ending).toMatchObject({
      exitCode: 0,
      outputs: { updated: '3', created: '0', changed: 'true', count: '4', 'error-codes': '' },
    });
    expect(writes(emulator)).toEqual(['PATCH ', 'PATCH ', 'PATCH ']);
  });

  test.each<[Record<string, string>, RegExp]>([
    [{ mode: 'plan' }, /mode: plan has nothing to compare with/],
    [{ mode: 'check' }, /mode: check has nothing to compare with/],
    [{ state: 'absent' }, /nothing can be removed/],
    [{ 'on-conflict': 'fail' }, /on-conflict: fail cannot be/],
    [{ 'on-conflict': 'skip' }, /on-conflict: skip cannot be/],
  ])('cannot serve %j, which is told before any write', async (inputs, message) => {
    await start({ surfaces: 'patch-only', mappings: [ONE] });
    const ending = await register(inputs);
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '1', changed: 'false' } });
    expect(errorsOf(ending)).toEqual(matching(message));
    expect(writes(emulator)).toEqual([]);
  });

  test('ends the creating at 1164, with its own words', async () => {
    await start({ surfaces: 'patch-only', limit: 2 });
    const ending = await register({ ip: '192.0.2.1,192.0.2.2,192.0.2.3,192.0.2.4' });
    expect(ending).toMatchObject({ exitCode: 1, outputs: { updated: '2', failed: '2', 'error-codes': '1164' } });
    expect(errorsOf(ending).join()).toMatch(/3,?500/);
    expect(writes(emulator)).toHaveLength(3);
  });

  test.each(['WRITE result null', 'WRITE #3 result null'])(
    'whose last answer held no list fails, since it cannot be verified: %s',
    async (fault) => {
      await start({ surfaces: 'patch-only' }, fault);
      const ending = await list(3);
      expect(ending).toMatchObject({ exitCode: 1, outputs: { updated: '3', failed: '0', changed: 'true', count: '' } });
      expect(errorsOf(ending)).toEqual(matching(/could not be verified.*no list/));
    },
  );

  test('judges regions itself, with a warning that they are not known', async () => {
    await start({ surfaces: 'patch-only' });
    const ending = await register({ region: 'mars-1' });
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '1', 'error-codes': '1157', changed: 'false' } });
    expect(warningsOf(ending)).toEqual(matching(/supported regions/));
  });
});

describe('A version that vanishes in mid-run', () => {
  test.each([
    [
      'before the second batch',
      'WRITE #2 vanish v1',
      ['PATCH /batch 100', 'PATCH /batch 100', 'PUT /batch 100', 'PUT /batch 50'],
    ],
    [
      'before the list is verified',
      'GET /cache/origin_cloud_regions$ #2 vanish v1',
      ['PATCH /batch 100', 'PATCH /batch 100', 'PATCH /batch 50'],
    ],
  ])('%s: the run changes over once and goes on', async (_, fault, sent) => {
    await start({}, fault);
    const ending = await list(250);
    expect(errorsOf(ending)).toEqual([]);
    expect(ending).toMatchObject({
      exitCode: 0,
      outputs: { created: '250', 'api-version': 'v2', count: '250', 'error-codes': '' },
    });
    expect(noticesOf(ending)).toEqual(matching(/v1.*v2/));
    expect(writes(emulator)).toEqual(sent);
  });

  test('by listing nothing any more while v2 lists mappings: the run goes on with v2', async () => {
    await start({ mappings: many(1, 'us-east-1', '198.51') }, 'GET /cache/origin_cloud_regions$ #2 as-empty');
    const ending = await list(2);
    expect(errorsOf(ending)).toEqual([]);
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '2', count: '3', 'api-version': 'v2' } });
    expect(noticesOf(ending)).toEqual(matching(/v1 lists no mappings any more.*v2/));
    expect(writes(emulator)).toEqual(['PATCH /batch 2']);
  });

  test('for good, on both: what was not sent failed', async () => {
    await start({}, 'WRITE #2 vanish v1', 'WRITE #2 vanish v2');
    const ending = await list(250);
    expect(ending.exitCode).toBe(1);
    expect(ending.outputs).toMatchObject({ changed: 'true', created: '100', failed: '150', 'error-codes': '' });
  });
});
