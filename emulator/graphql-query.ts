/** An argument's value as a query writes it. */
type Value =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'plain'; readonly value: unknown }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | { readonly kind: 'object'; readonly fields: readonly (readonly [string, Value])[] };

type Selection =
  | {
      readonly kind: 'field';
      readonly key: string;
      readonly name: string;
      readonly args: readonly (readonly [string, Value])[];
      readonly selections: readonly Selection[];
    }
  | { readonly kind: 'fragment'; readonly type: string | undefined; readonly selections: readonly Selection[] };

/** An object of the schema: fields as values, or as functions of their arguments. */
export interface GraphObject {
  readonly __typename: string;
  readonly [field: string]: unknown;
}

export type GraphArguments = Readonly<Record<string, unknown>>;

/** What makes an answer of errors alone. */
export class GraphQLProblem extends Error {
  readonly type: string | undefined;

  constructor(message: string, type?: string) {
    super(message);
    this.type = type;
  }
}

/** Runs the one operation of a document, without named fragments and directives. Throws {@link GraphQLProblem}. */
export async function execute(
  document: string,
  variables: GraphArguments,
  root: GraphObject,
): Promise<Readonly<Record<string, unknown>>> {
  const tokens = document.replaceAll(/#.*|,/g, ' ').match(/\.\.\.|[{}()[\]:$!=]|"(?:[^"\\]|\\.)*"|[-\w.]+|\S/g) ?? [];
  const reader = { tokens, next: 0 };
  const defaults = readHead(reader);
  const selections = readSelections(reader);
  return select(root, selections, { ...defaults, ...variables });
}

/** The name of a document's operation. */
export function operationName(document: string): string | undefined {
  return /^\s*(?:query|mutation)\s+(\w+)/.exec(document)?.[1];
}

interface Reader {
  readonly tokens: readonly string[];
  next: number;
}

/** The operation's keyword, its name, and its variables' default values. */
function readHead(reader: Reader): Record<string, unknown> {
  const defaults: Record<string, unknown> = {};
  while (reader.tokens[reader.next] !== '{') {
    const token = take(reader);
    if (token !== '=') continue;
    const name = variableBefore(reader);
    defaults[name] = evaluate(readValue(reader), {});
  }
  return defaults;
}

/** The variable whose default value stands here. */
function variableBefore({ tokens, next }: Reader): string {
  const dollar = tokens.lastIndexOf('$', next);
  return tokens[dollar + 1] ?? '';
}

function readSelections(reader: Reader): Selection[] {
  expectToken(reader, '{');
  const selections: Selection[] = [];
  while (reader.tokens[reader.next] !== '}') {
    const token = take(reader);
    if (token === '...') {
      const on = reader.tokens[reader.next] === 'on';
      if (on) reader.next += 1;
      selections.push({ kind: 'fragment', type: on ? take(reader) : undefined, selections: readSelections(reader) });
      continue;
    }
    if (!/^\w+$/.test(token)) throw new GraphQLProblem(`Parse error on ${JSON.stringify(token)}`);
    const aliased = reader.tokens[reader.next] === ':';
    if (aliased) reader.next += 1;
    const name = aliased ? take(reader) : token;
    const args = reader.tokens[reader.next] === '(' ? readPairs(reader, '(', ')') : [];
    const inner = reader.tokens[reader.next] === '{' ? readSelections(reader) : [];
    selections.push({ kind: 'field', key: token, name, args, selections: inner });
  }
  reader.next += 1;
  return selections;
}

function readPairs(reader: Reader, open: string, close: string): (readonly [string, Value])[] {
  expectToken(reader, open);
  const pairs: (readonly [string, Value])[] = [];
  while (reader.tokens[reader.next] !== close) {
    const name = take(reader);
    expectToken(reader, ':');
    pairs.push([name, readValue(reader)]);
  }
  reader.next += 1;
  return pairs;
}

function readValue(reader: Reader): Value {
  const token = reader.tokens[reader.next];
  if (token === '{') return { kind: 'object', fields: readPairs(reader, '{', '}') };
  take(reader);
  if (token === '$') return { kind: 'variable', name: take(reader) };
  if (token === '[') {
    const items: Value[] = [];
    while (reader.tokens[reader.next] !== ']') items.push(readValue(reader));
    reader.next += 1;
    return { kind: 'list', items };
  }
  const json = /^(?:".*"|-?\d+(?:\.\d+)?|true|false|null)$/s.test(token ?? '');
  return { kind: 'plain', value: json ? JSON.parse(token ?? '') : token };
}

function take(reader: Reader): string {
  const token = reader.tokens[reader.next];
  if (token === undefined) throw new GraphQLProblem('Unexpected end of document');
  reader.next += 1;
  return token;
}

function expectToken(reader: Reader, expected: string): void {
  const token = take(reader);
  if (token !== expected) throw new GraphQLProblem(`Expected ${expected}, actual: ${token}`);
}

function evaluate(value: Value, variables: GraphArguments): unknown {
  switch (value.kind) {
    case 'variable':
      return variables[value.name];
    case 'plain':
      return value.value;
    case 'list':
      return value.items.map((item) => evaluate(item, variables));
    case 'object':
      return Object.fromEntries(value.fields.map(([name, field]) => [name, evaluate(field, variables)]));
  }
}

async function select(
  object: GraphObject,
  selections: readonly Selection[],
  variables: GraphArguments,
): Promise<Record<string, unknown>> {
  const result: Record<string, unknown> = {};
  for (const selection of selections) {
    if (selection.kind === 'fragment') {
      const fits = selection.type === undefined || typesOf(object).includes(selection.type);
      if (fits) Object.assign(result, await select(object, selection.selections, variables));
      continue;
    }
    const { key, name, args, selections: inner } = selection;
    if (!Object.hasOwn(object, name))
      throw new GraphQLProblem(`Field '${name}' doesn't exist on type '${object.__typename}'`, 'undefinedField');
    const field = object[name];
    const given = Object.fromEntries(args.map(([arg, value]) => [arg, evaluate(value, variables)]));
    const value: unknown = await (typeof field === 'function' ? field(given) : field);
    result[key] = await complete(value, inner, variables, name);
  }
  return result;
}

async function complete(
  value: unknown,
  selections: readonly Selection[],
  variables: GraphArguments,
  name: string,
): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map((item) => complete(item, selections, variables, name)));
  if (typeof value !== 'object' || value === null) return value;
  if (selections.length === 0)
    throw new GraphQLProblem(`Field must have selections (field '${name}' returns an object)`);
  return select(value as GraphObject, selections, variables);
}

/** The type of an object and the interfaces that it has in GitHub's schema. */
function typesOf({ __typename }: GraphObject): readonly string[] {
  return [__typename, 'Node', ...(['Bot', 'User'].includes(__typename) ? ['Actor'] : ['Comment'])];
}
