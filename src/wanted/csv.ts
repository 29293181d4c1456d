import type { CsvError } from 'csv-parse/sync';
import type { Finding } from './finding.ts';
import { MOST_VALUES, type Span, TOO_MANY } from './tree.ts';

export interface Cell {
  readonly text: string;
  /** The quotes belong to it, the blanks around it do not. */
  readonly span: Span;
}

/** The rows of a CSV text that hold anything, up to the first mistake of syntax. */
export interface Rows {
  readonly rows: readonly (readonly Cell[])[];
  readonly findings: readonly Finding[];
}

/** No row of a list is that long; after an unclosed quote, all that follows is one row. */
const LONGEST_ROW = 100_000;

/** Reads comma-separated values (RFC 4180), with blanks around cells, empty lines and `#` comment lines allowed. */
export async function readRows(text: string): Promise<Rows> {
  const { parse } = await import('csv-parse/sync');
  const bytes = Buffer.from(text);
  const rows: Cell[][] = [];
  let cells: Cell[] = [];
  let count = 0;
  let bytesRead = 0;
  let end = 0;

  try {
    parse(bytes, {
      trim: true,
      comment: '#',
      comment_no_infix: true,
      skip_empty_lines: true,
      relax_column_count: true,
      max_record_size: LONGEST_ROW,
      record_delimiter: ['\r\n', '\n', '\r'],
      cast(value, { bytes: cellEnd, quoting }) {
        count += 1;
        if (count > MOST_VALUES) throw new RangeError(TOO_MANY);
        // The library counts bytes, and says only where a cell ends: at its comma or line end.
        end += bytes.toString('utf8', bytesRead, cellEnd).length;
        bytesRead = cellEnd;
        cells.push({ text: value.trim(), span: cellSpan(text, end, value, quoting) });
      },
      on_record() {
        if (cells.some((cell) => cell.text !== '')) rows.push(cells);
        cells = [];
        return null;
      },
    });
    return { rows, findings: [] };
  } catch (error) {
    return { rows, findings: [syntaxFinding(error as CsvError | RangeError, text, end)] };
  }
}

/** A cell is as long as its value; in quotes, two characters longer, and one for each quote that it holds. */
function cellSpan(text: string, delimiter: number, value: string, quoted: boolean): Span {
  let end = delimiter;
  while (/[^\S\r\n]/.test(text.charAt(end - 1))) end -= 1;
  const length = quoted ? value.length + value.split('"').length + 1 : value.length;
  return { start: end - length, end };
}

function syntaxFinding(error: CsvError | RangeError, text: string, lastEnd: number): Finding {
  if (error instanceof RangeError) return { message: error.message, span: { start: 0, end: 0 } };
  // The broken cell starts after the comma, or after the line end and the comments and empty lines that follow it.
  const before = /,?(?:[^\S\r\n]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*[^\S\r\n]*/y;
  before.lastIndex = lastEnd;
  before.test(text);
  const span = { start: before.lastIndex, end: before.lastIndex };
  const why =
    REASONS[error.code] ?? 'a quote stands inside this cell; put the cell in quotes, and write each quote in it twice';
  return { message: `this is not valid CSV: ${why}`, span };
}

const REASONS: Readonly<Partial<Record<CsvError['code'], string>>> = {
  CSV_QUOTE_NOT_CLOSED: 'the quote that starts this cell is not closed; add the closing quote',
  CSV_MAX_RECORD_SIZE: `this row has more than ${LONGEST_ROW} characters; is the quote of a cell not closed?`,
};
