import { didYouMean } from '../domain/nearest.ts';
import type { Place, Problem } from '../domain/problem.ts';
import type { Span, Tree } from './tree.ts';

/** A problem or a notice before it has its place in lines and its "did you mean". */
export interface Finding {
  readonly message: string;
  /** Absent for the inputs `ip`, `vendor` and `region`. */
  readonly span?: Span;
  readonly code?: number;
  /** What was written where one of a few words is wanted. */
  readonly typed?: { readonly word: string; readonly among: readonly string[] };
}

/** A longer word is no mistyped one, and costs time to compare. */
const LONGEST_WORD = 40;

/** What a text says in its format; no tree where its syntax is broken. */
export interface Reading {
  readonly tree?: Tree;
  readonly findings: readonly Finding[];
}

/** More than these are counted, not listed: nobody reads them, and a wrong file can hold a hundred thousand. */
const MOST = 200;

/** Findings as problems or notices in the order of the text, at most 200 and one more that counts the rest. */
export function settled(findings: readonly Finding[], placeOf?: (span: Span) => Place): Problem[] {
  const inOrder = findings.toSorted((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));
  const listed = inOrder.slice(0, MOST);
  const unlisted = inOrder[MOST];
  if (unlisted !== undefined)
    listed.push({
      message: `${findings.length - MOST} more like these, from here on, are not listed`,
      ...(unlisted.span && { span: unlisted.span }),
    });
  return listed.map(({ message, span, code, typed }) => ({
    message: typed ? message + suggestion(typed.word, typed.among) : message,
    ...(span && placeOf && { place: placeOf(span) }),
    ...(code !== undefined && { code }),
  }));
}

function suggestion(word: string, among: readonly string[]): string {
  const meant = word.length > LONGEST_WORD ? undefined : didYouMean(word, among);
  return meant === undefined ? '' : `; did you mean "${meant}"?`;
}
