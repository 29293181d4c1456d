// Tells what is in the bundle, by what the bundler itself tells (build/stats.json). dist/licenses.txt: every package of
// which something is there; the bundler's own list passes over packages whose licence file has another name than it
// looks for. dist/modules.txt: how many modules of what are in each file; most have only a number there, so that the
// files alone do not tell.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { join, relative } from 'node:path';

interface Module {
  readonly identifier: string;
  readonly moduleType: string;
  readonly chunks: readonly number[];
  /** Of several that became one. */
  readonly modules?: readonly Module[];
}

interface Stats {
  readonly assets: readonly { readonly name: string }[];
  readonly chunks: readonly { readonly id: number; readonly files: readonly string[] }[];
  readonly modules: readonly Module[];
}

const stats: Stats = JSON.parse(await readFile('build/stats.json', 'utf8'));
await removeLeftovers();

// What was only looked at is part of a module of a chunk, or in none.
const bundled = stats.modules.filter(({ moduleType, chunks }) => moduleType !== 'runtime' && chunks.length > 0);
const folders = [...new Set(bundled.flatMap(parts).flatMap((part) => packageFolder(part) ?? []))].sort();
const texts = await Promise.all(folders.map(licenceOf));
await writeFile('dist/licenses.txt', `${texts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`);
await writeFile('dist/modules.txt', `${(await moduleCounts()).join('\n')}\n`);

/** The bundler leaves what an earlier build wrote, under names that are no longer used. */
async function removeLeftovers(): Promise<void> {
  const written = stats.assets.map(({ name }) => name);
  const leftovers = (await readdir('dist')).filter((file) => file.endsWith('.js') && !written.includes(file));
  await Promise.all(leftovers.map((file) => rm(join('dist', file))));
}

/** Lines of file, number of modules, and whose they are. */
async function moduleCounts(): Promise<string[]> {
  const filesOf = new Map(stats.chunks.map(({ id, files }) => [id, files]));
  const owners = new Map(await Promise.all(folders.map(async (folder) => [folder, await nameOf(folder)] as const)));
  const counts = new Map<string, number>();
  for (const module of bundled)
    for (const file of module.chunks.flatMap((chunk) => filesOf.get(chunk) ?? []))
      for (const part of parts(module)) {
        const folder = packageFolder(part);
        const key = `${file} ${folder === undefined ? ownOrBuiltin(part) : owners.get(folder)}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
  return [...counts.keys()].sort().map((key) => key.replace(' ', ` ${counts.get(key)} `));
}

function parts(module: Module): readonly Module[] {
  return module.modules ?? [module];
}

/** The last path of an identifier is the file; those before it are loaders. */
function pathOf({ identifier }: Module): string {
  return identifier.split('!').at(-1)?.split('|').at(0)?.replaceAll('\\', '/') ?? '';
}

function packageFolder(module: Module): string | undefined {
  const folder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(pathOf(module))?.[0];
  return folder?.includes('/@vercel/ncc/') ? undefined : folder;
}

function ownOrBuiltin(module: Module): string {
  const [, required] = /^external .*"(.+)"$/.exec(module.identifier) ?? [];
  if (required !== undefined && isBuiltin(required)) return 'node:*';
  if (relative('build', pathOf(module)).startsWith('..')) throw new Error(`${module.identifier} is of no package`);
  return './build';
}

async function nameOf(folder: string): Promise<string> {
  const { name, version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  return `${name} ${version}`;
}

async function licenceOf(folder: string): Promise<string> {
  const { license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e(?:\.\w+)?$/i.test(entry));
  if (file === undefined) throw new Error(`${relative('.', folder)} has no licence file`);
  const text = await readFile(join(folder, file), 'utf8');
  return `${await nameOf(folder)} (${license})\n\n${text.replaceAll('\r\n', '\n').trim()}`;
}
