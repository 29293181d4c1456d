import type { Zone } from '../cloudflare/choose-version.ts';
import { type CloudflareError, codesIn } from '../cloudflare/cloudflare-error.ts';
import type { Address } from '../domain/address.ts';
import type { Existing, Target } from '../domain/mapping.ts';
import type { Problem } from '../domain/problem.ts';
import type { Change } from './change.ts';

/** Why a change is not done, with the codes of the answer. */
export type Words = Pick<Problem, 'message' | 'code' | 'codes'>;

/** What the API said of a change. What the zone holds afterwards decides. */
export type Answer =
  | { readonly kind: 'accepted' }
  /** A removal, and the API says that there is no such mapping. */
  | { readonly kind: 'missing' }
  /** A removal that a batch gives other words for: refused, or not there. */
  | { readonly kind: 'not removed'; readonly message: string }
  | ({ readonly kind: 'refused' } & Words)
  /** The zone takes no more mappings (1164). */
  | ({ readonly kind: 'full' } & Pick<Words, 'code' | 'codes'>)
  /** Sent, and no answer came: it may have taken effect. */
  | ({ readonly kind: 'unanswered' } & Words)
  | { readonly kind: 'not sent'; readonly reason: string };

/** What is known of the sending of one change. */
export interface Attempt {
  readonly answer: Answer;
  /** Whether it was ever sent. */
  readonly sent: boolean;
  /** Whether a request may have taken effect, whatever the last answer says. */
  readonly mayHaveActed: boolean;
}

/** What the rounds of sending have brought so far. */
export interface Sent {
  readonly attempts: ReadonlyMap<Address, Attempt>;
  /** Whether the API ever accepted a change, kept or not. */
  readonly accepted: boolean;
  /** The zone's list, where the last request answered it. */
  readonly list: Existing | undefined;
  /** The zone takes no more mappings: no other is created. */
  readonly full: boolean;
  /** Failed items of batches that failed once more alone. */
  readonly failedAlone: number;
  /** Requests with parts of a batch that was refused as a whole. */
  readonly parts: number;
  /** Why nothing more can be sent. */
  readonly end: CloudflareError | undefined;
}

export const NOTHING_SENT: Sent = {
  attempts: new Map(),
  accepted: false,
  list: undefined,
  full: false,
  failedAlone: 0,
  parts: 0,
  end: undefined,
};

export interface SendOptions {
  readonly zone: Zone;
  /** Mappings in the zone before this round. */
  readonly count: number;
  /** The message for a target that is not supported. */
  readonly suggest: (target: Target) => string;
  readonly progress: (message: string) => void;
}

/** A round under way. */
export interface Round extends SendOptions {
  readonly attempts: Map<Address, Attempt>;
  /** Whether batches are routed. */
  batches: boolean;
  accepted: boolean;
  list: Existing | undefined;
  full: boolean;
  failedAlone: number;
  parts: number;
  end: CloudflareError | undefined;
}

/** Whether the zone has no mapping of this address; on a patch-only API only the last answer tells. */
export function isNew({ kind, ip }: Change, { zone, list }: Round): boolean {
  return kind === 'create' || (zone.access === 'patch-only' && list !== undefined && !list.mappings.has(ip));
}

/** Notes a request that failed, and whether anything can be sent after it. */
export function fail(change: Change, failure: CloudflareError, round: Round): void {
  const answer = answerFor(change, failure, round);
  if (failure.final) round.end ??= failure;
  if (answer.kind === 'full' && isNew(change, round)) round.full = true;
  note(change, answer, failure.tries, round, failure.unclear && failure.tries > 0);
}

function answerFor(change: Change, failure: CloudflareError, { suggest }: Round): Answer {
  const isPut = change.kind !== 'remove';
  const words = wordsOf(failure);
  if (failure.tries === 0) return { kind: 'not sent', reason: failure.message };
  if (failure.kind === 'missing' && !isPut) return { kind: 'missing' };
  if (failure.unclear) return { kind: 'unanswered', ...words };
  if (failure.kind === 'limit' && isPut) return { kind: 'full', ...codesIn(failure) };
  if (words.code !== 1157 || !isPut) return { kind: 'refused', ...words };
  return { kind: 'refused', ...words, message: `${words.message}. ${suggest(change.target)}` };
}

export function wordsOf(failure: CloudflareError): Words {
  return { message: failure.message, ...codesIn(failure) };
}

/** Adds what a request brought. Of several tries an earlier one may have taken effect. */
export function note({ ip }: Change, answer: Answer, tries: number, round: Round, acted = false): void {
  const { attempts } = round;
  if (answer.kind === 'accepted') round.accepted = true;
  const earlier = attempts.get(ip);
  const isAnswer = answer.kind === 'accepted' || answer.kind === 'unanswered';
  const keeps =
    answer.kind === 'not sent' && (earlier?.answer.kind === 'refused' || earlier?.answer.kind === 'not removed');
  attempts.set(ip, {
    answer: keeps ? earlier.answer : answer,
    sent: tries > 0 || earlier?.sent === true,
    mayHaveActed: acted || isAnswer || tries > 1 || earlier?.mayHaveActed === true,
  });
}
