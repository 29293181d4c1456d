import type { JSONVisitor, ParseErrorCode } from 'jsonc-parser';
import { quote } from '../domain/text.ts';
import type { Finding, Findings, Span } from './finding.ts';
import { DEEPEST, type Member, MOST_VALUES, TOO_DEEP, TOO_MANY, type Tree } from './syntax-tree.ts';

/** Ends the parser, which would read on after a mistake. */
class Stop extends Error {
  readonly finding: Finding;

  constructor(message: string, span: Span) {
    super(message);
    this.finding = { message, span };
  }
}

/** Reads JSON, comments and trailing commas allowed. The first mistake ends it; so do too many values or levels. */
export async function readJson(text: string, findings: Findings): Promise<Tree | undefined> {
  const { visit, printParseErrorCode } = await import('jsonc-parser');
  const builder = new TreeBuilder();
  const reason = (code: ParseErrorCode) => REASONS[printParseErrorCode(code)] ?? 'check the commas and brackets';
  try {
    visit(text, visitor(builder, text, reason), { allowTrailingComma: true });
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    findings.add(error.finding);
    return undefined;
  }
  return builder.tree();
}

function visitor(builder: TreeBuilder, text: string, reason: (code: ParseErrorCode) => string): JSONVisitor {
  return {
    onObjectBegin: (offset) => builder.open('map', offset),
    onArrayBegin: (offset) => builder.open('list', offset),
    onObjectEnd: (offset, length) => builder.close(offset + length),
    onArrayEnd: (offset, length) => builder.close(offset + length),
    onObjectProperty: (key, offset, length) => builder.key(key, { start: offset, end: offset + length }),
    onLiteralValue(value: unknown, offset, length) {
      const span = { start: offset, end: offset + length };
      if (typeof value === 'string') return builder.add({ kind: 'text', text: value, span });
      const type = value === null ? 'null' : typeof value === 'boolean' ? 'boolean' : 'number';
      return builder.add({ kind: 'other', type, written: text.slice(span.start, span.end), span });
    },
    onError(code, offset, length) {
      const piece = text.slice(offset, offset + Math.min(length, 80)).replace(/\s.*$/s, '');
      const at = piece === '' ? '' : ` at ${quote(piece)}`;
      throw new Stop(`this is not valid JSON${at}: ${reason(code)}`, { start: offset, end: offset + piece.length });
    },
  };
}

/** A list or map whose end is not read yet; a map has a key for each of its values. */
interface Open {
  readonly kind: 'list' | 'map';
  readonly start: number;
  readonly keys: Omit<Member, 'value'>[];
  readonly values: Tree[];
}

class TreeBuilder {
  readonly #root: Open = { kind: 'list', start: 0, keys: [], values: [] };
  readonly #open: Open[] = [];
  #count = 0;

  open(kind: 'list' | 'map', start: number): void {
    if (this.#open.length >= DEEPEST) throw new Stop(TOO_DEEP, { start, end: start });
    this.#open.push({ kind, start, keys: [], values: [] });
  }

  key(key: string, keySpan: Span): void {
    this.#innermost().keys.push({ key, keySpan });
  }

  add(tree: Tree): void {
    this.#count += 1;
    if (this.#count > MOST_VALUES) throw new Stop(TOO_MANY, { start: 0, end: 0 });
    this.#innermost().values.push(tree);
  }

  close(end: number): void {
    const { kind, start, keys, values } = this.#innermost();
    this.#open.pop();
    const span = { start, end };
    if (kind === 'list') this.add({ kind, items: values, span });
    else this.add({ kind, members: keys.map((key, index) => ({ ...key, value: values[index] as Tree })), span });
  }

  /** The whole text; known after the last event, if none was an error. */
  tree(): Tree | undefined {
    return this.#root.values[0];
  }

  #innermost(): Open {
    return this.#open.at(-1) ?? this.#root;
  }
}

/** The library's codes in plain words. */
const REASONS: Readonly<Partial<Record<string, string>>> = {
  InvalidSymbol: 'put text in double quotes; only numbers, true, false and null stand without',
  InvalidNumberFormat: 'this is not a number of JSON; put text in double quotes',
  UnexpectedEndOfNumber: 'this number has no end; put text in double quotes',
  PropertyNameExpected: 'a key in double quotes is expected here',
  ValueExpected: 'a value is expected here',
  ColonExpected: 'a colon is expected after the key',
  CommaExpected: 'a comma is expected here',
  CloseBraceExpected: 'the closing "}" is missing',
  CloseBracketExpected: 'the closing "]" is missing',
  EndOfFileExpected: 'nothing more is expected after the first value',
  UnexpectedEndOfComment: 'the comment is not closed; add "*/"',
  UnexpectedEndOfString: 'the quote is not closed on its line; add the closing quote, and write a line break as \\n',
  InvalidUnicode: 'four hexadecimal digits are expected after "\\u"',
  InvalidEscapeCharacter: 'the backslash does not start an escape that JSON knows; write two for one backslash',
  InvalidCharacter: 'a control character is not allowed in a text; write a tab as \\t',
};
