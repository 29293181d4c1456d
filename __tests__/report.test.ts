import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Result } from '../src/domain/result.ts';
import { type Destination, report } from '../src/report/report.ts';
import type { Runner } from '../src/report/runner.ts';
import { veil } from '../src/report/veil.ts';
import { CREATED, list, mapping, result } from './fixtures/report-result.ts';

const SECRETS = ['s3cr3t-token'];
let temp: string;

beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'report-'));
});
afterEach(() => {
  rmSync(temp, { recursive: true });
});

/** A runner that remembers what it was told, in order. */
function remembering(calls: [string, ...unknown[]][]): Runner {
  const remember =
    (name: string) =>
    (...told: unknown[]) => {
      calls.push([name, ...told]);
    };
  return {
    group: remember('group'),
    line: remember('line'),
    endGroup: remember('endGroup'),
    debug: remember('debug'),
    annotate: remember('annotate'),
    setOutputs: remember('setOutputs'),
    writeSummary: remember('writeSummary'),
    fail: remember('fail'),
  };
}

async function told(parts: Partial<Result>, to: Partial<Destination> = {}, runner: Partial<Runner> = {}) {
  const calls: [string, ...unknown[]][] = [];
  const destination = {
    veil: veil({ secrets: SECRETS, hide: true, given: new Set() }),
    scrub: veil({ secrets: SECRETS, hide: false, given: new Set() }),
    temp,
    summary: true,
    ...to,
    runner: { ...remembering(calls), ...runner },
  };
  await report(result(parts), destination);
  return calls;
}

const named = (calls: readonly [string, ...unknown[]][], name: string) => calls.filter(([called]) => called === name);

describe('report', () => {
  test('tells of a success: outputs first, then summary and verdict', async () => {
    const calls = await told({ changed: true, outcomes: [CREATED], list: list(mapping('203.0.113.1')) });
    expect(calls.map(([name]) => name)).toEqual(['setOutputs', 'writeSummary', 'line']);
    expect(named(calls, 'writeSummary')[0]?.[1]).toContain('✅ Done: 1 created.');
    expect(named(calls, 'line')[0]?.[1]).toBe('Done: 1 created. The zone holds 1 mapping; 3,499 more fit.');
  });

  test('writes the whole result to a file of its own that the output names', async () => {
    const calls = await told({ outcomes: [CREATED], list: list(mapping('203.0.113.1')) });
    const [file = ''] = readdirSync(temp);
    expect(named(calls, 'setOutputs')[0]?.[1]).toMatchObject({ 'result-file': join(temp, file), count: '1' });
    expect(JSON.parse(readFileSync(join(temp, file), 'utf8'))).toMatchObject({
      mappings: [{ ip: '203.0.113.1' }],
      entries: [{ ip: '203.0.113.1', outcome: 'created' }],
    });
    await told({});
    expect(readdirSync(temp)).toHaveLength(2);
  });

  test('writes the file among temporary ones where the runner names no folder', async () => {
    const calls = await told({}, { temp: undefined });
    const [, file = ''] = JSON.stringify(calls).match(/"result-file":"([^"]*)"/) ?? [];
    expect(dirname(file)).toBe(tmpdir());
    rmSync(file);
  });

  test('goes on where the file cannot be written', async () => {
    const calls = await told({}, { temp: join(temp, 'missing') });
    expect(named(calls, 'annotate')).toEqual([
      ['annotate', 'warning', { message: expect.stringContaining('result file could not be written') }],
    ]);
    expect(named(calls, 'setOutputs')[0]?.[1]).toMatchObject({ 'result-file': '' });
    expect(named(calls, 'writeSummary')[0]?.[1]).not.toContain('result-file');
    expect(named(calls, 'fail')).toEqual([]);
  });

  test('fails the step where there is a problem, and annotates each kind', async () => {
    const calls = await told({
      problems: [{ message: 'a', place: { file: 'o.yaml', line: 1, column: 2 } }, { message: 'b' }],
      warnings: [{ message: 'c' }],
      notices: [{ message: 'd' }],
    });
    expect(calls.map(([name]) => name)).toEqual([
      'fail',
      'setOutputs',
      ...Array<string>(4).fill('annotate'),
      'writeSummary',
      'line',
    ]);
    expect(named(calls, 'annotate').map(([, ...rest]) => rest)).toEqual([
      ['error', { message: 'o.yaml:1:2: a', place: { file: 'o.yaml', line: 1, column: 2 } }],
      ['error', { message: 'b' }],
      ['warning', { message: 'c' }],
      ['notice', { message: 'd' }],
    ]);
  });

  test('says the cause once in the log', async () => {
    const calls = await told({ problems: [{ message: 'the cause' }] });
    const log = calls.filter(([name]) => ['line', 'annotate'].includes(name));
    expect(JSON.stringify(log).match(/the cause/g)).toHaveLength(1);
  });

  test('writes no summary where none is wanted', async () => {
    expect(named(await told({}, { summary: false }), 'writeSummary')).toEqual([]);
  });

  test('links the run', async () => {
    const calls = await told({}, { runUrl: 'https://github.com/o/r/actions/runs/1' });
    expect(named(calls, 'writeSummary')[0]?.[1]).toContain('[run](https://github.com/o/r/actions/runs/1)');
  });

  test('shows no secret anywhere, and hides addresses only from what is shown', async () => {
    const secret = 's3cr3t-token';
    const calls = await told({
      problems: [{ message: `${secret} at 203.0.113.1` }],
      outcomes: [{ ...CREATED, target: { vendor: secret, region: `"${secret}"` } }],
      list: list(mapping('203.0.113.1', secret, secret)),
      zoneId: secret,
    });
    const [file = ''] = readdirSync(temp);
    const document = readFileSync(join(temp, file), 'utf8');
    expect(JSON.stringify(calls) + document).not.toContain(secret);
    expect(JSON.parse(document)).toMatchObject({
      mappings: [{ ip: '203.0.113.1', vendor: '***' }],
      entries: [{ region: '"***"' }],
      problems: [{ message: '*** at 203.0.113.1' }],
    });
    expect(JSON.stringify(named(calls, 'setOutputs'))).toContain('203.0.113.1');
    expect(JSON.stringify(calls.filter(([name]) => name !== 'setOutputs'))).not.toContain('203.0.113.1');
  });

  test('does not let a short secret spoil numbers and the path that later steps rely on', async () => {
    const scrub = veil({ secrets: ['-', '1', 'true'], hide: false, given: new Set() });
    const calls = await told({ changed: true, outcomes: [CREATED], list: list(mapping('192.0.2.1')) }, { scrub });
    const [[, outputs] = []] = named(calls, 'setOutputs');
    expect(outputs).toMatchObject({ changed: 'true', created: '1', count: '1', remaining: '3499' });
    const [file = ''] = readdirSync(temp);
    expect(outputs).toHaveProperty('result-file', join(temp, file));
  });

  test('tells outputs and summary also where the result file cannot be made', async () => {
    const calls = await told({ duration: 1n as unknown as number, outcomes: [CREATED] });
    expect(named(calls, 'setOutputs')[0]?.[1]).toMatchObject({ created: '1', 'result-file': '' });
    expect(named(calls, 'annotate')[0]).toMatchObject([
      'annotate',
      'warning',
      { message: expect.stringMatching(/^The result file could not be written/) },
    ]);
  });

  test('leaves no part out because another cannot be made, and fails then', async () => {
    const setOutputs = () => {
      throw new Error('disk full');
    };
    const calls = await told({}, {}, { setOutputs });
    expect(calls.map(([name]) => name)).toEqual(['fail', 'annotate', 'writeSummary', 'line']);
    expect(calls[1]).toEqual(['annotate', 'error', { message: expect.stringContaining('disk full') }]);
  });
});
