import type { FakeAnswer } from './github-rest.ts';
import { commentUrl, type FakeComment, type FakePull, type GitHubStore, isBot } from './github-store.ts';
import { execute, type GraphArguments, type GraphObject, GraphQLProblem } from './graphql-query.ts';

/** What GraphQL answers: errors come with 200. */
export async function answerGraphQL(body: unknown, login: string, store: GitHubStore): Promise<FakeAnswer> {
  const { query = '', variables } = (body ?? {}) as { readonly query?: string; readonly variables?: GraphArguments };
  const errors: object[] = [];
  try {
    const data = await execute(query, variables ?? {}, rootOf(login, store, errors));
    return { status: 200, body: errors.length === 0 ? { data } : { data, errors } };
  } catch (problem) {
    if (!(problem instanceof GraphQLProblem)) throw problem;
    const { type, message } = problem;
    return { status: 200, body: { errors: [{ ...(type !== undefined && { type }), message }] } };
  }
}

function rootOf(login: string, store: GitHubStore, errors: object[]): GraphObject {
  return {
    __typename: 'Query',
    // Unlike the author of a comment, the viewer keeps the suffix of an app.
    viewer: { __typename: isBot(login) ? 'Bot' : 'User', login, id: `U_${login}` },
    repository: ({ owner, name }: GraphArguments) => {
      if (`${owner}/${name}` === store.repository) return repositoryOf(store, errors);
      const message = `Could not resolve to a Repository with the name '${owner}/${name}'.`;
      errors.push({ type: 'NOT_FOUND', path: ['repository'], message });
      return null;
    },
  };
}

function repositoryOf(store: GitHubStore, errors: object[]): GraphObject {
  return {
    __typename: 'Repository',
    nameWithOwner: store.repository,
    pullRequests: (args: GraphArguments) => {
      const states = args.states === undefined ? undefined : [args.states].flat();
      const pulls = [...store.pulls.values()].filter((pull) => states?.includes(stateOf(pull)) ?? true);
      return connection('pullRequests', pulls, args, {
        node: (pull) => pullOf(pull, store),
        keys: { CREATED_AT: (pull) => pull.createdAt, UPDATED_AT: (pull) => pull.updatedAt },
        id: (pull) => pull.number,
      });
    },
    pullRequest: ({ number }: GraphArguments) => {
      const pull = store.pulls.get(Number(number));
      if (pull !== undefined) return pullOf(pull, store);
      const message = `Could not resolve to a PullRequest with the number of ${number}.`;
      errors.push({ type: 'NOT_FOUND', path: ['repository', 'pullRequest'], message });
      return null;
    },
  };
}

function pullOf(pull: FakePull, store: GitHubStore): GraphObject {
  const { number, locked, merged, createdAt, updatedAt, closedAt, headRepository } = pull;
  return {
    __typename: 'PullRequest',
    id: `PR_${number}`,
    number,
    state: stateOf(pull),
    closed: pull.state === 'closed',
    merged,
    locked,
    createdAt,
    updatedAt,
    closedAt,
    mergedAt: merged ? closedAt : null,
    isCrossRepository: headRepository !== store.repository,
    headRepository: headRepository === null ? null : { __typename: 'Repository', nameWithOwner: headRepository },
    url: `https://github.com/${store.repository}/pull/${number}`,
    comments: (args: GraphArguments) =>
      connection(
        'comments',
        store.comments.filter((comment) => comment.pull === number),
        args,
        {
          node: (comment) => commentOf(comment, store),
          keys: { CREATED_AT: (comment) => comment.createdAt, UPDATED_AT: (comment) => comment.updatedAt },
          id: (comment) => comment.id,
        },
      ),
  };
}

function commentOf(comment: FakeComment, { repository }: GitHubStore): GraphObject {
  const { id, body, login, createdAt, updatedAt } = comment;
  const bot = isBot(login);
  return {
    __typename: 'IssueComment',
    id: `IC_${id}`,
    // The plain number is of 32 bits, which newer comments do not fit.
    databaseId: id > 2_147_483_647 ? null : id,
    fullDatabaseId: String(id),
    url: commentUrl(repository, comment),
    body,
    createdAt,
    updatedAt,
    // GraphQL leaves the `[bot]` of an app's login out.
    author: { __typename: bot ? 'Bot' : 'User', login: bot ? login.slice(0, -5) : login },
  };
}

function stateOf({ state, merged }: FakePull): 'OPEN' | 'CLOSED' | 'MERGED' {
  if (state === 'open') return 'OPEN';
  return merged ? 'MERGED' : 'CLOSED';
}

interface Listing<Item> {
  readonly node: (item: Item) => GraphObject;
  /** By what `orderBy` can sort. */
  readonly keys: Readonly<Record<string, (item: Item) => string>>;
  readonly id: (item: Item) => number;
}

/**
 * A page of a list. A cursor names a place in the order, not a count, so that it still means the same when the list has changed.
 */
function connection<Item>(
  name: string,
  items: readonly Item[],
  { first, last, after, before, orderBy }: GraphArguments,
  { node, keys, id }: Listing<Item>,
): GraphObject {
  const size = Number(first ?? last ?? 0);
  if (size < 1)
    throw new GraphQLProblem(
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
      'MISSING_PAGINATION_BOUNDARIES',
    );
  if (size > 100)
    throw new GraphQLProblem(
      `Requesting ${size} records on the \`${name}\` connection exceeds the \`first\` limit of 100 records.`,
      'EXCESSIVE_PAGINATION',
    );
  const { field = 'CREATED_AT', direction = 'ASC' } = (orderBy ?? {}) as { field?: string; direction?: string };
  const key = keys[field];
  if (key === undefined) throw new GraphQLProblem(`Argument 'field' has an invalid value (${field})`);
  const sign = direction === 'DESC' ? -1 : 1;
  const place = (item: Item): Place => [key(item), id(item)];
  const sorted = [...items].sort((a, b) => sign * compare(place(a), place(b)));
  const [from, to] = [placeOf(after), placeOf(before)];
  const between = sorted.filter(
    (item) =>
      (from === undefined || sign * compare(place(item), from) > 0) &&
      (to === undefined || sign * compare(place(item), to) < 0),
  );
  const shown = first === undefined || first === null ? between.slice(-size) : between.slice(0, size);
  const cursors = shown.map((item) => cursorOf(place(item)));
  const more = between.length > shown.length;
  const forwards = first !== undefined && first !== null;
  return {
    __typename: 'Connection',
    totalCount: items.length,
    pageInfo: {
      __typename: 'PageInfo',
      hasNextPage: forwards ? more : to !== undefined,
      hasPreviousPage: forwards ? from !== undefined : more,
      startCursor: cursors[0] ?? null,
      endCursor: cursors.at(-1) ?? null,
    },
    nodes: shown.map(node),
    edges: shown.map((item, index) => ({ __typename: 'Edge', cursor: cursors[index], node: node(item) })),
  };
}

type Place = readonly [key: string, id: number];

function compare(a: Place, b: Place): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1;
  return a[1] - b[1];
}

function cursorOf(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64');
}

function placeOf(cursor: unknown): Place | undefined {
  if (typeof cursor !== 'string') return undefined;
  try {
    return JSON.parse(Buffer.from(cursor, 'base64').toString());
  } catch {
    throw new GraphQLProblem(`\`${cursor}\` does not appear to be a valid cursor.`, 'INVALID_CURSOR_ARGUMENTS');
  }
}
