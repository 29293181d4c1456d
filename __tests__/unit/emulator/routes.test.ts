import { describe, expect, test } from '@jest/globals';
import { call } from '../../../emulator/client.ts';
import { ONE, start, V1, V2 } from './emulators.ts';

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
  ] as const)('follows from surfaces=$surfaces', async ({ surfaces, routed }) => {
    const emulator = await start({ surfaces });
    const found: string[] = [];
    for (const line of ALL) {
      const body = line.endsWith('batch') ? [ONE] : line.startsWith('PATCH') ? ONE : undefined;
      if ((await call(emulator, line, { body })).status === 200) found.push(line);
    }
    expect(found).toEqual(routed);
  });
});
