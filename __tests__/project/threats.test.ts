import { readdirSync, readFileSync } from 'node:fs';
import { basename, sep } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const ROOT = new URL('../../', import.meta.url);
const TESTS = readdirSync(new URL('__tests__', ROOT), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => file.replaceAll(sep, '/'));
const CITATION = /^- `([\w/-]+\.test\.ts)` › (.+)$/gm;

const text = readFileSync(new URL('docs/threat-model.md', ROOT), 'utf8');
const threats = text.split(/^(?=##)/m).flatMap((section): [string, string[]][] => {
  const [, threat] = /^### (.+)/.exec(section) ?? [];
  const cited = [...section.matchAll(CITATION)];
  return threat === undefined ? [] : [[threat, cited.map(([, file, title]) => `${file} › ${title}`)]];
});

describe('the threat model', () => {
  test.each(threats)('is shown by tests that are there: %s', (_, cited) => {
    expect(cited).not.toEqual([]);
    expect(cited.filter((citation) => !isTest(citation))).toEqual([]);
  });

  test('names no test but under a threat, with its title', () => {
    expect(text.match(/\.test\.ts/g)).toHaveLength(threats.flatMap(([, cited]) => cited).length);
  });
});

/** Whether `FILE › TITLE` is a test; groups around it may stand before the title. FILE is below `__tests__`, or one name. */
function isTest(citation: string): boolean {
  const [file = '', ...titles] = citation.split(' › ');
  const files = TESTS.filter((path) => path === file || basename(path) === file);
  const [path, ...others] = files;
  if (path === undefined || others.length > 0) return false;
  return titlesIn(path).some((title) => ` › ${title}`.endsWith(` › ${titles.join(' › ')}`));
}

/** How a test or a group of tests begins: its indentation says which groups are around it, and where its table of cases ends. */
const BEGINS =
  /^( *)(x?)(describe|test|on(?:Unix|Linux)|with\w+)(\.skip|\.todo|\.failing)?(\.each\b(?:(?!\n\1[^\s\])>])[\s\S])*?\))?\(\s*(['"`])((?:\\.|(?!\6).)+)\6/gm;

/** The titles of a file's tests as they stand there, after those of the groups around them; without what is skipped everywhere. */
function titlesIn(file: string): string[] {
  const found: string[] = [];
  let around: { readonly depth: number; readonly title: string; readonly off: boolean }[] = [];
  const source = readFileSync(new URL(`__tests__/${file}`, ROOT), 'utf8');
  for (const [, indent = '', x, kind, off, , , title = ''] of source.matchAll(BEGINS)) {
    around = around.filter(({ depth }) => depth < indent.length);
    around.push({ depth: indent.length, title, off: x !== '' || off !== undefined });
    if (kind !== 'describe' && !around.some((one) => one.off)) found.push(around.map((one) => one.title).join(' › '));
  }
  return found;
}
