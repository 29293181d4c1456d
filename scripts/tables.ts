import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** The pages that show generated pieces. */
export const PAGES = ['README.md', 'CONTRIBUTING.md'] as const;

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
}

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** A generated piece of a page, with its marks. */
export const PIECE = /^(<!-- from (\S+) -->\n)[\s\S]*?^(<!-- end -->)$/gm;

/**
 * A page with every piece between `<!-- from NAME -->` and `<!-- end -->` brought up to date. NAME is `inputs` or `outputs`
 * (of action.yml), `modules` (a picture of the imports in src), or the path of a workflow, which is shown as it is; `PATH#KEY`
 * shows only what stands under a key of it.
 */
export function refresh(page: string): string {
  return page.replace(PIECE, (_, start: string, name: string, end: string) => `${start}\n${pieceOf(name)}\n\n${end}`);
}

function pieceOf(name: string): string {
  if (name === 'inputs') return inputsTable();
  if (name === 'outputs') return outputsTable();
  if (name === 'modules') return modulesPicture();
  const [path = '', key] = name.split('#');
  const text = key === undefined ? read(path) : under(key, read(path));
  return `\`\`\`yaml\n${text.trimEnd()}\n\`\`\``;
}

/** The lines under a key of a YAML text, moved to the left. */
function under(key: string, text: string): string {
  const [, , lines = '', margin] = new RegExp(`^( *)${key}:\\n((\\1 +).*\\n(?:\\3.*\\n|\\n)*)`, 'm').exec(text) ?? [];
  if (lines === '') throw new Error(`nothing stands under the key ${key}`);
  return lines.replaceAll(new RegExp(`^${margin}`, 'gm'), '');
}

function inputsTable(): string {
  const rows = Object.entries(action().inputs).map(([name, { description, default: standard }]) => [
    code(name),
    standard === undefined ? '' : code(standard),
    description,
  ]);
  return table(['Input', 'Default', 'Meaning'], rows);
}

function outputsTable(): string {
  return table(
    ['Output', 'Value'],
    Object.entries(action().outputs).map(([name, { description }]) => [code(name), description]),
  );
}

/** The rooms of src and who imports whom; an arrow is left out where a longer way says the same. */
function modulesPicture(): string {
  const imports = importsOfRooms();
  const reach = (from: string, path: readonly string[] = []): Set<string> => {
    if (path.includes(from)) throw new Error(`these import each other: ${[...path, from].join(' → ')}`);
    return new Set([...(imports.get(from) ?? [])].flatMap((to) => [to, ...reach(to, [...path, from])]));
  };
  const arrows = [...imports].flatMap(([from, tos]) =>
    [...tos]
      .filter((to) => ![...tos].some((other) => other !== to && reach(other).has(to)))
      .map((to) => `  ${nodeOf(from)} --> ${nodeOf(to)}`),
  );
  return ['```mermaid', 'flowchart TD', ...arrows, '```'].join('\n');
}

/** By room (a folder of src, or a file beside the folders) the other rooms that its files import, lazily or not. */
function importsOfRooms(): Map<string, Set<string>> {
  const source = join(ROOT, 'src');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const rooms = new Map<string, Set<string>>();
  for (const file of files.sort()) {
    const room = roomOf(file);
    const imported = rooms.get(room) ?? new Set();
    rooms.set(room, imported);
    for (const [, path = ''] of read(join('src', file)).matchAll(/(?:from |import\()'(\.[^']+)'/g)) {
      const to = roomOf(relative(source, normalize(join(source, dirname(file), path))));
      if (to !== room) imported.add(to);
    }
  }
  return rooms;
}

function roomOf(file: string): string {
  const [first = '', ...rest] = file.split(sep);
  return rest.length === 0 ? first : `${first}/`;
}

/** A node of Mermaid: its name must not be a word of the language, nor hold a dot or slash. */
function nodeOf(room: string): string {
  return `${room.replace(/\W/g, '_')}["${room}"]`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');
}

function cell(text: string): string {
  return text.trim().replaceAll('|', '\\|');
}

function code(text: string): string {
  return `\`${text}\``;
}

function action(): Action {
  return parse(read('action.yml'));
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

if (import.meta.main) for (const page of PAGES) writeFileSync(join(ROOT, page), refresh(read(page)));
