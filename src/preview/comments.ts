import { COMMENTS, CREATED, understood, VIEWER } from './answers.ts';
import type { Call } from './calls.ts';
import { GitHubFailure } from './failure.ts';

/** A repository, as requests name it. */
export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

/** A comment on a pull request by the identity of the token. */
export interface OwnComment {
  readonly pull: number;
  readonly id: number;
  readonly body: string;
}

export interface Comments {
  /** The login that the token acts as; an app's ends in `[bot]`. */
  viewer(): Promise<string>;
  /** The oldest own comment of a pull request whose body begins with `start`. */
  ownComment(pull: number, start: string): Promise<OwnComment | undefined>;
  createComment(pull: number, body: string): Promise<OwnComment>;
  editComment(id: number, body: string): Promise<void>;
}

/** The most items on a page of a list. */
export const PAGE = 100;

export function openComments(call: Call, repository: Repository): Comments {
  let login: Promise<string> | undefined;
  const comments: Comments = {
    viewer() {
      login ??= call(
        'who the token is',
        async (octokit, options) =>
          understood(VIEWER, await octokit.graphql('query Viewer { viewer { login } }', options)).viewer.login,
      );
      return login;
    },
    async ownComment(pull, start) {
      for (let page = 1; ; page += 1) {
        const list = { ...repository, issue_number: pull, per_page: PAGE, page };
        const found = await call(`comments of #${pull}, page ${page}`, async (octokit, options) =>
          understood(COMMENTS, (await octokit.rest.issues.listComments({ ...list, ...options })).data),
        );
        // Comments of others, and those without the marker, cost no question who the token is.
        const marked = found.flatMap(({ id, body, user }) => (body?.startsWith(start) ? { id, body, user } : []));
        for (const { id, body, user } of marked.sort((a, b) => a.id - b.id))
          if (isAuthor(user?.login, await comments.viewer())) return { pull, id, body };
        if (found.length < PAGE) return undefined;
      }
    },
    async createComment(pull, body) {
      const create = async (): Promise<OwnComment> => {
        const comment = { ...repository, issue_number: pull, body };
        const { id } = await call(
          `comment on #${pull}`,
          async (octokit, options) =>
            understood(CREATED, (await octokit.rest.issues.createComment({ ...comment, ...options })).data),
          1,
        );
        return { pull, id, body };
      };
      try {
        return await create();
      } catch (failure) {
        // The comment may be there although the answer was lost: a second one would carry a second record.
        if (!(failure instanceof GitHubFailure) || failure.kind !== 'unavailable') throw failure;
        const start = body.slice(0, body.indexOf('\n'));
        return (await comments.ownComment(pull, start)) ?? (await create());
      }
    },
    async editComment(id, body) {
      await call(`edit comment ${id}`, (octokit, options) =>
        octokit.rest.issues.updateComment({ ...repository, comment_id: id, body, ...options }),
      );
    },
  };
  return comments;
}

/** Whether a login, as REST names it (`github-actions[bot]`), is the token's. */
export function isAuthor(login: string | undefined, viewer: string): boolean {
  return login === viewer || login === `${viewer}[bot]`;
}
