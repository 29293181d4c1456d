import { describe, expect, test } from '@jest/globals';
import {
  readTieredCache,
  switchOn,
  type TieredCacheState,
  tieredCacheName,
} from '../../../src/cloudflare/tiered-cache.ts';
import { HttpError } from '../../../src/http/http.ts';
import { failure, type ScriptedAnswer, scripted, success } from '../../support/cloudflare.ts';

const TIERED = '/zones/z/argo/tiered_caching';
const SMART = '/zones/z/cache/tiered_cache_smart_topology_enable';
const setting = (value: unknown) => success({ id: 'x', value, editable: true });

describe('The settings', () => {
  test('are asked for at once, and are unknown until they have answered', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { api, requests } = scripted(async ({ path }) => {
      if (path === SMART) await held;
      return setting(path === TIERED ? 'on' : 'off');
    });
    const reading = readTieredCache(api, 'z');
    expect(reading.now()).toEqual({ tieredCaching: 'unknown', smartTopology: 'unknown' });
    await new Promise(setImmediate);
    expect(reading.now()).toEqual({ tieredCaching: 'on', smartTopology: 'unknown' });
    release();
    await reading.done;
    expect(reading.now()).toEqual({ tieredCaching: 'on', smartTopology: 'off' });
    expect(requests.map(({ path }) => path)).toEqual([TIERED, SMART]);
  });

  test.each<[string, ScriptedAnswer]>([
    ['401', failure(401, 10000)],
    ['403', failure(403, 9109)],
    ['404', failure(404, 1142)],
    ['429 with a long Retry-After', { ...failure(429, 971), headers: { 'retry-after': '9999' } }],
    ['500', failure(500, 1140)],
    ['a page of HTML', { status: 403, headers: { 'content-type': 'text/html' }, body: '<p>' }],
    ['another shape', setting({ enabled: true })],
    ['no result', success(null)],
    ['nothing', { body: '' }],
  ])('of which one answers %s are unknown in that, without another attempt or a wait', async (_, answer) => {
    for (const failing of [TIERED, SMART]) {
      const { api, requests, clock, budget } = scripted(({ path }) => (path === failing ? answer : setting('on')));
      const reading = readTieredCache(api, 'z');
      await reading.done;
      expect(Object.values(reading.now()).sort()).toEqual(['on', 'unknown']);
      expect([requests.length, clock.waits]).toEqual([2, []]);
      await budget.turn();
      expect(clock.waits).toEqual([]);
    }
  });

  test('that never answer are given up when they are stopped', async () => {
    const { api } = scripted(
      (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new HttpError('aborted', 'aborted', 'given up')));
        }),
    );
    const reading = readTieredCache(api, 'z');
    await new Promise(setImmediate);
    reading.stop();
    await reading.done;
    expect(reading.now()).toEqual({ tieredCaching: 'unknown', smartTopology: 'unknown' });
  });

  test.each<[TieredCacheState['tieredCaching'], TieredCacheState['smartTopology'], string | undefined]>([
    ['on', 'on', 'smart'],
    ['on', 'off', 'generic'],
    ['on', 'unknown', undefined],
    ['off', 'on', 'off'],
    ['off', 'off', 'off'],
    ['off', 'unknown', 'off'],
    ['unknown', 'on', undefined],
    ['unknown', 'off', undefined],
    ['unknown', 'unknown', undefined],
  ])('%s and %s come to %s', (tieredCaching, smartTopology, name) => {
    expect(tieredCacheName({ tieredCaching, smartTopology })).toBe(name);
  });
});

describe('Switching on', () => {
  test('is a PATCH of the setting', async () => {
    const { api, requests } = scripted(() => setting('on'));
    await switchOn(api, 'z', 'tiered caching');
    await switchOn(api, 'z', 'smart topology');
    expect(requests).toMatchObject([
      { method: 'PATCH', path: TIERED, body: { value: 'on' } },
      { method: 'PATCH', path: SMART, body: { value: 'on' } },
    ]);
  });

  test.each<[string, ScriptedAnswer]>([
    ['500', failure(500, 1140)],
    ['429 with a long Retry-After', { ...failure(429, 971), headers: { 'retry-after': '9999' } }],
  ])('is tried once, and nothing waits for it: %s', async (_, answer) => {
    const { api, requests, clock, budget } = scripted(() => answer);
    await expect(switchOn(api, 'z', 'smart topology')).rejects.toMatchObject({ kind: 'unanswered', tries: 1 });
    await budget.turn();
    expect([requests.length, clock.waits]).toEqual([1, []]);
  });

  test('that is refused names the permission', async () => {
    const { api } = scripted(() => failure(403, 10000));
    await expect(switchOn(api, 'z', 'tiered caching')).rejects.toMatchObject({
      kind: 'denied',
      message: expect.stringContaining('has the permission Zone Settings: Edit for this zone'),
    });
  });
});
