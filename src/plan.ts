import { limitAdvice, regionAdvice } from './advice.ts';
import { type Address, inAddressOrder } from './domain/address.ts';
import { LIMIT, type MappingList, type Regions, sameTarget, type Target } from './domain/mapping.ts';
import type { Outcome } from './domain/outcome.ts';
import type { Problem } from './domain/problem.ts';
import type { Targeted, Wanted } from './domain/wanted.ts';

/** What shall be true of the zone: that mappings exist, or that they do not. */
export interface Goal {
  /** Mappings that shall exist. */
  readonly present: readonly Targeted[];
  /** Mappings that shall not; with a target, only if the zone maps the address to just that. */
  readonly absent: readonly Wanted[];
  /** What a pull request registered and wants no more: removed, or put back `to` what it was before. */
  readonly takeBack: readonly { readonly ip: Address; readonly to?: Target }[];
  /** Other mappings that shall go: none, those of an earlier version of the file, or all that are not listed. */
  readonly prune:
    | { readonly kind: 'none' }
    | { readonly kind: 'removed'; readonly earlier: ReadonlySet<Address> }
    | { readonly kind: 'all' };
}

export interface Policy {
  readonly onConflict: 'overwrite' | 'skip' | 'fail';
  /** The most mappings that pruning may remove: a share of the zone's, in percent, or a number. */
  readonly brake: Brake;
  /** Addresses whose present target this pull request wrote itself: changing them is no conflict. */
  readonly own: ReadonlySet<Address>;
}

export type Brake =
  | { readonly kind: 'share'; readonly percent: number }
  | { readonly kind: 'number'; readonly most: number };

export type Put = {
  readonly kind: 'create' | 'update';
  readonly ip: Address;
  readonly target: Target;
  readonly before?: Target;
};
export type Remove = { readonly kind: 'remove'; readonly ip: Address; readonly before: Target };
export type Keep = { readonly kind: 'unchanged'; readonly ip: Address; readonly target?: Target };
export type Skip = {
  readonly kind: 'skip';
  readonly ip: Address;
  readonly target: Target;
  readonly before: Target;
  readonly message: string;
};
export type Step = Put | Remove | Keep | Skip;

/** Why a plan must not be carried out, as a whole; of one entry where `ip` is given. */
export interface Refusal {
  readonly problem: Problem;
  readonly ips: readonly Address[];
}

export interface Plan {
  readonly steps: readonly Step[];
  readonly refusals: readonly Refusal[];
}

/** Zones with fewer mappings are exempt from a brake that is a share: one of three is a third. */
const SMALL_ZONE = 10;

/**
 * What has to be done so that a zone that holds `current` comes to its goal; pure. Without `current` (nothing but the one
 * PATCH answers) every wanted mapping is an update. Without `regions` nobody but the API can judge a vendor or a region.
 */
export function makePlan(
  goal: Goal,
  current: MappingList | undefined,
  regions: Regions | undefined,
  policy: Policy,
): Plan {
  const there = current ?? new Map();
  const wanted = goal.present.map((entry) => presentStep(entry, current, policy));
  const named = new Set([...goal.present, ...goal.absent, ...goal.takeBack].map(({ ip }) => ip));
  const pruned = pruneSteps(goal.prune, there, named);
  const steps = [
    ...wanted,
    ...goal.absent.map((entry) => absentStep(entry, there)),
    ...goal.takeBack.map((entry) => takeBackStep(entry, there)),
    ...pruned,
  ];
  return {
    steps,
    refusals: [
      ...(regions === undefined ? [] : unsupported(goal.present, there, regions)),
      ...conflictRefusals(wanted, policy),
      ...limitRefusal(steps, there, goal.present),
      ...brakeRefusal(pruned, there, policy.brake),
    ],
  };
}

/** Whether carrying the plan out would write anything. */
export function isChange(step: Step): step is Put | Remove {
  return step.kind === 'create' || step.kind === 'update' || step.kind === 'remove';
}

/** What would become of each entry: the outcomes of a plan that is only shown, or refused as a whole. */
export function foreseen({ steps, refusals }: Plan): Outcome[] {
  const refused = new Map(refusals.flatMap(({ ips, problem }) => ips.map((ip) => [ip, problem] as const)));
  return steps.map((step): Outcome => {
    const problem = refused.get(step.ip);
    if (problem !== undefined)
      return {
        ...entryOf(step),
        outcome: 'failed',
        message: problem.message,
        ...(problem.code === undefined ? {} : { code: problem.code }),
      };
    if (isChange(step) && refusals.length > 0)
      return { ...entryOf(step), outcome: 'failed', message: 'was not attempted: the run was refused as a whole' };
    if (step.kind === 'skip') return { ...entryOf(step), outcome: 'skipped', message: step.message };
    return { ...entryOf(step), outcome: DONE[step.kind] };
  });
}

/** The part of a step that its outcome repeats. */
export function entryOf(step: Step): { ip: Address; target?: Target; before?: Target } {
  return {
    ip: step.ip,
    ...('target' in step && step.target ? { target: step.target } : {}),
    ...('before' in step && step.before ? { before: step.before } : {}),
  };
}

/** What a step is called once it is done. */
export const DONE = { create: 'created', update: 'updated', remove: 'removed', unchanged: 'unchanged' } as const;

function presentStep({ ip, target }: Targeted, current: MappingList | undefined, policy: Policy): Step {
  if (current === undefined) return { kind: 'update', ip, target };
  const before = current.get(ip);
  if (before === undefined) return { kind: 'create', ip, target };
  if (sameTarget(before, target)) return { kind: 'unchanged', ip, target };
  if (policy.onConflict !== 'skip' || policy.own.has(ip))
    return { kind: 'update', ip, target, before: targetOf(before) };
  const message = `The zone maps ${ip} to ${words(before)} already; left as it is (on-conflict: skip)`;
  return { kind: 'skip', ip, target, before: targetOf(before), message };
}

function absentStep({ ip, target }: Wanted, there: MappingList): Step {
  const before = there.get(ip);
  if (before === undefined) return { kind: 'unchanged', ip, ...(target ? { target } : {}) };
  if (target === undefined || sameTarget(before, target)) return { kind: 'remove', ip, before: targetOf(before) };
  const message = `The zone maps ${ip} to ${words(before)}, not to ${words(target)}; not removed. Leave vendor and region out to remove it wherever it is mapped`;
  return { kind: 'skip', ip, target, before: targetOf(before), message };
}

function takeBackStep({ ip, to }: { ip: Address; to?: Target }, there: MappingList): Step {
  const before = there.get(ip);
  if (to === undefined)
    return before === undefined ? { kind: 'unchanged', ip } : { kind: 'remove', ip, before: targetOf(before) };
  if (before === undefined) return { kind: 'create', ip, target: to };
  return sameTarget(before, to)
    ? { kind: 'unchanged', ip, target: to }
    : { kind: 'update', ip, target: to, before: targetOf(before) };
}

function pruneSteps(prune: Goal['prune'], there: MappingList, named: ReadonlySet<Address>): Remove[] {
  if (prune.kind === 'none') return [];
  const pruned = [...there.values()].filter(
    ({ ip }) => !named.has(ip) && (prune.kind === 'all' || prune.earlier.has(ip)),
  );
  return inAddressOrder(pruned).map(
    (mapping): Remove => ({ kind: 'remove', ip: mapping.ip, before: targetOf(mapping) }),
  );
}

/** What the zone holds already is not judged: it was supported once, and nothing is written. */
function unsupported(present: readonly Targeted[], there: MappingList, regions: Regions): Refusal[] {
  return present
    .filter(({ ip, target }) => {
      const before = there.get(ip);
      return before === undefined || !sameTarget(before, target);
    })
    .flatMap((entry) => regionRefusal(entry, regions));
}

function regionRefusal({ ip, target, places }: Targeted, regions: Regions): Refusal[] {
  const names = regions.get(target.vendor);
  if (names?.has(target.region)) return [];
  const place = names === undefined ? places?.vendor : places?.region;
  const message = `${ip}: ${regionAdvice(target, regions)}`;
  return [{ ips: [ip], problem: { message, code: 1157, ...(place ? { place } : {}) } }];
}

function conflictRefusals(steps: readonly Step[], { onConflict, own }: Policy): Refusal[] {
  if (onConflict !== 'fail') return [];
  return steps.flatMap((step) =>
    step.kind === 'update' && step.before !== undefined && !own.has(step.ip)
      ? [
          {
            ips: [step.ip],
            problem: {
              message: `${step.ip}: the zone maps it to ${words(step.before)}, and ${words(step.target)} is wanted (on-conflict: fail). Set on-conflict to overwrite or skip, or mend the entry`,
            },
          },
        ]
      : [],
  );
}

function limitRefusal(steps: readonly Step[], there: MappingList, present: readonly Wanted[]): Refusal[] {
  const creates = steps.filter(({ kind }) => kind === 'create');
  const removals = steps.filter(({ kind }) => kind === 'remove').length;
  const fit = Math.max(0, LIMIT - there.size + removals);
  const over = creates[fit];
  if (over === undefined) return [];
  const place = present.find(({ ip }) => ip === over.ip)?.places?.ip;
  return [
    {
      ips: creates.map(({ ip }) => ip),
      problem: {
        message: `${over.ip} is the first that does not fit: ${limitAdvice(there.size, creates.length, fit)}`,
        code: 1164,
        ...(place ? { place } : {}),
      },
    },
  ];
}

function brakeRefusal(pruned: readonly Remove[], there: MappingList, brake: Brake): Refusal[] {
  const braked =
    brake.kind === 'number'
      ? pruned.length > brake.most
      : there.size >= SMALL_ZONE && pruned.length * 100 > brake.percent * there.size;
  if (!braked) return [];
  const allowed = brake.kind === 'number' ? `${brake.most}` : `${brake.percent}% of them`;
  return [
    {
      ips: pruned.map(({ ip }) => ip),
      problem: {
        message: `Pruning would remove ${pruned.length} of the zone's ${there.size} mappings, and max-removals allows ${allowed}. If that is intended, raise max-removals for this run; otherwise look whether the list is complete`,
      },
    },
  ];
}

function targetOf({ vendor, region }: Target): Target {
  return { vendor, region };
}

function words({ vendor, region }: Target): string {
  return `${vendor} ${region}`;
}
