import { REGIONS } from '../emulator/regions.ts';
import type { Scenario, Task, Want } from './scenario.ts';
import type { Holding } from './stage.ts';

/** What a list makes of a task, worked out once more and apart from the action: what should become of each address. */
export interface Expectation {
  readonly outcomes: ReadonlyMap<string, Expected>;
  /** Whether the run must be refused as a whole. */
  readonly refused: boolean;
}
export type Expected = 'created' | 'updated' | 'removed' | 'unchanged' | 'skipped';

const LIMIT = 3500;

/** @param judged whether the run can have had the supported regions */
export function expectation(task: Task, there: Holding, judged: boolean): Expectation {
  const outcomes = new Map<string, Expected>(task.wanted.map((want) => [want.ip, expectedOf(task, want, there)]));
  const pruned = task.prune === 'all' ? [...there.keys()].filter((ip) => !outcomes.has(ip)) : [];
  for (const ip of pruned) outcomes.set(ip, 'removed');
  const count = (kind: Expected) => [...outcomes.values()].filter((outcome) => outcome === kind).length;
  const most = task.maxRemovals.endsWith('%')
    ? there.size < 10
      ? Number.POSITIVE_INFINITY
      : (there.size * Number.parseFloat(task.maxRemovals)) / 100
    : Number(task.maxRemovals);
  const refused =
    pruned.length > most ||
    (count('created') > 0 && there.size + count('created') - count('removed') > LIMIT) ||
    (task.state === 'present' && task.onConflict === 'fail' && count('updated') > 0) ||
    (judged &&
      task.state === 'present' &&
      task.wanted.some((want) => isMistaken(want) && outcomes.get(want.ip) !== 'unchanged'));
  return { outcomes, refused };
}

/** Whether the zone is as the wish wants it. */
export function isSo(want: Want, there: Holding): boolean {
  const held = there.get(want.ip);
  return want.vendor === undefined ? held === undefined : held === targetOf(want);
}

export function targetOf({ vendor, region }: Want): string {
  return `${vendor} ${region}`;
}

/** Whether a scenario has nothing in it that could come between a task and its zone. */
export function isUndisturbed({ faults, strangers, tasks, api }: Scenario): boolean {
  return (
    faults.length + strangers.length === 0 &&
    tasks.length === 1 &&
    tasks[0].cancelAt === undefined &&
    api.limit === undefined &&
    api.rateLimit === undefined &&
    api.readOnly !== true
  );
}

/** What should become of one address. */
export function expectedOf({ state, onConflict }: Task, want: Want, there: Holding): Expected {
  const held = there.get(want.ip);
  if (state === 'absent') {
    if (held === undefined) return 'unchanged';
    return want.vendor === undefined || held === targetOf(want) ? 'removed' : 'skipped';
  }
  if (held === undefined) return 'created';
  if (held === targetOf(want)) return 'unchanged';
  return onConflict === 'skip' ? 'skipped' : 'updated';
}

function isMistaken({ vendor = '', region }: Want): boolean {
  return !REGIONS[vendor]?.some(({ name }) => name === region);
}
