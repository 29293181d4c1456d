import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { population } from '../../emulator/population.ts';
import { at, runSource } from '../support/action.ts';
import { many, writes } from '../support/cloudflare.ts';
import { errorsOf, matching, noticesOf } from '../support/messages.ts';

const ONE = { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' };

describe.each(['v1', 'v2'] as const)('An address that the zone maps elsewhere, on %s,', (surfaces) => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator({ surfaces });
  });
  beforeEach(() => {
    emulator.seed(many(1, 'us-west-2'));
    emulator.forget();
  });
  afterAll(() => emulator.close());
  const register = (policy: Record<string, string>) =>
    runSource({ inputs: at(emulator, { mappings: JSON.stringify(many(2)), ...policy }) });

  test.each([
    ['is updated unless something else is said', {}, { updated: '1', created: '1', changed: 'true' }],
    ['is updated with on-conflict: overwrite', { 'on-conflict': 'overwrite' }, { updated: '1', created: '1' }],
    ['is skipped with on-conflict: skip', { 'on-conflict': 'skip' }, { skipped: '1', created: '1', changed: 'true' }],
  ])('%s', async (_, policy: Record<string, string>, outputs) => {
    const ending = await register(policy);
    expect(ending).toMatchObject({ exitCode: 0, outputs: { ...outputs, failed: '0' } });
    const skipped = policy['on-conflict'] === 'skip';
    expect(noticesOf(ending)).toEqual(skipped ? matching(/203\.0\.0\.0.*aws us-west-2/) : []);
    expect(emulator.mappings()[0]?.region).toBe(skipped ? 'us-west-2' : 'us-east-1');
  });

  test('fails the run before any write with on-conflict: fail', async () => {
    const ending = await register({ 'on-conflict': 'fail' });
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '2', changed: 'false', created: '0' } });
    expect(errorsOf(ending)).toEqual(matching(/203\.0\.0\.0.*aws us-west-2.*aws us-east-1.*on-conflict/));
    expect(writes(emulator)).toEqual([]);
  });

  test('is no conflict where it is mapped as desired', async () => {
    emulator.seed(many(2));
    expect(await register({ 'on-conflict': 'fail' })).toMatchObject({ exitCode: 0, outputs: { unchanged: '2' } });
  });
});

describe('A list that is torn between its pages', () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator({ surfaces: 'v2' });
  });
  afterEach(() => emulator.close());

  const held = population(250);
  /** Of the second page: its first mapping slides onto the first page once one of that page is removed. */
  const hidden = held[100] as (typeof held)[number];
  const target = { vendor: 'gcp', region: 'us-central1' };
  const pages = () =>
    emulator.requests.filter(({ path, query }) => path.endsWith('/origin/cloud_regions') && query.page).length;

  /** Between the pages of a reading one mapping goes and another comes: the counts stay the same. */
  function tear(times: number): void {
    let readings = 0;
    emulator.seed(held);
    emulator.onRequest = ({ method, path, query }) => {
      if (method !== 'GET' || !path.endsWith('/origin/cloud_regions') || Number(query.page) !== 2) return;
      readings += 1;
      if (readings > times) return;
      // One before `hidden` goes, so `hidden` slides to the page that was read already; one is added at the end.
      const before = emulator.mappings().find(({ ip }) => held.slice(0, 99).some((one) => one.ip === ip));
      if (before === undefined) return;
      emulator.remove(before.ip);
      emulator.put({ ip: `203.0.113.${readings}`, ...target });
    };
  }
  const register = (inputs: Record<string, string>) =>
    runSource({ inputs: at(emulator, { ip: hidden.ip, ...target, ...inputs }) });

  test('once: on-conflict: fail meets the mapping that was missing, and nothing is written', async () => {
    tear(1);
    const ending = await register({ 'on-conflict': 'fail' });
    expect(ending.exitCode).toBe(1);
    expect(errorsOf(ending)).toEqual(matching(/on-conflict/));
    expect(writes(emulator)).toEqual([]);
    expect(emulator.mappings()).toContainEqual(hidden);
  });

  test('once: on-conflict: skip leaves it', async () => {
    tear(1);
    const ending = await register({ 'on-conflict': 'skip' });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { skipped: '1', changed: 'false' } });
    expect(emulator.mappings()).toContainEqual(hidden);
  });

  test('each time: the run fails before any write, naming an address and the remedy', async () => {
    const other = held[101] as (typeof held)[number];
    // Of two mappings each reading lacks one, in turn.
    let readings = 0;
    emulator.onRequest = ({ method, path, query }) => {
      if (method !== 'GET' || !path.endsWith('/origin/cloud_regions') || query.page !== '1') return;
      const missing = [hidden, other][readings % 2];
      readings += 1;
      emulator.seed([...held.filter((one) => one !== missing), { ip: '203.0.113.1', ...target }]);
    };
    const mappings = JSON.stringify([hidden, other].map(({ ip }) => ({ ip, ...target })));
    const ending = await runSource({ inputs: at(emulator, { mappings, 'on-conflict': 'skip' }) });
    expect(errorsOf(ending)).toEqual(matching(/changed while its pages were read, 3 times.*concurrency group/));
    expect(errorsOf(ending)[0]).toContain(hidden.ip);
    expect(ending).toMatchObject({ exitCode: 1, outputs: { changed: 'false', failed: '2' } });
    expect(readings).toBe(3);
    expect(writes(emulator)).toEqual([]);
  });

  test.each(['fail', 'skip'])('costs a second reading only where a create rests on an absence: %s', async (policy) => {
    emulator.seed(held);
    expect(await register({ ip: '203.0.113.9', 'on-conflict': policy })).toMatchObject({
      exitCode: 0,
      outputs: { created: '1', failed: '0' },
    });
    // Three pages, twice, and once more to verify.
    expect(pages()).toBe(9);
  });

  test.each<[string, Record<string, string>]>([
    ['it overwrites anyway', {}],
    [
      'nothing is created',
      { ip: held[0]?.ip ?? '', vendor: held[0]?.vendor ?? '', region: held[0]?.region ?? '', 'on-conflict': 'fail' },
    ],
  ])('is not read again where %s', async (_, inputs) => {
    emulator.seed(held);
    const ending = await register({ ip: '203.0.113.9', ...inputs });
    expect(ending.exitCode).toBe(0);
    expect(pages()).toBe(ending.outputs.changed === 'true' ? 6 : 3);
  });

  test('a list of one page is not read again', async () => {
    emulator.seed(held.slice(0, 50));
    expect(await register({ ip: '203.0.113.9', 'on-conflict': 'fail' })).toMatchObject({ exitCode: 0 });
    expect(pages()).toBe(2);
  });

  test('whose counts do not agree is read again, whatever the policy', async () => {
    emulator.seed(held);
    let removed = false;
    emulator.onRequest = ({ path, query }) => {
      if (removed || !path.endsWith('/origin/cloud_regions') || Number(query.page) !== 2) return;
      removed = true;
      emulator.remove(held[0]?.ip ?? '');
    };
    const ending = await runSource({ inputs: at(emulator, { ...ONE, mode: 'plan' }) });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { count: '249', created: '1' } });
  });
});
