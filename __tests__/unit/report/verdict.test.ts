import { describe, expect, test } from '@jest/globals';
import type { Result } from '../../../src/domain/result.ts';
import { verdict } from '../../../src/report/verdict.ts';
import {
  CREATED,
  FAILED,
  IDLE,
  manyMappings,
  mapping,
  REMOVED,
  result,
  SKIPPED,
  UNCHANGED,
  UPDATED,
  zone,
} from './results.ts';

const PROBLEM = [{ message: 'the cause' }];
const WRITTEN = { changed: true, outcomes: [CREATED, UPDATED, REMOVED, UNCHANGED, UNCHANGED] };

const CASES: [string, Partial<Result>, string][] = [
  ['says what was done', WRITTEN, 'Done: 1 created, 1 updated, 1 removed, 2 unchanged.'],
  [
    'says that a run had nothing to write',
    { outcomes: [UNCHANGED, SKIPPED] },
    'Nothing to do: 1 unchanged, 1 skipped.',
  ],
  ['says it of a run without entries too', {}, 'Nothing to do.'],
  [
    'says what a plan would do',
    { ...WRITTEN, mode: 'plan' },
    'Plan: 1 to create, 1 to update, 1 to remove, 2 unchanged. Nothing was written.',
  ],
  ['says that a plan has nothing to do', { mode: 'plan', outcomes: [UNCHANGED] }, 'Plan: nothing to do: 1 unchanged.'],
  ['says that nothing drifted', { mode: 'check', outcomes: [UNCHANGED] }, 'No drift: 1 unchanged.'],
  [
    'says that there is drift',
    { mode: 'check', changed: true, outcomes: [CREATED, UNCHANGED], problems: PROBLEM },
    'Drift: 1 to create, 1 unchanged. Nothing was written.',
  ],
  [
    'says what was done in spite of a failed entry',
    { changed: true, outcomes: [CREATED, UNCHANGED, FAILED], problems: PROBLEM },
    'Failed: 1 of 3 entries. 1 created, 1 unchanged.',
  ],
  [
    'says what was done before a failure of no entry',
    { changed: true, outcomes: [CREATED], problems: PROBLEM },
    'Failed. 1 created.',
  ],
  [
    'does not hide a write that no entry shows',
    { changed: true, outcomes: [FAILED], problems: PROBLEM },
    'Failed: 1 of 1 entry. Something was written.',
  ],
  [
    'says that a failure wrote nothing',
    { outcomes: [UNCHANGED, FAILED], problems: PROBLEM },
    'Failed: 1 of 2 entries. Nothing was written (1 unchanged).',
  ],
  ['says that a run failed before any entry', { problems: PROBLEM }, 'Failed. Nothing was written.'],
  [
    'counts several problems before any entry',
    { problems: [...PROBLEM, ...PROBLEM] },
    'Failed: 2 problems. Nothing was written.',
  ],
  [
    'counts no problems beside entries',
    { outcomes: [UNCHANGED], problems: [...PROBLEM, ...PROBLEM] },
    'Failed. Nothing was written (1 unchanged).',
  ],
  [
    'says that a plan failed',
    { mode: 'plan', changed: true, outcomes: [CREATED, FAILED], problems: PROBLEM },
    'Plan failed: 1 of 2 entries. Nothing was written (1 to create).',
  ],
  [
    'says that a check failed by more than drift',
    { mode: 'check', changed: true, outcomes: [CREATED, FAILED], problems: PROBLEM },
    'Check failed: 1 of 2 entries. Nothing was written (1 to create).',
  ],
  [
    'counts what a problem stands for',
    { problems: [...PROBLEM, { message: '3,499 more', count: 3499 }] },
    'Failed: 3,500 problems. Nothing was written.',
  ],
  [
    'counts problems that no failed entry shows, as of rows that are not valid',
    { outcomes: [FAILED], problems: [...PROBLEM, { message: '3,499 more', count: 3499 }] },
    'Failed: 1 of 1 entry (3,500 problems). Nothing was written.',
  ],
  [
    'counts problems where nothing was attempted, as with mistakes in the file or a brake',
    { outcomes: [IDLE, IDLE], problems: [...PROBLEM, { message: '6 more', count: 6 }] },
    'Failed: 7 problems. Nothing was written.',
  ],
  [
    'counts one problem too',
    { mode: 'plan', outcomes: [IDLE], problems: PROBLEM },
    'Plan failed: 1 problem. Nothing was written.',
  ],
  [
    'tells refused entries from those that were not attempted',
    { mode: 'check', outcomes: [FAILED, IDLE, IDLE, UNCHANGED], problems: PROBLEM },
    'Check failed: 1 refused, 2 not attempted. Nothing was written (1 unchanged).',
  ],
  [
    'counts failed entries together once something was written',
    { changed: true, outcomes: [CREATED, FAILED, IDLE], problems: PROBLEM },
    'Failed: 2 of 3 entries. 1 created.',
  ],
  [
    'names the settings that were switched on',
    { changed: true, outcomes: [UNCHANGED], switchedOn: ['tiered caching', 'smart topology'] },
    'Done: 1 unchanged, tiered caching switched on, smart topology switched on.',
  ],
  [
    'names what was switched on in spite of a failed entry',
    { changed: true, outcomes: [FAILED], problems: PROBLEM, switchedOn: ['smart topology'] },
    'Failed: 1 of 1 entry. Smart topology switched on.',
  ],
  [
    'counts a setting to switch on as drift',
    { mode: 'check', changed: true, outcomes: [UNCHANGED], problems: PROBLEM, switchedOn: ['smart topology'] },
    'Drift: 1 unchanged, smart topology to switch on. Nothing was written.',
  ],
];

describe('verdict', () => {
  test.each(CASES)('%s', (_, parts, words) => {
    expect(verdict(result(parts))).toBe(words);
  });

  test.each([
    [[], 'The zone holds 0 mappings; 3,500 more fit.'],
    [[mapping('203.0.113.1')], 'The zone holds 1 mapping; 3,499 more fit.'],
    [manyMappings(3499), 'The zone holds 3,499 mappings; 1 more fits.'],
    [manyMappings(3501), 'The zone holds 3,501 mappings; 0 more fit.'],
  ])('says what the zone holds and how many more fit (%#)', (mappings, words) => {
    expect(verdict(result({ existing: zone(...mappings) }))).toBe(`Nothing to do. ${words}`);
  });

  test('counts mappings whose address cannot be read', () => {
    const existing = {
      ...zone(mapping('203.0.113.1')),
      unreadable: [{ ip: '10.0.0.0/8', vendor: 'aws', region: 'x' }],
    };
    expect(verdict(result({ existing }))).toBe('Nothing to do. The zone holds 2 mappings; 3,498 more fit.');
  });
});
