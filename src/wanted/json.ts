import { quote } from '../domain/quote.ts';
import type { Finding, Reading } from './finding.ts';
import { DEEPEST, type Member, MOST_VALUES, TOO_DEEP, TOO_MANY, type Tree } from './tree.ts';

const BLANKS = /[ \t\r\n]*/y;
/** Everything but control characters, the quote and the backslash. */
const PLAIN = /[ !#-[\]-\uffff]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y;
const LITERAL = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const WORD = /[\p{L}\p{N}_.-]{1,40}|./suy;

/**
 * Reads JSON as `JSON.parse` takes it, with the place of each value. (JSON.parse tells no places, and the YAML
 * library takes seconds for what the size of a file allows.) The first mistake ends it.
 */
export function readJson(text: string): Reading {
  return new Scanner(text).read();
}

/** Every method reads what its name says from the current offset on; undefined after a mistake. */
class Scanner {
  readonly #text: string;
  readonly #findings: Finding[] = [];
  #at = 0;
  #values = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): Reading {
    const tree = this.#value(0);
    this.#skip(BLANKS);
    if (tree && this.#at < this.#text.length) this.#unexpected('nothing more');
    return { findings: this.#findings, ...(tree && this.#findings.length === 0 && { tree }) };
  }

  #value(depth: number): Tree | undefined {
    this.#skip(BLANKS);
    this.#values += 1;
    if (depth > DEEPEST) return this.#refuse(TOO_DEEP);
    if (this.#values > MOST_VALUES) return this.#refuse(TOO_MANY);
    switch (this.#text[this.#at]) {
      case '[':
        return this.#list(depth);
      case '{':
        return this.#map(depth);
      case '"':
        return this.#textValue();
      default:
        return this.#literal();
    }
  }

  #list(depth: number): Tree | undefined {
    const start = this.#at;
    const items: Tree[] = [];
    for (let more = !this.#opensEmpty(']'); more; more = this.#continues(']')) {
      const item = this.#value(depth + 1);
      if (item === undefined) return undefined;
      items.push(item);
    }
    return { kind: 'list', items, span: { start, end: this.#at } };
  }

  #map(depth: number): Tree | undefined {
    const start = this.#at;
    const members: Member[] = [];
    for (let more = !this.#opensEmpty('}'); more; more = this.#continues('}')) {
      const member = this.#member(depth);
      if (member === undefined) return undefined;
      members.push(member);
    }
    return { kind: 'map', members, span: { start, end: this.#at } };
  }

  #member(depth: number): Member | undefined {
    this.#skip(BLANKS);
    const start = this.#at;
    if (this.#text[start] !== '"') return this.#unexpected('a key in double quotes');
    const key = this.#string();
    if (key === undefined) return undefined;
    const keySpan = { start, end: this.#at };
    this.#skip(BLANKS);
    if (this.#text[this.#at] !== ':') return this.#unexpected('a colon after the key');
    this.#at += 1;
    const value = this.#value(depth + 1);
    return value && { key, keySpan, value };
  }

  #textValue(): Tree | undefined {
    const start = this.#at;
    const text = this.#string();
    return text === undefined ? undefined : { kind: 'text', text, span: { start, end: this.#at } };
  }

  #string(): string | undefined {
    const start = this.#at;
    this.#at += 1;
    do this.#skip(PLAIN);
    while (this.#skip(ESCAPE));
    const next = this.#text[this.#at];
    if (next === '"') {
      this.#at += 1;
      return JSON.parse(this.#text.slice(start, this.#at));
    }
    if (next === '\\') return this.#fail('the backslash starts no escape that JSON knows; write two for one backslash');
    this.#at = start;
    return this.#fail('the quote is not closed on its line; add the closing quote, and write a line break as \\n');
  }

  #literal(): Tree | undefined {
    const start = this.#at;
    if (!this.#skip(LITERAL)) return this.#unexpected('a value');
    const written = this.#text.slice(start, this.#at);
    const type = written === 'null' ? 'null' : /^[tf]/.test(written) ? 'boolean' : 'number';
    return { kind: 'other', type, written, span: { start, end: this.#at } };
  }

  /** Steps over the opening bracket; true if the closing one follows, which is stepped over too. */
  #opensEmpty(close: string): boolean {
    this.#at += 1;
    this.#skip(BLANKS);
    if (this.#text[this.#at] !== close) return false;
    this.#at += 1;
    return true;
  }

  /** Steps over what follows an item: true after a comma; false after the closing bracket, or a mistake. */
  #continues(close: string): boolean {
    this.#skip(BLANKS);
    const next = this.#text[this.#at];
    if (next === ',' || next === close) this.#at += 1;
    else this.#unexpected(`"," or "${close}"`);
    return next === ',';
  }

  /** Steps over what a pattern finds here; false where it finds nothing. */
  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    const found = pattern.test(this.#text);
    if (found) this.#at = pattern.lastIndex;
    return found;
  }

  #unexpected(wanted: string): undefined {
    WORD.lastIndex = this.#at;
    const [piece = ''] = WORD.exec(this.#text) ?? [];
    if (piece === '') return this.#fail('the text ends too early; a closing bracket or quote is missing');
    const before = this.#text.slice(0, this.#at).trimEnd();
    if (/[\]}]/.test(piece) && before.endsWith(','))
      return this.#fail(`a comma stands before the closing ${quote(piece)}; take the comma away`, piece.length);
    return this.#fail(`${quote(piece)} is not expected here; JSON wants ${wanted}`, piece.length);
  }

  #fail(fault: string, length = 0): undefined {
    this.#refuse(`this is not valid JSON: ${fault}`, length);
  }

  /** Only the first mistake is told: what is read after it is read out of step. */
  #refuse(message: string, length = 0): undefined {
    const span = { start: this.#at, end: this.#at + length };
    if (this.#findings.length === 0) this.#findings.push({ message, span });
  }
}
