import { type Effect, type Fault, isOutcome, type Outcome, sound } from './fault.ts';
import { addressOf } from './record.ts';
import { decoded } from './route.ts';

/** What faults look at. */
interface Struck {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** A fault that struck: its effect, and the address it is about. */
export interface Strike {
  readonly effect: Effect;
  readonly ip?: string;
}

/** The switches in force, with their counts of requests. */
export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** The faults that strike this request, in the order they were given. Counts the request. */
  strike(request: Struck): Strike[];
}

export function createFaults(random: () => number): Faults {
  const counted: { readonly fault: Fault; count: number }[] = [];
  return {
    add(fault) {
      counted.push({ fault: sound(fault), count: 0 });
    },
    clear() {
      counted.length = 0;
    },
    strike(request) {
      const strikes: Strike[] = [];
      for (const entry of counted) {
        const { fault } = entry;
        if (!fits(fault, request)) continue;
        entry.count += 1;
        if (!inRange(fault.nth, entry.count)) continue;
        if (fault.chance !== undefined && random() >= fault.chance) continue;
        strikes.push(fault.ip === undefined ? { effect: fault.effect } : { effect: fault.effect, ip: fault.ip });
      }
      return strikes;
    },
  };
}

/** The effect that decides the answer: the first one that does. */
export function outcomeOf(strikes: readonly Strike[]): Outcome | undefined {
  return strikes.map(({ effect }) => effect).find(isOutcome);
}

function fits({ method, path, ip }: Fault, request: Struck): boolean {
  if (method === 'WRITE' ? request.method === 'GET' : method !== undefined && method !== request.method) return false;
  if (path !== undefined && !request.path.includes(path)) return false;
  return ip === undefined || names(request, ip);
}

function names({ path, body }: Struck, ip: string): boolean {
  const address = addressOf(ip);
  const texts = [decoded(path.slice(path.lastIndexOf('/') + 1)), ...leaves(body)];
  return texts.some((text) => addressOf(text) === address);
}

/** Every plain value in a body. */
function leaves(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value];
}

function inRange(nth: Fault['nth'], count: number): boolean {
  if (nth === undefined) return true;
  if (typeof nth === 'number') return count === nth;
  return count >= nth.from && count <= (nth.to ?? Number.POSITIVE_INFINITY);
}
