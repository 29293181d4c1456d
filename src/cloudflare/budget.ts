import type { Clock } from '../domain/clock.ts';
import { CloudflareError } from './cloudflare-error.ts';

/**
 * When the next request may be sent: never more than 1,200 in 5 minutes (Cloudflare's limit; over it everything is blocked
 * for five minutes), not before a wait that the server asked for, and not past the run's budget.
 */
export interface Budget {
  /** Resolves when a request may be sent, and counts it. Throws a {@link CloudflareError} when none may be sent any more. */
  turn(signal?: AbortSignal): Promise<void>;
  /**
   * Waits before another attempt. Where the server `requested` the wait, no other request is sent before its end either.
   * An aborted `signal` ends the wait early, as the end of the run does.
   */
  wait(duration: number, requested: boolean, signal?: AbortSignal): Promise<void>;
  /** Milliseconds left of the run. */
  left(): number;
  /** Requests sent so far. */
  readonly sent: number;
}

const WINDOW = 300_000;
const MOST_IN_WINDOW = 1200;

/**
 * @param started when the run began, by the clock
 * @param budget milliseconds for the whole run
 * @param stop aborted when the run is to end
 */
export function openBudget(clock: Clock, started: number, budget: number, stop: AbortSignal): Budget {
  const deadline = started + budget;
  const recent: number[] = [];
  let blockedUntil = 0;
  let sent = 0;

  const left = () => deadline - clock.now();
  const outOfTime = (words: string) =>
    new CloudflareError('out-of-time', `${words} (timeout-seconds allows ${Math.round(budget / 1000)} s for the run)`);

  async function pause(duration: number, words: string, signal?: AbortSignal): Promise<void> {
    if (duration > left()) throw outOfTime(`${words}, and ${seconds(Math.max(0, left()))} of the run are left`);
    try {
      await clock.sleep(duration, signal === undefined ? stop : AbortSignal.any([stop, signal]));
    } catch {
      throw cancelled();
    }
  }

  return {
    left,
    get sent() {
      return sent;
    },
    async turn(signal) {
      for (;;) {
        if (stop.aborted || signal?.aborted) throw cancelled();
        const now = clock.now();
        if (now >= deadline) throw outOfTime('The time for the run is used up');
        while (recent[0] !== undefined && recent[0] <= now - WINDOW) recent.shift();
        const [oldest] = recent;
        if (blockedUntil > now)
          await pause(blockedUntil - now, `Cloudflare asks to wait ${seconds(blockedUntil - now)}`, signal);
        else if (oldest !== undefined && recent.length >= MOST_IN_WINDOW)
          await pause(
            oldest + WINDOW - now,
            'Cloudflare takes 1,200 requests in 5 minutes, and they have been sent',
            signal,
          );
        else break;
      }
      recent.push(clock.now());
      sent += 1;
    },
    async wait(duration, requested, signal) {
      if (requested) blockedUntil = Math.max(blockedUntil, clock.now() + duration);
      await pause(
        duration,
        requested
          ? `Cloudflare asks to wait ${seconds(duration)} (Retry-After)`
          : `The next attempt is due in ${seconds(duration)}`,
        signal,
      );
    },
  };
}

function cancelled(): CloudflareError {
  return new CloudflareError('cancelled', 'The run was cancelled');
}

function seconds(duration: number): string {
  return `${Math.ceil(duration / 100) / 10} s`;
}
