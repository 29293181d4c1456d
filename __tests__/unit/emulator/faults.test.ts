import { describe, expect, test } from '@jest/globals';
import { call } from '../../../emulator/client.ts';
import { EAST, ONE, start, startFaulty, statuses, TWO, V1, V2, write } from './emulators.ts';

const REFUSED = { success: false, messages: [], result: null };

describe('an item that a batch refuses', () => {
  const failed = [{ 'origin-ip': ONE.ip, error: 'internal error' }];
  const succeeded = [{ 'origin-ip': TWO.ip, vendor: TWO.vendor, region: TWO.region }];

  test('is refused in words, whichever spelling, and the others are written', async () => {
    const emulator = await startFaulty('@2001:DB8:0::1 item "internal error"', '@192.0.2.9 item never');
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
    const emulator = await startFaulty('@192.0.2.1 item "internal error"');
    expect((await write(emulator)).status).toBe(200);
  });

  test.each([
    { line: `PATCH ${V1}`, body: ONE, seed: [] },
    { line: `POST ${V1}`, body: ONE, seed: [] },
    { line: `PUT ${V2}/192.0.2.1`, body: { origin_ip: ONE.ip, ...EAST }, seed: [] },
    { line: `DELETE ${V2}/192.0.2.1`, body: undefined, seed: [ONE] },
  ])('is refused alone with its code by $line', async ({ line, body, seed }) => {
    const emulator = await startFaulty('@192.0.2.1 item "internal error" code=1140');
    emulator.seed(seed);
    const errors = [{ code: 1140, message: 'internal error' }];
    expect(await call(emulator, line, { body })).toMatchObject({ status: 500, json: { ...REFUSED, errors } });
    expect(emulator.mappings()).toEqual(seed);
    const read = await call(emulator, `GET ${V1}/192.0.2.1`);
    expect(read.status).toBe(seed.length === 0 ? 404 : 200);
    const stranger = await call(emulator, line, { body, headers: { authorization: 'Bearer another' } });
    expect(stranger.status).toBe(403);
  });

  test('is refused in words by a batch, code or not', async () => {
    const emulator = await startFaulty('@192.0.2.1 item "internal error" code=1140');
    const { json } = await call(emulator, `PATCH ${V1}/batch`, { body: [ONE, TWO] });
    expect(json).toMatchObject({ success: true, result: { value: { failed, succeeded } } });
  });

  test('may be refused once only', async () => {
    const emulator = await startFaulty('@192.0.2.1 #1 item "internal error"');
    const first = await call(emulator, `PATCH ${V1}/batch`, { body: [TWO] });
    const second = await call(emulator, `PATCH ${V1}/batch`, { body: [ONE, TWO] });
    const third = await call(emulator, `PATCH ${V1}/batch`, { body: [ONE] });
    expect(first.json).toMatchObject({ result: { value: { failed: [], succeeded } } });
    expect(second.json).toMatchObject({ result: { value: { failed, succeeded } } });
    expect(third.json).toMatchObject({ result: { value: { failed: [] } } });
  });

  test('may be one to delete', async () => {
    const emulator = await startFaulty('DELETE @192.0.2.1 item "internal error"');
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
    { match: '', concerned: [0, 1, 2, 3, 4, 5] },
    { match: 'GET', concerned: [0, 2, 5] },
    { match: 'WRITE', concerned: [1, 3, 4] },
    { match: '/batch', concerned: [3] },
    { match: '/cache/', concerned: [0, 1, 3, 4] },
    { match: '/origin_cloud_regions$', concerned: [0, 1, 4] },
    { match: 'GET /origin/', concerned: [2, 5] },
    { match: '#2', concerned: [1] },
    { match: 'PATCH #2', concerned: [3] },
    { match: 'PATCH #2-3', concerned: [3, 4] },
    { match: '#5-', concerned: [4, 5] },
    { match: 'PATCH /batch #2', concerned: [] },
    { match: '@192.0.2.1', concerned: [1, 3, 4, 5] },
    { match: '@::ffff:192.0.2.1 #4', concerned: [5] },
    { match: '@192.0.2.2', concerned: [] },
    { match: '0%', concerned: [] },
    { match: '100%', concerned: [0, 1, 2, 3, 4, 5] },
  ])('"$match" concerns the requests $concerned', async ({ match, concerned }) => {
    const emulator = await startFaulty(`${match} status 418`);
    const found = await statuses(emulator, LINES);
    expect(found.flatMap((status, index) => (status === 418 ? [index] : []))).toEqual(concerned);
  });

  test('by chance is the same for a seed, and another for another', async () => {
    const lines = Array.from({ length: 40 }, () => `GET ${V1}`);
    const runs: number[][] = [];
    for (const randomSeed of [7, 7, 8])
      runs.push(await statuses(await start({ randomSeed, faults: ['25% status 503'] }), lines));
    expect(runs[0]).toEqual(runs[1]);
    expect(runs[0]).not.toEqual(runs[2]);
    const failed = runs.flat().filter((status) => status === 503).length;
    expect(failed).toBeGreaterThan(12);
    expect(failed).toBeLessThan(48);
  });

  test('the first of several that decide the answer counts', async () => {
    const emulator = await startFaulty('#2 status 500', 'status 501', 'status 502');
    expect(await statuses(emulator, [`GET ${V1}`, `GET ${V1}`])).toEqual([501, 500]);
  });

  test('faults come and go while it runs', async () => {
    const emulator = await startFaulty();
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
    const emulator = await startFaulty();
    expect(() => emulator.fault(fault)).toThrow(message);
  });
});
