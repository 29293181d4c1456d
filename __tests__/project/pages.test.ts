import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { PAGES, PIECE, refresh, SCHEMA } from '../../scripts/tables.ts';
import { mappingsSchema } from '../../src/desired/mappings-schema.ts';
import { parseMappings } from '../../src/desired/mappings-text.ts';

const ROOT = new URL('../../', import.meta.url);
const README = read('README.md');
const DOCS = readdirSync(new URL('docs', ROOT))
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`);
const ALL = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', ...DOCS];
const EXAMPLES = readdirSync(new URL('examples/workflows', ROOT)).map((name) => `examples/workflows/${name}`);
const RECIPES = readdirSync(new URL('examples/recipes', ROOT)).map((name) => `examples/recipes/${name}`);
const QUICK_START = 'examples/workflows/quick-start.yml';

describe('the pages', () => {
  test.each(PAGES)('%s shows tables, pictures and examples as they are (npm run tables)', (page) => {
    const text = read(page);
    expect(refresh(text)).toBe(text);
    expect(text.match(/^<!-- end -->$/gm)).toHaveLength([...text.matchAll(PIECE)].length);
    expect(text.match(/^<!-- from /gm)).toHaveLength([...text.matchAll(PIECE)].length);
  });

  test('the schema of the mappings file is the one that the sources have (npm run tables)', () => {
    expect(JSON.parse(read(SCHEMA))).toEqual(JSON.parse(JSON.stringify(mappingsSchema())));
  });

  test('README has at most 300 lines', () => {
    expect(README.trimEnd().split('\n').length).toBeLessThanOrEqual(300);
  });

  test('README shows the tables, and begins with the step of an example', () => {
    const pieces = [...README.matchAll(/^<!-- from (\S+) -->$/gm)].map(([, name = '']) => name);
    expect(pieces).toEqual(expect.arrayContaining(['inputs', 'outputs']));
    expect(pieces[0]).toBe(`${QUICK_START}#steps`);
    const [, first = ''] = /^```yaml\n([\s\S]*?)^```$/m.exec(README) ?? [];
    expect(parse(first)).toEqual(parse(read(QUICK_START)).jobs.register.steps);
  });

  test.each([...DOCS, ...EXAMPLES, 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'])('README links %s', (file) => {
    expect(README).toContain(`](${file})`);
  });

  test.each(RECIPES.filter((file) => file.endsWith('.jq')))('the recipes show %s', (file) => {
    expect(read('docs/recipes.md')).toContain(`<!-- from ${file} -->`);
  });

  test.each(ALL)('%s shows no step but those of examples', (page) => {
    const written = read(page).replaceAll(PIECE, '');
    const blocks = written.match(/^ *(```|~~~)[\s\S]*?^ *\1/gm) ?? [];
    expect(blocks.filter((block) => /uses:.*\/cloudflare-origin-cloud-regions\b/.test(block))).toEqual([]);
  });

  // A list that a page shows must be one that the action reads; a piece of one stands there without its language.
  test.each(['README.md', 'docs/mappings-file.md'])('%s shows lists that the action reads', async (page) => {
    const written = read(page).replaceAll(PIECE, '');
    const lists = [...written.matchAll(/^```(yaml|json|csv)\n([\s\S]*?)^```$/gm)].filter(([, , text = '']) =>
      /\b(?:ip|host)\b/.test(text),
    );
    expect(lists.length).toBeGreaterThan(0);
    for (const [, kind, text = ''] of lists) {
      const { problems } = await parseMappings(text, { file: `list.${kind}`, rule: 'required' });
      expect(problems).toEqual([]);
    }
  });

  test.each(['npm ci && npm run demo', 'npm ci && npm test'])('README says to run: %s', (command) => {
    expect(README).toContain(`\n${command}\n`);
  });

  test.each(ALL)('%s links and refers to files that are there', (page) => {
    const text = read(page);
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)].map(
      ([, path = '']) => new URL(path, new URL(page, ROOT)),
    );
    const sources = [...text.matchAll(/`((?:src|emulator|scripts|chaos|__tests__)\/[\w./-]+)`/g)].map(
      ([, path = '']) => new URL(path, ROOT),
    );
    expect([...links, ...sources].filter((file) => !existsSync(file)).map(({ pathname }) => pathname)).toEqual([]);
  });

  test.each(ALL)('%s links headings that are there', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]*)#([^)]+)\)/g)];
    const missing = links.filter(([, path = '', anchor = '']) => {
      const target = path === '' ? new URL(page, ROOT) : new URL(path, new URL(page, ROOT));
      return !headingsOf(readFileSync(target, 'utf8')).includes(anchor);
    });
    expect(missing.map(([link]) => link)).toEqual([]);
  });

  test('README, CONTRIBUTING and docs name no script that there is not', () => {
    const { scripts } = JSON.parse(read('package.json'));
    const named = ALL.flatMap((page) =>
      [...read(page).matchAll(/\bnpm run (?:-s )?([\w:]+)/g)].map(([, name = '']) => name),
    );
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test('CONTRIBUTING says of every dependency what it is for', () => {
    const text = read('CONTRIBUTING.md');
    const names = ['package.json', 'tools/package.json'].flatMap((path) => {
      const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read(path));
      return Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });
    });
    expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});

/** The anchors of a page's headings, as GitHub makes them. */
function headingsOf(text: string): string[] {
  const headings = [...text.replaceAll(/^```[\s\S]*?^```/gm, '').matchAll(/^#+ (.+)$/gm)];
  return headings.map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function read(path: string): string {
  return readFileSync(new URL(path, ROOT), 'utf8');
}
