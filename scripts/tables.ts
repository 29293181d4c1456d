import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { mappingsSchema } from '../src/desired/mappings-schema.ts';
import { LAYERS } from './layers.ts';

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
}

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** A generated piece of a page, with its marks. */
export const PIECE = /^(<!-- from (\S+) -->\n)[\s\S]*?^(<!-- end -->)$/gm;

/** The pages that show generated pieces. */
export const PAGES: readonly string[] = [
  ...readdirSync(ROOT),
  ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`),
].filter((page) => page.endsWith('.md') && read(page).includes('<!-- from '));

/** The JSON Schema of a mappings file, for editors. */
export const SCHEMA = 'docs/mappings.schema.json';

/** The languages of files that are shown, by extension. */
const LANGUAGES: Readonly<Record<string, string>> = { yml: 'yaml', yaml: 'yaml', jq: 'jq', json: 'json' };

/**
 * A page with every piece between `<!-- from NAME -->` and `<!-- end -->` brought up to date. NAME is `inputs` or `outputs`
 * (of action.yml), `layers` (a picture of src), or the path of a file, which is shown as it is; `PATH#KEY` shows only what
 * stands under a key of a YAML file, `PATH#KEY:last` the last item of that.
 */
export function refresh(page: string): string {
  return page.replace(PIECE, (_, start: string, name: string, end: string) => `${start}\n${pieceOf(name)}\n\n${end}`);
}

function pieceOf(name: string): string {
  if (name === 'inputs') return inputsTable();
  if (name === 'outputs') return outputsTable();
  if (name === 'layers') return layersPicture();
  const [path = '', at] = name.split('#');
  const [key = '', last] = at?.split(':') ?? [];
  const lines = at === undefined ? read(path) : under(key, read(path));
  const text = last === undefined ? lines : lastItem(lines);
  return `\`\`\`${LANGUAGES[path.split('.').at(-1) ?? ''] ?? ''}\n${text.trimEnd()}\n\`\`\``;
}

/** The lines under a key of a YAML text, moved to the left. */
function under(key: string, text: string): string {
  const [, , lines = '', margin] = new RegExp(`^( *)${key}:\\n((\\1 +).*\\n(?:\\3.*\\n|\\n)*)`, 'm').exec(text) ?? [];
  if (lines === '') throw new Error(`nothing stands under the key ${key}`);
  return lines.replaceAll(new RegExp(`^${margin}`, 'gm'), '');
}

/** The last item of a list, with the comment above it. */
function lastItem(lines: string): string {
  return lines.split('\n\n').at(-1) ?? '';
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

/** One box a layer, top down. */
function layersPicture(): string {
  const boxes = LAYERS.map(({ rooms, does }, index) => `  l${index}["${rooms.join(', ')}: ${does}"]`);
  const arrows = LAYERS.slice(1).map((_, index) => `  l${index} --> l${index + 1}`);
  return ['```mermaid', 'flowchart TD', ...boxes, ...arrows, '```'].join('\n');
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

if (import.meta.main) {
  for (const page of PAGES) writeFileSync(join(ROOT, page), refresh(read(page)));
  writeFileSync(join(ROOT, SCHEMA), `${JSON.stringify(mappingsSchema(), null, 2)}\n`);
  // The linter wants short lists in one line.
  const { status } = spawnSync('npx', ['--no-install', 'biome', 'format', '--write', SCHEMA], {
    cwd: ROOT,
    shell: process.platform === 'win32',
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  process.exitCode = status ?? 1;
}
