import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Address } from '../src/domain/address.ts';
import type { MappingList, Target } from '../src/domain/mapping.ts';
import { foreseen, type Goal, isChange, makePlan, type Plan, type Policy } from '../src/plan.ts';
import { listOf, many, NOTHING_WANTED, OVERWRITE, wanted } from './fixtures/zone.ts';
import { manyRuns } from './many-runs.ts';

const EAST: Target = { vendor: 'aws', region: 'us-east-1' };
const WEST: Target = { vendor: 'aws', region: 'us-west-2' };
const REGIONS = new Map([
  [
    'aws',
    new Map([
      ['us-east-1', []],
      ['us-west-2', []],
    ] as [string, string[]][]),
  ],
  ['gcp', new Map([['us-central1', []]] as [string, string[]][])],
]);
const A = '192.0.2.1' as Address;
const B = '192.0.2.2' as Address;

const plan = (goal: Partial<Goal>, current: MappingList | undefined, policy: Partial<Policy> = {}) =>
  makePlan({ ...NOTHING_WANTED, ...goal }, current, REGIONS, { ...OVERWRITE, ...policy });
const at = (ip: string, target: Target) => ({ ip, ...target });
const messages = ({ refusals }: Plan) => refusals.map(({ problem }) => problem.message);

describe('A wanted mapping', () => {
  test.each<[Partial<Policy>, Target | undefined, object]>([
    [{}, undefined, { kind: 'create', ip: A, target: EAST }],
    [{}, EAST, { kind: 'unchanged', ip: A, target: EAST }],
    [{}, WEST, { kind: 'update', ip: A, target: EAST, before: WEST }],
    [{ onConflict: 'fail' }, EAST, { kind: 'unchanged', ip: A, target: EAST }],
    [{ onConflict: 'skip', own: new Set([A]) }, WEST, { kind: 'update', ip: A, target: EAST, before: WEST }],
    [
      { onConflict: 'skip' },
      WEST,
      {
        kind: 'skip',
        ip: A,
        target: EAST,
        before: WEST,
        message: 'The zone maps 192.0.2.1 to aws us-west-2 already; left as it is (on-conflict: skip)',
      },
    ],
  ])('under %j where the zone has %j', (policy, before, step) => {
    const current = listOf(before === undefined ? [] : [at(A, before)]);
    expect(plan({ present: wanted(at(A, EAST)) }, current, policy)).toEqual({ steps: [step], refusals: [] });
  });

  test('is an update where the list cannot be had', () => {
    expect(plan({ present: wanted(at(A, EAST)) }, undefined).steps).toEqual([{ kind: 'update', ip: A, target: EAST }]);
  });
});

describe('An address that shall be absent', () => {
  test.each<[Target | undefined, Target | undefined, object]>([
    [undefined, undefined, { kind: 'unchanged', ip: A }],
    [EAST, undefined, { kind: 'unchanged', ip: A, target: EAST }],
    [undefined, WEST, { kind: 'remove', ip: A, before: WEST }],
    [WEST, WEST, { kind: 'remove', ip: A, before: WEST }],
    [
      EAST,
      WEST,
      {
        kind: 'skip',
        ip: A,
        target: EAST,
        before: WEST,
        message:
          'The zone maps 192.0.2.1 to aws us-west-2, not to aws us-east-1; not removed. Leave vendor and region out to remove it wherever it is mapped',
      },
    ],
  ])('with target %j where the zone has %j', (target, before, step) => {
    const current = listOf(before === undefined ? [] : [at(A, before)]);
    expect(plan({ absent: [{ ip: A, ...(target && { target }) }] }, current)).toEqual({ steps: [step], refusals: [] });
  });
});

describe('What is taken back', () => {
  test.each<[Target | undefined, Target | undefined, object]>([
    [undefined, undefined, { kind: 'unchanged', ip: A }],
    [undefined, EAST, { kind: 'remove', ip: A, before: EAST }],
    [WEST, undefined, { kind: 'create', ip: A, target: WEST }],
    [WEST, WEST, { kind: 'unchanged', ip: A, target: WEST }],
    [WEST, EAST, { kind: 'update', ip: A, target: WEST, before: EAST }],
  ])('to %j where the zone has %j', (to, before, step) => {
    const current = listOf(before === undefined ? [] : [at(A, before)]);
    expect(plan({ takeBack: [{ ip: A, ...(to && { to }) }] }, current).steps).toEqual([step]);
  });

  test('is no conflict, and its region is not judged again', () => {
    const to = { vendor: 'elsewhere', region: 'old' };
    expect(plan({ takeBack: [{ ip: A, to }] }, listOf([at(A, EAST)]), { onConflict: 'fail' }).refusals).toEqual([]);
  });
});

describe('Pruning', () => {
  const current = listOf([at('2001:db8::1', EAST), at(B, WEST), at(A, EAST)]);

  test.each<[Goal['prune'], string[]]>([
    [{ kind: 'none' }, []],
    [{ kind: 'removed', earlier: new Set([A, B, '192.0.2.9' as Address]) }, [B]],
    [{ kind: 'all' }, [B, '2001:db8::1']],
  ])('%j removes what is not listed, in the order of addresses', (prune, removed) => {
    const { steps, refusals } = plan({ present: wanted(at(A, EAST)), prune }, current);
    expect(steps.filter(({ kind }) => kind === 'remove').map(({ ip }) => ip)).toEqual(removed);
    expect(refusals).toEqual([]);
  });

  test('leaves alone what is skipped', () => {
    const goal: Partial<Goal> = { present: wanted(at(A, WEST)), prune: { kind: 'all' } };
    expect(plan(goal, listOf([at(A, EAST)]), { onConflict: 'skip' }).steps).toMatchObject([{ kind: 'skip' }]);
  });
});

describe('The brake', () => {
  const held = many(20);
  const pruning = (count: number, size: number): Partial<Goal> => ({
    present: wanted(...held.slice(count, size)),
    prune: { kind: 'all' },
  });
  const share = (percent: number): Policy['brake'] => ({ kind: 'share', percent });
  const number = (most: number): Policy['brake'] => ({ kind: 'number', most });

  test.each<[removals: number, of: number, Policy['brake'], braked: boolean]>([
    [6, 20, share(30), false],
    [7, 20, share(30), true],
    [3, 10, share(30), false],
    [4, 10, share(30), true],
    [8, 9, share(30), false],
    [1, 20, share(0), true],
    [19, 20, share(100), false],
    [1, 20, share(4.9), true],
    [1, 20, share(5), false],
    [3, 20, number(3), false],
    [4, 20, number(3), true],
    [1, 2, number(0), true],
    [8, 9, number(8), false],
  ])('%d of %d under %j: %p', (removals, of, brake, braked) => {
    const { refusals } = plan(pruning(removals, of), listOf(held.slice(0, of)), { brake });
    expect(refusals).toHaveLength(braked ? 1 : 0);
  });

  test.each<[Policy['brake'], string]>([
    [share(30), '30% of them'],
    [number(3), '3'],
  ])('says what it allows, and what to do (%j)', (brake, allowed) => {
    expect(messages(plan(pruning(7, 20), listOf(held), { brake }))).toEqual([
      `Pruning would remove 7 of the zone's 20 mappings, and max-removals allows ${allowed}. If that is intended, raise max-removals for this run; otherwise look whether the list is complete`,
    ]);
  });

  test('does not count what is named absent or taken back', () => {
    const ips = held.map(({ ip }) => ({ ip: ip as Address }));
    const goal: Partial<Goal> = { absent: ips.slice(0, 10), takeBack: ips.slice(10) };
    expect(plan(goal, listOf(held), { brake: number(0) }).refusals).toEqual([]);
  });
});

describe('Refused before any write', () => {
  test.each<[Target, string]>([
    [{ vendor: 'aws', region: 'us-east-9' }, 'Nearest supported names of aws: us-east-1, us-west-2'],
    [{ vendor: 'oci', region: 'us-ashburn-1' }, 'Cloudflare supports no vendor "oci" here. Supported: aws, gcp'],
  ])('is an unsupported %j, with code 1157', (target, words) => {
    const { refusals } = plan({ present: wanted(at(A, target)) }, listOf([]));
    expect(refusals).toEqual([{ ips: [A], problem: { message: expect.stringContaining(words), code: 1157 } }]);
    expect(messages({ steps: [], refusals })[0]).toMatch(/^192\.0\.2\.1: /);
  });

  test('at the place of the vendor or of the region, whichever is wrong', () => {
    const places = { ip: { line: 1, column: 1 }, vendor: { line: 1, column: 9 }, region: { line: 1, column: 19 } };
    const present = [
      { ip: A, target: { vendor: 'oci', region: 'us-east-1' }, places },
      { ip: B, target: { vendor: 'aws', region: 'x' }, places },
    ];
    expect(plan({ present }, listOf([])).refusals.map(({ problem }) => problem.place)).toEqual([
      places.vendor,
      places.region,
    ]);
  });

  test('is no region that the zone has already, at this address', () => {
    const old = at(A, { vendor: 'ibm', region: 'dal-1' });
    expect(plan({ present: wanted(old) }, listOf([old])).refusals).toEqual([]);
    expect(plan({ present: wanted({ ...old, region: 'dal-2' }) }, listOf([old])).refusals).toHaveLength(1);
  });

  test('is no region where the supported ones are not known', () => {
    const goal = { ...NOTHING_WANTED, present: wanted(at(A, { vendor: 'x', region: 'y' })) };
    expect(makePlan(goal, listOf([]), undefined, OVERWRITE).refusals).toEqual([]);
  });

  test('is a conflict under on-conflict: fail, unless it is the pull request’s own', () => {
    const present = wanted(at(A, EAST), at(B, EAST));
    const current = listOf([at(A, WEST), at(B, WEST)]);
    const { refusals } = plan({ present }, current, { onConflict: 'fail', own: new Set([B]) });
    expect(refusals).toEqual([
      {
        ips: [A],
        problem: {
          message:
            '192.0.2.1: the zone maps it to aws us-west-2, and aws us-east-1 is wanted (on-conflict: fail). Set on-conflict to overwrite or skip, or mend the entry',
        },
      },
    ]);
  });

  test('is no conflict where the list cannot be had', () => {
    expect(plan({ present: wanted(at(A, EAST)) }, undefined, { onConflict: 'fail' }).refusals).toEqual([]);
  });

  test.each<[there: number, more: number, pruned: boolean, fit: number | undefined]>([
    [3499, 1, false, undefined],
    [3499, 2, false, 1],
    [3500, 20, false, 0],
    [3500, 20, true, undefined],
    [3510, 1, false, 0],
  ])('is a zone of %d that would get %d more (room made: %p): %p fit', (there, more, pruned, fit) => {
    const held = many(there);
    const present = wanted(...held.slice(pruned ? 20 : 0), ...many(more, 'us-east-1', '198.51'));
    const { refusals } = plan({ present, prune: pruned ? { kind: 'all' } : { kind: 'none' } }, listOf(held));
    expect(refusals.map(({ problem, ips }) => [problem.code, ips.length, problem.message])).toEqual(
      fit === undefined
        ? []
        : [
            [
              1164,
              more,
              expect.stringContaining(`holds ${there} mappings, ${more} more are asked for, and ${fit} fit:`),
            ],
          ],
    );
  });
});

test('A zone that is full is told at the first mapping that does not fit', () => {
  const places = (line: number) => ({ ip: { line, column: 1 } });
  const present = [
    { ip: A, target: EAST, places: places(1) },
    { ip: B, target: EAST, places: places(2) },
    { ip: '192.0.2.3' as Address, target: EAST, places: places(3) },
  ];
  const held = listOf(many(3498, 'us-east-1', '198.51'));
  const made = plan({ present }, held);
  expect(made.refusals.map(({ ips, problem }) => [ips, problem.place])).toEqual([
    [[A, B, '192.0.2.3'], { line: 3, column: 1 }],
  ]);
  expect(foreseen(made)).toMatchObject([{ code: 1164 }, { code: 1164 }, { code: 1164 }]);
});

test('A removal is no conflict', () => {
  expect(plan({ absent: [{ ip: A }] }, listOf([at(A, WEST)]), { onConflict: 'fail' }).refusals).toEqual([]);
});

test('Each removal that the brake refuses fails by its words', () => {
  const held = many(20);
  const made = plan({ present: wanted(...held.slice(18)), prune: { kind: 'all' } }, listOf(held), {
    brake: { kind: 'number', most: 17 },
  });
  const refused = { outcome: 'failed', message: expect.stringMatching(/^Pruning would remove 18 .* allows 17\./) };
  expect(foreseen(made)).toMatchObject([
    { outcome: 'unchanged' },
    { outcome: 'unchanged' },
    ...Array(18).fill(refused),
  ]);
});

describe('What is foreseen', () => {
  const current = listOf([at(A, WEST), at(B, EAST)]);

  test('is what the plan would do', () => {
    const goal = { present: wanted(at(A, EAST), at(B, EAST), at('192.0.2.3', EAST)), prune: { kind: 'none' } } as const;
    expect(foreseen(plan(goal, current))).toEqual([
      { ip: A, target: EAST, before: WEST, outcome: 'updated' },
      { ip: B, target: EAST, outcome: 'unchanged' },
      { ip: '192.0.2.3', target: EAST, outcome: 'created' },
    ]);
    expect(foreseen(plan({ present: wanted(at(A, EAST)) }, current, { onConflict: 'skip' }))).toMatchObject([
      { outcome: 'skipped', message: expect.stringContaining('left as it is') },
    ]);
    expect(foreseen(plan({ absent: [{ ip: '192.0.2.9' as Address }] }, current))).toStrictEqual([
      { ip: '192.0.2.9', outcome: 'unchanged' },
    ]);
    expect(foreseen(plan({ absent: [{ ip: B }] }, current))).toStrictEqual([
      { ip: B, before: EAST, outcome: 'removed' },
    ]);
  });

  test('of a refused plan is why, and that nothing else is attempted', () => {
    const present = wanted(at(A, EAST), at(B, EAST), at('192.0.2.3', { vendor: 'aws', region: 'x' }));
    expect(foreseen(plan({ present }, current))).toMatchObject([
      { ip: A, outcome: 'failed', message: 'was not attempted: the run was refused as a whole' },
      { ip: B, outcome: 'unchanged' },
      { ip: '192.0.2.3', outcome: 'failed', code: 1157, message: expect.stringContaining('no supported region "x"') },
    ]);
    const { outcome, ...rest } =
      foreseen(plan({ present: wanted(at(A, EAST)) }, current, { onConflict: 'fail' }))[0] ?? {};
    expect(outcome).toBe('failed');
    expect(rest).not.toHaveProperty('code');
  });
});

describe('Whatever is there and wanted,', () => {
  const ip = fc.constantFrom(...many(14).map((one) => one.ip as Address));
  const target = fc.constantFrom<Target>(
    EAST,
    WEST,
    { vendor: 'gcp', region: 'us-central1' },
    { vendor: 'ibm', region: 'x' },
  );
  const zone = fc.uniqueArray(fc.record({ ip, target }), { selector: (one) => one.ip, maxLength: 14 });
  const role = fc.record({
    ip,
    role: fc.constantFrom('present', 'absent', 'absent-at', 'take-back', 'put-back', 'earlier'),
    target,
  });
  const roles = fc.uniqueArray(role, { selector: (one) => one.ip, maxLength: 14 });
  const policy: fc.Arbitrary<Policy> = fc.record({
    onConflict: fc.constantFrom('overwrite', 'skip', 'fail'),
    brake: fc.oneof(
      fc.record({ kind: fc.constant('share' as const), percent: fc.integer({ min: 0, max: 100 }) }),
      fc.record({ kind: fc.constant('number' as const), most: fc.integer({ min: 0, max: 14 }) }),
    ),
    own: fc.uniqueArray(ip, { maxLength: 3 }).map((ips) => new Set(ips)),
  });
  const situation = fc
    .record({ zone, roles, policy, prune: fc.constantFrom('none', 'removed', 'all'), judged: fc.boolean() })
    .map(({ zone: held, roles: list, policy: rules, prune, judged }) => {
      const of = (...kinds: string[]) => list.filter((one) => kinds.includes(one.role));
      const earlier = new Set(of('earlier').map((one) => one.ip));
      const goal: Goal = {
        present: of('present').map((one) => ({ ip: one.ip, target: one.target })),
        absent: of('absent', 'absent-at').map((one) =>
          one.role === 'absent' ? { ip: one.ip } : { ip: one.ip, target: one.target },
        ),
        takeBack: of('take-back', 'put-back').map((one) =>
          one.role === 'take-back' ? { ip: one.ip } : { ip: one.ip, to: one.target },
        ),
        prune: prune === 'removed' ? { kind: 'removed', earlier } : { kind: prune as 'none' | 'all' },
      };
      const current = listOf(held.map((one) => ({ ip: one.ip, ...one.target })));
      return { goal, current, rules, earlier, regions: judged ? REGIONS : undefined };
    });

  type Situation = typeof situation extends fc.Arbitrary<infer Value> ? Value : never;

  function carriedOut(made: Plan, current: MappingList): MappingList {
    const next = new Map(current);
    for (const step of made.steps) {
      if (step.kind === 'remove') next.delete(step.ip);
      else if (isChange(step)) next.set(step.ip, { ip: step.ip, ...step.target });
    }
    return next;
  }

  const holds = (name: string, property: (given: Situation, made: Plan) => void) =>
    test(name, () => {
      fc.assert(
        fc.property(situation, (given) =>
          property(given, makePlan(given.goal, given.current, given.regions, given.rules)),
        ),
        { numRuns: manyRuns(500) },
      );
    });
  holds('the plan leads to the goal', ({ goal, current }, made) => {
    const after = carriedOut(made, current);
    const skipped = new Set(made.steps.filter(({ kind }) => kind === 'skip').map((step) => step.ip));
    for (const one of goal.present) if (!skipped.has(one.ip)) expect(after.get(one.ip)).toMatchObject(one.target);
    for (const one of goal.absent) if (!skipped.has(one.ip)) expect(after.has(one.ip)).toBe(false);
    for (const one of goal.takeBack) expect(after.get(one.ip)).toEqual(one.to && { ip: one.ip, ...one.to });
    for (const one of skipped) expect(after.get(one)).toEqual(current.get(one));
  });

  holds('a second plan is empty', ({ goal, current, regions, rules }, made) => {
    const again = makePlan(goal, carriedOut(made, current), regions, rules);
    expect(again.steps.filter(isChange)).toEqual([]);
    if (made.refusals.length === 0) expect(again.refusals).toEqual([]);
  });

  holds('no other address is touched', ({ goal, current, earlier }, made) => {
    const named = new Set([...goal.present, ...goal.absent, ...goal.takeBack].map((one) => one.ip));
    for (const step of made.steps.filter(isChange)) {
      if (named.has(step.ip)) continue;
      expect(step.kind).toBe('remove');
      expect(current.has(step.ip)).toBe(true);
      expect(goal.prune.kind === 'all' || (goal.prune.kind === 'removed' && earlier.has(step.ip))).toBe(true);
    }
  });

  holds('every named address has one step', ({ goal }, made) => {
    const ips = made.steps.map((step) => step.ip);
    expect(new Set(ips).size).toBe(ips.length);
    for (const one of [...goal.present, ...goal.absent, ...goal.takeBack]) expect(ips).toContain(one.ip);
  });

  holds('the brake holds', ({ goal, current, rules: { brake } }, made) => {
    const named = new Set([...goal.present, ...goal.absent, ...goal.takeBack].map((one) => one.ip));
    const pruned = made.steps.filter((step) => step.kind === 'remove' && !named.has(step.ip)).length;
    if (made.refusals.length > 0) return;
    if (brake.kind === 'number') expect(pruned).toBeLessThanOrEqual(brake.most);
    else if (current.size >= 10) expect(pruned / current.size).toBeLessThanOrEqual(brake.percent / 100);
  });

  holds('nothing is foreseen to be written by a refused plan', (_, made) => {
    const outcomes = foreseen(made).map((one) => one.outcome);
    expect(outcomes).toHaveLength(made.steps.length);
    if (made.refusals.length === 0) expect(outcomes).not.toContain('failed');
    else for (const written of ['created', 'updated', 'removed']) expect(outcomes).not.toContain(written);
  });
});
