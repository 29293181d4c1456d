import { population } from '../emulator/population.ts';
import { calm, HAND_TARGETS, handStep, oneOf, PULL_TARGETS, troubled } from './draw-steps.ts';
import { PLAIN_TASK } from './draw-zone.ts';
import type { Random } from './random.ts';
import type { Scenario, Step, Task, Want } from './scenario.ts';

/** A mappings file through its commits. Every push runs, runs late, is repeated, or is lost. */
export function drawPushesScenario(random: Random, seed: number): Scenario {
  const ips = ['203.0.113.1', '203.0.113.2', '203.0.113.3', '203.0.113.4', '2001:db8:77::1', '2001:db8:77::2'];
  const all = [...PULL_TARGETS, ...HAND_TARGETS];
  const commitId = (index: number) => `${index}`.repeat(40);
  // Mostly an address comes back with the target that it had.
  const homes = new Map(ips.map((ip) => [ip, oneOf(random, all)]));
  const want = (ip: string): Want => ({
    ip,
    ...((random.percent(75) ? homes.get(ip) : undefined) ?? oneOf(random, all)),
  });
  const list = () => random.some(ips, random.whole(1, ips.length)).map(want);
  const commits: Record<string, Want[]> = { [commitId(1)]: list() };
  const steps: Step[] = [{ kind: 'branch', commit: commitId(1) }];
  const count = random.whole(2, 6);
  const onConflict = random.one(['overwrite', 'overwrite', 'skip']);
  const visibility = random.one(['public', 'private']);
  const taskOf = (index: number): Task => ({
    ...PLAIN_TASK,
    prune: 'removed',
    onConflict,
    visibility,
    wanted: commits[commitId(index)] ?? [],
    event: { kind: 'push', before: commitId(index - 1), after: commitId(index) },
    ...(random.percent(6) ? { mode: random.one(['plan', 'check']) } : {}),
    ...(random.percent(6) ? { maxRemovals: `${random.whole(0, 2)}` } : {}),
  });
  const isCalm = random.percent(50);
  const run = (task: Task) => {
    const step = isCalm ? calm(task) : troubled(random, task, ips, false);
    const isDown = !isCalm && random.percent(12);
    steps.push(
      isDown ? { ...step, github: [{ from: 1, to: 1000, does: random.one<'cut' | number>(['cut', 500, 503]) }] } : step,
    );
  };
  for (let index = 2; index <= count; index += 1) {
    const before = commits[commitId(index - 1)] ?? [];
    // Mostly the list of before with few changes, as people do it.
    commits[commitId(index)] = random.percent(25)
      ? list()
      : [
          ...before.filter((_, nth) => nth === 0 || random.percent(65)),
          ...ips.filter((ip) => before.every((each) => each.ip !== ip) && random.percent(35)).map(want),
        ].map((each) => (random.percent(12) ? { ...each, ...oneOf(random, all) } : each));
    steps.push({ kind: 'branch', commit: random.percent(4) ? undefined : commitId(index) });
    if (random.percent(35)) steps.push(handStep(random, ips, all));
    if (random.percent(85)) run(taskOf(index));
    if (random.percent(20)) steps.push(handStep(random, ips, all));
    if (random.percent(25) && index > 2) run(taskOf(random.whole(2, index)));
  }
  const first = commits[commitId(1)] ?? [];
  const zone = first.flatMap(({ ip = '', vendor = '', region = '' }) =>
    random.percent(85) ? [{ ip, vendor, region, ...(random.percent(12) ? oneOf(random, all) : {}) }] : [],
  );
  return {
    seed,
    kind: 'pushes',
    zone: [...zone, ...population(random.whole(0, 12))],
    api: { surfaces: random.one(['both', 'v1', 'v2']) },
    steps,
    built: false,
    commits,
  };
}
