import { population } from '../emulator/population.ts';
import { drawFault, drawGitHubFault } from './draw-faults.ts';
import type { Random } from './random.ts';
import type { RunStep, Step, Target, Task, Writer } from './scenario.ts';

/*
 * What hands set and what pull requests write are different targets: nobody could tell a hand that sets just what a pull
 * request had written from that pull request.
 */
export const PULL_TARGETS: readonly Target[] = [
  { vendor: 'aws', region: 'us-east-1' },
  { vendor: 'gcp', region: 'us-central1' },
  { vendor: 'azure', region: 'westeurope' },
];
export const HAND_TARGETS: readonly Target[] = [
  { vendor: 'aws', region: 'eu-west-3' },
  { vendor: 'oci', region: 'uk-london-1' },
  { vendor: 'gcp', region: 'asia-east1' },
  { vendor: 'azure', region: 'uksouth' },
];
/** A run in which nothing comes between. */
export function calm(task: Task): RunStep {
  return { kind: 'run', tasks: [task], faults: [], writers: [] };
}

/** A run with faults of either API, another writer on purpose, or a cancellation. */
export function troubled(random: Random, task: Task, ips: readonly string[], isPaged: boolean): RunStep {
  const isSchedule = task.event?.kind === 'schedule';
  const fault = drawFault(random, ips, false);
  // A version that is taken away stays away: the runs after this one have to find the API as it was.
  const isLasting = fault.effect.kind === 'vanish' || fault.effect.kind === 'appear';
  return {
    kind: 'run',
    tasks: [random.percent(isSchedule ? 3 : 12) ? { ...task, cancelAt: random.whole(2, 9) } : task],
    faults: random.percent(20) && !isLasting ? [fault] : [],
    writers: [
      ...(random.percent(18) ? [handWriter(random, ips)] : []),
      ...(isPaged && random.percent(50) ? [swapWriter(random)] : []),
    ],
    github: random.percent(18) ? [drawGitHubFault(random)] : [],
  };
}

/** Somebody who acts on purpose between any two requests. */
function handWriter(random: Random, ips: readonly string[]): Writer {
  const { ip, target } = handStep(random, ips);
  return {
    comes: random.one(['before', 'after']),
    on: 'any',
    nth: random.whole(1, 9),
    does: target ? { kind: 'put', mapping: { ip, ...target } } : { kind: 'remove', ip },
  };
}

function swapWriter(random: Random): Writer {
  const [gone = { ip: '' }] = random.some(population(100), 1);
  const mapping = { ip: `192.0.2.${random.whole(1, 250)}`, ...handTarget(random) };
  return { comes: 'after', on: 'first page', nth: random.whole(1, 2), does: { kind: 'swap', ip: gone.ip, mapping } };
}

export function handStep(
  random: Random,
  ips: readonly string[],
  targets = HAND_TARGETS,
): Extract<Step, { kind: 'hand' }> {
  const [ip = ''] = random.some(ips, 1);
  return random.percent(30) ? { kind: 'hand', ip } : { kind: 'hand', ip, target: oneOf(random, targets) };
}

export function handTarget(random: Random): Target {
  return oneOf(random, HAND_TARGETS);
}

export function oneOf(random: Random, targets: readonly Target[]): Target {
  return targets[random.whole(0, targets.length - 1)] as Target;
}
