import { afterEach, describe, expect, test } from '@jest/globals';
import { type CallOptions, call, type Reply } from '../emulator/client.ts';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import type { Fault } from '../emulator/fault.ts';
import { parseFault } from '../emulator/fault-text.ts';
import type { EmulatorOptions } from '../emulator/options.ts';

const V1 = '/cache/origin_cloud_regions';
const V2 = '/origin/cloud_regions';
const EAST = { vendor: 'aws', region: 'us-east-1' };
const ONE = { ip: '192.0.2.1', ...EAST };
const TWO = { ip: '2001:db8::1', vendor: 'gcp', region: 'us-central1' };
const REFUSED = { success: false, messages: [], result: null };

const running: Emulator[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.close()));
});

async function start(...faults: readonly (Fault | string)[]): Promise<Emulator> {
  return startWith({ faults, now: () => new Date('2026-03-01T12:00:00.400Z') });
}

async function startWith(options: EmulatorOptions): Promise<Emulator> {
  const emulator = await startEmulator(options);
  running.push(emulator);
  return emulator;
}

const write = (emulator: Emulator, options: CallOptions = {}): Promise<Reply> =>
  call(emulator, `PATCH ${V1}`, { body: ONE, ...options });

async function statuses(emulator: Emulator, lines: readonly string[]): Promise<number[]> {
  const found: number[] = [];
  for (const line of lines) {
    const body = line.includes('/batch') ? [ONE] : line.startsWith('PATCH') ? ONE : undefined;
    found.push((await call(emulator, line, { body })).status);
  }
  return found;
}

describe('the status effect', () => {
  const codes = (...list: number[]): object => ({
    ...REFUSED,
    errors: list.map((code) => expect.objectContaining({ code })),
  });
  test.each([
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
    const emulator = await start(fault);
    expect(await write(emulator)).toMatchObject({ status, json });
    expect(emulator.mappings()).toEqual([]);
    expect(emulator.requests).toMatchObject([{ status }]);
  });

  test.each([
    { fault: 'status 429 retry-after=7', name: 'retry-after', value: '7' },
    { fault: 'status 503 empty retry-after=date:7', name: 'retry-after', value: 'Sun, 01 Mar 2026 12:00:08 GMT' },
    { fault: 'status 503 retry-after=soon', name: 'retry-after', value: 'soon' },
    { fault: 'status 302 location=https://example.com/', name: 'location', value: 'https://example.com/' },
  ])('$fault sends the header $name', async ({ fault, name, value }) => {
    expect((await write(await start(fault))).headers.get(name)).toBe(value);
  });

  test('may come after the write took effect', async () => {
    const emulator = await start('status 502 html after');
    expect((await write(emulator)).status).toBe(502);
    expect(emulator.mappings()).toEqual([ONE]);
  });
});

describe('an effect on the connection', () => {
  test.each([
    { fault: 'reset', after: [] },
    { fault: 'reset after', after: [ONE] },
  ])('$fault leaves $after.length mapping', async ({ fault, after }) => {
    const emulator = await start(fault);
    await expect(write(emulator)).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect(emulator.mappings()).toEqual(after);
    expect(emulator.requests).toMatchObject([{ method: 'PATCH', body: ONE, codes: [] }]);
    expect(emulator.requests[0]).not.toHaveProperty('status');
  });

  test.each([
    { fault: 'hang', after: [] },
    { fault: 'hang after', after: [ONE] },
  ])('$fault lasts until the client gives up, and leaves $after.length mapping', async ({ fault, after }) => {
    const emulator = await start(fault);
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

  test('half declares the whole length and ends', async () => {
    const emulator = await start('half');
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
    const emulator = await start('#1 half stall');
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
    const emulator = await start('delay 20', 'delay 10');
    const before = performance.now();
    expect((await write(emulator)).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThanOrEqual(29);
  });
});

describe('an effect on the body', () => {
  test('garbage is 200 without JSON, after the write', async () => {
    const emulator = await start('garbage');
    expect(await write(emulator)).toMatchObject({ status: 200, json: expect.stringContaining('<!--') });
    expect(emulator.mappings()).toEqual([ONE]);
  });

  const v1 = { id: 'origin_public_cloud_region', editable: true };
  test.each([
    { part: '', json: { success: true, result: 'unexpected' } },
    { part: 'result', json: { success: true, result: 'unexpected' } },
    { part: 'null', json: { success: true, result: null } },
    { part: 'items', json: { success: true, result: { ...v1, value: [null] } } },
    {
      part: 'fields',
      json: { result: { id: 26, value: [{ 'origin-ip': 9, vendor: 3, region: 9, modified_on: 20 }] } },
    },
    { part: 'envelope', json: ['unexpected'] },
  ])('wrong-types $part, after the write', async ({ part, json }) => {
    const emulator = await start(`wrong-types ${part}`);
    expect(await write(emulator)).toMatchObject({ status: 200, json });
    expect(emulator.mappings()).toEqual([ONE]);
  });

  test('wrong-types info leaves out the pages, and only them', async () => {
    const emulator = await start('/origin/ wrong-types info');
    const { json } = await call(emulator, `GET ${V2}`);
    expect(json).toEqual({ success: true, errors: [], messages: [], result: [] });
  });

  test('wrong-types of an answer that is no JSON is JSON still', async () => {
    const emulator = await startWith({ surfaces: 'none', noRoute: 'html', faults: ['wrong-types null'] });
    expect((await call(emulator, `GET ${V1}`)).json).toEqual({ result: null });
  });

  test.each([
    { fault: 'refuse 1140', error: { code: 1140, message: expect.stringContaining('Internal error') }, after: [] },
    { fault: 'refuse 1234 "no such luck"', error: { code: 1234, message: 'no such luck' }, after: [] },
    { fault: 'refuse 1140 after', error: { code: 1140 }, after: [ONE] },
  ])('$fault is success: false with 200', async ({ fault, error, after }) => {
    const emulator = await start(fault);
    expect(await write(emulator)).toMatchObject({ status: 200, json: { ...REFUSED, errors: [error] } });
    expect(emulator.mappings()).toEqual(after);
    expect(emulator.requests).toMatchObject([{ status: 200, codes: [error.code] }]);
  });
});

describe('an effect on the zone', () => {
  test('lost-write answers as if written, and is not', async () => {
    const emulator = await start('WRITE #1 lost-write');
    emulator.seed([TWO]);
    const first = await write(emulator);
    expect(first).toMatchObject({ status: 200, json: { result: { value: [{}, { 'origin-ip': ONE.ip }] } } });
    expect(emulator.mappings()).toEqual([TWO]);
    await write(emulator);
    expect(emulator.mappings()).toEqual([ONE, TWO]);
  });

  test('vanish takes a surface away from a request on, appear brings it back', async () => {
    const emulator = await start('PATCH /cache/ #2 vanish v1', '/zones #5 appear v1', '#6 vanish v2');
    expect(
      await statuses(emulator, [`PATCH ${V1}`, `PATCH ${V1}`, `GET ${V1}`, `GET ${V2}`, `GET ${V1}`, `GET ${V2}`]),
    ).toEqual([200, 404, 404, 200, 200, 404]);
  });

  test('vanish takes the PATCH away where there is nothing else', async () => {
    const emulator = await startWith({ surfaces: 'patch-only', faults: ['#2 vanish v1'] });
    expect(await statuses(emulator, [`PATCH ${V1}`, `PATCH ${V1}`])).toEqual([200, 404]);
  });
});

describe('an item that a batch refuses', () => {
  const failed = [{ 'origin-ip': ONE.ip, error: 'internal error' }];
  const succeeded = [{ 'origin-ip': TWO.ip, vendor: TWO.vendor, region: TWO.region }];

  test('is told in words, whichever spelling, and the others are written', async () => {
    const emulator = await start('@2001:DB8:0::1 item "internal error"', '@192.0.2.9 item never');
    const { status, json } = await call(emulator, `PATCH ${V1}/batch`, { body: [TWO, ONE] });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      success: true,
      result: {
        value: { failed: [{ 'origin-ip': TWO.ip, error: 'internal error' }], succeeded: [{ 'origin-ip': ONE.ip }] },
      },
    });
    expect(emulator.mappings()).toEqual([ONE]);
  });

  test('is accepted alone', async () => {
    const emulator = await start('@192.0.2.1 item "internal error"');
    expect((await write(emulator)).status).toBe(200);
  });

  test.each([
    { line: `PATCH ${V1}`, body: ONE, seed: [] },
    { line: `POST ${V1}`, body: ONE, seed: [] },
    { line: `PUT ${V2}/192.0.2.1`, body: { origin_ip: ONE.ip, ...EAST }, seed: [] },
    { line: `DELETE ${V2}/192.0.2.1`, body: undefined, seed: [ONE] },
  ])('is refused alone with its code by $line', async ({ line, body, seed }) => {
    const emulator = await start('@192.0.2.1 item "internal error" code=1140');
    emulator.seed(seed);
    const errors = [{ code: 1140, message: 'internal error' }];
    expect(await call(emulator, line, { body })).toMatchObject({ status: 500, json: { ...REFUSED, errors } });
    expect(emulator.mappings()).toEqual(seed);
    const read = await call(emulator, `GET ${V1}/192.0.2.1`);
    expect(read.status).toBe(seed.length === 0 ? 404 : 200);
    const stranger = await call(emulator, line, { body, headers: { authorization: 'Bearer another' } });
    expect(stranger.status).toBe(403);
  });

  test('is told in words by a batch, code or not', async () => {
    const emulator = await start('@192.0.2.1 item "internal error" code=1140');
    const { json } = await call(emulator, `PATCH ${V1}/batch`, { body: [ONE, TWO] });
    expect(json).toMatchObject({ success: true, result: { value: { failed, succeeded } } });
  });

  test('may be refused once only', async () => {
    const emulator = await start('@192.0.2.1 #1 item "internal error"');
    const first = await call(emulator, `PATCH ${V1}/batch`, { body: [TWO] });
    const second = await call(emulator, `PATCH ${V1}/batch`, { body: [ONE, TWO] });
    const third = await call(emulator, `PATCH ${V1}/batch`, { body: [ONE] });
    expect(first.json).toMatchObject({ result: { value: { failed: [], succeeded } } });
    expect(second.json).toMatchObject({ result: { value: { failed, succeeded } } });
    expect(third.json).toMatchObject({ result: { value: { failed: [] } } });
  });

  test('may be one to delete', async () => {
    const emulator = await start('DELETE @192.0.2.1 item "internal error"');
    emulator.seed([ONE, TWO]);
    const { json } = await call(emulator, `DELETE ${V2}/batch`, { body: [ONE.ip, TWO.ip] });
    expect(json).toMatchObject({
      result: { failed: [{ origin_ip: ONE.ip, error: 'internal error' }], succeeded: [{ origin_ip: TWO.ip }] },
    });
    expect(emulator.mappings()).toEqual([ONE]);
  });
});

describe('a match', () => {
  const LINES = [`GET ${V1}`, `PATCH ${V1}`, `GET ${V2}`, `PATCH ${V1}/batch`, `PATCH ${V1}`, `GET ${V2}/192.0.2.1`];
  test.each([
    { match: '', struck: [0, 1, 2, 3, 4, 5] },
    { match: 'GET', struck: [0, 2, 5] },
    { match: 'WRITE', struck: [1, 3, 4] },
    { match: '/batch', struck: [3] },
    { match: '/cache/', struck: [0, 1, 3, 4] },
    { match: 'GET /origin/', struck: [2, 5] },
    { match: '#2', struck: [1] },
    { match: 'PATCH #2', struck: [3] },
    { match: 'PATCH #2-3', struck: [3, 4] },
    { match: '#5-', struck: [4, 5] },
    { match: 'PATCH /batch #2', struck: [] },
    { match: '@192.0.2.1', struck: [1, 3, 4, 5] },
    { match: '@::ffff:192.0.2.1 #4', struck: [5] },
    { match: '@192.0.2.2', struck: [] },
    { match: '0%', struck: [] },
    { match: '100%', struck: [0, 1, 2, 3, 4, 5] },
  ])('"$match" strikes the requests $struck', async ({ match, struck }) => {
    const emulator = await start(`${match} status 418`);
    const found = await statuses(emulator, LINES);
    expect(found.flatMap((status, index) => (status === 418 ? [index] : []))).toEqual(struck);
  });

  test('by chance is the same for a seed, and another for another', async () => {
    const lines = Array.from({ length: 40 }, () => `GET ${V1}`);
    const runs: number[][] = [];
    for (const randomSeed of [7, 7, 8])
      runs.push(await statuses(await startWith({ randomSeed, faults: ['25% status 503'] }), lines));
    expect(runs[0]).toEqual(runs[1]);
    expect(runs[0]).not.toEqual(runs[2]);
    const struck = runs.flat().filter((status) => status === 503).length;
    expect(struck).toBeGreaterThan(12);
    expect(struck).toBeLessThan(48);
  });

  test('the first of several that decide the answer counts', async () => {
    const emulator = await start('#2 status 500', 'status 501', 'status 502');
    expect(await statuses(emulator, [`GET ${V1}`, `GET ${V1}`])).toEqual([501, 500]);
  });

  test('faults come and go while it runs', async () => {
    const emulator = await start();
    emulator.fault({ method: 'GET', effect: { kind: 'status', status: 503, headers: { 'x-from': 'a test' } } });
    const reply = await call(emulator, `GET ${V1}`);
    expect(reply.status).toBe(503);
    expect(reply.headers.get('x-from')).toBe('a test');
    emulator.clearFaults();
    expect(await statuses(emulator, [`GET ${V1}`])).toEqual([200]);
  });

  test.each([
    { fault: { ip: 'nowhere', effect: { kind: 'garbage' } }, message: '"nowhere" is no IP address' },
    { fault: { effect: { kind: 'item', words: 'no' } }, message: 'an item needs the ip' },
  ] as const)('that cannot be is an error: $message', async ({ fault, message }) => {
    const emulator = await start();
    expect(() => emulator.fault(fault)).toThrow(message);
  });
});

describe('the language of faults', () => {
  test.each<[text: string, fault: Fault]>([
    ['reset', { effect: { kind: 'reset' } }],
    [
      'PATCH /batch #2 status 503',
      { method: 'PATCH', path: '/batch', nth: 2, effect: { kind: 'status', status: 503 } },
    ],
    [
      'GET @2001:db8::1 #2-4 12.5% status 429 retry-after=date:3 code=10100 empty after',
      {
        method: 'GET',
        ip: '2001:db8::1',
        nth: { from: 2, to: 4 },
        chance: 0.125,
        effect: { kind: 'status', status: 429, code: 10100, body: 'empty', retryAfter: { date: 3 }, applied: true },
      },
    ],
    [
      '#3- status 301 html location=/x',
      { nth: { from: 3 }, effect: { kind: 'status', status: 301, body: 'html', headers: { location: '/x' } } },
    ],
    ['  WRITE   hang after ', { method: 'WRITE', effect: { kind: 'hang', applied: true } }],
    ['half', { effect: { kind: 'half' } }],
    ['half stall', { effect: { kind: 'half', stall: true } }],
    ['garbage', { effect: { kind: 'garbage' } }],
    ['wrong-types', { effect: { kind: 'wrong-types' } }],
    ['wrong-types items', { effect: { kind: 'wrong-types', part: 'items' } }],
    ['refuse 1140', { effect: { kind: 'refuse', code: 1140 } }],
    ['refuse 1140 "in words" after', { effect: { kind: 'refuse', code: 1140, message: 'in words', applied: true } }],
    ['lost-write', { effect: { kind: 'lost-write' } }],
    ['vanish v1', { effect: { kind: 'vanish', surface: 'v1' } }],
    ['appear v2', { effect: { kind: 'appear', surface: 'v2' } }],
    ['delay 15', { effect: { kind: 'delay', ms: 15 } }],
    ['@192.0.2.1 item "a b" code=1157', { ip: '192.0.2.1', effect: { kind: 'item', words: 'a b', code: 1157 } }],
  ])('%s', (text, fault) => {
    expect(parseFault(text)).toEqual(fault);
  });

  test.each([
    ['', 'has no effect'],
    ['GET /batch', 'has no effect'],
    ['explode', '"explode" is no effect; there are status, reset'],
    ['constructor', '"constructor" is no effect'],
    ['status', 'status needs a whole number'],
    ['status ok', 'status needs a whole number'],
    ['status 503 code=x', 'code needs a whole number'],
    ['status 503 later', 'status does not take "later"'],
    ['garbage after', 'garbage does not take "after"'],
    ['refuse', 'refuse needs a whole number'],
    ['vanish v3', 'a surface is v1 or v2'],
    ['delay', 'delay needs a whole number'],
    ['@192.0.2.1 item', 'item needs the words'],
    ['#0 reset', '#0 is no count of requests'],
    ['#2+ reset', '#2+ is no count of requests'],
    ['101% reset', '101% is no share'],
    ['x% reset', 'x% is no share'],
  ])('"%s" is a mistake: %s', (text, message) => {
    expect(() => parseFault(text)).toThrow(message);
  });
});
