import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createRedact } from '../../../src/report/redact.ts';
import { openRunner, type Runner } from '../../../src/report/runner.ts';

const redact = createRedact({
  secrets: ['s3cr3t-token'],
  addresses: { hide: 'all', given: new Set(), label: () => 'hidden-1a2b3c4d' },
});
const environment = { ...process.env };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'report-runner-'));
  delete process.env.GITHUB_OUTPUT;
  delete process.env.GITHUB_STEP_SUMMARY;
});

afterEach(() => {
  rmSync(folder, { recursive: true });
  Object.assign(process.env, environment);
  process.exitCode = undefined;
});

/** The lines that the runner prints meanwhile. */
function linesOf(act: (runner: Runner) => void): string[] {
  let log = '';
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    log += text;
    return true;
  });
  try {
    act(openRunner(redact));
  } finally {
    write.mockRestore();
  }
  return log.split(/\r?\n/).slice(0, -1);
}

/** An empty file of the runner's, named in its variable. */
function fileFor(variable: 'GITHUB_OUTPUT' | 'GITHUB_STEP_SUMMARY', content = ''): string {
  const path = join(folder, variable);
  writeFileSync(path, content);
  process.env[variable] = path;
  return path;
}

describe('the log', () => {
  test('folds a stage', () => {
    const lines = linesOf((runner) => {
      runner.group('Plan');
      runner.line('3 to create');
      runner.endGroup();
      runner.debug('details');
    });
    expect(lines).toEqual(['::group::Plan', '3 to create', '::endgroup::', '::debug::details']);
  });

  test('has one safe line for any text, redacted', () => {
    const text = '::add-mask::s\n##[error]b s3cr3t-token 203.0.113.7';
    const safe = '\\::add-mask::s\\n##\\[error]b *** hidden-1a2b3c4d';
    const lines = linesOf((runner) => {
      runner.line(text);
      runner.group(text);
      runner.debug(text);
    });
    expect(lines).toEqual([safe, `::group::${safe}`, `::debug::${safe}`]);
  });
});

describe('annotations', () => {
  test.each(['error', 'warning', 'notice'] as const)('are of the kind %s, with a title', (level) => {
    expect(linesOf((runner) => runner.annotate(level, { message: 'a\nb' }))).toEqual([
      `::${level} title=Origin cloud regions::a%0Ab`,
    ]);
  });

  test.each([
    [{ endColumn: 12 }, ',endColumn=12'],
    [{}, ''],
  ])('stand at their place (%#)', (end, property) => {
    const place = { file: 'a,b.yaml', line: 3, column: 7, ...end };
    expect(linesOf((runner) => runner.annotate('error', { message: 'a', place }))).toEqual([
      `::error title=Origin cloud regions,file=a%2Cb.yaml,line=3,endLine=3,col=7${property}::a`,
    ]);
  });

  test('are redacted and safe', () => {
    const place = { file: 's3cr3t-token', line: 1, column: 1 };
    expect(linesOf((runner) => runner.annotate('error', { message: 's3cr3t-token\r\n##[x]', place }))).toEqual([
      '::error title=Origin cloud regions,file=***,line=1,endLine=1,col=1::***\\r%0A##\\[x]',
    ]);
  });
});

describe('outputs', () => {
  test('are written as they are', () => {
    const path = fileFor('GITHUB_OUTPUT');
    expect(linesOf((runner) => runner.setOutputs({ count: '2', mappings: '[]' }))).toEqual([]);
    expect(readFileSync(path, 'utf8')).toMatch(/^count<<(\S+)\r?\n2\r?\n\1\r?\nmappings<<(\S+)\r?\n\[\]\r?\n\2\r?\n$/);
    expect(process.exitCode).toBeUndefined();
  });

  test('are not printed where the runner gives no file for them', () => {
    expect(linesOf((runner) => runner.setOutputs({ count: '2' }))).toEqual([]);
    expect(process.exitCode).toBeUndefined();
  });

  test.each([
    ['is missing', 'missing'],
    ['is a folder', '.'],
  ])('that go to a file that %s are an error with its reason', (_, name) => {
    process.env.GITHUB_OUTPUT = join(folder, name);
    expect(() => openRunner(redact).setOutputs({ count: '2', remaining: '3' })).toThrow(
      /^The outputs could not be written to the file that GITHUB_OUTPUT names.*\(Error: (Missing file|EISDIR)/,
    );
  });
});

describe('the step summary', () => {
  test('is appended', () => {
    const path = fileFor('GITHUB_STEP_SUMMARY', 'before\n');
    expect(linesOf((runner) => runner.writeSummary('### after\n'))).toEqual([]);
    expect(readFileSync(path, 'utf8')).toBe('before\n### after\n');
  });

  test('is left out where the runner gives no file for it', () => {
    expect(linesOf((runner) => runner.writeSummary('x'))).toEqual([]);
  });

  test('that cannot be written is an error with its reason', () => {
    process.env.GITHUB_STEP_SUMMARY = folder;
    expect(() => openRunner(redact).writeSummary('x')).toThrow(
      /^The step summary could not be written.*\(Error: EISDIR/,
    );
  });
});

test('a step that failed ends with 1', () => {
  openRunner(redact).fail();
  expect(process.exitCode).toBe(1);
});
