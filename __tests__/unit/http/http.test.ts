import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { selfSigned } from '../../../emulator/certificate.ts';
import { type Http, type HttpError, type HttpRequest, openHttp } from '../../../src/http/http.ts';

const MIB = 1024 * 1024;
const NEVER = new AbortController().signal;

interface Seen {
  readonly message: IncomingMessage;
  readonly body: string;
  readonly port: number | undefined;
}

let server: Server;
let url: string;
let seen: Seen[];
let answer: RequestListener;
let http: Http;

beforeAll(async () => {
  server = createServer(async (message, response) => {
    seen.push({ message, body: await text(message), port: message.socket.remotePort });
    answer(message, response);
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});
beforeEach(async () => {
  seen = [];
  answer = (_, response) => response.end('ok');
  http = await openHttp(new URL(url), {});
});
afterEach(() => http.close());

const send = (request: Partial<HttpRequest> = {}) =>
  http.send({ method: 'GET', url: `${url}/x?y=1`, headers: { a: 'b' }, signal: NEVER, maxBytes: MIB, ...request });
const failureOf = async (sent: Promise<unknown>) =>
  sent.then(
    () => 'no failure',
    (error) => error as HttpError,
  );

describe('A request', () => {
  test('has method, path, headers and a body of known length, also where it deletes', async () => {
    expect((await send({ method: 'DELETE', body: '["é"]' })).body.toString()).toBe('ok');
    await send();
    expect(seen.map(({ message, body }) => [message.method, message.url, body, message.headers])).toEqual([
      ['DELETE', '/x?y=1', '["é"]', expect.objectContaining({ a: 'b', 'content-length': '6' })],
      ['GET', '/x?y=1', '', expect.not.objectContaining({ 'content-length': expect.anything() })],
    ]);
  });

  test('uses the connection of an earlier one, and as many as there are at once', async () => {
    await send();
    await send();
    await Promise.all([send(), send()]);
    const ports = seen.map(({ port }) => port);
    expect(ports[0]).toBe(ports[1]);
    expect(new Set(ports).size).toBe(2);
  });

  test.each([{ authorization: 'Bearer a\nb' }, { authorization: 'Bearer “a”' }, { 'no name': 'x' }])(
    'with a header that HTTP does not allow is an error without the value: %j',
    async (headers) => {
      const failure = await failureOf(send({ headers }));
      expect(failure).toMatchObject({
        kind: 'unsendable',
        message: expect.stringMatching(/^The request to 127\.0\.0\.1/),
      });
      expect(String(failure)).not.toContain('Bearer');
      expect(seen).toEqual([]);
    },
  );

  test('to a scheme that the client was not opened for is an error', async () => {
    await expect(send({ url: 'https://127.0.0.1/' })).rejects.toMatchObject({ kind: 'unsendable' });
    await expect(send({ url: 'nonsense' })).rejects.toMatchObject({ kind: 'unsendable' });
  });
});

describe('An answer', () => {
  test('may be a redirect, which is not followed', async () => {
    answer = (_, response) => response.writeHead(302, { location: '/elsewhere', 'set-cookie': ['a', 'b'] }).end();
    const response = await send();
    const headers = ['location', 'set-cookie', 'missing'].map((name) => response.header(name));
    expect([response.status, ...headers]).toEqual([302, '/elsewhere', 'a,b', undefined]);
    expect(response.body).toHaveLength(0);
    expect(seen).toHaveLength(1);
  });

  test('may be compressed', async () => {
    const long = 'long '.repeat(10_000);
    answer = (_, response) => response.writeHead(200, { 'content-encoding': 'GZIP' }).end(gzipSync(long));
    expect((await send()).body.toString()).toBe(long);
    expect(seen[0]?.message.headers['accept-encoding']).toBe('gzip');
  });

  test('without a body may claim to be compressed', async () => {
    answer = (_, response) => response.writeHead(204, { 'content-encoding': 'gzip' }).end();
    expect((await send()).body).toHaveLength(0);
  });

  test('of the permitted size is read, and of one byte more is not', async () => {
    answer = (_, response) => response.end('x'.repeat(1000));
    expect((await send({ maxBytes: 1000 })).body).toHaveLength(1000);
    await expect(send({ maxBytes: 999 })).rejects.toMatchObject({
      kind: 'too-large',
      message: expect.stringMatching(/^127\.0\.0\.1:\d+ sent an answer of more than 0 MiB$/),
    });
  });

  test('that is small and unpacks to 40 MiB is not unpacked', async () => {
    const packed = gzipSync(Buffer.alloc(40 * MIB));
    answer = (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed);
    const before = process.memoryUsage().rss;
    await expect(send({ maxBytes: 1.5 * MIB })).rejects.toThrow('sent an answer of more than 1.5 MiB');
    expect(process.memoryUsage().rss - before).toBeLessThan(30 * MIB);
  });

  test('without end is not read to its end', async () => {
    let given = 0;
    answer = (_, response) => {
      const more = (): void => {
        given += 1;
        if (!response.destroyed) response.write(Buffer.alloc(MIB), () => setImmediate(more));
      };
      more();
    };
    await expect(send()).rejects.toMatchObject({ kind: 'too-large' });
    expect(given).toBeLessThan(20);
  });

  test.each([
    ['that is not what it says', (packed: Buffer) => packed.fill(7), 'Z_DATA_ERROR'],
    ['that ends too early', (packed: Buffer) => packed.subarray(0, 20), 'Z_BUF_ERROR'],
  ])('that is compressed, %s, is a broken connection', async (_, spoil, reason) => {
    answer = (_message, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(spoil(gzipSync('long '.repeat(1000))));
    await expect(send()).rejects.toMatchObject({ kind: 'unreachable', reason });
  });

  test.each([{}, { 'content-encoding': 'gzip' }])('may break off in the middle: %j', async (headers) => {
    answer = (_, response) => {
      response.writeHead(200, { 'content-length': 1000, ...headers });
      response.write(gzipSync('half'), () => response.destroy());
    };
    await expect(send()).rejects.toMatchObject({ kind: 'unreachable' });
  });
});

describe('A connection without an answer is unreachable:', () => {
  test('reset', async () => {
    answer = (message) => message.socket.resetAndDestroy();
    await expect(send()).rejects.toMatchObject({
      kind: 'unreachable',
      reason: 'ECONNRESET',
      message: expect.stringMatching(/^127\.0\.0\.1:\d+ cannot be reached \(ECONNRESET\)$/),
    });
  });

  test.each([
    ['closed', ''],
    ['switched to another protocol', 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'],
    ['101 without a protocol', 'HTTP/1.1 101 Switching Protocols\r\n\r\n'],
    ['100 and nothing more', 'HTTP/1.1 100 Continue\r\n\r\n'],
    ['something that is not HTTP', 'SSH-2.0-OpenSSH_9.6\r\n'],
  ])('%s', async (_, bytes) => {
    const raw = createTcpServer((socket) => socket.once('data', () => socket.end(bytes)));
    raw.listen(0, '127.0.0.1');
    await new Promise((resolve) => raw.once('listening', resolve));
    const failure = await failureOf(send({ url: `http://127.0.0.1:${(raw.address() as AddressInfo).port}/` }));
    raw.close();
    expect(failure).toMatchObject({ kind: 'unreachable', message: expect.stringContaining('cannot be reached (') });
  });

  test('refused, with the system’s own code', async () => {
    await expect(send({ url: 'http://127.0.0.1:1/' })).rejects.toMatchObject({ reason: 'ECONNREFUSED' });
  });
});

describe('A request that is given up', () => {
  const ABORTED = { kind: 'aborted', message: 'The request was given up' };

  test('before it is sent is not sent', async () => {
    await expect(send({ signal: AbortSignal.abort() })).rejects.toMatchObject(ABORTED);
    expect(seen).toEqual([]);
  });

  test.each(['before the answer', 'in the middle of it'])('ends at once: %s', async (stage) => {
    const controller = new AbortController();
    let closed: Promise<unknown> = Promise.resolve();
    answer = (message, response) => {
      closed = new Promise((resolve) => message.socket.once('close', resolve));
      if (stage === 'in the middle of it') response.write('half');
      setImmediate(() => controller.abort());
    };
    await expect(send({ signal: controller.signal })).rejects.toMatchObject(ABORTED);
    await closed;
  });

  test('because the client is closed ends at once, and none can be sent any more', async () => {
    let closed: Promise<unknown> = Promise.resolve();
    answer = (message) => {
      closed = new Promise((resolve) => message.socket.once('close', resolve));
      setImmediate(() => http.close());
    };
    await expect(send()).rejects.toMatchObject(ABORTED);
    await closed;
    await expect(send()).rejects.toMatchObject(ABORTED);
  });
});

describe('A certificate', () => {
  test('that nothing vouches for is never accepted, whatever NODE_TLS_REJECT_UNAUTHORIZED says', async () => {
    const secure = createSecureServer(selfSigned(), (_, response) => response.end('intercepted'));
    secure.listen(0, '127.0.0.1');
    await new Promise((resolve) => secure.once('listening', resolve));
    const base = new URL(`https://127.0.0.1:${(secure.address() as AddressInfo).port}`);
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    const { emitWarning } = process;
    process.emitWarning = () => {};
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    const client = await openHttp(base, {});
    const failure = await failureOf(
      client.send({ method: 'GET', url: base.href, headers: {}, signal: NEVER, maxBytes: MIB }),
    );
    if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
    process.emitWarning = emitWarning;
    client.close();
    secure.close();
    expect(failure).toMatchObject({
      kind: 'certificate',
      message: expect.stringMatching(
        /^The certificate of 127\.0\.0\.1:\d+ is not trusted \([A-Z_]+\)\. Behind a proxy that opens TLS, name its root certificate in NODE_EXTRA_CA_CERTS$/,
      ),
    });
  });
});
