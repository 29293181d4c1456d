import { type Address, inAddressOrder } from '../domain/address.ts';
import type { Desired } from '../domain/entry.ts';
import {
  type Existing,
  type Mapping,
  type Regions,
  sameTarget,
  type Target,
  targetName,
  targetOf,
} from '../domain/mapping.ts';
import type { Policy } from '../domain/policy.ts';
import type { Problem } from '../domain/problem.ts';
import { counted, quote } from '../domain/text.ts';
import { type Change, isChange, type Plan, type PlanEntry, type PlannedOrigin, type Remove } from './change.ts';
import { type Judged, refusalsOf } from './refusals.ts';

/** What a pull request registered and no longer wants. */
export interface Revert {
  readonly ip: Address;
  /** What the zone shall say; absent: nothing. */
  readonly to?: Target;
}

/** Other mappings to remove: none, those of an earlier version of the file, or all that are not listed. */
export type Prune =
  | { readonly kind: 'none' }
  | { readonly kind: 'all' }
  /** What the earlier version said of each address; undefined where that is not known. */
  | { readonly kind: 'removed'; readonly earlier: ReadonlyMap<Address, Target | undefined> };

export interface PlanInput {
  /** Mappings that shall exist. */
  readonly present: readonly Desired[];
  /** Mappings that shall not; with a target, only if the zone maps the address to just that. */
  readonly absent: readonly Desired[];
  readonly revert: readonly Revert[];
  readonly prune: Prune;
}

/**
 * What has to be done so that the zone becomes what is desired. Pure. Without `existing` (a patch-only API) every desired
 * mapping is an update. Without `regions` only the API can judge vendors and regions.
 */
export function makePlan(
  input: PlanInput,
  existing: Existing | undefined,
  regions: Regions | undefined,
  policy: Policy,
): Plan {
  const present = input.present.map((desired) => planPresent(desired, existing, policy));
  const absent = input.absent.map((desired) => planAbsent(desired, existing));
  const revert = input.revert.map(({ ip, to }) => planRevert({ ip }, to, targetAt(existing, ip)));
  const named = new Set([...input.present, ...input.absent, ...input.revert].map(({ ip }) => ip));
  const pruned = existing === undefined ? NOTHING_PRUNED : prune(input.prune, existing, named);
  const entries = [...present, ...absent].map(({ entry }) => entry).concat(revert, pruned.removals);
  return {
    entries,
    refusals: refusalsOf({ present, entries, pruned: pruned.removals, existing, regions, policy }),
    notices: [...[...present, ...absent].flatMap(noticesOf), ...pruned.notices],
  };
}

export function changesOf(plan: Plan): readonly Change[] {
  return plan.entries.filter(isChange);
}

/**
 * The addresses of which the plan believes that they are not mapped, where that matters: what shall not be mapped, what is
 * created although other mappings shall not be overwritten, and what a preview records as not mapped before.
 */
export function restsOnAbsence(
  { entries }: Plan,
  { onConflict }: Pick<Policy, 'onConflict'>,
  recorded: ReadonlySet<Address>,
): readonly Address[] {
  return entries
    .filter(
      (entry) =>
        (entry.kind === 'unchanged' && entry.absent) ||
        (entry.kind === 'create' && (onConflict !== 'overwrite' || recorded.has(entry.ip))),
    )
    .map(({ ip }) => ip);
}

const NOTHING_PRUNED: Pruned = { removals: [], notices: [] };

function prune(rule: Prune, existing: Existing, named: ReadonlySet<Address>): Pruned {
  if (rule.kind === 'none') return NOTHING_PRUNED;
  return rule.kind === 'all' ? pruneAll(existing, named) : pruneRemoved(rule.earlier, existing, named);
}

function planPresent(desired: Desired, existing: Existing | undefined, policy: Policy): Judged {
  const { ip, location } = desired;
  const origin = originOf(desired);
  const before = targetAt(existing, ip);
  if (location.kind === 'skip') {
    const { reason } = location;
    const entry = { ...origin, kind: 'skip', ...(before === undefined ? {} : { before }), message: reason } as const;
    return { desired, entry, notice: `${ip}: ${reason}` };
  }
  if (location.kind !== 'known') {
    const { reason, otherwise } = location.kind === 'unknown' ? location : NO_TARGET;
    if (before === undefined)
      return {
        desired,
        entry: { ...origin, kind: 'skip', message: reason },
        ...(otherwise === 'fail'
          ? { refusal: `${ip}: no region is known: ${reason}. Give vendor and region` }
          : { notice: `${ip}: ${reason}` }),
      };
    const notice = `${ip}: ${reason}. The zone maps it to ${targetName(before)}; left as it is`;
    return { desired, entry: { ...origin, kind: 'unchanged', target: before }, notice };
  }
  const { target, evidence } = location;
  if (existing === undefined) return { desired, entry: { ...origin, kind: 'update', target } };
  if (before === undefined) return { desired, entry: { ...origin, kind: 'create', target } };
  if (sameTarget(before, target)) return { desired, entry: { ...origin, kind: 'unchanged', target } };
  if (evidence?.unread !== undefined) {
    const notice = `${ip}: ${evidence.words} says ${targetName(target)}, but the published ranges of ${evidence.unread} could not be read. The zone maps it to ${targetName(before)}; left as it is`;
    // The evidence is not one for what the zone says.
    const { evidence: _, ...plain } = origin;
    return { desired, entry: { ...plain, kind: 'unchanged', target: before }, notice };
  }
  if (policy.onConflict !== 'skip' || policy.own.has(ip))
    return { desired, entry: { ...origin, kind: 'update', target, before } };
  const message = `The zone maps ${ip} to ${targetName(before)} already; left as it is (on-conflict: skip)`;
  return { desired, entry: { ...origin, kind: 'skip', target, before, message }, notice: message };
}

const NO_TARGET = { reason: 'vendor and region are not given', otherwise: 'fail' } as const;

function planAbsent(desired: Desired, existing: Existing | undefined): Judged {
  const { ip, location } = desired;
  const origin = originOf(desired);
  const before = targetAt(existing, ip);
  const target = location.kind === 'known' ? location.target : undefined;
  if (before === undefined)
    return {
      desired,
      entry: { ...origin, kind: 'unchanged', absent: true, ...(target === undefined ? {} : { target }) },
    };
  if (location.kind === 'any' && location.vendor !== undefined && location.vendor !== before.vendor) {
    const message = `The zone maps ${ip} to ${targetName(before)}, not to a region of ${location.vendor}; not removed`;
    return { desired, entry: { ...origin, kind: 'skip', before, message }, notice: message };
  }
  if (target === undefined || sameTarget(before, target))
    return { desired, entry: { ...origin, kind: 'remove', before } };
  const message = `The zone maps ${ip} to ${targetName(before)}, not to ${targetName(target)}; not removed. Leave vendor and region out to remove it wherever it is mapped`;
  return { desired, entry: { ...origin, kind: 'skip', target, before, message }, notice: message };
}

function planRevert(origin: PlannedOrigin, to: Target | undefined, before: Target | undefined): PlanEntry {
  if (to === undefined)
    return before === undefined
      ? { ...origin, kind: 'unchanged', absent: true }
      : { ...origin, kind: 'remove', before };
  if (before === undefined) return { ...origin, kind: 'create', target: to };
  return sameTarget(before, to)
    ? { ...origin, kind: 'unchanged', target: to }
    : { ...origin, kind: 'update', target: to, before };
}

function originOf({ ip, hosts, location }: Desired): PlannedOrigin {
  const evidence = location.kind === 'known' ? location.evidence : undefined;
  return { ip, ...(hosts.length === 0 ? {} : { hosts }), ...(evidence === undefined ? {} : { evidence }) };
}

function targetAt(existing: Existing | undefined, ip: Address): Target | undefined {
  const mapping = existing?.mappings.get(ip);
  return mapping && targetOf(mapping);
}

function noticesOf({ desired: { places }, notice }: Judged): Problem[] {
  return notice === undefined ? [] : [{ message: notice, ...(places === undefined ? {} : { place: places.origin }) }];
}

/** What pruning removes, in the order of addresses, and what it leaves although the list does not name it. */
export interface Pruned {
  readonly removals: readonly Remove[];
  readonly notices: readonly Problem[];
}

/** `prune: all`: whatever the list does not name. A row whose address cannot be read cannot be removed either. */
export function pruneAll({ mappings, unreadable }: Existing, named: ReadonlySet<Address>): Pruned {
  const [first] = unreadable;
  return {
    removals: inAddressOrder([...mappings.values()].filter(({ ip }) => !named.has(ip))).map(removal),
    notices:
      first === undefined
        ? []
        : [
            {
              message: `prune: all leaves ${counted(unreadable.length, 'row')} of the zone's list whose address cannot be read, ${quote(first.ip)} first. Remove what is not needed by hand`,
            },
          ],
  };
}

/**
 * `prune: removed`: what an earlier version of the list named, this one does not, and the zone still holds as the earlier
 * version said. What is mapped elsewhere by now is somebody else's decision.
 */
export function pruneRemoved(
  earlier: ReadonlyMap<Address, Target | undefined>,
  { mappings }: Existing,
  named: ReadonlySet<Address>,
): Pruned {
  const dropped = inAddressOrder([...mappings.values()].filter(({ ip }) => earlier.has(ip) && !named.has(ip)));
  const isOurs = (mapping: Mapping) => {
    const target = earlier.get(mapping.ip);
    return target !== undefined && sameTarget(mapping, target);
  };
  return {
    removals: dropped.filter(isOurs).map(removal),
    notices: dropped
      .filter((mapping) => !isOurs(mapping))
      .map((mapping) => ({ message: leftMessage(mapping, earlier.get(mapping.ip)) })),
  };
}

function leftMessage(mapping: Mapping, target: Target | undefined): string {
  const said =
    target === undefined
      ? 'where the earlier version of the mappings file mapped it is not known'
      : `the earlier version of the mappings file said ${targetName(target)}`;
  return `${mapping.ip} is no longer listed and is left: the zone maps it to ${targetName(mapping)}, and ${said}. Remove it with state: absent if it is not needed`;
}

function removal(mapping: Mapping): Remove {
  return { ip: mapping.ip, kind: 'remove', before: targetOf(mapping) };
}
