import { addressOf } from './record.ts';
import type { Surface } from './route.ts';

/** A switch: which requests it concerns (all, where nothing is said), and what happens to them. */
export interface Fault {
  /** A method, or `WRITE` for every one but GET. */
  readonly method?: string;
  /** A part of the path below the API's base, such as `/batch` or `/cache/`. */
  readonly path?: string;
  /** An address, in any spelling, that the request names in its path or its body. */
  readonly ip?: string;
  /** The how manieth request that fits the above, from 1; or a range, open at its end without `to`. */
  readonly nth?: number | { readonly from: number; readonly to?: number };
  /** How often it strikes, from 0 to 1, by the emulator's seeded generator. */
  readonly chance?: number;
  readonly effect: Effect;
}

/** When the client may come again: seconds, an HTTP date so many seconds ahead, or any text as the header's value. */
export type RetryAfter = number | { readonly date: number } | string;

/**
 * What happens. `applied`: the operation takes effect first, and only its answer is lost.
 * Several faults may strike one request: all delays, surfaces and items count, and of the others the first.
 */
export type Effect =
  /** Any status; as JSON with an error code (the usual one of the status unless given), an HTML page, or no body. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: 'json' | 'html' | 'empty';
      readonly code?: number;
      readonly retryAfter?: RetryAfter;
      readonly headers?: Readonly<Record<string, string>>;
      readonly applied?: boolean;
    }
  /** The connection is reset instead of an answer. */
  | { readonly kind: 'reset'; readonly applied?: boolean }
  /** No answer ever: until the client gives up. */
  | { readonly kind: 'hang'; readonly applied?: boolean }
  /** The whole length is declared and half the body comes; then the connection ends, or (stall) nothing more happens. */
  | { readonly kind: 'half'; readonly stall?: boolean }
  /** 200 with a body that is no JSON. */
  | { readonly kind: 'garbage' }
  /** 200 and JSON, but of the wrong shape: see {@link WrongPart}. */
  | { readonly kind: 'wrong-types'; readonly part?: WrongPart }
  /** `success: false` with HTTP 200. */
  | { readonly kind: 'refuse'; readonly code: number; readonly message?: string; readonly applied?: boolean }
  /** Answered as if written, but another writer's stale copy of the record replaces it right after. */
  | { readonly kind: 'lost-write' }
  /** From this request on a surface is not routed any more, or is again. */
  | { readonly kind: 'vanish' | 'appear'; readonly surface: Surface }
  /** Milliseconds before anything happens. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** A batch refuses the fault's `ip` with these words. A request for that address alone is refused only if a code is given. */
  | { readonly kind: 'item'; readonly words: string; readonly code?: number };

/**
 * What is wrong: `result` is a text; `null` the result is null; `items` every list's items are null; `fields` every text in the result
 * is a number; `envelope` the body is a list; `info` there is no result_info.
 */
export const WRONG_PARTS = ['result', 'null', 'items', 'fields', 'envelope', 'info'] as const;
export type WrongPart = (typeof WRONG_PARTS)[number];

/** The effects that decide the answer. */
export type Outcome = Exclude<Effect, { readonly kind: 'vanish' | 'appear' | 'delay' | 'item' }>;

/** The fault, if it can be: its address is one, and an item has one. Throws where it cannot. */
export function sound(fault: Fault): Fault {
  if (fault.ip !== undefined && addressOf(fault.ip) === undefined)
    throw new TypeError(`${JSON.stringify(fault.ip)} is no IP address`);
  if (fault.effect.kind === 'item' && fault.ip === undefined)
    throw new TypeError('an item needs the ip that the batch refuses');
  return fault;
}

/** Whether the operation takes effect before this happens to its answer. */
export function takesEffect(outcome: Outcome): boolean {
  if (['half', 'garbage', 'wrong-types', 'lost-write'].includes(outcome.kind)) return true;
  return 'applied' in outcome && outcome.applied === true;
}

/** Whether an effect decides the answer. */
export function isOutcome(effect: Effect): effect is Outcome {
  return !['vanish', 'appear', 'delay', 'item'].includes(effect.kind);
}
