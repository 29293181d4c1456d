import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import { ACTS, actDist, at, type Ending } from './action.ts';
import { onUnix } from './fixtures/platform.ts';

const ONE = { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' };
const NAMES = [
  'mappings',
  'result-file',
  'changed',
  'created',
  'updated',
  'removed',
  'unchanged',
  'skipped',
  'failed',
  'count',
  'remaining',
  'error-codes',
  'truncated',
  'api-version',
  'zone-id',
];

const told = ({ annotations }: Ending, level: string) =>
  annotations.filter((annotation) => annotation.level === level).map(({ message }) => message);

test('the outputs of action.yml are those of the contract', () => {
  const { outputs } = parse(readFileSync('action.yml', 'utf8'));
  expect(Object.keys(outputs).sort()).toEqual([...NAMES].sort());
});

describe.each(ACTS)('%s', (_, act) => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator({});
  });
  afterEach(() => emulator.close());

  const writes = () => emulator.requests.filter(({ method }) => method !== 'GET');
  const list = (...rows: readonly string[]) => ['ip,vendor,region', ...rows].join('\n');

  describe('puts out', () => {
    test('the resulting list, compact, IPv4 before IPv6, by number', async () => {
      emulator.put(
        { ip: '2001:db8::10', vendor: 'aws', region: 'us-east-1' },
        { ip: '2001:db8::9', vendor: 'aws', region: 'us-east-1' },
        { ip: '192.0.2.10', vendor: 'aws', region: 'us-east-1' },
        { ip: '198.51.100.1', vendor: 'aws', region: 'us-east-1' },
      );
      const { outputs, result } = await act({ inputs: at(emulator, { ...ONE, ip: '192.0.2.9' }) });
      const mappings = JSON.parse(outputs.mappings ?? '');
      expect(mappings.map(({ ip }: { ip: string }) => ip)).toEqual([
        '192.0.2.9',
        '192.0.2.10',
        '198.51.100.1',
        '2001:db8::9',
        '2001:db8::10',
      ]);
      for (const entry of mappings) {
        expect(Object.keys(entry)).toEqual(['ip', 'vendor', 'region', 'modified_on']);
        expect(Date.parse(entry.modified_on)).not.toBeNaN();
      }
      expect(outputs.mappings).toBe(JSON.stringify(mappings));
      expect(result?.mappings).toEqual(mappings);
    });

    test('the counts, codes and all the rest of a mixed run', async () => {
      emulator.put(ONE, { ...ONE, ip: '192.0.2.2' }, { ...ONE, ip: '192.0.2.4' });
      const mappings = list(
        '192.0.2.1,aws,us-east-1',
        '192.0.2.2,aws,us-west-2',
        '192.0.2.3,gcp,us-central1',
        '192.0.2.6,aws,us-east-1',
      );
      const ending = await act({ inputs: at(emulator, { mappings, prune: 'all', 'max-removals': '1' }) });
      expect(Object.keys(ending.outputs).sort()).toEqual([...NAMES].sort());
      expect(ending).toMatchObject({
        exitCode: 0,
        outputs: {
          changed: 'true',
          created: '2',
          updated: '1',
          removed: '1',
          unchanged: '1',
          skipped: '0',
          failed: '0',
          count: '4',
          remaining: '3496',
          'error-codes': '',
          truncated: 'false',
          'api-version': 'v1',
          'zone-id': emulator.zoneId,
        },
        result: {
          mode: 'apply',
          changed: true,
          zone_id: emulator.zoneId,
          api_version: 'v1',
          counts: { created: 2, updated: 1, removed: 1, unchanged: 1, skipped: 0, failed: 0 },
          count: 4,
          remaining: 3496,
          entries: [
            { ...ONE, outcome: 'unchanged' },
            { ip: '192.0.2.2', region: 'us-west-2', outcome: 'updated', before: { region: 'us-east-1' } },
            { ip: '192.0.2.3', outcome: 'created' },
            { ip: '192.0.2.4', vendor: 'aws', region: 'us-east-1', outcome: 'removed' },
            { ip: '192.0.2.6', outcome: 'created' },
          ],
        },
      });
    });

    test('skipped entries', async () => {
      emulator.put(ONE);
      const ending = await act({
        inputs: at(emulator, { ...ONE, region: 'us-west-2', 'on-conflict': 'skip' }),
      });
      expect(ending).toMatchObject({
        exitCode: 0,
        outputs: { skipped: '1', changed: 'false', updated: '0' },
        result: { entries: [{ ip: '192.0.2.1', outcome: 'skipped', message: expect.stringMatching(/aws us-east-1/) }] },
      });
      expect(told(ending, 'notice')).toEqual([expect.stringMatching(/192\.0\.2\.1.*on-conflict: skip/)]);
      expect(writes()).toEqual([]);
    });

    test('a partial failure: changed is true, each entry once, and the step fails', async () => {
      emulator.fault('@192.0.2.2 item "cannot be" code=1158');
      const ending = await act({
        inputs: at(emulator, {
          mappings: list('192.0.2.1,aws,us-east-1', '192.0.2.2,aws,us-east-1', '192.0.2.3,aws,us-east-1'),
        }),
      });
      expect(ending).toMatchObject({
        exitCode: 1,
        outputs: { changed: 'true', created: '2', failed: '1', count: '2', 'error-codes': '1158' },
        result: {
          entries: [{ outcome: 'created' }, { ip: '192.0.2.2', outcome: 'failed', code: 1158 }, { outcome: 'created' }],
        },
      });
      expect(told(ending, 'error')).toEqual([expect.stringMatching(/192\.0\.2\.2.*1158.*cannot be/)]);
      expect(ending.log).toContain('Done all the same: 2 created');
    });

    test('no code of a try that a later one mended', async () => {
      emulator.fault('PATCH #1 status 503 code=1140');
      const ending = await act({ inputs: at(emulator, ONE) });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1', 'error-codes': '' } });
    });

    test('no code of a probe', async () => {
      await emulator.close();
      emulator = await startEmulator({ surfaces: 'v2' });
      const ending = await act({ inputs: at(emulator, ONE) });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { 'api-version': 'v2', 'error-codes': '' } });
    });

    test('both codes of two that failed, sorted', async () => {
      for (const [ip, code] of [
        ['192.0.2.1', 1164],
        ['192.0.2.2', 1157],
      ] as const)
        emulator.fault(`@${ip} item "no" code=${code}`);
      const ending = await act({
        inputs: at(emulator, { mappings: list('192.0.2.2,aws,us-east-1', '192.0.2.1,aws,us-east-1') }),
      });
      expect(ending).toMatchObject({ exitCode: 1, outputs: { 'error-codes': '1157,1164', failed: '2' } });
    });

    test('updated where nothing tells created from unchanged', async () => {
      await emulator.close();
      emulator = await startEmulator({ surfaces: 'patch-only' });
      const ending = await act({ inputs: at(emulator, ONE) });
      expect(ending).toMatchObject({
        exitCode: 0,
        outputs: { updated: '1', created: '0', count: '1', 'error-codes': '' },
      });
    });

    test('on a run that cannot read the zone, what is known and numbers for counts', async () => {
      emulator.fault('GET refuse 1111 "not today"');
      const ending = await act({ inputs: at(emulator, ONE) });
      expect(Object.keys(ending.outputs).sort()).toEqual([...NAMES].sort());
      expect(ending).toMatchObject({
        exitCode: 1,
        outputs: {
          mappings: '',
          count: '',
          remaining: '',
          changed: 'false',
          created: '0',
          failed: '1',
          'error-codes': '1111',
          'zone-id': emulator.zoneId,
        },
        result: { count: null, remaining: null, mappings: [], entries: [{ ...ONE, outcome: 'failed' }] },
      });
      expect(told(ending, 'error')).toEqual([expect.stringMatching(/1111 \(not today\)/)]);
    });

    test('nothing of the list, with truncated, where it passes 500,000 characters', async () => {
      const long = (index: number) =>
        `2001:db8:aaaa:bbbb:cccc:dddd:${(0x1000 + (index >> 12)).toString(16)}:${(0x1000 + (index & 0xfff)).toString(16)}`;
      const target = { vendor: 'azure', region: 'a-region-with-quite-a-long-name' };
      await emulator.close();
      emulator = await startEmulator({
        mappings: Array.from({ length: 3499 }, (_, index) => ({ ip: long(index), ...target })),
        regions: { azure: [{ name: target.region, upper_tier_colos: [] }] },
      });
      const ending = await act({ inputs: at(emulator, { ip: long(3499), ...target }) });
      expect(ending).toMatchObject({
        exitCode: 0,
        outputs: { truncated: 'true', mappings: '', count: '3500', remaining: '0', created: '1' },
      });
      expect(ending.result?.mappings).toHaveLength(3500);
      expect(Object.values(ending.outputs).join('').length).toBeLessThan(500_000);
      expect(Buffer.byteLength(ending.summary)).toBeLessThan(100_000);
    });

    test('a result file under RUNNER_TEMP, another each run', async () => {
      const first = await act({ inputs: at(emulator, ONE) });
      const second = await act({ inputs: at(emulator, ONE) });
      expect(first.outputs['result-file']).toMatch(/\/temp\/[^/]+\.json$/);
      expect(first.outputs['result-file']).not.toBe(second.outputs['result-file']);
    });

    test('a result file elsewhere without RUNNER_TEMP', async () => {
      const ending = await act({ inputs: at(emulator, ONE), env: { RUNNER_TEMP: '' } });
      const path = ending.outputs['result-file'] ?? '';
      expect(ending).toMatchObject({ exitCode: 0, result: { counts: { created: 1 } } });
      expect(dirname(path)).toBe(tmpdir());
      await rm(path);
    });

    test('no result file where there is no room for it, but all the rest', async () => {
      const ending = await act({ inputs: at(emulator, ONE), env: { RUNNER_TEMP: '/nowhere/at/all' } });
      expect(ending).toMatchObject({ outputs: { created: '1', 'result-file': '' } });
      expect(told(ending, 'warning')).toEqual([expect.stringMatching(/result file could not be written/)]);
    });

    test.each(['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY', 'GITHUB_EVENT_PATH', 'GITHUB_REPOSITORY', 'GITHUB_WORKSPACE'])(
      'what it can without %s',
      async (name) => {
        const ending = await act({ inputs: at(emulator, ONE), env: { [name]: '' } });
        expect(ending.exitCode).toBe(0);
        expect(emulator.mappings()).toEqual([ONE]);
        expect(ending.log).not.toContain('::set-output');
        expect(told(ending, 'error')).toEqual([]);
      },
    );

    test('a failure where the file of outputs cannot be written', async () => {
      const ending = await act({ inputs: at(emulator, ONE), env: { GITHUB_OUTPUT: '/nowhere/at/all' } });
      expect(ending.exitCode).toBe(1);
      expect(emulator.mappings()).toEqual([ONE]);
      expect(ending.log).toMatch(/outputs could not be written/);
    });
  });

  describe('tells in the log', () => {
    test('few lines, one group a stage, and the verdict last', async () => {
      const { log } = await act({ inputs: at(emulator, ONE) });
      expect(log.match(/^::group::.*$/gm)).toEqual([
        '::group::Read',
        '::group::Observe',
        '::group::Plan',
        '::group::Apply',
      ]);
      expect(log.match(/^::endgroup::$/gm)).toHaveLength(4);
      expect(log.trimEnd().split('\n').length).toBeLessThan(20);
      expect(log.trimEnd().split('\n').at(-1)).toBe('Done: 1 created. The zone holds 1 mapping; 3,499 more fit.');
    });

    test('that nothing was to be done', async () => {
      emulator.put(ONE);
      const ending = await act({ inputs: at(emulator, ONE) });
      expect(ending.log).toContain('Nothing to do: 1 unchanged.');
      expect(ending.log).not.toContain('::group::Apply');
    });

    test('at most ten errors, the last listing the rest', async () => {
      for (let last = 1; last <= 14; last += 1) emulator.fault(`@192.0.2.${last} item "no ${last}" code=1158`);
      const rows = Array.from({ length: 14 }, (_, index) => `192.0.2.${index + 1},aws,us-east-1`);
      const ending = await act({ inputs: at(emulator, { mappings: list(...rows) }) });
      const errors = told(ending, 'error');
      expect(errors).toHaveLength(10);
      expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '14', created: '0', changed: 'false' } });
      for (let last = 1; last <= 14; last += 1) expect(errors.join('\n')).toContain(`192.0.2.${last}:`);
    });
  });

  describe('sums up', () => {
    test('what happened, what changed, and what the zone holds', async () => {
      emulator.put({ ...ONE, region: 'us-west-2' });
      const { summary } = await act({ inputs: at(emulator, { ...ONE, ip: '192.0.2.1 192.0.2.2' }) });
      expect(summary).toMatch(/✅ Done: 1 created, 1 updated\. The zone holds 2 mappings; 3,498 more fit\./);
      expect(summary).toMatch(/`192\.0\.2\.1` \| aws us-west-2 → aws us-east-1/);
      expect(summary).toMatch(/`192\.0\.2\.2` \| \*\*new\*\* aws us-east-1/);
      expect(summary).toContain('https://github.com/octo/site/actions/runs/42');
    });

    test('a failure with its cause', async () => {
      const { summary } = await act({ inputs: at(emulator, { ...ONE, region: 'nowhere' }) });
      expect(summary).toMatch(/❌ Failed: 1 of 1 entry/);
      expect(summary).toMatch(/"nowhere".*Nearest supported names/);
    });

    test.each(['false', 'FALSE'])('nothing with summary: %s', async (summary) => {
      const ending = await act({ inputs: at(emulator, { ...ONE, summary }) });
      expect(ending).toMatchObject({ exitCode: 0, summary: '', outputs: { created: '1' } });
    });

    test('nothing with summary: false on a failure of the inputs', async () => {
      const ending = await act({ inputs: at(emulator, { ...ONE, vendor: 'x', summary: 'false' }) });
      expect(ending).toMatchObject({ exitCode: 1, summary: '' });
    });
  });

  describe('on a cancel', () => {
    const onCancel = act === actDist ? onUnix : test;

    onCancel.each(['SIGINT', 'SIGTERM'] as const)('(%s) tells what was done and what was not', async (signal) => {
      let cancel: (() => void) | undefined;
      const when = new Promise<void>((done) => {
        cancel = done;
      });
      const rows = Array.from({ length: 250 }, (_, index) => `198.18.0.${index},aws,us-east-1`);
      let batches = 0;
      emulator.onRequest = async ({ method }) => {
        if (method !== 'GET') batches += 1;
        if (batches !== 2) return;
        cancel?.();
        // Long enough for the signal to arrive while the batch is under way.
        await new Promise((done) => setTimeout(done, 300));
      };
      const ending = await act({ inputs: at(emulator, { mappings: list(...rows) }), cancel: { when, signal } });
      expect(ending.took).toBeLessThan(8000);
      expect(ending.exitCode).toBe(1);
      expect(Object.keys(ending.outputs).sort()).toEqual([...NAMES].sort());
      const { created, failed, changed } = ending.outputs;
      expect(changed).toBe('true');
      expect(Number(created) + Number(failed)).toBe(250);
      expect(Number(created)).toBeGreaterThanOrEqual(100);
      expect(Number(failed)).toBeGreaterThanOrEqual(50);
      const entries = ending.result?.entries as { outcome: string; message?: string }[];
      expect(
        entries.filter(({ outcome, message }) => outcome === 'failed' && /not attempted/.test(message ?? '')).length,
      ).toBeGreaterThanOrEqual(50);
      expect(emulator.mappings().length).toBe(Number(created));
      expect(ending.summary).toContain('❌');
      expect(told(ending, 'error').join()).toMatch(/cancel/);
    });

    onCancel('before anything was written tells that nothing was', async () => {
      let cancel: (() => void) | undefined;
      const when = new Promise<void>((done) => {
        cancel = done;
      });
      emulator.fault('GET hang');
      emulator.onRequest = () => cancel?.();
      const ending = await act({ inputs: at(emulator, ONE), cancel: { when } });
      expect(ending.took).toBeLessThan(5000);
      expect(ending).toMatchObject({
        exitCode: 1,
        outputs: { changed: 'false', failed: '1', created: '0', mappings: '', 'zone-id': emulator.zoneId },
        result: { entries: [{ outcome: 'failed', message: expect.stringMatching(/not attempted.*cancelled/) }] },
      });
    });
  });
});
