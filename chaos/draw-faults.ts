import type { Effect, Fault } from '../emulator/fault.ts';
import type { Random } from './random.ts';
import type { GitHubFault } from './scenario.ts';

/**
 * A random fault of the API. It may lie about writes, for the list is there to find out. The one lie that nothing could find
 * out is a list that says "no mapping at all" in a zone that has some, so reads never answer that: as 1142, as `null`, or as
 * nothing but rows that nobody can read.
 * And nothing takes effect that was not routed or not let in.
 */
export function drawFault(random: Random, ips: readonly string[], isQuick: boolean): Fault {
  const where = random.weighted<Pick<Fault, 'method' | 'path'>>([
    [20, {}],
    [16, { method: 'GET' }],
    [24, { method: 'WRITE' }],
    [10, { method: 'PATCH' }],
    [6, { method: 'PUT' }],
    [8, { method: 'DELETE' }],
    [8, { path: '/batch' }],
    [5, { path: '/cache/' }],
    [5, { path: '/origin/' }],
    [5, { method: 'GET', path: 'supported_regions' }],
    [1, { path: '/zones' }],
  ]);
  const when = random.weighted<Pick<Fault, 'nth' | 'chance'>>([
    [40, { nth: random.whole(1, 4) }],
    [25, { nth: { from: random.whole(1, 3), to: random.whole(3, 6) } }],
    [25, { chance: random.whole(3, 60) / 100 }],
    [5, { nth: { from: random.whole(2, 6) } }],
    [5, {}],
  ]);
  const [ip = '192.0.2.1'] = random.some(ips, 1);
  if (random.percent(14))
    return {
      ip,
      ...(random.percent(50) ? {} : when),
      effect: {
        kind: 'item',
        words: random.one(['internal error', 'conflict', 'the zone setting does not exist']),
        ...(random.percent(50) ? { code: random.one([1157, 1146, 1164, 1140]) } : {}),
      },
    };
  const reads = !('method' in where) || where.method === 'GET';
  return {
    ...where,
    ...(isQuick ? { nth: random.whole(1, 3) } : when),
    ...(random.percent(8) ? { ip } : {}),
    effect: drawEffect(random, reads, isQuick),
  };
}

/** An answer that never comes. */
export function drawHang(random: Random): Fault {
  const nth = random.whole(1, 5);
  if (random.percent(30)) return { nth, effect: { kind: 'half', stall: true } };
  if (random.percent(20)) return { nth, effect: { kind: 'switch-protocols', applied: random.percent(50) } };
  return { nth, effect: { kind: 'hang', applied: random.percent(50) } };
}

/** A fault of GitHub that the next requests do not have any more, or one that stays for the run. */
export function drawGitHubFault(random: Random): GitHubFault {
  const from = random.whole(1, 9);
  return {
    from,
    to:
      from +
      random.weighted([
        [60, 0],
        [25, random.whole(1, 6)],
        [15, 1000],
      ]),
    does: random.weighted<GitHubFault['does']>([
      [35, 'cut'],
      [35, 'lost'],
      [25, random.one([500, 502, 503])],
      [5, 429],
    ]),
  };
}

/** What a write may be answered with besides what is documented. A list that says "empty" would be a lie. */
const OTHER_RESULTS = [
  null,
  {},
  { value: null },
  'ok',
  { id: 'origin_public_cloud_region' },
  { succeeded: [] },
] as const;

function drawEffect(random: Random, reads: boolean, isQuick: boolean): Effect {
  const applied = random.percent(40);
  const wait = random.weighted([
    [50, random.whole(1, 20)],
    [30, random.whole(20, 200)],
    [20, random.whole(200, 900)],
  ]);
  const retryAfter = isQuick || random.percent(40) ? {} : { retryAfter: random.percent(70) ? wait : { date: wait } };
  // A date that does not tell the server's time leaves only the run's own clock, which may jump.
  const clockless = random.percent(30) ? { headers: { date: 'yesterday' } } : {};
  const body = random.one(['json', 'html', 'empty'] as const);
  const refusals = random.one([1157, 1146, 1164, 1145, 1155, 9999, ...(reads ? [] : [1142, 1163])]);
  return random.weighted<() => Effect>([
    [
      16,
      () => ({
        kind: 'status',
        status: 429,
        body,
        applied: applied && random.percent(30),
        ...retryAfter,
        ...clockless,
      }),
    ],
    [
      18,
      () => ({ kind: 'status', status: random.one([500, 502, 503, 504, 520, 524, 408]), body, applied, ...retryAfter }),
    ],
    [3, () => ({ kind: 'status', status: random.one([400, 409]), body, applied })],
    [3, () => ({ kind: 'status', status: random.one([401, 403]), body, applied: false })],
    [3, () => ({ kind: 'status', status: random.one([404, 405, 410, 501]), body: random.one(['html', 'empty']) })],
    [1, () => ({ kind: 'status', status: 302, body: 'html', headers: { location: 'http://127.0.0.1:1/' } })],
    [3, () => ({ kind: 'status', status: 400, code: refusals, applied: applied && random.percent(50) })],
    [2, () => ({ kind: 'status', status: 400, code: random.one([null, `${refusals}`]), applied: false })],
    [14, () => ({ kind: 'reset', applied })],
    [5, () => ({ kind: 'close', applied })],
    [8, () => ({ kind: 'half' })],
    [8, () => ({ kind: 'garbage' })],
    [
      10,
      () => ({
        kind: 'wrong-types',
        part: random.one([
          'result',
          'envelope',
          'info',
          'empty-lists',
          ...(reads ? [] : (['items', 'fields', 'null', 'first'] as const)),
        ]),
      }),
    ],
    [reads ? 0 : 8, () => ({ kind: 'result', result: random.one(OTHER_RESULTS) })],
    [5, () => ({ kind: 'refuse', code: random.one([1140, 1156, 971, refusals]), applied })],
    [1, () => ({ kind: 'refuse', code: random.one([10000, 7003]) })],
    [5, () => ({ kind: 'vanish', surface: random.one(['v1', 'v2']) })],
    [2, () => ({ kind: 'appear', surface: random.one(['v1', 'v2']) })],
    [3, () => ({ kind: 'delay', ms: random.whole(1, 15) })],
  ])();
}
