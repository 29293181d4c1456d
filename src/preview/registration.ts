import type { Address } from '../domain/address.ts';
import { type MappingList, sameState, type Target, targetOf } from '../domain/mapping.ts';
import type { Result } from '../domain/result.ts';
import {
  asInherited,
  historyOf,
  LONGEST_RUN,
  liveEntries,
  MOST_HELD,
  mergeEvents,
  type PreviewRecord,
  type RecordEntry,
  type RecordEvent,
  recordOf,
  trimEvents,
} from './record.ts';
import { type Decision, sawEvent, type Times } from './revert.ts';

/** A run that registers, before it writes. */
export interface Registration {
  readonly record: PreviewRecord;
  /** What shall be true after the run, whether it is so already or not. */
  readonly registered: ReadonlyMap<Address, Target>;
  /** Addresses that are no longer desired. */
  readonly leaving: ReadonlySet<Address>;
  /** What becomes of them. Without a decision they wait. */
  readonly decisions: ReadonlyMap<Address, Decision>;
  readonly existing: MappingList;
  /** The records of other open pull requests, as far as they were read. */
  readonly others: readonly PreviewRecord[];
  readonly times: Times;
}

/** A run of any purpose that has ended, over the record that was saved before it wrote. */
export interface Ending extends Pick<Registration, 'registered' | 'leaving' | 'decisions'> {
  /** As it was before the run. */
  readonly stored: PreviewRecord;
  readonly draft: PreviewRecord;
  /** What the zone said when the draft was made. */
  readonly listed?: MappingList | undefined;
  /** What the zone says after the run; absent where it could not be read. */
  readonly existing?: MappingList | undefined;
  readonly now: number;
}

/** Addresses of which the zone says what this pull request had written itself. */
export function ownAddresses(
  record: PreviewRecord,
  others: readonly PreviewRecord[],
  existing: MappingList,
  times: Times,
): ReadonlySet<Address> {
  const own = [...record.values()].filter(({ ip, events }) => {
    const target = existing.get(ip);
    if (target === undefined) return false;
    const writers = historyOf(withOthers(ip, events, others)).writersOf({ ...times, target });
    return writers.some(({ kind }) => kind === 'wrote');
  });
  return new Set(own.map(({ ip }) => ip));
}

/** The record to be saved before the zone is written: it covers both what the zone says now and what it will. */
export function draftRecord(registration: Registration): PreviewRecord {
  const { record, registered, leaving, decisions, existing, others, times } = registration;
  const kept = [...record.values()].map(
    (entry): RecordEntry => (leaving.has(entry.ip) ? leavingEntry(entry, decisions.get(entry.ip)) : entry),
  );
  const entries = [...registered].map(([ip, target]): RecordEntry => {
    const mapping = existing.get(ip);
    const now = mapping && targetOf(mapping);
    const known = withOthers(ip, record.get(ip)?.events ?? [], others);
    const byPull = historyOf(known).writersOf({ ...times, target: now }).length > 0;
    const wrote: RecordEvent = { kind: 'wrote', target: targetOf(target), from: times.write };
    const events = mergeEvents(known, byPull ? [] : [sawEvent(now, times)], sameState(now, target) ? [] : [wrote]);
    return { ip, state: 'held', target: targetOf(target), at: times.write, events: trimEvents(events) };
  });
  return recordOf(withoutOldest([...recordOf([...kept, ...entries]).values()]));
}

/** The record of a pull request that only lets go, to be saved before the zone is written. */
export function leavingRecord(record: PreviewRecord, decisions: ReadonlyMap<Address, Decision>): PreviewRecord {
  const isWritten = (decision: Decision | undefined) => decision?.kind === 'revert' && decision.write !== undefined;
  return recordOf(
    [...record.values()].map((entry) => {
      const decision = entry.state === 'past' ? undefined : decisions.get(entry.ip);
      return isWritten(decision) ? leavingEntry(entry, decision) : entry;
    }),
  );
}

/** The record once a run has ended: for each address a function of what the zone says. */
export function finishRecord(ending: Ending): PreviewRecord {
  const { stored, draft, registered, leaving, listed, existing, now } = ending;
  const entries = [...draft.values()].flatMap((entry): RecordEntry[] => {
    const { ip } = entry;
    if (leaving.has(ip)) return [finishLeaving(entry, ending)];
    const target = registered.get(ip);
    if (target === undefined || existing === undefined) return [entry];
    if (sameState(existing.get(ip), target)) return [{ ...entry, events: confirmed(entry.events, target, now) }];
    // A third thing: written over by somebody, or torn apart with the pages of the list. What was written may stand.
    if (listed !== undefined && !sameState(existing.get(ip), listed.get(ip))) return [entry];
    const before = stored.get(ip);
    return before === undefined ? [] : [before];
  });
  return recordOf(withoutOldest(entries));
}

/** An entry that only remembers from now on: the zone was read, and whatever it says of the address is left to others. */
export function pastEntry(entry: RecordEntry, event: RecordEvent | undefined, now: number): RecordEntry {
  return { ...entry, state: 'past', at: now, events: trimEvents(mergeEvents(entry.events, event ? [event] : [])) };
}

/** Says of a revert, before it is written, that it may happen: a run that is broken off cannot note it afterwards. */
function leavingEntry(entry: RecordEntry, decision: Decision | undefined): RecordEntry {
  const { events } = entry;
  const write = decision?.kind === 'revert' ? decision.write : undefined;
  const isNoted =
    write === undefined ||
    events.some(
      ({ kind, target, from, until }) =>
        kind === write.kind &&
        until === undefined &&
        sameState(target, write.target) &&
        write.from - from < LONGEST_RUN,
    );
  return { ...entry, state: 'leaving', events: isNoted ? events : trimEvents(mergeEvents(events, [write])) };
}

function finishLeaving(entry: RecordEntry, { stored, decisions, listed, existing, now }: Ending): RecordEntry {
  const { ip } = entry;
  const decision = decisions.get(ip);
  if (decision?.kind === 'changed') return pastEntry(entry, decision.saw, now);
  if (decision === undefined || existing === undefined) return entry;
  if (sameState(existing.get(ip), decision.to)) {
    const events = confirmed(entry.events, decision.to, now);
    return pastEntry({ ...entry, events }, decision.write && { ...decision.write, until: now }, now);
  }
  // Where the zone says what it said before, the revert was refused.
  const events = sameState(existing.get(ip), listed?.get(ip)) ? stored.get(ip)?.events : undefined;
  return events === undefined ? entry : { ...entry, events };
}

/** What the run found removed, or removed by name, leaves the record: what is there later is not this pull request's. */
export function withoutRemoved(record: PreviewRecord, { outcomes, existing }: Result, now: number): PreviewRecord {
  const gone = new Set(
    outcomes.flatMap(({ ip, outcome }) => {
      const isGone = outcome === 'removed' || (ip !== undefined && existing && !existing.mappings.has(ip));
      return ip !== undefined && isGone ? [ip] : [];
    }),
  );
  return recordOf(
    [...record.values()].map((entry) =>
      entry.state !== 'past' && gone.has(entry.ip)
        ? pastEntry(entry, { kind: 'saw', from: now, until: now }, now)
        : entry,
    ),
  );
}

/** The events of an entry, with those that other pull requests have of the address. */
function withOthers(
  ip: Address,
  events: readonly RecordEvent[],
  others: readonly PreviewRecord[],
): readonly RecordEvent[] {
  return mergeEvents(events, ...others.map((other) => asInherited(other.get(ip)?.events ?? [])));
}

/** Writes of `target` have happened: the zone says so. */
function confirmed(events: readonly RecordEvent[], target: Target | undefined, now: number): RecordEvent[] {
  return events.map((event) =>
    event.kind !== 'saw' && event.until === undefined && sameState(event.target, target)
      ? { ...event, until: now }
      : event,
  );
}

/** Of past entries, as many as there is room for, the newest ones. */
function withoutOldest(entries: readonly RecordEntry[]): RecordEntry[] {
  const past = entries.filter(({ state }) => state === 'past').toSorted((a, b) => b.at - a.at);
  return [...liveEntries(recordOf(entries)), ...past.slice(0, MOST_HELD)];
}
