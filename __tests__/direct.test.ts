import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Answer, openDirect, type Sent, WRITTEN } from '../src/zone/direct.ts';

let server: Server;
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

interface Seen {
  readonly message: IncomingMessage;
  readonly body: string;
  readonly port: number | undefined;
}

/** A server, what it saw, and a way to it. */
async function serve(answer: RequestListener) {
  const seen: Seen[] = [];
  server = createServer(async (message, response) => {
    seen.push({ message, body: await text(message), port: message.socket.remotePort });
    answer(message, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const direct = openDirect(new URL(url));
  const send = (sent: Partial<Sent> = {}) =>
    direct(`${url}/x?y=1`, {
      method: 'GET',
      headers: { a: 'b' },
      redirect: 'manual',
      signal: AbortSignal.timeout(20_000),
      ...sent,
    });
  return { seen, send };
}

async function bodyOf({ body }: Answer): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body ?? []) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe('A request without a proxy', () => {
  test('has method, path, headers and a body of known length, also where it deletes', async () => {
    const { seen, send } = await serve((_, response) => response.end('ok'));
    await expect(bodyOf(await send({ method: 'DELETE', body: '["é"]' }))).resolves.toBe('ok');
    await bodyOf(await send());
    expect(seen.map(({ message, body }) => [message.method, message.url, body, message.headers])).toEqual([
      ['DELETE', '/x?y=1', '["é"]', expect.objectContaining({ a: 'b', 'content-length': '6' })],
      ['GET', '/x?y=1', '', expect.not.objectContaining({ 'content-length': expect.anything() })],
    ]);
  });

  test('uses the connection of an earlier one, and as many as there are at once', async () => {
    const { seen, send } = await serve((_, response) => response.end('ok'));
    await bodyOf(await send());
    await bodyOf(await send());
    await Promise.all([send(), send()].map(async (answer) => bodyOf(await answer)));
    const ports = seen.map(({ port }) => port);
    expect(ports[0]).toBe(ports[1]);
    expect(new Set(ports).size).toBe(2);
  });

  test('is told as written once those that were begun with it are, also where one of them fails', async () => {
    const { send } = await serve((_, response) => response.end('ok'));
    let told = 0;
    const count = () => {
      told += 1;
    };
    subscribe(WRITTEN, count);
    await Promise.all([send(), send()].map(async (answer) => bodyOf(await answer)));
    expect(told).toBe(1);
    const gone = new AbortController();
    gone.abort();
    await Promise.allSettled([send({ signal: gone.signal }), send().then(bodyOf)]);
    expect(told).toBe(2);
    await bodyOf(await send());
    expect(told).toBe(3);
    unsubscribe(WRITTEN, count);
  });

  test('takes a redirect for an answer', async () => {
    const { seen, send } = await serve((_, response) => response.writeHead(302, { location: '/elsewhere' }).end());
    const answer = await send();
    expect([answer.status, answer.headers.get('location'), answer.headers.get('missing')]).toEqual([
      302,
      '/elsewhere',
      null,
    ]);
    await expect(bodyOf(answer)).resolves.toBe('');
    expect(seen).toHaveLength(1);
  });

  test('takes a packed answer', async () => {
    const long = 'long '.repeat(10_000);
    const { seen, send } = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(long)),
    );
    await expect(bodyOf(await send())).resolves.toBe(long);
    expect(seen[0]?.message.headers['accept-encoding']).toBe('gzip');
  });

  test.each([
    ['that is not what it says', (packed: Buffer) => packed.fill(7), 'incorrect header check'],
    ['that ends too early', (packed: Buffer) => packed.subarray(0, 20), 'unexpected end of file'],
  ])('fails at a packed answer %s', async (_, spoil, message) => {
    const { send } = await serve((_message, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(spoil(gzipSync('long '.repeat(1000)))),
    );
    await expect(bodyOf(await send())).rejects.toThrow(message);
  });

  test.each([{}, { 'content-encoding': 'gzip' }])(
    'fails where the connection breaks amid the answer %j',
    async (headers) => {
      const { send } = await serve((_, response) => {
        response.writeHead(200, { 'content-length': 1000, ...headers });
        response.write(gzipSync('half'), () => response.destroy());
      });
      await expect(bodyOf(await send())).rejects.toThrow();
    },
  );

  test('fails where the connection breaks before the answer', async () => {
    const { send } = await serve((message) => message.socket.destroy());
    await expect(send()).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  test('is given up at once, before the answer and amid it', async () => {
    const before = new AbortController();
    const amid = new AbortController();
    const { send } = await serve((message, response) => {
      if (message.headers.a === 'before') before.abort();
      else response.writeHead(200).write('half');
    });
    await expect(send({ headers: { a: 'before' }, signal: before.signal })).rejects.toMatchObject({
      code: 'ABORT_ERR',
    });
    const answer = await send({ signal: amid.signal });
    const rest = bodyOf(answer);
    amid.abort();
    await expect(rest).rejects.toThrow();
  });
});
