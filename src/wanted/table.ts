import { type Cell, readRows } from './csv.ts';
import { ENTRY_KEYS, type TargetRule } from './entry.ts';
import type { Finding, Reading } from './finding.ts';
import { membersOf } from './members.ts';
import type { Member, Span, Tree } from './tree.ts';

interface Header {
  readonly cells: readonly Cell[];
  /** Where each key has its column. */
  readonly columns: ReadonlyMap<string, number>;
  /** Keys whose column is missed; that is reported once, for the header. */
  readonly missed: readonly string[];
}

const NOWHERE = { start: 0, end: 0 };

/** Reads a CSV text with a header line into a list of maps, as the other formats give them. */
export async function readTable(text: string, rule: TargetRule): Promise<Reading> {
  const { rows, findings } = await readRows(text);
  const [first, ...rest] = rows;
  if (first === undefined)
    return findings.length > 0 ? { findings } : { tree: { kind: 'nothing', span: NOWHERE }, findings };
  const header = headerOf(first, rule);
  const all = [...header.findings, ...findings];
  const items = header.columns.size === 0 ? [] : rest.flatMap((row) => entry(row, header, all) ?? []);
  // A list that is empty because its rows are broken is not the user's empty list.
  if (items.length === 0 && all.length > 0) return { findings: all };
  return { tree: { kind: 'list', items, span: spanOf(first) }, findings: all };
}

function headerOf(cells: readonly Cell[], rule: TargetRule): Header & { readonly findings: readonly Finding[] } {
  const span = spanOf(cells);
  const members = cells.map(
    (cell): Member => ({ key: cell.text, keySpan: cell.span, value: { kind: 'unknown', span } }),
  );
  const findings: Finding[] = [];
  const known = membersOf({ kind: 'map', members, span }, 'the CSV header', ENTRY_KEYS, findings);
  const columns = new Map([...known].map(([key, member]) => [key, members.indexOf(member)]));
  if (columns.size === 0) {
    const message =
      'the first line is no CSV header; begin with the line ip,vendor,region, its columns separated by commas';
    return { cells, columns, missed: [], findings: [{ message, span }] };
  }
  const targetWanted = rule === 'required' || columns.has('vendor') || columns.has('region');
  const missed = (targetWanted ? ENTRY_KEYS.known : ['ip']).filter((key) => !columns.has(key));
  // With an unknown column, the missed one is likely misspelt: then that finding says it all.
  if (missed.length > 0 && findings.length === 0)
    findings.push({
      message: `the CSV header has no column ${missed.join(' and no ')}; add it, and its cell in every row`,
      span,
    });
  return { cells, columns, missed, findings };
}

function entry(row: readonly Cell[], { cells, columns, missed }: Header, findings: Finding[]): Tree | undefined {
  const span = spanOf(row);
  if (row.length !== cells.length) {
    findings.push({
      message: `this row has ${row.length} cells, the CSV header has ${cells.length}; give each column a cell, and put a cell with a comma in quotes`,
      span: row[cells.length]?.span ?? span,
    });
    return undefined;
  }
  const members = [...columns].map(([key, index]): Member => {
    const { text, span } = row[index] as Cell;
    return { key, keySpan: span, value: text === '' ? { kind: 'nothing', span } : { kind: 'text', text, span } };
  });
  const unknown = missed.map((key): Member => ({ key, keySpan: span, value: { kind: 'unknown', span } }));
  return { kind: 'map', members: [...members, ...unknown], span };
}

function spanOf(row: readonly Cell[]): Span {
  // A row without cells is no row.
  return { start: (row[0] as Cell).span.start, end: (row.at(-1) as Cell).span.end };
}
