import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import type { SettingState } from '../../emulator/zone-reads.ts';
import { at, runSource } from '../support/action.ts';
import { testClock } from '../support/clock.ts';
import { errorsOf, matching, warningsOf } from '../support/messages.ts';

const ONE = { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' };
const TIERED = '/argo/tiered_caching';
const SMART = '/cache/tiered_cache_smart_topology_enable';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({});
});
beforeEach(() => {
  emulator.seed(0);
  emulator.clearFaults();
  emulator.forget();
  set('on', 'on');
  emulator.onRequest = undefined;
});
afterAll(() => emulator.close());

function set(tieredCaching: SettingState, smartTopology: SettingState): void {
  Object.assign(emulator.settings, { tieredCaching, smartTopology });
}
/** The mapping is written when both settings have been answered: else the report may come before them. */
function answerSettingsFirst(): void {
  emulator.onRequest = async ({ path }) => {
    if (!path.endsWith('/supported_regions')) return;
    const ended = () =>
      emulator.requests.filter(({ path, endedAt }) => /tiered_cach/.test(path) && endedAt !== undefined);
    while (ended().length < 2) await setImmediate();
  };
}
const register = (inputs: Record<string, string> = {}, clock = testClock()) =>
  runSource({ inputs: at(emulator, { ...ONE, ...inputs }), clock });
/** The requests for the two settings, such as `PATCH /argo/tiered_caching`. */
const asked = (method: string) =>
  emulator.requests
    .filter((request) => request.method === method && (request.path.endsWith(TIERED) || request.path.endsWith(SMART)))
    .map(({ path }) => path.replace(/^\/zones\/[0-9a-f]+/, ''));

describe('The settings', () => {
  test.each<[SettingState, SettingState, string, boolean]>([
    ['on', 'on', 'smart', false],
    ['on', 'off', 'generic', true],
    ['off', 'on', 'off', true],
    ['off', 'off', 'off', true],
  ])('%s and %s are "%s"; a warning where hints have no effect', async (tiered, smart, output, warned) => {
    set(tiered, smart);
    answerSettingsFirst();
    const ending = await register();
    expect(ending).toMatchObject({ exitCode: 0, outputs: { 'tiered-cache': output, created: '1' } });
    expect(ending.result).toMatchObject({ tiered_cache: output, switched_on: [] });
    expect(warningsOf(ending)).toEqual(warned ? matching(/no effect.*tiered-cache: smart.*dashboard/) : []);
    expect(ending.summary).toMatch(/Smart Tiered Cache: /);
    expect(asked('GET').sort()).toEqual([TIERED, SMART].sort());
    expect(asked('PATCH')).toEqual([]);
  });

  const STRANGE = ['absent', 'denied', 'hang', 'html', 'odd'] as const;
  test.each(STRANGE.flatMap((state) => [[state, 'on'] as const, ['on', state] as const]))(
    'that are not to be had are not known, without delay, retry or failure: %s and %s',
    async (tiered, smart) => {
      set(tiered, smart);
      const ending = await register();
      expect(ending).toMatchObject({ exitCode: 0, outputs: { 'tiered-cache': '', created: '1' }, annotations: [] });
      expect(ending.took).toBeLessThan(2000);
      expect(asked('GET')).toHaveLength(2);
    },
  );

  test.each([
    'status 401 code=10000',
    'status 403 code=9109',
    'status 404',
    'status 429 retry-after=3600',
    'status 500',
    'status 403 html',
    'garbage',
    'reset',
    'close',
    'wrong-types fields',
    'wrong-types envelope',
    'hang',
  ])('that answer %s delay, retry and fail nothing', async (fault) => {
    for (const path of [TIERED, SMART]) {
      emulator.clearFaults();
      emulator.forget();
      emulator.seed(0);
      emulator.fault(`GET ${path} ${fault}`);
      const ending = await register();
      expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1', 'tiered-cache': '' }, annotations: [] });
      expect(asked('GET')).toHaveLength(2);
      expect(ending.took).toBeLessThan(2000);
    }
  });

  test('one of which is off is a warning though the other is not to be had', async () => {
    set('off', 'denied');
    answerSettingsFirst();
    const ending = await register();
    expect(ending.outputs['tiered-cache']).toBe('off');
    expect(warningsOf(ending)).toEqual(matching(/no effect/));
  });

  test('that were not answered when the report is written are given up', async () => {
    set('hang', 'hang');
    const ended = new Promise<void>((done) => {
      let left = 2;
      emulator.onEnd = ({ path }) => {
        if (!path.endsWith(TIERED) && !path.endsWith(SMART)) return;
        left -= 1;
        if (left === 0) done();
      };
    });
    const ending = await runSource({ inputs: at(emulator, ONE) });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { 'tiered-cache': '' } });
    await ended;
    emulator.onEnd = undefined;
  });
});

describe('tiered-cache: smart', () => {
  const smart = { 'tiered-cache': 'smart' };

  test('switches on what is off, tiered caching first, before the mappings', async () => {
    set('off', 'off');
    const ending = await register(smart);
    expect(errorsOf(ending)).toEqual([]);
    expect(ending).toMatchObject({ exitCode: 0, outputs: { 'tiered-cache': 'smart', changed: 'true', created: '1' } });
    expect(asked('PATCH')).toEqual([TIERED, SMART]);
    const patches = emulator.requests.filter(({ method }) => method === 'PATCH').map(({ path }) => path);
    expect(patches.at(-1)).toMatch(/origin_cloud_regions$/);
    expect(emulator.settings).toEqual({ tieredCaching: 'on', smartTopology: 'on' });
    expect(ending.result).toMatchObject({ switched_on: ['tiered caching', 'smart topology'] });
    expect(ending.summary).toMatch(/switched on by this run/);
    expect(warningsOf(ending)).toEqual([]);
  });

  test('changes nothing where both are on', async () => {
    emulator.put(ONE);
    const ending = await register(smart);
    expect(ending).toMatchObject({ exitCode: 0, outputs: { changed: 'false', unchanged: '1' } });
    expect(asked('PATCH')).toEqual([]);
  });

  test('is changed in itself where the mappings are as desired, and counts nowhere else', async () => {
    emulator.put(ONE);
    set('on', 'off');
    const ending = await register(smart);
    expect(ending).toMatchObject({
      exitCode: 0,
      outputs: { changed: 'true', unchanged: '1', created: '0', updated: '0', failed: '0' },
    });
    expect(asked('PATCH')).toEqual([SMART]);
  });

  test('is said by plan, and is drift for check', async () => {
    emulator.put(ONE);
    set('on', 'off');
    const plan = await register({ ...smart, mode: 'plan' });
    expect(plan).toMatchObject({ exitCode: 0, outputs: { changed: 'true', 'tiered-cache': 'generic' } });
    expect(plan.summary + plan.log).toMatch(/smart topology to switch on|to switch on: smart topology/);
    const check = await register({ ...smart, mode: 'check' });
    expect(check).toMatchObject({ exitCode: 1, outputs: { changed: 'true' } });
    expect(errorsOf(check)).toEqual(matching(/drifted.*Tiered Cache/));
    expect(asked('PATCH')).toEqual([]);
  });

  test('that is refused is an error which names the permission; the mappings are written all the same', async () => {
    set('off', 'off');
    emulator.fault(`PATCH ${TIERED} status 403 code=9109`);
    emulator.fault(`PATCH ${SMART} status 403 code=9109`);
    const ending = await register(smart);
    expect(ending).toMatchObject({ exitCode: 1, outputs: { created: '1', changed: 'true', 'tiered-cache': 'off' } });
    expect(errorsOf(ending)).toHaveLength(2);
    for (const error of errorsOf(ending)) expect(error).toMatch(/Zone Settings: Edit/);
    expect(emulator.mappings()).toEqual([ONE]);
  });

  test.each(['denied', 'html', 'hang'] as const)(
    'tries once where the settings are not known (%s), and warns if it is refused',
    async (state) => {
      set(state, 'on');
      const ending = await register(smart, testClock(state === 'hang' ? { longestAnswer: 300 } : {}));
      expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
      expect(asked('PATCH')).toEqual([TIERED]);
      expect(warningsOf(ending)).toEqual(matching(/Zone Settings: Edit/));
      expect(errorsOf(ending)).toEqual([]);
    },
  );

  test('is sent once, and the mappings do not wait where Cloudflare asks to', async () => {
    set('off', 'on');
    emulator.fault(`PATCH ${TIERED} status 429 retry-after=4000`);
    const ending = await register(smart);
    expect(ending).toMatchObject({ exitCode: 1, outputs: { created: '1', failed: '0', changed: 'true' } });
    expect(errorsOf(ending)).toEqual(matching(/Tiered Cache could not be switched on/));
    expect(asked('PATCH')).toEqual([TIERED]);
    expect(emulator.mappings()).toEqual([ONE]);
  });

  test('switches on what was never set', async () => {
    set('on', 'absent');
    const ending = await register(smart);
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1', changed: 'true', 'tiered-cache': 'smart' } });
    expect(emulator.settings.smartTopology).toBe('on');
  });

  test.each(['plan', 'check'])('%s does not count what is not known as drift', async (mode) => {
    emulator.put(ONE);
    set('denied', 'denied');
    expect(await register({ ...smart, mode })).toMatchObject({ exitCode: 0, outputs: { changed: 'false' } });
  });

  test('is not done where the plan is refused', async () => {
    set('off', 'off');
    const ending = await register({ ...smart, region: 'mars-1' });
    expect(ending.exitCode).toBe(1);
    expect(asked('PATCH')).toEqual([]);
  });
});
