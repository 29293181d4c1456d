// After the bundler, by what it says of the bundle (build/stats.json): gives the files that are loaded when needed names that
// say what they hold; drops comments, a seventh of what a user's runner would download, and the spaces of files that hold only
// packages of others; puts a stand-in in place of undici; removes what an earlier build left; writes dist/licenses.txt (every package of which something is in the
// bundle; the bundler's own list misses licence files of unusual names) and dist/modules.txt (how many modules of what are in
// each file).
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { basename, join, relative } from 'node:path';
import { type GeneratorOptions, generate } from '@babel/generator';
import { parse } from '@babel/parser';

interface Module {
  readonly identifier: string;
  readonly moduleType: string;
  readonly size: number;
  readonly chunks: readonly number[];
  /** Of several that became one. */
  readonly modules?: readonly Module[];
}

interface Chunk {
  readonly id: number;
  readonly initial: boolean;
  readonly files: readonly string[];
  /** The imports that load it, alone or among others. */
  readonly origins: readonly { readonly request: string }[];
}

interface Stats {
  readonly chunks: readonly Chunk[];
  readonly modules: readonly Module[];
}

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly repository?: string | { readonly url: string };
}

/** How the bundle loads undici, which two packages import and nothing uses: all requests go by our own client. */
const UNDICI = 'import * as __WEBPACK_EXTERNAL_MODULE_undici__ from "undici";';
/** `@actions/github` makes a `ProxyAgent` when it is loaded behind a proxy, and never calls its `fetch`, because it gets ours. */
const INSTEAD_OF_UNDICI = `const __WEBPACK_EXTERNAL_MODULE_undici__ = {
  ProxyAgent: class {},
  fetch() {
    throw new Error("undici is not in the bundle");
  }
};`;
/** The end of the bundler's own folder. */
const STAND_IN = '/@vercel/ncc';

const stats: Stats = JSON.parse(await readFile('build/stats.json', 'utf8'));
// A module that the bundler only looked at is in no chunk, or became part of another one.
const bundled = stats.modules.filter(({ moduleType, chunks }) => moduleType !== 'runtime' && chunks.length > 0);
const files = fileNames();
await replaceOnce('dist/index.js', UNDICI, INSTEAD_OF_UNDICI);
await renameFiles();
await printFiles();
await removeLeftovers();

const folders = [...new Set(bundled.flatMap(parts).flatMap((part) => packageFolder(part) ?? []))].sort();
const packages = new Map(
  await Promise.all(folders.map(async (folder) => [folder, await readPackage(folder)] as const)),
);
await writeFile('dist/licenses.txt', `${(await licences()).join(`\n\n${'-'.repeat(80)}\n\n`)}\n`);
await writeFile('dist/modules.txt', `${moduleCounts().join('\n')}\n`);

/** By chunk the name of its file. */
function fileNames(): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  const taken = new Set<string>(['index.js']);
  for (const chunk of stats.chunks.toSorted((a, b) => a.id - b.id)) {
    const wish = chunk.initial ? 'index' : chunkName(chunk);
    let name = `${wish}.js`;
    for (let count = 2; !chunk.initial && taken.has(name); count += 1) name = `${wish}-${count}.js`;
    taken.add(name);
    names.set(chunk.id, name);
  }
  return names;
}

/** The one thing that is imported by it, if it holds that; otherwise the largest thing in it. */
function chunkName({ id, origins }: Chunk): string {
  const [request = '', ...others] = [...new Set(origins.map((origin) => origin.request))];
  const wanted = request.startsWith('.') ? basename(request, '.js') : (/^(?:@[^/]+\/)?[^/]+/.exec(request)?.[0] ?? '');
  const sizes = new Map<string, number>();
  for (const part of bundled.filter(({ chunks }) => chunks.includes(id)).flatMap(parts)) {
    const folder = packageFolder(part);
    const thing =
      folder?.replace(/^.*\/node_modules\//, '') ?? (isStandIn(part) ? wanted : basename(pathOf(part), '.js'));
    sizes.set(thing, (sizes.get(thing) ?? 0) + part.size);
  }
  const largest = [...sizes].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0] ?? '';
  return (others.length === 0 && sizes.has(wanted) ? wanted : largest).replace(/^@/, '').replaceAll('/', '-');
}

async function renameFiles(): Promise<void> {
  for (const { id, initial, files: written } of stats.chunks)
    if (!initial) for (const file of written) await rename(join('dist', file), join('dist', files.get(id) ?? file));
  // The one place where the bundle makes the name of a file from the number of a chunk.
  const names = Object.fromEntries([...files].filter(([, name]) => name !== 'index.js'));
  await replaceOnce('dist/index.js', 'return "" + chunkId + ".index.js";', `return ${JSON.stringify(names)}[chunkId];`);
}

async function replaceOnce(path: string, piece: string, by: string): Promise<void> {
  const [before = '', after, ...more] = (await readFile(path, 'utf8')).split(piece);
  if (after === undefined || more.length > 0) throw new Error(`${path} does not hold ${piece} just once`);
  await writeFile(path, `${before}${by}${after}`);
}

/** Without comments: licences are in dist/licenses.txt, and what says where a module begins stays. Our own code stays readable. */
async function printFiles(): Promise<void> {
  for (const [id, name] of files) {
    const path = join('dist', name);
    const text = await readFile(path, 'utf8');
    await writeFile(path, `${holdsOurs(id) ? print(text) : printCompact(text)}\n`);
  }
}

function holdsOurs(chunk: number): boolean {
  const held = bundled.filter(({ chunks }) => chunks.includes(chunk)).flatMap(parts);
  return held.some((part) => packageFolder(part) === undefined && !isStandIn(part));
}

function print(text: string, options: GeneratorOptions = {}): string {
  const { code } = generate(parse(text, { sourceType: 'module' }), {
    shouldPrintComment: (comment) => /^\*$|CONCATENATED MODULE/.test(comment),
    jsescOption: { minimal: true },
    ...options,
  });
  return code;
}

/** Each module in a line of its own, or in one for each that became part of it. */
function printCompact(text: string): string {
  return print(text, { compact: true }).replaceAll(/(?<=[{,])(\/\*{3}\/\d+:)(?=\(\/\*{3}\/)/g, '\n$1 ');
}

/** The bundler leaves what an earlier build wrote, under names that are no longer used. */
async function removeLeftovers(): Promise<void> {
  const written = new Set(files.values());
  const leftovers = (await readdir('dist')).filter((file) => file.endsWith('.js') && !written.has(file));
  await Promise.all(leftovers.map((file) => rm(join('dist', file))));
}

/** Lines of file, number of modules, and whose they are. */
function moduleCounts(): string[] {
  const counts = new Map<string, number>();
  for (const module of bundled)
    for (const chunk of module.chunks)
      for (const part of parts(module)) {
        const owner = packages.get(packageFolder(part) ?? '');
        const key = `${files.get(chunk)} ${owner === undefined ? ownOrBuiltin(part) : nameOf(owner)}`;
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
  return folder?.endsWith(STAND_IN) ? undefined : folder;
}

function ownOrBuiltin(module: Module): string {
  const [, required] = /^external .*"(.+)"$/.exec(module.identifier) ?? [];
  // What is optional and left out: the module that would load it if it were there.
  if (required !== undefined) return isBuiltin(required) ? 'node:*' : `external:${required}`;
  if (isStandIn(module)) return STAND_IN.slice(1);
  if (relative('build', pathOf(module)).startsWith('..')) throw new Error(`${module.identifier} is of no package`);
  return './build';
}

/** The bundler puts a module that throws where an optional package is not installed. */
function isStandIn(module: Module): boolean {
  return pathOf(module).includes(`/node_modules${STAND_IN}/`);
}

async function readPackage(folder: string): Promise<Package> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
}

function nameOf({ name, version }: Package): string {
  return `${name} ${version}`;
}

/** Each text once, under the packages that it is for. */
async function licences(): Promise<string[]> {
  const headings = new Map<string, string[]>();
  for (const [folder, owner] of packages) {
    const text = (await licenceText(folder)) ?? (await licenceOfSibling(owner));
    if (text === undefined)
      throw new Error(`${owner.name} has no licence file, nor has another package of its repository`);
    headings.set(text, [...(headings.get(text) ?? []), `${nameOf(owner)} (${owner.license})`]);
  }
  return [...headings].map(([text, names]) => `${names.join('\n')}\n\n${text}`);
}

async function licenceText(folder: string): Promise<string | undefined> {
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e(?:\.\w+)?$/i.test(entry));
  return file === undefined ? undefined : (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n').trim();
}

/** Some repositories put their licence into some of their packages only. */
async function licenceOfSibling(owner: Package): Promise<string | undefined> {
  const repository = repositoryOf(owner);
  for (const [folder, other] of packages) {
    if (other === owner || repositoryOf(other) !== repository || other.license !== owner.license) continue;
    const text = repository && (await licenceText(folder));
    if (text) return text;
  }
  return undefined;
}

function repositoryOf({ repository }: Package): string | undefined {
  return typeof repository === 'string' ? repository : repository?.url;
}
