import { REGIONS } from '../emulator/regions.ts';
import type { Task, Want } from './scenario.ts';
import { targetOf } from './view.ts';
import type { Holding } from './witness.ts';

export type Expected = 'created' | 'updated' | 'removed' | 'unchanged' | 'skipped';

/** What a list comes to, worked out once more and apart from the action: what should become of each address. */
export interface Expectation {
  readonly outcomes: ReadonlyMap<string, Expected>;
  /** Whether the run must be refused as a whole. */
  readonly refused: boolean;
}

const LIMIT = 3500;
const SMALL_ZONE = 10;

/**
 * @param prunable addresses that pruning takes away where they are not wanted
 * @param isJudged whether the run can have had the supported regions
 */
export function expectation(task: Task, there: Holding, prunable: Iterable<string>, isJudged: boolean): Expectation {
  const outcomes = new Map<string, Expected>();
  for (const want of task.wanted) if (want.ip !== undefined) outcomes.set(want.ip, expectedOf(task, want, there));
  const pruned = [...prunable].filter((ip) => !outcomes.has(ip));
  for (const ip of pruned) outcomes.set(ip, 'removed');
  const count = (kind: Expected) => [...outcomes.values()].filter((outcome) => outcome === kind).length;
  const refused =
    pruned.length > mostRemovals(task.maxRemovals, there.size) ||
    (count('created') > 0 && there.size + count('created') - count('removed') > LIMIT) ||
    (task.state === 'present' && task.onConflict === 'fail' && count('updated') > 0) ||
    (isJudged &&
      task.state === 'present' &&
      task.wanted.some((want) => isMistaken(want) && outcomes.get(want.ip ?? '') !== 'unchanged'));
  return { outcomes, refused };
}

/** The most mappings that `max-removals` lets go of a zone of this size. */
export function mostRemovals(text: string, size: number): number {
  if (!text.endsWith('%')) return Number(text);
  const share = Number.parseFloat(text);
  return size < SMALL_ZONE && share > 0 ? Number.POSITIVE_INFINITY : (size * share) / 100;
}

/** What should become of one address. */
export function expectedOf({ state, onConflict }: Task, want: Want, there: Holding): Expected {
  const held = there.get(want.ip ?? '');
  if (state === 'absent') {
    if (held === undefined) return 'unchanged';
    return want.vendor === undefined || held === targetOf(want) ? 'removed' : 'skipped';
  }
  if (held === undefined) return 'created';
  if (held === targetOf(want)) return 'unchanged';
  return onConflict === 'skip' ? 'skipped' : 'updated';
}

/** Whether the zone is as the want says. */
export function isSo({ state }: Task, want: Want, there: Holding): boolean {
  const held = there.get(want.ip ?? '');
  return state === 'absent' ? held === undefined : held === targetOf(want);
}

export function isMistaken({ vendor = '', region }: Want): boolean {
  return !REGIONS[vendor]?.some(({ name }) => name === region);
}
