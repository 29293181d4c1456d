import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Result } from '../../../src/domain/result.ts';
import { createRedact } from '../../../src/report/redact.ts';
import { type Destination, report } from '../../../src/report/report.ts';
import type { Runner } from '../../../src/report/runner.ts';
import { CREATED, mapping, result, zone } from './results.ts';

const SECRETS = ['s3cr3t-token'];
let temp: string;

beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'report-'));
});
afterEach(() => {
  rmSync(temp, { recursive: true });
});

/** A runner that remembers the calls, in order. */
function remembering(calls: [string, ...unknown[]][]): Runner {
  const remember =
    (name: string) =>
    (...values: unknown[]) => {
      calls.push([name, ...values]);
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

function reported(parts: Partial<Result>, to: Partial<Destination> = {}, runner: Partial<Runner> = {}) {
  const calls: [string, ...unknown[]][] = [];
  const destination = {
    redact: createRedact({
      secrets: SECRETS,
      addresses: { hide: 'all', given: new Set(), label: () => 'hidden-1a2b3c4d' },
    }),
    redactSecrets: createRedact({ secrets: SECRETS, addresses: 'show' }),
    temp,
    summary: true,
    ...to,
    runner: { ...remembering(calls), ...runner },
  };
  report(result(parts), destination);
  return calls;
}

const named = (calls: readonly [string, ...unknown[]][], name: string) => calls.filter(([called]) => called === name);

describe('report', () => {
  test('reports a success: outputs first, then summary and verdict', () => {
    const calls = reported({ changed: true, outcomes: [CREATED], existing: zone(mapping('203.0.113.1')) });
    expect(calls.map(([name]) => name)).toEqual(['setOutputs', 'writeSummary', 'line']);
    expect(named(calls, 'writeSummary')[0]?.[1]).toContain('✅ Done: 1 created.');
    expect(named(calls, 'line')[0]?.[1]).toBe('Done: 1 created. The zone holds 1 mapping; 3,499 more fit.');
  });

  test('writes the whole result to a file of its own that the output names', () => {
    const calls = reported({ outcomes: [CREATED], existing: zone(mapping('203.0.113.1')) });
    const [file = ''] = readdirSync(temp);
    expect(named(calls, 'setOutputs')[0]?.[1]).toMatchObject({ 'result-file': join(temp, file), count: '1' });
    expect(JSON.parse(readFileSync(join(temp, file), 'utf8'))).toMatchObject({
      mappings: [{ ip: '203.0.113.1' }],
      entries: [{ ip: '203.0.113.1', outcome: 'created' }],
    });
    reported({});
    expect(readdirSync(temp)).toHaveLength(2);
  });

  test('writes the file among temporary ones where the runner names no folder', () => {
    const calls = reported({}, { temp: undefined });
    const [, file = ''] = JSON.stringify(calls).match(/"result-file":"([^"]*)"/) ?? [];
    expect(dirname(file)).toBe(tmpdir());
    rmSync(file);
  });

  test('goes on where the file cannot be written', () => {
    const calls = reported({}, { temp: join(temp, 'missing') });
    expect(named(calls, 'annotate')).toEqual([
      ['annotate', 'warning', { message: expect.stringContaining('result file could not be written') }],
    ]);
    expect(named(calls, 'setOutputs')[0]?.[1]).toMatchObject({ 'result-file': '' });
    expect(named(calls, 'writeSummary')[0]?.[1]).not.toContain('full result');
    expect(named(calls, 'fail')).toEqual([]);
  });

  test('fails the step where there is a problem, and annotates each kind', () => {
    const calls = reported({
      problems: [{ message: 'a', place: { file: 'o.yaml', line: 1, column: 2 } }, { message: 'b' }],
      warnings: [{ message: 'c' }],
      notices: [{ message: 'd' }],
    });
    expect(calls.map(([name]) => name)).toEqual([
      'fail',
      'setOutputs',
      'writeSummary',
      ...Array<string>(4).fill('annotate'),
      'line',
    ]);
    expect(named(calls, 'annotate').map(([, ...rest]) => rest)).toEqual([
      ['error', { message: 'o.yaml:1:2: a', place: { file: 'o.yaml', line: 1, column: 2 } }],
      ['error', { message: 'b' }],
      ['warning', { message: 'c' }],
      ['notice', { message: 'd' }],
    ]);
  });

  test('names the cause once in the log', () => {
    const calls = reported({ problems: [{ message: 'the cause' }] });
    const log = calls.filter(([name]) => ['line', 'annotate'].includes(name));
    expect(JSON.stringify(log).match(/the cause/g)).toHaveLength(1);
  });

  test('writes no summary where none is wanted', () => {
    expect(named(reported({}, { summary: false }), 'writeSummary')).toEqual([]);
  });

  test('links the run', () => {
    const calls = reported({}, { runUrl: 'https://github.com/o/r/actions/runs/1' });
    expect(named(calls, 'writeSummary')[0]?.[1]).toContain('[run](https://github.com/o/r/actions/runs/1)');
  });

  test('shows no secret anywhere, and hides addresses only from what is shown', () => {
    const secret = 's3cr3t-token';
    const calls = reported({
      problems: [{ message: `${secret} at 203.0.113.1` }],
      outcomes: [{ ...CREATED, target: { vendor: secret, region: `"${secret}"` } }],
      existing: zone(mapping('203.0.113.1', secret, secret)),
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

  test('does not let a short secret spoil numbers and the path that later steps rely on', () => {
    const redactSecrets = createRedact({ secrets: ['-', '1', 'true'], addresses: 'show' });
    const calls = reported(
      { changed: true, outcomes: [CREATED], existing: zone(mapping('192.0.2.1')) },
      { redactSecrets },
    );
    const [[, outputs] = []] = named(calls, 'setOutputs');
    expect(outputs).toMatchObject({ changed: 'true', created: '1', count: '1', remaining: '3499' });
    const [file = ''] = readdirSync(temp);
    expect(outputs).toHaveProperty('result-file', join(temp, file));
  });

  test('writes outputs and summary also where the result file cannot be made', () => {
    const calls = reported({ requests: 1n as unknown as number, outcomes: [CREATED] });
    expect(named(calls, 'setOutputs')[0]?.[1]).toMatchObject({ created: '1', 'result-file': '' });
    expect(named(calls, 'annotate')[0]).toMatchObject([
      'annotate',
      'warning',
      { message: expect.stringMatching(/^The result file could not be written/) },
    ]);
  });

  test.each(['setOutputs', 'writeSummary'] as const)('goes on where %s fails, and fails with the reason', (method) => {
    const calls = reported(
      { notices: [{ message: 'a' }] },
      {},
      {
        [method]: () => {
          throw new Error('disk full');
        },
      },
    );
    expect(named(calls, 'fail')).toHaveLength(1);
    expect(calls.map(([name]) => name)).toEqual(
      expect.arrayContaining([method === 'setOutputs' ? 'writeSummary' : 'setOutputs']),
    );
    expect(named(calls, 'annotate')).toEqual([
      ['annotate', 'error', { message: 'disk full' }],
      ['annotate', 'notice', { message: 'a' }],
    ]);
    expect(calls.at(-1)).toEqual(['line', 'Failed. Nothing was written.']);
  });

  test('ends, fails and says so where nothing can be shown', () => {
    const redact = () => {
      throw new Error('a mistake');
    };
    const calls = reported({ problems: [{ message: 'a' }], notices: [{ message: 'b' }] }, { redact });
    expect(named(calls, 'fail').length).toBeGreaterThan(0);
    expect(named(calls, 'setOutputs')).toHaveLength(1);
    expect(named(calls, 'annotate').map(([, level, annotation]) => [level, annotation])).toEqual([
      [
        'error',
        { message: expect.stringMatching(/^The errors could not be annotated; the result file lists them\. /) },
      ],
      ['error', { message: expect.stringMatching(/^The notices could not be annotated/) }],
    ]);
    expect(calls.at(-1)).toEqual(['line', expect.stringMatching(/^Failed/)]);
  });

  test.each(['annotate', 'line'] as const)('ends and fails where the log takes no more (%s)', (method) => {
    const calls = reported(
      { notices: [{ message: 'a' }] },
      {},
      {
        [method]: () => {
          throw new Error('EPIPE');
        },
      },
    );
    expect(calls.map(([name]) => name)).toEqual(expect.arrayContaining(['setOutputs', 'writeSummary', 'fail']));
  });

  test('has the reason in the summary where outputs cannot be written, and among the ten annotations', () => {
    const setOutputs = () => {
      throw 'disk full';
    };
    const calls = reported({ problems: Array.from({ length: 10 }, () => ({ message: 'a' })) }, {}, { setOutputs });
    expect(named(calls, 'writeSummary')[0]?.[1]).toContain('…and 1 more');
    const errors = named(calls, 'annotate');
    expect(errors).toHaveLength(10);
    expect(errors.at(-1)?.[2]).toEqual({ message: '2 more:\na\ndisk full' });
  });
});

describe('a process of its own', () => {
  const FIXTURE = fileURLToPath(new URL('./runner-process.ts', import.meta.url));

  /** What is seen of a process that reports this. */
  function run(parts: Partial<Result>, env: Readonly<Record<string, string>>) {
    const { PATH = '' } = process.env;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--no-warnings', FIXTURE, JSON.stringify(result(parts))],
      { env: { PATH, RUNNER_TEMP: temp, ...env }, encoding: 'utf8' },
    );
    return { status, stderr, lines: stdout.trimEnd().split(/\r?\n/) };
  }

  test('ends with 0 and one line where nothing failed', () => {
    const output = join(temp, 'output');
    writeFileSync(output, '');
    expect(run({ changed: true, outcomes: [CREATED] }, { GITHUB_OUTPUT: output })).toEqual({
      status: 0,
      stderr: '',
      lines: ['Done: 1 created.'],
    });
    expect(readFileSync(output, 'utf8')).toMatch(/^created<<(\S+)\n1\n\1\n/m);
  });

  test('fails, says why and writes the rest where the file of outputs is a folder', () => {
    const summary = join(temp, 'summary');
    const { status, stderr, lines } = run(
      { outcomes: [CREATED] },
      { GITHUB_OUTPUT: temp, GITHUB_STEP_SUMMARY: summary },
    );
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(lines).toEqual([
      expect.stringMatching(
        /^::error title=Origin cloud regions::The outputs could not be written.*GITHUB_OUTPUT.*EISDIR/,
      ),
      'Failed. Nothing was written (1 created).',
    ]);
    expect(readFileSync(summary, 'utf8')).toContain('❌');
  });

  test('fails, says why and writes the outputs where the summary cannot be written', () => {
    const output = join(temp, 'output');
    writeFileSync(output, '');
    const { status, lines } = run({}, { GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: join(temp, 'missing', 'summary') });
    expect(status).toBe(1);
    expect(lines[0]).toMatch(/^::error .*::The step summary could not be written.*ENOENT/);
    expect(readFileSync(output, 'utf8')).toContain('changed<<');
  });
});
