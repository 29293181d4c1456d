import { fullAdvice, regionAdvice } from './advice.ts';
import type { Address } from './domain/address.ts';
import type { MappingList, Regions } from './domain/mapping.ts';
import type { Put, Remove } from './plan.ts';
import type { BatchAnswer } from './zone/answers.ts';
import type { Reply } from './zone/api.ts';
import type { Zone } from './zone/connect.ts';
import { type Failure, failureOf } from './zone/failure.ts';
import { BATCH } from './zone/surface.ts';

export type Change = Put | Remove;

/** What the API said of a change; what the zone holds decides in the end. */
export type Fate =
  | { readonly kind: 'written' }
  /** Was so without our doing: somebody else took it away, or wrote the same. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'refused'; readonly message: string; readonly code?: number }
  /** Sent, and no answer came: it may have taken effect. */
  | { readonly kind: 'unclear'; readonly message: string; readonly code?: number }
  /** A removal that a batch has other words for: refused, or gone already (`ours`: maybe by an earlier try of our own). */
  | { readonly kind: 'disputed'; readonly words: string; readonly ours: boolean }
  | { readonly kind: 'unsent'; readonly message: string };

/** Sends changes and keeps what became of each. */
export interface Writer {
  /** Sends changes of one kind: one alone, more in batches. */
  write(changes: readonly Change[]): Promise<void>;
  /** Sends a change again alone to learn its code, for a batch tells failures in words only. */
  learn(change: Change, words: string): Promise<void>;
  readonly fates: Map<Address, Fate>;
  /** Whether anything has been written. */
  readonly wrote: boolean;
  /** Notes that the zone holds a change whose answer did not say so. */
  found(change: Change): void;
  /** The list that the last single write answered, on v1. */
  readonly answered: MappingList | undefined;
  /** Why nothing more can be sent. */
  readonly end: Failure | undefined;
}

export interface WriterContext {
  readonly zone: Zone;
  /** What the zone held when the plan was made. */
  readonly current: MappingList | undefined;
  readonly regions: Regions | undefined;
  /** Told as the writing goes on, for the log. */
  readonly progress: (words: string) => void;
}

/** Batches between two lines of the log: a handful for the longest list. */
const TOLD_EVERY = 10;
/** Failed items of batches that are sent again alone. */
const MOST_LESSONS = 10;

export function openWriter({ zone, current, regions, progress }: WriterContext, changes: readonly Change[]): Writer {
  const creates = changes.filter(({ kind }) => kind === 'create' || zone.kind === 'bare').length;
  const fates = new Map<Address, Fate>();
  /** What has been sent at least once, and of that what may have taken effect without an answer that said so. */
  const sent = new Set<Address>();
  const unseen = new Set<Address>();
  let size = current?.size ?? 0;
  let wrote = false;
  let answered: MappingList | undefined;
  let end: Failure | undefined;
  /** Set once the zone takes no more mappings; the words for it. */
  let full: string | undefined;
  /** The same words, for whatever the API refuses with that code. */
  let advice: string | undefined;
  let batches = zone.kind === 'listed';
  let lessons = 0;
  let batchesSent = 0;

  /** Whether the zone has no mapping of this address; on a bare API only the last answer tells. */
  function isNew({ kind, ip }: Change): boolean {
    return kind === 'create' || (zone.kind === 'bare' && answered !== undefined && !answered.has(ip));
  }

  function written(change: Change): void {
    if (change.kind === 'create') size += 1;
    if (change.kind === 'remove') size -= 1;
    wrote = true;
    fates.set(change.ip, { kind: 'written' });
  }

  function failed(change: Change, failure: Failure): void {
    if (failure.final) end ??= failure;
    if (failure.kind === 'limit' && change.kind !== 'remove') {
      advice ??= fullAdvice(answered?.size ?? size, creates);
      if (isNew(change)) full = advice;
    }
    // Gone already, and maybe by an earlier try: then it was our own hand.
    if (failure.kind === 'gone' && change.kind === 'remove' && unseen.has(change.ip)) written(change);
    else fates.set(change.ip, fateOf(change, failure));
  }

  function fateOf(change: Change, failure: Failure): Fate {
    if (failure.kind === 'gone' && change.kind === 'remove') return { kind: 'gone' };
    if (failure.tries === 0) return unsent(change, failure);
    const code = failure.code === undefined ? {} : { code: failure.code };
    if (failure.unclear) return { kind: 'unclear', message: failure.message, ...code };
    if (failure.kind === 'limit' && advice !== undefined) return { kind: 'refused', message: advice, ...code };
    const remedy = code.code === 1157 && change.kind !== 'remove' ? `. ${regionAdvice(change.target, regions)}` : '';
    return { kind: 'refused', message: `${failure.message}${remedy}`, ...code };
  }

  /** What is left undone because of what happened before; it may have been sent already, in another way or round. */
  function unsent({ ip }: Change, cause: Failure): Fate {
    const earlier = fates.get(ip);
    if (earlier?.kind === 'refused') return earlier;
    return sent.has(ip)
      ? { kind: 'unclear', message: `was not sent again: ${cause.message}` }
      : { kind: 'unsent', message: `was not attempted: ${cause.message}` };
  }

  /** Notes what was sent, whatever became of it; of several tries an earlier one may have taken effect. */
  function note(batch: readonly Change[], { tries, unclear = false }: Pick<Failure, 'tries'> & Partial<Failure>): void {
    for (const { ip } of batch) {
      if (tries > 0) sent.add(ip);
      if (tries > 1 || unclear) unseen.add(ip);
    }
  }

  async function alone(change: Change): Promise<void> {
    try {
      if (change.kind === 'remove') await zone.remove(change.ip);
      else answered = await zone.put({ ip: change.ip, ...change.target });
      sent.add(change.ip);
      written(change);
    } catch (error) {
      const failure = failureOf(error);
      note([change], failure);
      // The list that was answered before may not hold what this write did: only a code of the API says that it did nothing.
      if (failure.unclear || failure.tries > 1 || failure.code === undefined) answered = undefined;
      failed(change, failure);
    }
  }

  async function learn(change: Change, words: string): Promise<void> {
    fates.set(change.ip, { kind: 'refused', message: words });
    const closed = end !== undefined || (full !== undefined && isNew(change));
    if (closed || lessons === MOST_LESSONS) return;
    await alone(change);
    if (fates.get(change.ip)?.kind !== 'written') lessons += 1;
  }

  async function together(batch: readonly Change[]): Promise<void> {
    // A batch answers no list, and the one that a single write answered before is out of date.
    answered = undefined;
    const { value, tries } = await sendBatch(zone, batch);
    note(batch, { tries });
    const refused: { change: Change; words: string }[] = [];
    for (const change of batch) {
      const reason = value.failed.get(change.ip);
      const words = `Cloudflare answered: ${reason}`;
      if (reason === undefined && value.succeeded.has(change.ip)) written(change);
      else if (reason === undefined)
        fates.set(change.ip, { kind: 'unclear', message: 'Cloudflare did not say what became of it' });
      else if (change.kind === 'remove') fates.set(change.ip, { kind: 'disputed', words, ours: unseen.has(change.ip) });
      else refused.push({ change, words });
    }
    for (const { change, words } of refused) await learn(change, words);
  }

  /** Leaves a change unsent because of what happened before. */
  function closed(change: Change): boolean {
    if (end !== undefined) fates.set(change.ip, unsent(change, end));
    else if (full !== undefined && isNew(change)) fates.set(change.ip, { kind: 'refused', message: full, code: 1164 });
    else return false;
    return true;
  }

  return {
    fates,
    learn,
    found: written,
    get wrote() {
      return wrote;
    },
    get answered() {
      return answered;
    },
    get end() {
      return end;
    },
    async write(group) {
      const queue = [...group];
      while (queue.length > 0) {
        const batch = queue.splice(0, batches ? BATCH : 1).filter((change) => !closed(change));
        const [first] = batch;
        if (first === undefined) continue;
        try {
          if (batch.length === 1) await alone(first);
          else await together(batch);
        } catch (error) {
          const failure = failureOf(error);
          note(batch, failure);
          if (failure.kind === 'no-route') {
            // Single writes may still be there where batches are not.
            batches = false;
            queue.unshift(...batch);
            continue;
          }
          // Which part of a refused batch takes effect is not documented.
          if (failure.kind === 'refused') for (const { ip } of batch) unseen.add(ip);
          if (failure.kind === 'refused' || failure.kind === 'gone')
            for (const change of batch) await learn(change, failure.message);
          else for (const change of batch) failed(change, failure);
        }
        batchesSent += 1;
        if (batchesSent % TOLD_EVERY === 0) progress(`${fates.size} of ${Math.max(fates.size, changes.length)} sent`);
      }
    },
  };
}

function sendBatch(zone: Zone, batch: readonly Change[]): Promise<Reply<BatchAnswer>> {
  const removals = batch.filter((change) => change.kind === 'remove');
  return removals.length > 0
    ? zone.removeMany(removals.map(({ ip }) => ip))
    : zone.putMany(batch.filter((change) => change.kind !== 'remove').map(({ ip, target }) => ({ ip, ...target })));
}
