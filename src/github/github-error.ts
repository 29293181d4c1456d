import { quote } from '../domain/text.ts';
import { HttpError, type HttpResponse, retryAfter } from '../http/http.ts';

/**
 * Why a request to GitHub brought no result.
 * - `forbidden`: the token lacks a permission ("Resource not accessible by integration")
 * - `locked`: the conversation is locked, so nobody without write access can comment
 * - `unauthorized`: the token is wrong or has expired
 * - `missing`: no such thing, or the token may not see it
 * - `limited`: over the rate limit, for longer than a run should wait
 * - `unavailable`: server errors or no connection, at every try
 * - `unexpected`: any other answer
 * - `aborted`: the run was cancelled or is out of time
 */
export type GitHubErrorKind =
  | 'forbidden'
  | 'locked'
  | 'unauthorized'
  | 'missing'
  | 'limited'
  | 'unavailable'
  | 'unexpected'
  | 'aborted';

/** A failed request to GitHub. Its message holds no secret: neither the token nor a proxy's password. */
export class GitHubError extends Error {
  override readonly name = 'GitHubError';
  readonly kind: GitHubErrorKind;

  constructor(kind: GitHubErrorKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

/** A caught value as a GitHubError; anything else is thrown again. */
export function githubErrorOf(thrown: unknown): GitHubError {
  if (thrown instanceof GitHubError) return thrown;
  throw thrown;
}

/** What went wrong with one try, and whether another one may fare better: after a growing wait, or after so many milliseconds. */
export interface Diagnosis {
  readonly error: GitHubError;
  readonly retry: 'never' | 'backoff' | number;
}

export interface DiagnosisContext {
  /** Time of day, in milliseconds. */
  readonly clock: { date(): number };
  /** The proxy on the way, without its password. */
  readonly proxy: string | undefined;
  /** Takes secrets out of what the server said. */
  readonly redact: (text: string) => string;
}

/** Explains what the client library threw. */
export function diagnose(thrown: unknown, context: DiagnosisContext): Diagnosis {
  for (let at = thrown as Cause | undefined; at !== undefined; at = at.cause) {
    if (at instanceof GitHubError) return { error: at, retry: 'never' };
    if (at instanceof HttpError) return unanswered(at, context.proxy);
  }
  const { status, response, errors } = thrown as Thrown;
  if (Array.isArray(errors)) return graphQLDiagnosis(errors, context);
  if (status !== undefined && response !== undefined) return statusDiagnosis(status, response, context);
  return never('unexpected', 'GitHub answered with something that cannot be read');
}

interface Cause {
  readonly cause?: Cause;
}

/** What is looked at of octokit's errors. */
interface Thrown {
  readonly status?: number;
  readonly response?: Answered;
  readonly errors?: unknown;
}

interface Answered {
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly data: unknown;
}

function never(kind: GitHubErrorKind, message: string): Diagnosis {
  return { error: new GitHubError(kind, message), retry: 'never' };
}

function unanswered({ kind, reason, message }: HttpError, proxy: string | undefined): Diagnosis {
  const way = proxy === undefined ? '' : ` through the proxy ${proxy}`;
  switch (kind) {
    case 'too-large':
    case 'unsendable':
      return never('unexpected', message);
    case 'certificate':
    case 'proxy':
      return never('unavailable', message);
    case 'aborted':
      return { error: new GitHubError('unavailable', `GitHub gave no answer in time${way}`), retry: 'backoff' };
    case 'unreachable':
      return { error: new GitHubError('unavailable', `GitHub cannot be reached${way} (${reason})`), retry: 'backoff' };
  }
}

function statusDiagnosis(status: number, { headers, data }: Answered, { clock, redact }: DiagnosisContext): Diagnosis {
  const said = redact(messageOf(data));
  const words = `GitHub answered ${status}${said && ` (${quote(said)})`}`;
  if (status === 401) return never('unauthorized', `${words}: github-token is wrong or has expired`);
  if (status === 429 || (status === 403 && isLimit(headers, said)))
    return { error: new GitHubError('limited', `${words}: over GitHub's rate limit`), retry: waitOf(headers, clock) };
  if (status === 403) return never(/\blocked\b/i.test(said) ? 'locked' : 'forbidden', words);
  if (status === 404) return never('missing', words);
  if (status >= 500) return { error: new GitHubError('unavailable', words), retry: 'backoff' };
  return never('unexpected', words);
}

const GRAPHQL_KINDS: Readonly<Record<string, GitHubErrorKind>> = {
  FORBIDDEN: 'forbidden',
  INSUFFICIENT_SCOPES: 'forbidden',
  NOT_FOUND: 'missing',
  RATE_LIMITED: 'limited',
};

/** GraphQL answers 200 with errors in the body. One without a known type is the server's own ("may be a timeout"). */
function graphQLDiagnosis(errors: readonly unknown[], { redact }: DiagnosisContext): Diagnosis {
  const [first] = errors as readonly { readonly type?: unknown }[];
  const kind = GRAPHQL_KINDS[String(first?.type)];
  const message = `GitHub answered with an error (${quote(redact(messageOf(first)))})`;
  return kind === undefined
    ? { error: new GitHubError('unavailable', message), retry: 'backoff' }
    : never(kind, message);
}

function messageOf(answer: unknown): string {
  const message = (answer as { readonly message?: unknown } | null | undefined)?.message;
  return typeof message === 'string' ? message : '';
}

function isLimit(headers: Answered['headers'], said: string): boolean {
  return headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0' || /rate limit/i.test(said);
}

function waitOf(headers: Answered['headers'], clock: DiagnosisContext['clock']): number | 'never' {
  const response: Pick<HttpResponse, 'header'> = { header: (name) => headers[name.toLowerCase()]?.toString() };
  const requested = retryAfter(response, clock);
  if (requested !== undefined && requested > 0) return requested;
  const reset = Number(headers['x-ratelimit-reset']) * 1000 - clock.date();
  return reset > 0 ? reset : 'never';
}
