import { describe, expect, test } from '@jest/globals';
import { call } from '../../../emulator/client.ts';
import { EAST, ONE, start, startFaulty, statuses, TWO, V1, V2, write } from './emulators.ts';

const REFUSED = { success: false, messages: [], result: null };

describe('an effect on the body', () => {
  test('garbage is 200 without JSON, after the write', async () => {
    const emulator = await startFaulty('garbage');
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
    { part: 'first', json: { result: { ...v1, value: { 'origin-ip': ONE.ip } } } },
    { part: 'empty-lists', json: { errors: null, messages: null, result: { value: [{ 'origin-ip': ONE.ip }] } } },
  ])('wrong-types $part, after the write', async ({ part, json }) => {
    const emulator = await startFaulty(`wrong-types ${part}`);
    expect(await write(emulator)).toMatchObject({ status: 200, json });
    expect(emulator.mappings()).toEqual([ONE]);
  });

  test('wrong-types info leaves out the pages, and only them', async () => {
    const emulator = await startFaulty('/origin/ wrong-types info');
    const { json } = await call(emulator, `GET ${V2}`);
    expect(json).toEqual({ success: true, errors: [], messages: [], result: [] });
  });

  test.each([
    { line: `GET ${V1}`, body: undefined, json: { result: { value: null } } },
    { line: `GET ${V2}`, body: undefined, json: { result: null, result_info: { total_count: 0 } } },
    { line: `PATCH ${V1}/batch`, body: [ONE], json: { result: { value: { succeeded: [{}], failed: null } } } },
    { line: `DELETE ${V2}/batch`, body: [ONE.ip], json: { result: { succeeded: null, failed: [{}] } } },
  ])('wrong-types empty-lists makes null of them in $line', async ({ line, body, json }) => {
    expect((await call(await startFaulty('wrong-types empty-lists'), line, { body })).json).toMatchObject(json);
  });

  test.each([
    { line: `PATCH ${V1}/batch`, body: [ONE, TWO], json: { result: { value: { 'origin-ip': ONE.ip } } } },
    { line: `PUT ${V2}/batch`, body: [{ origin_ip: ONE.ip, ...EAST }], json: { result: { origin_ip: ONE.ip } } },
    { line: `PUT ${V2}/batch`, body: [], json: { result: null } },
    { line: `GET ${V2}`, body: undefined, json: { result: null } },
    { line: `PUT ${V2}/${ONE.ip}`, body: { origin_ip: ONE.ip, ...EAST }, json: { result: { origin_ip: ONE.ip } } },
  ])('wrong-types first is one mapping in $line', async ({ line, body, json }) => {
    expect((await call(await startFaulty('wrong-types first'), line, { body })).json).toMatchObject(json);
  });

  test('result is whatever is given, after the write', async () => {
    const emulator = await startFaulty('WRITE result {"a":["b c"]}', 'result null');
    expect((await write(emulator)).json).toEqual({ success: true, errors: [], messages: [], result: { a: ['b c'] } });
    expect((await call(emulator, `GET ${V1}`)).json).toMatchObject({ success: true, result: null });
    expect(emulator.mappings()).toEqual([ONE]);
  });

  test('as-empty lists nothing on one surface while the other lists', async () => {
    const emulator = await startFaulty('GET /cache/origin_cloud_regions$ as-empty');
    emulator.seed([ONE]);
    expect((await call(emulator, `GET ${V1}`)).json).toMatchObject({ result: { value: [], modified_on: null } });
    expect((await call(emulator, `GET ${V2}`)).json).toMatchObject({ result: [{ origin_ip: ONE.ip }] });
    expect((await call(emulator, `GET ${V1}/${ONE.ip}`)).status).toBe(200);
  });

  test('wrong-types of an answer that is no JSON is JSON still', async () => {
    const emulator = await start({ surfaces: 'none', noRoute: 'html', faults: ['wrong-types null'] });
    expect((await call(emulator, `GET ${V1}`)).json).toEqual({ result: null });
  });

  test.each([
    { fault: 'refuse 1140', error: { code: 1140, message: expect.stringContaining('Internal error') }, after: [] },
    { fault: 'refuse 1234 "no such luck"', error: { code: 1234, message: 'no such luck' }, after: [] },
    { fault: 'refuse 1140 after', error: { code: 1140 }, after: [ONE] },
  ])('$fault is success: false with 200', async ({ fault, error, after }) => {
    const emulator = await startFaulty(fault);
    expect(await write(emulator)).toMatchObject({ status: 200, json: { ...REFUSED, errors: [error] } });
    expect(emulator.mappings()).toEqual(after);
    expect(emulator.requests).toMatchObject([{ status: 200, codes: [error.code] }]);
  });
});

describe('an effect on the zone', () => {
  test('lost-write answers as if written, and is not', async () => {
    const emulator = await startFaulty('WRITE #1 lost-write');
    emulator.seed([TWO]);
    const first = await write(emulator);
    expect(first).toMatchObject({ status: 200, json: { result: { value: [{}, { 'origin-ip': ONE.ip }] } } });
    expect(emulator.mappings()).toEqual([TWO]);
    await write(emulator);
    expect(emulator.mappings()).toEqual([ONE, TWO]);
  });

  test('vanish takes a surface away from a request on, appear brings it back', async () => {
    const emulator = await startFaulty('PATCH /cache/ #2 vanish v1', '/zones #5 appear v1', '#6 vanish v2');
    expect(
      await statuses(emulator, [`PATCH ${V1}`, `PATCH ${V1}`, `GET ${V1}`, `GET ${V2}`, `GET ${V1}`, `GET ${V2}`]),
    ).toEqual([200, 404, 404, 200, 200, 404]);
  });

  test('vanish takes the PATCH away where there is nothing else', async () => {
    const emulator = await start({ surfaces: 'patch-only', faults: ['#2 vanish v1'] });
    expect(await statuses(emulator, [`PATCH ${V1}`, `PATCH ${V1}`])).toEqual([200, 404]);
  });
});
