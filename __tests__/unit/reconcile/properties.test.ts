import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Address } from '../../../src/domain/address.ts';
import type { Existing, Mapping, Regions, Target } from '../../../src/domain/mapping.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import type { Plan } from '../../../src/reconcile/change.ts';
import { expectedOutcomes, isChange } from '../../../src/reconcile/change.ts';
import { changesOf, makePlan, type PlanInput } from '../../../src/reconcile/plan.ts';
import { applyTo } from '../../support/applying.ts';
import type { Effect } from '../../support/fake-zone.ts';
import { address, anywhere, at, desired, EAST, existingOf, many, NORTH, WEST } from '../../support/reconcile.ts';

/** Made-up cases of each property; few where each mutant of the code runs them. */
const CASES = process.env.STRYKER_MUTATOR_WORKER ? 20 : 300;

const REGIONS: Regions = new Map([
  [
    'aws',
    new Map([
      ['us-east-1', []],
      ['us-west-2', []],
    ]),
  ],
  ['gcp', new Map([['europe-north1', []]])],
]);
const ip = fc.constantFrom(...many(14).map((row) => address(row.ip)));
const target = fc.constantFrom<Target>(EAST, WEST, NORTH, { vendor: 'ibm', region: '' });

describe('Whatever the zone holds and the user desires,', () => {
  const held = fc.uniqueArray(fc.record({ ip, target }), { selector: (one) => one.ip, maxLength: 14 });
  const role = fc.record({
    ip,
    target,
    role: fc.constantFrom('present', 'unknown', 'absent', 'absent-at', 'remove', 'restore', 'earlier', 'earlier-at'),
  });
  const policy: fc.Arbitrary<Policy> = fc.record({
    onConflict: fc.constantFrom('overwrite', 'skip', 'fail'),
    maxRemovals: fc.oneof(
      fc.record({ kind: fc.constant('share' as const), percent: fc.integer({ min: 0, max: 100 }) }),
      fc.record({ kind: fc.constant('number' as const), most: fc.integer({ min: 0, max: 14 }) }),
    ),
    own: fc.uniqueArray(ip, { maxLength: 3 }).map((ips) => new Set(ips)),
  });
  const situation = fc
    .record({
      held,
      roles: fc.uniqueArray(role, { selector: (one) => one.ip, maxLength: 14 }),
      policy,
      prune: fc.constantFrom('none' as const, 'removed' as const, 'all' as const),
      judged: fc.boolean(),
      skips: fc.boolean(),
    })
    .map(({ held: list, roles, policy: rules, prune, judged, skips }) => {
      const of = (kind: string) => roles.filter((one) => one.role === kind);
      const rows = (kind: string) => of(kind).map((one) => at(one.ip, one.target));
      const earlier = new Map<Address, Target | undefined>([
        ...of('earlier').map((one) => [one.ip, undefined] as const),
        ...of('earlier-at').map((one) => [one.ip, one.target] as const),
      ]);
      const unknown = { kind: 'unknown', reason: 'not found', otherwise: skips ? 'skip' : 'fail' } as const;
      const input: PlanInput = {
        present: [...desired(rows('present')), ...desired(rows('unknown'), { location: unknown })],
        absent: [...anywhere(...rows('absent')), ...desired(rows('absent-at'))],
        revert: [...of('remove'), ...of('restore')].map((one) => ({
          ip: one.ip,
          ...(one.role === 'restore' ? { to: one.target } : {}),
        })),
        prune: prune === 'removed' ? { kind: prune, earlier } : { kind: prune },
      };
      const existing = existingOf(list.map((one) => at(one.ip, one.target)));
      return { input, existing, rules, earlier, regions: judged ? REGIONS : undefined };
    });
  type Situation = typeof situation extends fc.Arbitrary<infer Value> ? Value : never;

  function carriedOut(plan: Plan, { mappings }: Existing): Map<Address, Mapping> {
    const next = new Map(mappings);
    for (const change of changesOf(plan)) {
      if (change.kind === 'remove') next.delete(change.ip);
      else next.set(change.ip, { ip: change.ip, ...change.target });
    }
    return next;
  }

  const named = ({ present, absent, revert }: PlanInput) => [...present, ...absent, ...revert].map((one) => one.ip);
  const holds = (name: string, property: (given: Situation, plan: Plan) => void) =>
    test(name, () => {
      fc.assert(
        fc.property(situation, (given) =>
          property(given, makePlan(given.input, given.existing, given.regions, given.rules)),
        ),
        { numRuns: CASES },
      );
    });

  holds('the plan leads to what is desired', ({ input, existing }, plan) => {
    const after = carriedOut(plan, existing);
    const skipped = new Set(plan.entries.filter(({ kind }) => kind === 'skip').map((entry) => entry.ip));
    for (const { ip: one, location } of input.present) {
      if (location.kind !== 'known') expect(after.get(one)).toEqual(existing.mappings.get(one));
      else if (!skipped.has(one)) expect(after.get(one)).toMatchObject(location.target);
    }
    for (const one of input.absent) if (!skipped.has(one.ip)) expect(after.has(one.ip)).toBe(false);
    for (const one of input.revert) expect(after.get(one.ip)).toEqual(one.to && { ip: one.ip, ...one.to });
    for (const one of skipped) expect(after.get(one)).toEqual(existing.mappings.get(one));
  });

  holds('a second plan has no change', ({ input, existing, regions, rules }, plan) => {
    const again = makePlan(input, existingOf(carriedOut(plan, existing).values()), regions, rules);
    expect(changesOf(again)).toEqual([]);
    if (plan.refusals.length === 0) expect(again.refusals).toEqual([]);
  });

  holds('no other address is touched, and none that is not as the earlier version said', (given, plan) => {
    const { input, existing, earlier } = given;
    const ips = new Set(named(input));
    for (const { ip: one, kind } of changesOf(plan)) {
      if (ips.has(one)) continue;
      expect([kind, input.prune.kind]).toEqual(['remove', expect.stringMatching(/^(?:all|removed)$/)]);
      if (input.prune.kind === 'removed')
        expect(existing.mappings.get(one)).toMatchObject(earlier.get(one) ?? { ip: '' });
    }
  });

  holds('every named address has one entry', ({ input }, plan) => {
    const ips = plan.entries.map((entry) => entry.ip);
    expect(new Set(ips).size).toBe(ips.length);
    expect(ips).toEqual(expect.arrayContaining(named(input)));
  });

  holds('max-removals holds', ({ input, existing, rules: { maxRemovals } }, plan) => {
    const ips = new Set(named(input));
    const pruned = changesOf(plan).filter(({ kind, ip: one }) => kind === 'remove' && !ips.has(one)).length;
    const { size } = existing.mappings;
    if (plan.refusals.length > 0) return;
    if (maxRemovals.kind === 'number') expect(pruned).toBeLessThanOrEqual(maxRemovals.most);
    else if (size >= 10 || maxRemovals.percent === 0)
      expect(pruned * 100).toBeLessThanOrEqual(maxRemovals.percent * size);
  });

  holds('nothing is expected to be written by a refused plan', (_, plan) => {
    const outcomes = expectedOutcomes(plan).map(({ outcome }) => outcome);
    expect(outcomes).toHaveLength(plan.entries.length);
    if (plan.refusals.length === 0) expect(outcomes).not.toContain('failed');
    else for (const written of ['created', 'updated', 'removed']) expect(outcomes).not.toContain(written);
  });
});

test('Whatever fails by chance, the outcomes are true of the zone', async () => {
  const effect = fc.constantFrom<Effect>(
    { throws: 'unanswered' },
    { throws: 'unanswered', applied: true },
    { throws: 'refused' },
    { throws: 'refused', applied: true },
    { throws: 'limit' },
    { throws: 'denied' },
    { throws: 'no-route' },
    { throws: 'missing' },
    'lost',
    'other result',
    'silent',
    'second try',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(EAST, WEST, { vendor: 'aws', region: 'mars-1' }), { minLength: 1, maxLength: 6 }),
      fc.array(fc.constantFrom(EAST, WEST), { maxLength: 6 }),
      fc.dictionary(fc.integer({ min: 1, max: 8 }).map(String), effect, { maxKeys: 4 }),
      fc.integer({ min: 0, max: 6 }),
      // Somebody else writes at some request, whatever it is.
      fc.record({ nth: fc.integer({ min: 1, max: 12 }), of: fc.nat(5), to: fc.option(fc.constantFrom(EAST, NORTH)) }),
      fc.constantFrom('v1' as const, 'v2' as const),
      async (targets, before, effects, absent, other, version) => {
        const mappings = before.map((one, index) => at(many(6)[index]?.ip as string, one));
        const present = targets.map((one, index) => at(many(6)[index]?.ip as string, one));
        const done = await applyTo(
          {
            version,
            mappings,
            refuses: 'mars-1',
            effect: ({ kind, nth }) => (kind === 'list' ? undefined : effects[nth]),
            before: (_, zone) => {
              if (zone.requests.length !== other.nth) return;
              const one = many(6)[other.of]?.ip as string;
              if (other.to === null) zone.drop(one);
              else zone.set(at(one, other.to));
            },
          },
          { present: desired(present), absent: anywhere(...many(6).slice(targets.length)).slice(0, absent) },
        );
        const truth = new Map(done.zone.content().map((one) => [one.ip, one]));
        expect(done.unverified).toBeUndefined();
        expect([...(done.existing?.mappings.keys() ?? [])].sort()).toEqual([...truth.keys()].sort());
        done.plan.entries.forEach((entry, index) => {
          const outcome = done.outcomes[index]?.outcome;
          const now = truth.get(entry.ip);
          if (outcome === 'created' || outcome === 'updated')
            expect(now).toMatchObject(isChange(entry) ? (done.outcomes[index]?.target ?? {}) : {});
          if (outcome === 'removed') expect(now).toBeUndefined();
          if (outcome === 'unchanged')
            expect(now).toEqual(done.outcomes[index]?.target && { ip: entry.ip, ...done.outcomes[index]?.target });
        });
      },
    ),
    { numRuns: 2 * CASES },
  );
});
