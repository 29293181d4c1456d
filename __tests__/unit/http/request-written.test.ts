import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { openHttp, requestWritten } from '../../../src/http/http.ts';

test('resolves when all requests that were begun together are written, also where one of them fails', async () => {
  let arrived = 0;
  const release: (() => void)[] = [];
  const server = createServer((_, response) => {
    arrived += 1;
    release.push(() => response.end('ok'));
    if (arrived >= 2) for (const each of release.splice(0)) each();
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const http = await openHttp(new URL(url), {});
  const send = (target = url) =>
    http.send({ method: 'GET', url: target, headers: {}, signal: new AbortController().signal, maxBytes: 10 });

  const written = requestWritten();
  const answers = [send(), send()];
  await written;
  await Promise.all(answers);

  let resolved = false;
  const next = requestWritten().then(() => {
    resolved = true;
  });
  expect(resolved).toBe(false);
  await Promise.allSettled([send('http://127.0.0.1:1/'), next]);
  expect(resolved).toBe(true);

  // Over a connection that is open already.
  const again = requestWritten();
  await Promise.all([again, send()]);
  http.close();
  server.close();
});
