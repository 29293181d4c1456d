import { describe, expect, test } from '@jest/globals';
import { openZone } from '../../../src/cloudflare/choose-version.ts';
import type { ApiVersion } from '../../../src/domain/result.ts';
import { HttpError } from '../../../src/http/http.ts';
import { failure, many, type ScriptedAnswer, scripted, success } from '../../support/cloudflare.ts';
import { answerOf, NO_ROUTE, ONE, REGIONS, type ScriptedZone, serve, WRITE } from '../../support/scripted-zone.ts';

const MISSING = failure(404, 1142);

describe('Opening a zone', () => {
  test.each<[string, ScriptedZone, ApiVersion, number]>([
    ['v1 where it lists mappings', { v1: ONE, v2: ONE }, 'v1', 1],
    ['v1 where v2 is not there', { v1: ONE, v2: NO_ROUTE }, 'v1', 1],
    ['v1 where it lists an odd row only', { v1: [{ ip: 'here', vendor: null, region: null }], v2: ONE }, 'v1', 0],
    ['v2 where v1 is not there', { v1: NO_ROUTE, v2: ONE }, 'v2', 1],
    ['v2 where v1 says 1142 and v2 lists mappings', { v1: MISSING, v2: ONE }, 'v2', 1],
    ['v2 where v1 lists nothing and v2 lists mappings', { v1: [], v2: ONE }, 'v2', 1],
    ['v1 where both list nothing', { v1: [], v2: [] }, 'v1', 0],
    ['v1 where both say 1142', { v1: MISSING, v2: MISSING }, 'v1', 0],
    ['v1 where it lists nothing and v2 is not there', { v1: [], v2: NO_ROUTE }, 'v1', 0],
    ['v2 with an empty list where v1 is not there', { v1: NO_ROUTE, v2: [] }, 'v2', 0],
  ])('takes %s', async (_, server, version, size) => {
    const { open, notices } = serve(server);
    // Where v1 says 1142 its other endpoints would too; only the list is of interest here.
    server.instead = ({ path }) => (path.endsWith('/supported_regions') ? REGIONS : undefined);
    const { zone, existing, regions } = await open();
    expect(zone).toMatchObject({ id: 'z', version, access: 'full' });
    expect(existing?.mappings.size).toBe(size);
    expect(regions).toEqual(new Map([['aws', new Map([['us-east-1', []]])]]));
    expect(notices).toEqual([]);
  });

  test.each([
    ['denied', failure(403, 10000), 'Cloudflare answered 10000'],
    ['refused', failure(400, 1146), 'Cloudflare answered 1146'],
    ['unanswered', failure(503, 1140), 'Cloudflare answered 1140'],
  ])('takes v2 where v1 is %s, and says why', async (_, v1, words) => {
    for (const v2 of [ONE, []]) {
      const { open, notices } = serve({ v1, v2 });
      expect((await open()).zone.version).toBe('v2');
      expect(notices).toEqual([
        expect.stringMatching(`^The API v1 does not give the list of this zone, so the run uses v2: ${words}`),
      ]);
    }
  });

  test.each(['v1', 'v2'] as const)('ends where Cloudflare asks to wait longer than the run has, on %s', async (at) => {
    const busy = { ...failure(429, 971), headers: { 'retry-after': '999' } };
    const { open } = serve({ v1: at === 'v1' ? busy : [], v2: at === 'v2' ? busy : ONE });
    await expect(open()).rejects.toMatchObject({ kind: 'out-of-time', codes: [971] });
  });

  test('ends where the run is cancelled', async () => {
    const { open, clock, stop, notices } = serve({ v1: failure(503, 1140), v2: ONE });
    clock.onSleep = () => stop.abort();
    await expect(open()).rejects.toMatchObject({ kind: 'cancelled', codes: [1140] });
    expect(notices).toEqual([]);
  });

  test('names what to look for where later pages of v2 have no route', async () => {
    const server: ScriptedZone = { v1: NO_ROUTE, v2: many(250) };
    server.instead = ({ path }) => (path.includes('page=3&') ? NO_ROUTE : undefined);
    await expect(serve(server).open()).rejects.toMatchObject({
      kind: 'no-route',
      message: expect.stringContaining('This can mean a wrong zone ID'),
    });
  });

  test('takes three requests with v1, whatever it lists', async () => {
    const { open, asked } = serve({ v1: many(3500), v2: many(3500) });
    const { existing } = await open();
    expect(existing).toMatchObject({ mappings: { size: 3500 }, pages: 1 });
    expect(asked()).toEqual([
      'GET cache/origin_cloud_regions',
      'GET origin/cloud_regions?page=1&per_page=100',
      'GET cache/origin_cloud_regions/supported_regions',
    ]);
  });

  test('takes 37 requests with v2 for 3,500 mappings', async () => {
    const { open, requests } = serve({ v1: NO_ROUTE, v2: many(3500) });
    const { existing } = await open();
    expect(existing).toMatchObject({ mappings: { size: 3500 }, pages: 35, oddRows: 0 });
    expect(requests).toHaveLength(37);
  });

  test('does not wait for v2 where v1 lists mappings', async () => {
    const given: string[] = [];
    const reached = scripted((request, { signal }) => {
      if (!request.path.includes('/origin/')) return answerOf({ v1: ONE, v2: ONE }, request);
      return new Promise((_, reject) =>
        signal.addEventListener('abort', () => {
          given.push(request.path);
          reject(new HttpError('aborted', 'aborted', 'The request was given up'));
        }),
      );
    });
    const { zone } = await openZone(reached.api, 'z', 'auto', () => {});
    expect(zone.version).toBe('v1');
    expect(given).toEqual(['/zones/z/origin/cloud_regions?page=1&per_page=100']);
  });

  test('goes on with an empty v1 where v2 cannot be learned, and says so', async () => {
    const { open, notices } = serve({ v1: [], v2: failure(500, 1140) });
    expect((await open()).zone.version).toBe('v1');
    expect(notices).toEqual([
      expect.stringMatching(
        /^The API v1 lists no mappings, and whether v2 does could not be learned: Cloudflare answered 1140/,
      ),
    ]);
  });

  test('ends where the time is up before v2 answers', async () => {
    const { open } = serve({ v1: [], v2: { ...failure(429, 971), headers: { 'retry-after': '999' } } });
    await expect(open()).rejects.toMatchObject({ kind: 'out-of-time' });
  });

  test('carries odd rows along', async () => {
    const rows = [
      { ip: '192.0.2.1', vendor: 'aws', region: null },
      { ip: '2001:DB8::1', vendor: 'aws', region: 'us-east-1' },
      { ip: '2001:db8::1', vendor: 'aws', region: 'us-east-1' },
      { ip: '192.0.2.0/24', vendor: 'aws', region: 'us-east-1' },
    ];
    for (const [v1, v2] of [
      [rows, NO_ROUTE],
      [NO_ROUTE, rows],
    ] as const) {
      const { existing } = await serve({ v1, v2 }).open();
      expect(existing).toMatchObject({ mappings: { size: 2 }, unreadable: [{ ip: '192.0.2.0/24' }], oddRows: 4 });
    }
  });

  test.each<[string, ScriptedAnswer, ScriptedAnswer, string]>([
    ['the first that says more than "no such route"', failure(403, 10000), NO_ROUTE, 'answered 10000'],
    ['the second', NO_ROUTE, failure(403, 9109), 'answered 9109'],
    ['the first of two', failure(400, 1), failure(400, 2), 'answered 1 '],
  ])('fails with %s', async (_, v1, v2, words) => {
    await expect(serve({ v1, v2 }).open()).rejects.toThrow(words);
  });

  test('with a fault of the program is no answer', async () => {
    const broken = () => {
      throw new RangeError('a fault');
    };
    await expect(serve({ v1: ONE, v2: ONE, instead: broken }).open()).rejects.toThrow(RangeError);
  });
});

describe('The supported regions', () => {
  test.each<[string, ScriptedAnswer, string]>([
    ['refused', failure(400, 1146), 'Cloudflare answered 1146'],
    ['no vendors', success({ vendors: {} }), 'Cloudflare answered an empty list of supported regions'],
    ['null', success({ vendors: null }), 'Cloudflare answered an empty list of supported regions'],
    ['only empty vendors', success({ vendors: { aws: [] } }), 'Cloudflare answered an empty list of supported regions'],
  ])('are not known: %s', async (_, regions, message) => {
    const opened = await serve({ v1: ONE, v2: ONE, regions }).open();
    expect(opened.regions).toMatchObject({ kind: 'refused', message: expect.stringContaining(message) });
    expect(opened.existing?.mappings.size).toBe(1);
  });
});

test('A wait that Cloudflare asks for before the supported regions, and that the run does not have, ends it', async () => {
  const regions = { ...failure(429, 971), headers: { 'retry-after': '999' } };
  for (const wish of ['auto', 'v1'] as const)
    await expect(serve({ v1: ONE, v2: ONE, regions }).open(wish)).rejects.toMatchObject({ kind: 'out-of-time' });
});

describe('A forced version', () => {
  test.each(['v1', 'v2'] as const)('is the only one that is asked: %s', async (version) => {
    const { open, asked } = serve({ v1: ONE, v2: ONE });
    const { zone, existing } = await open(version);
    expect([zone.version, zone.access, existing?.mappings.size]).toEqual([version, 'full', 1]);
    expect(asked()).toHaveLength(2);
    expect(asked().every((request) => request.includes('/cloud_regions') === (version === 'v2'))).toBe(true);
  });

  test('that lists nothing is believed', async () => {
    const { zone, existing } = await serve({ v1: [], v2: ONE }).open('v1');
    expect([zone.version, existing?.mappings.size]).toEqual(['v1', 0]);
  });

  test('never changes over', async () => {
    const server: ScriptedZone = { v1: ONE, v2: ONE };
    const { open, notices } = serve(server);
    const { zone } = await open('v1');
    server.v1 = NO_ROUTE;
    await expect(zone.list()).rejects.toMatchObject({ kind: 'no-route', tries: 1 });
    await expect(zone.put(WRITE)).rejects.toThrow('This can mean a wrong zone ID');
    expect(notices).toEqual([]);
  });

  test('that is not there is an error with what to look for, for v2', async () => {
    await expect(serve({ v1: ONE, v2: NO_ROUTE }).open('v2')).rejects.toMatchObject({
      kind: 'no-route',
      codes: [7003],
      message:
        "Cloudflare answered 7003 (words of 7003). This can mean a wrong zone ID, a token without access to the zone, an api-base-url that is not the API's, or an API without these endpoints. Check the zone ID on the overview page of the zone, and that the token covers this zone",
    });
  });

  test('that fails is an error', async () => {
    await expect(serve({ v1: failure(400, 1), v2: ONE }).open('v1')).rejects.toThrow('Cloudflare answered 1 (');
  });
});

describe('An API without lists', () => {
  test.each(['auto', 'v1'] as const)('is patch-only with %s, and its PATCH answers the list', async (wish) => {
    const { open } = serve({
      v1: NO_ROUTE,
      v2: NO_ROUTE,
      instead: ({ method }) => (method === 'PATCH' ? success({ value: ONE }) : undefined),
    });
    const { zone, existing, regions } = await open(wish);
    expect([zone.access, zone.version, existing]).toEqual(['patch-only', 'v1', undefined]);
    // What to look for is said once, by what fails for it.
    expect(regions).toMatchObject({ kind: 'no-route', message: 'Cloudflare answered 7003 (words of 7003)' });
    expect((await zone.put(WRITE)).value?.mappings.size).toBe(1);
    await expect(zone.list()).rejects.toMatchObject({ kind: 'no-route' });
  });

  test.each([
    ['https://api.test/client/v4', false],
    ['https://api.test/client/v4/', false],
    ['https://api.test', true],
    ['https://api.test/client/v4/zones', true],
  ])('at %s may be no API at all', async (base, named) => {
    const { open } = serve({ v1: NO_ROUTE, v2: NO_ROUTE }, base);
    const { zone } = await open();
    const error = await zone.put(WRITE).catch((failed) => failed);
    expect(error).toMatchObject({ kind: 'no-route', tries: 1 });
    expect(error.message.includes('usually ends in /client/v4')).toBe(named);
    expect(error.message.match(/wrong zone ID/g)).toHaveLength(1);
  });
});
