import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Address } from '../src/domain/address.ts';
import type { Mapping, Target } from '../src/domain/mapping.ts';
import type { Holder } from '../src/preview/claims.ts';
import { drafted } from '../src/preview/draft.ts';
import { hasWritten, locate, renamed, sameState } from '../src/preview/places.ts';
import type { PreviewRecord } from '../src/preview/record.ts';
import { openSeal, type Seal } from '../src/preview/seal.ts';
import { settled } from '../src/preview/settle.ts';
import { sweep } from '../src/preview/sweep.ts';
import { type TakeBack, takeBack } from '../src/preview/takeback.ts';
import { manyRuns } from './many-runs.ts';

const ZONE = '0123456789abcdef0123456789abcdef';
const IPS = ['192.0.2.1', '2001:db8::2'] as Address[];
const TARGETS: Target[] = ['a', 'b', 'c'].map((region) => ({ vendor: 'aws', region }));
const ORIGINALS: (Target | undefined)[] = [undefined, { vendor: 'gcp', region: 'before' }, ...TARGETS.slice(0, 1)];

/** Several pull requests over one zone, as far as pure code goes: no comments, no requests. */
class World {
  readonly zone: Map<Address, Mapping>;
  readonly pulls = new Map<number, { open: boolean; record: PreviewRecord }>();
  readonly seal: Seal = openSeal('token', ZONE);

  constructor(zone: ReadonlyMap<Address, Target>) {
    this.zone = new Map([...zone].map(([ip, target]) => [ip, { ip, ...target }]));
  }

  holders(except: number, open: boolean): Holder[] {
    return [...this.pulls]
      .filter(([pull, one]) => pull !== except && one.open === open)
      .map(([pull, { record }]) => ({ comment: { pull, id: pull, body: '' }, open, record }));
  }

  put(ip: Address, target: Target | undefined): void {
    if (target === undefined) this.zone.delete(ip);
    else this.zone.set(ip, { ip, ...target });
  }

  amend(holders: readonly Holder[]): void {
    for (const { comment, open, record } of holders) this.pulls.set(comment.pull, { open, record });
  }

  /** One run of the action; `dies` says after which step it is broken off. */
  run(
    pull: number,
    wishes: ReadonlyMap<Address, Target>,
    hidden: boolean,
    dies: 'saved' | 'half' | 'written' | 'never',
  ): TakeBack[] {
    const open = wishes.size > 0;
    const stored = this.pulls.get(pull)?.record ?? { zoneId: ZONE, entries: [] };
    this.pulls.set(pull, { open, record: stored });
    const current = new Map(this.zone);
    const wanted = new Set(wishes.keys());
    const record = renamed(stored, [...current.keys(), ...wanted], this.seal, hidden);
    const taken = takeBack({ pull, record, wanted, current, holders: this.holders(pull, true), seal: this.seal });
    this.check(record, taken.takeBack, wanted);
    const draft = drafted({ record, writes: wishes, current, holders: taken.holders, seal: this.seal, hidden });
    if (open) this.pulls.set(pull, { open, record: draft.record });
    if (dies === 'saved') return [];
    for (const [ip, target] of [...wishes].slice(0, dies === 'half' ? 1 : undefined)) this.put(ip, target);
    if (dies === 'half') return [];
    for (const { ip, to } of taken.takeBack) this.put(ip, to);
    if (dies === 'written') return [];
    this.amend(taken.holders);
    const list = new Map(this.zone);
    this.pulls.set(pull, {
      open,
      record: settled({ record: draft.record, released: taken.released, wanted, list, seal: this.seal }),
    });
    return [...taken.takeBack];
  }

  sweep(): TakeBack[] {
    const closed = this.holders(0, false).filter(({ record }) => record.entries.length > 0);
    const others = this.holders(0, true);
    const done = sweep({ closed, others, current: new Map(this.zone), wanted: new Set(), seal: this.seal });
    for (const { ip, to } of done.takeBack) this.put(ip, to);
    this.amend(done.holders);
    for (const { comment, record, released } of done.swept) {
      const next = settled({ record, released, wanted: new Set(), list: new Map(this.zone), seal: this.seal });
      this.pulls.set(comment.pull, { open: false, record: next });
    }
    return [...done.takeBack];
  }

  /** Nothing outside the record is touched, nothing that is wanted, and nothing that the zone holds for another reason. */
  check(record: PreviewRecord, back: readonly TakeBack[], wanted: ReadonlySet<Address>): void {
    const places = [...locate(record.entries, this.zone.keys(), this.seal)];
    for (const { ip } of back) {
      const entry = places.find(([, place]) => place === ip)?.[0];
      const now = this.zone.get(ip);
      expect(entry).toBeDefined();
      expect(wanted.has(ip)).toBe(false);
      expect(entry && (sameState(now, entry.before) || (now && hasWritten(entry, now)))).toBe(true);
    }
  }

  state(): Record<string, string> {
    return Object.fromEntries([...this.zone].sort().map(([ip, { vendor, region }]) => [ip, `${vendor} ${region}`]));
  }
}

const zone = fc
  .tuple(...IPS.map(() => fc.constantFrom(...ORIGINALS)))
  .map((states) => new Map(IPS.flatMap((ip, n) => (states[n] ? [[ip, states[n]] as const] : []))));
const pull = fc.integer({ min: 1, max: 3 });
const hidden = fc.boolean();
const dies = fc.constantFrom('never', 'never', 'saved', 'half', 'written' as const);

type Act =
  | {
      do: 'run';
      pull: number;
      wants: [Address, Target][];
      hidden: boolean;
      dies: 'never' | 'saved' | 'half' | 'written';
    }
  /** Closed, and no run came of it. */
  | { do: 'shut'; pull: number }
  | { do: 'sweep' };

/** Runs that may die. One that closes does not: that would be a missed closing. */
function runs(targets: readonly Target[]): fc.Arbitrary<Act> {
  const wants = fc.array(fc.tuple(fc.constantFrom(...IPS), fc.constantFrom(...targets)), { maxLength: 2 });
  return fc
    .record({ do: fc.constant('run' as const), pull, wants, hidden, dies })
    .map((run) => (run.wants.length === 0 ? { ...run, dies: 'never' as const } : run));
}

const misses: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ do: fc.constant('run' as const), pull, wants: fc.constant<[Address, Target][]>([]), hidden, dies }),
  fc.record({ do: fc.constant('shut' as const), pull }),
  fc.constant({ do: 'sweep' as const }),
);

function perform(world: World, one: Act): void {
  // A pull request whose closing was missed is left to the sweep, which sees all of those at once.
  if (one.do === 'run' && one.wants.length === 0 && !world.pulls.get(one.pull)?.open) return;
  if (one.do === 'run') world.run(one.pull, new Map(one.wants), one.hidden, one.dies);
  else if (one.do === 'sweep') world.sweep();
  else {
    const closing = world.pulls.get(one.pull);
    if (closing) world.pulls.set(one.pull, { ...closing, open: false });
  }
}

/** Acts, then all that is open is closed in some order, then what is left is swept up. */
function play(before: ReadonlyMap<Address, Target>, acts: readonly Act[], order: readonly number[]): World {
  const world = new World(before);
  const original = world.state();
  for (const one of acts) perform(world, one);
  for (const n of order) perform(world, { do: 'run', pull: n, wants: [], hidden: false, dies: 'never' });
  world.sweep();
  expect(world.state()).toEqual(original);
  expect([...world.pulls.values()].flatMap(({ record }) => record.entries)).toEqual([]);
  return world;
}

const order = fc.shuffledSubarray([1, 2, 3], { minLength: 3 });
const numRuns = manyRuns(1000);

test('once all pull requests are closed the zone is what it was, in whatever order they wrote what over each other, and whichever runs died', () => {
  fc.assert(
    fc.property(zone, fc.array(runs(TARGETS), { maxLength: 12 }), order, (before, acts, closing) => {
      play(before, acts, closing);
    }),
    { numRuns },
  );
});

test('once all are closed and swept up after the zone is what it was, also where closings were missed', () => {
  const acts = fc.array(fc.oneof({ weight: 3, arbitrary: runs(TARGETS.slice(0, 1)) }, misses), { maxLength: 12 });
  fc.assert(
    fc.property(zone, acts, order, (before, list, closing) => {
      play(before, list, closing);
    }),
    { numRuns },
  );
});

test('a second closing and a second sweep find nothing to do', () => {
  fc.assert(
    fc.property(zone, fc.array(runs(TARGETS), { maxLength: 6 }), order, (before, acts, closing) => {
      const world = play(before, acts, closing);
      expect([...closing.flatMap((n) => world.run(n, new Map(), true, 'never')), ...world.sweep()]).toEqual([]);
    }),
    { numRuns },
  );
});
