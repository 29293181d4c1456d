import type { Clock } from '../domain/clock.ts';
import type { Http, HttpResponse } from '../http/http.ts';
import { diagnose, GitHubError } from './github-error.ts';

type Octokit = ReturnType<typeof import('@actions/github').getOctokit>;

export interface CallOptions {
  readonly token: string;
  /** `GITHUB_API_URL`. */
  readonly apiUrl: URL;
  /** Opened for `apiUrl`. */
  readonly http: Pick<Http, 'send' | 'proxy'>;
  readonly clock: Pick<Clock, 'sleep' | 'date' | 'timeout'>;
  /** Asked for each request: aborted when the run must stop. */
  readonly signal: () => AbortSignal;
  /** Gets a line about each try, for the debug log; the token is redacted. */
  readonly trace: (line: string) => void;
}

/**
 * Sends one request, retried where that may help. `what` names it in the debug log. One that is not idempotent is
 * retried only where GitHub certainly did nothing (rate limit).
 */
export type Call = <Answer>(
  what: string,
  send: (octokit: Octokit, options: { readonly request: { readonly signal: AbortSignal } }) => Promise<Answer>,
  options?: { readonly idempotent: boolean },
) => Promise<Answer>;

const MOST_TRIES = 3;
const LONGEST_TRY = 15_000;
const FIRST_WAIT = 500;
/** A run does not wait longer than this for a rate limit to end. */
const LONGEST_WAIT = 10_000;

/** Loads nothing and sends nothing before the first call: `@actions/github` takes long to load. */
export function openCalls(options: CallOptions): Call {
  const { token, http, clock, signal } = options;
  const redact = (text: string) => text.replaceAll(token, '***');
  const trace = (line: string) => options.trace(redact(line));
  let octokit: Promise<Octokit> | undefined;

  return async (what, send, { idempotent } = { idempotent: true }) => {
    for (let tries = 1; ; tries += 1) {
      const stop = signal();
      if (stop.aborted) throw aborted(stop);
      try {
        const request = { signal: AbortSignal.any([stop, clock.timeout(LONGEST_TRY)]) };
        octokit ??= connect({ ...options, trace });
        const answer = await send(await octokit, { request });
        trace(`GitHub: ${what}: answered (try ${tries})`);
        return answer;
      } catch (thrown) {
        if (stop.aborted) throw aborted(stop);
        const { error, retry } = diagnose(thrown, { clock, proxy: http.proxy, redact });
        trace(`GitHub: ${what}: ${error.message} (try ${tries})`);
        const wait = typeof retry === 'number' || idempotent ? waitBefore(retry, tries) : undefined;
        if (wait === undefined) throw error;
        await clock.sleep(wait, stop).catch(() => {});
        if (stop.aborted) throw aborted(stop);
      }
    }
  };
}

function aborted({ reason }: AbortSignal): GitHubError {
  const timedOut = reason?.name === 'TimeoutError';
  return new GitHubError('aborted', timedOut ? 'The time for the run is used up' : 'The run was cancelled');
}

/** Milliseconds before the next try; undefined where there is none. */
function waitBefore(retry: 'never' | 'backoff' | number, tries: number): number | undefined {
  if (tries >= MOST_TRIES || retry === 'never') return undefined;
  if (retry === 'backoff') return FIRST_WAIT * 2 ** (tries - 1);
  return retry <= LONGEST_WAIT ? retry : undefined;
}

async function connect({ token, apiUrl, http, trace }: CallOptions): Promise<Octokit> {
  const { getOctokit } = await withoutEventPath(() => import('@actions/github'));
  const log = { debug: trace, info: trace, warn: trace, error: trace };
  const baseUrl = apiUrl.href.replace(/\/+$/, '');
  return getOctokit(token, { baseUrl, log, request: { fetch: fetchOver(http), log } });
}

/** `@actions/github` reads the event's whole file when it is loaded, and writes to the log where there is none. */
async function withoutEventPath<Module>(load: () => Promise<Module>): Promise<Module> {
  const path = process.env.GITHUB_EVENT_PATH;
  delete process.env.GITHUB_EVENT_PATH;
  try {
    return await load();
  } finally {
    if (path !== undefined) process.env.GITHUB_EVENT_PATH = path;
  }
}

/** A page of comments is at most 6.5 MB in Latin script; a mappings file 5 MiB, and base64 makes a third more of it. */
const LARGEST_ANSWER = 16 * 1024 * 1024;
const MOST_REDIRECTS = 3;

/** What octokit passes to `fetch`. */
interface FetchOptions {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
}

/** What octokit reads of a `Response`. */
interface FetchAnswer {
  readonly url: string;
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
  text(): Promise<string>;
}

/** The `fetch` of octokit over our own client. Redirects are followed on the same server only: the token is for no other. */
function fetchOver(http: CallOptions['http']): (url: string, options: FetchOptions) => Promise<FetchAnswer> {
  return async (url, { method, headers, body, signal }) => {
    const request = { method, headers, signal, maxBytes: LARGEST_ANSWER, ...(body === undefined ? {} : { body }) };
    let at = new URL(url);
    for (let redirects = 0; ; redirects += 1) {
      const response = await http.send({ ...request, url: at.href });
      const { status } = response;
      if (status < 300 || status >= 400) return answerOf(at, response);
      const next = URL.parse(response.header('location') ?? '', at.href);
      const repeatable = method === 'GET' || status === 307 || status === 308;
      if (next?.origin !== at.origin || !repeatable || redirects === MOST_REDIRECTS)
        throw new GitHubError('unexpected', `GitHub answered ${status}, a redirect that is not followed`);
      at = next;
    }
  };
}

/** The type of an answer that is a page for a browser. */
export const HTML = 'text/html';

const READ_HEADERS = ['link', 'deprecation', 'sunset', 'retry-after', 'x-ratelimit-remaining', 'x-ratelimit-reset'];

function answerOf({ href }: URL, response: HttpResponse): FetchAnswer {
  // Octokit throws on a content type that is malformed, and hands what is not text on as bytes.
  const type = response.header('content-type') ?? '';
  const json = /^application\/json\s*(?:;|$)/i.test(type);
  const html = /^(?:text\/html|application\/xhtml\+xml)\s*(?:;|$)/i.test(type);
  const headers = new Map([['content-type', json ? 'application/json' : html ? HTML : 'text/plain']]);
  for (const name of READ_HEADERS) {
    const value = response.header(name);
    if (value !== undefined) headers.set(name, value);
  }
  return { url: href, status: response.status, headers, body: response.body, text: async () => textOf(response.body) };
}

/** Bytes in UTF-8 as text, without a byte order mark. */
export function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
