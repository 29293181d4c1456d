import type { Address } from '../domain/address.ts';
import type { Target } from '../domain/mapping.ts';

/**
 * Something that is known of an address. All times are milliseconds since the epoch.
 * - `saw`: a run found the zone saying `target` (absent: nothing), in a list read between `from` and `until`
 * - `wrote`: this pull request had `target` written (absent: removed), by a run of its own or on its behalf
 * - `inherited`: the same by another pull request
 * - `restored`: a run wrote again what it took for the last word of anybody else, when the last owner let go
 *
 * A write happened between `from` and `until`, and the zone said so at `until`. Without `until` it is not known whether
 * and when it happened: the run has not ended yet, or nobody read the zone afterwards.
 */
export interface RecordEvent {
  readonly kind: 'saw' | 'wrote' | 'inherited' | 'restored';
  readonly target?: Target;
  readonly from: number;
  readonly until?: number;
}

/**
 * One address in the record of a pull request.
 * - `held`: registered
 * - `leaving`: no longer desired, and waiting to be reverted
 * - `past`: reverted; it only remembers, for pull requests that go on, what was there before and who wrote what
 */
export interface RecordEntry {
  readonly ip: Address;
  readonly state: 'held' | 'leaving' | 'past';
  /** What this pull request registered last. */
  readonly target: Target;
  /** When it registered it last; of a past entry, when it let it go. */
  readonly at: number;
  /** In the order of their times. */
  readonly events: readonly RecordEvent[];
}

/** What a pull request registered in a zone. Its comment carries it, and nothing else remembers. */
export type PreviewRecord = ReadonlyMap<Address, RecordEntry>;

/** The most addresses that one pull request can register. */
export const MOST_HELD = 300;

/** As many again may wait to be reverted, and as many be remembered. */
export const MOST_ENTRIES = 3 * MOST_HELD;

export function recordOf(entries: Iterable<RecordEntry>): PreviewRecord {
  return new Map(Array.from(entries, (entry) => [entry.ip, entry]));
}

/** Entries that are registered, or wait to be reverted. */
export function liveEntries(record: PreviewRecord): RecordEntry[] {
  return [...record.values()].filter(({ state }) => state !== 'past');
}

/** Several records of one pull request as one: of each address the newest entry, with all that is known of it. */
export function mergeRecords(records: readonly PreviewRecord[]): PreviewRecord {
  const merged = new Map<Address, RecordEntry>();
  for (const entry of records.flatMap((record) => [...record.values()])) {
    const other = merged.get(entry.ip);
    const newest = other === undefined || entry.at > other.at ? entry : other;
    merged.set(entry.ip, { ...newest, events: mergeEvents(other?.events ?? [], entry.events) });
  }
  return merged;
}

/** Each event once, in the order of their times. Of one write the copy that knows more counts. */
export function mergeEvents(...lists: readonly (readonly RecordEvent[])[]): RecordEvent[] {
  const merged = new Map<string, RecordEvent>();
  for (const event of lists.flat()) {
    const key = `${event.kind === 'saw'} ${event.from} ${stateKey(event.target)}`;
    const other = merged.get(key);
    const own = [event, other].some((one) => one?.kind === 'wrote');
    const until = other?.until ?? event.until;
    merged.set(key, { ...event, ...(own ? { kind: 'wrote' } : {}), ...(until === undefined ? {} : { until }) });
  }
  return [...merged.values()].sort((a, b) => a.from - b.from);
}

/** Events of one pull request as another one remembers them. */
export function asInherited(events: readonly RecordEvent[]): RecordEvent[] {
  return events.map((event) => (event.kind === 'wrote' ? { ...event, kind: 'inherited' } : event));
}

/** The same text for the same state of an address, and only for it. */
export function stateKey(target: Target | undefined): string {
  return target === undefined ? '' : JSON.stringify([target.vendor, target.region]);
}

/** Whether two records say the same; `besides: 'order'` leaves out when something was registered last. */
export function sameRecord(a: PreviewRecord, b: PreviewRecord, besides?: 'order'): boolean {
  const content = (record: PreviewRecord) => JSON.stringify([...record.values()].map(rowOf).sort());
  const rowOf = ({ ip, state, target, at, events }: RecordEntry) => [
    ip,
    state,
    stateKey(target),
    besides === 'order' ? 0 : at,
    events.map((event) => [event.kind, stateKey(event.target), event.from, event.until]),
  ];
  return content(a) === content(b);
}

/** The latest time that records name. */
export function latestTime(records: readonly PreviewRecord[]): number {
  let latest = 0;
  for (const record of records)
    for (const { at, events } of record.values())
      for (const time of [at, ...events.flatMap(({ from, until = from }) => [from, until])])
        latest = Math.max(latest, time);
  return latest;
}

/** A reading of the zone: what it said of an address (absent: nothing), in a list read between two times. */
export interface Reading {
  readonly target?: Target | undefined;
  readonly from: number;
  readonly until: number;
}

/** What the records of pull requests say together of one address. */
export interface History {
  /** What anybody other than a pull request said last; absent where that is nothing. */
  readonly before?: Target;
  /** The reading in which it was found; absent where there is none. */
  readonly statement?: RecordEvent;
  /** The writes of pull requests by which a reading can be explained. Without one, it was somebody else. */
  writersOf(reading: Reading): readonly RecordEvent[];
}

/** A pull request that registers an address. */
export interface Owner {
  readonly pull: number;
  readonly entry: RecordEntry;
}

/** After that time a write whose run was broken off has happened, or never will. */
export const LONGEST_RUN = 60 * 60 * 1000;

/** Events that an entry keeps. */
const MOST_EVENTS = 12;

/**
 * A reading is the work of a pull request if one wrote that state before it, and if nobody read another state, surely
 * later than the write and surely earlier than this reading.
 */
export function historyOf(events: readonly RecordEvent[]): History {
  const gone = goneTimes(events);
  const writes = Map.groupBy(
    events.filter(({ kind }) => kind !== 'saw'),
    ({ target }) => stateKey(target),
  );
  const writersOf = ({ target, from, until }: Reading) =>
    (writes.get(stateKey(target)) ?? []).filter(
      (write) => write.from <= until && (gone.get(write) ?? Number.POSITIVE_INFINITY) > from,
    );
  const statement = lastStatement(events, writersOf);
  return {
    ...(statement?.target === undefined ? {} : { before: statement.target }),
    ...(statement === undefined ? {} : { statement }),
    writersOf,
  };
}

/** The owner that registered an address last: what it registered is what the zone shall say. */
export function lastOwner(owners: readonly Owner[]): Owner | undefined {
  return owners.toSorted((a, b) => a.entry.at - b.entry.at || a.pull - b.pull).at(-1);
}

/** The newest events, and the one by which it is known what anybody else said last. */
export function trimEvents(events: readonly RecordEvent[]): readonly RecordEvent[] {
  if (events.length <= MOST_EVENTS) return events;
  const statement = lastStatement(events, historyOf(events).writersOf);
  const newest = events.slice(1 - MOST_EVENTS);
  const missing = statement !== undefined && !newest.includes(statement);
  return missing ? [statement, ...newest] : events.slice(-MOST_EVENTS);
}

/** The newest reading that no write explains; where all are explained, the oldest one is as far back as is known. */
function lastStatement(events: readonly RecordEvent[], writersOf: History['writersOf']): RecordEvent | undefined {
  const readings = events.filter(({ kind }) => kind === 'saw').toSorted((a, b) => timeOf(a) - timeOf(b));
  return readings.findLast((event) => writersOf({ ...event, until: timeOf(event) }).length === 0) ?? readings[0];
}

export function timeOf({ from, until = from }: RecordEvent): number {
  return until;
}

/**
 * For each write, the time by which another state of the address had been read surely after it: from then on the zone
 * does not say what was written because of this write. One pass from the latest to the earliest, since one address may
 * be in the records of a thousand pull requests.
 */
function goneTimes(events: readonly RecordEvent[]): ReadonlyMap<RecordEvent, number> {
  const readings = events.filter(({ until }) => until !== undefined).toSorted((a, b) => b.from - a.from);
  const writes = events.filter(({ kind }) => kind !== 'saw').toSorted((a, b) => endOf(b) - endOf(a));
  const earliest = new Map<string, number>();
  /** The two states that were read first among the readings passed so far. */
  let first: readonly [string, number][] = [];
  let next = 0;
  const gone = new Map<RecordEvent, number>();
  for (const write of writes) {
    for (let reading = readings[next]; reading && reading.from >= endOf(write); reading = readings[++next]) {
      const key = stateKey(reading.target);
      earliest.set(key, Math.min(earliest.get(key) ?? Number.POSITIVE_INFINITY, timeOf(reading)));
      first = [...new Map([...first, [key, 0] as const]).keys()]
        .map((state): [string, number] => [state, earliest.get(state) as number])
        .sort((a, b) => a[1] - b[1])
        .slice(0, 2);
    }
    const other = first.find(([state]) => state !== stateKey(write.target));
    if (other !== undefined) gone.set(write, other[1]);
  }
  return gone;
}

/** A time by which a write was over. */
function endOf({ from, until = from + LONGEST_RUN }: RecordEvent): number {
  return until;
}
