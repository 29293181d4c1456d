// Writes dist/licenses.txt: every package of which something is in the bundle, by what the bundler itself tells
// (build/stats.json). Its own list passes over packages whose licence file has another name than it looks for.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

interface Module {
  readonly identifier?: string;
  readonly modules?: readonly Module[];
}

const stats: Module = JSON.parse(await readFile('build/stats.json', 'utf8'));
const folders = [...new Set(packageFolders(stats))].sort();
const texts = await Promise.all(folders.map(licenceOf));
await writeFile('dist/licenses.txt', `${texts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`);

function packageFolders({ identifier = '', modules = [] }: Module): string[] {
  // The last path of an identifier is the file; those before it are loaders.
  const path = identifier.split('!').at(-1)?.split('|').at(0)?.replaceAll('\\', '/') ?? '';
  const folder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
  const own = folder === undefined || folder.includes('/@vercel/ncc/') ? [] : [folder];
  return [...own, ...modules.flatMap(packageFolders)];
}

async function licenceOf(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e(?:\.\w+)?$/i.test(entry));
  if (file === undefined) throw new Error(`${relative('.', folder)} has no licence file`);
  const text = await readFile(join(folder, file), 'utf8');
  return `${name} ${version} (${license})\n\n${text.replaceAll('\r\n', '\n').trim()}`;
}
