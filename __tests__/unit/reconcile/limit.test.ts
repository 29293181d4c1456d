import { expect, test } from '@jest/globals';
import { fullMessage, limitMessage } from '../../../src/reconcile/refusals.ts';

/** A run with `discover` takes neither `prune` nor `state: absent`: it is another run that makes room. */
const REMEDY = 'Remove mappings that are no longer needed, for example in a run that lists them with state: absent';

test('1164 of a plan says how many exist, how many are requested and fit, the limit, and what to do', () => {
  expect(limitMessage({ existing: 3490, requested: 20, removals: 0, fit: 10 })).toBe(
    `the zone holds 3,490 mappings, 20 more are requested, and 10 fit: the limit is 3,500 mappings a zone (code 1164). ${REMEDY}`,
  );
  expect(limitMessage({ existing: 3500, requested: 1, removals: 0, fit: 0 })).toContain(
    '1 more is requested, and 0 fit',
  );
});

test.each<[string, Parameters<typeof fullMessage>[0], string]>([
  [
    'filled by another writer',
    { before: 3490, requested: 4, removals: 0, now: 3500 },
    `3,500. The zone held 3,490 when this run read it, 4 more were requested, and 10 fitted; it holds 3,500 now: another writer has filled the zone meanwhile. ${REMEDY}, and run again`,
  ],
  [
    'that allows fewer',
    { before: 12, requested: 3, removals: 1, now: 13 },
    `3,500. The zone held 12 when this run read it, 3 more were requested, and 3,489 fitted (with room made by 1 removal); it holds 13 now: another writer has filled the zone meanwhile, or Cloudflare allows this zone fewer. ${REMEDY}, and run again`,
  ],
  [
    'that cannot be read again',
    { before: 3499, requested: 1, removals: 0, now: undefined },
    `3,500. The zone held 3,499 when this run read it, 1 more was requested, and 1 fitted; how many it holds now could not be read: another writer has filled the zone meanwhile. ${REMEDY}, and run again`,
  ],
  [
    'whose list could never be read',
    { before: undefined, requested: 4, removals: 0, now: 3500 },
    `3,500, it holds 3,500 now, 4 were requested, and 0 more fit. ${REMEDY}`,
  ],
  [
    'of which nothing could ever be read',
    { before: undefined, requested: 1, removals: 0, now: undefined },
    `3,500, how many it holds now could not be read, 1 was requested, and 0 more fit. ${REMEDY}`,
  ],
])('1164 of the API in a zone %s', (_, counts, words) => {
  expect(fullMessage(counts)).toBe(`Cloudflare takes no more mappings in this zone (code 1164): the limit is ${words}`);
});
