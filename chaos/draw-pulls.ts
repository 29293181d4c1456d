import { population } from '../emulator/population.ts';
import { calm, handStep, handTarget, oneOf, PULL_TARGETS, troubled } from './draw-steps.ts';
import { PLAIN_TASK } from './draw-zone.ts';
import type { Random } from './random.ts';
import type { Scenario, Step, Task, TaskEvent, Want } from './scenario.ts';

const PULLS = [1, 2, 3, 4];

/** Several pull requests on a few addresses, one run after another; in the end all are closed and cleaned up after. */
export function drawPullsScenario(random: Random, seed: number): Scenario {
  const isCalm = random.percent(50);
  const isPaged = random.percent(15);
  const ips = random.some(['203.0.113.1', '203.0.113.2', '2001:db8:77::1'], random.whole(1, 3));
  const seeded = ips.filter(() => isPaged || random.percent(50)).map((ip) => ({ ip, ...handTarget(random) }));
  // What stands at the border of two pages.
  const others = population(isPaged ? random.whole(110, 150) : random.whole(0, 3));
  const zone = isPaged ? [...others.slice(0, 100), ...seeded, ...others.slice(100)] : [...seeded, ...others];
  const source = random.one(['mappings', 'json']);
  const visibility = random.one(['public', 'private', 'unknown']);
  const base: Task = { ...PLAIN_TASK, state: 'auto', source, visibility, inputs: { comment: 'true' } };
  const steps: Step[] = [];
  const states = new Map<number, 'open' | 'closed'>();
  const earlier: Task[] = [];

  const wants = (): Want[] =>
    random.some(ips, random.whole(1, ips.length)).map((ip) => ({ ip, ...oneOf(random, PULL_TARGETS) }));
  const run = (task: Task) => {
    steps.push(isCalm ? calm(task) : troubled(random, task, ips, isPaged));
    if (task.event?.kind === 'pull') earlier.push(task);
  };
  const taskOf = (pull: number, action: Extract<TaskEvent, { kind: 'pull' }>['action']): Task => ({
    ...base,
    wanted: wants(),
    event: { kind: 'pull', pull, action },
    onConflict: random.weighted([
      [75, 'overwrite'],
      [15, 'skip'],
      [10, 'fail'],
    ] as const),
    ...(random.percent(5) ? { mode: 'plan' } : {}),
  });
  const registrantsOf = (ip: string) =>
    earlier.flatMap(({ event, wanted }) =>
      event?.kind === 'pull' && wanted.some((want) => want.ip === ip) ? [event.pull] : [],
    );
  const set = (pull: number, state: 'open' | 'closed') => {
    states.set(pull, state);
    steps.push({ kind: 'pull', pull, does: state === 'open' ? 'open' : 'close' });
  };
  const some = (state: 'open' | 'closed' | undefined) =>
    random.some(
      PULLS.filter((pull) => states.get(pull) === state),
      1,
    )[0];
  const register = (pull: number | undefined, action: 'opened' | 'reopened' | 'synchronize') => {
    if (pull === undefined) return;
    if (states.get(pull) !== 'open') set(pull, 'open');
    run(taskOf(pull, action));
  };

  const events: readonly (readonly [number, () => void])[] = [
    [24, () => register(some(undefined), 'opened')],
    [20, () => register(some('open'), 'synchronize')],
    [
      16,
      () => {
        const pull = some('open');
        if (pull === undefined) return;
        set(pull, 'closed');
        run(taskOf(pull, 'closed'));
      },
    ],
    [
      8,
      () => {
        const pull = some('open');
        if (pull !== undefined) set(pull, 'closed');
      },
    ],
    [6, () => register(some('closed'), 'reopened')],
    [
      8,
      () => {
        const [task] = random.some(earlier, 1);
        if (task) run(task);
      },
    ],
    [
      3,
      () => {
        const pull = some('closed');
        if (pull !== undefined) run(taskOf(pull, 'labeled'));
      },
    ],
    [20, () => steps.push(handStep(random, ips))],
    [3, () => run({ ...base, inputs: {}, state: 'present', wanted: handWants(random, ips) })],
    [
      4,
      () => {
        const pull = some('open');
        if (pull === undefined) return;
        const wanted = wants().map(({ ip = '' }) => ({ ip }));
        run({ ...taskOf(pull, 'synchronize'), state: 'absent', wanted });
        // Of what only this pull request ever wrote, a run has seen that it was gone: so this is somebody else's.
        for (const { ip } of wanted)
          if (isCalm && registrantsOf(ip).every((each) => each === pull))
            steps.push({ kind: 'hand', ip, target: oneOf(random, PULL_TARGETS) });
      },
    ],
    [5, () => run({ ...base, source: 'none', event: { kind: 'schedule' } })],
    [6, () => steps.push({ kind: 'wait', minutes: random.whole(1, 180) })],
    [isCalm ? 0 : 1, () => steps.push({ kind: 'pull', pull: some('open') ?? 1, does: 'erase comments' })],
  ];
  const count = random.whole(3, 16);
  for (let event = 0; event < count; event += 1) random.weighted(events)();
  const finalFrom = steps.length;
  for (const pull of PULLS.filter((each) => states.get(each) === 'open')) {
    set(pull, 'closed');
    if (random.percent(75)) steps.push(calm({ ...taskOf(pull, 'closed'), mode: 'apply' }));
  }
  steps.push(calm({ ...base, source: 'none', event: { kind: 'schedule' } }));
  const surfaces = isPaged ? 'v2' : random.one(['both', 'both', 'v1', 'v2']);
  return { seed, kind: 'pulls', zone, api: { surfaces }, steps, built: false, finalFrom };
}

function handWants(random: Random, ips: readonly string[]): Want[] {
  return random.some(ips, 1).map((ip) => ({ ip, ...handTarget(random) }));
}
