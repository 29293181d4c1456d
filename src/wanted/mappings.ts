import { setFlagsFromString } from 'node:v8';
import type { WantedList } from '../domain/wanted.ts';
import { entriesOf } from './entries.ts';
import type { TargetRule } from './entry.ts';
import { type Reading, settled } from './finding.ts';
import { type Format, formatOf } from './format.ts';
import { readJson } from './json.ts';
import { placer } from './placing.ts';
import { shapeOf } from './shape.ts';
import { readTable } from './table.ts';
import type { Tree } from './tree.ts';
import { readYaml } from './yaml.ts';

export interface Source {
  /** Path relative to the workspace, for places and by its extension for the format; absent for the input `mappings`. */
  readonly file?: string;
  /** Whether an entry must have vendor and region, or may leave both out (`state: absent`). */
  readonly target: TargetRule;
}

/** Characters; below this no tree needs much space. */
const LONG = 50_000;

/**
 * Reads a list of mappings in YAML, JSON or CSV: by the file's extension, else by what the text looks like. Every
 * problem has its place; lines and columns count from 1, without a byte order mark.
 */
export async function parseMappings(text: string, { file, target }: Source): Promise<WantedList> {
  // The tree of a long list is short-lived, and V8 would let the space for young objects grow by 60 MiB for it.
  if (text.length > LONG) setFlagsFromString('--semi-space-growth-factor=1');
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const placeOf = placer(source, file);
  const format = formatOf(source, file);
  const { tree, findings } = await read(source, format, target);
  const problems = [...findings];
  const rowName = (index: number, { span }: Tree): string =>
    format === 'csv' ? `row ${placeOf(span).line}` : `entry ${index + 1}`;
  const shape = tree && shapeOf(tree, rowName, problems);
  const entries = shape && entriesOf(shape, target, placeOf);
  return {
    wanted: entries?.wanted ?? [],
    ...(shape?.zone && { zone: { value: shape.zone.value, place: placeOf(shape.zone.span) } }),
    problems: settled([...problems, ...(entries?.problems ?? [])], placeOf),
    notices: settled(entries?.notices ?? [], placeOf),
  };
}

async function read(text: string, format: Format, target: TargetRule): Promise<Reading> {
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    const message = 'this holds a NUL character, so it is no text in UTF-8; save it as UTF-8 text';
    return { findings: [{ message, span: { start: nul, end: nul + 1 } }] };
  }
  if (/^\s*$/.test(text)) return { tree: { kind: 'nothing', span: { start: 0, end: 0 } }, findings: [] };
  switch (format) {
    case 'csv':
      return readTable(text, target);
    case 'json':
      return readJson(text);
    case 'flow': {
      const json = readJson(text);
      return json.tree ? json : readYaml(text);
    }
    default:
      return readYaml(text);
  }
}
