import type { Zone } from '../cloudflare/choose-version.ts';
import type { Address } from '../domain/address.ts';
import { type Existing, sameState, type Target, targetName } from '../domain/mapping.ts';
import type { Outcome } from '../domain/result.ts';
import { type Change, DONE, failed, isChange, outcomeEntry, type Plan, type PlanEntry } from './change.ts';
import type { Attempt, Words } from './round.ts';

/**
 * What the zone says of a change.
 * - `done`: what was desired
 * - `as before`: what it said before the change was sent
 * - `changed`: a third thing. That is somebody's decision, and never written over
 */
export type Standing = 'done' | 'as before' | 'changed';

export function standingOf(change: Change, now: Target | undefined): Standing {
  if (sameState(now, change.kind === 'remove' ? undefined : change.target)) return 'done';
  // On a patch-only API what was there before an update is not known: it may be nothing.
  return sameState(now, 'before' in change ? change.before : undefined) ? 'as before' : 'changed';
}

/** Whether a change is sent again: the API took it, or calls a removal done or failed, and the zone is as before. */
export function isToRepeat(change: Change, { answer }: Attempt, now: Target | undefined): boolean {
  return ['accepted', 'missing', 'not removed'].includes(answer.kind) && standingOf(change, now) === 'as before';
}

/** What the messages of outcomes say of the run as a whole. */
export interface Messages {
  /** For code 1164. */
  readonly full: string;
  /** For a write that was lost to another writer in every round. */
  readonly lost: string;
}

/** The outcome of a change by what the zone says of it after the last round. */
export function outcomeInZone(change: Change, attempt: Attempt, now: Target | undefined, messages: Messages): Outcome {
  const standing = standingOf(change, now);
  if (standing === 'done') return outcomeDone(change, attempt);
  const failure = failureOf(attempt, messages);
  if (standing === 'as before') return failed(change, failure);
  const changed = changedMessage(now);
  return failed(change, { ...failure, message: isTaken(attempt) ? changed : `${failure.message}; and ${changed}` });
}

/** The outcome of a change by what the API answered, where the zone could not be read again. */
export function outcomeByAnswer(change: Change, attempt: Attempt, messages: Messages): Outcome {
  if (isTaken(attempt)) return outcomeDone(change, attempt);
  return failed(change, failureOf(attempt, messages));
}

/** The message for an address that somebody else wrote while the run was at work. */
export function changedMessage(now: Target | undefined): string {
  const state = now === undefined ? 'holds no mapping of it' : `maps it to ${targetName(now)}`;
  return `somebody changed it meanwhile: the zone ${state} now, and that was left as it is. Run again if the list is right, and let one run at a time write to a zone, with a concurrency group per zone`;
}

/** Whether the API says that the zone is as desired. */
export function isTaken({ answer }: Attempt): boolean {
  return answer.kind === 'accepted' || answer.kind === 'missing';
}

/** What is so without this run's doing is unchanged: never sent, or gone before its removal arrived. */
function outcomeDone(change: Change, { answer, sent, mayHaveActed }: Attempt): Outcome {
  const wasGone = (answer.kind === 'missing' || answer.kind === 'not removed') && !mayHaveActed;
  return { ...outcomeEntry(change), outcome: sent && !wasGone ? DONE[change.kind] : 'unchanged' };
}

function failureOf({ answer, sent }: Attempt, messages: Messages): Words {
  switch (answer.kind) {
    case 'accepted':
      return { message: messages.lost };
    case 'missing':
      return {
        message: 'Cloudflare answers that there is no such mapping, and lists it all the same. Run again later',
      };
    case 'full': {
      const { kind: _, ...codes } = answer;
      return { code: 1164, ...codes, message: messages.full };
    }
    case 'not sent':
      return { message: `was not ${sent ? 'sent again' : 'attempted'}: ${answer.reason}` };
    default:
      return answer;
  }
}

/** Readings of a list in several pages, before the last one counts. */
const MOST_READINGS = 3;

/**
 * Reads the list after writing. One that came in several pages may lack what another writer moved between them: where it
 * lacks what should be there, or what could not be removed, it is read until two readings in a row agree on that.
 */
export async function readUntilCertain(
  zone: Pick<Zone, 'list'>,
  plan: Plan,
  before: Existing | undefined,
  attempts: ReadonlyMap<Address, Attempt>,
): Promise<Existing> {
  let earlier: Existing | undefined;
  for (let reading = 1; ; reading += 1) {
    const existing = await zone.list();
    const doubtful = plan.entries.filter(
      (entry) => !existing.mappings.has(entry.ip) && isExpected(entry, before, attempts.get(entry.ip)),
    );
    const agree = doubtful.every(({ ip }) => earlier !== undefined && !earlier.mappings.has(ip));
    if (existing.pages < 2 || agree || reading === MOST_READINGS) return existing;
    earlier = existing;
  }
}

/** Whether the list should hold an address, as far as this run knows. */
function isExpected(entry: PlanEntry, before: Existing | undefined, attempt: Attempt | undefined): boolean {
  if (!isChange(entry)) return entry.kind === 'unchanged' && before?.mappings.has(entry.ip) === true;
  if (entry.kind === 'remove') return attempt !== undefined && !isTaken(attempt);
  return entry.kind === 'update' || attempt?.mayHaveActed === true;
}
