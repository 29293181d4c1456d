import { afterEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import type { EmulatorOptions } from '../emulator/options.ts';
import { ACTS, at } from './action.ts';
import { many, writes } from './fixtures/zone.ts';

const both = ACTS.flatMap(([name, act]) => (['v1', 'v2'] as const).map((version) => [name, version, act] as const));

describe.each(both)('%s, on %s,', (_, surfaces, act) => {
  let emulator: Emulator;
  const start = async (options: EmulatorOptions) => {
    emulator = await startEmulator({ surfaces, ...options });
  };
  afterEach(() => emulator.close());
  const list = (mappings: readonly object[], inputs: Record<string, string> = {}) =>
    act({ inputs: at(emulator, { mappings: JSON.stringify(mappings), ...inputs }) });
  const absent = (ip: string, inputs: Record<string, string> = {}) =>
    act({ inputs: at(emulator, { ip, state: 'absent', ...inputs }) });

  describe('state: absent', () => {
    test('removes one alone', async () => {
      await start({ mappings: many(3) });
      const ending = await absent('203.0.0.1');
      expect(ending).toMatchObject({ exitCode: 0, outputs: { removed: '1', changed: 'true', count: '2' } });
      expect(writes(emulator)).toEqual(['DELETE /203.0.0.1']);
    });

    test('removes an IPv6 address in any spelling', async () => {
      await start({ mappings: [{ ip: '2001:db8::1', vendor: 'aws', region: 'us-east-1' }] });
      expect(await absent('2001:DB8:0::1')).toMatchObject({ exitCode: 0, outputs: { removed: '1', count: '0' } });
      expect(emulator.mappings()).toEqual([]);
    });

    test('removes many in batches of 100, past any brake', async () => {
      await start({ mappings: many(120) });
      const ending = await list(many(120), { state: 'absent', 'max-removals': '0' });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { removed: '120', count: '0', remaining: '3500' } });
      expect(writes(emulator)).toEqual(['DELETE /batch 100', 'DELETE /batch 20']);
    });

    test('counts what is not mapped as unchanged', async () => {
      await start({ mappings: many(1) });
      expect(await absent('192.0.2.1, 203.0.0.0')).toMatchObject({
        exitCode: 0,
        outputs: { unchanged: '1', removed: '1' },
      });
    });

    test.each([1, 3])('never fails because %d were removed in the meantime', async (count) => {
      await start({ mappings: many(3) });
      emulator.onRequest = ({ method }) => {
        if (method === 'DELETE') emulator.remove('203.0.0.0');
      };
      const ips = many(count).map(({ ip }) => ip);
      expect(await absent(ips.join())).toMatchObject({
        exitCode: 0,
        outputs: { unchanged: '1', removed: `${count - 1}`, failed: '0', changed: `${count > 1}`, 'error-codes': '' },
      });
    });

    test('believes the fresh list, not the words of a batch that was sent twice', async () => {
      await start({ mappings: many(4) });
      emulator.fault('DELETE #1 reset after');
      const ending = await absent(
        many(3)
          .map(({ ip }) => ip)
          .join('\n'),
      );
      expect(ending).toMatchObject({
        exitCode: 0,
        outputs: { removed: '3', failed: '0', count: '1', changed: 'true' },
      });
    });

    test('skips what is mapped elsewhere, with a notice', async () => {
      await start({ mappings: many(2) });
      const ending = await absent('203.0.0.0', { vendor: 'aws', region: 'us-west-2' });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { skipped: '1', removed: '0', changed: 'false' } });
      expect(ending.annotations).toMatchObject([{ level: 'notice', message: expect.stringContaining('not removed') }]);
      expect(await absent('203.0.0.0', { vendor: 'AWS', region: 'us-east-1' })).toMatchObject({
        outputs: { removed: '1' },
      });
    });

    test('is only shown by plan, and is drift for check', async () => {
      await start({ mappings: many(2) });
      const shown = { removed: '1', changed: 'true', count: '2' };
      expect(await absent('203.0.0.0', { mode: 'plan' })).toMatchObject({ exitCode: 0, outputs: shown });
      expect(await absent('203.0.0.0', { mode: 'check' })).toMatchObject({ exitCode: 1, outputs: shown });
      expect(await absent('192.0.2.1', { mode: 'check' })).toMatchObject({
        exitCode: 0,
        outputs: { changed: 'false' },
      });
      expect(writes(emulator)).toEqual([]);
    });
  });

  describe('prune: all', () => {
    test('makes the list the whole truth', async () => {
      await start({ mappings: many(20) });
      const ending = await list([...many(15), { ip: '192.0.2.1', vendor: 'oci', region: 'us-phoenix-1' }], {
        prune: 'all',
      });
      expect(ending).toMatchObject({
        exitCode: 0,
        outputs: { created: '1', removed: '5', unchanged: '15', count: '16' },
      });
    });

    test.each([
      [20, 13, {}, true],
      [20, 14, {}, false],
      [20, 17, { 'max-removals': '10%' }, true],
      [20, 17, { 'max-removals': '3' }, false],
      [20, 16, { 'max-removals': '3' }, true],
      [9, 1, {}, false],
      [9, 1, { 'max-removals': '7' }, true],
    ])('of %d leaves %d under %j: braked %p', async (there, kept, inputs, braked) => {
      await start({ mappings: many(there) });
      const fresh = { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' };
      const ending = await list([...many(kept), fresh], { prune: 'all', ...inputs });
      expect(ending.exitCode).toBe(braked ? 1 : 0);
      if (!braked) expect(emulator.mappings()).toHaveLength(kept + 1);
      else {
        expect(writes(emulator)).toEqual([]);
        expect(ending.outputs).toMatchObject({ changed: 'false', removed: '0', created: '0', count: `${there}` });
        expect(ending.annotations).toContainEqual(
          expect.objectContaining({
            level: 'error',
            message: expect.stringContaining(`remove ${there - kept} of the zone's ${there} mappings`),
          }),
        );
        expect(await list([...many(kept), fresh], { prune: 'all', mode: 'plan', ...inputs })).toMatchObject({
          exitCode: 1,
        });
      }
    });

    test('removes nothing where an entry is in error', async () => {
      await start({ mappings: many(20) });
      const broken = [...many(18), { ip: '203.0.0.300', vendor: 'aws', region: 'us-east-1' }];
      expect(await list(broken, { prune: 'all' })).toMatchObject({ exitCode: 1, outputs: { removed: '0' } });
      const unsupported = [...many(18), { ip: '192.0.2.1', vendor: 'aws', region: 'mars-1' }];
      expect(await list(unsupported, { prune: 'all' })).toMatchObject({ exitCode: 1, outputs: { removed: '0' } });
      expect(await list([], { prune: 'all' })).toMatchObject({ exitCode: 1, outputs: { removed: '0' } });
      expect(emulator.mappings()).toHaveLength(20);
    });

    test('leaves what is skipped for a conflict', async () => {
      await start({ mappings: many(2, 'us-west-2') });
      const ending = await list(many(1), { prune: 'all', 'on-conflict': 'skip' });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { skipped: '1', removed: '1' } });
    });
  });
});
