import type { Reply } from './api.ts';
import { Failure } from './failure.ts';

/** A zone without any mapping has no record, and some answers say so with "does not exist" (1142): an empty list. */
export async function emptyIfGone<Value>(reply: Promise<Reply<Value>>, empty: Value): Promise<Value> {
  try {
    return (await reply).value;
  } catch (error) {
    if (error instanceof Failure && error.kind === 'gone') return empty;
    throw error;
  }
}
