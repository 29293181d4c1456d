import { type Api, type ApiOptions, openApi } from '../../src/cloudflare/api.ts';
import { type Budget, openBudget } from '../../src/cloudflare/budget.ts';
import { type Http, type HttpRequest, type HttpResponse, openHttp } from '../../src/http/http.ts';
import { fakeClock, type TestClock } from './clock.ts';

export { fakeClock } from './clock.ts';

/** The API of a server, with a clock that no test waits for. */
export interface Reached {
  readonly api: Api;
  readonly clock: TestClock;
  readonly budget: Budget;
  readonly stop: AbortController;
  readonly abandon: AbortController;
  /** Lines for the debug log. */
  readonly trace: string[];
  /** Closes the connections. */
  close(): void;
}

export interface ReachOptions extends Partial<Pick<ApiOptions, 'http' | 'credential'>> {
  readonly base?: string;
  /** Milliseconds. */
  readonly budget?: number;
  readonly clock?: TestClock;
}

/** Reaches an emulator, or whatever `http` stands for. */
export function reach(
  server: { readonly url: string; readonly apiToken: string },
  options: ReachOptions = {},
): Reached {
  const clock = options.clock ?? fakeClock();
  const stop = new AbortController();
  const abandon = new AbortController();
  const budget = openBudget(clock, clock.now(), options.budget ?? 300_000, stop.signal);
  const base = new URL(options.base ?? server.url);
  const http = options.http ?? openedLater(base);
  const trace: string[] = [];
  const api = openApi({
    base,
    credential: options.credential ?? { kind: 'token', token: server.apiToken },
    http,
    budget,
    clock,
    abandon: abandon.signal,
    trace: (line) => trace.push(line),
  });
  return { api, clock, budget, stop, abandon, trace, close: () => http.close() };
}

/** A client that is opened by its first request, so that a test gets it without waiting. */
function openedLater(base: URL): Http {
  let opened: Promise<Http> | undefined;
  return {
    async send(request) {
      opened ??= openHttp(base, {});
      return (await opened).send(request);
    },
    close() {
      opened?.then((http) => http.close());
    },
  };
}

/** What a scripted server answers: a status, headers, and a body (as JSON unless it is a text). */
export interface ScriptedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface SentRequest {
  readonly method: string;
  /** Path and query below the API's base. */
  readonly path: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** An API without a network: a function says what it answers. */
export function scripted(
  answer: (request: SentRequest, sent: HttpRequest) => ScriptedAnswer | Promise<ScriptedAnswer>,
  options: Omit<ReachOptions, 'http'> = {},
): Reached & { readonly requests: SentRequest[] } {
  const url = 'https://api.test/client/v4';
  const base = options.base ?? url;
  const requests: SentRequest[] = [];
  const http: Http = {
    async send(sent) {
      const { method, headers, body } = sent;
      const request = {
        method,
        headers,
        path: sent.url.slice(base.length),
        body: body === undefined ? undefined : JSON.parse(body),
      };
      requests.push(request);
      return responseOf(await answer(request, sent));
    },
    close() {},
  };
  return { ...reach({ url, apiToken: 'token' }, { ...options, http }), requests };
}

function responseOf({ status = 200, headers = {}, body }: ScriptedAnswer): HttpResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, header: (name) => headers[name], body: Buffer.from(text ?? '') };
}

/** The body of a successful answer. */
export function success(result: unknown, info?: unknown): ScriptedAnswer {
  return {
    body: { success: true, errors: [], messages: [], result, ...(info === undefined ? {} : { result_info: info }) },
  };
}

/** An answer with an error code. */
export function failure(status: number, code: number | string | null, message = `words of ${code}`): ScriptedAnswer {
  return { status, body: { success: false, errors: [{ code, message }], messages: [], result: null } };
}

/** So many addresses, from 203.0.0.0 on, all at one target. */
export function many(count: number, region = 'us-east-1', net = '203.0') {
  return Array.from({ length: count }, (_, index) => ({
    ip: `${net}.${index >> 8}.${index & 255}`,
    vendor: 'aws',
    region,
  }));
}

/** The writes that an emulator got, as `METHOD path-below-the-endpoint`, with the number of items of a batch. */
export function writes(emulator: {
  readonly requests: readonly { readonly method: string; readonly path: string; readonly body: unknown }[];
}): string[] {
  return emulator.requests
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path, body }) => {
      const below = path.replace(/^\/zones\/[0-9a-f]+\/(?:cache\/origin_cloud_regions|origin\/cloud_regions)/, '');
      return `${method} ${below}${Array.isArray(body) ? ` ${body.length}` : ''}`;
    });
}
