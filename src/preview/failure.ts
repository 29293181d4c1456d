import { quote } from '../domain/quote.ts';

/**
 * Why a request to GitHub brought no result.
 * - `forbidden`: the token lacks a permission ("Resource not accessible by integration")
 * - `unauthorized`: the token is wrong or has expired
 * - `missing`: no such thing, or the token may not see it
 * - `limited`: over the rate limit, for longer than a run should wait
 * - `unavailable`: server errors or broken connections, at every try
 * - `unexpected`: any other answer
 * - `aborted`: the run was told to stop
 */
export type GitHubFailureKind =
  | 'forbidden'
  | 'unauthorized'
  | 'missing'
  | 'limited'
  | 'unavailable'
  | 'unexpected'
  | 'aborted';

/** A failed request to GitHub, in words that name no secret: neither the token nor a proxy's password. */
export class GitHubFailure extends Error {
  override readonly name = 'GitHubFailure';
  readonly kind: GitHubFailureKind;
  /** How long the server asks to wait, in milliseconds, where it does. */
  readonly after: number | undefined;

  constructor(kind: GitHubFailureKind, message: string, after?: number) {
    super(message);
    this.kind = kind;
    this.after = after;
  }
}

/** A caught value that is known to be of this kind; anything else is thrown on. */
export function asFailure(thrown: unknown): GitHubFailure {
  if (thrown instanceof GitHubFailure) return thrown;
  throw thrown;
}

/** What went wrong with a request, told from what the client threw. `date` is the time of day, `proxy` its name. */
export function diagnose(thrown: unknown, date: number, proxy: string | undefined): GitHubFailure {
  if (thrown instanceof GitHubFailure) return thrown;
  const { status, response, errors } = thrown as Thrown;
  if (errors !== undefined) return graphQLFailure(errors);
  if (status === undefined || response === undefined) return unanswered(thrown, proxy);
  const said = messageOf(response.data);
  const words = `GitHub answered ${status}${said && ` (${quote(said)})`}`;
  if (status === 401) return new GitHubFailure('unauthorized', `${words}: github-token is wrong or has expired`);
  if (status === 429 || (status === 403 && isLimit(response.headers, said)))
    return new GitHubFailure('limited', `${words}: over GitHub's rate limit`, waitOf(response.headers, date));
  if (status === 403) return new GitHubFailure('forbidden', words);
  if (status === 404) return new GitHubFailure('missing', words);
  return new GitHubFailure(status >= 500 ? 'unavailable' : 'unexpected', words);
}

/** The errors of octokit, as far as they are looked at. */
interface Thrown {
  readonly status?: number;
  readonly response?: { readonly headers: Headings; readonly data: unknown };
  readonly errors?: readonly { readonly type?: string; readonly message?: unknown }[];
}

type Headings = Readonly<Record<string, string | number | undefined>>;

const GRAPHQL_KINDS: Readonly<Record<string, GitHubFailureKind>> = {
  FORBIDDEN: 'forbidden',
  INSUFFICIENT_SCOPES: 'forbidden',
  NOT_FOUND: 'missing',
  RATE_LIMITED: 'limited',
};

/** GraphQL answers 200 and says in the body what went wrong; what has no type is the server's trouble ("may be a timeout"). */
function graphQLFailure(errors: NonNullable<Thrown['errors']>): GitHubFailure {
  const [first] = errors;
  return new GitHubFailure(
    GRAPHQL_KINDS[first?.type ?? ''] ?? 'unavailable',
    `GitHub answered with an error (${quote(String(first?.message ?? ''))})`,
  );
}

function unanswered(thrown: unknown, proxy: string | undefined): GitHubFailure {
  const way = proxy === undefined ? '' : ` through the proxy ${proxy}`;
  return new GitHubFailure('unavailable', `GitHub cannot be reached${way} (${codeOf(thrown)})`);
}

/** The system's code for a failed request, from wherever in the chain of causes it stands. */
function codeOf(thrown: unknown): string {
  let code = 'connection broken';
  for (let at = thrown as Cause | undefined; at !== undefined; at = at.cause)
    if (typeof at.code === 'string') code = at.code;
    else if (at.name === 'TimeoutError') code = 'no answer in time';
  return code;
}

interface Cause {
  readonly name?: string;
  readonly code?: unknown;
  readonly cause?: Cause;
}

function messageOf(answer: unknown): string {
  const message = (answer as { readonly message?: unknown } | undefined)?.message;
  return typeof message === 'string' ? message : '';
}

function isLimit(headers: Headings, said: string): boolean {
  return headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0' || /rate limit/i.test(said);
}

function waitOf(headers: Headings, date: number): number | undefined {
  const seconds = Number(headers['retry-after']);
  if (seconds > 0) return seconds * 1000;
  const reset = Number(headers['x-ratelimit-reset']) * 1000;
  return reset > date ? reset - date : undefined;
}
