import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { selfSigned } from '../../../emulator/certificate.ts';
import { openHttp } from '../../../src/http/http.ts';
import { isLoopback } from '../../../src/http/proxy.ts';
import { startProxy } from '../../support/proxy.ts';

const PROXY = 'http://proxy.test:3128';
const NEVER = new AbortController().signal;
const own = Object.fromEntries(
  ['http_proxy', 'https_proxy', 'no_proxy'].flatMap((name) =>
    [name, name.toUpperCase()].map((each) => [each, process.env[each]]),
  ),
);

/** NO_PROXY is read from the environment of the process, so the test's environment becomes that. */
async function open(base: string, env: Record<string, string>) {
  for (const name of Object.keys(own)) delete process.env[name];
  Object.assign(process.env, env);
  return openHttp(new URL(base), env);
}
afterEach(() => {
  for (const [name, value] of Object.entries(own)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

describe('Whether a proxy is on the way', () => {
  test.each<[base: string, env: Record<string, string>, proxied: boolean]>([
    ['https://api.test/x', { HTTPS_PROXY: PROXY }, true],
    ['https://api.test/x', { https_proxy: PROXY }, true],
    ['https://api.test/x', { https_proxy: '', HTTPS_PROXY: ` ${PROXY} ` }, true],
    ['https://api.test/x', { HTTP_PROXY: PROXY }, false],
    ['http://api.test/x', { HTTP_PROXY: PROXY }, true],
    ['http://api.test/x', { http_proxy: PROXY }, true],
    ['http://api.test/x', { HTTPS_PROXY: PROXY }, false],
    ['https://api.test/x', {}, false],
    ['https://api.test/x', { HTTPS_PROXY: '  ' }, false],
    ['https://localhost:1/x', { HTTPS_PROXY: PROXY }, false],
    ['http://127.0.0.1:1/x', { HTTP_PROXY: PROXY }, false],
    ['http://127.100.200.1/x', { HTTP_PROXY: PROXY }, false],
    ['http://[::1]:1/x', { HTTP_PROXY: PROXY }, false],
    ['https://api.test/x', { HTTPS_PROXY: PROXY, NO_PROXY: 'api.test' }, false],
    ['https://api.test/x', { HTTPS_PROXY: PROXY, no_proxy: 'other, API.test' }, false],
    ['https://api.test/x', { HTTPS_PROXY: PROXY, NO_PROXY: '.test' }, false],
    ['https://api.test/x', { HTTPS_PROXY: PROXY, NO_PROXY: 'test' }, false],
    ['https://api.test/x', { HTTPS_PROXY: PROXY, NO_PROXY: '*' }, false],
    ['https://api.test/x', { HTTPS_PROXY: PROXY, NO_PROXY: 'pi.test' }, true],
    ['https://api.test/x', { HTTPS_PROXY: PROXY, NO_PROXY: 'api.test:443' }, false],
    ['https://api.test/x', { HTTPS_PROXY: PROXY, NO_PROXY: 'api.test:8443' }, true],
    ['https://api.test/x', { HTTPS_PROXY: PROXY, NO_PROXY: 'api.test.evil,,' }, true],
  ])('%s with %j: %p', async (base, env, proxied) => {
    const http = await open(base, env);
    expect(http.proxy).toBe(proxied ? PROXY : undefined);
    http.close();
  });

  test.each([
    ['localhost', true],
    ['127.0.0.1', true],
    ['[::1]', true],
    ['127.0.0.1.api.test', false],
    ['x127.0.0.1', false],
    ['localhost.test', false],
    ['[::2]', false],
  ])('%s is loopback: %p', (hostname, loopback) => {
    expect(isLoopback(hostname)).toBe(loopback);
  });

  test('it is named without its user and password, and without a scheme it is http', async () => {
    const http = await open('https://api.test', { HTTPS_PROXY: 'user:secret@proxy.test:3128' });
    expect(http.proxy).toBe(PROXY);
  });

  test.each([
    ['ftp://user:secret@proxy.test', 'ftp://proxy.test'],
    ['xhttp://user:se@cret/@proxy.test:8080', 'xhttp://proxy.test:8080'],
    ['http://user:sec ret@:99999', 'http://:99999'],
    ['http://user:secret', 'http://user…'],
    ['http://user:secret@', 'http://…'],
    ['http://proxy.test:31x8/secret', 'http://proxy.test…'],
    ['https://', 'https://'],
    ['::', '…'],
  ])('one that is no URL of a proxy is an error that names it without its password: %s', async (value, shown) => {
    await expect(open('https://api.test', { https_proxy: value })).rejects.toMatchObject({
      kind: 'proxy',
      message: `The proxy in https_proxy, "${shown}", is not a URL of the form http://host:port; fix it, or name the host api.test in NO_PROXY`,
    });
  });

  test.each(['user:sec%ret', 'us%er:secret'])(
    'one whose user or password is not encoded is an error without it: %s',
    async (login) => {
      await expect(open('https://api.test', { HTTPS_PROXY: `http://${login}@proxy.test:3128` })).rejects.toMatchObject({
        kind: 'proxy',
        message:
          'The proxy in HTTPS_PROXY, http://proxy.test:3128, cannot be used: write it as http://user:password@host:port, with special characters in the password percent-encoded',
      });
    },
  );
});

describe('Through a proxy', () => {
  const target = createServer((_, response) => response.end('hello'));
  let targetUrl: string;
  beforeAll(async () => {
    target.listen(0, '127.0.0.1');
    await new Promise((resolve) => target.once('listening', resolve));
    targetUrl = `http://127.0.0.1:${(target.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    target.close();
    target.closeAllConnections();
  });

  const send = (http: Awaited<ReturnType<typeof openHttp>>, url: string, signal = NEVER) =>
    http.send({ method: 'GET', url, headers: {}, signal, maxBytes: 1000 });

  test('the server answers, over one connection, and the proxy gets its password decoded', async () => {
    const proxy = await startProxy(() => targetUrl);
    const http = await open('http://api.test/', { http_proxy: `http://user:p%25%40ss@${proxy.host}` });
    expect((await send(http, 'http://api.test/x')).body.toString()).toBe('hello');
    expect((await send(http, 'http://api.test/y')).body.toString()).toBe('hello');
    expect(proxy.asked).toEqual(['CONNECT api.test:80']);
    expect(proxy.credentials).toEqual([`Basic ${Buffer.from('user:p%@ss').toString('base64')}`]);
    http.close();
    proxy.close();
  });

  test('a certificate that nothing vouches for is an error that names the proxy', async () => {
    const { createServer: createSecureServer } = await import('node:https');
    const secure = createSecureServer(selfSigned(['api.test']));
    secure.listen(0, '127.0.0.1');
    await new Promise((resolve) => secure.once('listening', resolve));
    const proxy = await startProxy(() => `https://127.0.0.1:${(secure.address() as AddressInfo).port}`);
    const http = await open('https://api.test/', { HTTPS_PROXY: `http://user:secret@${proxy.host}` });
    await expect(send(http, 'https://api.test/x')).rejects.toMatchObject({
      kind: 'certificate',
      message: expect.stringContaining(
        `The certificate of api.test through the proxy http://${proxy.host} is not trusted (`,
      ),
    });
    expect(proxy.asked).toEqual(['CONNECT api.test:443']);
    http.close();
    proxy.close();
    secure.close();
  });

  test.each(['http', 'https'])('a proxy that refuses is named, without its password (%s)', async (scheme) => {
    const proxy = await startProxy(() => targetUrl, 407);
    const http = await open(`${scheme}://api.test/`, { [`${scheme}_proxy`]: `http://user:secret@${proxy.host}` });
    await expect(send(http, `${scheme}://api.test/x`)).rejects.toMatchObject({
      kind: 'unreachable',
      message: `api.test cannot be reached through the proxy http://${proxy.host} (the proxy answered HTTP 407)`,
    });
    http.close();
    proxy.close();
  });

  test('a proxy that is dead is named, without its password', async () => {
    const proxy = await startProxy(() => targetUrl);
    proxy.close();
    const http = await open('https://api.test', { HTTPS_PROXY: `http://user:secret@${proxy.host}` });
    await expect(send(http, 'https://api.test/x')).rejects.toMatchObject({
      message: `api.test cannot be reached through the proxy http://${proxy.host} (ECONNREFUSED)`,
    });
    http.close();
  });

  test.each(['http', 'https'])(
    'a proxy (%s) that never answers is left when the request is given up, and closing ends the connection',
    async (scheme) => {
      const sockets: Socket[] = [];
      const controller = new AbortController();
      const mute = createTcpServer((socket) => {
        sockets.push(socket);
        socket.on('error', () => {});
        socket.once('data', () => controller.abort());
      });
      mute.listen(0, '127.0.0.1');
      await new Promise((resolve) => mute.once('listening', resolve));
      const http = await open('https://api.test', {
        HTTPS_PROXY: `${scheme}://127.0.0.1:${(mute.address() as AddressInfo).port}`,
      });
      await expect(send(http, 'https://api.test/x', controller.signal)).rejects.toMatchObject({ kind: 'aborted' });
      const ended = Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve))));
      http.close();
      await ended;
      await new Promise((resolve) => mute.close(resolve));
      expect(sockets).toHaveLength(1);
    },
  );
});
