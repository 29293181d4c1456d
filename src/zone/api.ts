import { types } from 'node:util';
import type { Clock } from '../clock.ts';
import type { Answers } from './answers.ts';
import type { Answer, Send } from './direct.ts';
import { diagnose, Failure } from './failure.ts';
import type { Pace } from './pace.ts';
import type { Fetch, Transport } from './transport.ts';

/** How requests prove who sends them. */
export type Credential =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'key'; readonly key: string; readonly email: string };

export interface Request {
  readonly method: 'GET' | 'PATCH' | 'PUT' | 'DELETE';
  /** Path and query below the API's base URL. */
  readonly path: string;
  readonly body?: unknown;
  /** Gives this one request up, quietly: its answer is no longer of interest. */
  readonly signal?: AbortSignal;
}

/** A successful answer, and how many tries it took: an earlier one may have taken effect unseen. */
export interface Reply<Value> {
  readonly value: Value;
  readonly tries: number;
}

/** Cloudflare's API behind its retries: every call ends in a reply of the wanted shape, or in a {@link Failure}. */
export interface Api {
  call<Shape extends keyof Answers>(request: Request, shape: Shape): Promise<Reply<Answers[Shape]>>;
}

export interface ApiOptions {
  readonly base: URL;
  readonly credential: Credential;
  readonly transport: Transport<Send | Fetch>;
  readonly pace: Pace;
  readonly clock: Clock;
  /** Aborted a moment after the run was told to stop: a write under way gets that long to say how it ended. */
  readonly abandon: AbortSignal;
  /** Told of every try, for the debug log; never of the credential. */
  readonly trace: (line: string) => void;
}

const MOST_TRIES = 5;
const LONGEST_TRY = 15_000;
const FIRST_WAIT = 500;
/** The longest list (3,500 mappings) is about half a MiB. */
const LARGEST_ANSWER = 1.5 * 1024 * 1024;

type Attempt<Value> =
  | { readonly kind: 'reply'; readonly value: Value }
  | { readonly kind: 'again'; readonly words: string; readonly codes: readonly number[]; readonly after?: number };

export function openApi(options: ApiOptions): Api {
  const { pace, clock, trace } = options;
  return {
    async call(request, shape) {
      let tries = 0;
      try {
        for (;;) {
          await pace.turn();
          tries += 1;
          const attempt = await send(options, request, shape);
          if (attempt.kind === 'reply') return { value: attempt.value, tries };
          trace(`${request.method} ${request.path}, try ${tries}: ${attempt.words}`);
          if (tries === MOST_TRIES)
            throw new Failure('unanswered', `${attempt.words}, after ${MOST_TRIES} tries`, attempt.codes);
          const backoff = FIRST_WAIT * 2 ** (tries - 1) * (0.5 + clock.random() / 2);
          await pace.wait(attempt.after || backoff, Boolean(attempt.after), request.signal).catch((error) => {
            // Why there was to be another try is the cause; that there is no time for it comes second.
            throw error instanceof Failure && error.kind === 'out-of-time'
              ? new Failure(error.kind, `${attempt.words}. ${error.message}`, attempt.codes, error)
              : error;
          });
        }
      } catch (error) {
        if (error instanceof Failure) {
          error.tries = tries;
          trace(`${request.method} ${request.path}: ${error.message}`);
        }
        throw error;
      }
    },
  };
}

async function send<Shape extends keyof Answers>(
  { base, credential, transport, pace, clock, abandon }: ApiOptions,
  { method, path, body, signal }: Request,
  shape: Shape,
): Promise<Attempt<Answers[Shape]>> {
  const span = Math.ceil(Math.min(LONGEST_TRY, Math.max(0, pace.left())));
  const giveUp = AbortSignal.any([abandon, clock.timeout(span), ...(signal ? [signal] : [])]);
  let response: Answer;
  let text: string;
  try {
    response = await transport.fetch(base.href.replace(/\/$/, '') + path, {
      method,
      headers: {
        ...(credential.kind === 'token'
          ? { authorization: `Bearer ${credential.token}` }
          : { 'x-auth-key': credential.key, 'x-auth-email': credential.email }),
        accept: 'application/json',
        'user-agent': 'cloudflare-origin-cloud-regions',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'manual',
      signal: giveUp,
    });
    text = await readBody(response);
  } catch (error) {
    if (abandon.aborted) throw new Failure('cancelled', 'The run was cancelled before an answer came');
    if (signal?.aborted) throw new Failure('cancelled', 'The request was given up');
    if (giveUp.aborted)
      return { kind: 'again', words: `${base.host} did not answer within ${Math.round(span / 1000)} s`, codes: [] };
    return unreachable(error, base, transport);
  }
  // Loaded only now: the schemas cost more to load than a request costs to send.
  const { readEnvelope, readers } = await import('./answers.ts');
  const envelope = readEnvelope(text);
  const ok = response.status >= 200 && response.status < 300;
  if (ok && envelope?.success) {
    const value = readers[shape](envelope) as Answers[Shape] | undefined;
    if (value !== undefined) return { kind: 'reply', value };
  }
  const after = retryAfter(response.headers, clock);
  if (ok && envelope?.success !== false)
    return {
      kind: 'again',
      words: `${base.host} answered HTTP ${response.status} with something that is not the API's`,
      codes: [],
      ...after,
    };
  const diagnosis = diagnose({ status: response.status, errors: envelope?.errors ?? [] });
  if (diagnosis.kind === 'failed') throw diagnosis.failure;
  return { ...diagnosis, ...after };
}

async function readBody(response: Answer): Promise<string> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > LARGEST_ANSWER) throw new Error(`an answer of more than ${LARGEST_ANSWER / 1024 / 1024} MiB`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** `Retry-After` in milliseconds, given in seconds or as a date; a date is read by the server's own clock where it tells it. */
function retryAfter(headers: Answer['headers'], clock: Clock): { after?: number } {
  const value = headers.get('retry-after')?.trim();
  if (!value) return {};
  const span = /^\d+(?:\.\d+)?$/.test(value)
    ? Number(value) * 1000
    : Date.parse(value) - (Date.parse(headers.get('date') ?? '') || clock.date());
  return span > 0 ? { after: span } : {};
}

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/;

/** No answer at all. A certificate that is not trusted will not be on the next try either. */
function unreachable(error: unknown, { host }: URL, { proxy }: Pick<Transport, 'proxy'>): Attempt<never> {
  const code = errorCode(error);
  const way = proxy === undefined ? '' : ` through the proxy ${proxy}`;
  if (CERTIFICATE.test(code))
    throw new Failure(
      'unanswered',
      `The certificate of ${host}${way} is not trusted (${code}). Behind a proxy that opens TLS, name its root certificate in NODE_EXTRA_CA_CERTS`,
      [],
      error,
    );
  return { kind: 'again', words: `${host} cannot be reached${way} (${code})`, codes: [] };
}

/** The system's code for a failed request (ECONNREFUSED, ENOTFOUND …), from wherever in the chain of causes it stands. */
function errorCode(error: unknown): string {
  let code = 'connection broken';
  for (let at = error; types.isNativeError(at); at = at.cause) {
    const { code: own, errors } = at as NodeJS.ErrnoException & Partial<AggregateError>;
    if (/^(?:an answer of|Proxy response)/.test(at.message)) code = at.message;
    else if (errors !== undefined) code = errorCode(errors[0]);
    else if (own !== undefined) code = own;
  }
  return code;
}
