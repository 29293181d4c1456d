import { type Answer, failure, refusal } from './answer.ts';
import type { RetryAfter } from './fault.ts';

/** So many requests per window of seconds. Past it everything is blocked for a whole window from then on, as Cloudflare does. */
export interface RateLimit {
  readonly requests: number;
  readonly seconds: number;
  /** How the client learns when to come again; Cloudflare does not always. */
  readonly retryAfter?: 'none' | 'seconds' | 'date';
}

/** Milliseconds until the next request is let in; 0 lets this one in. Counts the request. */
export type RequestCounter = (now: number) => number;

export function createRequestCounter(limit: RateLimit): RequestCounter {
  let start = Number.NEGATIVE_INFINITY;
  let count = 0;
  let blockedUntil = Number.NEGATIVE_INFINITY;
  return (now) => {
    if (now < blockedUntil) return blockedUntil - now;
    if (now >= start + limit.seconds * 1000) {
      start = now;
      count = 0;
    }
    count += 1;
    if (count <= limit.requests) return 0;
    blockedUntil = now + limit.seconds * 1000;
    start = Number.NEGATIVE_INFINITY;
    return limit.seconds * 1000;
  };
}

/** The 429 of the limit, so many milliseconds before the next request is let in. */
export function tooManyRequests({ retryAfter = 'none' }: RateLimit, wait: number, now: Date): Answer {
  const answer = failure(refusal(971));
  if (retryAfter === 'none') return answer;
  const value = retryAfter === 'date' ? { date: wait / 1000 } : Math.ceil(wait / 1000);
  return { ...answer, headers: { 'retry-after': retryAfterHeader(value, now) } };
}

/** The value of the Retry-After header. A date is rounded up to the second that the header can hold. */
export function retryAfterHeader(value: RetryAfter, now: Date): string {
  if (typeof value === 'object')
    return new Date(Math.ceil((now.getTime() + value.date * 1000) / 1000) * 1000).toUTCString();
  return String(value);
}
