import { clip } from '../domain/clip.ts';
import type { Place, Problem } from '../domain/problem.ts';
import { withPlace } from './problems.ts';
import { grouped, logLine } from './text.ts';
import type { Veil } from './veil.ts';

/** An error, warning or notice as the runner takes it. */
export interface Annotation {
  /** Lines that are safe in a log, joined by `\n`; at most 4,096 characters. */
  readonly message: string;
  /** Where it is shown inline: always in a file. */
  readonly place?: Place & { readonly file: string };
}

/** The runner shows ten of each kind a step. */
const MOST = 10;
/** The runner cuts a message here. */
const LONGEST = 4096;
/** Of each problem in the list that takes the last place. */
const LONGEST_LISTED = 300;

/** At most ten annotations. Of more problems than that nine are placed and the tenth lists the rest. */
export function annotations(problems: readonly Problem[], veil: Veil): Annotation[] {
  if (problems.length <= MOST) return problems.map((problem) => placed(problem, veil));
  const rest = problems.slice(MOST - 1);
  return [...problems.slice(0, MOST - 1).map((problem) => placed(problem, veil)), { message: listed(rest, veil) }];
}

function placed(problem: Problem, veil: Veil): Annotation {
  const message = logLine(veil(withPlace(problem)));
  const { place } = problem;
  if (place?.file === undefined) return { message };
  return { message, place: { ...place, file: logLine(veil(place.file)) } };
}

/** As many lines as fit, and how many more there are. */
function listed(problems: readonly Problem[], veil: Veil): string {
  let message = `${grouped(problems.length)} more:`;
  for (const [index, problem] of problems.entries()) {
    const line = clip(logLine(veil(withPlace(problem))), LONGEST_LISTED);
    const rest = `\n…and ${grouped(problems.length - index)} more`;
    if (message.length + line.length + 1 + rest.length > LONGEST) return message + rest;
    message += `\n${line}`;
  }
  return message;
}
