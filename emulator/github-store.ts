/** A comment on a pull request. */
export interface FakeComment {
  readonly id: number;
  readonly pull: number;
  /** As REST names it: an app's ends in `[bot]`. */
  readonly login: string;
  body: string;
  /** How often it was edited through the API. */
  edits: number;
  /** ISO 8601. */
  readonly createdAt: string;
  updatedAt: string;
}

export interface FakePull {
  readonly number: number;
  readonly state: 'open' | 'closed';
  readonly merged: boolean;
  readonly locked: boolean;
  /** `owner/name` of the repository that it comes from; null where that is deleted. */
  readonly headRepository: string | null;
  readonly createdAt: string;
  readonly closedAt: string | null;
  readonly updatedAt: string;
}

/** What the emulated repository holds. */
export interface GitHubStore {
  /** `owner/name`. */
  readonly repository: string;
  readonly comments: FakeComment[];
  readonly pulls: Map<number, FakePull>;
  /** Files of a commit, branch or tag: path → text. */
  readonly commits: Map<string, ReadonlyMap<string, string>>;
  /** The commit at which a branch stands. */
  readonly branches: Map<string, string>;
  /** Changes a pull request, or opens it where there is none of that number. */
  touchPull(number: number, change?: Partial<Omit<FakePull, 'number'>>): void;
  addComment(pull: number, login: string, body: string): FakeComment;
  editComment(comment: FakeComment, body: string): void;
  deleteComment(id: number): void;
}

/** An empty repository, with a time of day that moves on by a minute with every change. */
export function createStore(repository: string): GitHubStore {
  let time = Date.UTC(2026, 0, 1);
  const now = (): string => {
    time += 60_000;
    return new Date(time).toISOString();
  };
  // Numbers of comments have outgrown 32 bits.
  let lastId = 3_000_000_000;
  const store: GitHubStore = {
    repository,
    comments: [],
    pulls: new Map(),
    commits: new Map(),
    branches: new Map(),
    touchPull(number, change = {}) {
      const updatedAt = now();
      const before = store.pulls.get(number) ?? {
        number,
        state: 'open',
        merged: false,
        locked: false,
        headRepository: repository,
        createdAt: updatedAt,
        closedAt: null,
      };
      const after = { ...before, ...change, updatedAt };
      const closedAt = after.state === 'closed' ? (before.closedAt ?? updatedAt) : null;
      store.pulls.set(number, { ...after, closedAt });
    },
    addComment(pull, login, body) {
      if (store.pulls.has(pull)) store.touchPull(pull);
      const createdAt = now();
      lastId += 1;
      const comment = { id: lastId, pull, login, body, edits: 0, createdAt, updatedAt: createdAt };
      store.comments.push(comment);
      return comment;
    },
    editComment(comment, body) {
      comment.body = body;
      comment.edits += 1;
      comment.updatedAt = now();
    },
    deleteComment(id) {
      const index = store.comments.findIndex((one) => one.id === id);
      if (index >= 0) store.comments.splice(index, 1);
    },
  };
  return store;
}

export function isBot(login: string): boolean {
  return login.endsWith('[bot]');
}

export function commentUrl(repository: string, { pull, id }: FakeComment): string {
  return `https://github.com/${repository}/pull/${pull}#issuecomment-${id}`;
}
