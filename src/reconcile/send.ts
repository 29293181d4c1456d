import type { Reply } from '../cloudflare/api.ts';
import { BATCH_SIZE, type BatchResult } from '../cloudflare/choose-version.ts';
import { type CloudflareError, cloudflareErrorOf } from '../cloudflare/cloudflare-error.ts';
import { LIMIT } from '../domain/mapping.ts';
import type { Change } from './change.ts';
import { type Answer, fail, isNew, note, type Round, type SendOptions, type Sent, wordsOf } from './round.ts';

/** Requests between two lines of the log: a handful for the longest list. */
const PROGRESS_EVERY = 10;

/**
 * One round: sends changes, updates first, then creates, then removals; one alone, more in batches. An entry that the API
 * refuses stops no other, but 1164 ends the creating. Throws only where a patch-only API has no such route at all.
 */
export async function send(changes: readonly Change[], options: SendOptions, earlier: Sent): Promise<Sent> {
  const round: Round = {
    ...options,
    ...earlier,
    attempts: new Map(earlier.attempts),
    batches: options.zone.access === 'full',
  };
  const isSingle = ({ ip }: Change) => earlier.attempts.get(ip)?.answer.kind === 'not removed';
  let requests = 0;
  let done = 0;
  const batched = changes.filter((change) => !isSingle(change));
  for (const group of inOrder(batched, options.count)) {
    const queue = [...group];
    while (queue.length > 0) {
      const batch = queue.splice(0, round.batches ? BATCH_SIZE : 1);
      const open = batch.filter((change) => isOpen(change, round));
      const [first] = open;
      if (first === undefined) continue;
      if (open.length === 1) await sendAlone(first, round);
      else if (!(await sendBatch(open, round))) {
        queue.unshift(...open);
        continue;
      }
      done += batch.length;
      requests += 1;
      if (requests % PROGRESS_EVERY === 0) options.progress(`${done} of ${changes.length} sent`);
    }
  }
  for (const change of changes.filter(isSingle)) await sendOnceMore(change, round);
  const { attempts, accepted, list, full, failedAlone, parts, end } = round;
  return { attempts, accepted, list, full, failedAlone, parts, end };
}

/** Changes by kind: make before break. Removals come first only as far as the limit forces it. */
function inOrder(changes: readonly Change[], count: number): Change[][] {
  const creates = changes.filter(({ kind }) => kind === 'create');
  const removals = changes.filter(({ kind }) => kind === 'remove');
  const forced = Math.max(0, count + creates.length - LIMIT);
  return [changes.filter(({ kind }) => kind === 'update'), removals.slice(0, forced), creates, removals.slice(forced)];
}

/** Whether a change may be sent; notes why it is not. */
function isOpen(change: Change, round: Round): boolean {
  if (round.end !== undefined) note(change, { kind: 'not sent', reason: round.end.message }, 0, round);
  else if (round.full && isNew(change, round)) note(change, { kind: 'full' }, 0, round);
  else return true;
  return false;
}

/** Failed items of batches that are sent once more alone. */
const MOST_FAILED_ALONE = 10;

/** One change, with one request. */
export async function sendAlone(change: Change, round: Round): Promise<void> {
  const { zone } = round;
  try {
    const { value, tries } =
      change.kind === 'remove' ? await zone.remove(change.ip) : await zone.put({ ip: change.ip, ...change.target });
    round.list = value;
    note(change, { kind: 'accepted' }, tries, round);
  } catch (error) {
    const failure = cloudflareErrorOf(error);
    // Of several tries an earlier one may have taken effect.
    const isFirst = round.attempts.size === 0 && failure.tries === 1;
    if (failure.kind === 'no-route' && zone.access === 'patch-only' && isFirst) throw failure;
    if (zone.access === 'full' || !leavesZone(failure)) round.list = undefined;
    fail(change, failure, round);
  }
}

/** Whether a write surely had no effect, so that the list answered before it still holds: a code of the API says so. */
function leavesZone({ tries, unclear, code }: CloudflareError): boolean {
  return tries === 0 || (tries === 1 && !unclear && code !== undefined);
}

/**
 * Sends an item that a batch failed alone, to learn its code; a few only. False where it is not sent: then the words of
 * the batch stay.
 */
export async function sendOnceMore(change: Change, round: Round): Promise<boolean> {
  if (round.end !== undefined || (round.full && isNew(change, round))) return false;
  if (round.failedAlone === MOST_FAILED_ALONE) return false;
  await sendAlone(change, round);
  if (round.attempts.get(change.ip)?.answer.kind !== 'accepted') round.failedAlone += 1;
  return true;
}

/** Requests of a run with parts of batches that were refused as a whole. */
const MOST_PARTS = 40;

/** A batch; false where batches are not routed: single writes may be. */
export async function sendBatch(batch: readonly Change[], round: Round): Promise<boolean> {
  let reply: Reply<BatchResult | undefined>;
  try {
    reply = await requestBatch(batch, round);
  } catch (error) {
    return await failBatch(batch, cloudflareErrorOf(error), round);
  }
  const { value, tries } = reply;
  for (const change of batch) note(change, answerIn(value, change), tries, round);
  for (const change of batch)
    if (round.attempts.get(change.ip)?.answer.kind === 'refused') await sendOnceMore(change, round);
  return true;
}

function requestBatch(batch: readonly Change[], round: Round): Promise<Reply<BatchResult | undefined>> {
  const { zone } = round;
  // A batch answers no list, and one that a single write answered before is out of date.
  round.list = undefined;
  const mappings = batch.flatMap((change) => (change.kind === 'remove' ? [] : [{ ip: change.ip, ...change.target }]));
  return mappings.length > 0 ? zone.putBatch(mappings) : zone.removeBatch(batch.map(({ ip }) => ip));
}

function answerIn(result: BatchResult | undefined, { kind, ip }: Change): Answer {
  const reason = result?.failed.get(ip);
  if (reason !== undefined)
    return { kind: kind === 'remove' ? 'not removed' : 'refused', message: `Cloudflare answered: ${reason}` };
  // Success with another result was sent all the same: the list decides.
  if (result === undefined || result.succeeded.has(ip)) return { kind: 'accepted' };
  return { kind: 'unanswered', message: 'Cloudflare did not say what became of it' };
}

async function failBatch(batch: readonly Change[], failure: CloudflareError, round: Round): Promise<boolean> {
  if (failure.kind === 'no-route') {
    for (const change of batch) note(change, { kind: 'not sent', reason: failure.message }, failure.tries, round);
    round.batches = false;
    return false;
  }
  if (failBatchAtOnce(batch, failure, round)) return true;
  const rest: Change[] = [];
  for (const change of batch) if (!(await sendOnceMore(change, round))) rest.push(change);
  // Without those that failed alone, the rest may be taken.
  const parts = rest.length === batch.length ? halvesOf(rest) : [rest];
  for (let part = parts.shift(); part !== undefined; part = parts.shift())
    if (await isRefused(part, round)) parts.push(...halvesOf(part));
  return true;
}

/** Notes a batch that failed; false where it was refused for what it holds, and parts of it may be taken. */
function failBatchAtOnce(batch: readonly Change[], failure: CloudflareError, round: Round): boolean {
  const isWhole = failure.kind === 'refused' || failure.kind === 'missing';
  for (const change of batch)
    if (isWhole)
      note(change, { kind: 'refused', ...wordsOf(failure) }, failure.tries, round, failure.kind === 'refused');
    else fail(change, failure, round);
  return !isWhole;
}

/** Sends a part of a refused batch; true where it is refused as well. A few requests only: after those the words stay. */
async function isRefused(part: readonly Change[], round: Round): Promise<boolean> {
  const open = part.filter((change) => !(round.full && isNew(change, round)));
  const [first, second] = open;
  if (first === undefined || round.end !== undefined || round.parts === MOST_PARTS) return false;
  round.parts += 1;
  if (second === undefined) {
    await sendAlone(first, round);
    return false;
  }
  try {
    const { value, tries } = await requestBatch(open, round);
    for (const change of open) note(change, answerIn(value, change), tries, round);
    return false;
  } catch (error) {
    return !failBatchAtOnce(open, cloudflareErrorOf(error), round);
  }
}

function halvesOf(changes: readonly Change[]): (readonly Change[])[] {
  const middle = Math.ceil(changes.length / 2);
  return [changes.slice(0, middle), changes.slice(middle)];
}
