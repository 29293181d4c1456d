import {
  byAuthor,
  type Comments,
  type MarkedComment,
  type MarkedComments,
  PAGE,
  type Reading,
  type Repository,
  readUntilAgreed,
  restLogin,
} from './comments.ts';
import { GitHubError } from './github-error.ts';
import { PULL_REQUEST, PULL_REQUESTS, PULL_REQUESTS_WITH_COMMENTS, parsed } from './github-schemas.ts';
import type { Call } from './octokit.ts';

export interface PullRequestComments extends MarkedComments {
  readonly number: number;
  /** ISO 8601. */
  readonly closedAt?: string;
}

export interface ClosedPullRequests {
  /** The one that was closed first is in front. */
  readonly pulls: readonly PullRequestComments[];
  /** How many closed pull requests were not looked at; 1 where there are some and GitHub does not say how many. */
  readonly unread: number;
}

export interface PullRequests {
  isOpen(pull: number): Promise<boolean>;
  /** The open pull requests that have own comments with the marker: all of them, or an error. */
  openPullRequests(start: string): Promise<readonly PullRequestComments[]>;
  /** The same of closed ones, looked for among those created last: about 1,000 by GraphQL, 200 by REST. */
  closedPullRequests(start: string): Promise<ClosedPullRequests>;
}

/** How many pull requests are asked for their comments at once. */
const AT_ONCE = 5;

/**
 * GraphQL brings the comments of 50 pull requests at once. Where it refuses or gives up (its time for one answer is
 * short), REST is asked, one pull request after another.
 */
export function openPullRequestLists(call: Call, repository: Repository, comments: Comments): PullRequests {
  const list = async (state: State, start: string): Promise<PullRequestList> => {
    try {
      return await listByGraphQL(call, repository, state, start);
    } catch (error) {
      if (!(error instanceof GitHubError) || error.kind === 'aborted') throw error;
      return listByRest(call, repository, state);
    }
  };
  const withComments = async ({ number, closedAt, marked }: Listed, start: string): Promise<PullRequestComments> => ({
    number,
    ...(closedAt === undefined ? {} : { closedAt }),
    ...(await (marked === undefined
      ? comments.markedComments(number, start)
      : byAuthor(number, marked, comments.viewer))),
  });
  const withOwn = async (pulls: readonly Listed[], start: string): Promise<PullRequestComments[]> => {
    const found: PullRequestComments[] = [];
    for (let first = 0; first < pulls.length; first += AT_ONCE)
      found.push(...(await Promise.all(pulls.slice(first, first + AT_ONCE).map((pull) => withComments(pull, start)))));
    return found.filter(({ own }) => own.length > 0);
  };
  return {
    async isOpen(pull) {
      const { state } = await call(`state of #${pull}`, async (octokit, options) =>
        parsed(PULL_REQUEST, (await octokit.rest.pulls.get({ ...repository, pull_number: pull, ...options })).data),
      );
      return state === 'open';
    },
    async openPullRequests(start) {
      const { pulls, whole } = await list('open', start);
      if (!whole) throw new GitHubError('unexpected', 'There are too many open pull requests to read');
      return withOwn(
        pulls.toSorted((a, b) => a.number - b.number),
        start,
      );
    },
    async closedPullRequests(start) {
      const { pulls, whole, total } = await list('closed', start);
      const sorted = pulls.toSorted((a, b) => compareTexts(a.closedAt, b.closedAt) || a.number - b.number);
      const found = await withOwn(sorted, start);
      if (whole) return { pulls: found, unread: 0 };
      const count = total ?? (await countClosed(call, repository).catch(() => undefined));
      return { pulls: found, unread: count === undefined ? 1 : Math.max(0, count - pulls.length) };
    },
  };
}

/** Of dates in ISO 8601 as GitHub writes them, all in UTC. */
function compareTexts(a = '', b = ''): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export type State = 'open' | 'closed';

/** A pull request of a list. */
export interface Listed {
  readonly number: number;
  /** ISO 8601. */
  readonly closedAt?: string;
  /** Its comments with the marker. Absent where the list did not bring all of its comments. */
  readonly marked?: readonly MarkedComment[];
}

/** Pull requests of one state: the open ones created first, or the closed ones created last. */
export interface PullRequestList {
  /** Each once. */
  readonly pulls: readonly Listed[];
  /** False where there are more than are read. */
  readonly whole: boolean;
  /** How many there are in all, where GitHub says so. */
  readonly total?: number;
}

/** Of 50 pull requests each. */
const MOST_GRAPHQL_PAGES = { open: 100, closed: 20 };
/** Of 100 pull requests each. The comments of each of them cost a request more, and a workflow has 1,000 in an hour. */
const MOST_REST_PAGES = { open: 10, closed: 2 };
/** By creation: commenting and closing do not change the order while the pages are read. */
const DIRECTION = { open: 'asc', closed: 'desc' } as const;

const numberOf = ({ number }: Listed) => number;

/** With the comments that begin with `start`. */
export async function listByGraphQL(
  call: Call,
  { owner, repo }: Repository,
  state: State,
  start: string,
): Promise<PullRequestList> {
  const states = state === 'open' ? ['OPEN'] : ['CLOSED', 'MERGED'];
  let whole = true;
  const totals = new Set<number | undefined>();
  const read = async (): Promise<Reading<Listed>> => {
    const items: Listed[] = [];
    totals.clear();
    let after: string | null = null;
    for (let page = 1; page <= MOST_GRAPHQL_PAGES[state]; page += 1) {
      const variables = { owner, repo, states, after };
      const answer: unknown = await call(`comments of ${state} pull requests, page ${page}`, (octokit, options) =>
        octokit.graphql(QUERIES[state], { ...variables, ...options }),
      );
      const { repository } = parsed(PULL_REQUESTS_WITH_COMMENTS, answer);
      if (!repository) throw new GitHubError('unexpected', 'GitHub answered without the repository');
      const { nodes, pageInfo, totalCount } = repository.pullRequests;
      totals.add(totalCount);
      items.push(...nodes.map((node) => listedOf(node, start)));
      if (!pageInfo.hasNextPage) {
        whole = true;
        const counts = totals.size === 1 && totals.has(new Set(items.map(numberOf)).size);
        // Pages follow a cursor. A closed list is a selection anyway; of the open one nothing may be missing.
        return { items, certain: page === 1 || state === 'closed' || counts };
      }
      after = pageInfo.endCursor;
    }
    whole = false;
    return { items, certain: true };
  };
  const pulls = await readUntilAgreed(`${state} pull requests`, read, numberOf);
  const [total] = totals;
  return { pulls, whole, ...(total === undefined ? {} : { total }) };
}

/** Without comments. */
export async function listByRest(call: Call, repository: Repository, state: State): Promise<PullRequestList> {
  let whole = true;
  const read = async (): Promise<Reading<Listed>> => {
    const items: Listed[] = [];
    for (let page = 1; page <= MOST_REST_PAGES[state]; page += 1) {
      const query = { state, sort: 'created', direction: DIRECTION[state], per_page: PAGE, page } as const;
      const found = await call(`${state} pull requests, page ${page}`, async (octokit, options) =>
        parsed(PULL_REQUESTS, (await octokit.rest.pulls.list({ ...repository, ...query, ...options })).data),
      );
      for (const { number, closed_at } of found) items.push({ number, ...(closed_at ? { closedAt: closed_at } : {}) });
      whole = found.length < PAGE;
      if (whole) return { items, certain: page === 1 };
    }
    return { items, certain: false };
  };
  const pulls = await readUntilAgreed(`${state} pull requests`, read, numberOf);
  return { pulls, whole };
}

/** How many closed pull requests there are: the number of the last page of one each. Undefined where GitHub names none. */
export async function countClosed(call: Call, repository: Repository): Promise<number | undefined> {
  const query = { ...repository, state: 'closed', per_page: 1 } as const;
  const { headers } = await call('number of closed pull requests', (octokit, options) =>
    octokit.rest.pulls.list({ ...query, ...options }),
  );
  const last = /[?&]page=(\d+)[^>]*>\s*;\s*rel="last"/.exec(headers.link ?? '')?.[1];
  return last === undefined ? undefined : Number(last);
}

interface Node {
  readonly number: number;
  readonly closedAt: string | null;
  readonly comments: {
    readonly pageInfo: { readonly hasNextPage: boolean };
    readonly nodes: readonly {
      readonly url: string;
      readonly body: string;
      readonly author: { readonly __typename: string; readonly login: string } | null;
    }[];
  };
}

function listedOf({ number, closedAt, comments }: Node, start: string): Listed {
  const listed = { number, ...(closedAt === null ? {} : { closedAt }) };
  if (comments.pageInfo.hasNextPage) return listed;
  const marked = comments.nodes
    .filter(({ body }) => body.startsWith(start))
    .map(({ url, body, author }) => ({
      id: Number(url.slice(url.lastIndexOf('-') + 1)),
      body,
      ...(author === null ? {} : { login: restLogin(author) }),
    }));
  return { ...listed, marked };
}

const queryOf = (direction: 'ASC' | 'DESC') => `
query PullRequestComments($owner: String!, $repo: String!, $states: [PullRequestState!], $after: String) {
  repository(owner: $owner, name: $repo) {
    pullRequests(states: $states, first: 50, after: $after, orderBy: { field: CREATED_AT, direction: ${direction} }) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {
        number
        closedAt
        comments(first: 100) {
          pageInfo { hasNextPage }
          nodes { url body author { __typename login } }
        }
      }
    }
  }
}`;

const QUERIES = { open: queryOf('ASC'), closed: queryOf('DESC') };
