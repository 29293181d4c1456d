import { Buffer } from 'node:buffer';
import { describe, expect, test } from '@jest/globals';
import type { Outcome } from '../src/domain/outcome.ts';
import type { Problem } from '../src/domain/problem.ts';
import { changesTable } from '../src/report/changes.ts';
import { problemsList } from '../src/report/problems.ts';
import { mappingsTable, regionsTable } from '../src/report/regions.ts';
import { renderSummary } from '../src/report/summary.ts';
import { veil } from '../src/report/veil.ts';
import {
  address,
  CREATED,
  FAILED,
  list,
  manyMappings,
  mapping,
  REMOVED,
  result,
  SKIPPED,
  TIERS,
  UNCHANGED,
  UPDATED,
} from './fixtures/report-result.ts';

const show = (text: string) => text;
const hide = veil({ secrets: ['s3cr3t-token'], hide: true, given: new Set() });
const rowsOf = (markdown: string) => markdown.split('\n').filter((line) => line.startsWith('| `'));

describe('changesTable', () => {
  test('has what changed, what deserves a look first, with the upper tiers of the new region', () => {
    const whole = result({ outcomes: [CREATED, UNCHANGED, UPDATED, SKIPPED, REMOVED, FAILED], regions: TIERS });
    expect(changesTable(whole, show, 10).split('\n')).toEqual([
      '| Origin | Change |',
      '| --- | --- |',
      '| `198.51.100.6` | **failed** aws us-est-1 (code 1157) |',
      '| `198.51.100.3` | azure westus → **removed** |',
      '| `2001:db8::2` | gcp europe-west1 → aws us-east-1 (IAD, EWR) |',
      '| `203.0.113.1` | **new** aws us-east-1 (IAD, EWR) |',
    ]);
  });

  test.each<[string, Outcome, string]>([
    [
      'a new one in a region whose tiers are unknown',
      { ...CREATED, target: { vendor: 'gcp', region: 'x' } },
      '**new** gcp x',
    ],
    [
      'one written over nothing known',
      { ip: CREATED.ip, outcome: 'updated', target: { vendor: 'gcp', region: 'x' } },
      'gcp x',
    ],
    ['one removed of which nothing was known', { ip: CREATED.ip, outcome: 'removed' }, '**removed**'],
    [
      'one that could not be removed',
      { ...REMOVED, outcome: 'failed', message: 'no' },
      '**failed** azure westus → removed',
    ],
  ])('tells of %s', (_, outcome, cell) => {
    expect(changesTable(result({ outcomes: [outcome], regions: TIERS }), show, 10)).toContain(`| ${cell} |`);
  });

  test.each(['plan', 'check'] as const)('speaks of what would change in a %s', (mode) => {
    expect(changesTable(result({ mode, outcomes: [CREATED] }), show, 10)).toContain('| Origin | Would change |');
  });

  test('keeps the order of the addresses within a kind', () => {
    const outcomes: Outcome[] = [
      { ...CREATED, ip: address('203.0.113.9') },
      { ...FAILED, ip: address('203.0.113.10') },
      { ...CREATED, ip: address('2001:db8::1') },
    ];
    expect(rowsOf(changesTable(result({ outcomes }), show, 10)).map((row) => row.split('`')[1])).toEqual([
      '203.0.113.10',
      '203.0.113.9',
      '2001:db8::1',
    ]);
  });

  test('is empty where nothing changed', () => {
    expect(changesTable(result({ outcomes: [UNCHANGED, SKIPPED] }), show, 10)).toBe('');
  });

  test('says how many more there are than it shows', () => {
    const outcomes = manyMappings(1300).map(({ ip }): Outcome => ({ ...CREATED, ip }));
    const capped = changesTable(result({ outcomes }), show, 5);
    expect(rowsOf(capped)).toHaveLength(5);
    expect(capped).toMatch(/\n\n…and 1,295 more\.$/);
    expect(changesTable(result({ outcomes: outcomes.slice(0, 5) }), show, 5)).not.toContain('more');
  });

  test('hides what is to be hidden and escapes what others wrote', () => {
    const outcome: Outcome = { ...CREATED, target: { vendor: 's3cr3t-token', region: 'a|<b>' } };
    expect(changesTable(result({ outcomes: [outcome] }), hide, 5)).toContain(
      '| `203.0.113.x` | **new** \\*\\*\\* a\\|&lt;b&gt; |',
    );
  });
});

describe('problemsList', () => {
  const place = { file: 'infra/origins.yaml', line: 3, column: 7 };

  test.each<[string, Problem, string]>([
    ['a place in a file', { message: 'bad | region', place }, '- `infra/origins.yaml:3:7`: bad \\| region'],
    ['a place that the message says', { message: 'see infra/origins.yaml:3:7', place }, '- see infra/origins.yaml:3:7'],
    [
      'a place in the input',
      { message: 'bad', place: { line: 3, column: 7 } },
      '- mappings input, line 3, column 7: bad',
    ],
    ['no place', { message: 'bad\nworse' }, '- bad worse'],
    ['a hidden address', { message: '203.0.113.7 is s3cr3t-token' }, '- 203.0.113.x is \\*\\*\\*'],
  ])('tells of %s', (_, problem, line) => {
    expect(problemsList([problem], hide, 10)).toBe(line);
  });

  test('says how many more there are than it shows', () => {
    expect(problemsList(Array<Problem>(1003).fill({ message: 'bad' }), show, 2)).toBe(
      '- bad\n- bad\n- …and 1,001 more',
    );
  });

  test('of exactly as many as fit speaks of no more', () => {
    expect(problemsList([{ message: 'bad' }, { message: 'bad' }], show, 2)).toBe('- bad\n- bad');
  });

  test('is empty where there are none, and cuts what is too long', () => {
    expect(problemsList([], show, 2)).toBe('');
    expect(problemsList([{ message: 'x'.repeat(5000) }], show, 2)).toHaveLength(1002);
  });
});

describe('regionsTable', () => {
  test('counts the origins of each region and names its upper tiers', () => {
    const zone = list(
      mapping('203.0.113.1'),
      mapping('203.0.113.2', 'oci', 'x|y'),
      mapping('203.0.113.3'),
      mapping('203.0.113.4', 'aws', 'eu-west-1'),
    );
    expect(regionsTable(zone, TIERS, show, 10).split('\n').slice(2)).toEqual([
      '| aws eu-west-1 | 1 | – |',
      '| aws us-east-1 | 2 | IAD, EWR |',
      '| oci x\\|y | 1 | – |',
    ]);
    expect(regionsTable(zone, undefined, show, 10)).toContain('| aws us-east-1 | 2 | – |');
  });

  test('says how many more there are than it shows', () => {
    const zone = list(mapping('203.0.113.1'), mapping('203.0.113.2', 'oci', 'x'));
    expect(regionsTable(zone, TIERS, show, 1)).toMatch(/…and 1 more\.$/);
  });
});

describe('mappingsTable', () => {
  test('is in the order of the list, hidden where that is wanted', () => {
    const zone = list(mapping('203.0.113.9'), mapping('203.0.113.10'));
    expect(rowsOf(mappingsTable(zone, show, 10))).toEqual([
      '| `203.0.113.9` | aws us-east-1 |',
      '| `203.0.113.10` | aws us-east-1 |',
    ]);
    expect(mappingsTable(zone, hide, 1)).toContain('| `203.0.113.x` | aws us-east-1 |\n\n…and 1 more.');
  });
});

describe('renderSummary', () => {
  const whole = result({
    changed: true,
    outcomes: [CREATED, FAILED],
    problems: [{ message: 'no such region' }],
    warnings: [{ message: 'a warning' }],
    notices: [{ message: 'a notice' }],
    list: list(mapping('203.0.113.1')),
    regions: TIERS,
    zoneId: '0123456789abcdef0123456789abcdef',
    apiVersion: 'v1',
    requests: 6,
    duration: 1432,
  });

  test('tells the verdict first, then causes, changes, the zone, and the rest last', () => {
    const summary = renderSummary(whole, show, {
      resultFile: '/tmp/r.json',
      runUrl: 'https://github.com/o/r/actions/runs/1',
    });
    const order = [
      '### Cloudflare origin cloud regions\n\n❌ Failed: 1 of 2 entries.',
      '- no such region',
      '**⚠️ Warnings**\n\n- a warning',
      '| Origin | Change |',
      '**ℹ️ Notices**\n\n- a notice',
      '**The zone now**\n\n| Region | Origins | Upper tiers |',
      '<details><summary>1 mapping</summary>\n\n| Origin | Region |',
      '\n\n</details>\n\n',
      'Zone `0123456789abcdef0123456789abcdef` · API v1 · 6 requests · 1.4 s · everything in full: output `result-file` · [run](https://github.com/o/r/actions/runs/1)\n',
    ].map((part) => summary.indexOf(part));
    expect(order).not.toContain(-1);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  test('of a run that learned nothing is short', () => {
    expect(renderSummary(result({ problems: [{ message: 'bad input' }] }), show, {})).toBe(
      '### Cloudflare origin cloud regions\n\n❌ Failed. Nothing was written.\n\n- bad input\n\n0 requests · 0.0 s\n',
    );
  });

  test('of an empty zone has no empty tables', () => {
    const summary = renderSummary(result({ mode: 'plan', list: list() }), show, {});
    expect(summary).toContain('✅ Plan: nothing to do. The zone holds 0 mappings');
    expect(summary).not.toMatch(/\||details/);
  });

  test('of a plan says that the zone is as it is', () => {
    expect(renderSummary({ ...whole, mode: 'plan' }, show, {})).toContain('**The zone as it is**');
  });

  test('links no address that could break out of the link', () => {
    expect(renderSummary(result(), show, { runUrl: 'https://h/a)[x](javascript:1' })).not.toContain('](');
  });

  test('shows neither secrets nor what is to be hidden', () => {
    const summary = renderSummary(
      {
        ...whole,
        zoneId: 's3cr3t-token',
        notices: [{ message: 's3cr3t-token 2001:db8::1' }],
        warnings: [{ message: '203.0.113.9' }],
      },
      hide,
      {},
    );
    expect(summary).not.toMatch(/s3cr3t|203\.0\.113\.\d|198\.51\.100\.\d|db8::1/);
  });

  test('has few rows of many, whatever there is', () => {
    const mappings = manyMappings(3500);
    const outcomes = mappings.map(({ ip }): Outcome => ({ ...CREATED, ip }));
    const summary = renderSummary(result({ changed: true, outcomes, list: list(...mappings) }), show, {});
    expect(rowsOf(summary)).toHaveLength(200);
    expect(Buffer.byteLength(summary)).toBeLessThan(15_000);
    expect(summary.match(/…and 3,400 more\./g)).toHaveLength(2);
  });

  test('stays below 1 MiB with everything long and in need of escapes', () => {
    const nasty = '@|\u200b<#1'.repeat(200);
    const file = `${nasty}.yaml`;
    const all = Array.from({ length: 3500 }, (_, index) =>
      mapping(`2001:db8::${(index + 1).toString(16)}`, `${index}${nasty}`, nasty),
    );
    const long: Problem[] = all.map(() => ({ message: nasty, place: { file, line: 1, column: 1 } }));
    const worst = result({
      changed: true,
      problems: long,
      warnings: long,
      notices: long,
      outcomes: all.map(
        ({ ip, vendor, region }): Outcome => ({
          ip,
          outcome: 'updated',
          before: { vendor, region },
          target: { vendor, region },
        }),
      ),
      list: list(...all),
      regions: new Map(all.map(({ vendor, region }) => [vendor, new Map([[region, [nasty, nasty]]])])),
      zoneId: nasty,
    });
    expect(Buffer.byteLength(renderSummary(worst, show, {}))).toBeLessThan(1_048_576);
  });
});
