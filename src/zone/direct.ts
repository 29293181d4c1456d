import { channel } from 'node:diagnostics_channel';
import type { Agent, ClientRequest, IncomingMessage } from 'node:http';
import { pipeline, type Readable } from 'node:stream';

/** What is sent of a request; part of what the global `fetch` takes. */
export interface Sent {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** A redirect is an answer like any other. */
  readonly redirect: 'manual';
  readonly signal: AbortSignal;
}

/** What is read of an answer; part of a `Response`. */
export interface Answer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: AsyncIterable<Uint8Array> | null;
}

export type Send = (url: string, sent: Sent) => Promise<Answer>;

/** Told whenever all requests that were begun have a connection and are written to it, or have failed. */
export const WRITTEN = 'origin-cloud-regions:request-written';

/**
 * Sends requests without a proxy, over connections that are kept. By Node's own client and not by the global `fetch`, which
 * takes longer to load than all that this action does before its first request.
 */
export function openDirect({ protocol }: Pick<URL, 'protocol'>): Send {
  const secure = protocol === 'https:';
  let wire: ReturnType<typeof openWire> | undefined;
  const unwritten = new Set<ClientRequest>();
  return async (url, { method, headers, body, signal }) => {
    wire ??= openWire(secure);
    const { request, agent } = await wire;
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const message = await new Promise<IncomingMessage>((answered, failed) => {
      const options = { method, agent, signal, headers: { ...headers, ...length, 'accept-encoding': 'gzip' } };
      const sent = request(url, options, answered);
      unwritten.add(sent);
      const written = () => {
        if (unwritten.delete(sent) && unwritten.size === 0) channel(WRITTEN).publish(undefined);
      };
      sent.on('error', (error) => {
        written();
        failed(error);
      });
      sent.on('socket', (socket) => {
        if (socket.connecting) socket.once(secure ? 'secureConnect' : 'connect', written);
        else written();
      });
      sent.end(body);
    });
    return {
      status: Number(message.statusCode),
      headers: { get: (name) => message.headers[name]?.toString() ?? null },
      body: await unpacked(message),
    };
  };
}

/** The agent of its own knows no proxy, whatever NODE_USE_ENV_PROXY says. */
async function openWire(secure: boolean): Promise<{ request: typeof import('node:http').request; agent: Agent }> {
  const { Agent, request } = await (secure ? import('node:https') : import('node:http'));
  return { request, agent: new Agent({ keepAlive: true }) };
}

async function unpacked(message: IncomingMessage): Promise<Readable> {
  if (message.headers['content-encoding'] !== 'gzip') return message;
  const { createGunzip } = await import('node:zlib');
  // What goes wrong on the way is thrown to the reader of what comes out.
  return pipeline(message, createGunzip(), () => undefined);
}
