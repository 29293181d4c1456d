import { setTimeout as delay } from 'node:timers/promises';

/** Time as a run sees it. Milliseconds throughout. */
export interface Clock {
  /** Monotonic: spans are measured with it, so that a clock set anew in mid-run changes nothing. */
  now(): number;
  /** Time of day, for dates that a server names. */
  date(): number;
  /** Ends early, with an error, when the signal is aborted. */
  sleep(span: number, signal: AbortSignal): Promise<void>;
  /** Aborted when the span is over: an answer is waited for no longer. */
  timeout(span: number): AbortSignal;
  /** From 0 to 1, for jitter. */
  random(): number;
}

export const realClock: Clock = {
  now: () => performance.now(),
  date: () => Date.now(),
  sleep: (span, signal) => delay(span, undefined, { signal }),
  timeout: (span) => AbortSignal.timeout(span),
  random: () => Math.random(),
};
