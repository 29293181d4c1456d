import type { Address } from '../domain/address.ts';
import { type MappingList, sameState, type Target, targetOf } from '../domain/mapping.ts';
import {
  asInherited,
  type History,
  historyOf,
  lastOwner,
  mergeEvents,
  type PreviewRecord,
  type RecordEntry,
  type RecordEvent,
  stateKey,
  trimEvents,
} from './record.ts';

/** What the zone shall say of an address; without `to`, nothing. */
export interface Revert {
  readonly ip: Address;
  readonly to?: Target;
}

/** When the zone's list was read, and the earliest time of a write that follows. */
export interface Times {
  readonly from: number;
  readonly until: number;
  readonly write: number;
}

/** A pull request, its record, and the addresses that it lets go. */
export interface Involved {
  readonly pull: number;
  readonly open: boolean;
  readonly record: PreviewRecord;
  readonly leaving: ReadonlySet<Address>;
}

/**
 * What becomes of an address that is let go.
 * - `revert`: the zone shall say `to`. It may say so already. `write` is the event if not; `owner` registers the address too
 * - `changed`: the zone says what no pull request wrote, so it is left; `saw` is the event
 */
export type Decision =
  | {
      readonly kind: 'revert';
      readonly ip: Address;
      readonly to?: Target;
      readonly write?: RecordEvent;
      readonly owner?: number;
    }
  | { readonly kind: 'changed'; readonly ip: Address; readonly saw: RecordEvent };

export interface Reversal {
  readonly decisions: ReadonlyMap<Address, Decision>;
  /** Records of pull requests that go on, with what they have to remember from now on. */
  readonly amended: ReadonlyMap<number, PreviewRecord>;
}

/** An entry for an address, with the pull request that it belongs to. */
interface Part {
  readonly pull: number;
  readonly open: boolean;
  readonly goes: boolean;
  readonly entry: RecordEntry;
}

/**
 * Decides for each address that is let go. The same for a registration that no longer wants it, for a closed pull request
 * and for the clean-up: with owners left the zone shall say what the last of them registered; without, what anybody other
 * than a pull request said last. Only what a pull request wrote is changed.
 */
export function decideReverts(involved: readonly Involved[], existing: MappingList, times: Times): Reversal {
  const decisions = new Map<Address, Decision>();
  const amended = new Map<number, Map<Address, RecordEntry>>();
  for (const [ip, parts] of partsByAddress(involved)) {
    const known = mergeEvents(...parts.map(({ entry }) => entry.events));
    const history = historyOf(known);
    const mapping = existing.get(ip);
    const now = mapping && targetOf(mapping);
    const owner = lastOwner(parts.filter(({ open, goes, entry }) => open && !goes && entry.state === 'held'));
    const to = owner === undefined ? history.before : owner.entry.target;
    // What was restored is anybody else's word, unless a pull request turned out to have said it.
    const byPull = history
      .writersOf({ ...times, target: now })
      .some(({ kind }) => kind !== 'restored' || !sameState(now, history.before));
    if (!byPull && !sameState(now, to)) {
      decisions.set(ip, { kind: 'changed', ip, saw: sawEvent(now, times) });
      continue;
    }
    const write: RecordEvent | undefined = sameState(now, to)
      ? undefined
      : { kind: owner ? 'wrote' : 'restored', ...(to ? { target: to } : {}), from: times.write };
    decisions.set(ip, {
      kind: 'revert',
      ip,
      ...(to ? { to } : {}),
      ...(write ? { write } : {}),
      ...(owner ? { owner: owner.pull } : {}),
    });
    for (const { pull, entry } of parts.filter(({ goes, entry: { state } }) => !goes && state !== 'past')) {
      const events = eventsToRemember(entry, { known, history, now, write: owner && write, times });
      if (events === undefined) continue;
      const entries = amended.get(pull) ?? new Map(involved.find((one) => one.pull === pull)?.record);
      amended.set(pull, entries.set(ip, { ...entry, events }));
    }
  }
  return { decisions, amended };
}

export const NO_REVERSAL: Reversal = { decisions: new Map(), amended: new Map() };

/** What a plan has to bring about. */
export function revertsOf({ decisions }: Reversal): Revert[] {
  return [...decisions.values()].flatMap((decision) =>
    decision.kind === 'revert' ? [{ ip: decision.ip, ...(decision.to ? { to: decision.to } : {}) }] : [],
  );
}

export function sawEvent(target: Target | undefined, { from, until }: Times): RecordEvent {
  return { kind: 'saw', ...(target ? { target } : {}), from, until };
}

/** What is known of each address that anybody lets go. */
function partsByAddress(involved: readonly Involved[]): ReadonlyMap<Address, readonly Part[]> {
  const parts = new Map<Address, Part[]>();
  for (const { leaving } of involved) for (const ip of leaving) parts.set(ip, []);
  for (const { pull, open, record, leaving } of involved)
    for (const entry of record.values()) parts.get(entry.ip)?.push({ pull, open, goes: leaving.has(entry.ip), entry });
  return parts;
}

interface Knowledge {
  readonly known: readonly RecordEvent[];
  readonly history: History;
  readonly now: Target | undefined;
  readonly write: RecordEvent | undefined;
  readonly times: Times;
}

/** The events of an entry that goes on, with those of others; undefined where it can do without. */
function eventsToRemember(
  { events, target }: RecordEntry,
  { known, history, now, write, times }: Knowledge,
): readonly RecordEvent[] | undefined {
  // Its own events must explain what the zone says by a write that holds beside those of others too.
  const writers = history.writersOf({ ...times, target: now });
  const knowsWriter =
    writers.length === 0 ||
    events.some(({ kind, from }) => kind !== 'saw' && writers.some((writer) => writer.from === from));
  if (write === undefined && knowsWriter && sameState(historyOf(events).before, history.before)) return undefined;
  const isOwn = events.some((event) => event.kind === 'wrote' && stateKey(event.target) === stateKey(target));
  const written = write === undefined ? [] : [write];
  // What is written on behalf of the one that had it written before is its own.
  const ours = isOwn && sameState(write?.target, target) ? written : asInherited(written);
  return trimEvents(mergeEvents(events, asInherited(known), ours));
}
