import type { Place, Problem } from '../domain/problem.ts';
import { didYouMean } from '../domain/suggestion.ts';
import { grouped } from '../domain/text.ts';

/** A piece of the text: offset of its first character, and of the one after its last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type PlaceOf = (span: Span) => Place;

/** A problem or a notice before it has its line and column and its "did you mean". */
export interface Finding {
  readonly message: string;
  /** Absent for inputs that are one value. */
  readonly span?: Span;
  readonly code?: number;
  /** What was written where one of a few words is expected. */
  readonly typed?: {
    readonly word: string;
    readonly among: readonly string[];
    /** Which of them was meant, where that is known. */
    readonly meant?: string;
  };
}

/** More are counted, not listed: nobody reads them, and a wrong file can have tens of thousands. */
const MOST_LISTED = 200;

/** More are not remembered. They come nearly in the order of the text, so the first of it are among these. */
const MOST_KEPT = 1000;

/** A longer word is no misspelling, and takes time to compare. */
const LONGEST_WORD = 40;

/** Findings as they are made: all are counted. */
export class Findings {
  #kept: Finding[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** A function is called only for a finding that may be listed: most of a hundred thousand need no words. */
  add(finding: Finding | (() => Finding)): void {
    this.#count += 1;
    if (this.#kept.length < MOST_KEPT) this.#kept.push(typeof finding === 'function' ? finding() : finding);
  }

  addAll(findings: Findings): void {
    for (const finding of findings.#kept) this.add(finding);
    this.#count += findings.#count - findings.#kept.length;
  }

  /** Drops all findings so far for one that explains them. */
  replaceBy(finding: Finding): void {
    this.#kept = [finding];
    this.#count = 1;
  }

  /** Whether a key was probably misspelled, and which one was meant. */
  misspelled(): string[] {
    return this.#kept.flatMap(({ typed }) => (typed && meantBy(typed)) ?? []);
  }

  /** The findings as problems or notices in the order of the text: at most 200, and one more that counts the rest. */
  problems(placeOf?: PlaceOf): Problem[] {
    return problemsOf(this.#kept, this.#count, placeOf);
  }
}

function problemsOf(findings: readonly Finding[], total: number, placeOf: PlaceOf | undefined): Problem[] {
  const inOrder = findings.toSorted((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));
  const problems = inOrder.slice(0, MOST_LISTED).map(({ message, span, code, typed }) => ({
    message: typed ? message + suggestion(typed) : message,
    ...placed(span, placeOf),
    ...(code === undefined ? {} : { code }),
  }));
  const unlisted = inOrder[MOST_LISTED];
  if (unlisted === undefined) return problems;
  const count = total - MOST_LISTED;
  const message = `${grouped(count)} more like these, from here on, are not listed`;
  return [...problems, { message, ...placed(unlisted.span, placeOf), count }];
}

function placed(span: Span | undefined, placeOf: PlaceOf | undefined): { readonly place?: Place } {
  return span && placeOf ? { place: placeOf(span) } : {};
}

function meantBy({ word, among, meant }: NonNullable<Finding['typed']>): string | undefined {
  return meant ?? (word.length > LONGEST_WORD ? undefined : didYouMean(word, among));
}

function suggestion(typed: NonNullable<Finding['typed']>): string {
  const meant = meantBy(typed);
  return meant === undefined ? '' : `; did you mean "${meant}"?`;
}

const LF = 10;
const CR = 13;

/** Characters between two remembered positions: each look-up reads at most as many. */
const STRIDE = 512;

interface Position {
  line: number;
  column: number;
}

/**
 * Turns offsets into lines and columns, both from 1. Lines end in LF, CRLF or CR; columns count characters, a pair of
 * surrogates being one. However long text and lines are, a look-up reads a short piece only: the positions at every
 * 512th character are remembered.
 */
export function placer(text: string, file: string | undefined): PlaceOf {
  const remembered: Position[] = [{ line: 1, column: 1 }];

  return ({ start, end }) => {
    const from = positionOf(start);
    const to = positionOf(end);
    return {
      ...(file === undefined ? {} : { file }),
      ...from,
      ...(end > start && to.line === from.line ? { endColumn: to.column } : {}),
    };
  };

  function positionOf(offset: number): Position {
    const stride = Math.floor(offset / STRIDE);
    while (remembered.length <= stride) {
      const last = remembered.length - 1;
      remembered.push(walk(remembered[last] as Position, last * STRIDE, (last + 1) * STRIDE));
    }
    return walk(remembered[stride] as Position, stride * STRIDE, offset);
  }

  function walk({ line, column }: Position, from: number, to: number): Position {
    for (let at = from; at < to; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit === LF || (unit === CR && text.charCodeAt(at + 1) !== LF)) {
        line += 1;
        column = 1;
      } else if (unit < 0xdc00 || unit > 0xdfff) column += 1;
    }
    return { line, column };
  }
}
