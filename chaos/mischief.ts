import type { Effect, Fault } from '../emulator/fault.ts';
import type { Dice } from './dice.ts';
import type { Task } from './scenario.ts';

/**
 * A random fault of the API. It may lie about writes, for the list is there to find out; the one lie that nothing could find
 * out is a list that says "no mapping at all" (1142) in a zone that has some, so reads never answer that. And nothing takes
 * effect that was not routed or not let in.
 */
export function drawFault(dice: Dice, tasks: readonly Task[], swift: boolean): Fault {
  const where = dice.weighted<Pick<Fault, 'method' | 'path'>>([
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
  const when = dice.weighted<Pick<Fault, 'nth' | 'chance'>>([
    [40, { nth: dice.whole(1, 4) }],
    [25, { nth: { from: dice.whole(1, 3), to: dice.whole(3, 6) } }],
    [25, { chance: dice.whole(3, 60) / 100 }],
    [5, { nth: { from: dice.whole(2, 6) } }],
    [5, {}],
  ]);
  const ips = tasks.flatMap(({ wanted }) => wanted.map(({ ip }) => ip));
  const [ip = '192.0.2.1'] = dice.some(ips, 1);
  if (dice.percent(14))
    return {
      ip,
      ...(dice.percent(50) ? {} : when),
      effect: {
        kind: 'item',
        words: dice.one(['internal error', 'conflict', 'the zone setting does not exist']),
        ...(dice.percent(50) ? { code: dice.one([1157, 1146, 1164, 1140]) } : {}),
      },
    };
  const reads = !('method' in where) || where.method === 'GET';
  return {
    ...where,
    ...(swift ? { nth: dice.whole(1, 3) } : when),
    ...(dice.percent(8) ? { ip } : {}),
    effect: drawEffect(dice, reads, swift),
  };
}

/** An answer that never comes. */
export function drawHang(dice: Dice): Fault {
  const nth = dice.whole(1, 5);
  if (dice.percent(30)) return { nth, effect: { kind: 'half', stall: true } };
  return { nth, effect: { kind: 'hang', applied: dice.percent(50) } };
}

function drawEffect(dice: Dice, reads: boolean, swift: boolean): Effect {
  const applied = dice.percent(40);
  const wait = dice.weighted([
    [50, dice.whole(1, 20)],
    [30, dice.whole(20, 200)],
    [20, dice.whole(200, 900)],
  ]);
  const retryAfter = swift || dice.percent(40) ? {} : { retryAfter: dice.percent(70) ? wait : { date: wait } };
  // A date that does not tell the server's time leaves only the run's own clock, which may jump.
  const clockless = dice.percent(30) ? { headers: { date: 'yesterday' } } : {};
  const body = dice.one(['json', 'html', 'empty'] as const);
  const refusals = dice.one([1157, 1146, 1164, 1145, 1155, 9999, ...(reads ? [] : [1142, 1163])]);
  return dice.weighted<() => Effect>([
    [
      16,
      () => ({ kind: 'status', status: 429, body, applied: applied && dice.percent(30), ...retryAfter, ...clockless }),
    ],
    [
      18,
      () => ({ kind: 'status', status: dice.one([500, 502, 503, 504, 520, 524, 408]), body, applied, ...retryAfter }),
    ],
    [3, () => ({ kind: 'status', status: dice.one([400, 409]), body, applied })],
    [3, () => ({ kind: 'status', status: dice.one([401, 403]), body, applied: false })],
    [3, () => ({ kind: 'status', status: dice.one([404, 405, 410, 501]), body: dice.one(['html', 'empty']) })],
    [1, () => ({ kind: 'status', status: 302, body: 'html', headers: { location: 'http://127.0.0.1:1/' } })],
    [3, () => ({ kind: 'status', status: 400, code: refusals, applied: applied && dice.percent(50) })],
    [18, () => ({ kind: 'reset', applied })],
    [8, () => ({ kind: 'half' })],
    [8, () => ({ kind: 'garbage' })],
    [
      8,
      () => ({
        kind: 'wrong-types',
        part: dice.one(['result', 'null', 'items', 'fields', 'envelope', 'info']),
      }),
    ],
    [5, () => ({ kind: 'refuse', code: dice.one([1140, 1156, 971, refusals]), applied })],
    [1, () => ({ kind: 'refuse', code: dice.one([10000, 7003]) })],
    [5, () => ({ kind: 'vanish', surface: dice.one(['v1', 'v2']) })],
    [2, () => ({ kind: 'appear', surface: dice.one(['v1', 'v2']) })],
    [3, () => ({ kind: 'delay', ms: dice.whole(1, 15) })],
  ])();
}
