import { describe, expect, test } from '@jest/globals';
import { readPagedList } from '../../../src/cloudflare/paged-list.ts';

interface Script {
  /** Pages of each reading; a row is its key. */
  readonly readings: readonly (readonly (readonly string[])[])[];
  readonly totals?: readonly (readonly number[])[];
}

/** Reads a list that is what the script says, reading by reading. */
async function read({ readings, totals }: Script) {
  let reading = 0;
  let asked = 0;
  const page = async (number: number) => {
    if (number === 1) reading += 1;
    asked += 1;
    const pages = readings[Math.min(reading, readings.length) - 1] ?? [];
    const total = totals?.[reading - 1]?.[number - 1] ?? pages.flat().length;
    return { rows: pages[number - 1] ?? [], total };
  };
  const first = await page(1);
  const list = await readPagedList(first, page, (row) => row || undefined, 'The list');
  return { ...list, asked };
}

describe('A list in pages', () => {
  test.each<[string, Script, object]>([
    ['one page', { readings: [[['a', 'b']]] }, { rows: ['a', 'b'], pages: 1, asked: 1 }],
    ['nothing', { readings: [[[]]] }, { rows: [], pages: 1, asked: 1 }],
    [
      'several pages, in their order',
      { readings: [[['a', 'b'], ['c', 'd'], ['e']]] },
      { rows: ['a', 'b', 'c', 'd', 'e'], pages: 3, asked: 3 },
    ],
    ['a row twice on one page', { readings: [[['a', 'a']]] }, { rows: ['a', 'a'], asked: 1 }],
    ['rows without a key', { readings: [[['', ''], ['']]] }, { rows: ['', '', ''], asked: 2 }],
    [
      'counts that do not agree at first',
      { readings: [[['a', 'b'], ['c']]], totals: [[4, 3]] },
      { rows: ['a', 'b', 'c'], asked: 4 },
    ],
    [
      'a total that changes between pages',
      { readings: [[['a', 'b'], ['c']]], totals: [[3, 2]] },
      { rows: ['a', 'b', 'c'], asked: 4 },
    ],
    [
      'a row on two pages, since another one was put before it',
      {
        readings: [
          [
            ['a', 'b'],
            ['b', 'c'],
          ],
          [
            ['x', 'a'],
            ['b', 'c'],
          ],
        ],
      },
      { rows: ['x', 'a', 'b', 'c'], asked: 4 },
    ],
    [
      'a row that is on two pages in every reading',
      {
        readings: [
          [
            ['a', 'b'],
            ['b', 'c'],
          ],
        ],
      },
      { rows: ['a', 'b', 'b', 'c'], asked: 6 },
    ],
  ])('is read: %s', async (_, script, list) => {
    await expect(read(script)).resolves.toMatchObject(list);
  });

  test.each<[string, Script]>([
    [
      'a row is missing',
      {
        readings: [[['a', 'b'], []]],
        totals: [
          [3, 3],
          [3, 3],
          [3, 3],
        ],
      },
    ],
    ['the first page is empty', { readings: [[[]]], totals: [[3], [3], [3]] }],
  ])('that never agrees is given up after three readings: %s', async (_, script) => {
    await expect(read(script)).rejects.toMatchObject({
      kind: 'unanswered',
      message: expect.stringMatching(
        /^The list changed between its pages 3 times in a row \(\d of 3 came\)\. Run again/,
      ),
    });
  });

  test('that would come in more pages than any list has is an error at once', async () => {
    let asked = 0;
    const page = async () => {
      asked += 1;
      return { rows: ['x'], total: 350 };
    };
    await expect(readPagedList({ rows: ['x', 'y'], total: 702 }, page, () => undefined, 'The list')).rejects.toThrow(
      'The list is said to have 702 rows and comes with 2 a page: more than 350 pages are not read. Check api-base-url',
    );
    expect(asked).toBe(0);
    await expect(readPagedList({ rows: ['x'], total: 350 }, page, () => undefined, 'The list')).resolves.toMatchObject({
      pages: 350,
    });
  });

  test('is asked for in twelve pages at once, and no more after a failure', async () => {
    let open = 0;
    let most = 0;
    let asked = 0;
    const page = async (number: number) => {
      open += 1;
      asked += 1;
      most = Math.max(most, open);
      await new Promise(setImmediate);
      open -= 1;
      if (number === 20) throw new Error('a page that cannot be had');
      return { rows: ['x'], total: 300 };
    };
    await expect(readPagedList({ rows: ['x'], total: 300 }, page, () => undefined, 'The list')).rejects.toThrow(
      'a page that cannot be had',
    );
    await new Promise(setImmediate);
    expect(most).toBe(12);
    expect(asked).toBeLessThan(40);
  });
});
