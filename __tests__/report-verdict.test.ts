import { describe, expect, test } from '@jest/globals';
import type { Result } from '../src/domain/result.ts';
import { verdict } from '../src/report/verdict.ts';
import {
  CREATED,
  FAILED,
  list,
  manyMappings,
  mapping,
  REMOVED,
  result,
  SKIPPED,
  UNCHANGED,
  UPDATED,
} from './fixtures/report-result.ts';

const PROBLEM = [{ message: 'the cause' }];
const WRITTEN = { changed: true, outcomes: [CREATED, UPDATED, REMOVED, UNCHANGED, UNCHANGED] };

const CASES: [string, Partial<Result>, string][] = [
  ['tells what was done', WRITTEN, 'Done: 1 created, 1 updated, 1 removed, 2 unchanged.'],
  [
    'tells of a run that had nothing to write',
    { outcomes: [UNCHANGED, SKIPPED] },
    'Nothing to do: 1 unchanged, 1 skipped.',
  ],
  ['tells of a run without entries', {}, 'Nothing to do.'],
  [
    'tells what a plan would do',
    { ...WRITTEN, mode: 'plan' },
    'Plan: 1 to create, 1 to update, 1 to remove, 2 unchanged. Nothing was written.',
  ],
  ['tells of a plan with nothing to do', { mode: 'plan', outcomes: [UNCHANGED] }, 'Plan: nothing to do: 1 unchanged.'],
  ['tells that nothing drifted', { mode: 'check', outcomes: [UNCHANGED] }, 'No drift: 1 unchanged.'],
  [
    'tells of drift',
    { mode: 'check', changed: true, outcomes: [CREATED, UNCHANGED], problems: PROBLEM },
    'Drift: 1 to create, 1 unchanged. Nothing was written.',
  ],
  [
    'tells what was done in spite of a failed entry',
    { changed: true, outcomes: [CREATED, UNCHANGED, FAILED], problems: PROBLEM },
    'Failed: 1 of 3 entries. Done all the same: 1 created, 1 unchanged.',
  ],
  [
    'tells what was done before a failure of no entry',
    { changed: true, outcomes: [CREATED], problems: PROBLEM },
    'Failed. Done all the same: 1 created.',
  ],
  [
    'does not hide a write that no entry tells of',
    { changed: true, outcomes: [FAILED], problems: PROBLEM },
    'Failed: 1 of 1 entry. Something was written.',
  ],
  [
    'tells that a failure wrote nothing',
    { outcomes: [UNCHANGED, FAILED], problems: PROBLEM },
    'Failed: 1 of 2 entries. Nothing was written (1 unchanged).',
  ],
  ['tells of a run that failed before any entry', { problems: PROBLEM }, 'Failed. Nothing was written.'],
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
    'tells of a failed plan',
    { mode: 'plan', changed: true, outcomes: [CREATED, FAILED], problems: PROBLEM },
    'Plan failed: 1 of 2 entries. Nothing was written (1 to create).',
  ],
  [
    'tells of a check that failed by more than drift',
    { mode: 'check', changed: true, outcomes: [CREATED, FAILED], problems: PROBLEM },
    'Check failed: 1 of 2 entries. Nothing was written (1 to create).',
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
  ])('tells what the zone holds and how many more fit (%#)', (mappings, words) => {
    expect(verdict(result({ list: list(...mappings) }))).toBe(`Nothing to do. ${words}`);
  });
});
