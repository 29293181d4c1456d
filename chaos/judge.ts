import { judgeOrigins } from './judge-origins.ts';
import { judgePulls } from './judge-pulls.ts';
import { judgeRedaction } from './judge-redaction.ts';
import { judgeRun } from './judge-run.ts';
import { judgeSilentGitHub, judgeTask, mayPruneRemoved } from './judge-task.ts';
import type { Scenario } from './scenario.ts';
import type { Evidence } from './setup.ts';
import { type View, viewOf } from './view.ts';

/*
 * The judge knows the zone's own truth (the emulator's record, change by change, with who made it) and the contract, and
 * nothing of how the action works. What it cannot see:
 * - what nobody could know: a write that is lost after the last list was answered; a hand between a run's reading and its
 *   write; a hand that sets just what a pull request wrote. It takes either for true, so an action that is wrong there, and
 *   only there, passes.
 * - a list that says "empty" of a zone that is not: such answers are not played, for no client could find out.
 * - words. Whether a message names the right cause and remedy is for the tests of messages; here only outcomes, codes,
 *   lists, exit codes and requests count, and whether hidden things are shown.
 * - time. Sleeps take none, and answers are given up early: rates and real waits are for other tests.
 * - what is wrong with the emulators themselves, and whatever they and this judge have misunderstood together.
 */

/** Everything in which a run did not tell the truth, or did what it was not to. */
export function violations(evidence: Evidence): string[] {
  const { scenario, runs } = evidence;
  const ofRuns = runs.flatMap((run) => {
    const view = viewOf(evidence, run);
    const found =
      view === undefined
        ? [`no result file of the right shape (exit code ${run.ending.exitCode}): ${run.ending.log.slice(-300)}`]
        : [...judgeRun(view), ...judgeRedaction(view, evidence), ...judgeKind(view, run.step)];
    return found.map((words) => `run ${run.index}: ${words}`);
  });
  return scenario.kind === 'pulls' ? [...ofRuns, ...judgePulls(evidence)] : ofRuns;
}

function judgeKind(view: View, step: number): string[] {
  const { scenario, task } = view;
  switch (scenario.kind) {
    case 'zone':
      return judgeTask(view, (ip, there) => task.prune === 'all' && there.has(ip));
    case 'pushes':
      return [...judgeTask(view, mayPruneRemoved(view, headAt(scenario, step))), ...judgeSilentGitHub(view)];
    case 'origins':
      return judgeOrigins(view);
    case 'pulls':
      return [];
  }
}

/** The commit at which the branch stands. */
function headAt({ steps }: Scenario, step: number): string | undefined {
  const moves = steps.slice(0, step).filter((each) => each.kind === 'branch');
  return moves.at(-1)?.commit;
}
