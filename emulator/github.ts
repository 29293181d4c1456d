import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { KeyAndCertificate } from './certificate.ts';
import { listen } from './listener.ts';

export interface GitHubOptions {
  /** `owner/name`; any other repository is not found. */
  readonly repository?: string;
  /** Who may call: tokens and the logins that they act as, as REST names them. */
  readonly tokens?: Readonly<Record<string, string>>;
  /** Speaks https with this. */
  readonly tls?: KeyAndCertificate;
}

interface FakeComment {
  readonly id: number;
  readonly pull: number;
  /** As REST names it: an app's ends in `[bot]`. */
  readonly login: string;
  body: string;
  /** How often it was edited through the API. */
  edits: number;
}

interface FakePull {
  readonly number: number;
  state: 'open' | 'closed';
  /** ISO 8601. */
  closedAt: string | null;
  updatedAt: string;
}

export interface FakeRequest {
  readonly method: string;
  /** Path without the query, percent-encoded as it came. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Parsed JSON; undefined where there was no body. */
  readonly body: unknown;
  readonly headers: IncomingMessage['headers'];
  /** Name of the GraphQL operation. */
  readonly operation?: string;
}

export interface FakeAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What happens to a request instead of its proper answer. `lost`: it takes effect, then the connection breaks. `hang`: nothing. */
export type Interference = FakeAnswer | 'cut' | 'lost' | 'hang' | undefined;

/** A running fake of the few GitHub endpoints that the action asks. */
export interface GitHubFake {
  /** For `GITHUB_API_URL`. */
  readonly url: string;
  readonly repository: string;
  /** The token of `github-actions[bot]`, unless `tokens` were given. */
  readonly token: string;
  readonly requests: readonly FakeRequest[];
  readonly comments: readonly FakeComment[];
  /** Asked for every request that comes with a good token. */
  interfere: ((request: FakeRequest) => Interference | Promise<Interference>) | undefined;
  /** Opens a pull request, or opens it again. */
  open(pull: number): void;
  /** Closes a pull request; later closings have later times. */
  shut(pull: number): void;
  /** A comment by anybody, past the API. */
  comment(pull: number, login: string, body: string): FakeComment;
  /** Deletes a comment, as somebody with write access may. */
  erase(id: number): void;
  /** What a commit, branch or tag holds: path → text. */
  commit(ref: string, files: Readonly<Record<string, string>>): void;
  forget(): void;
  close(): Promise<void>;
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

/** An interference: reading is allowed, commenting is not. */
export const readOnly = ({ method, path }: FakeRequest): Interference =>
  method !== 'GET' && path !== '/graphql' ? NOT_ACCESSIBLE : undefined;

const NOT_FOUND: FakeAnswer = { status: 404, body: { message: 'Not Found', status: '404' } };
const LONGEST_BODY = 65_536;
/** Larger files come in the raw media type only. */
const LARGEST_JSON_FILE = 1024 * 1024;

interface Store {
  readonly comments: FakeComment[];
  readonly pulls: Map<number, FakePull>;
  readonly commits: Map<string, ReadonlyMap<string, string>>;
  /** A time of day that moves on with every call. */
  readonly tick: () => string;
}

export async function startGitHub(options: GitHubOptions = {}): Promise<GitHubFake> {
  const { repository = 'octo/shop', tokens = { 'ghs_token-of-the-workflow': 'github-actions[bot]' } } = options;
  let time = Date.UTC(2026, 0, 1);
  const store: Store = {
    comments: [],
    pulls: new Map(),
    commits: new Map(),
    tick() {
      time += 60_000;
      return new Date(time).toISOString();
    },
  };
  const requests: FakeRequest[] = [];

  async function turn(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await requestOf(message);
    requests.push(request);
    const login = tokens[/^(?:token|bearer) (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''];
    if (login === undefined)
      return send(response, { status: 401, body: { message: 'Bad credentials', status: '401' } });
    const interference = await fake.interfere?.(request);
    if (interference === 'hang') return;
    if (interference === 'cut') return void response.destroy();
    if (interference !== undefined && interference !== 'lost') return send(response, interference);
    const answer = answerTo(request, login, repository, store);
    if (interference === 'lost') return void response.destroy();
    send(response, answer);
  }

  const listener = await listen(
    (message, response) => {
      turn(message, response).catch((error: unknown) =>
        send(response, { status: 500, body: { message: String(error) } }),
      );
    },
    0,
    options.tls,
  );
  const fake: GitHubFake = {
    url: listener.origin,
    repository,
    token: Object.keys(tokens)[0] ?? '',
    requests,
    comments: store.comments,
    interfere: undefined,
    open: (pull) => touch(store, pull, 'open'),
    shut: (pull) => touch(store, pull, 'closed'),
    comment: (pull, login, body) => addComment(store, pull, login, body),
    erase: (id) =>
      void store.comments.splice(
        store.comments.findIndex((one) => one.id === id),
        1,
      ),
    commit: (ref, files) => void store.commits.set(ref, new Map(Object.entries(files))),
    forget: () => void requests.splice(0),
    close: listener.close,
  };
  return fake;
}

async function requestOf(message: IncomingMessage): Promise<FakeRequest> {
  const { pathname, searchParams } = new URL(message.url ?? '/', 'http://127.0.0.1');
  const sent = await text(message);
  const body: unknown = sent === '' ? undefined : JSON.parse(sent);
  const operation = /^\s*query (\w+)/.exec((body as { query?: string } | undefined)?.query ?? '')?.[1];
  return {
    method: message.method ?? '',
    path: pathname,
    query: searchParams,
    body,
    headers: message.headers,
    ...(operation === undefined ? {} : { operation }),
  };
}

function send(response: ServerResponse, { status, body, headers = {} }: FakeAnswer): void {
  const raw = typeof body === 'string';
  response.writeHead(status, { 'content-type': raw ? RAW : 'application/json; charset=utf-8', ...headers });
  response.end(raw ? body : JSON.stringify(body));
}

const RAW = 'application/vnd.github.raw+json; charset=utf-8';

function answerTo(request: FakeRequest, login: string, repository: string, store: Store): FakeAnswer {
  const { method, path, query } = request;
  if (path === '/graphql') return graphQL(request, login, repository, store);
  const prefix = `/repos/${repository}/`;
  if (!path.startsWith(prefix)) return path === '/user' && login.endsWith('[bot]') ? NOT_ACCESSIBLE : NOT_FOUND;
  const route = `${method} ${path.slice(prefix.length)}`;
  const pull = Number(/^\w+ issues\/(\d+)\/comments$/.exec(route)?.[1] ?? 0);
  if (pull > 0 && !store.pulls.has(pull)) return NOT_FOUND;
  if (pull > 0 && method === 'GET')
    return { status: 200, body: pageOf(store.comments.filter((one) => one.pull === pull).map(restComment), query) };
  const { body } = (request.body ?? {}) as { body?: string };
  if (body !== undefined && body.length > LONGEST_BODY)
    return { status: 422, body: { message: 'Validation Failed: body is too long (maximum is 65536 characters)' } };
  if (pull > 0 && method === 'POST')
    return { status: 201, body: restComment(addComment(store, pull, login, body ?? '')) };
  const id = Number(/^PATCH issues\/comments\/(\d+)$/.exec(route)?.[1] ?? 0);
  if (id > 0) return editComment(store, id, login, body ?? '');
  if (route === 'GET pulls')
    return { status: 200, body: pageOf(pullsOf(store, [query.get('state') ?? '']).map(restPull), query) };
  if (route.startsWith('GET contents/')) return contents(request, decodeURIComponent(route.slice(13)), store);
  if (route.startsWith('GET compare/')) return comparison(decodeURIComponent(route.slice(12)), store);
  return NOT_FOUND;
}

function graphQL({ body, operation }: FakeRequest, login: string, repository: string, store: Store): FakeAnswer {
  const { variables } = body as { variables?: { owner: string; repo: string; states: string[]; after: string | null } };
  if (operation === 'Viewer') return { status: 200, body: { data: { viewer: { login } } } };
  if (operation !== 'PullRequestComments' || variables === undefined)
    return { status: 200, body: { errors: [{ message: 'The fake knows no such operation' }] } };
  if (`${variables.owner}/${variables.repo}` !== repository)
    return {
      status: 200,
      body: {
        data: { repository: null },
        errors: [{ type: 'NOT_FOUND', message: 'Could not resolve to a Repository' }],
      },
    };
  const states = variables.states.map((state) => (state === 'OPEN' ? 'open' : 'closed'));
  const pulls = connection(pullsOf(store, states), Number(variables.after ?? 0), (pull) => ({
    number: pull.number,
    closedAt: pull.closedAt,
    comments: connection(
      store.comments.filter((comment) => comment.pull === pull.number),
      0,
      (comment) => ({ url: urlOf(comment), body: comment.body, author: actorOf(comment.login) }),
    ),
  }));
  return { status: 200, body: { data: { repository: { pullRequests: pulls } } } };
}

/** Fifty nodes from a place on. */
function connection<Item>(items: readonly Item[], from: number, node: (item: Item) => unknown): object {
  const to = from + 50;
  const pageInfo = { hasNextPage: to < items.length, endCursor: `${to}` };
  return { pageInfo, nodes: items.slice(from, to).map(node) };
}

/** GraphQL leaves the `[bot]` of an app's login out. */
function actorOf(login: string): object {
  const bot = login.endsWith('[bot]');
  return { __typename: bot ? 'Bot' : 'User', login: bot ? login.slice(0, -5) : login };
}

function restComment(comment: FakeComment): object {
  const type = comment.login.endsWith('[bot]') ? 'Bot' : 'User';
  return { id: comment.id, body: comment.body, html_url: urlOf(comment), user: { login: comment.login, type } };
}

function restPull({ number, state, closedAt, updatedAt }: FakePull): object {
  return { number, state, closed_at: closedAt, updated_at: updatedAt };
}

function urlOf({ pull, id }: FakeComment): string {
  return `https://github.com/octo/shop/pull/${pull}#issuecomment-${id}`;
}

function pageOf<Item>(items: readonly Item[], query: URLSearchParams): Item[] {
  const size = Number(query.get('per_page') ?? 30);
  const first = (Number(query.get('page') ?? 1) - 1) * size;
  return items.slice(first, first + size);
}

/** The one touched last is in front. */
function pullsOf({ pulls }: Store, states: readonly string[]): FakePull[] {
  return [...pulls.values()]
    .filter(({ state }) => states.includes(state))
    .sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1));
}

function touch({ pulls, tick }: Store, number: number, state: FakePull['state']): void {
  const updatedAt = tick();
  pulls.set(number, { number, state, closedAt: state === 'closed' ? updatedAt : null, updatedAt });
}

function addComment({ comments, tick, pulls }: Store, pull: number, login: string, body: string): FakeComment {
  // Numbers of comments have outgrown 32 bits.
  const comment = { id: (comments.at(-1)?.id ?? 3_000_000_000) + 1, pull, login, body, edits: 0 };
  comments.push(comment);
  const on = pulls.get(pull);
  if (on !== undefined) on.updatedAt = tick();
  return comment;
}

function editComment({ comments }: Store, id: number, login: string, body: string): FakeAnswer {
  const comment = comments.find((one) => one.id === id);
  if (comment === undefined) return NOT_FOUND;
  if (comment.login !== login) return NOT_ACCESSIBLE;
  comment.body = body;
  comment.edits += 1;
  return { status: 200, body: restComment(comment) };
}

function contents({ query, headers }: FakeRequest, path: string, { commits }: Store): FakeAnswer {
  const ref = query.get('ref') ?? '';
  const files = commits.get(ref);
  if (files === undefined)
    return { status: 404, body: { message: `No commit found for the ref ${ref}`, status: '404' } };
  const file = files.get(path);
  if (file === undefined) {
    const below = [...files.keys()].filter((name) => name.startsWith(`${path}/`));
    return below.length > 0 ? { status: 200, body: below.map((name) => ({ type: 'file', path: name })) } : NOT_FOUND;
  }
  if (headers.accept?.includes('raw')) return { status: 200, body: file };
  const small = file.length <= LARGEST_JSON_FILE;
  const content = small ? Buffer.from(file).toString('base64') : '';
  return { status: 200, body: { type: 'file', path, encoding: small ? 'base64' : 'none', content } };
}

/** Files that one commit has and another has not; renamed where at least half of the lines are the same. */
function comparison(basehead: string, { commits }: Store): FakeAnswer {
  const [base = '', head = ''] = basehead.split('...');
  const [before, after] = [commits.get(base), commits.get(head)];
  if (before === undefined || after === undefined) return NOT_FOUND;
  const gone = [...before].filter(([path]) => !after.has(path));
  const files = [...after]
    .filter(([path]) => !before.has(path))
    .map(([filename, file]) => {
      const from = gone.find(([, earlier]) => alike(earlier, file))?.[0];
      return from === undefined
        ? { filename, status: 'added' }
        : { filename, status: 'renamed', previous_filename: from };
    });
  return { status: 200, body: { status: 'ahead', commits: [], files } };
}

function alike(a: string, b: string): boolean {
  const lines = new Set(a.split('\n'));
  const others = b.split('\n');
  return others.filter((line) => lines.has(line)).length * 2 >= Math.max(lines.size, others.length);
}
