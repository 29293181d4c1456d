import { type Answer, failure, page } from './answer.ts';
import type { Outcome, WrongPart } from './fault.ts';
import { refusal } from './refusals.ts';
import { retryAfterHeader } from './throttle.ts';

/** The code that a status comes with where a fault names none. */
const CODES: Readonly<Record<number, number>> = { 401: 10000, 403: 10000, 404: 1142, 429: 971 };

/** The answer that replaces the real one. Effects of the transport leave the answer as it is. */
export function distorted(answer: Answer, effect: Outcome, now: Date): Answer {
  switch (effect.kind) {
    case 'status': {
      const headers: Record<string, string> = { ...effect.headers };
      if (effect.retryAfter !== undefined) headers['retry-after'] = retryAfterHeader(effect.retryAfter, now);
      return { ...statusAnswer(effect), headers };
    }
    case 'refuse':
      return {
        ...failure(refusal(effect.code, effect.message === undefined ? {} : { message: effect.message })),
        status: 200,
      };
    case 'garbage':
      return { status: 200, kind: 'html', html: '{"success":true,"errors":[],"mess<!-- upstream connect error -->' };
    case 'wrong-types':
      return { status: 200, kind: 'json', json: wrong(answer, effect.part ?? 'result') };
    default:
      return answer;
  }
}

function statusAnswer({ status, body, code }: Extract<Outcome, { readonly kind: 'status' }>): Answer {
  if (body === 'html') return page(status, `${status} from the edge`);
  if (body === 'empty') return { status, kind: 'empty' };
  return failure(refusal(code ?? CODES[status] ?? (status >= 500 ? 1140 : 1146), { status }));
}

function wrong(answer: Answer, part: WrongPart): unknown {
  if (part === 'envelope') return ['unexpected'];
  const envelope = answer.kind === 'json' ? (answer.json as { readonly result?: unknown }) : {};
  if (part === 'info') return { ...envelope, result_info: undefined };
  return { ...envelope, result: wrongResult(envelope.result, part) };
}

function wrongResult(result: unknown, part: Exclude<WrongPart, 'envelope' | 'info'>): unknown {
  if (part === 'result') return 'unexpected';
  if (part === 'null') return null;
  return part === 'items' ? emptied(result) : numbered(result);
}

/** The value with null for every item of every list. */
function emptied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(() => null);
  return mapFields(value, emptied);
}

/** The value with a number for every text. */
function numbered(value: unknown): unknown {
  if (typeof value === 'string') return value.length;
  if (Array.isArray(value)) return value.map(numbered);
  return mapFields(value, numbered);
}

function mapFields(value: unknown, change: (field: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, change(field)]));
}
