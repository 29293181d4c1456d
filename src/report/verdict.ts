import { LIMIT } from '../domain/mapping.ts';
import { countOutcomes, OUTCOMES, type Outcome, type OutcomeKind } from '../domain/outcome.ts';
import type { Mode, Result } from '../domain/result.ts';
import { counted, grouped } from './text.ts';

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

/** What happened, in one line of plain text without addresses. The causes of a failure are told by `problems`. */
export function verdict(result: Result): string {
  return `${story(result)}${holdings(result)}`;
}

function story(result: Result): string {
  const { mode, changed, outcomes, problems } = result;
  const entries = tally(result);
  if (mode === 'check' && changed && countOutcomes(outcomes).failed === 0)
    return `Drift: ${entries}. Nothing was written.`;
  if (problems.length > 0) return `${FAILURE[mode]}${share(outcomes, problems.length)}. ${truth(result, entries)}`;
  if (mode !== 'apply' && changed) return `Plan: ${entries}. Nothing was written.`;
  return `${changed ? 'Done' : NOTHING[mode]}${entries && `: ${entries}`}.`;
}

/** `2 created, 21 unchanged`: all kinds but the failed, which {@link share} tells. */
function tally({ mode, outcomes }: Result): string {
  const counts = countOutcomes(outcomes);
  const words = mode === 'apply' ? DONE : PLANNED;
  return OUTCOMES.filter((kind) => kind !== 'failed' && counts[kind] > 0)
    .map((kind) => `${grouped(counts[kind])} ${words[kind]}`)
    .join(', ');
}

function share(outcomes: readonly Outcome[], problems: number): string {
  const { failed } = countOutcomes(outcomes);
  if (outcomes.length === 0 && problems > 1) return `: ${counted(problems, 'problem')}`;
  return failed === 0 ? '' : `: ${grouped(failed)} of ${counted(outcomes.length, 'entry', 'entries')}`;
}

/** What a failure left behind. */
function truth({ mode, changed }: Result, entries: string): string {
  if (mode === 'apply' && changed) return entries ? `Done all the same: ${entries}.` : 'Something was written.';
  return `Nothing was written${entries && ` (${entries})`}.`;
}

function holdings({ list }: Result): string {
  if (list === undefined) return '';
  const room = Math.max(0, LIMIT - list.size);
  return ` The zone holds ${counted(list.size, 'mapping')}; ${grouped(room)} more fit${room === 1 ? 's' : ''}.`;
}
