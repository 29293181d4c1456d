import { targetName } from '../domain/mapping.ts';
import { countOutcomes, OUTCOMES, type Outcome, type OutcomeKind, wasNotAttempted } from '../domain/result.ts';
import { clip, grouped } from '../domain/text.ts';
import type { Runner } from './runner.ts';

type LogRunner = Pick<Runner, 'group' | 'line' | 'endGroup' | 'debug'>;

/** The log of a run: a group a stage, a few lines each. Lines wait until the runner is attached. */
export interface Log {
  group(title: string, lines?: readonly string[]): void;
  line(text: string): void;
  debug(text: string): void;
  /** Everything logged so far, and from now on, goes to this runner. */
  attach(runner: LogRunner): void;
  /** Ends the last group. */
  close(): void;
}

/** @param debugging whether debug lines are wanted at all: the runner would hide them, other readers of the log would not */
export function openLog(debugging: boolean): Log {
  let waiting: ((runner: LogRunner) => void)[] = [];
  let deliver = (entry: (runner: LogRunner) => void) => {
    waiting.push(entry);
  };
  let open = false;
  const line = (text: string) => deliver((runner) => runner.line(text));
  const close = () => {
    if (open) deliver((runner) => runner.endGroup());
    open = false;
  };
  return {
    line,
    close,
    group(title, lines = []) {
      close();
      open = true;
      deliver((runner) => runner.group(title));
      for (const text of lines) line(text);
    },
    debug(text) {
      if (debugging) deliver((runner) => runner.debug(text));
    },
    attach(runner) {
      for (const entry of waiting) entry(runner);
      waiting = [];
      deliver = (entry) => entry(runner);
    },
  };
}

/** Lines that a log can bear. */
const MOST_LINES = 20;
const LONGEST_LINE = 200;

const VERBS = { created: 'create', updated: 'update', removed: 'remove' } as const;
type ChangeKind = keyof typeof VERBS;
type ChangeOutcome = Extract<Outcome, { readonly outcome: 'created' | 'updated' | 'removed' | 'unchanged' }> & {
  readonly outcome: ChangeKind;
};

/**
 * What a plan changes, a line each (`create 192.0.2.10 aws us-east-1`), for the log; the rest is summed up in one more.
 * Other outcomes are left out.
 */
export function planLines(outcomes: readonly Outcome[], most = MOST_LINES): string[] {
  const changes = outcomes.filter((outcome): outcome is ChangeOutcome => outcome.outcome in VERBS);
  const rest = changes.slice(most);
  return [
    ...changes.slice(0, most).map((change) => clip(lineOf(change), LONGEST_LINE)),
    ...(rest.length === 0 ? [] : [`…and ${grouped(rest.length)} more: ${tally(rest)}`]),
  ];
}

function lineOf({ outcome, ip, before, target }: ChangeOutcome): string {
  const to = outcome === 'removed' ? undefined : target;
  const states = [before, to].flatMap((state) => (state === undefined ? [] : [targetName(state)]));
  return [VERBS[outcome], ip, states.join(' → ')].join(' ').trimEnd();
}

function tally(changes: readonly ChangeOutcome[]): string {
  return (Object.keys(VERBS) as ChangeKind[])
    .map((kind) => ({ kind, count: changes.filter(({ outcome }) => outcome === kind).length }))
    .flatMap(({ kind, count }) => (count === 0 ? [] : [`${grouped(count)} to ${VERBS[kind]}`]))
    .join(', ');
}

/** What a plan would do, counted: `2 to create, 21 unchanged`. Of what is not done, refused entries are told from the others. */
export function planTally(outcomes: readonly Outcome[]): string {
  const counts = countOutcomes(outcomes);
  const idle = outcomes.filter(wasNotAttempted).length;
  const words = OUTCOMES.filter((kind) => kind !== 'failed' && counts[kind] > 0).map(
    (kind) => `${grouped(counts[kind])} ${PLANNED[kind]}`,
  );
  if (counts.failed > idle) words.push(`${grouped(counts.failed - idle)} refused`);
  if (idle > 0) words.push(`${grouped(idle)} not attempted`);
  return words.length === 0 ? 'nothing to do' : words.join(', ');
}

const PLANNED: Readonly<Record<OutcomeKind, string>> = {
  created: 'to create',
  updated: 'to update',
  removed: 'to remove',
  unchanged: 'unchanged',
  skipped: 'skipped',
  failed: 'failed',
};
