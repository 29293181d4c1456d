/**
 * Why a request to Cloudflare brought no result.
 * - `no-route`: this zone does not answer at this path (wrong zone ID, no access, or the surface has been taken away)
 * - `gone`: no such mapping, or no mapping at all (1142, 1163)
 * - `limit`: the zone takes no further mapping (1164)
 * - `denied`: the credential is malformed, unknown or lacks a permission; no other request will fare better
 * - `refused`: any other final answer
 * - `unanswered`: every try failed: server errors, throttling, broken connections, answers that are not the API's
 * - `out-of-time`: the run's budget does not reach for another try
 * - `cancelled`: the run was told to stop
 */
export type FailureKind =
  | 'no-route'
  | 'gone'
  | 'limit'
  | 'denied'
  | 'refused'
  | 'unanswered'
  | 'out-of-time'
  | 'cancelled';

export class Failure extends Error {
  override readonly name = 'Failure';
  readonly kind: FailureKind;
  /** Cloudflare's error codes, as answered. */
  readonly codes: readonly number[];
  /** Times the request was sent; with 0 it cannot have taken effect. */
  tries = 0;

  constructor(kind: FailureKind, message: string, codes: readonly number[] = [], cause?: unknown) {
    super(message, { cause });
    this.kind = kind;
    this.codes = codes;
  }

  /** The code that says most about it. */
  get code(): number | undefined {
    return this.codes.find((code) => OWN_CODES(code)) ?? this.codes[0];
  }

  /** No further request makes sense after it. */
  get final(): boolean {
    return FINAL.has(this.kind);
  }

  /** The request was sent and no answer told how it ended: it may have taken effect. */
  get unclear(): boolean {
    return UNCLEAR.has(this.kind);
  }
}

const FINAL: ReadonlySet<FailureKind> = new Set(['no-route', 'denied', 'out-of-time', 'cancelled']);
const UNCLEAR: ReadonlySet<FailureKind> = new Set(['unanswered', 'out-of-time', 'cancelled']);

/** For a `catch`: hands a failure on and throws everything else, which is a fault of the program. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  throw error;
}

/** One answer of the API, as far as a failure can be told from it. */
export interface ErrorAnswer {
  readonly status: number;
  readonly errors: readonly { readonly code: number; readonly message: string }[];
}

/** What to do about an answer that is not a success: try again, or give up with a failure. */
export type Diagnosis =
  | { readonly kind: 'again'; readonly words: string; readonly codes: readonly number[] }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Error codes of this family of endpoints (Cloudflare's API reference). */
const OWN_CODES = (code: number) => code >= 1140 && code <= 1164;
const NO_ROUTE_CODES = new Set([7000, 7003]);
const NO_ROUTE_STATUS = new Set([404, 405, 410, 501]);
const GONE_CODES = new Set([1142, 1163]);
const LIMIT_CODE = 1164;
/** Internal errors of the service (1140, 1156) and throttling (971, 10100): worth another try whatever the status. */
const PASSING_CODES = new Set([1140, 1156, 971, 10100]);
const DENIED_CODES = new Set([10000, 9109]);
const MALFORMED_CODES = new Set([6003, 6111, 9103, 9106, 9107]);

/** Reads an answer that is not a success. Source of the rules: Cloudflare's API reference for these endpoints. */
export function diagnose({ status, errors }: ErrorAnswer): Diagnosis {
  const codes = errors.map(({ code }) => code);
  const has = (set: ReadonlySet<number>) => codes.some((code) => set.has(code));
  const words = describe(status, errors);
  const failed = (kind: FailureKind, message = words): Diagnosis => ({
    kind: 'failed',
    failure: new Failure(kind, message, codes),
  });

  if (has(NO_ROUTE_CODES)) return failed('no-route');
  if (codes.includes(LIMIT_CODE)) return failed('limit');
  if (has(GONE_CODES)) return failed('gone');
  if (has(PASSING_CODES) || status === 429 || status === 408) return { kind: 'again', words, codes };
  if (NO_ROUTE_STATUS.has(status) && !codes.some(OWN_CODES)) return failed('no-route');
  if (status >= 500) return { kind: 'again', words, codes };
  if (status >= 300 && status < 400)
    return failed('refused', `${words}: a redirect, which is never followed; check api-base-url`);
  if (has(MALFORMED_CODES))
    return failed(
      'denied',
      `${words}: the credential is malformed. Check that the secret holds the bare API token, or that api-key and api-email belong together`,
    );
  if (has(DENIED_CODES) || ((status === 401 || status === 403) && !codes.some(OWN_CODES)))
    return failed(
      'denied',
      `${words}: the credential is not accepted for this. Check that the token is valid and has the permission Zone Settings: Edit (plan and check: Read) for this zone`,
    );
  return failed('refused');
}

function describe(status: number, errors: ErrorAnswer['errors']): string {
  if (errors.length === 0) return `Cloudflare answered HTTP ${status} without an error code`;
  return `Cloudflare answered ${errors.map(({ code, message }) => `${code} (${message})`).join(', ')}`;
}
