import { describe, expect, test } from '@jest/globals';
import { call } from '../../../emulator/client.ts';
import { population } from '../../../emulator/population.ts';
import { EAST, error, NOON, ONE, start, TWO, V1, V2 } from './emulators.ts';

const FULL = 'Maximum number of IP mappings configured for zone.';

describe('pages of v2', () => {
  test.each([
    { query: '', page: 1, per_page: 20, count: 20, total_pages: 3 },
    { query: '?page=3', page: 3, per_page: 20, count: 5, total_pages: 3 },
    { query: '?page=4', page: 4, per_page: 20, count: 0, total_pages: 3 },
    { query: '?per_page=100', page: 1, per_page: 100, count: 45, total_pages: 1 },
    { query: '?page=45&per_page=1', page: 45, per_page: 1, count: 1, total_pages: 45 },
  ])('"$query" is $count of 45', async ({ query, page, per_page, count, total_pages }) => {
    const emulator = await start({ mappings: 45 });
    const { json } = await call(emulator, `GET ${V2}${query}`);
    expect(json).toMatchObject({ result_info: { page, per_page, count, total_count: 45, total_pages } });
    expect((json as { result: { origin_ip: string }[] }).result.map((entry) => entry.origin_ip)).toEqual(
      population(45)
        .slice((page - 1) * per_page, page * per_page)
        .map(({ ip }) => ip),
    );
  });

  test.each(['per_page=0', 'per_page=101', 'per_page=-1', 'per_page=', 'per_page=1.5', 'per_page=ten'])(
    '%s is refused',
    async (query) => {
      const reply = await call(await start(), `GET ${V2}?${query}`);
      const json = error(1146, 'invalid per_page parameter, must be between 1 and 100');
      expect(reply).toMatchObject({ status: 400, json });
    },
  );

  test.each(['page=0', 'page=x'])('%s is refused', async (query) => {
    const reply = await call(await start(), `GET ${V2}?${query}`);
    expect(reply).toMatchObject({ status: 400, json: error(1146, 'invalid page parameter, must be at least 1') });
  });
});

describe('the limit', () => {
  const FOUR = population(4);
  test.each([
    { name: 'v1 POST', line: `POST ${V1}`, body: ONE },
    { name: 'v1 PATCH', line: `PATCH ${V1}`, body: ONE },
    { name: 'v1 batch', line: `PATCH ${V1}/batch`, body: [{ ip: FOUR[0]?.ip, ...EAST }, ONE] },
    { name: 'v2 PUT', line: `PUT ${V2}/192.0.2.1`, body: { origin_ip: ONE.ip, ...EAST } },
    { name: 'v2 batch', line: `PUT ${V2}/batch`, body: [{ origin_ip: ONE.ip, ...EAST }] },
  ])('$name past it is a 403 with 1164, and nothing is applied', async ({ line, body }) => {
    const emulator = await start({ mappings: FOUR, limit: 4 });
    expect(await call(emulator, line, { body })).toMatchObject({ status: 403, json: error(1164, FULL) });
    expect(emulator.mappings()).toEqual((await start({ mappings: FOUR })).mappings());
  });

  test('an update goes through in a zone that is above it', async () => {
    const emulator = await start({ mappings: FOUR, limit: 2 });
    const body = FOUR.map(({ ip }) => ({ ip, ...EAST }));
    expect(await call(emulator, `PATCH ${V1}/batch`, { body })).toMatchObject({ status: 200 });
    expect(new Set(emulator.mappings().map(({ region }) => region))).toEqual(new Set(['us-east-1']));
  });

  test('the last place can be taken, and duplicates in a batch take one', async () => {
    const emulator = await start({ mappings: FOUR, limit: 5 });
    expect(await call(emulator, `PATCH ${V1}/batch`, { body: [ONE, ONE] })).toMatchObject({ status: 200 });
    expect(emulator.mappings()).toHaveLength(5);
  });

  test('is 3,500 where nothing is said', async () => {
    const emulator = await start({ mappings: 3499 });
    expect(await call(emulator, `PATCH ${V1}`, { body: ONE })).toMatchObject({ status: 200 });
    expect(await call(emulator, `PATCH ${V1}`, { body: TWO })).toMatchObject({ status: 200 });
    const third = { ip: '192.0.2.3', ...EAST };
    expect(await call(emulator, `PATCH ${V1}`, { body: third })).toMatchObject({
      status: 403,
      json: error(1164, FULL),
    });
  });
});

describe('the rate limit', () => {
  test.each([
    { retryAfter: 'none', header: null },
    { retryAfter: 'seconds', header: '60' },
    { retryAfter: 'date', header: 'Sun, 01 Mar 2026 12:01:10 GMT' },
  ] as const)('blocks everything for a whole window, with Retry-After: $retryAfter', async ({ retryAfter, header }) => {
    let time = Date.parse(NOON);
    const now = (): Date => new Date(time);
    const emulator = await start({ now, rateLimit: { requests: 2, seconds: 60, retryAfter } });
    const status = async (): Promise<number> => (await call(emulator, `GET ${V1}`)).status;
    expect([await status(), await status()]).toEqual([200, 200]);

    time += 10_000;
    const reply = await call(emulator, `PATCH ${V1}`, { body: ONE });
    expect(reply).toMatchObject({ status: 429, json: { success: false, errors: [{ code: 971 }] } });
    expect(reply.headers.get('retry-after')).toBe(header);
    expect(emulator.mappings()).toEqual([]);

    time += 59_999;
    expect(await status()).toBe(429);
    time += 1;
    expect([await status(), await status(), await status()]).toEqual([200, 200, 429]);
  });

  test('counts anew in the next window', async () => {
    let time = Date.parse(NOON);
    const emulator = await start({ now: () => new Date(time), rateLimit: { requests: 1, seconds: 5 } });
    expect(await call(emulator, `GET ${V1}`)).toMatchObject({ status: 200 });
    time += 5000;
    expect(await call(emulator, `GET ${V1}`)).toMatchObject({ status: 200 });
  });

  test('headers about rates come always and do not follow it', async () => {
    const { headers } = await call(await start(), `GET ${V1}`);
    expect(headers.get('ratelimit')).toBe('"default";r=50;t=30');
    expect(headers.get('ratelimit-policy')).toBe('"burst";q=100;w=60');
  });
});
