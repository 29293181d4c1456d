import type { Fault } from '../emulator/fault.ts';
import { population } from '../emulator/population.ts';
import type { SeedMapping } from '../emulator/record.ts';
import { REGIONS } from '../emulator/regions.ts';
import { drawApi } from './draw-api.ts';
import { drawFault, drawHang } from './draw-faults.ts';
import type { Random } from './random.ts';
import type { RunStep, Scenario, Target, Task, Want, Writer } from './scenario.ts';

const TARGETS = Object.entries(REGIONS).flatMap(([vendor, list]) => list.map(({ name }) => ({ vendor, region: name })));
const DAY = 86_400_000;

/** What every task has unless something else is drawn. */
export const PLAIN_TASK: Task = {
  mode: 'apply',
  state: 'present',
  prune: 'none',
  maxRemovals: '100%',
  onConflict: 'overwrite',
  apiVersion: 'auto',
  source: 'json',
  wanted: [],
  timeoutSeconds: 300,
  zoneBy: 'id',
  redact: 'auto',
  visibility: 'public',
  jumps: [0],
};

/** One action, or two at once, on a zone with faults and other writers. */
export function drawZoneScenario(random: Random, seed: number): Scenario {
  const zone = population(drawSize(random)).map((mapping) =>
    random.percent(10) ? { ...mapping, ...drawTarget(random) } : mapping,
  );
  const kind = random.weighted<'plain' | 'faults' | 'writers' | 'lost' | 'torn' | 'pair' | 'hang' | 'built'>([
    [6, 'plain'],
    [42, 'faults'],
    [20, 'writers'],
    [4, 'lost'],
    [6, 'torn'],
    [16.5, 'pair'],
    [1.5, 'hang'],
    [4, 'built'],
  ]);
  if (kind === 'torn') return drawTorn(random, seed);
  const drawn = drawTask(random, zone);
  const first: Task = kind === 'lost' ? { ...drawn, mode: 'apply' } : drawn;
  const tasks: RunStep['tasks'] =
    kind === 'pair'
      ? [{ ...first, mode: 'apply' }, pairOf(random, zone, first)]
      : [kind === 'hang' && random.percent(40) ? { ...first, timeoutSeconds: random.whole(1, 2) } : first];
  const hasFaults = kind === 'faults' || (kind !== 'plain' && kind !== 'lost' && random.percent(50));
  const api = drawApi(random, zone.length, kind === 'pair', tasks);
  const ips = tasks.flatMap(({ wanted }) => wanted.flatMap(({ ip }) => ip ?? []));
  const faults: Fault[] = [
    ...(kind === 'hang' ? [drawHang(random)] : []),
    ...Array.from({ length: hasFaults ? random.whole(1, kind === 'built' ? 2 : 4) : 0 }, () =>
      drawFault(random, ips, kind === 'built'),
    ),
  ];
  // A version that says "nothing" while the other lists mappings.
  const isLister = api.surfaces === 'both' && first.apiVersion === 'auto' && zone.length > 0 && !api.oddRows;
  const emptyV1 = ['plain', 'faults'].includes(kind) && faults.length === 0 && isLister && random.percent(50);
  if (emptyV1) faults.push({ method: 'GET', path: '/origin_cloud_regions$', effect: { kind: 'as-empty' } });
  const writers =
    kind === 'lost'
      ? Array.from({ length: random.whole(1, 2) }, (_, nth) => staleWriter(nth + 1))
      : kind === 'writers'
        ? Array.from({ length: random.whole(1, 4) }, () => drawWriter(random, zone, first))
        : [];
  return { seed, kind: 'zone', zone, api, steps: [{ kind: 'run', tasks, faults, writers }], built: kind === 'built' };
}

export function drawTarget(random: Random): Target {
  return TARGETS[random.whole(0, TARGETS.length - 1)] as Target;
}

function drawSize(random: Random): number {
  return random.weighted([
    [14, () => 0],
    [46, () => random.whole(1, 12)],
    [25, () => random.whole(13, 60)],
    [14.7, () => random.whole(61, 250)],
    [0.3, () => random.whole(3480, 3500)],
  ])();
}

function drawTask(random: Random, zone: readonly SeedMapping[]): Task {
  const state = random.percent(72) ? 'present' : 'absent';
  const wanted = drawWanted(random, zone, state);
  const source = drawSource(random, wanted);
  return {
    ...PLAIN_TASK,
    mode: random.weighted([
      [76, 'apply'],
      [12, 'plan'],
      [12, 'check'],
    ] as const),
    state,
    prune: state === 'present' && source !== 'ip' && random.percent(25) ? 'all' : 'none',
    maxRemovals: random.weighted([
      [78, '100%'],
      [10, '30%'],
      [10, `${random.whole(0, 6)}`],
      [2, '0%'],
    ]),
    onConflict: random.weighted([
      [70, 'overwrite'],
      [18, 'skip'],
      [12, 'fail'],
    ] as const),
    apiVersion: random.weighted([
      [80, 'auto'],
      [10, 'v1'],
      [10, 'v2'],
    ] as const),
    source,
    wanted,
    timeoutSeconds: random.weighted([
      [85, 300],
      [15, random.whole(3, 60)],
    ]),
    zoneBy: random.percent(10) ? 'name' : 'id',
    redact: random.weighted([
      [70, 'auto'],
      [20, 'true'],
      [10, 'false'],
    ] as const),
    visibility: random.one(['public', 'public', 'private', 'unknown']),
    jumps: random.percent(30)
      ? Array.from({ length: random.whole(1, 5) }, () => random.one([0, -DAY, DAY, 3_600_000, -3_600_000, 400 * DAY]))
      : [0],
    ...(random.percent(5) ? { inputs: { 'tiered-cache': 'smart' } } : {}),
    ...(random.percent(4) ? { cancelAt: random.whole(1, 9) } : {}),
  };
}

/** A second action on the same zone: it wants other things, the same, or the contrary. */
function pairOf(random: Random, zone: readonly SeedMapping[], first: Task): Task {
  const { cancelAt: _, ...second } = {
    ...drawTask(random, zone),
    mode: random.percent(90) ? 'apply' : 'check',
  } as Task;
  if (random.percent(60) || second.state !== first.state) return second;
  const shared = random.some(first.wanted, random.whole(1, 8));
  const own = second.wanted.filter(({ ip }) => shared.every((want) => want.ip !== ip));
  const wanted = [...shared.map((want) => (random.percent(60) ? want : elsewhere(random, want))), ...own];
  return { ...second, wanted, source: 'json' };
}

function elsewhere(random: Random, want: Want): Want {
  return want.vendor === undefined ? want : { ...want, ...drawTarget(random) };
}

export function drawWanted(random: Random, zone: readonly SeedMapping[], state: 'present' | 'absent'): Want[] {
  const size = random.weighted([
    [35, () => 1],
    [30, () => random.whole(2, 6)],
    [20, () => random.whole(7, 40)],
    [10, () => random.whole(41, 130)],
    [5, () => random.whole(131, 250)],
  ])();
  const there = random.some(zone.slice(0, 300), Math.min(zone.length, random.whole(0, size)));
  const fresh = Array.from({ length: size - there.length }, (_, index) => ({
    ip: random.percent(50) ? `203.0.113.${index & 255}` : `2001:db8:beef::${(index + 1).toString(16)}`,
    ...drawTarget(random),
  }));
  const mistake = random.percent(4) ? { region: 'us-esat-1' } : {};
  const other = random.one([0, 20, 50, 100]);
  const all = random.some(
    [...there.map((mapping) => (random.percent(other) ? { ...mapping, ...drawTarget(random) } : mapping)), ...fresh],
    size,
  );
  const addressOnly = random.percent(75);
  return all.map(({ ip, vendor, region }, index) =>
    state === 'absent' && addressOnly
      ? { ip }
      : { ip, vendor, region, ...(index === 0 && state === 'present' ? mistake : {}) },
  );
}

/** The inputs ip, vendor and region can say only what has one target. */
function drawSource(random: Random, wanted: readonly Want[]): Task['source'] {
  const [first] = wanted;
  const alike = wanted.every(({ vendor, region }) => vendor === first?.vendor && region === first?.region);
  return alike && random.percent(70) ? 'ip' : random.one(['mappings', 'json', 'csv', 'yaml']);
}

/** One that acts on purpose between any two requests, or one whose stale record undoes a write. */
export function drawWriter(random: Random, zone: readonly SeedMapping[], { wanted }: Pick<Task, 'wanted'>): Writer {
  const ips = [...wanted.flatMap(({ ip }) => ip ?? []), ...zone.slice(0, 20).map(({ ip }) => ip), '192.0.2.99'];
  const [ip = '192.0.2.99'] = random.some(ips, 1);
  const does = random.weighted<Writer['does']>([
    [35, { kind: 'stale' }],
    [38, { kind: 'put', mapping: { ip, ...drawTarget(random) } }],
    [27, { kind: 'remove', ip }],
  ]);
  if (does.kind === 'stale') return staleWriter(random.whole(1, 4));
  // Right after the run's own write: what it finds there then is nobody's mistake.
  const [own] = random.some(wanted, 1);
  if (own?.ip !== undefined && random.percent(45)) {
    const third: Writer['does'] = random.percent(60)
      ? { kind: 'put', mapping: { ip: own.ip, ...drawTarget(random) } }
      : { kind: 'remove', ip: own.ip };
    return { comes: 'after', on: 'write', nth: random.whole(1, 2), does: third };
  }
  const on = random.weighted([
    [40, 'write'],
    [20, 'read'],
    [40, 'any'],
  ] as const);
  return { comes: random.percent(60) ? 'after' : 'before', on, nth: random.whole(1, on === 'any' ? 10 : 4), does };
}

/** One whose stale record undoes a write of the run. */
function staleWriter(nth: number): Writer {
  return { comes: 'after', on: 'write', nth, does: { kind: 'stale' } };
}

/** A list of v2 in several pages, with one removal and one addition between them: what stands at the border is not listed. */
function drawTorn(random: Random, seed: number): Scenario {
  const zone = population(random.whole(101, 230));
  const border = zone.slice(100, 101 + random.whole(0, 1)).map(({ ip }) => ({ ip, ...drawTarget(random) }));
  const fresh = { ip: '203.0.113.200', ...drawTarget(random) };
  const wanted = [...border, ...(random.percent(50) ? [fresh] : [])];
  const [gone = { ip: '192.0.2.98' }] = random.some(zone.slice(0, 100), 1);
  const writers = Array.from({ length: random.whole(1, 3) }, (_, index): Writer => {
    const mapping = { ip: `192.0.2.${90 + index}`, ...drawTarget(random) };
    const ip = index === 0 ? gone.ip : `192.0.2.${89 + index}`;
    return { comes: 'after', on: 'first page', nth: index + 1, does: { kind: 'swap', ip, mapping } };
  });
  const task: Task = {
    ...PLAIN_TASK,
    onConflict: random.one(['skip', 'fail', 'overwrite']),
    mode: random.percent(80) ? 'apply' : 'plan',
    wanted,
  };
  const step: RunStep = { kind: 'run', tasks: [task], faults: [], writers };
  return { seed, kind: 'zone', zone, api: { surfaces: 'v2' }, steps: [step], built: false };
}
