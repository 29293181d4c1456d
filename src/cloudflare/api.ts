import type { Clock } from '../domain/clock.ts';
import type { Credential } from '../domain/zone-reference.ts';
import { type Http, HttpError, type HttpResponse, retryAfter } from '../http/http.ts';
import type { Budget } from './budget.ts';
import { CloudflareError, diagnose, type Page } from './cloudflare-error.ts';
import { MOST_VALUES, readEnvelope } from './envelope.ts';
import { type Shapes, shapes } from './shapes.ts';

export interface ApiRequest {
  readonly method: 'GET' | 'PATCH' | 'PUT' | 'DELETE';
  /** Path and query below the API's base URL. */
  readonly path: string;
  readonly body?: unknown;
  /** Gives this one request up: its answer is no longer of interest. */
  readonly signal?: AbortSignal;
  /** The most attempts; five unless given. */
  readonly tries?: number;
  /** Where the server asks to wait, this request fails, and no other has to wait: the run can do without it. */
  readonly dispensable?: boolean;
  /** The permission that the request needs, for the error where it is missing. */
  readonly permission?: string;
  /** How large an answer may be, where it is more than usual. */
  readonly limit?: { readonly bytes: number; readonly values: number };
}

/** A successful answer, and how many attempts it took: an earlier one may have taken effect unseen. */
export interface Reply<Value> {
  readonly value: Value;
  readonly tries: number;
}

/**
 * What a request gives. A write that succeeds with another result than documented counts as sent: its value is
 * `undefined`, and the list decides what it did.
 */
export type Value<Sent extends ApiRequest, Shape extends keyof Shapes> = Sent['method'] extends 'GET'
  ? Shapes[Shape]
  : Shapes[Shape] | undefined;

/** Cloudflare's API, with retries. */
export interface Api {
  readonly base: URL;
  /** Throws a {@link CloudflareError} where no answer of the shape comes. */
  call<Sent extends ApiRequest, Shape extends keyof Shapes>(
    request: Sent,
    shape: Shape,
  ): Promise<Reply<Value<Sent, Shape>>>;
}

export interface ApiOptions {
  readonly base: URL;
  readonly credential: Credential;
  readonly http: Http;
  readonly budget: Budget;
  readonly clock: Clock;
  /** Aborted a moment after the run was cancelled: a write under way gets that long to say how it ended. */
  readonly abandon: AbortSignal;
  /** Gets a line on every attempt that failed, for the debug log; never the credential. */
  readonly trace: (line: string) => void;
}

const MOST_TRIES = 5;
/** Milliseconds. */
const LONGEST_TRY = 15_000;
const FIRST_WAIT = 500;
/** The longest list (3,500 mappings) is about half a MiB. */
const LIMIT = { bytes: 1.5 * 1024 * 1024, values: MOST_VALUES };
const PERMISSION = 'Zone Settings: Edit (plan and check: Read)';

interface Retry {
  readonly kind: 'retry';
  readonly words: string;
  readonly codes: readonly number[];
  readonly remedy?: string;
  readonly after?: number | undefined;
}

type Attempt = { readonly kind: 'reply'; readonly value: unknown } | Retry;

export function openApi(options: ApiOptions): Api {
  const { base, budget, clock, trace } = options;
  return {
    base,
    async call<Sent extends ApiRequest, Shape extends keyof Shapes>(request: Sent, shape: Shape) {
      const { method, path, signal, tries: mostTries = MOST_TRIES } = request;
      let tries = 0;
      let last: Retry | undefined;
      try {
        for (;;) {
          await budget.turn(signal).catch((error) => {
            throw withCause(error, last);
          });
          tries += 1;
          const attempt = await send(options, request, shape);
          if (attempt.kind === 'reply') return { value: attempt.value as Value<Sent, Shape>, tries };
          last = attempt;
          const { words, codes, remedy, after } = attempt;
          trace(`${method} ${path}, attempt ${tries}: ${words}`);
          if (tries === mostTries || (request.dispensable && after !== undefined)) {
            const remedies = remedy === undefined ? '' : `. ${remedy}`;
            const count = tries === 1 ? '' : `, after ${tries} attempts`;
            throw new CloudflareError('unanswered', `${words}${count}${remedies}`, codes);
          }
          const backoff = FIRST_WAIT * 2 ** (tries - 1) * (0.5 + clock.random() / 2);
          await budget.wait(after ?? backoff, after !== undefined, signal).catch((error) => {
            throw withCause(error, last);
          });
        }
      } catch (error) {
        if (error instanceof CloudflareError) {
          error.tries = tries;
          trace(`${method} ${path}: ${error.message}`);
        }
        throw error;
      }
    },
  };
}

/** Why another attempt is needed is the cause; that there is none, for want of time or by cancellation, comes second. */
function withCause(error: unknown, last: Retry | undefined): unknown {
  return error instanceof CloudflareError && last !== undefined
    ? new CloudflareError(error.kind, `${last.words}. ${error.message}`, last.codes, error)
    : error;
}

async function send(options: ApiOptions, request: ApiRequest, shape: keyof Shapes): Promise<Attempt> {
  const { base, credential, http, budget, clock, abandon } = options;
  const { method, path, body, signal, permission = PERMISSION, limit = LIMIT } = request;
  const duration = Math.ceil(Math.min(LONGEST_TRY, Math.max(0, budget.left())));
  const sent = {
    method,
    url: base.href.replace(/\/$/, '') + path,
    headers: {
      ...(credential.kind === 'token'
        ? { authorization: `Bearer ${credential.token}` }
        : { 'x-auth-key': credential.key, 'x-auth-email': credential.email }),
      accept: 'application/json',
      'user-agent': 'cloudflare-origin-cloud-regions',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.any([abandon, clock.timeout(duration), ...(signal ? [signal] : [])]),
    maxBytes: limit.bytes,
  };
  let response: HttpResponse;
  try {
    response = await http.send(sent);
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    if (abandon.aborted) throw new CloudflareError('cancelled', 'The run was cancelled before an answer came');
    if (signal?.aborted) throw new CloudflareError('cancelled', 'The request was given up');
    return unanswered(error, `${base.host} did not answer within ${Math.round(duration / 1000)} s`);
  }
  const text = response.body.toString();
  const envelope = readEnvelope(text, limit.values);
  const ok = response.status >= 200 && response.status < 300;
  if (ok && (envelope?.success || (text.trim() === '' && method !== 'GET'))) {
    const value = envelope && shapes[shape](envelope);
    if (value !== undefined || method !== 'GET') return { kind: 'reply', value };
  }
  const after = retryAfter(response, clock);
  const page = envelope === undefined ? pageOf(response, text, base.host) : undefined;
  if (ok && page === undefined && envelope?.success !== false)
    return {
      kind: 'retry',
      words: `${base.host} answered HTTP ${response.status} with something that is not the API's`,
      codes: [],
      after,
    };
  const errors = envelope?.errors ?? [];
  const diagnosis = diagnose({ status: response.status, errors, permission, ...(page ? { page } : {}) });
  if (diagnosis.kind === 'failed') throw diagnosis.error;
  return { ...diagnosis, after };
}

/** No whole answer. A certificate that is not trusted will not be at the next attempt either. */
function unanswered(error: HttpError, timedOut: string): Attempt {
  const { kind, message } = error;
  if (kind === 'unsendable')
    throw new CloudflareError(
      'denied',
      `${message}. Check that the secret holds the API token and nothing else`,
      [],
      error,
    );
  if (kind === 'certificate') throw new CloudflareError('unanswered', message, [], error);
  return { kind: 'retry', words: kind === 'aborted' ? timedOut : message, codes: [], remedy: NETWORK_REMEDY };
}

const NETWORK_REMEDY = "Check the runner's network, HTTPS_PROXY, and api-base-url";

/** A page of HTML, or a refusal in another form than the API's: something else answered. */
function pageOf({ status, header }: HttpResponse, text: string, host: string): Page | undefined {
  const isHtml = HTML_TYPE.test(header('content-type') ?? '') || HTML_START.test(text.slice(0, 1000));
  const isRefusal = (status === 401 || status === 403) && text.trim() !== '';
  return isHtml || isRefusal ? { host, ray: header('cf-ray'), isHtml } : undefined;
}

const HTML_TYPE = /^(?:text\/html|application\/xhtml\+xml)\b/i;
const HTML_START = /^\uFEFF?\s*<(?:!doctype\b|!--|\?xml\b|(?:html|head|body|title)\b)/i;
