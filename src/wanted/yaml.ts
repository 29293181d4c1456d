import type { Document, YAMLError } from 'yaml';
import { quote } from '../domain/quote.ts';
import type { Finding, Reading } from './finding.ts';
import { DEEPEST, TOO_DEEP, TOO_MANY } from './tree.ts';
import { unfold } from './unfold.ts';

/** All in one schema, whatever a `%YAML` line asks for; keys are judged by us, in all formats alike. */
const OPTIONS = {
  schema: 'core',
  resolveKnownTags: false,
  stringKeys: true,
  uniqueKeys: false,
  prettyErrors: false,
} as const;

/** Parts of a stream of which a list has one or none; another text may have a hundred thousand, and each is slow. */
const STRAYS: ReadonlySet<string> = new Set(['document', 'directive', 'error']);
const MOST_STRAYS = 200;

/** Pieces that the library cuts a text into. A list of 3,500 mappings has 84,000; in braces and with comments in every line 137,000. */
const MOST_LEXEMES = 150_000;
/** Characters of one of them; a longer value or comment takes the library forty times its length. */
const LONGEST_LEXEME = 100_000;

/** Reads one YAML document. Size and depth are counted while reading: the library bounds neither. */
export async function readYaml(text: string): Promise<Reading> {
  const yaml = await import('yaml');
  // The library makes an error with its stack for every mistake of a text, of which there may be tens of thousands; nobody reads them.
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return read(text, yaml);
  } finally {
    Error.stackTraceLimit = limit;
  }
}

function read(text: string, yaml: typeof import('yaml')): Reading {
  const parser = new yaml.Parser();
  const composer = new yaml.Composer(OPTIONS);
  const documents: Document.Parsed[] = [];
  let lexemes = 0;
  let strays = 0;
  for (const lexeme of new yaml.Lexer().lex(text)) {
    lexemes += 1;
    if (lexemes > MOST_LEXEMES) return refused(TOO_MANY);
    if (lexeme.length > LONGEST_LEXEME) return refused(TOO_MANY, parser.offset);
    for (const token of parser.next(lexeme)) {
      if (STRAYS.has(token.type)) strays += 1;
      documents.push(...composer.next(token));
    }
    if (strays > MOST_STRAYS) break;
    if (parser.stack.length > DEEPEST) return refused(TOO_DEEP, parser.offset);
  }
  for (const token of parser.end()) documents.push(...composer.next(token));
  documents.push(...composer.end(true, text.length));

  const errors = documents.flatMap(({ errors, warnings }) => [...errors, ...warnings]);
  const [document, second] = documents;
  if (errors.length > 0) return { findings: syntaxFindings(errors, text) };
  if (second !== undefined)
    return refused(
      'a second YAML document starts here; keep one document, without a "---" after its start',
      second.range[0],
    );
  if (strays > MOST_STRAYS) return refused(TOO_MANY);
  return unfold(document?.contents ?? null, yaml);
}

function refused(message: string, offset = 0): Reading {
  return { findings: [{ message, span: { start: offset, end: offset } }] };
}

/** One finding a line: the library's further errors on a line follow from the first. */
function syntaxFindings(errors: readonly YAMLError[], text: string): Finding[] {
  const byLine = new Map<number, Finding>();
  for (const { code, pos } of errors.toSorted((a, b) => a.pos[0] - b.pos[0])) {
    const [start] = pos;
    const line = text.lastIndexOf('\n', start - 1);
    if (byLine.has(line)) continue;
    const piece = text.slice(start, start + 80).replace(/\s.*$/s, '');
    const at = piece === '' ? '' : ` at ${quote(piece)}`;
    const why = REASONS[code] ?? 'check the indentation and the brackets';
    const span = { start, end: start + piece.length };
    byLine.set(line, { message: `this is not valid YAML${at}: ${why}`, span });
  }
  return [...byLine.values()];
}

const QUOTES = 'put a value with ":" and a blank in it, or with ":" at its end, in quotes; or mend the indentation';

/** The library's codes in plain words; its own messages show whole pieces of the text. */
const REASONS: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  BAD_DQ_ESCAPE: 'the backslash starts no escape that YAML knows; use single quotes',
  BAD_SCALAR_START: 'put a value that starts with this character in quotes',
  BLOCK_AS_IMPLICIT_KEY: QUOTES,
  MISSING_CHAR: 'a quote, bracket, comma, colon or dash is missing',
  MULTILINE_IMPLICIT_KEY: QUOTES,
  NON_STRING_KEY: 'a key must be plain text',
  TAB_AS_INDENT: 'indent with blanks, not with tabs',
  TAG_RESOLVE_FAILED: 'the tag is not known here; take it away',
};
