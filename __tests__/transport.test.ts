import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { selfSigned } from '../emulator/certificate.ts';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import { openDirect } from '../src/zone/direct.ts';
import { openTransport, requestWritten } from '../src/zone/transport.ts';
import { startProxy } from './fixtures/proxy.ts';
import { type FakeClock, fakeClock, reach } from './fixtures/zone.ts';

const open = (base: URL, env: Record<string, string>) =>
  openTransport(base, env, (url: string, init: RequestInit) => fetch(url, init));

describe('Whether a proxy is on the way', () => {
  const PROXY = 'http://proxy.test:3128';
  test.each<[base: string, env: Record<string, string>, proxied: boolean]>([
    ['https://api.test/x', { HTTPS_PROXY: PROXY }, true],
    ['https://api.test/x', { https_proxy: PROXY }, true],
    ['https://api.test/x', { https_proxy: '', HTTPS_PROXY: ` ${PROXY} ` }, true],
    ['https://api.test/x', { HTTP_PROXY: PROXY }, false],
    ['http://api.test/x', { HTTP_PROXY: PROXY }, true],
    ['http://api.test/x', { HTTPS_PROXY: PROXY }, false],
    ['https://api.test/x', {}, false],
    ['https://api.test/x', { HTTPS_PROXY: '  ' }, false],
    ['https://127.0.0.1.api.test/x', { HTTPS_PROXY: PROXY }, true],
    ['https://x127.0.0.1.test/x', { HTTPS_PROXY: PROXY }, true],
    ['http://127.100.200.1/x', { HTTP_PROXY: PROXY }, false],
    ['https://localhost:1/x', { HTTPS_PROXY: PROXY }, false],
    ['http://127.0.0.1:1/x', { HTTP_PROXY: PROXY }, false],
    ['http://127.1.2.3:1/x', { HTTP_PROXY: PROXY }, false],
    ['http://[::1]:1/x', { HTTP_PROXY: PROXY }, false],
    ['https://api.test/x', { HTTPS_PROXY: PROXY, NO_PROXY: 'api.test' }, false],
    ['https://api.test/x', { HTTPS_PROXY: PROXY, no_proxy: 'other, API.test' }, false],
    ['https://api.test/x', { HTTPS_PROXY: PROXY, NO_PROXY: '.test' }, false],
    ['https://api.test/x', { HTTPS_PROXY: PROXY, NO_PROXY: 'test' }, false],
    ['https://api.test/x', { HTTPS_PROXY: PROXY, NO_PROXY: '*.test' }, false],
    ['https://api.test/x', { HTTPS_PROXY: PROXY, NO_PROXY: '*' }, false],
    ['https://api.test/x', { HTTPS_PROXY: PROXY, NO_PROXY: 'pi.test' }, true],
    ['https://api.test/x', { HTTPS_PROXY: PROXY, NO_PROXY: 'api.test:443' }, false],
    ['https://api.test/x', { HTTPS_PROXY: PROXY, NO_PROXY: 'api.test:8443' }, true],
    ['https://api.test:8443/x', { HTTPS_PROXY: PROXY, NO_PROXY: 'api.test:8443' }, false],
    ['http://api.test/x', { HTTP_PROXY: PROXY, NO_PROXY: 'api.test:80' }, false],
    ['https://api.test/x', { HTTPS_PROXY: PROXY, NO_PROXY: 'api.test.evil,,' }, true],
    ['https://api.test./x', { HTTPS_PROXY: PROXY, NO_PROXY: ',,' }, true],
    ['https://api.test/x', { HTTPS_PROXY: PROXY, NO_PROXY: '*test' }, false],
  ])('%s with %j: %p', async (base, env, proxied) => {
    const { proxy } = await open(new URL(base), env);
    expect(proxy).toBe(proxied ? PROXY : undefined);
  });

  test('without one, requests go straight to the API', async () => {
    const emulator = await startEmulator({});
    const { fetch: send } = await open(new URL(emulator.url), { HTTP_PROXY: 'http://127.0.0.1:1' });
    await send(`${emulator.url}/zones`, { method: 'GET' });
    expect(emulator.requests).toHaveLength(1);
    await emulator.close();
  });

  test('it is named without its user and password, and without a scheme it is http', async () => {
    const env = { HTTPS_PROXY: 'user:secret@proxy.test:3128' };
    expect(await open(new URL('https://api.test'), env)).toMatchObject({ proxy: 'http://proxy.test:3128' });
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
    await expect(open(new URL('https://api.test'), { https_proxy: value })).rejects.toMatchObject({
      kind: 'unanswered',
      message: `The proxy in https_proxy, "${shown}", is not a URL of the form http://host:port; mend it, or name the API's host in NO_PROXY`,
    });
  });
});

test('A proxy with a password that is not encoded is an error without it', async () => {
  const env = { HTTPS_PROXY: 'http://user:sec%ret@proxy.test:3128' };
  await expect(open(new URL('https://api.test'), env)).rejects.toMatchObject({
    kind: 'unanswered',
    codes: [],
    message: expect.stringMatching(
      /^The proxy in HTTPS_PROXY, http:\/\/proxy\.test:3128, cannot be used: .* percent-encoded$/,
    ),
  });
});

describe('Through a proxy', () => {
  let emulator: Emulator;
  let clock: FakeClock;
  beforeEach(async () => {
    clock = fakeClock();
    emulator = await startEmulator({});
  });
  afterEach(() => emulator.close());

  const list = { method: 'GET', path: `/zones/023e105f4ecef8ad9ca31a8372d0c353/origin/cloud_regions` } as const;

  test('the API answers, and the proxy gets its credential', async () => {
    const proxy = await startProxy(() => emulator.url);
    const base = 'http://api.test/client/v4';
    const transport = await open(new URL(base), { http_proxy: `http://user:secret@${proxy.host}` });
    const { api } = reach(emulator, { base, transport, clock });
    await expect(api.call(list, 'v2Page')).resolves.toMatchObject({ tries: 1 });
    expect(proxy.asked).toHaveLength(1);
    expect(emulator.requests).toHaveLength(1);
    proxy.close();
  });

  test('a tunnel for https carries the password of the proxy, and a foreign certificate is told at once', async () => {
    const secure = await startEmulator({ tls: selfSigned() });
    const proxy = await startProxy(() => secure.url);
    const base = 'https://api.test/client/v4';
    const transport = await open(new URL(base), { HTTPS_PROXY: `http://user:secret@${proxy.host}` });
    const { api } = reach(secure, { base, transport, clock });
    await expect(api.call(list, 'v2Page')).rejects.toMatchObject({
      kind: 'unanswered',
      message: expect.stringMatching(
        /^The certificate of api\.test through the proxy http:\/\/127\.0\.0\.1:\d+ is not trusted \([A-Z_]+\)\. Behind a proxy that opens TLS, name its root certificate in NODE_EXTRA_CA_CERTS$/,
      ),
    });
    expect(proxy.asked).toEqual(['CONNECT api.test:443']);
    expect(proxy.credentials).toEqual([`Basic ${Buffer.from('user:secret').toString('base64')}`]);
    proxy.close();
    await secure.close();
  });

  test('a proxy that refuses is named, without its password', async () => {
    const proxy = await startProxy(() => emulator.url, 407);
    const base = 'https://api.test/client/v4';
    const transport = await open(new URL(base), { HTTPS_PROXY: `http://user:secret@${proxy.host}` });
    const { api } = reach(emulator, { base, transport, clock });
    const failure = await api.call(list, 'v2Page').catch((error) => error);
    expect(failure.message).toContain(`api.test cannot be reached through the proxy http://${proxy.host} (`);
    expect(failure.message).toContain('407');
    expect(failure.message).not.toContain('secret');
    proxy.close();
  });

  test('a proxy that is dead is named, without its password', async () => {
    const proxy = await startProxy(() => emulator.url);
    proxy.close();
    const base = 'https://api.test/client/v4';
    const transport = await open(new URL(base), { HTTPS_PROXY: `http://user:secret@${proxy.host}` });
    const { api } = reach(emulator, { base, transport, clock });
    await expect(api.call(list, 'v2Page')).rejects.toMatchObject({
      kind: 'unanswered',
      message: `api.test cannot be reached through the proxy http://${proxy.host} (ECONNREFUSED), after 5 tries`,
    });
  });
});

test.each([
  ['by the global fetch', () => (url: string) => fetch(url)],
  [
    'by what a run uses',
    () => {
      const send = openDirect({ protocol: 'http:' });
      return (url: string) =>
        send(url, { method: 'GET', headers: {}, redirect: 'manual', signal: AbortSignal.timeout(10_000) });
    },
  ],
])('that a request has been written %s is told, once', async (_, way) => {
  const emulator = await startEmulator({});
  const send = way();
  const written = requestWritten();
  await Promise.all([written, send(emulator.url)]);
  await send(emulator.url);
  await expect(written).resolves.toBeUndefined();
  await emulator.close();
});
