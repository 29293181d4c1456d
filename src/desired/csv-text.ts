import type { CsvError } from 'csv-parse/sync';
import { counted, grouped } from '../domain/text.ts';
import type { LocationRule } from './entry-reader.ts';
import { AUTO } from './entry-values.ts';
import { type Finding, Findings, type Span } from './finding.ts';
import { ENTRY_KEYS } from './mappings-schema.ts';
import { type Member, MOST_VALUES, membersOf, TOO_MANY, type Tree } from './syntax-tree.ts';

interface Cell {
  readonly text: string;
  /** The quotes belong to it, the spaces around it do not. */
  readonly span: Span;
}

type Row = readonly Cell[];

/** Where each key has its column. */
type Columns = ReadonlyMap<string, number>;

type Separator = ',' | ';' | '\t';

/** Bytes. A cell of 3,500 addresses has 140,000; after an unclosed quote, all that follows is one row. */
const LONGEST_ROW = 1_000_000;

/**
 * Reads a table with a header line into a list of maps, as the other formats give them. Commas, semicolons or tabs
 * separate cells (RFC 4180 otherwise), with spaces around cells, empty lines and `#` comment lines allowed.
 */
export async function readCsv(source: string, rule: LocationRule, findings: Findings): Promise<Tree | undefined> {
  // What Excel writes to name the separator becomes a comment of the same length.
  const text = source.replace(/^"?sep=[,;\t]"?(?=[ \t]*[\r\n])/i, (line) => `#${line.slice(1)}`);
  const rows = await readRows(text, findings);
  const [header, ...rest] = rows;
  if (header === undefined) return findings.count > 0 ? undefined : { kind: 'nothing', span: { start: 0, end: 0 } };
  const columns = columnsOf(header, findings);
  if (columns.size === 0) return undefined;
  const missed = missedColumns(columns, rest, rule);
  // With an unknown column, the missed one is likely misspelled: then that finding says it all.
  if (missed.length > 0 && findings.count === 0)
    findings.add({
      message: `the CSV header has no column ${missed.join(' and no ')}; add it, and its cell in every row`,
      span: spanOf(header),
    });
  const items = rest.flatMap((row) => entryOf(row, header, columns, missed, findings) ?? []);
  // A list that is empty because its rows are broken is not the user's empty list.
  if (items.length === 0 && findings.count > 0) return undefined;
  return { kind: 'list', items, span: spanOf(header) };
}

/** The first line that is neither empty nor a comment, as far as a row may be long. */
export function firstLine(text: string): string {
  return (/^(?![^\S\r\n]*(?:#|$)).+$/m.exec(text)?.[0] ?? '').slice(0, LONGEST_ROW);
}

/** What separates the columns of a header: the one of comma, semicolon and tab that it has most. */
export function separatorOf(header: string): Separator | undefined {
  const count = (separator: Separator) => header.split(separator).length;
  const [most] = ([',', ';', '\t'] as const).toSorted((a, b) => count(b) - count(a));
  return most !== undefined && count(most) > 1 ? most : undefined;
}

/** The rows that hold anything, up to the first mistake of syntax. */
async function readRows(text: string, findings: Findings): Promise<readonly Row[]> {
  const { parse } = await import('csv-parse/sync');
  const separator = separatorOf(firstLine(text)) ?? ',';
  const bytes = Buffer.from(text);
  const rows: Cell[][] = [];
  let cells: Cell[] = [];
  let count = 0;
  let bytesRead = 0;
  let end = 0;

  try {
    parse(bytes, {
      delimiter: separator,
      trim: true,
      comment: '#',
      comment_no_infix: true,
      skip_empty_lines: true,
      relax_column_count: true,
      max_record_size: LONGEST_ROW,
      record_delimiter: ['\r\n', '\n', '\r'],
      cast(value, { bytes: cellEnd, quoting }) {
        // A cell may hold several addresses.
        count += value.split(/[\s,]+/).length;
        if (count > MOST_VALUES) throw new RangeError(TOO_MANY);
        // The library counts bytes, and says only where a cell ends: at its separator or line end.
        end += bytes.toString('utf8', bytesRead, cellEnd).length;
        bytesRead = cellEnd;
        cells.push({ text: value.trim(), span: cellSpan(text, end, value, quoting, separator) });
      },
      on_record() {
        if (cells.some((cell) => cell.text !== '')) rows.push(cells);
        cells = [];
        return null;
      },
    });
  } catch (error) {
    findings.add(syntaxFinding(error as CsvError | RangeError, text, end, separator));
  }
  return rows;
}

/** A cell is as long as its value; in quotes, two characters longer, and one for each quote that it holds. */
function cellSpan(text: string, cellEnd: number, value: string, quoted: boolean, separator: Separator): Span {
  let end = cellEnd;
  while (/[^\S\r\n]/.test(text.charAt(end - 1)) && text.charAt(end - 1) !== separator) end -= 1;
  const length = quoted ? value.length + value.split('"').length + 1 : value.length;
  return { start: end - length, end };
}

function syntaxFinding(error: CsvError | RangeError, text: string, lastEnd: number, separator: Separator): Finding {
  if (error instanceof RangeError) return { message: error.message, span: { start: 0, end: 0 } };
  // The broken cell starts after the separator, or after the line end and the comments and empty lines that follow it.
  const before = /(?:[^\S\r\n]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*[^\S\r\n]*/y;
  before.lastIndex = text.startsWith(separator, lastEnd) ? lastEnd + 1 : lastEnd;
  before.test(text);
  const span = { start: before.lastIndex, end: before.lastIndex };
  const why =
    REASONS[error.code] ?? 'a quote stands inside this cell; put the cell in quotes, and write each quote in it twice';
  return { message: `this is not valid CSV: ${why}`, span };
}

const REASONS: Readonly<Partial<Record<CsvError['code'], string>>> = {
  CSV_QUOTE_NOT_CLOSED: 'the quote that starts this cell is not closed; add the closing quote',
  CSV_MAX_RECORD_SIZE: `this row has more than ${grouped(LONGEST_ROW)} characters; is the quote of a cell not closed?`,
};

/** The known columns. Spreadsheets write empty columns too: they are no mistake as long as their cells are empty. */
function columnsOf(header: Row, findings: Findings): Columns {
  const span = spanOf(header);
  const named = header.map(
    (cell): Member => ({ key: cell.text.toLowerCase(), keySpan: cell.span, value: { kind: 'unknown', span } }),
  );
  const members = named.filter(({ key }) => key !== '');
  const unknown = new Findings();
  const known = membersOf({ kind: 'map', members, span }, 'the CSV header', ENTRY_KEYS, unknown);
  if (known.size > 0 || unknown.misspelled().length > 0) {
    findings.addAll(unknown);
    return new Map([...known].map(([key, member]) => [key, named.indexOf(member)]));
  }
  const message = 'the first line is not a CSV header; begin with the line ip,vendor,region (or host for ip)';
  findings.replaceBy({ message, span });
  return new Map();
}

/** Columns that are needed and not there. Without a vendor, every region has to be `auto`. */
function missedColumns(columns: Columns, rows: readonly Row[], rule: LocationRule): string[] {
  const [region, hasVendor] = [columns.get('region'), columns.has('vendor')];
  const missed = columns.has('ip') || columns.has('host') ? [] : ['ip or host'];
  if (rule === 'optional' && !hasVendor && region === undefined) return missed;
  const allAuto = region !== undefined && rows.every((row) => row[region]?.text.toLowerCase() === AUTO);
  if (!hasVendor && !allAuto) missed.push('vendor');
  if (region === undefined) missed.push('region');
  return missed;
}

function entryOf(
  row: Row,
  header: Row,
  columns: Columns,
  missed: readonly string[],
  findings: Findings,
): Tree | undefined {
  const span = spanOf(row);
  const stray = row.find(({ text }, index) => text !== '' && header[index]?.text === '');
  if (row.length !== header.length || stray) {
    findings.add({
      message: stray
        ? 'this cell has no column: the CSV header is empty above it; name the column, or remove the cell'
        : `this row has ${counted(row.length, 'cell')}, the CSV header has ${header.length}; give each column a cell, and put a cell with a separator in quotes`,
      span: stray?.span ?? row[header.length]?.span ?? span,
    });
    return undefined;
  }
  const members = [...columns].map(([key, index]): Member => {
    const { text, span } = row[index] as Cell;
    const value: Tree = text === '' ? { kind: 'nothing', span } : { kind: 'text', text, untyped: true, span };
    return { key, keySpan: span, value };
  });
  const unknown = missed.map((key): Member => {
    const name = key === 'ip or host' ? 'ip' : key;
    return { key: name, keySpan: span, value: { kind: 'unknown', span } };
  });
  return { kind: 'map', members: [...members, ...unknown], span };
}

function spanOf(row: Row): Span {
  // A row without cells is no row.
  return { start: (row[0] as Cell).span.start, end: (row.at(-1) as Cell).span.end };
}
