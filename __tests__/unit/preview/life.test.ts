import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Address } from '../../../src/domain/address.ts';
import type { Target } from '../../../src/domain/mapping.ts';
import { liveEntries } from '../../../src/preview/record.ts';
import { World } from './world.ts';

const IPS = ['192.0.2.1', '2001:db8::2'] as Address[];
const PULLS = [1, 2, 3];
/** What pull requests register, and what hands set: kept apart, since nobody can tell them apart where they are equal. */
const TARGETS: Target[] = ['a', 'b', 'c'].map((region) => ({ vendor: 'aws', region }));
const HAND: (Target | undefined)[] = [undefined, ...['x', 'y'].map((region) => ({ vendor: 'gcp', region }))];

type Act =
  | {
      do: 'register';
      pull: number;
      wants: [Address, Target][];
      dies: 'saved' | 'half' | 'written' | undefined;
      blind: boolean;
    }
  | { do: 'close'; pull: number; dies: 'saved' | 'half' | 'written' | undefined; blind: boolean }
  | { do: 'lose'; pull: number }
  | { do: 'hand'; ip: Address; target: Target | undefined }
  | { do: 'clean-up'; dies: 'saved' | 'half' | 'written' | undefined; blind: boolean };

/**
 * The zone, and what should be true of it: who wrote last, what others said last, who owns what. It cannot see: a hand that
 * sets what a pull request registers, or sets something that no run reads before it is changed again; clocks that differ by
 * more than the time between two runs; records that are gone, with their comments; and overlapping runs, but for the last test.
 */
class Model extends World {
  readonly truth = new Map<Address, Target | undefined>();
  readonly byHand = new Set<Address>(IPS);
  /** Owners by address: pull request to target, the one that registered last at the end. */
  readonly owners = new Map<Address, Map<number, Target>>(IPS.map((ip) => [ip, new Map()]));
  /** Addresses of which nothing can be said until they are registered anew, or all are closed and cleaned up. */
  readonly unsure = new Set<Address>();

  constructor(before: readonly (Target | undefined)[]) {
    super();
    for (const [n, ip] of IPS.entries()) this.hand(ip, before[n]);
    this.onRegister = (ip) => this.byHand.delete(ip);
    this.onRevert = (ip) => {
      if (this.byHand.has(ip)) throw new Error(`${ip} was reverted, but no pull request wrote what was there`);
    };
  }

  hand(ip: Address, target: Target | undefined): void {
    if (JSON.stringify(this.zone.get(ip)) === JSON.stringify(target)) {
      // Nobody can see that, and it is no other state.
      if (this.byHand.has(ip)) this.truth.set(ip, target);
      return;
    }
    this.truth.set(ip, target);
    this.byHand.add(ip);
    this.put(ip, target);
  }

  async act(one: Act): Promise<void> {
    this.github.refuse = (operation) =>
      'blind' in one && one.blind && operation === 'openPullRequests' ? 'unavailable' : undefined;
    const dies = 'dies' in one && one.dies !== undefined ? { dies: one.dies } : {};
    switch (one.do) {
      case 'register':
        this.github.open(one.pull);
        await this.run(one.pull, one.wants, dies);
        for (const [ip, owners] of this.owners) {
          const target = new Map(one.wants).get(ip);
          owners.delete(one.pull);
          if (target !== undefined) owners.set(one.pull, target);
          if (one.dies !== undefined || one.blind) this.unsure.add(ip);
          else if (target !== undefined) {
            this.unsure.delete(ip);
            expect(this.zone.get(ip)).toEqual(target);
          }
        }
        break;
      case 'close':
        if (this.github.closedAt.get(one.pull) !== undefined) return;
        await this.close(one.pull, dies);
        this.#gone(one.pull);
        break;
      case 'lose':
        if (this.github.closedAt.get(one.pull) !== undefined || !this.github.closedAt.has(one.pull)) return;
        this.github.close(one.pull);
        this.#gone(one.pull);
        break;
      case 'hand':
        this.hand(one.ip, one.target);
        break;
      case 'clean-up':
        await this.cleanUp(dies);
    }
    this.github.refuse = () => undefined;
    this.checkOwners();
  }

  #gone(pull: number): void {
    for (const owners of this.owners.values()) owners.delete(pull);
  }

  #anyLive(): boolean {
    return PULLS.some(
      (pull) => this.github.closedAt.get(pull) !== undefined && liveEntries(this.record(pull)).length > 0,
    );
  }

  checkOwners(): void {
    for (const ip of IPS) {
      const owner = [...(this.owners.get(ip) ?? [])].at(-1);
      if (owner === undefined || this.byHand.has(ip) || this.unsure.has(ip) || this.#anyLive()) continue;
      expect([ip, this.zone.get(ip)]).toEqual([ip, owner[1]]);
    }
  }
}

const pull = fc.constantFrom(...PULLS);
const ip = fc.constantFrom(...IPS);
const dies = fc.constantFrom(undefined, undefined, undefined, 'saved' as const, 'half' as const, 'written' as const);
const blind = fc.constantFrom(false, false, false, true);
const wants = fc
  .array(fc.tuple(ip, fc.constantFrom(...TARGETS)), { maxLength: 2 })
  .map((list) => [...new Map(list)] as [Address, Target][]);

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    // What others wrote cannot be told from what a hand set by a run that cannot read their records.
    arbitrary: fc
      .record({ do: fc.constant('register' as const), pull, wants, dies, blind })
      .map((one) => (one.wants.length > 0 ? { ...one, blind: false } : one)),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('close' as const), pull, dies, blind }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('lose' as const), pull }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('hand' as const), ip, target: fc.constantFrom(...HAND) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clean-up' as const), dies, blind }) },
);

const before = fc.tuple(...IPS.map(() => fc.constantFrom(...HAND)));
/** The same each time; others by hand: `PREVIEW_RUNS=20000 PREVIEW_SEED=1`. */
const { PREVIEW_RUNS = '300', PREVIEW_SEED = '11' } = process.env;
const chosen = { numRuns: Number(PREVIEW_RUNS), seed: Number(PREVIEW_SEED) };

async function play(
  zone: readonly (Target | undefined)[],
  acts: readonly Act[],
  order: readonly number[],
): Promise<void> {
  const model = new Model(zone);
  for (const one of acts) await model.act(one);
  for (const one of order) await model.act({ do: 'close', pull: one, dies: undefined, blind: false });
  await model.act({ do: 'clean-up', dies: undefined, blind: false });
  for (const address of IPS) expect([address, model.zone.get(address)]).toEqual([address, model.truth.get(address)]);
  for (const one of PULLS) expect(liveEntries(model.record(one))).toEqual([]);
  expect(await model.cleanUp()).toMatchObject({ revert: [], problems: [], notices: [] });
}

const order = fc.shuffledSubarray(PULLS, { minLength: 3 });

test('when all pull requests are gone and the clean-up has run, the zone says what anybody else said last', async () => {
  await fc.assert(fc.asyncProperty(before, fc.array(act, { maxLength: 14 }), order, play), chosen);
});

test('the same holds where pull requests register what was there in the first place', async () => {
  const first = fc.tuple(...IPS.map(() => fc.constantFrom(...HAND, TARGETS[0])));
  const acts = fc.array(
    act.filter((one) => one.do !== 'hand'),
    { maxLength: 14 },
  );
  await fc.assert(fc.asyncProperty(first, acts, order, play), chosen);
});

test('the same holds where one run goes on within another, without a concurrency group', async () => {
  // Each keeps both addresses: one that lets go while the other reverts on its behalf needs the concurrency group.
  const targets = fc.tuple(...IPS.map(() => fc.constantFrom(...TARGETS)));
  const wanted = fc.record({
    pull,
    wants: targets.map((list) => list.map((one, n): [Address, Target] => [IPS[n] as Address, one])),
  });
  const inside = fc.record({
    outer: wanted,
    inner: wanted,
    when: fc.constantFrom('saved' as const, 'written' as const),
  });
  await fc.assert(
    fc.asyncProperty(before, fc.array(inside, { maxLength: 4 }), order, async (zone, pairs, closing) => {
      const world = new World();
      for (const [n, ip] of IPS.entries()) world.put(ip, zone[n]);
      for (const { outer, inner, when } of pairs)
        await world.run(outer.pull, outer.wants, {
          [when]: async () => {
            if (inner.pull !== outer.pull) await world.run(inner.pull, inner.wants);
          },
        });
      for (const one of closing) await world.close(one);
      await world.cleanUp();
      for (const [n, ip] of IPS.entries()) expect([ip, world.zone.get(ip)]).toEqual([ip, zone[n]]);
    }),
    chosen,
  );
});
