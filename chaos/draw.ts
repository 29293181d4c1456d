import { population } from '../emulator/population.ts';
import type { SeedMapping } from '../emulator/record.ts';
import { REGIONS } from '../emulator/regions.ts';
import { type Dice, openDice } from './dice.ts';
import { drawFault, drawHang } from './mischief.ts';
import type { Scenario, Stranger, Task, Want } from './scenario.ts';

const TARGETS = Object.entries(REGIONS).flatMap(([vendor, list]) => list.map(({ name }) => ({ vendor, region: name })));
const DAY = 86_400_000;

/** The scenario of a seed; the same each time. */
export function scenarioOf(seed: number): Scenario {
  const dice = openDice(seed);
  const zone = population(drawSize(dice)).map((mapping) =>
    dice.percent(10) ? { ...mapping, ...target(dice) } : mapping,
  );
  const kind = dice.weighted<'plain' | 'faults' | 'strangers' | 'pair' | 'hang' | 'built'>([
    [6, 'plain'],
    [56, 'faults'],
    [16, 'strangers'],
    [18.5, 'pair'],
    [1.5, 'hang'],
    [2, 'built'],
  ]);
  const first = drawTask(dice, zone);
  const tasks =
    kind === 'pair'
      ? ([{ ...first, mode: 'apply' }, pairOf(dice, zone, first)] as const)
      : ([kind === 'hang' && dice.percent(40) ? { ...first, timeoutSeconds: dice.whole(1, 2) } : first] as const);
  const faulty = kind === 'faults' || (kind !== 'plain' && dice.percent(50));
  return {
    seed,
    zone,
    api: drawApi(dice, zone.length, kind === 'pair'),
    faults: [
      ...(kind === 'hang' ? [drawHang(dice)] : []),
      ...Array.from({ length: faulty ? dice.whole(1, kind === 'built' ? 2 : 4) : 0 }, () =>
        drawFault(dice, tasks, kind === 'built'),
      ),
    ],
    strangers:
      kind === 'strangers' ? Array.from({ length: dice.whole(1, 4) }, () => drawStranger(dice, zone, first)) : [],
    tasks,
    built: kind === 'built',
  };
}

function drawSize(dice: Dice): number {
  return dice.weighted([
    [14, () => 0],
    [46, () => dice.whole(1, 12)],
    [25, () => dice.whole(13, 60)],
    [14.7, () => dice.whole(61, 250)],
    [0.3, () => dice.whole(3480, 3500)],
  ])();
}

function drawApi(dice: Dice, size: number, pair: boolean): Scenario['api'] {
  return {
    surfaces: dice.weighted([
      [60, 'both'],
      [15, 'v1'],
      [17, 'v2'],
      [6, 'patch-only'],
      [2, 'none'],
    ] as const),
    noRoute: dice.one(['404', '400', 'html', '405', '410', '501']),
    ...(dice.percent(8) ? { limit: size + dice.whole(-1, 6) } : {}),
    tieredCache: !dice.percent(10),
    readOnly: dice.percent(1.5),
    ...(pair ? { latencyMs: dice.whole(0, 4), unserialised: dice.percent(85) } : {}),
    ...(dice.percent(4)
      ? {
          rateLimit: {
            requests: dice.whole(2, 12),
            seconds: dice.whole(1, 60),
            retryAfter: dice.one(['none', 'seconds']),
          },
        }
      : {}),
  };
}

function drawTask(dice: Dice, zone: readonly SeedMapping[]): Task {
  const state = dice.percent(72) ? 'present' : 'absent';
  const wanted = drawWanted(dice, zone, state);
  const source = drawSource(dice, wanted);
  return {
    mode: dice.weighted([
      [76, 'apply'],
      [12, 'plan'],
      [12, 'check'],
    ] as const),
    state,
    prune: state === 'present' && source !== 'ip' && dice.percent(25) ? 'all' : 'none',
    maxRemovals: dice.weighted([
      [80, '100%'],
      [10, '30%'],
      [10, `${dice.whole(0, 6)}`],
    ]),
    onConflict: dice.weighted([
      [70, 'overwrite'],
      [18, 'skip'],
      [12, 'fail'],
    ] as const),
    apiVersion: dice.weighted([
      [80, 'auto'],
      [10, 'v1'],
      [10, 'v2'],
    ] as const),
    source,
    wanted,
    timeoutSeconds: dice.weighted([
      [85, 300],
      [15, dice.whole(3, 60)],
    ]),
    zoneBy: dice.percent(10) ? 'name' : 'id',
    jumps: dice.percent(30)
      ? Array.from({ length: dice.whole(1, 5) }, () => dice.one([0, -DAY, DAY, 3_600_000, -3_600_000, 400 * DAY]))
      : [0],
    ...(dice.percent(4) ? { cancelAt: dice.whole(1, 9) } : {}),
  };
}

/** A second action on the same zone: it wants other things, the same, or the contrary. */
function pairOf(dice: Dice, zone: readonly SeedMapping[], first: Task): Task {
  const { cancelAt, ...second } = { ...drawTask(dice, zone), mode: dice.percent(90) ? 'apply' : 'check' } as const;
  if (dice.percent(60) || second.state !== first.state) return second;
  const shared = dice.some(first.wanted, dice.whole(1, 8));
  const own = second.wanted.filter(({ ip }) => shared.every((want) => want.ip !== ip));
  const wanted = [...shared.map((want) => (dice.percent(60) ? want : retargeted(dice, want))), ...own];
  return { ...second, wanted, source: 'json' };
}

function retargeted(dice: Dice, want: Want): Want {
  return want.vendor === undefined ? want : { ...want, ...target(dice) };
}

function drawWanted(dice: Dice, zone: readonly SeedMapping[], state: Task['state']): Want[] {
  const size = dice.weighted([
    [35, () => 1],
    [30, () => dice.whole(2, 6)],
    [20, () => dice.whole(7, 40)],
    [10, () => dice.whole(41, 130)],
    [5, () => dice.whole(131, 250)],
  ])();
  const there = dice.some(zone.slice(0, 300), Math.min(zone.length, dice.whole(0, size)));
  const fresh = Array.from({ length: size - there.length }, (_, index) => ({
    ip: dice.percent(50) ? `203.0.113.${index & 255}` : `2001:db8:beef::${(index + 1).toString(16)}`,
    ...target(dice),
  }));
  const mistake = dice.percent(4) ? { region: 'us-esat-1' } : {};
  const other = dice.one([0, 20, 50, 100]);
  const all = dice.some(
    [...there.map((mapping) => (dice.percent(other) ? { ...mapping, ...target(dice) } : mapping)), ...fresh],
    size,
  );
  const bare = dice.percent(75);
  return all.map(({ ip, vendor, region }, index) =>
    state === 'absent' && bare
      ? { ip }
      : { ip, vendor, region, ...(index === 0 && state === 'present' ? mistake : {}) },
  );
}

/** The inputs ip, vendor and region can say only what has one target. */
function drawSource(dice: Dice, wanted: readonly Want[]): Task['source'] {
  const [first] = wanted;
  const alike = wanted.every(({ vendor, region }) => vendor === first?.vendor && region === first?.region);
  return alike && dice.percent(70) ? 'ip' : dice.one(['mappings', 'json', 'csv', 'yaml']);
}

function drawStranger(dice: Dice, zone: readonly SeedMapping[], { wanted }: Task): Stranger {
  const ips = [...wanted.map(({ ip }) => ip), ...zone.slice(0, 20).map(({ ip }) => ip), '192.0.2.99'];
  const [ip = '192.0.2.99'] = dice.some(ips, 1);
  const does = dice.weighted<Stranger['does']>([
    [50, { kind: 'stale' }],
    [28, { kind: 'put', mapping: { ip, ...target(dice) } }],
    [22, { kind: 'remove', ip }],
  ]);
  const on = does.kind === 'stale' || dice.percent(60) ? 'write' : 'read';
  return { comes: does.kind === 'stale' || dice.percent(60) ? 'after' : 'before', on, nth: dice.whole(1, 4), does };
}

function target(dice: Dice): { vendor: string; region: string } {
  return TARGETS[dice.whole(0, TARGETS.length - 1)] as (typeof TARGETS)[number];
}
