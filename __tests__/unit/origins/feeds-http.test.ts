import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Http, openHttp } from '../../../src/http/http.ts';
import { type FeedOptions, readFeed } from '../../../src/origins/feeds.ts';
import { testClock } from '../../support/clock.ts';

describe('a feed over the wire', () => {
  let answer: RequestListener;
  const server = createServer((request, response) => answer(request, response));
  let base: URL;
  const clients: Http[] = [];
  const options: FeedOptions = {
    async openHttp(url) {
      const http = await openHttp(url, {});
      clients.push(http);
      return http;
    },
    clock: testClock(),
    signal: new AbortController().signal,
  };

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/ranges`);
  });
  afterAll(async () => {
    for (const http of clients) http.close();
    await new Promise((resolve) => server.close(resolve));
  });

  test('is decoded from gzip', async () => {
    answer = (request, response) => {
      expect(request.headers.authorization).toBeUndefined();
      response.setHeader('content-encoding', 'gzip').end(gzipSync(`{"path":"${request.url}"}`));
    };
    expect((await readFeed('oci', { kind: 'url', base }, options)).body.toString()).toBe('{"path":"/ranges/oci.json"}');
  });

  test.each([
    ['as it is', (size: number) => Buffer.alloc(size, ' '), {}],
    ['decoded from gzip', (size: number) => gzipSync(Buffer.alloc(size, ' ')), { 'content-encoding': 'gzip' }],
  ])('may have 16 MiB %s and not a byte more', async (_, bodyOf, headers) => {
    const largest = 16 * 1024 * 1024;
    answer = (_request, response) => response.writeHead(200, headers).end(bodyOf(largest));
    expect((await readFeed('oci', { kind: 'url', base }, options)).body).toHaveLength(largest);
    answer = (_request, response) => response.writeHead(200, headers).end(bodyOf(largest + 1));
    await expect(readFeed('oci', { kind: 'url', base }, options)).rejects.toThrow(/more than 16 MiB/);
  });
});
