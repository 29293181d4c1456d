import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** How one answer is spoilt. */
export type Spoiling =
  | { readonly kind: 'sound' }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'body'; readonly status: number; readonly body: Uint8Array }
  | { readonly kind: 'value'; readonly status: number; readonly value: unknown }
  /** One value of the sound answer, by its place, is another. */
  | { readonly kind: 'swap'; readonly place: number; readonly value: unknown }
  | { readonly kind: 'cut'; readonly share: number }
  | { readonly kind: 'headers'; readonly retryAfter: string };

/** Stands before a server and spoils its answers in turn, round and round. */
export class Spoiler {
  spoilings: readonly Spoiling[] = [];
  readonly #upstream: string;
  #turn = 0;
  readonly #server: Server = createServer((message, response) => {
    this.#serve(message, response).catch(() => response.destroy());
  });

  constructor(upstream: string) {
    this.#upstream = new URL(upstream).origin;
  }

  async start(): Promise<void> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  spoil(spoilings: readonly Spoiling[]): void {
    this.#turn = 0;
    this.spoilings = spoilings;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const spoiling = this.spoilings[this.#turn % Math.max(1, this.spoilings.length)] ?? { kind: 'sound' };
    this.#turn += 1;
    const answer = await forward(new URL(message.url ?? '', this.#upstream), message);
    const body = await buffer(answer);
    const { statusCode = 500 } = answer;
    const end = (code: number, bytes: Uint8Array, more: Record<string, string> = {}) =>
      response.writeHead(code, { 'content-type': 'application/json', ...more }).end(bytes);
    switch (spoiling.kind) {
      case 'sound':
        return void end(statusCode, body);
      case 'status':
        return void end(spoiling.status, body);
      case 'body':
        return void end(spoiling.status, spoiling.body);
      case 'value':
        return void end(spoiling.status, Buffer.from(JSON.stringify(spoiling.value)));
      case 'swap':
        return void end(statusCode, Buffer.from(withSwapped(body.toString(), spoiling.place, spoiling.value)));
      case 'cut':
        response.writeHead(statusCode, { 'content-length': String(body.length + 1) });
        return void response.write(body.subarray(0, body.length * spoiling.share), () => response.destroy());
      case 'headers':
        return void end(429, body, { 'retry-after': spoiling.retryAfter });
    }
  }
}

async function forward(url: URL, message: IncomingMessage): Promise<IncomingMessage> {
  const { host: _, connection: __, 'accept-encoding': ___, ...headers } = message.headers;
  return new Promise((answered, failed) => {
    message.pipe(request(url, { method: message.method, headers }, answered).on('error', failed));
  });
}

/** A JSON text with another value at a place; any other text as it is. */
export function withSwapped(text: string, place: number, other: unknown): string {
  let count = 0;
  let sound: unknown;
  try {
    sound = JSON.parse(text);
  } catch {
    return text;
  }
  JSON.stringify(sound, (_, at) => {
    count += 1;
    return at;
  });
  let index = place % Math.max(1, count);
  return (
    JSON.stringify(sound, (_, at) => {
      index -= 1;
      return index === -1 ? other : at;
    }) ?? ''
  );
}
