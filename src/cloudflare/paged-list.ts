import { grouped } from '../domain/text.ts';
import { CloudflareError } from './cloudflare-error.ts';
import type { Page } from './shapes.ts';

export interface PagedList<Row> {
  /** In the order of the list. */
  readonly rows: readonly Row[];
  readonly pages: number;
}

/** Pages asked for at once: enough to hide the latency, few enough to be a polite client. */
const AT_ONCE = 12;
/** The longest list, of 3,500 mappings, with ten rows a page; three readings of it stay below the limit of requests. */
const MOST_PAGES = 350;
/** Readings of a list that changes between its pages, before giving up on it. */
const MOST_READINGS = 3;

/**
 * Reads a list that comes in pages, from its first page on. Another writer may move rows from page to page meanwhile:
 * where the counts do not agree, or a row comes on two pages, the list is read again.
 * @param keyOf what tells a row from others
 * @param name of the list, for the error
 */
export async function readPagedList<Row>(
  first: Page<Row>,
  read: (page: number) => Promise<Page<Row>>,
  keyOf: (row: Row) => string | undefined,
  name: string,
): Promise<PagedList<Row>> {
  let start = first;
  for (let reading = 1; ; reading += 1) {
    const expected = pageCount(start);
    if (expected > MOST_PAGES)
      throw new CloudflareError(
        'unanswered',
        `${name} is said to have ${grouped(start.total)} rows and comes with ${grouped(start.rows.length)} a page: more than ${MOST_PAGES} pages are not read. Check api-base-url`,
      );
    const pages = [start, ...(await pagesAfter(expected, read))];
    const rows = pages.flatMap((page) => page.rows);
    const agree = rows.length === start.total && pages.every(({ total }) => total === start.total);
    // Rows that come twice in every reading are twice in the list.
    if (agree && (reading === MOST_READINGS || !haveRowInCommon(pages, keyOf))) return { rows, pages: pages.length };
    if (reading === MOST_READINGS)
      throw new CloudflareError(
        'unanswered',
        `${name} changed between its pages ${MOST_READINGS} times in a row (${grouped(rows.length)} of ${grouped(start.total)} came). Run again when nobody else is writing`,
      );
    start = await read(1);
  }
}

/** A server may give fewer rows a page than it was asked for: the first page shows how many. */
function pageCount({ rows, total }: Page<unknown>): number {
  return rows.length === 0 ? 1 : Math.max(1, Math.ceil(total / rows.length));
}

/** The pages from the second on. */
async function pagesAfter<Row>(count: number, read: (page: number) => Promise<Page<Row>>): Promise<Page<Row>[]> {
  const pages = new Array<Page<Row>>(count - 1);
  const indexes = pages.keys();
  let failed = false;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const index of indexes) {
        // After one failure the other pages are of no use.
        if (failed) return;
        try {
          pages[index] = await read(index + 2);
        } catch (error) {
          failed = true;
          throw error;
        }
      }
    }),
  );
  return pages;
}

function haveRowInCommon<Row>(pages: readonly Page<Row>[], keyOf: (row: Row) => string | undefined): boolean {
  const seen = new Set<string>();
  for (const { rows } of pages) {
    const keys = new Set(rows.map(keyOf).filter((key) => key !== undefined));
    if (!seen.isDisjointFrom(keys)) return true;
    for (const key of keys) seen.add(key);
  }
  return false;
}
