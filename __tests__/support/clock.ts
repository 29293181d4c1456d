import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../src/domain/clock.ts';

/** A clock of a test: it says which waits it was asked for, and can be moved forward. */
export interface TestClock extends Clock {
  /** Every duration that `sleep` was asked for, in milliseconds. */
  readonly waits: number[];
  /** Moves the clock forward. */
  pass(duration: number): void;
  /** Called before each sleep. */
  onSleep: ((duration: number) => void) | undefined;
}

export interface TestClockOptions {
  /**
   * The most milliseconds that a signal of `timeout` for a single answer (of at most 15 seconds) takes to be aborted. For tests in
   * which an answer never comes; without it such a signal takes its real time.
   */
  readonly longestAnswer?: number;
  /** What `random` answers. */
  readonly random?: number | (() => number);
}

const SINGLE_ANSWER = 15_000;

/** The real clock, but for sleep: it takes no time and moves the clock forward by what it would have taken. */
export function testClock({ longestAnswer = Number.POSITIVE_INFINITY, random = 1 }: TestClockOptions = {}): TestClock {
  let passed = 0;
  const clock: TestClock = {
    waits: [],
    onSleep: undefined,
    pass(duration) {
      passed += duration;
    },
    now: () => performance.now() + passed,
    date: () => Date.now() + passed,
    random: () => (typeof random === 'number' ? random : random()),
    timeout: (duration) => AbortSignal.timeout(duration > SINGLE_ANSWER ? duration : Math.min(duration, longestAnswer)),
    async sleep(duration, signal) {
      clock.waits.push(duration);
      clock.onSleep?.(duration);
      const until = clock.now() + duration;
      signal.throwIfAborted();
      await setImmediate();
      signal.throwIfAborted();
      // Of two that sleep at once, the longer one alone counts.
      passed += Math.max(0, until - clock.now());
    },
  };
  return clock;
}

/** A clock that stands still unless somebody sleeps or moves it. */
export function fakeClock(random = 1): TestClock {
  let now = 1000.25;
  const clock: TestClock = {
    waits: [],
    onSleep: undefined,
    pass(duration) {
      now += duration;
    },
    now: () => now,
    date: () => Date.UTC(2026, 9, 1) + now,
    random: () => random,
    timeout: (duration) => AbortSignal.timeout(duration),
    async sleep(duration, signal) {
      clock.waits.push(duration);
      clock.onSleep?.(duration);
      signal.throwIfAborted();
      now += Math.max(0, duration);
    },
  };
  return clock;
}
