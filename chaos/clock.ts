import { setImmediate } from 'node:timers/promises';
import { seededRandom } from '../emulator/random.ts';
import type { Clock } from '../src/domain/clock.ts';

/** What a clock is made of; it can be handed to another thread, and from one run to the next. */
export interface Watch {
  readonly seed: number;
  /** Milliseconds by which the time of day is off, by turns. */
  readonly jumps: readonly number[];
  /** One number: the milliseconds that were slept through without taking any time. */
  readonly skipped: Float64Array;
}

/** Milliseconds after which an answer counts as one that does not come. */
const LONGEST_ANSWER = 900;
const SINGLE_ANSWER = 15_000;

/**
 * A clock whose sleep takes no time: now = time that has really passed + what was slept through. An answer is not waited
 * for long, so that a run has time left after it.
 */
export function skippingClock({ seed, jumps, skipped }: Watch): Clock {
  const passed = () => skipped[0] ?? 0;
  const now = () => performance.now() + passed();
  let turn = 0;
  return {
    now,
    date() {
      turn += 1;
      return Math.floor(performance.timeOrigin + now()) + (jumps[turn % jumps.length] ?? 0);
    },
    async sleep(span, signal) {
      const until = now() + span;
      signal.throwIfAborted();
      await setImmediate();
      signal.throwIfAborted();
      skipped[0] = passed() + Math.max(0, until - now());
    },
    timeout: (span) => AbortSignal.timeout(span > SINGLE_ANSWER ? span : Math.min(span, LONGEST_ANSWER)),
    random: seededRandom(seed),
  };
}
