import { type Place, type Problem, problemCount } from '../domain/problem.ts';
import { clip, grouped } from '../domain/text.ts';
import { logLine } from './markdown.ts';
import type { Redact } from './redact.ts';
import { placePrefix } from './tables.ts';

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

/** At most ten annotations. Of more problems, nine are placed and the tenth lists the rest. */
export function annotations(problems: readonly Problem[], redact: Redact): Annotation[] {
  if (problems.length <= MOST) return problems.map((problem) => placed(problem, redact));
  const rest = problems.slice(MOST - 1);
  return [...problems.slice(0, MOST - 1).map((problem) => placed(problem, redact)), { message: listed(rest, redact) }];
}

function placed(problem: Problem, redact: Redact): Annotation {
  const message = logLine(redact(withPlace(problem)));
  const { place } = problem;
  if (place?.file === undefined) return { message };
  return { message, place: { ...place, file: logLine(redact(place.file)) } };
}

/** As many lines as fit, and how many more problems there are. */
function listed(problems: readonly Problem[], redact: Redact): string {
  let left = problemCount(problems);
  let message = `${grouped(left)} more:`;
  for (const problem of problems) {
    const line = clip(logLine(redact(withPlace(problem))), LONGEST_LISTED);
    const rest = `\n…and ${grouped(left)} more`;
    if (message.length + line.length + 1 + rest.length > LONGEST) return message + rest;
    message += `\n${line}`;
    left -= problemCount([problem]);
  }
  return message;
}

/** `origins.yaml:3:7: message`, in plain text. */
function withPlace(problem: Problem): string {
  const where = placePrefix(problem);
  return where === '' ? problem.message : `${where}: ${problem.message}`;
}
