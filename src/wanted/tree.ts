import { quote } from '../domain/quote.ts';

/** A piece of the text: offset of its first character, and of the one after its last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A key of a map with its value. */
export interface Member {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Tree;
}

/** What a text of any format says, each value with its place. The rules are judged on this alone. */
export type Tree = { readonly span: Span } & (
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly Tree[] }
  | { readonly kind: 'map'; readonly members: readonly Member[] }
  /** A number, a boolean or null: `written` is how it stands there. */
  | { readonly kind: 'other'; readonly type: 'number' | 'boolean' | 'null'; readonly written: string }
  /** An empty place: a YAML key without a value, an empty cell of a CSV row. */
  | { readonly kind: 'nothing' }
  /** A value that cannot be known because of a problem that is reported already. */
  | { readonly kind: 'unknown' }
);

/** The most values of a text. A list of 3,500 mappings has 17,500 at most; one of many more takes memory that runners lack. */
export const MOST_VALUES = 50_000;
export const TOO_MANY =
  'this is too much for a list of mappings: a zone holds at most 3,500; split the list or mend it';

/** The most levels of lists and maps. The deepest list that can be fed back, an answer of the API, has four. */
export const DEEPEST = 20;
export const TOO_DEEP = `this is nested too deeply (over ${DEEPEST} levels) for a list of mappings; mend the brackets or indentation`;

/** Words for what stands at a place, such as `the number "5"` or `a list`. */
export function described(tree: Tree): string {
  switch (tree.kind) {
    case 'text':
      return `the text ${quote(tree.text)}`;
    case 'list':
      return 'a list';
    case 'map':
      return 'a map of keys and values';
    case 'other':
      return tree.type === 'null' ? 'null' : `the ${tree.type} ${quote(tree.written)}`;
    default:
      return 'empty';
  }
}
