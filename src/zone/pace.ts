import type { Clock } from '../clock.ts';
import { Failure } from './failure.ts';

/**
 * When the next request may leave: never more than 1,200 in 5 minutes (Cloudflare's limit; over it everything is blocked
 * for five minutes), not before a wait that the server asked for, and not past the run's budget.
 */
export interface Pace {
  /** Resolves when a request may be sent, and counts it. Throws a {@link Failure} when none may be sent any more. */
  turn(): Promise<void>;
  /**
   * Waits before another try. With `asked`, the server named the span, and no other request leaves before either.
   * An aborted `signal` ends the wait early, as the end of the run does.
   */
  wait(span: number, asked: boolean, signal?: AbortSignal): Promise<void>;
  /** Milliseconds left of the run's budget. */
  left(): number;
  /** Requests sent so far. */
  readonly sent: number;
}

const WINDOW = 300_000;
const MOST_IN_WINDOW = 1200;

/**
 * @param started when the run began, by the clock
 * @param budget milliseconds for the whole run
 * @param stop aborted when the run is told to end
 */
export function keepPace(clock: Clock, started: number, budget: number, stop: AbortSignal): Pace {
  const deadline = started + budget;
  const recent: number[] = [];
  let heldUntil = 0;
  let sent = 0;

  const left = () => deadline - clock.now();
  const outOfTime = (words: string) =>
    new Failure('out-of-time', `${words} (timeout-seconds allows ${Math.round(budget / 1000)} s for the run)`);

  async function pause(span: number, words: string, signal?: AbortSignal): Promise<void> {
    if (span > left()) throw outOfTime(`${words}, and ${seconds(Math.max(0, left()))} of the run are left`);
    try {
      await clock.sleep(span, signal === undefined ? stop : AbortSignal.any([stop, signal]));
    } catch {
      throw cancelled();
    }
  }

  return {
    left,
    get sent() {
      return sent;
    },
    async turn() {
      for (;;) {
        if (stop.aborted) throw cancelled();
        const now = clock.now();
        if (now >= deadline) throw outOfTime('The time for the run is used up');
        while (recent[0] !== undefined && recent[0] <= now - WINDOW) recent.shift();
        const [oldest] = recent;
        if (heldUntil > now) await pause(heldUntil - now, `Cloudflare asks to wait ${seconds(heldUntil - now)}`);
        else if (oldest !== undefined && recent.length >= MOST_IN_WINDOW)
          await pause(oldest + WINDOW - now, 'Cloudflare takes 1,200 requests in 5 minutes, and they have been sent');
        else break;
      }
      recent.push(clock.now());
      sent += 1;
    },
    async wait(span, asked, signal) {
      if (asked) heldUntil = Math.max(heldUntil, clock.now() + span);
      await pause(
        span,
        asked ? `Cloudflare asks to wait ${seconds(span)} (Retry-After)` : `The next try is due in ${seconds(span)}`,
        signal,
      );
    },
  };
}

function cancelled(): Failure {
  return new Failure('cancelled', 'The run was cancelled');
}

function seconds(span: number): string {
  return `${Math.ceil(span / 100) / 10} s`;
}
