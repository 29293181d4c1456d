import type { ParsedNode, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { quote } from '../domain/quote.ts';
import type { Finding, Reading } from './finding.ts';
import { type Member, MOST_VALUES, type Span, TOO_MANY, type Tree } from './tree.ts';

type Yaml = Pick<typeof import('yaml'), 'isAlias' | 'isMap' | 'isSeq'>;

/** The tree of a YAML document, with its aliases and merge keys (`<<`) resolved, as far as it stays small. */
export function unfold(root: ParsedNode | null, yaml: Yaml): Reading {
  const unfolding = new Unfolding(yaml);
  const tree = unfolding.tree(root, { start: 0, end: 0 });
  return { tree, findings: unfolding.findings };
}

class Unfolding {
  readonly findings: Finding[] = [];
  readonly #yaml: Yaml;
  /** What each anchor stands for at this point of the text, and how many values that is with its aliases unfolded. */
  readonly #anchors = new Map<string, { readonly tree: Tree; readonly size: number }>();
  #size = 0;

  constructor(yaml: Yaml) {
    this.#yaml = yaml;
  }

  /** `nowhere` is the place of a value that is not written. */
  tree(node: ParsedNode | null, nowhere: Span): Tree {
    const before = this.#size;
    if (this.#outgrown(1, nowhere)) return { kind: 'unknown', span: nowhere };
    if (node === null) return { kind: 'nothing', span: nowhere };
    const span = spanOf(node);
    if (this.#yaml.isAlias(node)) return this.#aliased(node.source, span);
    const tree = this.#written(node, span);
    if (node.anchor) this.#anchors.set(node.anchor, { tree, size: this.#size - before });
    return tree;
  }

  #written(node: YAMLMap.Parsed | YAMLSeq.Parsed | Scalar.Parsed, span: Span): Tree {
    if (this.#yaml.isMap(node)) return { kind: 'map', members: this.#members(node), span };
    if (this.#yaml.isSeq(node))
      return { kind: 'list', items: node.items.map((item) => this.tree(item as ParsedNode, span)), span };
    return scalar(node, span);
  }

  #aliased(name: string, span: Span): Tree {
    const anchor = this.#anchors.get(name);
    if (anchor === undefined)
      this.findings.push({
        message: `the alias ${quote(`*${name}`)} has no anchor; name its value with "&" somewhere before`,
        span,
      });
    else if (!this.#outgrown(anchor.size, span)) return { ...anchor.tree, span };
    return { kind: 'unknown', span };
  }

  /** Counts more values; true where they are too many, which is told once. */
  #outgrown(more: number, span: Span): boolean {
    const before = this.#size;
    this.#size += more;
    if (before <= MOST_VALUES && this.#size > MOST_VALUES) this.findings.push({ message: TOO_MANY, span });
    return this.#size > MOST_VALUES;
  }

  #members(map: YAMLMap.Parsed): Member[] {
    const own: Member[] = [];
    const merges: Tree[] = [];
    for (const { key, value } of map.items) {
      // With `stringKeys` every key of a sound document is a scalar.
      const { type, value: name } = key as Scalar.Parsed;
      const keySpan = spanOf(key);
      const tree = this.tree(value, keySpan);
      if (name === '<<' && type === 'PLAIN') merges.push(tree);
      else own.push({ key: String(name), keySpan, value: tree });
    }
    const keys = new Set(own.map(({ key }) => key));
    const merged = merges
      .flatMap((tree) => (tree.kind === 'list' ? tree.items : [tree]))
      .flatMap((tree) => this.#mergeable(tree))
      .filter(({ key }) => !keys.has(key) && keys.add(key));
    return [...own, ...merged];
  }

  #mergeable(tree: Tree): readonly Member[] {
    if (tree.kind === 'map') return tree.members;
    if (tree.kind !== 'unknown')
      this.findings.push({ message: '"<<" takes in a map; give it an alias such as *common', span: tree.span });
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
