import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { BESIDE, LAYERS } from '../../scripts/layers.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FILES = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replaceAll(sep, '/'))
  .sort();
const ROOMS = [...new Set(FILES.map(roomOf))];

interface Import {
  readonly from: string;
  /** A path below src, or the name of a package or of a module of Node.js. */
  readonly to: string;
}

const IMPORTS: readonly Import[] = FILES.flatMap((from) => importsOf(from).map((to) => ({ from, to })));
const BETWEEN_ROOMS = IMPORTS.filter(({ from, to }) => FILES.includes(to) && roomOf(from) !== roomOf(to));

describe('the sources', () => {
  test('are rooms that have a layer, and files in them', () => {
    expect(ROOMS.toSorted()).toEqual(LAYERS.flatMap(({ rooms }) => rooms).toSorted());
  });

  test('import only from a layer below, but for the ways that are named', () => {
    const wrong = BETWEEN_ROOMS.filter(({ from, to }) => !allowed(roomOf(from), roomOf(to)));
    expect(wrong.map(shown)).toEqual([]);
  });

  test('import files that are there', () => {
    const missing = IMPORTS.filter(({ to }) => to.endsWith('.ts') && !FILES.includes(to));
    expect(missing.map(shown)).toEqual([]);
  });

  test('do not import each other in a circle', () => {
    const circles = FILES.flatMap((file) => (reach(file).has(file) ? [file] : []));
    expect(circles).toEqual([]);
  });

  test('of the domain import nothing of the outside but what reads addresses and compares words', () => {
    const outside = IMPORTS.filter(({ from, to }) => roomOf(from) === 'domain' && !FILES.includes(to));
    expect([...new Set(outside.map(({ to }) => to))].sort()).toEqual(['ipaddr.js', 'leven']);
  });

  test('load what only some runs need when they need it', () => {
    const heavy = ['yaml', 'csv-parse', 'jsonc-parser', '@actions/github', 'https-proxy-agent'];
    const early = FILES.flatMap((file) =>
      [...read(`src/${file}`).matchAll(/^import (?!type )[^;]*?from '([^'.][^']*)'/gm)]
        .map(([, name = '']) => name)
        .filter((name) => heavy.some((one) => name === one || name.startsWith(`${one}/`)))
        .map((name) => `${file}: ${name}`),
    );
    expect(early).toEqual([]);
  });

  test('have a name each', () => {
    const names = FILES.map((file) => basename(file));
    expect(FILES.filter((file) => names.filter((name) => name === basename(file)).length > 1)).toEqual([]);
  });

  test('have at most 250 lines each', () => {
    expect(FILES.filter((file) => read(`src/${file}`).trimEnd().split('\n').length > 250)).toEqual([]);
  });
});

describe('the linter', () => {
  const { overrides } = JSON.parse(read('biome.json'));
  const rules: readonly { readonly room: string; readonly groups: readonly string[] }[] = overrides.flatMap(
    ({ includes, linter }: { includes: string[]; linter: Linter }) =>
      includes.map((glob) => ({
        room: /^src\/([\w-]+)\/\*\*$/.exec(glob)?.[1] ?? glob,
        groups: linter.rules.style.noRestrictedImports.options.patterns.flatMap(({ group }) => group),
      })),
  );

  test('has a rule for every room', () => {
    const folders = ROOMS.filter((room) => !room.endsWith('.ts'));
    expect(rules.map(({ room }) => room).toSorted()).toEqual(folders.toSorted());
  });

  test.each(rules.map(({ room, groups }) => [room, groups] as const))(
    'forbids what the layers forbid: %s',
    (room, groups) => {
      const others = ROOMS.filter((other) => other !== room && !other.endsWith('.ts'));
      const open = others.filter((other) => groups.includes(`!../${other}/**`));
      expect(groups).toContain(room === 'domain' ? '../**' : '../*/**');
      expect(open.filter((other) => !allowed(room, other))).toEqual([]);
    },
  );
});

interface Linter {
  readonly rules: {
    readonly style: {
      readonly noRestrictedImports: {
        readonly options: { readonly patterns: readonly { readonly group: string[] }[] };
      };
    };
  };
}

function allowed(from: string, to: string): boolean {
  const beside = BESIDE.some(([one, other]) => one === from && other === to);
  const [upper, lower] = [layerOf(from), layerOf(to)];
  // run.ts is what index.ts starts.
  return beside || upper < lower || (from === 'index.ts' && to === 'run.ts');
}

function layerOf(room: string): number {
  return LAYERS.findIndex(({ rooms }) => rooms.includes(room));
}

/** All files that a file imports, directly or not, for their values: an imported type is gone when the program runs. */
function reach(start: string): Set<string> {
  const found = new Set<string>();
  const queue = [...(VALUE_IMPORTS.get(start) ?? [])];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    queue.push(...(VALUE_IMPORTS.get(file) ?? []));
  }
  return found;
}

function importsOf(file: string): string[] {
  return pathsIn(file, /(?:\bfrom |\bimport\(|^import )'([^']+)'/gm);
}

/** Statements in whole, since one of several lines may be of a type. */
const VALUE_IMPORTS: ReadonlyMap<string, readonly string[]> = new Map(
  FILES.map((file) => [
    file,
    pathsIn(file, /^(?:import|export) (?!type )[^;']*?from '([^']+)';|^import '([^']+)'|\bimport\('([^']+)'\)/gm),
  ]),
);

function pathsIn(file: string, pattern: RegExp): string[] {
  return [...read(`src/${file}`).matchAll(pattern)]
    .map((match) => match.slice(1).find(Boolean) ?? '')
    .map((path) => (path.startsWith('.') ? normalize(join(dirname(file), path)).replaceAll(sep, '/') : path));
}

function roomOf(file: string): string {
  return file.split('/')[0] ?? '';
}

function shown({ from, to }: Import): string {
  return `${from} → ${to}`;
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
