import { addressOf } from './address.ts';
import type { ErrorCode } from './answer.ts';
import { decoded, type Surface } from './route.ts';

/** A switch: which requests it concerns (all, where nothing is said), and what happens to them. */
export interface Fault {
  /** A method, or `WRITE` for every one but GET. */
  readonly method?: string;
  /** A part of the path below the API's base, such as `/batch` or `/cache/`; with `$` at its end the path ends there. */
  readonly path?: string;
  /** An address, in any spelling, that the request names in its path or its body. */
  readonly ip?: string;
  /** Which of the requests that fit the above, from 1; or a range, open at its end without `to`. */
  readonly nth?: number | { readonly from: number; readonly to?: number };
  /** How often it happens, from 0 to 1, by the emulator's seeded generator. */
  readonly chance?: number;
  readonly effect: Effect;
}

/** When the client may come again: seconds, an HTTP date so many seconds ahead, or any text as the header's value. */
export type RetryAfter = number | { readonly date: number } | string;

/**
 * What happens. `applied`: the operation takes effect first, and only its answer is lost.
 * Several faults may concern one request: all delays, surfaces and items count, and of the others the first.
 */
export type Effect =
  /** Any status; as JSON with an error code (the usual one of the status unless given), an HTML page, or no body. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: 'json' | 'html' | 'empty';
      readonly code?: ErrorCode;
      readonly message?: string;
      readonly retryAfter?: RetryAfter;
      readonly headers?: Readonly<Record<string, string>>;
      readonly applied?: boolean;
    }
  /** The connection is reset, or ended in order, instead of an answer; or it changes to another protocol (101) and stays silent. */
  | { readonly kind: 'reset' | 'close' | 'switch-protocols'; readonly applied?: boolean }
  /** No answer ever: until the client gives up. */
  | { readonly kind: 'hang'; readonly applied?: boolean }
  /** The whole length is declared and half the body comes; then the connection ends, or (stall) nothing more happens. */
  | { readonly kind: 'half'; readonly stall?: boolean }
  /** 200 with a body that is no JSON. */
  | { readonly kind: 'garbage' }
  /** 200 and JSON, but of the wrong shape: see {@link WrongPart}. */
  | { readonly kind: 'wrong-types'; readonly part?: WrongPart }
  /** 200 with just this result, after it took effect. */
  | { readonly kind: 'result'; readonly result: unknown }
  /** A list is answered as if the zone held no mappings. */
  | { readonly kind: 'as-empty' }
  /** `success: false` with HTTP 200. */
  | { readonly kind: 'refuse'; readonly code: ErrorCode; readonly message?: string; readonly applied?: boolean }
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
 * is a number; `envelope` the body is a list; `info` there is no result_info; `empty-lists` every empty list of the body is null;
 * `first` the first mapping stands where all of them would.
 */
export const WRONG_PARTS = ['result', 'null', 'items', 'fields', 'envelope', 'info', 'empty-lists', 'first'] as const;
export type WrongPart = (typeof WRONG_PARTS)[number];

const SIDE_EFFECTS = ['vanish', 'appear', 'delay', 'item'] as const;
/** The effects that decide the answer. */
export type Outcome = Exclude<Effect, { readonly kind: (typeof SIDE_EFFECTS)[number] }>;

/** A fault that concerns a request: its effect, and the address it is about. */
export interface FaultMatch {
  readonly effect: Effect;
  readonly ip?: string;
}

/** The switches in force, with their counts of requests. */
export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** The faults that concern this request, in the order they were given. Counts the request. */
  match(request: FaultRequest): FaultMatch[];
}

/** What faults look at. */
interface FaultRequest {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

export function createFaults(random: () => number): Faults {
  const counted: { readonly fault: Fault; count: number }[] = [];
  return {
    add(fault) {
      counted.push({ fault: checkedFault(fault), count: 0 });
    },
    clear() {
      counted.length = 0;
    },
    match(request) {
      const matches: FaultMatch[] = [];
      for (const entry of counted) {
        const { fault } = entry;
        if (!concerns(fault, request)) continue;
        entry.count += 1;
        if (!inRange(fault.nth, entry.count)) continue;
        if (fault.chance !== undefined && random() >= fault.chance) continue;
        matches.push(fault.ip === undefined ? { effect: fault.effect } : { effect: fault.effect, ip: fault.ip });
      }
      return matches;
    },
  };
}

/** The fault, if it can be: its address is one, and an item has one. Throws where it cannot. */
export function checkedFault(fault: Fault): Fault {
  if (fault.ip !== undefined && addressOf(fault.ip) === undefined)
    throw new TypeError(`${JSON.stringify(fault.ip)} is no IP address`);
  if (fault.effect.kind === 'item' && fault.ip === undefined)
    throw new TypeError('an item needs the ip that the batch refuses');
  return fault;
}

/** The effect that decides the answer: the first one that does. */
export function outcomeOf(matches: readonly FaultMatch[]): Outcome | undefined {
  return matches
    .map(({ effect }) => effect)
    .find((effect): effect is Outcome => !SIDE_EFFECTS.some((kind) => kind === effect.kind));
}

/** Whether the operation takes effect before this happens to its answer. */
export function takesEffect(outcome: Outcome): boolean {
  if (['half', 'garbage', 'wrong-types', 'result', 'as-empty', 'lost-write'].includes(outcome.kind)) return true;
  return 'applied' in outcome && outcome.applied === true;
}

/** The words with which a batch refuses an address, by the faults that concern it. */
export function itemRefusals(matches: readonly FaultMatch[]): (ip: string) => string | undefined {
  const words = new Map<unknown, string>();
  for (const { effect, ip } of matches) if (effect.kind === 'item') words.set(addressOf(ip), effect.words);
  return (ip) => words.get(ip);
}

function concerns({ method, path, ip }: Fault, request: FaultRequest): boolean {
  if (method === 'WRITE' ? request.method === 'GET' : method !== undefined && method !== request.method) return false;
  if (path?.endsWith('$') ? !request.path.endsWith(path.slice(0, -1)) : !request.path.includes(path ?? ''))
    return false;
  return ip === undefined || namesAddress(request, ip);
}

function namesAddress({ path, body }: FaultRequest, ip: string): boolean {
  const address = addressOf(ip);
  const texts = [decoded(path.slice(path.lastIndexOf('/') + 1)), ...plainValues(body)];
  return texts.some((text) => addressOf(text) === address);
}

function plainValues(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(plainValues) : [value];
}

function inRange(nth: Fault['nth'], count: number): boolean {
  if (nth === undefined) return true;
  if (typeof nth === 'number') return count === nth;
  return count >= nth.from && count <= (nth.to ?? Number.POSITIVE_INFINITY);
}
