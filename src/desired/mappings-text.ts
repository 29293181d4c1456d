import type { EntryList } from '../domain/entry.ts';
import { firstLine, readCsv, separatorOf } from './csv-text.ts';
import { EntryCollector } from './entry-list.ts';
import { type LocationRule, listEntryName, readDefaults, readEntry } from './entry-reader.ts';
import { type Finding, Findings, placer } from './finding.ts';
import { foreignList, foreignText } from './foreign-formats.ts';
import { readJson } from './json-text.ts';
import { shapeOf } from './mappings-shape.ts';
import { TOO_MANY, type Tree } from './syntax-tree.ts';
import { readYaml } from './yaml-text.ts';

export type { LocationRule } from './entry-reader.ts';

export interface MappingsTextOptions {
  /** Path relative to the workspace, for places and by its extension for the format; absent for the input `mappings`. */
  readonly file?: string;
  readonly rule: LocationRule;
}

/** How a list is written; `brackets` is JSON, or the like of it that YAML takes. */
export type Format = 'yaml' | 'json' | 'csv' | 'brackets';

/** Characters. A file may have as many bytes. */
const LONGEST_TEXT = 5 * 1024 * 1024;

const START = { start: 0, end: 0 };

/**
 * Reads a list of mappings in YAML, JSON or CSV: by the file's extension, else by what the text looks like. Every
 * problem has its place; lines and columns count from 1, without a byte order mark.
 */
export async function parseMappings(text: string, { file, rule }: MappingsTextOptions): Promise<EntryList> {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const placeOf = placer(source, file);
  const format = formatOf(source, file);
  const collector = new EntryCollector(placeOf);
  const findings = collector.problems;
  const tree = await read(source, format, rule, findings);
  const foreign = tree && foreignList(tree);
  if (foreign) findings.replaceBy(foreign);
  const nameOf = (index: number, { span }: Tree): string =>
    format === 'csv' ? `row ${placeOf(span).line}` : `entry ${index + 1}`;
  const shape = tree && !foreign ? shapeOf(tree, findings) : undefined;
  // A text that cannot be read may name a zone.
  if (shape === undefined) return collector.list(tree === undefined ? 'unknown' : undefined);
  const defaults = readDefaults(shape.defaults, findings);
  for (const [index, entry] of shape.entries.entries()) {
    const name = nameOf(index, entry);
    collector.add(name, readEntry(entry, listEntryName(name), defaults, rule, findings));
  }
  return collector.list(shape.zone);
}

/** The format of a list: what the file's extension says, else what its first line looks like. */
export function formatOf(text: string, file: string | undefined): Format {
  const extension = /\.(ya?ml|jsonc?|csv|tsv)$/i.exec(file ?? '')?.[1]?.toLowerCase();
  if (extension?.startsWith('json')) return 'json';
  if (extension !== undefined) return extension.endsWith('sv') ? 'csv' : 'yaml';
  const line = firstLine(text);
  if (/^\s*(?:[[{]|\/[/*])/.test(line)) return 'brackets';
  return looksLikeCsv(line) ? 'csv' : 'yaml';
}

/** A header has no key with a colon and no dash before it; without a separator it is one column. */
function looksLikeCsv(line: string): boolean {
  if (/^\s*(?:-(?:\s|$)|---|%)|:(?:\s|$)/.test(line)) return false;
  return separatorOf(line.trim()) !== undefined || /^\s*"?(?:ip|host|origin[-_]ip)"?\s*$/i.test(line);
}

async function read(text: string, format: Format, rule: LocationRule, findings: Findings): Promise<Tree | undefined> {
  const refusal = foreignText(text) ?? sizeOrBinary(text);
  if (refusal) {
    findings.add(refusal);
    return undefined;
  }
  if (/^\s*$/.test(text)) return { kind: 'nothing', span: START };
  switch (format) {
    case 'csv':
      return readCsv(text, rule, findings);
    case 'json':
      return readJson(text, findings);
    case 'brackets':
      return (await readJson(text, new Findings())) ?? readYaml(text, findings);
    case 'yaml':
      return readYaml(text, findings);
  }
}

function sizeOrBinary(text: string): Finding | undefined {
  if (text.length > LONGEST_TEXT) return { message: TOO_MANY, span: START };
  const nul = text.indexOf('\0');
  if (nul < 0) return undefined;
  const message = 'this holds a NUL character, so it is not text in UTF-8; save it as UTF-8 text';
  return { message, span: { start: nul, end: nul + 1 } };
}
