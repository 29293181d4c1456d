import { clip } from '../domain/text.ts';

/** An error in an answer. The code is absent where Cloudflare gives none. */
export interface ApiError {
  readonly code?: number;
  readonly message: string;
}

/** What every answer of Cloudflare's API is wrapped in. */
export interface Envelope {
  readonly success: boolean;
  readonly errors: readonly ApiError[];
  readonly result: unknown;
  readonly info: unknown;
}

/** What an answer may hold before it is not read as JSON. Each value may take a hundred times the memory of its text. */
export const MOST_VALUES = 50_000;
const MOST_ERRORS = 20;
const LONGEST_MESSAGE = 1000;

/** Reads the text of an answer; `undefined` where it is not the API's. */
export function readEnvelope(text: string, mostValues = MOST_VALUES): Envelope | undefined {
  if (hasMoreValues(text, mostValues)) return undefined;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(body) || typeof body.success !== 'boolean') return undefined;
  const errors = Array.isArray(body.errors) ? body.errors : [];
  return {
    success: body.success,
    errors: errors.slice(0, MOST_ERRORS).map(readError),
    result: body.result,
    info: body.result_info,
  };
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `null` where a list is expected is an empty list; `undefined` for anything else that is none. */
export function listOf(value: unknown): readonly unknown[] | undefined {
  if (value === null) return [];
  return Array.isArray(value) ? value : undefined;
}

/** A code in digits as text counts as the number. */
function readError(error: unknown): ApiError {
  if (!isObject(error)) return { message: messageOf(error) };
  const { code, message } = error;
  const number = typeof code === 'string' && /^\d{1,9}$/.test(code) ? Number(code) : code;
  return { ...(typeof number === 'number' ? { code: number } : {}), message: messageOf(message) };
}

function messageOf(value: unknown): string {
  return typeof value === 'string' && value !== '' ? clip(value, LONGEST_MESSAGE) : 'no message';
}

/** Counted by what stands before a value, without reading the text as JSON: within strings too. */
function hasMoreValues(text: string, most: number): boolean {
  let count = 0;
  for (let at = 0; at < text.length && count <= most; at += 1) {
    const character = text[at];
    if (character === '{' || character === '[' || character === ',') count += 1;
  }
  return count > most;
}
