import type { GitHub, OwnComment } from '../../../src/github/github.ts';
import { GitHubError, type GitHubErrorKind } from '../../../src/github/github-error.ts';

export const ME = 'github-actions[bot]';

export interface Comment {
  readonly id: number;
  readonly pull: number;
  readonly login: string;
  body: string;
}

type Operation = keyof GitHub;

/** GitHub in memory: pull requests, their states and comments. */
export class FakeGitHub {
  readonly comments: Comment[] = [];
  /** Open: no date. */
  readonly closedAt = new Map<number, number | undefined>();
  readonly calls: string[] = [];
  unread = 0;
  /** What GitHub refuses. */
  refuse: (operation: Operation, pull: number) => GitHubErrorKind | undefined = () => undefined;
  #next = 1;
  #closings = 0;

  open(pull: number): void {
    this.closedAt.set(pull, undefined);
  }

  close(pull: number): void {
    this.#closings += 1;
    this.closedAt.set(pull, this.#closings);
  }

  add(pull: number, body: string, login = ME): Comment {
    const comment = { id: this.#next, pull, login, body };
    this.#next += 1;
    this.comments.push(comment);
    return comment;
  }

  client(): GitHub {
    const guard = (operation: Operation, pull: number) => {
      this.calls.push(pull === 0 ? operation : `${operation} ${pull}`);
      const kind = this.refuse(operation, pull);
      if (kind !== undefined) throw new GitHubError(kind, `GitHub answered (${kind})`);
    };
    const marked = (pull: number, start: string) => {
      const all = this.comments.filter((one) => one.pull === pull && one.body.startsWith(start));
      const own = all.filter(({ login }) => login === ME).map(({ id, body }): OwnComment => ({ pull, id, body }));
      return { own, others: [...new Set(all.map(({ login }) => login).filter((login) => login !== ME))] };
    };
    const listed = (start: string, isOpen: boolean) =>
      [...this.closedAt]
        .filter(([, closed]) => (closed === undefined) === isOpen)
        .sort((a, b) => (a[1] ?? a[0]) - (b[1] ?? b[0]))
        .map(([number]) => ({ number, ...marked(number, start) }))
        .filter(({ own }) => own.length > 0);
    const unused = () => Promise.reject(new Error('not used by previews'));
    return {
      viewer: async () => ME,
      markedComments: async (pull, start) => {
        guard('markedComments', pull);
        return marked(pull, start);
      },
      createComment: async (pull, body) => {
        guard('createComment', pull);
        return this.add(pull, body);
      },
      editComment: async (id, body) => {
        const comment = this.comments.find((one) => one.id === id);
        guard('editComment', comment?.pull ?? 0);
        if (comment === undefined) throw new GitHubError('missing', 'GitHub answered 404');
        comment.body = body;
      },
      isOpen: async (pull) => {
        guard('isOpen', pull);
        return this.closedAt.get(pull) === undefined;
      },
      openPullRequests: async (start) => {
        guard('openPullRequests', 0);
        return listed(start, true);
      },
      closedPullRequests: async (start) => {
        guard('closedPullRequests', 0);
        return { pulls: listed(start, false), unread: this.unread };
      },
      fileAt: unused,
      renamedFrom: unused,
      renamedTo: unused,
      headOf: unused,
    };
  }
}
