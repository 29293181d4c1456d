import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { KeyAndCertificate } from './certificate.ts';
import { type Cloud, type Feeds, smallFeeds } from './feeds.ts';
import { startServer } from './server.ts';

/** The four clouds' feeds, and Microsoft's page that links Azure's. */
export type FeedName = Cloud | 'page';

/**
 * How a feed is served. `html`: a page with 403. `cut`: half of it, then the connection ends. `no-json`: 200 with a page. `largest`:
 * just 16 MiB, decoded, with spaces at its end; `too-large`: one byte more. `bomb`: 40 MiB of spaces in a small gzip. A redirect may
 * lead to any host; below `/moved/` everything is served as if nothing were wrong with it.
 */
export type FeedState =
  | 'ok'
  | 'missing'
  | 'hang'
  | 'html'
  | 'cut'
  | 'empty'
  | 'no-json'
  | 'largest'
  | 'too-large'
  | 'bomb'
  | 'close'
  | { readonly status: number }
  | { readonly redirect: string };

export interface FeedServerOptions {
  /** The feeds as JSON values, or as texts that are sent as they are; small ones unless given. One that is left out is missing. */
  readonly feeds?: Partial<Feeds>;
  /** The links of Microsoft's page, in its order. */
  readonly links?: readonly string[];
  readonly states?: Readonly<Partial<Record<FeedName, FeedState>>>;
  /** Speaks https with this, as the real hosts do; tests reach it by their names through a proxy. */
  readonly tls?: KeyAndCertificate;
}

export interface FeedRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
}

/** A running server of feeds. */
export interface FeedServer {
  /** A base URL for `ip-ranges`, without a slash at its end; with any path below it too. */
  readonly url: string;
  readonly requests: readonly FeedRequest[];
  /** How each feed is served; tests may change it at any time. */
  readonly states: Partial<Record<FeedName, FeedState>>;
  /** What is served; tests may change it at any time. */
  readonly feeds: Partial<Record<Cloud, unknown>>;
  /** The links of Microsoft's page. */
  links: readonly string[];
  /** Awaited for every request before its answer. */
  onRequest: ((request: FeedRequest) => void | Promise<void>) | undefined;
  forget(): void;
  close(): Promise<void>;
}

/** Where Microsoft's page links Azure's feed by default. */
export const AZURE_LINK =
  'https://download.microsoft.com/download/7/1/d/71d86715-5596-4529-9b13-da13a5de5b63/ServiceTags_Public_20261116.json';

const MEBIBYTE = 1024 * 1024;
const LARGEST = 16 * MEBIBYTE;
const BOMB = 40 * MEBIBYTE;

/** The paths of the real hosts, and the names below a base URL. */
const PATHS: readonly (readonly [FeedName, RegExp])[] = [
  ['aws', /\/(?:aws|ip-ranges)\.json$/],
  ['gcp', /\/(?:gcp|ipranges\/cloud)\.json$/],
  ['oci', /\/(?:oci|public_ip_ranges)\.json$/],
  ['azure', /\/(?:azure|ServiceTags_Public_\d+)\.json$/],
  ['page', /\/download\/details\.aspx$/],
];

export async function startFeeds(options: FeedServerOptions = {}): Promise<FeedServer> {
  const requests: FeedRequest[] = [];

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = message.url ?? '/';
    const { pathname } = new URL(path, 'http://localhost');
    const request = { path, headers: message.headers };
    requests.push(request);
    await feeds.onRequest?.(request);
    const name = PATHS.find(([, pattern]) => pattern.test(pathname))?.[0];
    if (name === undefined) return sendPage(response, 404);
    const state = pathname.includes('/moved/') ? 'ok' : (feeds.states[name] ?? 'ok');
    // Microsoft's page wants to know who asks.
    if (name === 'page' && message.headers['user-agent'] === undefined) return sendPage(response, 403);
    const type = name === 'page' ? 'text/html; charset=utf-8' : 'application/json';
    serveState({ response, state, text: textOf(name), type, gzip: acceptsGzip(message) });
  }

  function textOf(name: FeedName): string | undefined {
    if (name === 'page') return downloadPage(feeds.links);
    const feed = feeds.feeds[name];
    return typeof feed === 'string' || feed === undefined ? feed : JSON.stringify(feed);
  }

  const server = await startServer(
    (message, response) => {
      serve(message, response).catch(() => response.destroy());
    },
    0,
    options.tls,
  );
  const feeds: FeedServer = {
    url: server.origin,
    requests,
    states: { ...options.states },
    feeds: { ...(options.feeds ?? smallFeeds()) },
    links: options.links ?? [AZURE_LINK],
    onRequest: undefined,
    forget: () => void requests.splice(0),
    close: server.close,
  };
  return feeds;
}

interface Serving {
  readonly response: ServerResponse;
  readonly state: FeedState;
  /** Undefined where there is no such feed. */
  readonly text: string | undefined;
  readonly type: string;
  readonly gzip: boolean;
}

function serveState({ response, state, text, type, gzip }: Serving): void {
  if (typeof state === 'object') {
    if ('status' in state) sendPage(response, state.status);
    else response.writeHead(302, { location: state.redirect }).end();
    return;
  }
  switch (state) {
    case 'hang':
      return;
    case 'close':
      response.socket?.end();
      return;
    case 'html':
      sendPage(response, 403);
      return;
    case 'no-json':
      sendPage(response, 200);
      return;
    case 'missing':
      sendPage(response, 404);
      return;
  }
  if (text === undefined) sendPage(response, 404);
  else sendFeed(response, state, { bytes: bytesOf(state, text), type, gzip: gzip || state === 'bomb' });
}

function sendFeed(
  response: ServerResponse,
  state: FeedState,
  { bytes, type, gzip }: { readonly bytes: Buffer; readonly type: string; readonly gzip: boolean },
): void {
  const body = gzip ? gzipSync(bytes) : bytes;
  response.writeHead(200, {
    'content-type': type,
    'content-length': body.length,
    ...(gzip && { 'content-encoding': 'gzip' }),
  });
  if (state === 'cut') response.write(body.subarray(0, body.length >> 1), () => response.socket?.destroy());
  else response.end(body);
}

function bytesOf(state: FeedState, text: string): Buffer {
  const whole = Buffer.from(text);
  const size = { largest: LARGEST, 'too-large': LARGEST + 1, bomb: BOMB, empty: 0 }[String(state)];
  if (size === undefined) return whole;
  return Buffer.concat([whole, Buffer.alloc(Math.max(0, size - whole.length), ' ')], size);
}

function acceptsGzip({ headers }: IncomingMessage): boolean {
  return /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''));
}

function sendPage(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cf-ray': '8f2a1b3c4d5e6f70-FRA' });
  response.end(`<!DOCTYPE html>\n<html><head><title>${status}</title></head><body>No feed here.</body></html>\n`);
}

/** Microsoft's page, but for everything around its links. */
function downloadPage(links: readonly string[]): string {
  const anchors = links.map((link) => `<a href="${link}" data-bi-id="downloadretry">Download</a>`);
  return `<!DOCTYPE html>\n<html><head><title>Azure IP Ranges and Service Tags</title></head><body>${anchors.join('\n')}</body></html>\n`;
}
