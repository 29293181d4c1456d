import { describe, expect, test } from '@jest/globals';
import type { Address } from '../src/domain/address.ts';
import type { Result } from '../src/domain/result.ts';
import { LONGEST_RECORD, marker, printRecord, readRecord } from '../src/preview/block.ts';
import { renderComment, replaceRecord } from '../src/preview/comment.ts';
import type { PreviewRecord } from '../src/preview/record.ts';
import { veil } from '../src/report/veil.ts';

const ZONE = '0123456789abcdef0123456789abcdef';
const target = { vendor: 'aws', region: 'eu-central-1' };
const EMPTY: PreviewRecord = { zoneId: ZONE, entries: [] };

function resultOf(parts: Partial<Result> = {}): Result {
  return {
    mode: 'apply',
    problems: [],
    warnings: [],
    notices: [],
    outcomes: [{ ip: '192.0.2.1' as Address, target, outcome: 'created' }],
    changed: true,
    requests: 1,
    duration: 1,
    ...parts,
  };
}

const show = veil({ secrets: ['s3cret'], hide: true, given: new Set() });
const options = { veil: show, runUrl: 'https://github.com/octo/shop/actions/runs/7' };

describe('the comment', () => {
  test('begins with the marker and ends with the record', async () => {
    const body = renderComment(EMPTY, { kind: 'registered', result: resultOf() }, options);
    expect(body.startsWith(`${marker(ZONE)}\n`)).toBe(true);
    expect(await readRecord(body, ZONE)).toEqual({ kind: 'record', record: EMPTY });
  });

  test('is this, from its first line to its record', () => {
    const plain = { veil: veil({ secrets: [], hide: false, given: new Set() }) };
    const result = resultOf({ outcomes: [], changed: false });
    const head = `${marker(ZONE)}\n\n### Cloudflare origin cloud regions\n\n`;
    const tail = `Zone \`${ZONE}\``;
    const end = `\n\n${printRecord(EMPTY)}`;
    expect(renderComment(EMPTY, { kind: 'registered', result }, plain)).toBe(
      `${head}✅ Nothing to do.\n\n${tail}${end}`,
    );
    expect(renderComment(EMPTY, { kind: 'withdrawn', result }, plain)).toBe(
      `${head}The pull request is closed, and what it registered has been taken away.\n\n✅ Nothing to do.\n\n${tail}${end}`,
    );
    const runUrl = 'http://ghes.test/octo/shop/actions/runs/7';
    expect(renderComment(EMPTY, { kind: 'underway', writes: 1 }, { ...plain, runUrl })).toBe(
      `${head}⏳ A run is registering 1 mapping. If this stays, it was broken off; the next run goes on from there.\n\n${tail} · [run](${runUrl})${end}`,
    );
  });

  test('shows verdict, table, warnings and notices, and links to the run', () => {
    const result = resultOf({ warnings: [{ message: 'a warning' }], notices: [{ message: 'a notice' }] });
    const body = renderComment(EMPTY, { kind: 'registered', result }, options);
    expect(body).toContain('✅ Done: 1 created.');
    expect(body).toMatch(/\| .*192\.0\.2\.x.* \| \*\*new\*\* aws eu-central-1 \|/);
    expect(body).toContain('- a warning\n- a notice');
    expect(body).toContain(`Zone \`${ZONE}\` · [run](https://github.com/octo/shop/actions/runs/7)`);
  });

  test('shows no secret, and no address that is to be hidden', () => {
    const result = resultOf({ problems: [{ message: '198.51.100.7 with s3cret' }] });
    const body = renderComment(EMPTY, { kind: 'registered', result }, options);
    expect(body).toContain('❌');
    expect(body).not.toMatch(/s3cret|198\.51\.100\.7|192\.0\.2\.1\b/);
  });

  test.each([undefined, 'javascript:alert(1)', 'xhttps://github.com/a', 'https://github.com/a) [b](https://x'])(
    'links to no run at %j',
    (runUrl) => {
      expect(renderComment(EMPTY, { kind: 'underway', writes: 1 }, { veil: show, runUrl })).not.toContain('[run]');
    },
  );

  test('of a run under way says what it is about, and what it means if it stays', () => {
    const body = renderComment(EMPTY, { kind: 'underway', writes: 3 }, options);
    expect(body).toContain('⏳ A run is registering 3 mappings. If this stays, it was broken off');
  });

  test.each<[string, PreviewRecord, Result['mode'], RegExp]>([
    ['when all was taken away', EMPTY, 'apply', /is closed, and what it registered has been taken away\./],
    [
      'when something stayed',
      { ...EMPTY, entries: [{ name: { ip: '192.0.2.1' as Address }, wrote: [target] }] },
      'apply',
      /not all that it registered could be taken away\./,
    ],
    ['of a plan', EMPTY, 'plan', /What it registered would be taken away:/],
  ])('of a closed pull request says so %s', (_name, record, mode, words) => {
    const body = renderComment(record, { kind: 'withdrawn', result: resultOf({ mode }) }, options);
    expect(body).toMatch(words);
  });

  const many = Array.from({ length: 3000 }, (_, n) => ({
    ip: `10.${n >> 8}.${n & 255}.1` as Address,
    target: { vendor: 'azure', region: `${'long-'.repeat(16)}${n}` },
    outcome: 'created' as const,
  }));
  const problems = Array.from({ length: 50 }, (_, n) => ({ message: `${n} ${'words '.repeat(300)}` }));
  const large: PreviewRecord = {
    zoneId: ZONE,
    entries: Array.from({ length: 650 }, (_, n) => ({
      name: { ip: `10.0.${n >> 8}.${n & 255}` as Address },
      wrote: [{ vendor: 'azure', region: `region-with-a-long-name-${n}` }],
    })),
  };
  test.each<[string, PreviewRecord, Partial<Result>]>([
    ['a long table', EMPTY, { outcomes: many }],
    ['a long table and long problems', EMPTY, { outcomes: many, problems, warnings: problems }],
    ['the largest record and a long table', large, { outcomes: many }],
    ['the largest record, a long table and long problems', large, { outcomes: many, problems, notices: problems }],
  ])('fits, with its record whole, for %s', async (_name, record, parts) => {
    expect(printRecord(large).length).toBeGreaterThan(LONGEST_RECORD * 0.9);
    const body = renderComment(record, { kind: 'registered', result: resultOf(parts) }, options);
    expect(body.length).toBeLessThanOrEqual(65_536);
    expect(body.startsWith(marker(ZONE))).toBe(true);
    expect(body).toContain(`Zone \`${ZONE}\``);
    expect(await readRecord(body, ZONE)).toEqual({ kind: 'record', record });
  });

  test('shows fewer rows only where it must', () => {
    const body = renderComment(
      EMPTY,
      { kind: 'registered', result: resultOf({ outcomes: many.slice(0, 100) }) },
      options,
    );
    expect(body.match(/\*\*new\*\*/g)).toHaveLength(100);
  });

  test('takes another record in place of its own, and keeps what it shows', async () => {
    const body = renderComment(EMPTY, { kind: 'registered', result: resultOf() }, options);
    const record = { ...EMPTY, entries: [{ name: { ip: '192.0.2.9' as Address }, wrote: [target] }] };
    const next = replaceRecord(body, record);
    expect(await readRecord(next, ZONE)).toEqual({ kind: 'record', record });
    expect(replaceRecord(next, EMPTY)).toBe(body);
  });

  test('is cut where another record takes more room than was left', async () => {
    const body = renderComment(EMPTY, { kind: 'registered', result: resultOf({ outcomes: many, problems }) }, options);
    const next = replaceRecord(body, large);
    expect(next.length).toBe(65_536);
    expect(await readRecord(next, ZONE)).toEqual({ kind: 'record', record: large });
  });
});
