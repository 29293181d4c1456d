import type { Clock } from '../../../src/domain/clock.ts';
import { type GitHub, type GitHubOptions, openGitHub } from '../../../src/github/github.ts';
import type { Http, HttpRequest, HttpResponse } from '../../../src/http/http.ts';

export const TOKEN = 'ghs_token-of-the-workflow';
export const BOT = 'github-actions[bot]';
export const NOW = Date.UTC(2026, 0, 1);

export interface FakeRequest {
  readonly method: string;
  /** Below `/repos/octo/shop/`, percent-encoded as it came. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: { readonly query?: string; readonly variables?: Record<string, unknown>; readonly body?: string };
  readonly sent: HttpRequest;
  /** `GET pulls`, or the name of the GraphQL operation. */
  readonly name: string;
}

export interface FakeAnswer {
  readonly status?: number;
  /** A text is sent as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface FakeComment {
  readonly id: number;
  readonly pull: number;
  readonly login: string | null;
  body: string;
}

interface FakePull {
  readonly number: number;
  readonly closedAt: string | null;
}

/** GitHub in memory, behind our HTTP client. Each answer can be replaced, and the store changed, before it is given. */
export class FakeGitHub implements Http {
  readonly requests: FakeRequest[] = [];
  comments: FakeComment[] = [];
  pulls: FakePull[] = [];
  readonly refs = new Map<string, string>();
  readonly files = new Map<string, string>();
  viewer: object = { __typename: 'User', login: BOT };
  /** Whether GraphQL says how many pull requests there are. */
  count = true;
  /** An error is thrown; `lost` takes effect, and then `lostAnswer` is given. */
  interfere: ((request: FakeRequest) => FakeAnswer | Error | 'lost' | undefined) | undefined;
  lostAnswer: FakeAnswer = { status: 502 };

  async send(sent: HttpRequest): Promise<HttpResponse> {
    const url = new URL(sent.url);
    const path = url.pathname.replace(/^(?:\/api\/v3)?\/(?:repos\/octo\/shop|repositories\/1)\//, '');
    const body = sent.body === undefined ? {} : JSON.parse(sent.body);
    const operation = /query (\w+)/.exec(body.query ?? '')?.[1];
    const name = operation ?? `${sent.method} ${path}`;
    const request = { method: sent.method, path, query: url.searchParams, body, sent, name };
    this.requests.push(request);
    const interference = this.interfere?.(request);
    if (interference instanceof Error) throw interference;
    if (interference !== undefined && interference !== 'lost') return responseOf(interference);
    const answer = this.#answer(request);
    return responseOf(interference === 'lost' ? this.lostAnswer : answer);
  }

  close(): void {}

  get names(): string[] {
    return this.requests.map(({ name }) => name);
  }

  comment(pull: number, login: string | null, body: string): FakeComment {
    // Numbers of comments have outgrown 32 bits.
    const comment = { id: 3_000_000_000 + this.requests.length * 1000 + this.comments.length, pull, login, body };
    this.comments.push(comment);
    return comment;
  }

  erase({ id }: FakeComment): void {
    this.comments = this.comments.filter((comment) => comment.id !== id);
  }

  /** Of pull requests, later numbers are created later. */
  open(...numbers: number[]): void {
    this.pulls = [...this.pulls.filter(({ number }) => !numbers.includes(number)), ...numbers.map(opened)].sort(
      (a, b) => a.number - b.number,
    );
  }

  shut(number: number, minute = number): void {
    this.open(number);
    const closedAt = new Date(NOW + minute * 60_000).toISOString();
    this.pulls = this.pulls.map((pull) => (pull.number === number ? { number, closedAt } : pull));
  }

  #answer({ name, method, path, query, body }: FakeRequest): FakeAnswer {
    if (name === 'Viewer') return { body: { data: { viewer: this.viewer } } };
    if (name === 'PullRequestComments') return this.#graphQL(body);
    const commented = Number(/^issues\/(\d+)\/comments$/.exec(path)?.[1]);
    if (commented > 0 && method === 'POST')
      return { status: 201, body: rest(this.comment(commented, BOT, `${body.body}`)) };
    if (commented > 0) return page(this.comments.filter(({ pull }) => pull === commented).map(rest), query);
    if (name === 'GET pulls') return this.#list(query);
    const pull = this.pulls.find(({ number }) => path === `pulls/${number}`);
    if (pull !== undefined) return { body: { state: pull.closedAt === null ? 'open' : 'closed' } };
    const edited = this.comments.find(({ id }) => path === `issues/comments/${id}`);
    if (edited !== undefined) {
      edited.body = `${body.body}`;
      return { body: rest(edited) };
    }
    const file = this.files.get(decodeURIComponent(`${path.replace('contents/', '')}@${query.get('ref')}`));
    if (file !== undefined) return { body: file, headers: { 'content-type': 'application/vnd.github.raw+json' } };
    const sha = this.refs.get(decodeURIComponent(path.replace('git/ref/heads/', '')));
    return sha === undefined ? { status: 404, body: { message: 'Not Found' } } : { body: { object: { sha } } };
  }

  #list(query: URLSearchParams): FakeAnswer {
    const open = query.get('state') === 'open';
    const found = this.pulls.filter(({ closedAt }) => (closedAt === null) === open);
    if (query.get('direction') === 'desc') found.reverse();
    const pulls = found.map(({ number, closedAt }) => ({ number, closed_at: closedAt }));
    const last = `<https://api.github.com/repositories/1/pulls?state=closed&page=2>; rel="next", <https://api.github.com/repositories/1/pulls?state=closed&per_page=1&page=${found.length}>; rel="last"`;
    return { ...page(pulls, query), ...(query.get('per_page') === '1' ? { headers: { link: last } } : {}) };
  }

  #graphQL({ query = '', variables = {} }: FakeRequest['body']): FakeAnswer {
    const open = (variables.states as string[]).includes('OPEN');
    const found = this.pulls.filter(({ closedAt }) => (closedAt === null) === open);
    if (query.includes('CREATED_AT, direction: DESC')) found.reverse();
    const after = found.findIndex(({ number }) => `${number}` === variables.after) + 1;
    const nodes = found.slice(after, after + 50).map(({ number, closedAt }) => {
      const comments = this.comments.filter(({ pull }) => pull === number);
      return {
        number,
        closedAt,
        comments: { pageInfo: { hasNextPage: comments.length > 100 }, nodes: comments.slice(0, 100).map(graph) },
      };
    });
    const pageInfo = { hasNextPage: after + 50 < found.length, endCursor: `${nodes.at(-1)?.number}` };
    return {
      body: {
        data: {
          repository: { pullRequests: { ...(this.count ? { totalCount: found.length } : {}), pageInfo, nodes } },
        },
      },
    };
  }
}

export interface FakeClock extends Pick<Clock, 'sleep' | 'date' | 'timeout'> {
  readonly waits: number[];
}

export function fakeClock(): FakeClock {
  const waits: number[] = [];
  return {
    waits,
    date: () => NOW,
    timeout: () => new AbortController().signal,
    sleep: async (duration) => {
      waits.push(duration);
    },
  };
}

export function clientOf(fake: FakeGitHub, options: Partial<GitHubOptions> = {}): GitHub {
  return openGitHub({
    token: TOKEN,
    apiUrl: new URL('https://api.github.com'),
    repository: 'octo/shop',
    http: fake,
    clock: fakeClock(),
    signal: () => new AbortController().signal,
    trace: () => {},
    ...options,
  });
}

function responseOf({ status = 200, body = '', headers = {} }: FakeAnswer): HttpResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const all: Record<string, string> = {
    ...(typeof body === 'string' ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    ...headers,
  };
  return { status, header: (name) => all[name], body: Buffer.from(text) };
}

function opened(number: number): FakePull {
  return { number, closedAt: null };
}

function page(items: readonly unknown[], query: URLSearchParams): FakeAnswer {
  const size = Number(query.get('per_page'));
  const first = (Number(query.get('page') ?? 1) - 1) * size;
  return { body: items.slice(first, first + size) };
}

function rest({ id, body, login }: FakeComment): object {
  return { id, body, user: login === null ? null : { login } };
}

/** GraphQL leaves the `[bot]` of an app's login out. */
function graph({ id, pull, body, login }: FakeComment): object {
  const author = login?.endsWith('[bot]')
    ? { __typename: 'Bot', login: login.slice(0, -5) }
    : login && { __typename: 'User', login };
  return { url: `https://github.com/octo/shop/pull/${pull}#issuecomment-${id}`, body, author };
}
