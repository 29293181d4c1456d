import { describe, expect, test } from '@jest/globals';
import { call } from '../../../emulator/client.ts';
import { REGIONS } from '../../../emulator/regions.ts';
import { error, ONE, ok, start, TWO, V1, V2 } from './emulators.ts';

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
