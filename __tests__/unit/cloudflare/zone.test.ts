import { describe, expect, test } from '@jest/globals';
import type { Zone } from '../../../src/cloudflare/choose-version.ts';
import type { ApiVersion } from '../../../src/domain/result.ts';
import { failure, type ScriptedAnswer, success } from '../../support/cloudflare.ts';
import { NO_ROUTE, ONE, type ScriptedZone, serve, WRITE } from '../../support/scripted-zone.ts';

describe('Writes', () => {
  test.each<[ApiVersion, readonly unknown[]]>([
    [
      'v1',
      [
        { method: 'PATCH', path: '/zones/z/cache/origin_cloud_regions', body: WRITE },
        { method: 'PATCH', path: '/zones/z/cache/origin_cloud_regions/batch', body: [WRITE] },
        { method: 'DELETE', path: '/zones/z/cache/origin_cloud_regions/192.0.2.9', body: undefined },
        { method: 'DELETE', path: '/zones/z/cache/origin_cloud_regions/batch', body: ['192.0.2.9'] },
      ],
    ],
    [
      'v2',
      [
        {
          method: 'PUT',
          path: '/zones/z/origin/cloud_regions/192.0.2.9',
          body: { origin_ip: '192.0.2.9', vendor: 'aws', region: 'us-east-1' },
        },
        {
          method: 'PUT',
          path: '/zones/z/origin/cloud_regions/batch',
          body: [{ origin_ip: '192.0.2.9', vendor: 'aws', region: 'us-east-1' }],
        },
        { method: 'DELETE', path: '/zones/z/origin/cloud_regions/192.0.2.9', body: undefined },
        { method: 'DELETE', path: '/zones/z/origin/cloud_regions/batch', body: ['192.0.2.9'] },
      ],
    ],
  ])('are sent as %s takes them', async (version, sent) => {
    const { open, requests } = serve({ v1: ONE, v2: ONE });
    const { zone } = await open(version);
    requests.length = 0;
    const put = await zone.put({ ...WRITE, modifiedOn: 'of no concern' });
    expect(put.value?.mappings.size).toBe(version === 'v1' ? 1 : undefined);
    await expect(zone.putBatch([WRITE])).resolves.toMatchObject({
      value: { succeeded: new Set([WRITE.ip]) },
      tries: 1,
    });
    await expect(zone.remove(WRITE.ip)).resolves.toEqual({ value: undefined, tries: 1 });
    await expect(zone.removeBatch([WRITE.ip])).resolves.toMatchObject({ value: { failed: new Map() }, tries: 1 });
    expect(requests).toMatchObject(sent);
  });

  test.each<[string, ScriptedAnswer]>([
    ['one mapping', success({ ip: '192.0.2.9', vendor: 'aws', region: 'us-east-1' })],
    ['null', success(null)],
    ['HTTP 204', { status: 204, body: '' }],
  ])('answered with %s count as sent, once', async (_, answer) => {
    for (const version of ['v1', 'v2'] as const) {
      const server: ScriptedZone = { v1: ONE, v2: ONE };
      const { open, requests } = serve(server);
      const { zone } = await open(version);
      server.instead = () => answer;
      requests.length = 0;
      const sent = { value: undefined, tries: 1 };
      await expect(zone.put(WRITE)).resolves.toEqual(sent);
      await expect(zone.putBatch([WRITE])).resolves.toEqual(sent);
      await expect(zone.remove(WRITE.ip)).resolves.toEqual(sent);
      await expect(zone.removeBatch([WRITE.ip])).resolves.toEqual(sent);
      expect(requests).toHaveLength(4);
    }
  });
});

describe('A v1 that lists nothing any more', () => {
  const opened = async (v1: ScriptedZone['v1'] = ONE) => {
    const server: ScriptedZone = { v1, v2: [] };
    const { open, notices, asked } = serve(server);
    const { zone } = await open();
    const v2Asked = () => asked().filter((path) => path.startsWith('GET origin/')).length - 1;
    return { server, zone, notices, v2Asked };
  };
  const CHANGED = 'The API v1 lists no mappings any more, and v2 does; the run goes on with v2';

  test.each([
    ['an empty list', []],
    ['1142', failure(404, 1142)],
  ])('is changed for a v2 that lists mappings: %s', async (_, v1) => {
    const { server, zone, notices } = await opened();
    Object.assign(server, { v1, v2: ONE });
    expect((await zone.list()).mappings.size).toBe(1);
    expect([zone.version, notices]).toEqual(['v2', [CHANGED]]);
    server.v2 = [];
    expect((await zone.list()).mappings.size).toBe(0);
    expect(notices).toEqual([CHANGED]);
  });

  test('is changed also where the zone held nothing but what the run has written', async () => {
    const { server, zone, v2Asked } = await opened([]);
    await zone.list();
    expect(v2Asked()).toBe(0);
    await zone.put(WRITE);
    server.v2 = ONE;
    await zone.list();
    expect(zone.version).toBe('v2');
  });

  test.each<[string, ScriptedZone['v2'], number]>([
    ['lists nothing either', [], 0],
    ['is not there', NO_ROUTE, 0],
    ['cannot be asked', failure(403, 10000), 1],
  ])('is believed where v2 %s, which is asked once', async (_, v2, notes) => {
    const { server, zone, notices, v2Asked } = await opened();
    Object.assign(server, { v1: [], v2 });
    for (let reading = 0; reading < 2; reading += 1) expect((await zone.list()).mappings.size).toBe(0);
    expect([zone.version, v2Asked(), notices.length]).toEqual(['v1', 1, notes]);
  });

  test('ends the run where v2 asks to wait longer than there is time', async () => {
    const { server, zone } = await opened();
    Object.assign(server, { v1: [], v2: { ...failure(429, 971), headers: { 'retry-after': '999' } } });
    await expect(zone.list()).rejects.toMatchObject({ kind: 'out-of-time' });
  });
});

describe('A version that is taken away in mid-run', () => {
  test.each<[ApiVersion, ApiVersion]>([
    ['v1', 'v2'],
    ['v2', 'v1'],
  ])('%s is changed for %s, once', async (version, other) => {
    const server: ScriptedZone = { v1: version === 'v1' ? ONE : NO_ROUTE, v2: ONE };
    const { open, notices } = serve(server);
    const { zone } = await open();
    expect(zone.version).toBe(version);
    Object.assign(server, { [version]: NO_ROUTE, [other]: ONE });
    await expect(zone.putBatch([WRITE])).resolves.toMatchObject({ value: { succeeded: new Set([WRITE.ip]) } });
    expect(zone.version).toBe(other);
    expect((await zone.list()).mappings.size).toBe(1);
    const message = `The API ${version} no longer answers for this zone; the run goes on with ${other}`;
    expect(notices).toEqual([message]);
    server[other] = NO_ROUTE;
    await expect(zone.list()).rejects.toMatchObject({
      kind: 'no-route',
      message: expect.stringContaining('This can mean a wrong zone ID'),
    });
    expect(notices).toEqual([message]);
  });

  test.each<[string, (zone: Zone) => Promise<{ readonly tries: number }>]>([
    ['a removal', (zone) => zone.remove(WRITE.ip)],
    ['removals', (zone) => zone.removeBatch([WRITE.ip])],
    ['a mapping', (zone) => zone.put(WRITE)],
    ['mappings', (zone) => zone.putBatch([WRITE])],
  ])('after attempts that may have taken effect: they are counted (%s)', async (_, write) => {
    const server: ScriptedZone = { v1: ONE, v2: ONE };
    const { open } = serve(server);
    const { zone } = await open();
    let attempts = 0;
    server.instead = ({ path }) => {
      if (!path.includes('/cache/')) return undefined;
      attempts += 1;
      return attempts === 1 ? failure(503, 1140) : NO_ROUTE;
    };
    await expect(write(zone)).resolves.toMatchObject({ tries: 2 });
  });

  test('and of which the other fails too says how often was sent', async () => {
    const server: ScriptedZone = { v1: ONE, v2: ONE };
    const { open } = serve(server);
    const { zone } = await open();
    Object.assign(server, { v1: NO_ROUTE, v2: failure(400, 1157) });
    await expect(zone.put(WRITE)).rejects.toMatchObject({ kind: 'refused', tries: 1 });
    expect(zone.version).toBe('v1');
  });

  test('and of which the other cannot be asked any more was still sent once', async () => {
    const server: ScriptedZone = { v1: ONE, v2: ONE };
    const { open, stop } = serve(server);
    const { zone } = await open();
    server.instead = () => {
      stop.abort();
      return NO_ROUTE;
    };
    await expect(zone.put(WRITE)).rejects.toMatchObject({ kind: 'cancelled', tries: 1 });
  });

  test('is not changed for any other failure, or a fault of the program', async () => {
    const server: ScriptedZone = { v1: ONE, v2: ONE };
    const { open } = serve(server);
    const { zone } = await open();
    server.v1 = failure(403, 1164);
    await expect(zone.put(WRITE)).rejects.toMatchObject({ kind: 'limit' });
    server.instead = ({ path }) => {
      if (path.includes('/cache/')) return NO_ROUTE;
      throw new RangeError('a fault');
    };
    await expect(zone.put(WRITE)).rejects.toThrow(RangeError);
  });
});
