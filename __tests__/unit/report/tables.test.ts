import { describe, expect, test } from '@jest/globals';
import type { Problem } from '../../../src/domain/problem.ts';
import type { Outcome } from '../../../src/domain/result.ts';
import { createRedact } from '../../../src/report/redact.ts';
import { changesTable, mappingsTable, problemsList, regionsTable } from '../../../src/report/tables.ts';
import {
  address,
  CREATED,
  FAILED,
  manyMappings,
  mapping,
  REMOVED,
  result,
  SKIPPED,
  TIERS,
  UNCHANGED,
  UPDATED,
  zone,
} from './results.ts';

const show = (text: string) => text;
const hide = createRedact({
  secrets: ['s3cr3t-token'],
  addresses: { hide: 'all', given: new Set(), label: () => 'hidden-1a2b3c4d' },
});
const rowsOf = (markdown: string) => markdown.split('\n').filter((line) => line.startsWith('| `'));

describe('changesTable', () => {
  test('has what changed, what is gone and what failed first, with the upper tiers of the new region', () => {
    const whole = result({ outcomes: [CREATED, UNCHANGED, UPDATED, SKIPPED, REMOVED, FAILED], regions: TIERS });
    expect(changesTable(whole, show, 10).split('\n')).toEqual([
      '| Origin | Change |',
      '| --- | --- |',
      '| `198.51.100.3` | azure westus → **removed** |',
      '| `198.51.100.6` | **failed** aws us-est-1 (code 1157) |',
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
      'one that was not attempted',
      { ...REMOVED, outcome: 'failed', message: 'was not attempted: 1 error elsewhere' },
      'not attempted azure westus → removed',
    ],
    [
      'one that could not be removed',
      { ...REMOVED, outcome: 'failed', message: 'no' },
      '**failed** azure westus → removed',
    ],
  ])('shows %s', (_, outcome, cell) => {
    expect(changesTable(result({ outcomes: [outcome], regions: TIERS }), show, 10)).toContain(`| ${cell} |`);
  });

  test('has columns for hosts and evidence where there are any', () => {
    const outcomes: Outcome[] = [
      {
        ...CREATED,
        hosts: ['a.example'],
        evidence: { kind: 'published', words: 'published by AWS for 203.0.113.0/24 | x' },
      },
      { ...UPDATED, hosts: ['a.example', 'b.example', 'c.example', 'd.example', 'e.example'] },
      { outcome: 'failed', hosts: ['gone.example'], message: 'does not resolve' },
      REMOVED,
    ];
    expect(changesTable(result({ outcomes }), show, 10).split('\n')).toEqual([
      '| Origin | Host | Change | Evidence |',
      '| --- | --- | --- | --- |',
      '| `198.51.100.3` | – | azure westus → **removed** | – |',
      '| – | `gone.example` | **failed** | – |',
      '| `2001:db8::2` | `a.example`, `b.example`, `c.example`, …and 2 more | gcp europe-west1 → aws us-east-1 | – |',
      '| `203.0.113.1` | `a.example` | **new** aws us-east-1 | published by AWS for `203.0.113.0`/24 \\| x |',
    ]);
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
      '| `hidden-1a2b3c4d` | **new** \\*\\*\\* a\\|&lt;b&gt; |',
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
    ['a hidden address', { message: '203.0.113.7 is s3cr3t-token' }, '- hidden-1a2b3c4d is \\*\\*\\*'],
  ])('shows %s', (_, problem, line) => {
    expect(problemsList([problem], hide, 10)).toBe(line);
  });

  test('says how many more there are than it shows', () => {
    expect(problemsList(Array<Problem>(1003).fill({ message: 'bad' }), show, 2)).toBe(
      '- bad\n- bad\n- …and 1,001 more',
    );
  });

  test('counts what a problem stands for', () => {
    const problems = [{ message: 'bad' }, { message: 'bad' }, { message: 'more', count: 3300 }];
    expect(problemsList(problems, show, 1)).toBe('- bad\n- …and 3,301 more');
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
    const existing = zone(
      mapping('203.0.113.1'),
      mapping('203.0.113.2', 'oci', 'x|y'),
      mapping('203.0.113.3'),
      mapping('203.0.113.4', 'aws', 'eu-west-1'),
    );
    expect(regionsTable(existing, TIERS, show, 10).split('\n').slice(2)).toEqual([
      '| aws eu-west-1 | 1 | – |',
      '| aws us-east-1 | 2 | IAD, EWR |',
      '| oci x\\|y | 1 | – |',
    ]);
    expect(regionsTable(existing, undefined, show, 10)).toContain('| aws us-east-1 | 2 | – |');
  });

  test('says how many more there are than it shows', () => {
    const existing = zone(mapping('203.0.113.1'), mapping('203.0.113.2', 'oci', 'x'));
    expect(regionsTable(existing, TIERS, show, 1)).toMatch(/…and 1 more\.$/);
  });
});

describe('mappingsTable', () => {
  test('is in the order of the addresses, hidden where that is wanted', () => {
    const existing = zone(mapping('203.0.113.10'), mapping('203.0.113.9'));
    expect(rowsOf(mappingsTable(existing, show, 10))).toEqual([
      '| `203.0.113.9` | aws us-east-1 |',
      '| `203.0.113.10` | aws us-east-1 |',
    ]);
    expect(mappingsTable(existing, hide, 1)).toContain('| `hidden-1a2b3c4d` | aws us-east-1 |\n\n…and 1 more.');
  });

  test('names the parts that a row lacks, and rows with an unreadable address last', () => {
    const existing = {
      ...zone(mapping('203.0.113.9', '', '')),
      unreadable: [{ ip: '10.0.0.0/8|', vendor: 'aws', region: 'x' }],
    };
    expect(mappingsTable(existing, show, 10).split('\n').slice(2)).toEqual([
      '| `203.0.113.9` | (no vendor) (no region) |',
      '| `10.0.0.0`/8\\| | aws x |',
    ]);
    expect(regionsTable(existing, TIERS, show, 10)).toContain('| (no vendor) (no region) | 1 | – |');
  });
});
