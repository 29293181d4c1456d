import { clip } from '../domain/clip.ts';
import { type Problem, placeName } from '../domain/problem.ts';
import { code, grouped, markdown } from './text.ts';
import type { Veil } from './veil.ts';

const LONGEST = 1000;

/** Problems, warnings or notices as a Markdown list, at most `cap` of them; empty if there are none. */
export function problemsList(problems: readonly Problem[], veil: Veil, cap: number): string {
  const more = problems.length - cap;
  return [
    ...problems.slice(0, cap).map((problem) => {
      const where = placePrefix(problem);
      const message = markdown(clip(veil(problem.message), LONGEST));
      return where === '' ? `- ${message}` : `- ${code(clip(veil(where), LONGEST))}: ${message}`;
    }),
    ...(more > 0 ? [`- …and ${grouped(more)} more`] : []),
  ].join('\n');
}

/** `origins.yaml:3:7: message`, in plain text. */
export function withPlace(problem: Problem): string {
  const where = placePrefix(problem);
  return where === '' ? problem.message : `${where}: ${problem.message}`;
}

/** Empty where there is no place, or where the message says it itself. */
function placePrefix({ message, place }: Problem): string {
  const name = place === undefined ? '' : placeName(place);
  return message.includes(name) ? '' : name;
}
