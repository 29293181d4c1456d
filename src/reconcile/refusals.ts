import type { Address } from '../domain/address.ts';
import type { Desired } from '../domain/entry.ts';
import { type Existing, existingCount, isSupported, LIMIT, type Regions, targetName } from '../domain/mapping.ts';
import type { MaxRemovals, Policy } from '../domain/policy.ts';
import type { Place } from '../domain/problem.ts';
import { counted, grouped } from '../domain/text.ts';
import type { PlanEntry, Refusal, Remove } from './change.ts';
import { regionSuggestions } from './unsupported-region.ts';

/** A desired entry, what the plan makes of it, and what there is to say. */
export interface Judged {
  readonly desired: Desired;
  readonly entry: PlanEntry;
  readonly notice?: string;
  readonly refusal?: string;
}

export interface Judgement {
  readonly present: readonly Judged[];
  readonly entries: readonly PlanEntry[];
  readonly pruned: readonly Remove[];
  readonly existing: Existing | undefined;
  readonly regions: Regions | undefined;
  readonly policy: Policy;
}

/** Zones with fewer mappings are exempt from a share: one of three is a third. */
const SMALL_ZONE = 10;

/** Everything that is known in advance and stops the run before any write. */
export function refusalsOf({ present, entries, pruned, existing, regions, policy }: Judgement): Refusal[] {
  const count = existing === undefined ? 0 : existingCount(existing);
  return [
    ...present.flatMap(({ desired, refusal }) =>
      refusal === undefined ? [] : [refused(desired, refusal, desired.places?.origin)],
    ),
    ...unsupported(present, regions),
    ...conflicts(present, policy),
    ...overLimit(present, entries, count),
    ...tooManyRemovals(
      pruned.map(({ ip }) => ip),
      count,
      policy.maxRemovals,
    ),
  ];
}

/** What the zone holds already is not judged: it was supported once, and nothing is written. */
function unsupported(present: readonly Judged[], regions: Regions | undefined): Refusal[] {
  if (regions === undefined) return [];
  const suggest = regionSuggestions(regions);
  return present.flatMap(({ desired, entry }) => {
    const { ip, location, places } = desired;
    if (entry.kind === 'unchanged' || location.kind !== 'known' || isSupported(location.target, regions)) return [];
    const { target } = location;
    const place = (regions.has(target.vendor) ? places?.region : places?.vendor) ?? places?.origin;
    const { evidence } = location;
    const message =
      evidence === undefined
        ? `${ip}: ${suggest(target)}`
        : `${ip}: the region that was found, ${targetName(target)} (${evidence.words}), is not among those that Cloudflare supports. Give the vendor and the supported region nearest to it`;
    return [refused(desired, message, place, 1157)];
  });
}

function conflicts(present: readonly Judged[], { onConflict, own }: Policy): Refusal[] {
  if (onConflict !== 'fail') return [];
  return present.flatMap(({ desired, entry }) =>
    entry.kind === 'update' && entry.before !== undefined && !own.has(entry.ip)
      ? [
          refused(
            desired,
            `${entry.ip}: the zone maps it to ${targetName(entry.before)}, and ${targetName(entry.target)} is desired (on-conflict: fail). Set on-conflict to overwrite or skip, or fix the entry`,
            desired.places?.origin,
          ),
        ]
      : [],
  );
}

function overLimit(present: readonly Judged[], entries: readonly PlanEntry[], existing: number): Refusal[] {
  const creates = entries.filter(({ kind }) => kind === 'create');
  const removals = entries.filter(({ kind }) => kind === 'remove').length;
  const fit = Math.max(0, LIMIT - existing + removals);
  const over = creates[fit];
  if (over === undefined) return [];
  const place = present.find(({ entry }) => entry === over)?.desired.places?.origin;
  const message = `${over.ip} is the first that does not fit: ${limitMessage({ existing, requested: creates.length, removals, fit })}`;
  return [{ ips: creates.map(({ ip }) => ip), problem: { message, code: 1164, ...(place ? { place } : {}) } }];
}

function tooManyRemovals(ips: readonly Address[], existing: number, allowed: MaxRemovals): Refusal[] {
  const exempt = allowed.kind === 'share' && allowed.percent > 0 && existing < SMALL_ZONE;
  const most = allowed.kind === 'number' ? allowed.most : (allowed.percent * existing) / 100;
  if (exempt || ips.length <= most) return [];
  const words = allowed.kind === 'number' ? `${allowed.most}` : `${allowed.percent}% of them`;
  const message = `Pruning would remove ${ips.length} of the zone's ${existing} mappings, and max-removals allows ${words}. If that is intended, raise max-removals for this run; otherwise check that the list is complete`;
  return [{ ips, problem: { message } }];
}

function refused({ ip }: Desired, message: string, place: Place | undefined, code?: number): Refusal {
  return {
    ips: [ip],
    problem: { message, ...(code === undefined ? {} : { code }), ...(place === undefined ? {} : { place }) },
  };
}

/** The counts that a plan over the limit is refused with. */
export interface OverLimit {
  /** Mappings in the zone. */
  readonly existing: number;
  /** Mappings to create. */
  readonly requested: number;
  /** Mappings to remove, which make room. */
  readonly removals: number;
  /** How many of the requested ones fit. */
  readonly fit: number;
}

/** The message for code 1164 of a plan. */
export function limitMessage({ existing, requested, removals, fit }: OverLimit): string {
  return `the zone holds ${counted(existing, 'mapping')}, ${moreOf(requested, 'are', 'is')} requested, and ${grouped(fit)} ${fit === 1 ? 'fits' : 'fit'}${roomMade(removals)}: the limit is ${grouped(LIMIT)} mappings a zone (code 1164). ${MAKE_ROOM}`;
}

/** The counts around a 1164 that the API answers although the plan was within the limit. */
export interface Full {
  /** Mappings when the plan was made; undefined where the list could not be read. */
  readonly before: number | undefined;
  readonly requested: number;
  readonly removals: number;
  /** Mappings as the zone was read last, with what this run created; undefined where it could not be read again. */
  readonly now: number | undefined;
}

/** The message for code 1164 that the API answers. */
export function fullMessage({ before, requested, removals, now }: Full): string {
  const start = `Cloudflare takes no more mappings in this zone (code 1164): the limit is ${grouped(LIMIT)}`;
  const last = now === undefined ? 'how many it holds now could not be read' : `it holds ${grouped(now)} now`;
  if (before === undefined)
    return `${start}, ${last}, ${grouped(requested)} ${requested === 1 ? 'was' : 'were'} requested, and 0 more fit. ${MAKE_ROOM}`;
  const fit = `${grouped(Math.max(0, LIMIT - before + removals))} fitted${roomMade(removals)}`;
  const cause =
    now === undefined || now >= LIMIT
      ? 'another writer has filled the zone meanwhile'
      : 'another writer has filled the zone meanwhile, or Cloudflare allows this zone fewer';
  return `${start}. The zone held ${grouped(before)} when this run read it, ${moreOf(requested, 'were', 'was')} requested, and ${fit}; ${last}: ${cause}. ${MAKE_ROOM}, and run again`;
}

const MAKE_ROOM = 'Remove mappings that are no longer needed, for example in a run that lists them with state: absent';

function moreOf(count: number, many: string, one: string): string {
  return `${grouped(count)} more ${count === 1 ? one : many}`;
}

function roomMade(removals: number): string {
  return removals === 0 ? '' : ` (with room made by ${counted(removals, 'removal')})`;
}
