import type { Place } from '../domain/problem.ts';
import type { Span } from './tree.ts';

const LF = 10;
const CR = 13;

/**
 * Turns offsets into lines and columns, both from 1. Lines end in LF, CRLF or CR; columns count characters, a pair of
 * surrogates being one. The text is read only as far as it is asked for, and once.
 */
export function placer(text: string, file: string | undefined): (span: Span) => Place {
  const lineStarts = [0];
  const pairs: number[] = [];
  let read = 0;

  function readTo(offset: number): void {
    for (; read < offset; read += 1) {
      const unit = text.charCodeAt(read);
      if (unit === LF || (unit === CR && text.charCodeAt(read + 1) !== LF)) lineStarts.push(read + 1);
      else if (unit >= 0xdc00 && unit <= 0xdfff) pairs.push(read);
    }
  }

  return ({ start, end }) => {
    readTo(end);
    const line = countUpTo(lineStarts, start);
    const lineStart = lineStarts[line - 1] as number;
    const column = (offset: number): number =>
      offset - lineStart - (countUpTo(pairs, offset - 1) - countUpTo(pairs, lineStart - 1)) + 1;
    const onOneLine = end > start && countUpTo(lineStarts, end) === line;
    return {
      ...(file !== undefined && { file }),
      line,
      column: column(start),
      ...(onOneLine && { endColumn: column(end) }),
    };
  };
}

/** How many of the ascending numbers are at most `limit`. */
function countUpTo(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
