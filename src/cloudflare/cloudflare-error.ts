import { clip, quote } from '../domain/text.ts';
import type { ApiError } from './envelope.ts';

/**
 * Why a request to Cloudflare brought no result.
 * - `no-route`: this zone does not answer at this path (wrong zone ID, no access, or that version of the API is gone)
 * - `missing`: no such mapping, or no mapping at all (1142, 1163)
 * - `limit`: the zone takes no further mapping (1164)
 * - `denied`: the credential is malformed, unknown or lacks a permission; another request will fare no better
 * - `refused`: any other final answer
 * - `unanswered`: every attempt failed: server errors, throttling, broken connections, answers that are not the API's
 * - `out-of-time`: the run's budget is too short for another attempt
 * - `cancelled`: the run was cancelled
 */
export type CloudflareErrorKind =
  | 'no-route'
  | 'missing'
  | 'limit'
  | 'denied'
  | 'refused'
  | 'unanswered'
  | 'out-of-time'
  | 'cancelled';

export class CloudflareError extends Error {
  override readonly name = 'CloudflareError';
  readonly kind: CloudflareErrorKind;
  /** Cloudflare's error codes, as answered. */
  readonly codes: readonly number[];
  /** Times the request was sent; with 0 it cannot have taken effect. */
  tries = 0;

  constructor(kind: CloudflareErrorKind, message: string, codes: readonly number[] = [], cause?: unknown) {
    super(message, { cause });
    this.kind = kind;
    this.codes = codes;
  }

  /** The code that says most about it. */
  get code(): number | undefined {
    return this.codes.find(isOwnCode) ?? this.codes[0];
  }

  /** No further request makes sense after it. */
  get final(): boolean {
    return FINAL.has(this.kind);
  }

  /** The request was sent and no answer said how it ended: it may have taken effect. */
  get unclear(): boolean {
    return UNCLEAR.has(this.kind);
  }
}

const FINAL: ReadonlySet<CloudflareErrorKind> = new Set(['no-route', 'denied', 'out-of-time', 'cancelled']);
const UNCLEAR: ReadonlySet<CloudflareErrorKind> = new Set(['unanswered', 'out-of-time', 'cancelled']);

/** For a `catch`: returns Cloudflare's error, and throws everything else, which is a fault of the program. */
export function cloudflareErrorOf(error: unknown): CloudflareError {
  if (error instanceof CloudflareError) return error;
  throw error;
}

/** The codes for whatever reports an error: the one that says most, and all where there are several. */
export function codesIn({ code, codes }: CloudflareError): {
  readonly code?: number;
  readonly codes?: readonly number[];
} {
  return { ...(code === undefined ? {} : { code }), ...(codes.length > 1 ? { codes } : {}) };
}

/** Whether a code belongs to the endpoints of origin cloud regions. Source: Cloudflare's API reference. */
export function isOwnCode(code: number): boolean {
  return code >= 1140 && code <= 1164;
}

/** An answer that is not a success, as far as its cause can be read from it. */
export interface ErrorAnswer {
  readonly status: number;
  readonly errors: readonly ApiError[];
  readonly page?: Page;
  /** The permission that the request needs, such as `DNS: Read`. */
  readonly permission: string;
}

/** What something else than the API answered with. */
export interface Page {
  readonly host: string;
  /** Cloudflare's ID of the request, where there is one. */
  readonly ray: string | undefined;
  readonly isHtml: boolean;
}

/** What to do about it: send it again, or give up. */
export type Diagnosis =
  | { readonly kind: 'retry'; readonly words: string; readonly codes: readonly number[]; readonly remedy?: string }
  | { readonly kind: 'failed'; readonly error: CloudflareError };

const NO_ROUTE_CODES = new Set([7000, 7003]);
const NO_ROUTE_STATUS = new Set([404, 405, 410, 501]);
const MISSING_CODES = new Set([1142, 1163]);
const LIMIT_CODE = 1164;
/** Internal errors of the service: worth another attempt, whatever the status. */
const INTERNAL_CODES = new Set([1140, 1156]);
const THROTTLED_CODES = new Set([971, 10100]);
const DENIED_CODES = new Set([10000, 9109]);
const MALFORMED_CODES = new Set([6003, 6111, 9103, 9106, 9107]);

const PAGE_REMEDY =
  'A firewall, a challenge or a proxy answered, not the API. Let this runner reach the API, or check api-base-url';

/** The most characters of Cloudflare's words in an error: every entry of a run may repeat them. */
const LONGEST_WORDS = 1000;

/** Reads an answer that is not a success. Source of the rules: Cloudflare's API reference for these endpoints. */
export function diagnose({ status, errors, page, permission }: ErrorAnswer): Diagnosis {
  const codes = errors.flatMap(({ code }) => code ?? []);
  const has = (set: ReadonlySet<number>) => codes.some((code) => set.has(code));
  const words = page === undefined ? describe(status, errors) : describePage(status, page);
  const failed = (kind: CloudflareErrorKind, remedy?: string): Diagnosis => ({
    kind: 'failed',
    error: new CloudflareError(kind, remedy === undefined ? words : `${words}. ${remedy}`, codes),
  });

  // Where something else answers with success, its cause may pass.
  if (page !== undefined && status < 300) return { kind: 'retry', words, codes, remedy: PAGE_REMEDY };
  if (has(NO_ROUTE_CODES)) return failed('no-route');
  if (codes.includes(LIMIT_CODE)) return failed('limit');
  if (has(MISSING_CODES)) return failed('missing');
  if (has(THROTTLED_CODES) || status === 429 || status === 408) return { kind: 'retry', words, codes };
  if (NO_ROUTE_STATUS.has(status) && !has(INTERNAL_CODES) && !codes.some(isOwnCode)) return failed('no-route');
  if (has(INTERNAL_CODES) || status >= 500)
    return {
      kind: 'retry',
      words,
      codes,
      remedy: "The fault is on Cloudflare's side: run again later, and see https://www.cloudflarestatus.com",
    };
  if (status >= 300 && status < 400) return failed('refused', 'A redirect is never followed; check api-base-url');
  if (page !== undefined) return failed('refused', PAGE_REMEDY);
  if (has(MALFORMED_CODES))
    return failed(
      'denied',
      'The credential is malformed. Check that the secret holds the API token and nothing else, or that api-key and api-email belong together',
    );
  if (has(DENIED_CODES) || ((status === 401 || status === 403) && !codes.some(isOwnCode)))
    return failed(
      'denied',
      `The credential is not accepted for this. Check that the token is valid, has the permission ${permission} for this zone, and that its client IP address filter, if it has one, admits this runner`,
    );
  return failed('refused');
}

function describe(status: number, errors: readonly ApiError[]): string {
  if (errors.length === 0) return `Cloudflare answered HTTP ${status} without an error code`;
  const each = errors.map(({ code, message }) => (code === undefined ? message : `${code} (${message})`));
  // Without any code, the status is the best that there is to look up.
  const start = errors.some(({ code }) => code !== undefined) ? '' : `HTTP ${status}: `;
  return `Cloudflare answered ${start}${clip(each.join(', '), LONGEST_WORDS)}`;
}

function describePage(status: number, { host, ray, isHtml }: Page): string {
  const id = ray === undefined ? '' : `, cf-ray ${/^[\w-]{1,40}$/.test(ray) ? ray : quote(ray)}`;
  return `${host} answered HTTP ${status} with a page ${isHtml ? 'of HTML' : "that is not the API's"}${id}`;
}
