import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const read = (...path: string[]) => readFile(join(ROOT, ...path), 'utf8');

interface Locked {
  readonly version?: string;
  readonly dev?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const listed = [...(await read('dist', 'licenses.txt')).matchAll(/^(\S+) (\d+\.\d+\.\d+\S*) \((.+)\)$/gm)].map(
  ([, name = '', version = '', licence = '']) => ({ name, version, licence }),
);
const lock: Readonly<Record<string, Locked>> = JSON.parse(await read('package-lock.json')).packages;
const { dependencies } = JSON.parse(await read('package.json'));
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
const files = (await readdir(join(ROOT, 'dist'))).filter((file) => file.endsWith('.js'));
/** What the bundler says of each file: how many modules of what are in it. */
const listedModules = (await read('dist', 'modules.txt'))
  .trimEnd()
  .split('\n')
  .map((line) => {
    const [, file = '', count, owner = ''] = /^(\S+) (\d+) (.+)$/.exec(line) ?? [];
    return { file, count: Number(count), owner };
  });
/** A module's number, which most have in place of a name, stands before it; several that became one have their names in it. */
const modulesIn = (text: string) =>
  text
    .split(/^ *\/\*{3}\/\d+: /m)
    .slice(1)
    .reduce((sum, module) => sum + (module.match(/\/\/ CONCATENATED MODULE: /g)?.length ?? 1), 0);

describe('the bundle', () => {
  test('holds only packages that package.json accounts for, in the versions that are locked', () => {
    const allowed = Object.entries(lock)
      .filter(([path, { dev }]) => path !== '' && dev !== true)
      .map(([path, { version }]) => `${nameOf(path)} ${version}`);
    expect(listed.length).toBeGreaterThan(0);
    expect(listed.map(({ name, version }) => `${name} ${version}`).filter((one) => !allowed.includes(one))).toEqual([]);
  });

  test('holds every dependency of package.json, or it would not be one', () => {
    const names = listed.map(({ name }) => name);
    expect(Object.keys(dependencies).filter((name) => !names.includes(name))).toEqual([]);
  });

  test('holds no module of a package whose licence is not in licenses.txt', async () => {
    const texts = await Promise.all(files.map((file) => read('dist', file)));
    const used = texts.flatMap((text) => [...text.matchAll(/\.\/node_modules\/[^\s;,'"]+/g)].map(([path]) => path));
    const names = used.map((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]);
    expect(names.length).toBeGreaterThan(10);
    expect([...new Set(names)].filter((name) => !listed.some((one) => one.name === name))).toEqual([]);
  });

  test('holds in each file as many modules as modules.txt lists', async () => {
    const counted = await Promise.all(files.map(async (file) => [file, modulesIn(await read('dist', file))]));
    const sums = new Map<string, number>();
    for (const { file, count } of listedModules) sums.set(file, (sums.get(file) ?? 0) + count);
    expect(Object.fromEntries(counted)).toEqual(Object.fromEntries(sums));
  });

  test('holds modules of our own, of Node, and of the packages that licenses.txt names with their versions', () => {
    const ours = ['./build', 'node:*', 'external:supports-color', 'external:undici', '@vercel/ncc'];
    const owners = new Set(listedModules.map(({ owner }) => owner).filter((owner) => !ours.includes(owner)));
    expect([...owners].sort()).toEqual([...new Set(listed.map(({ name, version }) => `${name} ${version}`))].sort());
  });

  test('holds no undici, which nothing uses, but a stand-in, and one client of the actions', async () => {
    expect(listed.filter(({ name }) => name === 'undici')).toEqual([]);
    const entry = await read('dist', 'index.js');
    expect(entry).toContain('const __WEBPACK_EXTERNAL_MODULE_undici__ = {');
    expect(entry).not.toMatch(/from "undici"|\("undici"\)/);
    expect(listed.filter(({ name }) => name === '@actions/http-client')).toHaveLength(1);
  });

  test('has files that are named by what they hold, all of which the entry can load', async () => {
    const others = files.filter((file) => file !== 'index.js');
    expect(others).toEqual(expect.arrayContaining(['yaml.js', 'csv-parse.js', 'jsonc-parser.js', 'actions-github.js']));
    expect(files.filter((file) => /^\d/.test(file))).toEqual([]);
    const [names = ''] = /return \{[^}]*\}\[chunkId\]/.exec(await read('dist', 'index.js')) ?? [];
    const loaded = [...names.matchAll(/"([\w-]+\.js)"/g)].map(([, name]) => name);
    expect(loaded.toSorted()).toEqual(others.toSorted());
  });

  test('has at most 2.6 MiB', async () => {
    const all = await readdir(join(ROOT, 'dist'));
    const sizes = await Promise.all(all.map(async (file) => (await stat(join(ROOT, 'dist', file))).size));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(2.6 * 1024 * 1024);
  });

  test('holds only licences that ask for no more than their text', () => {
    const fine = ['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD'];
    expect(listed.filter(({ licence }) => !fine.includes(licence))).toEqual([]);
  });
});
