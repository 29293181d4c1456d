import { existingCount, LIMIT } from '../domain/mapping.ts';
import { problemCount } from '../domain/problem.ts';
import {
  countOutcomes,
  type Mode,
  OUTCOMES,
  type OutcomeKind,
  type Result,
  wasNotAttempted,
} from '../domain/result.ts';
import { counted, grouped } from '../domain/text.ts';

const DONE: Readonly<Record<OutcomeKind, string>> = {
  created: 'created',
  updated: 'updated',
  removed: 'removed',
  unchanged: 'unchanged',
  skipped: 'skipped',
  failed: 'failed',
};
const PLANNED: Readonly<Record<OutcomeKind, string>> = {
  ...DONE,
  created: 'to create',
  updated: 'to update',
  removed: 'to remove',
};
const FAILURE: Readonly<Record<Mode, string>> = { apply: 'Failed', plan: 'Plan failed', check: 'Check failed' };
const NOTHING: Readonly<Record<Mode, string>> = {
  apply: 'Nothing to do',
  plan: 'Plan: nothing to do',
  check: 'No drift',
};

/** What happened, in one line of plain text without addresses. The causes of a failure are in `problems`. */
export function verdict(result: Result): string {
  return `${outcome(result)}${zoneCount(result)}`;
}

function outcome(result: Result): string {
  const { mode, changed, outcomes, problems } = result;
  const done = tally(result);
  if (mode === 'check' && changed && countOutcomes(outcomes).failed === 0)
    return `Drift: ${done}. Nothing was written.`;
  if (problems.length > 0) return `${FAILURE[mode]}${failedShare(result)}. ${whatWasWritten(result, done)}`;
  if (mode !== 'apply' && changed) return `Plan: ${done}. Nothing was written.`;
  return `${changed ? 'Done' : NOTHING[mode]}${done && `: ${done}`}.`;
}

/** `2 created, 21 unchanged`: all kinds but the failed, which {@link failedShare} counts; and what was switched on. */
function tally({ mode, outcomes, switchedOn }: Result): string {
  const counts = countOutcomes(outcomes);
  const words = mode === 'apply' ? DONE : PLANNED;
  return [
    ...OUTCOMES.filter((kind) => kind !== 'failed' && counts[kind] > 0).map(
      (kind) => `${grouped(counts[kind])} ${words[kind]}`,
    ),
    ...switchedOn.map((setting) => `${setting} ${mode === 'apply' ? 'switched on' : 'to switch on'}`),
  ].join(', ');
}

function failedShare({ mode, changed, outcomes, problems }: Result): string {
  const { failed } = countOutcomes(outcomes);
  const count = problemCount(problems);
  const idle = outcomes.filter(wasNotAttempted).length;
  // Before any write, what counts is what stopped the run, not the entries that it did not come to.
  if (idle > 0 && !(mode === 'apply' && changed))
    return idle === failed
      ? `: ${counted(count, 'problem')}`
      : `: ${grouped(failed - idle)} refused, ${grouped(idle)} not attempted`;
  if (outcomes.length === 0 && count > 1) return `: ${counted(count, 'problem')}`;
  if (failed === 0) return '';
  const more = count > failed ? ` (${counted(count, 'problem')})` : '';
  return `: ${grouped(failed)} of ${counted(outcomes.length, 'entry', 'entries')}${more}`;
}

function whatWasWritten({ mode, changed }: Result, done: string): string {
  if (mode === 'apply' && changed)
    return done ? `${done.charAt(0).toUpperCase()}${done.slice(1)}.` : 'Something was written.';
  return `Nothing was written${done && ` (${done})`}.`;
}

function zoneCount({ existing }: Result): string {
  if (existing === undefined) return '';
  const count = existingCount(existing);
  const room = Math.max(0, LIMIT - count);
  return ` The zone holds ${counted(count, 'mapping')}; ${grouped(room)} more ${room === 1 ? 'fits' : 'fit'}.`;
}
