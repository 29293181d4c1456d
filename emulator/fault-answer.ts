import { type Answer, failure, page, refusal, success } from './answer.ts';
import type { FaultMatch, Outcome, WrongPart } from './fault.ts';
import { retryAfterHeader } from './rate-limit.ts';

/** The code that a status comes with where a fault names none. */
const CODES: Readonly<Record<number, number>> = { 401: 10000, 403: 10000, 404: 1142, 429: 971 };

/** The answer that replaces the real one. Effects of the transport leave the answer as it is. */
export function faultyAnswer(answer: Answer, effect: Outcome, now: Date): Answer {
  switch (effect.kind) {
    case 'status': {
      const headers: Record<string, string> = { ...effect.headers };
      if (effect.retryAfter !== undefined) headers['retry-after'] = retryAfterHeader(effect.retryAfter, now);
      return { ...statusAnswer(effect), headers };
    }
    case 'refuse':
      return { ...failure(refusal(effect.code, words(effect))), status: 200 };
    case 'garbage':
      return { status: 200, kind: 'html', html: '{"success":true,"errors":[],"mess<!-- upstream connect error -->' };
    case 'wrong-types':
      return { status: 200, kind: 'json', json: wrongBody(answer, effect.part ?? 'result') };
    case 'result':
      return success(effect.result);
    default:
      return answer;
  }
}

/** What a write of one address is refused with, if a fault that concerns it has a code. */
export function itemFailure(matches: readonly FaultMatch[]): Answer | undefined {
  for (const { effect } of matches)
    if (effect.kind === 'item' && effect.code !== undefined)
      return failure(refusal(effect.code, { message: effect.words }));
  return undefined;
}

function statusAnswer(effect: Extract<Outcome, { readonly kind: 'status' }>): Answer {
  const { status, body, code } = effect;
  if (body === 'html') return page(status, `${status} from the edge`);
  if (body === 'empty') return { status, kind: 'empty' };
  const usual = CODES[status] ?? (status >= 500 ? 1140 : 1146);
  return failure(refusal(code === undefined ? usual : code, { status, ...words(effect) }));
}

function words({ message }: { readonly message?: string }): { readonly message?: string } {
  return message === undefined ? {} : { message };
}

function wrongBody(answer: Answer, part: WrongPart): unknown {
  if (part === 'envelope') return ['unexpected'];
  const envelope = answer.kind === 'json' ? (answer.json as { readonly result?: unknown }) : {};
  if (part === 'info') return { ...envelope, result_info: undefined };
  if (part === 'empty-lists') return nullForEmptyLists(envelope);
  return { ...envelope, result: wrongResult(envelope.result, part) };
}

function wrongResult(result: unknown, part: Exclude<WrongPart, 'envelope' | 'info' | 'empty-lists'>): unknown {
  switch (part) {
    case 'result':
      return 'unexpected';
    case 'null':
      return null;
    case 'items':
      return nullForItems(result);
    case 'fields':
      return numberForTexts(result);
    case 'first':
      return firstMapping(result);
  }
}

function nullForItems(value: unknown): unknown {
  return Array.isArray(value) ? value.map(() => null) : mapFields(value, nullForItems);
}

function numberForTexts(value: unknown): unknown {
  if (typeof value === 'string') return value.length;
  return Array.isArray(value) ? value.map(numberForTexts) : mapFields(value, numberForTexts);
}

function nullForEmptyLists(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(nullForEmptyLists);
  return mapFields(value, nullForEmptyLists);
}

/** The first mapping of a list or of a batch's result, in the frame that the surface puts around it. */
function firstMapping(result: unknown): unknown {
  if (Array.isArray(result)) return result[0] ?? null;
  const fields = (result ?? {}) as { readonly value?: unknown; readonly succeeded?: unknown };
  if (Array.isArray(fields.succeeded)) return fields.succeeded[0] ?? null;
  return 'value' in fields ? { ...fields, value: firstMapping(fields.value) } : result;
}

function mapFields(value: unknown, change: (field: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, change(field)]));
}
