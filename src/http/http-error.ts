import { types } from 'node:util';

/**
 * Why an HTTP request has no answer.
 * - `unreachable`: no connection, or one that ended without a whole answer; another attempt may succeed
 * - `certificate`: the server's certificate is not trusted
 * - `too-large`: the answer is larger than was permitted
 * - `aborted`: the caller gave up
 * - `proxy`: the setting of the proxy is wrong
 * - `unsendable`: the request cannot be written, such as for a character in a header
 */
export type HttpErrorKind = 'unreachable' | 'certificate' | 'too-large' | 'aborted' | 'proxy' | 'unsendable';

export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly kind: HttpErrorKind;
  /** In a word, where there is one: the system's code, such as `ECONNREFUSED`. */
  readonly reason: string;

  /** @param message a sentence for people: what, which host, what to do */
  constructor(kind: HttpErrorKind, reason: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.kind = kind;
    this.reason = reason;
  }
}

/** The system's code of a failure (`ECONNREFUSED`, `ENOTFOUND` …), from wherever in the chain of causes it stands. */
export function failureCode(error: unknown): string {
  let code = 'connection broken';
  for (let at = error; types.isNativeError(at); at = at.cause) {
    const { code: own, errors } = at as NodeJS.ErrnoException & Partial<AggregateError>;
    // Of several addresses of a host, the first says why.
    if (errors !== undefined) code = failureCode(errors[0]);
    else if (own !== undefined) code = own;
  }
  return code;
}
