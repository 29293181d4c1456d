import { get } from 'node:https';
import { afterEach, describe, expect, test } from '@jest/globals';
import { selfSigned } from '../emulator/certificate.ts';
import { call } from '../emulator/client.ts';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import type { EmulatorOptions } from '../emulator/options.ts';
import { population } from '../emulator/population.ts';
import { REGIONS } from '../emulator/regions.ts';
import { onLinux } from './fixtures/platform.ts';

const V1 = '/cache/origin_cloud_regions';
const V2 = '/origin/cloud_regions';
const NOON = '2026-03-01T12:00:00Z';
const EAST = { vendor: 'aws', region: 'us-east-1' };
const CENTRAL = { vendor: 'gcp', region: 'us-central1' };
const ONE = { ip: '192.0.2.1', ...EAST };
const TWO = { ip: '2001:db8::1', ...CENTRAL };

const running: Emulator[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.close()));
});

/** An emulator that ends with the test. Its clock stands at noon. */
async function start(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator({ now: () => new Date(NOON), ...options });
  running.push(emulator);
  return emulator;
}

function ok(result: unknown, info?: unknown): object {
  return { success: true, errors: [], messages: [], result, ...(info !== undefined && { result_info: info }) };
}

function error(code: number, message: string): object {
  return { success: false, errors: [{ code, message }], messages: [], result: null };
}

function setting(value: unknown, modified: string | null = NOON): object {
  return ok({ id: 'origin_public_cloud_region', editable: true, modified_on: modified, value });
}

const v1Item = (ip: string, target: object): object => ({ 'origin-ip': ip, ...target, modified_on: NOON });
const v2Item = (ip: string, target: object): object => ({ origin_ip: ip, ...target, modified_on: NOON });

const NOT_THERE = 'Unable to retrieve origin_public_cloud_region setting value. The zone setting does not exist.';
const NOT_REMOVED = 'Unable to delete origin_public_cloud_region setting value. The zone setting does not exist.';
const THERE = 'Unable to create new origin_public_cloud_region setting. The zone setting already exists.';
const NO_IP = 'Invalid or missing origin IP address.';
const NO_REGION =
  "The vendor provided doesn't exist or the region provided does not exist for the specified cloud vendor";
const FULL = 'Maximum number of IP mappings configured for zone.';
const NO_BATCH = 'invalid request body, must be an array of up to 100 items';

describe('an operation answers the documented body', () => {
  interface Case {
    readonly name: string;
    readonly seed?: EmulatorOptions['mappings'];
    readonly line: string;
    readonly body?: unknown;
    readonly status?: number;
    readonly json: object;
    /** What the zone holds afterwards; what it held before, where nothing is said. */
    readonly after?: EmulatorOptions['mappings'];
  }
  const moved = { ip: ONE.ip, ...CENTRAL };
  const cases: readonly Case[] = [
    { name: 'v1 lists an empty zone', line: `GET ${V1}`, json: setting([], null) },
    {
      name: 'v1 lists in order of creation',
      seed: [TWO, ONE],
      line: `GET ${V1}`,
      json: setting([v1Item(TWO.ip, CENTRAL), v1Item(ONE.ip, EAST)]),
      after: [ONE, TWO],
    },
    { name: 'v1 creates', line: `POST ${V1}`, body: ONE, json: setting(v1Item(ONE.ip, EAST)), after: [ONE] },
    {
      name: 'v1 does not create twice, whichever spelling',
      seed: [TWO],
      line: `POST ${V1}`,
      body: { ip: '2001:DB8:0::1', ...EAST },
      status: 400,
      json: error(1145, THERE),
    },
    {
      name: 'v1 PATCH creates and answers the whole list',
      seed: [TWO],
      line: `PATCH ${V1}`,
      body: ONE,
      json: setting([v1Item(TWO.ip, CENTRAL), v1Item(ONE.ip, EAST)]),
      after: [ONE, TWO],
    },
    {
      name: 'v1 PATCH updates in place and stores the canonical address',
      seed: [{ ip: TWO.ip, ...EAST }, ONE],
      line: `PATCH ${V1}`,
      body: { ip: '2001:0DB8:0:0::0001', ...CENTRAL },
      json: setting([v1Item(TWO.ip, CENTRAL), v1Item(ONE.ip, EAST)]),
      after: [ONE, TWO],
    },
    {
      name: 'v1 PATCH takes an IPv4-mapped address for the IPv4 address',
      line: `PATCH ${V1}`,
      body: { ip: '::ffff:192.0.2.1', ...EAST },
      json: setting([v1Item(ONE.ip, EAST)]),
      after: [ONE],
    },
    {
      name: 'v1 refuses an unknown region',
      line: `PATCH ${V1}`,
      body: { ...ONE, region: 'us-east-9' },
      status: 400,
      json: error(1157, NO_REGION),
    },
    {
      name: 'v1 refuses another vendor’s region',
      line: `POST ${V1}`,
      body: { ...ONE, vendor: 'gcp' },
      status: 400,
      json: error(1157, NO_REGION),
    },
    {
      name: 'v1 refuses a vendor in capitals',
      line: `PATCH ${V1}`,
      body: { ...ONE, vendor: 'AWS' },
      status: 400,
      json: error(1157, NO_REGION),
    },
    {
      name: 'v1 refuses a vendor that is a name of every object',
      line: `PATCH ${V1}`,
      body: { ...ONE, vendor: 'constructor' },
      status: 400,
      json: error(1157, NO_REGION),
    },
    {
      name: 'v1 refuses a missing vendor',
      line: `PATCH ${V1}`,
      body: { ip: ONE.ip, region: 'us-east-1' },
      status: 400,
      json: error(1157, NO_REGION),
    },
    { name: 'v1 refuses a missing address', line: `PATCH ${V1}`, body: EAST, status: 400, json: error(1146, NO_IP) },
    {
      name: 'v1 refuses the other surface’s key',
      line: `PATCH ${V1}`,
      body: { origin_ip: ONE.ip, ...EAST },
      status: 400,
      json: error(1146, NO_IP),
    },
    {
      name: 'v1 refuses a range',
      line: `POST ${V1}`,
      body: { ip: '192.0.2.0/24', ...EAST },
      status: 400,
      json: error(1146, NO_IP),
    },
    { name: 'v1 refuses no body', line: `PATCH ${V1}`, status: 400, json: error(1146, NO_IP) },
    {
      name: 'v1 refuses a body that is no JSON',
      line: `PATCH ${V1}`,
      body: '{"ip":',
      status: 400,
      json: error(6007, 'Malformed JSON in request body'),
    },
    { name: 'v1 gets one', seed: [TWO], line: `GET ${V1}/2001:DB8::1`, json: setting(v1Item(TWO.ip, CENTRAL)) },
    {
      name: 'v1 gets one by an encoded address',
      seed: [TWO],
      line: `GET ${V1}/2001%3Adb8%3A%3A1`,
      json: setting(v1Item(TWO.ip, CENTRAL)),
    },
    {
      name: 'v1 does not get one that is not there',
      seed: [TWO],
      line: `GET ${V1}/192.0.2.9`,
      status: 404,
      json: error(1142, NOT_THERE),
    },
    {
      name: 'v1 does not get one from an empty zone',
      line: `GET ${V1}/192.0.2.9`,
      status: 404,
      json: error(1142, NOT_THERE),
    },
    { name: 'v1 does not get what is no address', line: `GET ${V1}/%zz`, status: 400, json: error(1146, NO_IP) },
    {
      name: 'v1 deletes one',
      seed: [ONE, TWO],
      line: `DELETE ${V1}/192.0.2.1`,
      json: setting(v1Item(ONE.ip, EAST)),
      after: [TWO],
    },
    {
      name: 'v1 does not delete one that is not there',
      seed: [TWO],
      line: `DELETE ${V1}/192.0.2.1`,
      status: 404,
      json: error(1163, NOT_REMOVED),
    },
    {
      name: 'v1 does not delete what is no address',
      seed: [TWO],
      line: `DELETE ${V1}/nothing`,
      status: 400,
      json: error(1146, NO_IP),
    },
    {
      name: 'v1 writes a batch and tells failures in words only',
      seed: [{ ip: ONE.ip, ...CENTRAL }],
      line: `PATCH ${V1}/batch`,
      body: [
        ONE,
        { ...TWO, region: 'nowhere' },
        { ip: '192.0.2.300', ...EAST },
        null,
        { ip: '2001:DB8::1', ...CENTRAL },
      ],
      json: setting({
        succeeded: [
          { 'origin-ip': ONE.ip, ...EAST },
          { 'origin-ip': TWO.ip, ...CENTRAL },
        ],
        failed: [
          { 'origin-ip': TWO.ip, error: NO_REGION },
          { 'origin-ip': '192.0.2.300', error: NO_IP },
          { 'origin-ip': '', error: NO_IP },
        ],
      }),
      after: [ONE, TWO],
    },
    {
      name: 'v1 writes the last of duplicates',
      line: `PATCH ${V1}/batch`,
      body: [ONE, moved],
      json: setting({
        succeeded: [
          { 'origin-ip': ONE.ip, ...EAST },
          { 'origin-ip': ONE.ip, ...CENTRAL },
        ],
        failed: [],
      }),
      after: [moved],
    },
    {
      name: 'v1 has no time for a batch that applied nothing',
      seed: [TWO],
      line: `PATCH ${V1}/batch`,
      body: [{ ...ONE, region: 'nowhere' }],
      json: setting({ succeeded: [], failed: [{ 'origin-ip': ONE.ip, error: NO_REGION }] }, null),
    },
    {
      name: 'v1 takes an empty batch',
      line: `PATCH ${V1}/batch`,
      body: [],
      json: setting({ succeeded: [], failed: [] }, null),
    },
    {
      name: 'v1 refuses a batch that is no list',
      line: `PATCH ${V1}/batch`,
      body: ONE,
      status: 400,
      json: error(1146, NO_BATCH),
    },
    {
      name: 'v1 refuses a batch of 101',
      line: `PATCH ${V1}/batch`,
      body: population(101),
      status: 400,
      json: error(1146, NO_BATCH),
    },
    {
      name: 'v1 deletes a batch; the record goes with its last mapping',
      seed: [ONE, TWO],
      line: `DELETE ${V1}/batch`,
      body: ['2001:DB8::1', '192.0.2.9', 'nothing', 7, '192.0.2.1', '192.0.2.1'],
      json: setting({
        succeeded: [
          { 'origin-ip': TWO.ip, ...CENTRAL },
          { 'origin-ip': ONE.ip, ...EAST },
        ],
        failed: [
          { 'origin-ip': '192.0.2.9', error: NOT_THERE },
          { 'origin-ip': 'nothing', error: NO_IP },
          { 'origin-ip': '', error: NO_IP },
          { 'origin-ip': '192.0.2.1', error: NOT_THERE },
        ],
      }),
      after: [],
    },
    {
      name: 'v1 refuses to delete a batch without a body',
      seed: [ONE],
      line: `DELETE ${V1}/batch`,
      status: 400,
      json: error(1146, NO_BATCH),
    },
    {
      name: 'v2 lists an empty zone with no pages',
      line: `GET ${V2}`,
      json: ok([], { page: 1, per_page: 20, count: 0, total_count: 0, total_pages: 0 }),
    },
    {
      name: 'v2 lists',
      seed: [ONE, TWO],
      line: `GET ${V2}`,
      json: ok([v2Item(ONE.ip, EAST), v2Item(TWO.ip, CENTRAL)], {
        page: 1,
        per_page: 20,
        count: 2,
        total_count: 2,
        total_pages: 1,
      }),
    },
    { name: 'v2 gets one', seed: [TWO], line: `GET ${V2}/2001:DB8::1`, json: ok(v2Item(TWO.ip, CENTRAL)) },
    {
      name: 'v2 does not get one that is not there',
      seed: [TWO],
      line: `GET ${V2}/192.0.2.9`,
      status: 404,
      json: error(1142, NOT_THERE),
    },
    {
      name: 'v2 puts one, whichever spelling',
      line: `PUT ${V2}/2001%3ADB8%3A%3A1`,
      body: { origin_ip: '2001:db8:0::1', ...CENTRAL },
      json: ok(v2Item(TWO.ip, CENTRAL)),
      after: [TWO],
    },
    {
      name: 'v2 replaces one',
      seed: [moved],
      line: `PUT ${V2}/192.0.2.1`,
      body: { origin_ip: ONE.ip, ...EAST },
      json: ok(v2Item(ONE.ip, EAST)),
      after: [ONE],
    },
    {
      name: 'v2 refuses a body for another address',
      line: `PUT ${V2}/192.0.2.2`,
      body: { origin_ip: ONE.ip, ...EAST },
      status: 400,
      json: error(1146, 'body origin_ip does not match URL'),
    },
    {
      name: 'v2 refuses a body without the address',
      line: `PUT ${V2}/192.0.2.1`,
      body: EAST,
      status: 400,
      json: error(1146, NO_IP),
    },
    {
      name: 'v2 refuses the other surface’s key',
      line: `PUT ${V2}/192.0.2.1`,
      body: ONE,
      status: 400,
      json: error(1146, NO_IP),
    },
    {
      name: 'v2 refuses an unknown region',
      line: `PUT ${V2}/192.0.2.1`,
      body: { origin_ip: ONE.ip, vendor: 'oci', region: 'us-east-1' },
      status: 400,
      json: error(1157, NO_REGION),
    },
    { name: 'v2 deletes one', seed: [ONE], line: `DELETE ${V2}/192.0.2.1`, json: ok({ origin_ip: ONE.ip }), after: [] },
    {
      name: 'v2 does not delete one that is not there',
      seed: [TWO],
      line: `DELETE ${V2}/192.0.2.1`,
      status: 404,
      json: error(1142, NOT_THERE),
    },
    {
      name: 'v2 writes a batch as a merge',
      seed: [TWO],
      line: `PUT ${V2}/batch`,
      body: [
        { origin_ip: ONE.ip, ...EAST },
        { origin_ip: '192.0.2.2', vendor: 'aws' },
      ],
      json: ok({ succeeded: [{ origin_ip: ONE.ip, ...EAST }], failed: [{ origin_ip: '192.0.2.2', error: NO_REGION }] }),
      after: [ONE, TWO],
    },
    {
      name: 'v2 refuses a batch that is no list',
      line: `PUT ${V2}/batch`,
      body: 'null',
      status: 400,
      json: error(1146, NO_BATCH),
    },
    {
      name: 'v2 deletes a batch',
      seed: [ONE, TWO],
      line: `DELETE ${V2}/batch`,
      body: ['192.0.2.1', '192.0.2.9'],
      json: ok({ succeeded: [{ origin_ip: ONE.ip, ...EAST }], failed: [{ origin_ip: '192.0.2.9', error: NOT_THERE }] }),
      after: [TWO],
    },
    {
      name: 'v2 refuses to delete a batch of 101',
      line: `DELETE ${V2}/batch`,
      body: population(101).map(({ ip }) => ip),
      status: 400,
      json: error(1146, NO_BATCH),
    },
  ];

  test.each(cases)('$name', async ({ seed = [], line, body, status = 200, json, after = seed }) => {
    const emulator = await start({ mappings: seed });

    const reply = await call(emulator, line, { body });

    expect(reply).toMatchObject({ status, json });
    expect(reply.json).toEqual(json);
    expect(emulator.mappings()).toEqual(after);
  });
});

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

describe('supported regions', () => {
  test.each([V1, V2])('%s gives vendors, regions and upper tiers', async (surface) => {
    const reply = await call(await start(), `GET ${surface}/supported_regions`);
    expect(reply).toMatchObject({ status: 200, json: ok({ obtained_codes: true, vendors: REGIONS }) });
  });

  test.each(Object.entries(REGIONS))('%s has 10 to 20 regions, each once', (_, list) => {
    expect(list.length).toBeGreaterThanOrEqual(10);
    expect(list.length).toBeLessThanOrEqual(20);
    expect(new Set(list.map(({ name }) => name)).size).toBe(list.length);
    for (const colo of list.flatMap((region) => region.upper_tier_colos)) expect(colo).toMatch(/^[A-Z]{3}$/);
  });

  test('without Tiered Cache they are a 4xx, but writes are still judged by them', async () => {
    const emulator = await start({ tieredCache: false });
    expect(await call(emulator, `GET ${V1}/supported_regions`)).toMatchObject({
      status: 400,
      json: error(1155, 'Tiered Cache must be enabled for the zone.'),
    });
    expect(await call(emulator, `PATCH ${V1}`, { body: { ...ONE, region: 'x' } })).toMatchObject({ status: 400 });
  });

  test('without upper tiers the codes count as not obtained', async () => {
    const { json } = await call(await start({ upperTiers: false }), `GET ${V2}/supported_regions`);
    expect(json).toMatchObject({ result: { obtained_codes: false } });
    expect(JSON.stringify(json)).not.toMatch(/[A-Z]{3}/);
  });

  test('can be others', async () => {
    const emulator = await start({ regions: { moon: [{ name: 'tycho-1', upper_tier_colos: [] }] } });
    const body = { ip: ONE.ip, vendor: 'moon', region: 'tycho-1' };
    expect(await call(emulator, `PATCH ${V1}`, { body })).toMatchObject({ status: 200 });
    expect(await call(emulator, `PATCH ${V1}`, { body: ONE })).toMatchObject({ status: 400 });
  });
});

describe('the zone look-up', () => {
  const other = { id: 'f'.repeat(32), name: 'example.org', status: 'pending' };
  test.each([
    { query: '?name=example.com', names: ['example.com'] },
    { query: '?name=EXAMPLE.com', names: ['example.com'] },
    { query: '?name=example.org', names: ['example.org'] },
    { query: '?name=example.org&status=active', names: [] },
    { query: '?name=example.net', names: [] },
    { query: '', names: ['example.com', 'example.org'] },
  ])('"$query" finds $names', async ({ query, names }) => {
    const { status, json } = await call(await start({ otherZones: [other] }), `GET /zones${query}`);
    const count = names.length;
    expect(status).toBe(200);
    expect(json).toMatchObject({
      success: true,
      errors: [],
      messages: [],
      result: names.map((name) => ({ name })),
      result_info: { page: 1, per_page: 20, count, total_count: count, total_pages: Math.min(count, 1) },
    });
  });

  test('tells id, status and account', async () => {
    const emulator = await start({ zoneId: '0123456789abcdef0123456789abcdef', zoneName: 'example.net' });
    expect(await call(emulator, 'GET /zones?name=example.net')).toMatchObject({
      json: {
        result: [
          {
            id: '0123456789abcdef0123456789abcdef',
            name: 'example.net',
            status: 'active',
            account: { id: expect.stringMatching(/^[\da-f]{32}$/), name: expect.any(String) },
          },
        ],
      },
    });
  });
});

describe('a credential', () => {
  const refused = error(10000, 'Authentication error');
  const missing = error(9106, 'Missing X-Auth-Key, X-Auth-Email or Authorization headers');
  function malformed(code: number, header: string): object {
    const chain = [{ code, message: `Invalid format for ${header} header` }];
    const errors = [{ code: 6003, message: 'Invalid request headers', error_chain: chain }];
    return { success: false, errors, messages: [], result: null };
  }
  const key = 'a-global-key';
  const email = 'me@example.com';
  test.each([
    { name: 'the token is let in', headers: { authorization: 'Bearer a-token' }, status: 200 },
    { name: 'the pair is let in', headers: { 'x-auth-key': key, 'x-auth-email': email }, status: 200 },
    { name: 'another token is refused', headers: { authorization: 'Bearer b' }, status: 403, json: refused },
    {
      name: 'another key is refused',
      headers: { 'x-auth-key': 'b', 'x-auth-email': email },
      status: 403,
      json: refused,
    },
    {
      name: 'another address is refused',
      headers: { 'x-auth-key': key, 'x-auth-email': 'b@c' },
      status: 403,
      json: refused,
    },
    { name: 'the key as a token is refused', headers: { authorization: `Bearer ${key}` }, status: 403, json: refused },
    {
      name: 'a token counts before the pair',
      headers: { authorization: 'Bearer b', 'x-auth-key': key, 'x-auth-email': email },
      status: 403,
      json: refused,
    },
    { name: 'none is missing', headers: {}, status: 400, json: missing },
    { name: 'half a pair is missing', headers: { 'x-auth-key': key }, status: 400, json: missing },
    { name: 'the other half too', headers: { 'x-auth-email': email }, status: 400, json: missing },
    {
      name: 'an empty token is malformed',
      headers: { authorization: 'Bearer ' },
      status: 400,
      json: malformed(6111, 'Authorization'),
    },
    {
      name: 'a token with a blank is malformed',
      headers: { authorization: 'Bearer a b' },
      status: 400,
      json: malformed(6111, 'Authorization'),
    },
    {
      name: 'another scheme is malformed',
      headers: { authorization: 'token a-token' },
      status: 400,
      json: malformed(6111, 'Authorization'),
    },
    {
      name: 'no e-mail address is malformed',
      headers: { 'x-auth-key': key, 'x-auth-email': 'me' },
      status: 400,
      json: malformed(6102, 'X-Auth-Email'),
    },
    {
      name: 'no key is malformed',
      headers: { 'x-auth-key': 'a key', 'x-auth-email': email },
      status: 400,
      json: malformed(6103, 'X-Auth-Key'),
    },
  ])('$name', async ({ headers, status, json }) => {
    const emulator = await start({ apiToken: 'a-token', apiKey: key, apiEmail: email });
    const sent = Object.fromEntries(Object.entries(headers));
    for (const line of [`GET ${V1}`, `GET ${V2}/supported_regions`, 'GET /zones?name=example.com']) {
      const reply = await call(emulator, line, { headers: sent });
      expect(reply.status).toBe(status);
      if (json !== undefined) expect(reply.json).toEqual(json);
    }
  });

  test('that may only read sees that nothing is editable, and its writes are refused', async () => {
    const emulator = await start({ readOnly: true, mappings: [TWO] });
    expect(await call(emulator, `GET ${V1}`)).toMatchObject({ status: 200, json: { result: { editable: false } } });
    expect(await call(emulator, `PATCH ${V1}`, { body: ONE })).toMatchObject({
      status: 403,
      json: error(9109, 'Unauthorized to access requested resource'),
    });
    expect(emulator.mappings()).toEqual([TWO]);
  });
});

describe('what is not routed', () => {
  const ZONE = '/zones/023e105f4ecef8ad9ca31a8372d0c353';
  const OTHER = '/zones/0123456789abcdef0123456789abcdef';
  function lost(path: string): object {
    const message = `Could not route to /client/v4${path}, perhaps your object identifier is invalid?`;
    const errors = [
      { code: 7003, message },
      { code: 7000, message: 'No route for that URI' },
    ];
    return { success: false, errors, messages: [], result: null };
  }

  test.each([
    `GET ${OTHER}${V1}`,
    `PATCH ${OTHER}${V1}`,
    `GET ${OTHER}${V2}`,
    `GET ${ZONE}/nothing`,
    `GET ${ZONE}${V1}/192.0.2.1/more`,
    `PUT ${ZONE}${V1}`,
    `PATCH ${ZONE}${V2}`,
    `POST ${ZONE}${V2}`,
    `PUT ${ZONE}${V1}/batch`,
    `PATCH ${ZONE}${V2}/batch`,
    `POST ${ZONE}${V1}/supported_regions`,
    `DELETE ${ZONE}${V2}/supported_regions`,
    `POST ${ZONE}${V1}/192.0.2.1`,
    `PATCH ${ZONE}${V2}/192.0.2.1`,
    `POST /zones`,
  ])('%s is 7003 and 7000', async (line) => {
    const [, path = ''] = line.split(' ');
    const body = line.startsWith('GET') ? undefined : ONE;
    expect(await call(await start(), line, { body })).toMatchObject({ status: 404, json: lost(path) });
  });

  test('nor is a path outside the API', async () => {
    const emulator = await start();
    const headers = { authorization: `Bearer ${emulator.apiToken}` };
    const response = await fetch(`${emulator.url.replace('/client/v4', '')}${ZONE}${V1}`, { headers });
    expect(response.status).toBe(404);
  });

  test.each([
    { noRoute: '404', status: 404, text: /"code":7003.*"code":7000/ },
    { noRoute: '400', status: 400, text: /"code":7003.*"code":7000/ },
    { noRoute: 'html', status: 404, text: /<h1>404/ },
    { noRoute: '405', status: 405, text: /"code":10405/ },
    { noRoute: '410', status: 410, text: /<h1>410/ },
    { noRoute: '501', status: 501, text: /^""$/ },
  ] as const)('in the style $noRoute is a $status', async ({ noRoute, status, text }) => {
    const reply = await call(await start({ surfaces: 'none', noRoute }), `GET ${V1}`);
    expect(reply.status).toBe(status);
    expect(JSON.stringify(reply.json)).toMatch(text);
  });

  const ALL = [
    `GET ${V1}`,
    `PATCH ${V1}`,
    `PATCH ${V1}/batch`,
    `GET ${V1}/supported_regions`,
    `GET ${V2}`,
    `GET ${V2}/supported_regions`,
    'GET /zones',
  ];
  test.each([
    { surfaces: 'both', routed: ALL },
    { surfaces: 'v1', routed: [...ALL.slice(0, 4), 'GET /zones'] },
    { surfaces: 'v2', routed: ALL.slice(4) },
    { surfaces: 'none', routed: ['GET /zones'] },
    { surfaces: 'patch-only', routed: [`PATCH ${V1}`] },
  ] as const)('is told by surfaces=$surfaces', async ({ surfaces, routed }) => {
    const emulator = await start({ surfaces });
    const found: string[] = [];
    for (const line of ALL) {
      const body = line.endsWith('batch') ? [ONE] : line.startsWith('PATCH') ? ONE : undefined;
      if ((await call(emulator, line, { body })).status === 200) found.push(line);
    }
    expect(found).toEqual(routed);
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
