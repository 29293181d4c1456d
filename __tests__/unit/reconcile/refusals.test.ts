import { describe, expect, test } from '@jest/globals';
import type { Existing, Regions, Target } from '../../../src/domain/mapping.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import type { Plan } from '../../../src/reconcile/change.ts';
import { expectedOutcomes } from '../../../src/reconcile/change.ts';
import { makePlan, type PlanInput } from '../../../src/reconcile/plan.ts';
import {
  address,
  anywhere,
  at,
  desired,
  EAST,
  existingOf,
  many,
  NOTHING_DESIRED,
  OVERWRITE,
  WEST,
} from '../../support/reconcile.ts';

const REGIONS: Regions = new Map([
  [
    'aws',
    new Map([
      ['us-east-1', []],
      ['us-west-2', []],
    ]),
  ],
  ['gcp', new Map([['us-central1', []]])],
  ['azure', new Map()],
]);
const A = address('192.0.2.1');
const B = address('192.0.2.2');
const C = address('192.0.2.3');

const plan = (input: Partial<PlanInput>, existing: Existing, policy: Partial<Policy> = {}, regions = REGIONS) =>
  makePlan({ ...NOTHING_DESIRED, ...input }, existing, regions, { ...OVERWRITE, ...policy });
const messages = ({ refusals }: Plan) => refusals.map(({ problem }) => problem.message);
const EMPTY = existingOf([]);

describe('An unsupported vendor or region', () => {
  test.each<[Target, string]>([
    [{ vendor: 'aws', region: 'us-east-9' }, 'Supported regions of aws: us-east-1, us-west-2'],
    [{ vendor: 'oci', region: 'us-ashburn-1' }, 'Cloudflare supports no vendor "oci" here. Supported: aws, gcp'],
  ])('is refused with code 1157: %j', (target, words) => {
    const made = plan({ present: desired([at(A, target)]) }, EMPTY);
    expect(made.refusals).toEqual([{ ips: [A], problem: { message: expect.stringContaining(words), code: 1157 } }]);
    expect(messages(made)[0]).toMatch(/^192\.0\.2\.1: /);
  });

  test('that was found has words of its own: nothing was misspelled', () => {
    const evidence = { kind: 'published', words: 'published by AWS for 192.0.2.0/24' } as const;
    const target = { vendor: 'aws', region: 'us-esat-1' };
    const made = plan({ present: desired([at(A, target)], { location: { kind: 'known', target, evidence } }) }, EMPTY);
    const message =
      '192.0.2.1: the region that was found, aws us-esat-1 (published by AWS for 192.0.2.0/24), is not among those that Cloudflare supports. Give the vendor and the supported region nearest to it';
    expect(made.refusals).toEqual([{ ips: [A], problem: { message, code: 1157 } }]);
  });

  test('is placed at the vendor or the region, whichever is wrong, or else at the address', () => {
    const places = { origin: { line: 1, column: 1 }, vendor: { line: 1, column: 9 }, region: { line: 1, column: 19 } };
    const present = [
      ...desired([at(A, { vendor: 'oci', region: 'us-east-1' }), at(B, { vendor: 'aws', region: 'x' })], { places }),
      ...desired([at(C, { vendor: 'aws', region: 'x' })], { places: { origin: { line: 2, column: 1 } } }),
    ];
    expect(plan({ present }, EMPTY).refusals.map(({ problem }) => problem.place)).toEqual([
      places.vendor,
      places.region,
      { line: 2, column: 1 },
    ]);
  });

  test('is not refused where the zone has just that at this address', () => {
    const old = at(A, { vendor: 'ibm', region: '' });
    expect(plan({ present: desired([old]) }, existingOf([old])).refusals).toEqual([]);
    expect(plan({ present: desired([{ ...old, region: 'dal-2' }]) }, existingOf([old])).refusals).toHaveLength(1);
  });

  test('is not refused in what is reverted', () => {
    const revert = [{ ip: A, to: { vendor: 'elsewhere', region: 'old' } }];
    expect(plan({ revert }, existingOf([at(A, EAST)])).refusals).toEqual([]);
  });

  test.each<[string, Regions | undefined]>([
    ['cannot be had', undefined],
    ['are none at all', new Map()],
    ['are an empty list for each vendor', new Map([['aws', new Map()]])],
  ])('is left to the API where the supported regions %s', (_, regions) => {
    const present = desired([at(A, { vendor: 'x', region: 'y' })]);
    const made = makePlan({ ...NOTHING_DESIRED, present }, EMPTY, regions, OVERWRITE);
    expect(made.refusals).toEqual([]);
  });

  test('is left to the API where the list of this vendor is empty', () => {
    expect(plan({ present: desired([at(A, { vendor: 'azure', region: 'y' })]) }, EMPTY).refusals).toEqual([]);
  });
});

describe('A conflict', () => {
  const present = desired([at(A, EAST), at(B, EAST)], { places: { origin: { line: 4, column: 2 } } });
  const existing = existingOf([at(A, WEST), at(B, WEST)]);

  test('is refused under on-conflict: fail, unless it is the pull request’s own', () => {
    expect(plan({ present }, existing, { onConflict: 'fail', own: new Set([B]) }).refusals).toEqual([
      {
        ips: [A],
        problem: {
          message:
            '192.0.2.1: the zone maps it to aws us-west-2, and aws us-east-1 is desired (on-conflict: fail). Set on-conflict to overwrite or skip, or fix the entry',
          place: { line: 4, column: 2 },
        },
      },
    ]);
  });

  test('is none where the list cannot be read', () => {
    const made = makePlan({ ...NOTHING_DESIRED, present }, undefined, undefined, { ...OVERWRITE, onConflict: 'fail' });
    expect(made.refusals).toEqual([]);
  });
});

describe('The limit', () => {
  test.each<[existing: number, more: number, pruned: boolean, fit: string | undefined]>([
    [3499, 1, false, undefined],
    [3499, 2, false, '3,499 mappings, 2 more are requested, and 1 fits:'],
    [3500, 20, false, '3,500 mappings, 20 more are requested, and 0 fit:'],
    [3500, 20, true, undefined],
    [3500, 21, true, '3,500 mappings, 21 more are requested, and 20 fit (with room made by 20 removals):'],
    [3510, 1, false, '3,510 mappings, 1 more is requested, and 0 fit:'],
  ])('of a zone of %d that would get %d more (pruned: %p): %p', (existing, more, pruned, words) => {
    const held = many(existing);
    const present = desired([...held.slice(pruned ? 20 : 0), ...many(more, 'us-east-1', '198.51')]);
    const { refusals } = plan({ present, prune: { kind: pruned ? 'all' : 'none' } }, existingOf(held));
    expect(refusals.map(({ problem, ips }) => [problem.code, ips.length, problem.message])).toEqual(
      words === undefined ? [] : [[1164, more, expect.stringContaining(words)]],
    );
  });

  test('counts rows whose address cannot be read', () => {
    const unreadable = [{ ip: '?', ...EAST }];
    const present = desired([at(A, EAST)]);
    expect(plan({ present }, existingOf(many(3499), { unreadable })).refusals).toHaveLength(1);
  });

  test('is reported at the first mapping that does not fit', () => {
    const present = [A, B, C].flatMap((ip, index) =>
      desired([at(ip, EAST)], { places: { origin: { line: index + 1, column: 1 } } }),
    );
    const made = plan({ present }, existingOf(many(3498, 'us-east-1', '198.51')));
    expect(made.refusals.map(({ ips, problem }) => [ips, problem.place])).toEqual([
      [[A, B, C], { line: 3, column: 1 }],
    ]);
    expect(expectedOutcomes(made)).toMatchObject([{ code: 1164 }, { code: 1164 }, { code: 1164 }]);
  });
});

describe('max-removals', () => {
  const held = many(20);
  const share = (percent: number): Policy['maxRemovals'] => ({ kind: 'share', percent });
  const number = (most: number): Policy['maxRemovals'] => ({ kind: 'number', most });

  test.each<[removals: number, of: number, Policy['maxRemovals'], refused: boolean]>([
    [6, 20, share(30), false],
    [7, 20, share(30), true],
    [3, 10, share(30), false],
    [4, 10, share(30), true],
    [8, 9, share(30), false],
    [8, 9, share(0.1), false],
    [1, 9, share(0), true],
    [1, 20, share(0), true],
    [0, 20, share(0), false],
    [19, 20, share(100), false],
    [1, 20, share(4.9), true],
    [1, 20, share(5), false],
    [3, 20, number(3), false],
    [4, 20, number(3), true],
    [1, 2, number(0), true],
    [8, 9, number(8), false],
    [8, 9, number(7), true],
  ])('%d of %d under %j refused: %p', (removals, of, maxRemovals, refused) => {
    const present = desired(held.slice(removals, of));
    const { refusals } = plan({ present, prune: { kind: 'all' } }, existingOf(held.slice(0, of)), { maxRemovals });
    expect(refusals).toHaveLength(refused ? 1 : 0);
  });

  test.each<[Policy['maxRemovals'], string]>([
    [share(30), '30% of them'],
    [number(3), '3'],
  ])('says what it allows, and what to do (%j)', (maxRemovals, allowed) => {
    const present = desired(held.slice(7));
    expect(messages(plan({ present, prune: { kind: 'all' } }, existingOf(held), { maxRemovals }))).toEqual([
      `Pruning would remove 7 of the zone's 20 mappings, and max-removals allows ${allowed}. If that is intended, raise max-removals for this run; otherwise check that the list is complete`,
    ]);
  });

  test('does not count what is named absent or reverted', () => {
    const revert = held.slice(10).map(({ ip }) => ({ ip: address(ip) }));
    const made = plan({ absent: anywhere(...held.slice(0, 10)), revert }, existingOf(held), { maxRemovals: number(0) });
    expect(made.refusals).toEqual([]);
  });
});

describe('The expected outcomes', () => {
  const existing = existingOf([at(A, WEST), at(B, EAST)]);

  test('are what the plan would do', () => {
    const evidence = { kind: 'host', words: 'host name a.example' } as const;
    const present = [
      ...desired([at(A, EAST), at(B, EAST)]),
      ...desired([at(C, EAST)], { hosts: ['a.example'], location: { kind: 'known', target: EAST, evidence } }),
    ];
    expect(expectedOutcomes(plan({ present }, existing))).toEqual([
      { ip: A, target: EAST, before: WEST, outcome: 'updated' },
      { ip: B, target: EAST, outcome: 'unchanged' },
      { ip: C, target: EAST, hosts: ['a.example'], evidence, outcome: 'created' },
    ]);
    expect(expectedOutcomes(plan({ present: desired([at(A, EAST)]) }, existing, { onConflict: 'skip' }))).toMatchObject(
      [{ outcome: 'skipped', message: expect.stringContaining('left as it is') }],
    );
    expect(expectedOutcomes(plan({ absent: anywhere({ ip: '192.0.2.9' }, { ip: B }) }, existing))).toStrictEqual([
      { ip: '192.0.2.9', outcome: 'unchanged' },
      { ip: B, before: EAST, outcome: 'removed' },
    ]);
  });

  test('of a refused plan say why, and that the other changes were not attempted', () => {
    const present = desired([at(A, EAST), at(B, EAST), at(C, { vendor: 'aws', region: 'x' })]);
    const notAttempted = 'was not attempted: 1 error elsewhere in the plan stopped the run before any write';
    expect(expectedOutcomes(plan({ present }, existing))).toMatchObject([
      { ip: A, outcome: 'failed', message: notAttempted },
      { ip: B, outcome: 'unchanged' },
      { ip: C, outcome: 'failed', code: 1157, message: expect.stringContaining('no supported region "x"') },
    ]);
    const [conflict] = expectedOutcomes(plan({ present: present.slice(0, 1) }, existing, { onConflict: 'fail' }));
    expect(conflict).toMatchObject({ outcome: 'failed', message: expect.stringContaining('on-conflict: fail') });
    expect(conflict).not.toHaveProperty('code');
  });

  test('of an entry that is refused twice say what is wrong with the entry itself', () => {
    const present = desired([at(A, { vendor: 'aws', region: 'x' })]);
    const made = plan({ present }, existingOf(many(3500)));
    expect(made.refusals.map(({ problem }) => problem.code)).toEqual([1157, 1164]);
    expect(expectedOutcomes(made)).toMatchObject([{ code: 1157 }]);
  });

  test('of removals that max-removals refuses are its message', () => {
    const held = many(20);
    const made = plan({ present: desired(held.slice(18)), prune: { kind: 'all' } }, existingOf(held), {
      maxRemovals: { kind: 'number', most: 17 },
    });
    const refused = { outcome: 'failed', message: expect.stringMatching(/^Pruning would remove 18 .* allows 17\./) };
    expect(expectedOutcomes(made)).toMatchObject([
      { outcome: 'unchanged' },
      { outcome: 'unchanged' },
      ...Array(18).fill(refused),
    ]);
  });
});
