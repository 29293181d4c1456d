import { commentUrl, type FakeComment, type FakePull, type GitHubStore, isBot } from './github-store.ts';

export interface RestRequest {
  readonly method: string;
  /** Path without the query, percent-encoded as it came. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Parsed JSON; undefined where there was no body. */
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface FakeAnswer {
  readonly status: number;
  /** A text is a file in the raw media type; anything else is JSON. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What GitHub answers where a permission lacks. */
export const NOT_ACCESSIBLE: FakeAnswer = {
  status: 403,
  body: {
    message: 'Resource not accessible by integration',
    documentation_url: 'https://docs.github.com/rest',
    status: '403',
  },
};

const LOCKED: FakeAnswer = {
  status: 403,
  body: {
    message: 'Unable to create comment because issue is locked.',
    documentation_url: 'https://docs.github.com/articles/locking-conversations/',
    status: '403',
  },
};
const NOT_FOUND: FakeAnswer = { status: 404, body: { message: 'Not Found', status: '404' } };
const TOO_LONG: FakeAnswer = {
  status: 422,
  body: { message: 'Validation Failed: body is too long (maximum is 65536 characters)' },
};
const LONGEST_BODY = 65_536;
/** Larger files come in the raw media type only. */
const LARGEST_JSON_FILE = 1024 * 1024;

type Handler = (request: RestRequest, found: readonly string[], store: GitHubStore, login: string) => FakeAnswer;

/** Method and path below the repository, and what answers it with the parts in brackets. */
const ROUTES: readonly (readonly [RegExp, Handler])[] = [
  [/^GET pulls$/, listPulls],
  [/^GET pulls\/(\d+)$/, (_, [number], store) => onPull(store, number, (pull) => ok(restPull(pull, store)))],
  [/^GET issues\/(\d+)$/, (_, [number], store) => onPull(store, number, (pull) => ok(restPull(pull, store)))],
  [/^GET issues\/(\d+)\/comments$/, listComments],
  [/^POST issues\/(\d+)\/comments$/, createComment],
  [/^PATCH issues\/comments\/(\d+)$/, editComment],
  [/^GET contents\/(.+)$/, contents],
  [/^GET compare\/(.+)$/, comparison],
  [/^GET git\/ref\/heads\/(.+)$/, gitRef],
  [/^GET branches\/([^/]+)$/, branch],
];

/** What REST answers to somebody who is let in. */
export function answerRest(request: RestRequest, login: string, store: GitHubStore): FakeAnswer {
  const { method, path } = request;
  if (method === 'GET' && path === '/user') return isBot(login) ? NOT_ACCESSIBLE : ok({ login, type: 'User' });
  const prefix = `/repos/${store.repository}/`;
  if (!path.startsWith(prefix)) return NOT_FOUND;
  const line = `${method} ${path.slice(prefix.length)}`;
  for (const [pattern, handler] of ROUTES) {
    const found = pattern.exec(line)?.slice(1).map(decodeURIComponent);
    if (found !== undefined) return handler(request, found, store, login);
  }
  return NOT_FOUND;
}

function ok(body: unknown): FakeAnswer {
  return { status: 200, body };
}

function onPull(store: GitHubStore, number: string | undefined, answer: (pull: FakePull) => FakeAnswer): FakeAnswer {
  const pull = store.pulls.get(Number(number));
  return pull === undefined ? NOT_FOUND : answer(pull);
}

/** By creation in falling order, unless asked for otherwise. */
function listPulls(request: RestRequest, _: readonly string[], store: GitHubStore): FakeAnswer {
  const { query } = request;
  const state = query.get('state') ?? 'open';
  const key = query.get('sort') === 'updated' ? 'updatedAt' : 'createdAt';
  const direction = query.get('direction') ?? (key === 'createdAt' ? 'desc' : 'asc');
  const sign = direction === 'asc' ? 1 : -1;
  const pulls = [...store.pulls.values()]
    .filter((pull) => state === 'all' || pull.state === state)
    .sort((a, b) => (a[key] < b[key] ? -sign : sign));
  return paged(
    request,
    pulls.map((pull) => restPull(pull, store)),
  );
}

function listComments(request: RestRequest, [number]: readonly string[], store: GitHubStore): FakeAnswer {
  return onPull(store, number, (pull) => {
    const comments = store.comments.filter((comment) => comment.pull === pull.number);
    return paged(
      request,
      comments.map((comment) => restComment(comment, store)),
    );
  });
}

function createComment(
  { body }: RestRequest,
  [number]: readonly string[],
  store: GitHubStore,
  login: string,
): FakeAnswer {
  return onPull(store, number, (pull) => {
    if (pull.locked) return LOCKED;
    const text = textOf(body);
    if (text.length > LONGEST_BODY) return TOO_LONG;
    return { status: 201, body: restComment(store.addComment(pull.number, login, text), store) };
  });
}

function editComment({ body }: RestRequest, [id]: readonly string[], store: GitHubStore, login: string): FakeAnswer {
  const comment = store.comments.find((one) => one.id === Number(id));
  if (comment === undefined) return NOT_FOUND;
  if (comment.login !== login) return NOT_ACCESSIBLE;
  const text = textOf(body);
  if (text.length > LONGEST_BODY) return TOO_LONG;
  store.editComment(comment, text);
  return ok(restComment(comment, store));
}

function contents({ query, headers }: RestRequest, [path = '']: readonly string[], store: GitHubStore): FakeAnswer {
  const ref = query.get('ref') ?? '';
  const files = store.commits.get(ref) ?? store.commits.get(store.branches.get(ref) ?? '');
  if (files === undefined)
    return { status: 404, body: { message: `No commit found for the ref ${ref}`, status: '404' } };
  const file = files.get(path);
  if (file === undefined) {
    const below = [...files.keys()].filter((name) => name.startsWith(`${path}/`));
    return below.length > 0 ? ok(below.map((name) => ({ type: 'file', path: name }))) : NOT_FOUND;
  }
  if (headers.accept?.includes('raw')) return ok(file);
  const small = file.length <= LARGEST_JSON_FILE;
  const content = small ? Buffer.from(file).toString('base64') : '';
  return ok({ type: 'file', path, encoding: small ? 'base64' : 'none', content });
}

/** Files that one commit has and another has not; renamed where at least half of the lines are the same. */
function comparison(_: RestRequest, [basehead = '']: readonly string[], { commits }: GitHubStore): FakeAnswer {
  const [base = '', head = ''] = basehead.split('...');
  const [before, after] = [commits.get(base), commits.get(head)];
  if (before === undefined || after === undefined) return NOT_FOUND;
  const gone = [...before].filter(([path]) => !after.has(path));
  const files = [...after]
    .filter(([path]) => !before.has(path))
    .map(([filename, file]) => {
      const from = gone.find(([, earlier]) => areAlike(earlier, file))?.[0];
      return from === undefined
        ? { filename, status: 'added' }
        : { filename, status: 'renamed', previous_filename: from };
    });
  return ok({ status: 'ahead', commits: [], files });
}

function gitRef(_: RestRequest, [name = '']: readonly string[], { branches }: GitHubStore): FakeAnswer {
  const sha = branches.get(name);
  return sha === undefined ? NOT_FOUND : ok({ ref: `refs/heads/${name}`, object: { type: 'commit', sha } });
}

function branch(_: RestRequest, [name = '']: readonly string[], { branches }: GitHubStore): FakeAnswer {
  const sha = branches.get(name);
  if (sha === undefined) return { status: 404, body: { message: 'Branch not found', status: '404' } };
  return ok({ name, commit: { sha }, protected: false });
}

/** A page, with the header that leads to the others. */
function paged({ path, query }: RestRequest, items: readonly unknown[]): FakeAnswer {
  const size = Math.min(Number(query.get('per_page') ?? 30), 100);
  const page = Number(query.get('page') ?? 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (number: number, rel: string): string => {
    const other = new URLSearchParams(query);
    other.set('page', `${number}`);
    return `<https://api.github.com${path}?${other}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link(page - 1, 'prev')] : []),
    ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
    ...(page > 1 ? [link(1, 'first')] : []),
  ];
  const body = items.slice((page - 1) * size, page * size);
  return { status: 200, body, ...(links.length > 0 && { headers: { link: links.join(', ') } }) };
}

function restComment(comment: FakeComment, { repository }: GitHubStore): object {
  const { id, body, login, createdAt, updatedAt } = comment;
  const user = { login, type: isBot(login) ? 'Bot' : 'User' };
  return { id, body, html_url: commentUrl(repository, comment), user, created_at: createdAt, updated_at: updatedAt };
}

function restPull(pull: FakePull, { repository }: GitHubStore): object {
  const { number, state, merged, locked, headRepository, createdAt, closedAt, updatedAt } = pull;
  return {
    number,
    state,
    merged,
    locked,
    html_url: `https://github.com/${repository}/pull/${number}`,
    created_at: createdAt,
    updated_at: updatedAt,
    closed_at: closedAt,
    merged_at: merged ? closedAt : null,
    head: { repo: headRepository === null ? null : { full_name: headRepository } },
    base: { repo: { full_name: repository } },
  };
}

function textOf(body: unknown): string {
  const text = (body as { readonly body?: unknown } | undefined)?.body;
  return typeof text === 'string' ? text : '';
}

function areAlike(a: string, b: string): boolean {
  const lines = new Set(a.split('\n'));
  const others = b.split('\n');
  return others.filter((line) => lines.has(line)).length * 2 >= Math.max(lines.size, others.length);
}
