import { afterEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import { type EmulatorOptions, NO_ROUTES } from '../emulator/options.ts';
import { population } from '../emulator/population.ts';
import { ACTS, at } from './action.ts';
import { many, writes } from './fixtures/zone.ts';

const ONE = { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' };

describe.each(ACTS)('%s', (_, act) => {
  let emulator: Emulator;
  const start = async (options: EmulatorOptions) => {
    emulator = await startEmulator(options);
  };
  afterEach(() => emulator.close());
  const register = (inputs: Record<string, string> = {}) => act({ inputs: at(emulator, { ...ONE, ...inputs }) });

  describe.each(NO_ROUTES)('where a missing route looks like %s,', (noRoute) => {
    test.each([
      ['v1', 'v1', 'created'],
      ['v2', 'v2', 'created'],
      ['patch-only', 'v1', 'updated'],
    ] as const)('finds its way with %s', async (surfaces, version, outcome) => {
      await start({ surfaces, noRoute });
      const ending = await register();
      expect(ending).toMatchObject({ exitCode: 0, outputs: { 'api-version': version, [outcome]: '1', count: '1' } });
      expect(ending.outputs['error-codes']).toBe('');
      expect(emulator.mappings()).toEqual([ONE]);
    });

    test('says what may be wrong where nothing answers', async () => {
      await start({ surfaces: 'none', noRoute });
      const ending = await register();
      expect(ending).toMatchObject({
        exitCode: 1,
        outputs: { failed: '1', changed: 'false', 'error-codes': expect.not.stringMatching(/700/) },
      });
      expect(ending.annotations.filter(({ level }) => level === 'error')).toHaveLength(1);
      expect(ending.annotations.find(({ level }) => level === 'error')?.message).toContain(
        'This can mean a wrong zone ID, a credential without access to the zone, or an API without these endpoints',
      );
    });
  });

  test.each([
    ['v1', 'v2'],
    ['v2', 'v1'],
  ] as const)('never changes over from a forced %s', async (version, surfaces) => {
    await start({ surfaces });
    const ending = await register({ 'api-version': version });
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '1' } });
    expect(emulator.mappings()).toEqual([]);
    expect(emulator.requests.filter(({ path }) => path.includes(surfaces === 'v1' ? '/cache/' : '/origin/'))).toEqual(
      [],
    );
  });

  test.each(['v1', 'v2'] as const)('speaks a forced %s where both answer', async (version) => {
    await start({ mappings: [{ ...ONE, region: 'us-west-2' }] });
    const ending = await register({ 'api-version': version });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { updated: '1', 'api-version': version } });
    expect(writes(emulator)).toEqual([version === 'v1' ? 'PATCH ' : 'PUT /192.0.2.1']);
  });

  test.each([
    ['both', 'v1', 3],
    ['v1', 'v1', 3],
    ['v2', 'v2', 37],
  ] as const)(
    'writes nothing in an unchanged run over 3,500 mappings (%s), with few requests',
    async (surfaces, version, most) => {
      await start({ surfaces, mappings: 3500 });
      const files = { 'origins.json': JSON.stringify(population(3500)) };
      const ending = await act({ inputs: at(emulator, { 'mappings-file': 'origins.json' }), files });
      expect(ending).toMatchObject({
        exitCode: 0,
        outputs: { changed: 'false', unchanged: '3500', count: '3500', remaining: '0', 'api-version': version },
      });
      expect(emulator.requests.length).toBeLessThanOrEqual(most);
      expect(writes(emulator)).toEqual([]);
    },
  );

  test('takes the answer that there is no record for an empty list', async () => {
    await start({});
    emulator.fault('GET /cache/origin_cloud_regions #1 status 404 code=1142');
    expect(await register()).toMatchObject({ exitCode: 0, outputs: { created: '1', 'api-version': 'v1' } });
  });

  test('tells a denied credential with its remedy, once', async () => {
    await start({});
    const ending = await register({ 'api-token': 'emulated-token-that-is-wrong-000000' });
    expect(ending).toMatchObject({
      exitCode: 1,
      outputs: { 'error-codes': expect.stringMatching(/\d/), failed: '1', count: '' },
    });
    expect(ending.annotations).toMatchObject([{ level: 'error', message: expect.stringContaining('credential') }]);
    expect(emulator.requests).toHaveLength(2);
  });

  test('carries along a vendor in the zone that nobody knows', async () => {
    const odd = { ip: '192.0.2.9', vendor: 'ibm', region: 'dal-1' };
    await start({ mappings: [odd] });
    const ending = await register();
    expect(ending).toMatchObject({ exitCode: 0, outputs: { count: '2' } });
    expect(JSON.parse(ending.outputs.mappings ?? '')).toMatchObject([ONE, odd]);
  });

  describe('with a server that has nothing but the one PATCH', () => {
    test('sends each entry alone, and the last answer is the list', async () => {
      await start({ surfaces: 'patch-only', mappings: [{ ...ONE, ip: '192.0.2.9' }] });
      const mappings = JSON.stringify(many(3));
      const ending = await act({ inputs: at(emulator, { mappings }) });
      expect(ending).toMatchObject({
        exitCode: 0,
        outputs: { updated: '3', created: '0', changed: 'true', count: '4' },
      });
      expect(writes(emulator)).toEqual(['PATCH ', 'PATCH ', 'PATCH ']);
    });

    test.each([
      [{ mode: 'plan' }, 'so mode: plan has nothing to compare with'],
      [{ mode: 'check' }, 'so mode: check has nothing to compare with'],
      [{ state: 'absent' }, 'so nothing can be removed'],
    ])('says clearly that it cannot do %j', async (inputs, words) => {
      await start({ surfaces: 'patch-only' });
      const ending = await register(inputs);
      expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '1', changed: 'false' } });
      expect(ending.annotations).toContainEqual(
        expect.objectContaining({ level: 'error', message: expect.stringContaining(words) }),
      );
      expect(writes(emulator)).toEqual([]);
    });
  });

  describe('when a surface vanishes in mid-run', () => {
    test.each([
      [
        'before the second batch',
        'WRITE #2 vanish v1',
        ['PATCH /batch 100', 'PATCH /batch 100', 'PUT /batch 100', 'PUT /batch 50'],
      ],
      [
        'before the list is verified',
        'GET /cache/ #3 vanish v1',
        ['PATCH /batch 100', 'PATCH /batch 100', 'PATCH /batch 50'],
      ],
    ])('%s, changes over once and goes on', async (_when, fault, sent) => {
      await start({});
      emulator.fault(fault);
      const ending = await act({ inputs: at(emulator, { mappings: JSON.stringify(many(250)) }) });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '250', 'api-version': 'v2', count: '250' } });
      expect(ending.annotations).toMatchObject([
        { level: 'notice', message: 'The API v1 no longer answers for this zone; the run goes on with v2' },
      ]);
      expect(writes(emulator)).toEqual(sent);
    });
  });
});
