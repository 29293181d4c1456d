import { PULLS, PULLS_WITH_COMMENTS, type PullsWithComments, understood } from './answers.ts';
import type { Call } from './calls.ts';
import { type Comments, isAuthor, type OwnComment, PAGE, type Repository } from './comments.ts';
import { GitHubFailure } from './failure.ts';

export interface Pulls {
  /** Of every open pull request the oldest own comment that begins with `start`. */
  commentsOfOpen(start: string): Promise<readonly OwnComment[]>;
  /** The same of the pull requests that were closed or touched last (about 1,000); the one closed first is in front. */
  commentsOfClosed(start: string): Promise<readonly OwnComment[]>;
}

type State = 'open' | 'closed';

/** A pull request, and what is known of its own comment before it is asked for it alone. */
interface Pull {
  readonly number: number;
  readonly closedAt: string | null;
  readonly found?: OwnComment;
  /** Whether all of its comments were looked through. */
  readonly complete: boolean;
}

/** Of 50 pull requests each. */
const MOST_GRAPHQL_PAGES = { open: 100, closed: 20 };
/** Of 100 pull requests each; every one of those costs a request of its own. */
const MOST_REST_PAGES = { open: 10, closed: 2 };
const AT_ONCE = 5;

/**
 * GraphQL brings the comments of 50 pull requests at once. Where it refuses or gives up (its time for one answer is
 * short), the same is asked of REST, one pull request after another.
 */
export function openPulls(call: Call, repository: Repository, comments: Comments): Pulls {
  const pullsOf = async (state: State, start: string): Promise<Pull[]> => {
    try {
      return await byGraphQL(call, repository, comments, state, start);
    } catch {
      return await byREST(call, repository, state);
    }
  };
  const ownComments = async (state: State, start: string): Promise<OwnComment[]> => {
    const pulls = await pullsOf(state, start);
    pulls.sort((a, b) => (a.closedAt ?? '').localeCompare(b.closedAt ?? '') || a.number - b.number);
    const own: (OwnComment | undefined)[] = [];
    for (let first = 0; first < pulls.length; first += AT_ONCE)
      own.push(
        ...(await Promise.all(
          pulls
            .slice(first, first + AT_ONCE)
            .map(({ number, found, complete }) => found ?? (complete ? undefined : comments.ownComment(number, start))),
        )),
      );
    return own.filter((comment) => comment !== undefined);
  };
  return {
    commentsOfOpen: (start) => ownComments('open', start),
    commentsOfClosed: (start) => ownComments('closed', start),
  };
}

async function byGraphQL(
  call: Call,
  { owner, repo }: Repository,
  comments: Comments,
  state: State,
  start: string,
): Promise<Pull[]> {
  const pulls: Pull[] = [];
  let after: string | null = null;
  for (let page = 1; page <= MOST_GRAPHQL_PAGES[state]; page += 1) {
    const variables = { owner, repo, states: state === 'open' ? ['OPEN'] : ['CLOSED', 'MERGED'], after };
    const answer: PullsWithComments = await call(
      `comments of ${state} pull requests, page ${page}`,
      async (octokit, options) =>
        understood(PULLS_WITH_COMMENTS, await octokit.graphql(QUERY, { ...variables, ...options })),
    );
    if (!answer.repository) throw new GitHubFailure('unexpected', 'GitHub answered without the repository');
    const { nodes, pageInfo } = answer.repository.pullRequests;
    for (const { number, closedAt, comments: list } of nodes) {
      const marked = list.nodes.filter(({ body }) => body.startsWith(start));
      const viewer = marked.length > 0 ? await comments.viewer() : '';
      const own = marked.find(({ author }) => author !== null && isAuthor(restLogin(author), viewer));
      const found = own && { pull: number, id: idOf(own.url), body: own.body };
      pulls.push({ number, closedAt, complete: !list.pageInfo.hasNextPage, ...(found ? { found } : {}) });
    }
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor;
  }
  return pulls;
}

async function byREST(call: Call, repository: Repository, state: State): Promise<Pull[]> {
  const pulls: Pull[] = [];
  for (let page = 1; page <= MOST_REST_PAGES[state]; page += 1) {
    const query = { state, sort: 'updated', direction: 'desc', per_page: PAGE, page } as const;
    const found = await call(`${state} pull requests, page ${page}`, async (octokit, options) =>
      understood(PULLS, (await octokit.rest.pulls.list({ ...repository, ...query, ...options })).data),
    );
    pulls.push(...found.map((pull) => ({ number: pull.number, closedAt: pull.closed_at, complete: false })));
    if (found.length < PAGE) break;
  }
  return pulls;
}

/** GraphQL leaves the `[bot]` of an app's login out. */
function restLogin({ __typename, login }: { readonly __typename: string; readonly login: string }): string {
  return __typename === 'Bot' && !login.endsWith('[bot]') ? `${login}[bot]` : login;
}

/** REST's number of a comment, from its page's address: GraphQL's own field for it is too narrow by now. */
function idOf(url: string): number {
  return Number(url.slice(url.lastIndexOf('-') + 1));
}

const QUERY = `query PullRequestComments($owner: String!, $repo: String!, $states: [PullRequestState!], $after: String) {
  repository(owner: $owner, name: $repo) {
    pullRequests(states: $states, first: 50, after: $after, orderBy: { field: UPDATED_AT, direction: DESC }) {
      pageInfo { hasNextPage endCursor }
      nodes {
        number
        closedAt
        comments(first: 50) {
          pageInfo { hasNextPage }
          nodes { url body author { __typename login } }
        }
      }
    }
  }
}`;
