import { setMaxListeners } from 'node:events';
import type { Agent, ClientRequest, IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import type { Clock } from '../domain/clock.ts';
import type { Environment } from '../domain/environment.ts';
import { failureCode, HttpError } from './http-error.ts';
import { type ProxyServer, proxyFor } from './proxy.ts';

export { HttpError } from './http-error.ts';
export { isLoopback } from './proxy.ts';

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
  /** The most bytes of an answer, decoded. */
  readonly maxBytes: number;
}

/** Any answer of a server, whatever its status. A redirect is one; it is never followed. */
export interface HttpResponse {
  readonly status: number;
  header(name: string): string | undefined;
  /** Decoded from gzip. */
  readonly body: Buffer;
}

/** The client for one server. */
export interface Http {
  /** Throws an {@link HttpError} where no whole answer comes. */
  send(request: HttpRequest): Promise<HttpResponse>;
  /** `scheme://host:port` of the proxy on the way, for messages. */
  readonly proxy?: string;
  /** Ends every request under way and closes all connections. */
  close(): void;
}

/**
 * Opens the client for a server, directly or through the proxy that the environment names. Certificates are always
 * checked, whatever NODE_TLS_REJECT_UNAUTHORIZED says.
 *
 * It uses Node's `https` and not the global `fetch`: loading `fetch` takes longer than all that a run does before its
 * first request.
 */
export async function openHttp(base: URL, env: Environment): Promise<Http> {
  const proxy = await proxyFor(base, env);
  const closing = new AbortController();
  const secure = base.protocol === 'https:';
  const { request, Agent } = await (secure ? import('node:https') : import('node:http'));
  const agent =
    proxy === undefined
      ? // An agent of its own reads no proxy from the environment, whatever NODE_USE_ENV_PROXY says.
        new Agent({ keepAlive: true, rejectUnauthorized: true })
      : await openProxyAgent(proxy, closing.signal);
  return {
    send: (sent) => exchange({ request, agent, secure, proxy, closing: closing.signal }, sent),
    ...(proxy === undefined ? {} : { proxy: proxy.name }),
    close() {
      closing.abort();
      agent.destroy();
    },
  };
}

/** `Retry-After` in milliseconds. A date is read by the server's own clock where its answer has one. */
export function retryAfter({ header }: Pick<HttpResponse, 'header'>, clock: Pick<Clock, 'date'>): number | undefined {
  const value = header('retry-after')?.trim();
  if (!value) return undefined;
  const duration = /^\d+(?:\.\d+)?$/.test(value)
    ? Number(value) * 1000
    : Date.parse(value) - (Date.parse(header('date') ?? '') || clock.date());
  return duration > 0 ? duration : undefined;
}

interface Client {
  readonly request: typeof import('node:http').request;
  readonly agent: Agent;
  readonly secure: boolean;
  readonly proxy: ProxyServer | undefined;
  readonly closing: AbortSignal;
}

async function openProxyAgent({ href }: ProxyServer, closing: AbortSignal): Promise<Agent> {
  const { HttpsProxyAgent } = await import('https-proxy-agent');
  // Every connection listens to it.
  setMaxListeners(0, closing);
  // The signal reaches connections that wait for the proxy's answer too, which the agent does not know yet.
  return new HttpsProxyAgent(href, { keepAlive: true, rejectUnauthorized: true, signal: closing });
}

function exchange(
  client: Client,
  { method, url, headers, body, signal, maxBytes }: HttpRequest,
): Promise<HttpResponse> {
  const { closing, secure, agent } = client;
  return new Promise((resolve, reject) => {
    let request: ClientRequest | undefined;
    let written = () => {};
    let proxyStatus: number | undefined;
    let answered = false;
    const signals = [signal, closing];
    const abort = () => fail(new HttpError('aborted', 'aborted', 'The request was given up'));
    const end = () => {
      written();
      for (const each of signals) each.removeEventListener('abort', abort);
    };
    const fail = (error: unknown) => {
      end();
      reject(
        proxyStatus === undefined
          ? httpError(error, url, client.proxy)
          : unreachable(`the proxy answered HTTP ${proxyStatus}`, url, client.proxy, error),
      );
      // A request that has no connection yet would not say that it ended; hence the rejection above.
      request?.destroy();
    };
    if (signals.some(({ aborted }) => aborted)) return abort();
    for (const each of signals) each.addEventListener('abort', abort, { once: true });
    try {
      const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
      // Said for each request: behind a proxy it is the request's options that decide, not those of the agent.
      const checked = { rejectUnauthorized: true };
      const sent = { ...headers, ...length, 'accept-encoding': 'gzip' };
      request = client.request(url, { ...checked, method, agent, headers: sent });
    } catch (error) {
      const code = failureCode(error);
      const message = `The request to ${URL.parse(url)?.host} cannot be written (${code}): check its headers for characters that HTTP does not allow`;
      return fail(new HttpError('unsendable', code, message, error));
    }
    written = trackWriting(request, secure);
    request.on('error', fail);
    request.on('proxyConnect', ({ statusCode }: { statusCode: number }) => {
      if (statusCode !== 200) proxyStatus = statusCode;
    });
    const switched = () => fail(unreachable('HTTP 101, a switch of protocols', url, client.proxy));
    request.on('upgrade', (_, socket) => {
      socket.destroy();
      switched();
    });
    request.on('close', () => {
      if (!answered) fail(new Error('closed without an answer'));
    });
    request.on('response', async (message) => {
      answered = true;
      // What a proxy answers to CONNECT is no answer of the server.
      if (proxyStatus !== undefined) return fail(undefined);
      if (message.statusCode === 101) return switched();
      try {
        const whole = await readBody(message, maxBytes, url);
        const header = (name: string) => message.headers[name]?.toString();
        resolve({ status: Number(message.statusCode), header, body: whole });
        end();
      } catch (error) {
        fail(error);
      }
    });
    request.end(body);
  });
}

async function readBody(message: IncomingMessage, maxBytes: number, url: string): Promise<Buffer> {
  const tooLarge = (cause?: unknown) => {
    const limit = `${Math.round((maxBytes / 1024 / 1024) * 10) / 10} MiB`;
    return new HttpError('too-large', 'too large', `${new URL(url).host} sent an answer of more than ${limit}`, cause);
  };
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks, size);
  if (size === 0 || message.headers['content-encoding']?.toLowerCase() !== 'gzip') return body;
  const { gunzip } = await import('node:zlib');
  try {
    return await promisify(gunzip)(body, { maxOutputLength: maxBytes });
  } catch (error) {
    throw failureCode(error) === 'ERR_BUFFER_TOO_LARGE' ? tooLarge(error) : error;
  }
}

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/;

function httpError(error: unknown, url: string, proxy: ProxyServer | undefined): HttpError {
  if (error instanceof HttpError) return error;
  const code = failureCode(error);
  if (!CERTIFICATE.test(code)) return unreachable(code, url, proxy, error);
  return new HttpError(
    'certificate',
    code,
    `The certificate of ${new URL(url).host}${wayOf(proxy)} is not trusted (${code}). Behind a proxy that opens TLS, name its root certificate in NODE_EXTRA_CA_CERTS`,
    error,
  );
}

function unreachable(reason: string, url: string, proxy: ProxyServer | undefined, cause?: unknown): HttpError {
  return new HttpError(
    'unreachable',
    reason,
    `${new URL(url).host} cannot be reached${wayOf(proxy)} (${reason})`,
    cause,
  );
}

function wayOf(proxy: ProxyServer | undefined): string {
  return proxy === undefined ? '' : ` through the proxy ${proxy.name}`;
}

const unwritten = new Set<ClientRequest>();
const waiting: (() => void)[] = [];

/**
 * Resolves when the next HTTP request of this process is on the wire, and all that were begun together with it: what
 * takes time can be done while the server works.
 */
export function requestWritten(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
  });
}

/** Notes when a request has a connection and is written to it. The function it returns says so of one that failed. */
export function trackWriting(request: ClientRequest, secure: boolean): () => void {
  unwritten.add(request);
  const written = () => {
    if (unwritten.delete(request) && unwritten.size === 0) for (const resolve of waiting.splice(0)) resolve();
  };
  request.on('socket', (socket) => {
    if (socket.connecting) socket.once(secure ? 'secureConnect' : 'connect', written);
    else written();
  });
  return written;
}
