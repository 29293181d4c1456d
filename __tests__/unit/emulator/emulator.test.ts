import { get } from 'node:https';
import { describe, expect, test } from '@jest/globals';
import { selfSigned } from '../../../emulator/certificate.ts';
import { call } from '../../../emulator/client.ts';
import { startEmulator } from '../../../emulator/emulator.ts';
import { onLinux } from '../../support/platform.ts';
import { EAST, ONE, setting, start, TWO, V1, V2, v1Item } from './emulators.ts';

describe('what a test sees and does', () => {
  test('the log holds what came and what was answered', async () => {
    const emulator = await start();
    await call(emulator, `PATCH ${V1}`, { body: ONE });
    await call(emulator, `GET ${V2}?page=2&per_page=5`);
    await call(emulator, `PATCH ${V1}`, { body: '{' });
    expect(emulator.requests).toMatchObject([
      {
        method: 'PATCH',
        path: `/zones/${emulator.zoneId}${V1}`,
        query: {},
        headers: { authorization: `Bearer ${emulator.apiToken}` },
        body: ONE,
        status: 200,
        codes: [],
      },
      { method: 'GET', path: `/zones/${emulator.zoneId}${V2}`, query: { page: '2', per_page: '5' }, body: undefined },
      { body: '{', status: 400, codes: [6007] },
    ]);
    emulator.forget();
    expect(emulator.requests).toEqual([]);
    expect(emulator.concurrency).toEqual({ requests: 0, writes: 0 });
  });

  test('the log holds when a request came and when it was over', async () => {
    const emulator = await start();
    const over = new Promise<void>((resolve) => {
      emulator.onEnd = () => resolve();
    });
    const before = Date.now();
    await call(emulator, `GET ${V1}`);
    await over;
    const { receivedAt = 0, endedAt = 0 } = emulator.requests[0] ?? {};
    expect(receivedAt).toBeGreaterThanOrEqual(before);
    expect(endedAt).toBeGreaterThanOrEqual(receivedAt);
    expect(Date.now()).toBeGreaterThanOrEqual(endedAt);
  });

  test('another writer’s seed, put and remove show on both surfaces', async () => {
    const emulator = await start({ mappings: 3 });
    emulator.seed([ONE]);
    emulator.put({ ip: '2001:DB8::1', vendor: 'acme', region: 'moon' });
    emulator.remove('192.0.2.1', '192.0.2.99', 'nothing');
    expect(emulator.mappings()).toEqual([{ ip: '2001:db8::1', vendor: 'acme', region: 'moon' }]);
    const both = [await call(emulator, `GET ${V1}`), await call(emulator, `GET ${V2}`)];
    for (const { json } of both) expect(JSON.stringify(json)).toContain('"acme"');
    emulator.remove('2001:db8::1');
    expect((await call(emulator, `GET ${V1}`)).json).toEqual(setting([], null));
    expect(() => emulator.put({ ip: 'nowhere', ...EAST })).toThrow('"nowhere" is no IP address');
  });

  test('made-up mappings are as many as asked for, of both families, each address once', async () => {
    const emulator = await start({ mappings: 3500 });
    const ips = new Set(emulator.mappings().map(({ ip }) => ip));
    expect(ips.size).toBe(3500);
    expect([...ips].filter((ip) => ip.includes(':'))).toHaveLength(1750);
  });

  test('onRequest works before a write, onAnswer after it and before its answer', async () => {
    const emulator = await start();
    const seen: unknown[] = [];
    emulator.onRequest = ({ method }) => {
      seen.push([method, emulator.mappings().length, 'before']);
    };
    emulator.onAnswer = async (request) => {
      await Promise.resolve();
      seen.push([request.status, emulator.mappings().length, 'after']);
      emulator.put(TWO);
    };
    const { json } = await call(emulator, `PATCH ${V1}`, { body: ONE });
    expect(seen).toEqual([
      ['PATCH', 0, 'before'],
      [undefined, 1, 'after'],
    ]);
    expect(json).toEqual(setting([v1Item(ONE.ip, EAST)]));
    expect(emulator.mappings()).toEqual([ONE, TWO]);
  });

  test('what a hook throws comes out of close', async () => {
    const emulator = await startEmulator();
    emulator.onRequest = () => {
      throw new Error('not expected');
    };
    await expect(call(emulator, `GET ${V1}`)).rejects.toThrow();
    await expect(emulator.close()).rejects.toThrow('not expected');
  });

  test('the most concurrent requests and writes are counted', async () => {
    const emulator = await start();
    let arrived = 0;
    let release: () => void = () => {};
    const all = new Promise<void>((resolve) => {
      release = resolve;
    });
    emulator.onRequest = () => {
      arrived += 1;
      if (arrived === 3) release();
      return all;
    };
    await Promise.all([
      call(emulator, `GET ${V1}`),
      call(emulator, `PATCH ${V1}`, { body: ONE }),
      call(emulator, `PATCH ${V1}`, { body: TWO }),
    ]);
    await call(emulator, `PATCH ${V1}`, { body: ONE });
    expect(emulator.concurrency).toEqual({ requests: 3, writes: 2 });
  });

  test.each([
    { unserialised: false, after: [ONE, TWO] },
    { unserialised: true, after: [ONE] },
  ])('with unserialised=$unserialised two writes at once leave $after.length', async ({ unserialised, after }) => {
    const emulator = await start({ unserialised });
    emulator.onRequest = async ({ body }) => {
      if (body !== undefined && (body as { ip: string }).ip === ONE.ip) {
        emulator.onRequest = undefined;
        await call(emulator, `PATCH ${V1}`, { body: TWO });
      }
    };
    await call(emulator, `PATCH ${V1}`, { body: ONE });
    expect(emulator.mappings()).toEqual(after);
  });

  test('latency holds every request for so long at least', async () => {
    const emulator = await start({ latencyMs: 30 });
    const before = performance.now();
    await call(emulator, `GET ${V1}`);
    expect(performance.now() - before).toBeGreaterThanOrEqual(29);
  });

  test('close ends a request under way at once', async () => {
    const emulator = await startEmulator({ latencyMs: 600_000 });
    const arrival = new Promise<void>((resolve) => {
      emulator.onRequest = () => resolve();
    });
    const request = call(emulator, `GET ${V1}`);
    await Promise.all([expect(request).rejects.toThrow(), arrival.then(() => emulator.close())]);
  });

  onLinux('nobody else on the network can reach it', async () => {
    const { url } = await start();
    await expect(fetch(url.replace('127.0.0.1', '127.0.0.2'))).rejects.toMatchObject({
      cause: { code: 'ECONNREFUSED' },
    });
  });

  test('a port that is taken is an error', async () => {
    const { url } = await start();
    await expect(startEmulator({ port: Number(new URL(url).port) })).rejects.toThrow('EADDRINUSE');
  });

  test('a certificate makes it https', async () => {
    const tls = selfSigned();
    const emulator = await start({ tls });
    const status = (trusted: object): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const headers = { authorization: `Bearer ${emulator.apiToken}` };
        const options = { headers, agent: false as const, ...trusted };
        get(`${emulator.url}/zones/${emulator.zoneId}${V1}`, options, (response) => {
          response.resume();
          resolve(response.statusCode);
        }).once('error', reject);
      });
    expect(emulator.url).toMatch(/^https:/);
    expect(await status({ ca: tls.cert })).toBe(200);
    await expect(status({})).rejects.toThrow('self-signed certificate');
    emulator.fault('reset');
    await expect(status({ ca: tls.cert })).rejects.toThrow('socket hang up');
  });
});
