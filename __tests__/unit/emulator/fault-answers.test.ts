import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { call } from '../../../emulator/client.ts';
import { ONE, startFaulty, V1, write } from './emulators.ts';

const REFUSED = { success: false, messages: [], result: null };

describe('the status effect', () => {
  const codes = (...list: number[]): object => ({
    ...REFUSED,
    errors: list.map((code) => expect.objectContaining({ code })),
  });
  test.each<{ fault: string; status: number; json: unknown }>([
    {
      fault: 'status 400 code=null',
      status: 400,
      json: { ...REFUSED, errors: [{ code: null, message: 'Error null' }] },
    },
    {
      fault: 'status 403 code=text:9109 message="not today"',
      status: 403,
      json: { ...REFUSED, errors: [{ code: '9109', message: 'not today' }] },
    },
    { fault: 'status 500', status: 500, json: codes(1140) },
    { fault: 'status 503 code=1156', status: 503, json: codes(1156) },
    { fault: 'status 403', status: 403, json: codes(10000) },
    { fault: 'status 404', status: 404, json: codes(1142) },
    { fault: 'status 429', status: 429, json: codes(971) },
    { fault: 'status 400', status: 400, json: codes(1146) },
    { fault: 'status 400 code=4321', status: 400, json: codes(4321) },
    { fault: 'status 502 html', status: 502, json: expect.stringMatching(/^<!DOCTYPE html>/) },
    { fault: 'status 504 empty', status: 504, json: '' },
  ])('$fault', async ({ fault, status, json }) => {
    const emulator = await startFaulty(fault);
    expect(await write(emulator)).toMatchObject({ status, json });
    expect(emulator.mappings()).toEqual([]);
    expect(emulator.requests).toMatchObject([{ status }]);
  });

  test.each([
    { fault: 'status 429 retry-after=7', name: 'retry-after', value: '7' },
    { fault: 'status 503 empty retry-after=date:7', name: 'retry-after', value: 'Sun, 01 Mar 2026 12:00:08 GMT' },
    { fault: 'status 503 retry-after=soon', name: 'retry-after', value: 'soon' },
    { fault: 'status 403 html header=cf-ray:8f2a-FRA', name: 'cf-ray', value: '8f2a-FRA' },
    { fault: 'status 302 location=https://example.com/', name: 'location', value: 'https://example.com/' },
  ])('$fault sends the header $name', async ({ fault, name, value }) => {
    expect((await write(await startFaulty(fault))).headers.get(name)).toBe(value);
  });

  test('without a body has no length', async () => {
    const reply = await write(await startFaulty('status 204 empty after'));
    expect(reply).toMatchObject({ status: 204, json: '' });
    expect(reply.headers.has('content-length')).toBe(false);
  });

  test('may come after the write took effect', async () => {
    const emulator = await startFaulty('status 502 html after');
    expect((await write(emulator)).status).toBe(502);
    expect(emulator.mappings()).toEqual([ONE]);
  });
});

describe('an effect on the connection', () => {
  test.each([
    { fault: 'reset', after: [] },
    { fault: 'reset after', after: [ONE] },
  ])('$fault leaves $after.length mapping', async ({ fault, after }) => {
    const emulator = await startFaulty(fault);
    await expect(write(emulator)).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect(emulator.mappings()).toEqual(after);
    expect(emulator.requests).toMatchObject([{ method: 'PATCH', body: ONE, codes: [] }]);
    expect(emulator.requests[0]).not.toHaveProperty('status');
  });

  test.each([
    { fault: 'hang', after: [] },
    { fault: 'hang after', after: [ONE] },
  ])('$fault lasts until the client gives up, and leaves $after.length mapping', async ({ fault, after }) => {
    const emulator = await startFaulty(fault);
    const client = new AbortController();
    const over = new Promise<void>((resolve) => {
      emulator.onEnd = () => resolve();
    });
    emulator.onAnswer = () => {
      setImmediate(() => client.abort());
    };
    await expect(write(emulator, { signal: client.signal })).rejects.toThrow('aborted');
    await over;
    expect(emulator.mappings()).toEqual(after);
    expect(emulator.requests[0]).not.toHaveProperty('status');
  });

  test.each([
    { fault: 'close', after: [] },
    { fault: 'close after', after: [ONE] },
  ])('$fault ends the connection without an answer, and leaves $after.length mapping', async ({ fault, after }) => {
    const emulator = await startFaulty(fault);
    await expect(write(emulator)).rejects.toMatchObject({ cause: { message: 'other side closed' } });
    expect(emulator.mappings()).toEqual(after);
    expect(emulator.requests[0]).not.toHaveProperty('status');
  });

  test('switch-protocols answers 101 and nothing more', async () => {
    const emulator = await startFaulty('switch-protocols after');
    const socket = connect(Number(new URL(emulator.url).port), '127.0.0.1');
    const { pathname } = new URL(`${emulator.url}/zones/${emulator.zoneId}${V1}`);
    const body = JSON.stringify(ONE);
    socket.write(
      `PATCH ${pathname} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${emulator.apiToken}\r\n` +
        `Content-Length: ${body.length}\r\n\r\n${body}`,
    );
    const [data] = await once(socket, 'data');
    expect(String(data)).toMatch(/^HTTP\/1\.1 101 Switching Protocols\r\n/);
    expect(emulator.mappings()).toEqual([ONE]);
    socket.destroy();
  });

  test('half declares the whole length and ends', async () => {
    const emulator = await startFaulty('half');
    await expect(write(emulator)).rejects.toMatchObject({ message: 'terminated' });
    expect(emulator.mappings()).toEqual([ONE]);

    const response = await fetch(`${emulator.url}/zones`, {
      headers: { authorization: `Bearer ${emulator.apiToken}` },
    });
    const declared = Number(response.headers.get('content-length'));
    let received = 0;
    await expect(
      (async () => {
        for await (const piece of response.body ?? []) received += piece.length;
      })(),
    ).rejects.toThrow('terminated');
    expect(received).toBe(declared >> 1);
  });

  test('half stall sends half and then nothing', async () => {
    const emulator = await startFaulty('#1 half stall');
    const client = new AbortController();
    const headers = { authorization: `Bearer ${emulator.apiToken}` };
    const response = await fetch(`${emulator.url}/zones`, { headers, signal: client.signal });
    const reader = response.body?.getReader();
    expect((await reader?.read())?.value?.length).toBe(Number(response.headers.get('content-length')) >> 1);
    const rest = reader?.read();
    await call(emulator, 'GET /zones');
    expect(await Promise.race([rest, Promise.resolve('nothing yet')])).toBe('nothing yet');
    client.abort();
    await expect(rest).rejects.toThrow('aborted');
  });

  test('delay holds the request for so long at least', async () => {
    const emulator = await startFaulty('delay 20', 'delay 10');
    const before = performance.now();
    expect((await write(emulator)).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThanOrEqual(29);
  });
});
