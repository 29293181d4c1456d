import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { at, runSource } from '../support/action.ts';
import { many, writes } from '../support/cloudflare.ts';
import { entriesOf, errorsOf, matching, noticesOf } from '../support/messages.ts';

const FRESH = { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' };

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
  const list = (mappings: readonly object[], inputs: Record<string, string> = {}) =>
    runSource({ inputs: at(emulator, { mappings: JSON.stringify(mappings), ...inputs }) });
  const absent = (ip: string, inputs: Record<string, string> = {}) =>
    runSource({ inputs: at(emulator, { ip, state: 'absent', ...inputs }) });

  describe('state: absent', () => {
    test('removes one alone, whatever its target', async () => {
      emulator.seed(many(3));
      const ending = await absent('203.0.0.1');
      expect(ending).toMatchObject({
        exitCode: 0,
        outputs: { removed: '1', changed: 'true', count: '2' },
        result: { entries: [{ ip: '203.0.0.1', vendor: 'aws', region: 'us-east-1', outcome: 'removed' }] },
      });
      expect(writes(emulator)).toEqual(['DELETE /203.0.0.1']);
    });

    test('removes an IPv6 address in any spelling', async () => {
      emulator.seed([{ ip: '2001:db8::1', vendor: 'aws', region: 'us-east-1' }]);
      expect(await absent('2001:DB8:0::1')).toMatchObject({ exitCode: 0, outputs: { removed: '1', count: '0' } });
      expect(emulator.mappings()).toEqual([]);
    });

    test('removes a list of bare addresses', async () => {
      emulator.seed(many(3));
      const mappings = 'ip\n203.0.0.0\n203.0.0.2\n';
      const ending = await runSource({ inputs: at(emulator, { mappings, state: 'absent' }) });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { removed: '2', count: '1' } });
    });

    test('removes many in batches of 100, past any brake', async () => {
      emulator.seed(many(120));
      const ending = await list(many(120), { state: 'absent', 'max-removals': '0' });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { removed: '120', count: '0', remaining: '3500' } });
      expect(writes(emulator)).toEqual(['DELETE /batch 100', 'DELETE /batch 20']);
    });

    test('counts what is not mapped as unchanged, and succeeds', async () => {
      emulator.seed(many(1));
      expect(await absent('192.0.2.1, 203.0.0.0')).toMatchObject({
        exitCode: 0,
        outputs: { unchanged: '1', removed: '1' },
      });
      emulator.forget();
      expect(await absent('192.0.2.1')).toMatchObject({ exitCode: 0, outputs: { unchanged: '1', changed: 'false' } });
      expect(writes(emulator)).toEqual([]);
    });

    test.each([1, 3])('never fails because one of %d was removed in the meantime', async (count) => {
      emulator.seed(many(3));
      emulator.onRequest = ({ method }) => {
        if (method === 'DELETE') emulator.remove('203.0.0.0');
      };
      const ips = many(count).map(({ ip }) => ip);
      expect(await absent(ips.join())).toMatchObject({
        exitCode: 0,
        outputs: { unchanged: '1', removed: `${count - 1}`, failed: '0', changed: `${count > 1}`, 'error-codes': '' },
      });
    });

    test.each(['reset after', 'status 503 after'])(
      'believes the fresh list, not the words of a batch that was sent twice: %s',
      async (effect) => {
        emulator.seed(many(4));
        emulator.fault(`DELETE #1 ${effect}`);
        expect(
          await absent(
            many(3)
              .map(({ ip }) => ip)
              .join('\n'),
          ),
        ).toMatchObject({
          exitCode: 0,
          outputs: { removed: '3', failed: '0', count: '1', changed: 'true', 'error-codes': '' },
        });
      },
    );

    test('skips what is mapped elsewhere than it says, with a notice', async () => {
      emulator.seed(many(2));
      const ending = await absent('203.0.0.0', { vendor: 'aws', region: 'us-west-2' });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { skipped: '1', removed: '0', changed: 'false' } });
      expect(noticesOf(ending)).toEqual(matching(/203\.0\.0\.0.*aws us-east-1/));
      expect(await absent('203.0.0.0', { vendor: 'AWS', region: 'us-east-1' })).toMatchObject({
        outputs: { removed: '1' },
      });
    });

    test('is only shown by plan, and is drift for check', async () => {
      emulator.seed(many(2));
      const shown = { removed: '1', changed: 'true', count: '2' };
      expect(await absent('203.0.0.0', { mode: 'plan' })).toMatchObject({ exitCode: 0, outputs: shown });
      expect(await absent('203.0.0.0', { mode: 'check' })).toMatchObject({ exitCode: 1, outputs: shown });
      expect(await absent('192.0.2.1', { mode: 'check' })).toMatchObject({
        exitCode: 0,
        outputs: { changed: 'false' },
      });
      expect(writes(emulator)).toEqual([]);
    });

    test('a removal that is lost is sent again', async () => {
      emulator.seed(many(4));
      emulator.fault('DELETE #1 lost-write');
      const ending = await absent(
        many(3)
          .map(({ ip }) => ip)
          .join(),
      );
      expect(ending).toMatchObject({ exitCode: 0, outputs: { removed: '3', count: '1' } });
      expect(writes(emulator)).toHaveLength(2);
    });
  });

  describe('prune: all', () => {
    test('makes the list the whole truth', async () => {
      emulator.seed(many(20));
      const ending = await list([...many(15), { ...FRESH, vendor: 'oci', region: 'us-phoenix-1' }], { prune: 'all' });
      expect(ending).toMatchObject({
        exitCode: 0,
        outputs: { created: '1', removed: '5', unchanged: '15', count: '16' },
      });
    });

    test('comes with a list inline or in a file, and names what it removes', async () => {
      emulator.seed(many(3));
      const ending = await runSource({
        inputs: at(emulator, { 'mappings-file': 'o.json', prune: 'all', 'redact-ips': 'false' }),
        files: { 'o.json': JSON.stringify(many(2)) },
      });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
      expect(ending.summary).toContain('203.0.0.2');
      expect(entriesOf(ending)).toContainEqual(expect.objectContaining({ ip: '203.0.0.2', outcome: 'removed' }));
    });

    test.each([
      [20, 13, {}, true],
      [20, 14, {}, false],
      [20, 17, { 'max-removals': '10%' }, true],
      [20, 17, { 'max-removals': '3' }, false],
      [20, 16, { 'max-removals': '3' }, true],
      [20, 0, { 'max-removals': '100%' }, false],
      [9, 1, {}, false],
      [9, 1, { 'max-removals': '5%' }, false],
      [9, 1, { 'max-removals': '7' }, true],
      [9, 8, { 'max-removals': '0' }, true],
      [9, 8, { 'max-removals': '0%' }, true],
      [10, 9, { 'max-removals': '0.5%' }, true],
    ] as const)('of %d leaves %d under %j: the brake holds: %p', async (there, kept, inputs, braked) => {
      emulator.seed(many(there));
      const ending = await list([...many(kept), FRESH], { prune: 'all', ...inputs });
      expect(ending.exitCode).toBe(braked ? 1 : 0);
      if (!braked) {
        expect(emulator.mappings()).toHaveLength(kept + 1);
        return;
      }
      expect(writes(emulator)).toEqual([]);
      expect(ending.outputs).toMatchObject({ changed: 'false', removed: '0', created: '0', count: `${there}` });
      expect(errorsOf(ending)).toEqual(
        matching(new RegExp(`remove ${there - kept} of the zone's ${there} mappings.*max-removals`)),
      );
      expect(await list([...many(kept), FRESH], { prune: 'all', mode: 'plan', ...inputs })).toMatchObject({
        exitCode: 1,
      });
    });

    test('removes nothing where an entry is in error', async () => {
      emulator.seed(many(20));
      const broken = [...many(18), { ...FRESH, ip: '203.0.0.300' }];
      expect(await list(broken, { prune: 'all' })).toMatchObject({ exitCode: 1, outputs: { removed: '0' } });
      const unsupported = [...many(18), { ...FRESH, region: 'mars-1' }];
      expect(await list(unsupported, { prune: 'all' })).toMatchObject({ exitCode: 1, outputs: { removed: '0' } });
      expect(await list([], { prune: 'all' })).toMatchObject({ exitCode: 1, outputs: { removed: '0' } });
      expect(emulator.mappings()).toHaveLength(20);
    });

    test('leaves what is skipped for a conflict', async () => {
      emulator.seed(many(2, 'us-west-2'));
      const ending = await list(many(1), { prune: 'all', 'on-conflict': 'skip' });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { skipped: '1', removed: '1' } });
    });

    test('leaves what somebody maps anew while it prunes', async () => {
      emulator.seed(many(3));
      let once = true;
      emulator.onAnswer = ({ method }) => {
        if (method !== 'DELETE' || !once) return;
        once = false;
        emulator.put({ ip: '203.0.0.2', vendor: 'gcp', region: 'us-central1' });
      };
      const ending = await list(many(2), { prune: 'all' });
      emulator.onAnswer = undefined;
      expect(ending).toMatchObject({ exitCode: 1, outputs: { removed: '0', failed: '1' } });
      expect(emulator.mappings()).toContainEqual({ ip: '203.0.0.2', vendor: 'gcp', region: 'us-central1' });
    });
  });
});
