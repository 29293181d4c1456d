import { GitHubError } from './github-error.ts';
import { COMMENTS, CREATED, parsed, VIEWER } from './github-schemas.ts';
import type { Call } from './octokit.ts';

/** A repository, as requests name it. */
export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

/** A comment on a pull request, written by the login that the token acts as. */
export interface OwnComment {
  readonly pull: number;
  readonly id: number;
  readonly body: string;
}

/** The comments of a pull request that begin with a marker. */
export interface MarkedComments {
  /** By creation. */
  readonly own: readonly OwnComment[];
  /** Logins of others who wrote such a comment, each once. */
  readonly others: readonly string[];
}

/** A comment that begins with the marker, whoever wrote it. */
export interface MarkedComment {
  readonly id: number;
  readonly body: string;
  /** As REST gives it: an app's ends in `[bot]`. Absent where the account is gone. */
  readonly login?: string;
}

export interface Comments {
  /** The login that the token acts as, as REST gives it: an app's ends in `[bot]`. */
  viewer(): Promise<string>;
  markedComments(pull: number, start: string): Promise<MarkedComments>;
  createComment(pull: number, body: string): Promise<OwnComment>;
  editComment(id: number, body: string): Promise<void>;
}

/** The most items on a page of a list. */
export const PAGE = 100;
/** GitHub allows 2,500 comments on a pull request. */
const MOST_PAGES = 100;
/** What GitHub shows as the author where an account is gone. */
const GHOST = 'ghost';

export function openComments(call: Call, repository: Repository): Comments {
  let login: Promise<string> | undefined;
  const viewer = () => {
    login ??= askViewer(call).catch((error: unknown) => {
      login = undefined;
      throw error;
    });
    return login;
  };
  const markedComments = async (pull: number, start: string) =>
    byAuthor(pull, await readMarked(call, repository, pull, start), viewer);
  const create = async (pull: number, body: string): Promise<OwnComment> => {
    const comment = { ...repository, issue_number: pull, body };
    const { id } = await call(
      `comment on #${pull}`,
      async (octokit, options) =>
        parsed(CREATED, (await octokit.rest.issues.createComment({ ...comment, ...options })).data),
      { idempotent: false },
    );
    return { pull, id, body };
  };
  return {
    viewer,
    markedComments,
    async createComment(pull, body) {
      try {
        return await create(pull, body);
      } catch (error) {
        // The comment may be there although the answer was lost. A second one would carry a second record.
        if (!(error instanceof GitHubError) || error.kind !== 'unavailable') throw error;
        const { own } = await markedComments(pull, body.split('\n', 1).join());
        return own.findLast((comment) => sameText(comment.body, body)) ?? (await create(pull, body));
      }
    },
    async editComment(id, body) {
      await call(`edit comment ${id}`, (octokit, options) =>
        octokit.rest.issues.updateComment({ ...repository, comment_id: id, body, ...options }),
      );
    },
  };
}

/** Marked comments by their author. Who the token acts as is asked only where there is one. */
export async function byAuthor(
  pull: number,
  marked: readonly MarkedComment[],
  viewer: () => Promise<string>,
): Promise<MarkedComments> {
  if (marked.length === 0) return { own: [], others: [] };
  const login = await viewer();
  const own = marked.filter((comment) => comment.login === login).sort((a, b) => a.id - b.id);
  const others = marked.filter((comment) => comment.login !== login).map((comment) => comment.login ?? GHOST);
  return { own: own.map(({ id, body }) => ({ pull, id, body })), others: [...new Set(others)] };
}

/** A login of GraphQL, which leaves the `[bot]` of an app out, as REST gives it. */
export function restLogin({ __typename, login }: { readonly __typename?: string | undefined; login: string }): string {
  return __typename === 'Bot' && !login.endsWith('[bot]') ? `${login}[bot]` : login;
}

async function askViewer(call: Call): Promise<string> {
  const answer = await call('who the token is', (octokit, options) =>
    octokit.graphql('query Viewer { viewer { __typename login } }', options),
  );
  return restLogin(parsed(VIEWER, answer).viewer);
}

/** Comments come by creation, but one that is deleted between two pages moves a later one to the page before. */
function readMarked(
  call: Call,
  repository: Repository,
  pull: number,
  start: string,
): Promise<readonly MarkedComment[]> {
  const read = async (): Promise<Reading<MarkedComment>> => {
    const items: MarkedComment[] = [];
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const list = { ...repository, issue_number: pull, per_page: PAGE, page };
      const found = await call(`comments of #${pull}, page ${page}`, async (octokit, options) =>
        parsed(COMMENTS, (await octokit.rest.issues.listComments({ ...list, ...options })).data),
      );
      for (const { id, body, user } of found)
        if (body?.startsWith(start)) items.push({ id, body, ...(user ? { login: user.login } : {}) });
      if (found.length < PAGE) return { items, certain: page === 1 };
    }
    throw new GitHubError('unexpected', `#${pull} has too many comments to read`);
  };
  return readUntilAgreed(`comments of #${pull}`, read, ({ id }) => id);
}

/** GitHub may change line ends and what follows the last line. */
function sameText(a: string, b: string): boolean {
  const plain = (text: string) => text.replaceAll('\r\n', '\n').trimEnd();
  return plain(a) === plain(b);
}

/** One reading of a list. */
export interface Reading<Item> {
  readonly items: readonly Item[];
  /** Whether it is certainly complete: it came in one page, say. */
  readonly certain: boolean;
}

const MOST_READINGS = 5;

/**
 * Reads a list that may change between its pages until a reading is certainly complete, or two in a row agree. Each
 * item counts once, with the first occurrence.
 */
export async function readUntilAgreed<Item>(
  what: string,
  read: () => Promise<Reading<Item>>,
  key: (item: Item) => string | number,
): Promise<readonly Item[]> {
  let before: string | undefined;
  for (let readings = 1; readings <= MOST_READINGS; readings += 1) {
    const { items, certain } = await read();
    const once = new Map<string | number, Item>();
    for (const item of items) if (!once.has(key(item))) once.set(key(item), item);
    const keys = [...once.keys()].sort().join('\n');
    if (certain || keys === before) return [...once.values()];
    before = keys;
  }
  throw new GitHubError('unexpected', `The list of ${what} changed at each of ${MOST_READINGS} readings; run it again`);
}
