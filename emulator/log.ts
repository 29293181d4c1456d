import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Answer, ErrorCode } from './answer.ts';

/** The path below which the API lies. */
export const BASE = '/client/v4';

/** A request that came, and what became of it. */
export interface LoggedRequest {
  readonly method: string;
  /** Below the API's base, percent-encoded as it came, without the query. One outside the base starts with `/../..`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** As they came, credentials too; names in lower case. */
  readonly headers: IncomingHttpHeaders;
  /** Parsed; the text where it is no JSON; undefined where there was none. */
  readonly body: unknown;
  /** Milliseconds since 1970, by the system's clock. */
  readonly receivedAt: number;
  /** When the answer had been sent whole, the connection was cut, or the client went away. */
  readonly endedAt?: number;
  /** The status that was sent; undefined while there is none, and where no whole answer is sent. */
  readonly status?: number;
  /** The API's error codes in the answer that was sent. */
  readonly codes: readonly ErrorCode[];
}

/** A request under way; the log fills it in. */
export type OpenRequest = { -readonly [Key in keyof LoggedRequest]: LoggedRequest[Key] };

/** All requests in order of arrival, and how many were under way at once. */
export interface RequestLog {
  readonly requests: readonly LoggedRequest[];
  readonly concurrency: { readonly requests: number; readonly writes: number };
  arrive(message: IncomingMessage, response: ServerResponse): OpenRequest;
  forget(): void;
}

/** `ended` is called when a request is over, whichever way. */
export function createLog(ended: (request: LoggedRequest) => void): RequestLog {
  const requests: OpenRequest[] = [];
  const underWay = new Set<OpenRequest>();
  const concurrency = { requests: 0, writes: 0 };
  return {
    requests,
    concurrency,
    arrive(message, response) {
      const request = opened(message);
      requests.push(request);
      underWay.add(request);
      concurrency.requests = Math.max(concurrency.requests, underWay.size);
      concurrency.writes = Math.max(concurrency.writes, [...underWay].filter(isWrite).length);
      response.once('close', () => {
        underWay.delete(request);
        request.endedAt = Date.now();
        ended(request);
      });
      return request;
    },
    forget() {
      requests.length = 0;
      concurrency.requests = 0;
      concurrency.writes = 0;
    },
  };
}

/** Reads the request's body into the log. False if there is one that is no JSON. */
export async function readBody(message: IncomingMessage, request: OpenRequest): Promise<boolean> {
  const body = await text(message);
  if (body === '') return true;
  try {
    request.body = JSON.parse(body);
    return true;
  } catch {
    request.body = body;
    return false;
  }
}

/** Notes what was sent. */
export function answered(request: OpenRequest, answer: Answer): void {
  request.status = answer.status;
  const errors = answer.kind === 'json' ? (answer.json as { readonly errors?: unknown }).errors : undefined;
  request.codes = Array.isArray(errors) ? errors.map(({ code }: { readonly code: ErrorCode }) => code) : [];
}

function isWrite({ method }: { readonly method: string }): boolean {
  return method !== 'GET';
}

function opened(message: IncomingMessage): OpenRequest {
  const { method, url, headers } = message as IncomingMessage & { readonly method: string; readonly url: string };
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  return {
    method,
    path: pathname.startsWith(`${BASE}/`) ? pathname.slice(BASE.length) : `/../..${pathname}`,
    query: Object.fromEntries(searchParams),
    headers,
    body: undefined,
    receivedAt: Date.now(),
    codes: [],
  };
}
