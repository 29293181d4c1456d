import { grouped } from './text.ts';
/**
 * A Markdown table of at most `cap` rows, with a line that says how many more there are; empty if there are none.
 * Cells come escaped.
 */
export function table<Item>(
  columns: readonly string[],
  items: readonly Item[],
  row: (item: Item) => readonly string[],
  cap: number,
): string {
  if (items.length === 0) return '';
  const rows = [columns, columns.map(() => '---'), ...items.slice(0, cap).map(row)];
  const more = items.length - cap;
  return [
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
    ...(more > 0 ? ['', `…and ${grouped(more)} more.`] : []),
  ].join('\n');
}
