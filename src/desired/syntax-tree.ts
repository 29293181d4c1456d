import { quote } from '../domain/text.ts';
import type { Finding, Findings, Span } from './finding.ts';

/** A key of a map with its value. */
export interface Member {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Tree;
}

/** What a text of any format holds, each value with its position. All rules are checked on this alone. */
export type Tree = { readonly span: Span } & (
  | {
      readonly kind: 'text';
      readonly text: string;
      /** A cell of a table or an input: may hold several addresses, and a boolean as text. */
      readonly untyped?: true;
    }
  | { readonly kind: 'list'; readonly items: readonly Tree[] }
  | { readonly kind: 'map'; readonly members: readonly Member[] }
  /** A number, a boolean or null: `written` is how the text spells it. */
  | { readonly kind: 'other'; readonly type: 'number' | 'boolean' | 'null'; readonly written: string }
  /** An empty place: a YAML key without a value, an empty cell of a CSV row. */
  | { readonly kind: 'nothing' }
  /** A value that is not known because of a problem that is reported already. */
  | { readonly kind: 'unknown' }
);

export type ListTree = Extract<Tree, { kind: 'list' }>;
export type MapTree = Extract<Tree, { kind: 'map' }>;

/** The most values of a text. A list of 3,500 mappings has at most 25,000; one of many more takes too much memory. */
export const MOST_VALUES = 50_000;
export const TOO_MANY =
  'this is too much for a list of mappings: a zone holds at most 3,500; split the list, or fix what it was made from';

/** The most levels of lists and maps. The deepest list that can be fed back, an answer of the API, has four. */
export const DEEPEST = 20;
export const TOO_DEEP = `this is nested too deeply (over ${DEEPEST} levels) for a list of mappings; fix the brackets or the indentation`;

/** Words for a value, such as `the number "5"` or `a list`. */
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

/** The value of a key, if the tree is a map that has it. */
export function valueAt(tree: Tree | undefined, key: string): Tree | undefined {
  return tree?.kind === 'map' ? tree.members.find((member) => member.key === key)?.value : undefined;
}

/** Which keys a map may have. */
export interface Keys {
  readonly known: readonly string[];
  /** Other spellings of known keys. */
  readonly spellings?: ReadonlyMap<string, string>;
  /** Words that others use for known keys: an error, which names the key that was meant. */
  readonly synonyms?: ReadonlyMap<string, string>;
  /** Keys that may be there and have no meaning here. */
  readonly ignored?: readonly string[];
}

/**
 * The members of a map by key, in its known spelling. A key that is not known, or that is there twice, is a finding at
 * the key; of two, the first counts.
 */
export function membersOf(map: MapTree, name: string, keys: Keys, findings: Findings): Map<string, Member> {
  const members = new Map<string, Member>();
  for (const member of map.members) {
    const key = keys.spellings?.get(member.key) ?? member.key;
    if (!keys.known.includes(key)) {
      if (!keys.ignored?.includes(key)) findings.add(unknownKey(member, name, keys));
      continue;
    }
    const first = members.get(key);
    if (first === undefined) members.set(key, member);
    else findings.add(secondKey(member, first, name));
  }
  return members;
}

function unknownKey({ key, keySpan }: Member, name: string, { known, synonyms }: Keys): Finding {
  const meant = synonyms?.get(key.toLowerCase().replace(/[\s_-]/g, ''));
  return {
    message: `${name}: the key ${quote(key)} is not known; the keys are ${known.join(', ')}`,
    span: keySpan,
    typed: { word: key, among: known, ...(meant !== undefined && known.includes(meant) ? { meant } : {}) },
  };
}

function secondKey({ key, keySpan }: Member, first: Member, name: string): Finding {
  const again = key === first.key ? 'is there twice' : `says the same as ${quote(first.key)}, which is there too`;
  return { message: `${name}: the key ${quote(key)} ${again}; keep one of them`, span: keySpan };
}
