import { describe, expect, test } from '@jest/globals';
import type { Address } from '../../../src/domain/address.ts';
import type { DesiredLocation, Evidence } from '../../../src/domain/entry.ts';
import type { Existing, Target } from '../../../src/domain/mapping.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import { changesOf, makePlan, type PlanInput, restsOnAbsence } from '../../../src/reconcile/plan.ts';
import {
  address,
  anywhere,
  at,
  desired,
  EAST,
  existingOf,
  NORTH,
  NOTHING_DESIRED,
  OVERWRITE,
  type Row,
  WEST,
} from '../../support/reconcile.ts';

const A = address('192.0.2.1');
const B = address('192.0.2.2');
const C = address('192.0.2.3');

const plan = (input: Partial<PlanInput>, existing: Existing | undefined, policy: Partial<Policy> = {}) =>
  makePlan({ ...NOTHING_DESIRED, ...input }, existing, undefined, { ...OVERWRITE, ...policy });
const holding = (target: Target | undefined) => existingOf(target === undefined ? [] : [at(A, target)]);

describe('A desired mapping', () => {
  const skipped = 'The zone maps 192.0.2.1 to aws us-west-2 already; left as it is (on-conflict: skip)';

  test.each<[Partial<Policy>, Target | undefined, object]>([
    [{}, undefined, { kind: 'create', ip: A, target: EAST }],
    [{}, EAST, { kind: 'unchanged', ip: A, target: EAST }],
    [{}, WEST, { kind: 'update', ip: A, target: EAST, before: WEST }],
    [{ onConflict: 'fail' }, EAST, { kind: 'unchanged', ip: A, target: EAST }],
    [{ onConflict: 'skip', own: new Set([A]) }, WEST, { kind: 'update', ip: A, target: EAST, before: WEST }],
    [{ onConflict: 'skip' }, WEST, { kind: 'skip', ip: A, target: EAST, before: WEST, message: skipped }],
  ])('under %j where the zone has %j', (policy, before, entry) => {
    const made = plan({ present: desired([at(A, EAST)]) }, holding(before), policy);
    expect(made).toMatchObject({ entries: [entry], refusals: [] });
  });

  test('that is skipped is reported in a notice, at its place', () => {
    const place = { line: 3, column: 5 };
    const present = desired([at(A, EAST)], { places: { origin: place } });
    const { notices } = plan({ present }, holding(WEST), { onConflict: 'skip' });
    expect(notices).toEqual([{ message: skipped, place }]);
  });

  test('is an update where the list cannot be read', () => {
    const made = plan({ present: desired([at(A, EAST)]), prune: { kind: 'all' } }, undefined);
    expect(made.entries).toEqual([{ kind: 'update', ip: A, target: EAST }]);
  });

  test('carries its host names and the evidence for its region', () => {
    const evidence = { kind: 'published', words: 'published by AWS' } as const;
    const location: DesiredLocation = { kind: 'known', target: EAST, evidence };
    const present = desired([at(A, EAST)], { hosts: ['a.example', 'b.example'], location });
    expect(plan({ present }, holding(undefined)).entries).toEqual([
      { kind: 'create', ip: A, target: EAST, hosts: ['a.example', 'b.example'], evidence },
    ]);
  });
});

describe('A desired mapping whose host name says the region, while published ranges could not be read', () => {
  const evidence: Evidence = { kind: 'host', words: 'host name a.example', unread: 'GCP' };
  const unsure = desired([at(A, EAST)], { location: { kind: 'known', target: EAST, evidence } });

  test('is no reason to change what the zone maps', () => {
    const made = plan({ present: unsure }, holding(WEST));
    expect(made.entries).toEqual([{ kind: 'unchanged', ip: A, target: WEST }]);
    expect(made.notices).toMatchObject([
      {
        message:
          '192.0.2.1: host name a.example says aws us-east-1, but the published ranges of GCP could not be read. The zone maps it to aws us-west-2; left as it is',
      },
    ]);
  });

  test('is created where the zone maps nothing, and unchanged without a word where it maps just that', () => {
    expect(plan({ present: unsure }, holding(undefined)).entries).toMatchObject([{ kind: 'create', target: EAST }]);
    expect(plan({ present: unsure }, holding(EAST))).toMatchObject({ entries: [{ kind: 'unchanged' }], notices: [] });
  });
});

describe('A desired mapping whose region was not found', () => {
  const unknown = (otherwise: 'fail' | 'skip') => {
    const location: DesiredLocation = { kind: 'unknown', reason: 'no cloud publishes it', otherwise };
    return desired([at(A, EAST)], { location, places: { origin: { line: 2, column: 1 } } });
  };

  test.each(['fail', 'skip'] as const)('stays as the zone maps it, also under prune: all (%s)', (otherwise) => {
    const made = plan({ present: unknown(otherwise), prune: { kind: 'all' } }, holding(WEST));
    expect(made.entries).toEqual([{ kind: 'unchanged', ip: A, target: WEST }]);
    expect(made.refusals).toEqual([]);
    expect(made.notices).toEqual([
      {
        message: '192.0.2.1: no cloud publishes it. The zone maps it to aws us-west-2; left as it is',
        place: { line: 2, column: 1 },
      },
    ]);
  });

  test('is refused at its place where the zone does not map it', () => {
    expect(plan({ present: unknown('fail') }, holding(undefined)).refusals).toEqual([
      {
        ips: [A],
        problem: {
          message: '192.0.2.1: no region is known: no cloud publishes it. Give vendor and region',
          place: { line: 2, column: 1 },
        },
      },
    ]);
  });

  test('is skipped with the reason where that is no failure', () => {
    const made = plan({ present: unknown('skip') }, holding(undefined));
    expect(made.entries).toEqual([{ kind: 'skip', ip: A, message: 'no cloud publishes it' }]);
    expect(made.refusals).toEqual([]);
    expect(made.notices).toMatchObject([{ message: '192.0.2.1: no cloud publishes it' }]);
  });

  test('is refused where nothing was said of its region', () => {
    const { refusals } = plan({ present: anywhere({ ip: A }) }, holding(undefined));
    expect(refusals).toMatchObject([
      { ips: [A], problem: { message: expect.stringContaining('vendor and region are not given') } },
    ]);
  });
});

describe('A desired mapping whose region cannot be used', () => {
  test.each([undefined, WEST])('is skipped with the reason, whatever the zone maps: %j', (before) => {
    const location: DesiredLocation = { kind: 'skip', reason: 'two names give two regions' };
    const made = plan({ present: desired([at(A, EAST)], { location }), prune: { kind: 'all' } }, holding(before));
    expect(made).toEqual({
      entries: [{ kind: 'skip', ip: A, message: location.reason, ...(before && { before }) }],
      refusals: [],
      notices: [{ message: '192.0.2.1: two names give two regions' }],
    });
  });
});

describe('An address that shall be absent', () => {
  const message =
    'The zone maps 192.0.2.1 to aws us-west-2, not to aws us-east-1; not removed. Leave vendor and region out to remove it wherever it is mapped';

  test.each<[Target | undefined, Target | undefined, object, number]>([
    [undefined, undefined, { kind: 'unchanged', ip: A }, 0],
    [EAST, undefined, { kind: 'unchanged', ip: A, target: EAST }, 0],
    [undefined, WEST, { kind: 'remove', ip: A, before: WEST }, 0],
    [WEST, WEST, { kind: 'remove', ip: A, before: WEST }, 0],
    [EAST, WEST, { kind: 'skip', ip: A, target: EAST, before: WEST, message }, 1],
  ])('with target %j where the zone has %j', (target, before, entry, notices) => {
    const absent = target === undefined ? anywhere({ ip: A }) : desired([at(A, target)]);
    const made = plan({ absent }, holding(before), { onConflict: 'fail' });
    expect(made).toMatchObject({ entries: [entry], refusals: [] });
    expect(made.notices).toHaveLength(notices);
  });
});

describe('An address that shall be absent from one vendor', () => {
  const location: DesiredLocation = { kind: 'any', vendor: 'aws' };
  const absent = desired([at(A, EAST)], { location });

  test('is removed where the zone maps it to any region of it, and is unchanged where it maps nothing', () => {
    expect(plan({ absent }, holding(WEST)).entries).toEqual([{ kind: 'remove', ip: A, before: WEST }]);
    expect(plan({ absent }, holding(undefined)).entries).toMatchObject([{ kind: 'unchanged', ip: A }]);
  });

  test('is skipped with a notice where the zone maps it to another one', () => {
    const message = 'The zone maps 192.0.2.1 to gcp europe-north1, not to a region of aws; not removed';
    const made = plan({ absent }, holding(NORTH));
    expect(made.entries).toEqual([{ kind: 'skip', ip: A, before: NORTH, message }]);
    expect(made.notices).toEqual([{ message }]);
  });
});

describe('What is reverted', () => {
  test.each<[Target | undefined, Target | undefined, object]>([
    [undefined, undefined, { kind: 'unchanged', ip: A }],
    [undefined, EAST, { kind: 'remove', ip: A, before: EAST }],
    [WEST, undefined, { kind: 'create', ip: A, target: WEST }],
    [WEST, WEST, { kind: 'unchanged', ip: A, target: WEST }],
    [WEST, EAST, { kind: 'update', ip: A, target: WEST, before: EAST }],
  ])('to %j where the zone has %j', (to, before, entry) => {
    const made = plan({ revert: [{ ip: A, ...(to && { to }) }] }, holding(before), { onConflict: 'fail' });
    expect(made).toMatchObject({ entries: [entry], refusals: [] });
  });
});

describe('Pruning', () => {
  const existing = existingOf([at('2001:db8::1', EAST), at(B, WEST), at(A, EAST)]);
  const removed = (rows: readonly (Row | { readonly ip: string })[]) => ({
    kind: 'removed' as const,
    earlier: new Map<Address, Target | undefined>(
      rows.map((row) => [address(row.ip), 'vendor' in row ? { vendor: row.vendor, region: row.region } : undefined]),
    ),
  });

  test.each<[PlanInput['prune'], string[]]>([
    [{ kind: 'none' }, []],
    [{ kind: 'all' }, [B, '2001:db8::1']],
    [removed([at(A, EAST), at(B, WEST), at('192.0.2.9', EAST)]), [B]],
  ])('%j removes what is not listed, in the order of addresses', (prune, ips) => {
    const { entries, refusals, notices } = plan({ present: desired([at(A, EAST)]), prune }, existing);
    expect(entries.filter(({ kind }) => kind === 'remove').map(({ ip }) => ip)).toEqual(ips);
    expect([refusals, notices]).toEqual([[], []]);
  });

  test.each<[Row | { ip: string }, string]>([
    [at(B, NORTH), 'and the earlier version of the mappings file said gcp europe-north1.'],
    [{ ip: B }, 'and where the earlier version of the mappings file mapped it is not known.'],
  ])('leaves what no longer is what the file put there (%j), with a notice', (row, words) => {
    const { entries, notices } = plan({ present: desired([at(A, EAST)]), prune: removed([row]) }, existing);
    expect(entries).toMatchObject([{ ip: A }]);
    expect(notices).toEqual([
      {
        message: expect.stringContaining(
          `192.0.2.2 is no longer listed and is left: the zone maps it to aws us-west-2, ${words}`,
        ),
      },
    ]);
  });

  test('leaves rows whose address cannot be read, with one notice', () => {
    const unreadable = [
      { ip: '192.0.2.0/24', ...EAST },
      { ip: '?', ...EAST },
    ];
    const { entries, notices } = plan(
      { present: desired([at(A, EAST)]), prune: { kind: 'all' } },
      existingOf([at(A, EAST)], { unreadable, oddRows: 2 }),
    );
    expect(entries).toMatchObject([{ kind: 'unchanged' }]);
    expect(notices).toEqual([
      {
        message:
          'prune: all leaves 2 rows of the zone\'s list whose address cannot be read, "192.0.2.0/24" first. Remove what is not needed by hand',
      },
    ]);
  });

  test('leaves alone what is skipped, and what is reverted or absent in its own right', () => {
    const prune = { kind: 'all' } as const;
    const skipped = plan({ present: desired([at(A, WEST)]), prune }, holding(EAST), { onConflict: 'skip' });
    expect(skipped.entries).toMatchObject([{ kind: 'skip' }]);
    const named = plan({ absent: anywhere({ ip: A }), revert: [{ ip: B, to: WEST }], prune }, existing);
    expect(named.entries.map(({ kind, ip }) => [kind, ip])).toEqual([
      ['remove', A],
      ['unchanged', B],
      ['remove', '2001:db8::1'],
    ]);
  });
});

describe('A plan rests on the absence', () => {
  const made = plan({ present: desired([at(A, EAST), at(B, EAST)]) }, existingOf([at(B, WEST)]));

  test.each<[Policy['onConflict'], Address[], Address[]]>([
    ['overwrite', [], []],
    ['overwrite', [A, B], [A]],
    ['skip', [], [A]],
    ['fail', [], [A]],
  ])('of what it creates: on-conflict: %s, recorded %j', (onConflict, recorded, ips) => {
    expect(restsOnAbsence(made, { onConflict }, new Set(recorded))).toEqual(ips);
  });

  test('of what shall be absent and is not listed, whatever the policy', () => {
    const absent = plan({ absent: anywhere({ ip: A }, { ip: B }), revert: [{ ip: C }] }, existingOf([at(B, WEST)]));
    expect(restsOnAbsence(absent, { onConflict: 'overwrite' }, new Set())).toEqual([A, C]);
  });

  test('of nothing else', () => {
    expect(changesOf(made).map(({ kind }) => kind)).toEqual(['create', 'update']);
  });
});
