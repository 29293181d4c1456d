import type { Document, ParsedNode, Scalar, YAMLError, YAMLMap, YAMLSeq } from 'yaml';
import { quote } from '../domain/text.ts';
import { EXPRESSION_REMEDY, expressionIn } from './entry-values.ts';
import type { Finding, Findings, Span } from './finding.ts';
import { DEEPEST, type Member, MOST_VALUES, TOO_DEEP, TOO_MANY, type Tree } from './syntax-tree.ts';

type Yaml = typeof import('yaml');

/** One schema, whatever a `%YAML` line asks for; duplicate keys are found later, in all formats alike. */
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
/** Characters of one of them. */
const LONGEST_LEXEME = 100_000;
/** Characters in double quotes, all together: they take the library forty times their length. */
const MOST_QUOTED = 1_000_000;

/** Reads one YAML document. Size and depth are counted while reading: the library bounds neither. */
export async function readYaml(text: string, findings: Findings): Promise<Tree | undefined> {
  const yaml = await import('yaml');
  // The library makes an error with its stack for every mistake of a text, of which there may be tens of thousands.
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return read(text, yaml, findings);
  } finally {
    Error.stackTraceLimit = limit;
  }
}

function read(text: string, yaml: Yaml, findings: Findings): Tree | undefined {
  const refused = (message: string, offset = 0): undefined => {
    findings.add({ message, span: { start: offset, end: offset } });
  };
  const parser = new yaml.Parser();
  const composer = new yaml.Composer(OPTIONS);
  const documents: Document.Parsed[] = [];
  let lexemes = 0;
  let quoted = 0;
  let strays = 0;
  for (const lexeme of new yaml.Lexer().lex(text)) {
    lexemes += 1;
    if (lexemes > MOST_LEXEMES) return refused(TOO_MANY);
    if (lexeme.startsWith('"')) quoted += lexeme.length;
    if (quoted > MOST_QUOTED || lexeme.length > LONGEST_LEXEME) return refused(TOO_MANY, parser.offset);
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
  if (errors.length > 0) return reportSyntax(errors, text, findings);
  if (second !== undefined)
    return refused(
      'a second YAML document starts here; keep one document, without a "---" after its start',
      second.range[0],
    );
  if (strays > MOST_STRAYS) return refused(TOO_MANY);
  return treeOf(document?.contents ?? null, yaml, findings);
}

/** One finding a line: the library's further errors on a line follow from the first. */
function reportSyntax(errors: readonly YAMLError[], text: string, findings: Findings): undefined {
  let nextLine = 0;
  for (const error of errors.toSorted((a, b) => a.pos[0] - b.pos[0])) {
    const [start] = error.pos;
    if (start < nextLine) continue;
    const lineEnd = text.indexOf('\n', start);
    nextLine = lineEnd < 0 ? Number.POSITIVE_INFINITY : lineEnd + 1;
    findings.add(syntaxFinding(error, start, text));
  }
}

function syntaxFinding({ code, message }: YAMLError, start: number, text: string): Finding {
  const around = text.slice(Math.max(0, start - 80), start + 80);
  const piece = text.slice(start, start + 80).replace(/\s.*$/s, '');
  const at = piece === '' ? '' : ` at ${quote(piece)}`;
  const expression = expressionIn(around);
  const why =
    expression === undefined
      ? message.startsWith('Sequence item')
        ? 'the indentation of this line is that of no line above it; fix it, and put a space after each "-"'
        : (REASONS[code] ?? 'check the indentation and the brackets')
      : `the expression ${quote(expression)} was not substituted; ${EXPRESSION_REMEDY}`;
  return { message: `this is not valid YAML${at}: ${why}`, span: { start, end: start + piece.length } };
}

/** The library's codes in plain words; its own messages show whole pieces of the text. */
const REASONS: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  BAD_DQ_ESCAPE: 'the backslash does not start an escape that YAML knows; use single quotes',
  BAD_INDENT: 'a bracket is not closed here, or the line is not indented enough',
  BAD_SCALAR_START: 'put a value that starts with this character in quotes',
  BLOCK_AS_IMPLICIT_KEY:
    'put a value with ": " in it, or with ":" at its end, in quotes; or fix the indentation of the next line',
  BLOCK_IN_FLOW: 'a comma is missing between the brackets',
  MISSING_CHAR: 'a quote, bracket, comma, colon or dash is missing',
  MULTILINE_IMPLICIT_KEY: 'put a space after the colon of the key; or fix the indentation',
  NON_STRING_KEY: 'a key must be plain text',
  TAB_AS_INDENT: 'indent with spaces, not with tabs',
  TAG_RESOLVE_FAILED: 'the tag is not known here; remove it',
};

/** The tree of a YAML document, its aliases and merge keys (`<<`) resolved, as long as it stays small. */
function treeOf(root: ParsedNode | null, yaml: Yaml, findings: Findings): Tree {
  /** What each anchor stands for at this point of the text, and how many values that is with its aliases resolved. */
  const anchors = new Map<string, { readonly tree: Tree; readonly size: number }>();
  let size = 0;
  return tree(root, { start: 0, end: 0 });

  /** `nowhere` is the place of a value that is not written. */
  function tree(node: ParsedNode | null, nowhere: Span): Tree {
    const before = size;
    if (tooMany(1, nowhere)) return { kind: 'unknown', span: nowhere };
    if (node === null) return { kind: 'nothing', span: nowhere };
    const span = spanOf(node);
    if (yaml.isAlias(node)) return aliased(node.source, span);
    const written = value(node, span);
    if (node.anchor) anchors.set(node.anchor, { tree: written, size: size - before });
    return written;
  }

  function value(node: YAMLMap.Parsed | YAMLSeq.Parsed | Scalar.Parsed, span: Span): Tree {
    if (yaml.isMap(node)) return { kind: 'map', members: members(node), span };
    if (yaml.isSeq(node))
      return { kind: 'list', items: node.items.map((item) => tree(item as ParsedNode, span)), span };
    return scalar(node, span);
  }

  function aliased(name: string, span: Span): Tree {
    const anchor = anchors.get(name);
    if (anchor === undefined)
      findings.add(() => ({
        message: `the alias ${quote(`*${name}`)} has no anchor; name its value with "&" somewhere before`,
        span,
      }));
    else if (!tooMany(anchor.size, span)) return { ...anchor.tree, span };
    return { kind: 'unknown', span };
  }

  /** Counts more values; true where they are too many, which is reported once. */
  function tooMany(more: number, span: Span): boolean {
    const before = size;
    size += more;
    if (before <= MOST_VALUES && size > MOST_VALUES) findings.add({ message: TOO_MANY, span });
    return size > MOST_VALUES;
  }

  /** By hand, for the library merges only where it makes plain objects, which have no places. */
  function members(map: YAMLMap.Parsed): Member[] {
    const own: Member[] = [];
    const merges: Tree[] = [];
    for (const { key, value } of map.items) {
      // With `stringKeys` every key of a sound document is a scalar.
      const { type, value: name } = key as Scalar.Parsed;
      const keySpan = spanOf(key);
      const member = { key: String(name), keySpan, value: tree(value, keySpan) };
      if (name === '<<' && type === 'PLAIN') merges.push(member.value);
      else own.push(member);
    }
    const keys = new Set(own.map(({ key }) => key));
    const merged = merges
      .flatMap((source) => (source.kind === 'list' ? source.items : [source]))
      .flatMap(mergeable)
      .filter(({ key }) => !keys.has(key) && keys.add(key));
    return [...own, ...merged];
  }

  function mergeable(source: Tree): readonly Member[] {
    if (source.kind === 'map') return source.members;
    if (source.kind !== 'unknown')
      findings.add({ message: '"<<" merges maps only; give it an alias such as *common', span: source.span });
    return [];
  }
}

function scalar({ value, source }: Scalar.Parsed, span: Span): Tree {
  if (typeof value === 'string') return { kind: 'text', text: value, span };
  if (value === null)
    return source === '' ? { kind: 'nothing', span } : { kind: 'other', type: 'null', written: source, span };
  return { kind: 'other', type: typeof value === 'boolean' ? 'boolean' : 'number', written: source, span };
}

function spanOf({ range: [start, end] }: ParsedNode): Span {
  return { start, end };
}
