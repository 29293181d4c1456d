import { CloudflareError, cloudflareErrorOf } from '../cloudflare/cloudflare-error.ts';
import type { Address } from '../domain/address.ts';
import { type Existing, existingCount, type Regions, sameState } from '../domain/mapping.ts';
import type { Outcome } from '../domain/result.ts';
import { counted } from '../domain/text.ts';
import { type Change, DONE, failed, isChange, outcomeEntry, type Plan, type PlanEntry } from './change.ts';
import {
  changedMessage,
  isToRepeat,
  type Messages,
  outcomeByAnswer,
  outcomeInZone,
  readUntilCertain,
} from './classify.ts';
import { changesOf } from './plan.ts';
import { fullMessage } from './refusals.ts';
import { type Attempt, NOTHING_SENT, type SendOptions, type Sent } from './round.ts';
import { send } from './send.ts';
import { regionSuggestions } from './unsupported-region.ts';

export interface ApplyOptions extends Pick<SendOptions, 'zone' | 'progress'> {
  /** What the zone held when the plan was made; absent on a patch-only API. */
  readonly existing: Existing | undefined;
  readonly regions: Regions | undefined;
  readonly notice: (message: string) => void;
}

/** What came of a plan. */
export interface Applied {
  /** One for each entry of the plan, in its order. */
  readonly outcomes: readonly Outcome[];
  /** What the zone holds now; absent where it could not be read again. */
  readonly existing?: Existing;
  /** Whether anything was written, kept or not. */
  readonly changed: boolean;
  /** Why what was sent could not be verified. */
  readonly unverified?: CloudflareError;
}

/** Writes that were lost to another writer are written again twice. */
const MOST_ROUNDS = 3;

/**
 * Applies a plan: sends its changes and reads the zone again; what was lost is sent again, in at most three rounds. What the
 * zone says in the end decides. Throws only where a patch-only API turns out to have no such route: then nothing was done.
 */
export async function apply(plan: Plan, options: ApplyOptions): Promise<Applied> {
  const { zone, existing: before, regions, notice, progress } = options;
  const suggest = regionSuggestions(regions);
  let todo = changesOf(plan);
  let sent = NOTHING_SENT;
  let reading: Reading = before === undefined ? {} : { existing: before };
  for (let round = 1; ; round += 1) {
    const count = reading.existing === undefined ? 0 : existingCount(reading.existing);
    sent = await send(todo, { zone, count, suggest, progress }, sent);
    reading = await readAgain(plan, sent, options);
    const { existing } = reading;
    todo = existing === undefined ? [] : toRepeat(changesOf(plan), sent, existing);
    if (todo.length === 0 || sent.end !== undefined || round === MOST_ROUNDS)
      return conclude(plan, { before, sent, reading, rounds: round });
    const lost = todo.filter(({ ip }) => sent.attempts.get(ip)?.answer.kind === 'accepted').length;
    if (lost > 0)
      notice(`Another run overwrote the zone's record: ${lost} of this run's writes are missing and are sent again`);
  }
}

const NO_LIST = 'the API has no list to be read, and its last answer did not hold one';

type Reading = Pick<Applied, 'existing' | 'unverified'>;

/**
 * Reads what the zone holds after a round. The answer of a single write on v1 is enough, where it holds what was there
 * before; a patch-only API has no other.
 */
async function readAgain(plan: Plan, sent: Sent, { zone, existing }: ApplyOptions): Promise<Reading> {
  const { attempts, list, end } = sent;
  if (![...attempts.values()].some(({ sent }) => sent)) return existing === undefined ? {} : { existing };
  if (end?.kind === 'cancelled') return { unverified: end };
  const isWhole = zone.access === 'patch-only' || (changesOf(plan).length === 1 && holdsAllOf(existing, list));
  if (list !== undefined && isWhole) return { existing: list };
  if (zone.access === 'patch-only') {
    const accepted = [...attempts.values()].some(({ answer }) => answer.kind === 'accepted');
    return accepted ? { unverified: new CloudflareError('unanswered', NO_LIST) } : {};
  }
  try {
    return { existing: await readUntilCertain(zone, plan, existing, attempts) };
  } catch (error) {
    return { unverified: cloudflareErrorOf(error) };
  }
}

function holdsAllOf(before: Existing | undefined, list: Existing | undefined): boolean {
  if (before === undefined || list === undefined) return false;
  return (
    before.unreadable.length <= list.unreadable.length &&
    [...before.mappings.keys()].every((ip) => list.mappings.has(ip))
  );
}

function toRepeat(changes: readonly Change[], { attempts }: Sent, { mappings }: Existing): Change[] {
  return changes.filter((change) => isToRepeat(change, attemptOf(change.ip, attempts), mappings.get(change.ip)));
}

interface Conclusion {
  readonly before: Existing | undefined;
  readonly sent: Sent;
  readonly reading: Reading;
  readonly rounds: number;
}

function conclude(plan: Plan, conclusion: Conclusion): Applied {
  const { sent, reading } = conclusion;
  const messages = messagesFor(plan, conclusion);
  const outcomes = plan.entries.map((entry) => outcomeOf(entry, conclusion, messages));
  const written = outcomes.some(({ outcome }) => ['created', 'updated', 'removed'].includes(outcome));
  return { outcomes, changed: written || sent.accepted, ...reading };
}

function outcomeOf(entry: PlanEntry, { before, sent, reading: { existing } }: Conclusion, messages: Messages): Outcome {
  const now = existing?.mappings.get(entry.ip);
  if (isChange(entry)) {
    const attempt = attemptOf(entry.ip, sent.attempts);
    return existing === undefined
      ? outcomeByAnswer(entry, attempt, messages)
      : outcomeInZone(entry, attempt, now, messages);
  }
  if (entry.kind === 'skip') return { ...outcomeEntry(entry), outcome: 'skipped', message: entry.message };
  // An old plan is no reason to write over what somebody did since.
  if (before !== undefined && existing !== undefined && !sameState(now, before.mappings.get(entry.ip)))
    return failed(entry, { message: changedMessage(now) });
  return { ...outcomeEntry(entry), outcome: DONE.unchanged };
}

function messagesFor(plan: Plan, { before, sent, reading: { existing }, rounds }: Conclusion): Messages {
  const changes = changesOf(plan);
  const removals = changes.filter(({ kind }) => kind === 'remove').length;
  const again =
    sent.end === undefined ? `It was sent ${counted(rounds, 'time')}` : `It was not sent again: ${sent.end.message}`;
  return {
    full: fullMessage({
      before: before && existingCount(before),
      requested: before === undefined ? changes.length : changes.filter(({ kind }) => kind === 'create').length,
      removals,
      now: existing && existingCount(existing),
    }),
    lost: `another run overwrote the zone's record, and this change with it. ${again}. Let one run at a time write to a zone, with a concurrency group per zone`,
  };
}

/** Every change is noted by the first round, sent or not. */
function attemptOf(ip: Address, attempts: ReadonlyMap<Address, Attempt>): Attempt {
  return attempts.get(ip) as Attempt;
}
