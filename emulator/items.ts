import { type Answer, failure } from './answer.ts';
import type { Strike } from './faults.ts';
import { addressOf } from './record.ts';
import { refusal } from './refusals.ts';

/** The words with which a batch refuses an address, by the faults that strike it. */
export function itemWords(strikes: readonly Strike[]): (ip: string) => string | undefined {
  const words = new Map<unknown, string>();
  for (const { effect, ip } of strikes) if (effect.kind === 'item') words.set(addressOf(ip), effect.words);
  return (ip) => words.get(ip);
}

/** What a write of one address is refused with, if a fault that strikes it has a code. */
export function aloneRefused(strikes: readonly Strike[]): Answer | undefined {
  for (const { effect } of strikes)
    if (effect.kind === 'item' && effect.code !== undefined)
      return failure(refusal(effect.code, { message: effect.words }));
  return undefined;
}
