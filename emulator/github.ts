import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { KeyAndCertificate } from './certificate.ts';
import { answerGraphQL } from './github-graphql.ts';
import { answerRest, type FakeAnswer, NOT_ACCESSIBLE, type RestRequest } from './github-rest.ts';
import { createStore, type FakeComment, type FakePull } from './github-store.ts';
import { operationName } from './graphql-query.ts';
import { startServer } from './server.ts';

export { type FakeAnswer, NOT_ACCESSIBLE } from './github-rest.ts';
export type { FakeComment, FakePull } from './github-store.ts';

export interface GitHubOptions {
  /** `owner/name`; any other repository is not found. */
  readonly repository?: string;
  /** Who may call: tokens and the logins that they act as, as REST names them. */
  readonly tokens?: Readonly<Record<string, string>>;
  /** Speaks https with this. */
  readonly tls?: KeyAndCertificate;
}

export interface FakeRequest extends RestRequest {
  readonly headers: IncomingMessage['headers'];
  /** Name of the GraphQL operation. */
  readonly operation?: string;
}

/**
 * What happens to a request instead of its proper answer. `lost`: it takes effect, then the connection breaks. `cut`: it breaks
 * before. `hang`: nothing.
 */
export type Interference = FakeAnswer | 'cut' | 'lost' | 'hang' | undefined;

/** A running emulator of the few GitHub endpoints that the action asks. */
export interface GitHubFake {
  /** For `GITHUB_API_URL`. */
  readonly url: string;
  readonly repository: string;
  /** The token of `github-actions[bot]`, unless `tokens` were given. */
  readonly token: string;
  readonly requests: readonly FakeRequest[];
  readonly comments: readonly FakeComment[];
  readonly pulls: ReadonlyMap<number, FakePull>;
  /** Asked for every request that comes with a good token, before it takes effect. */
  interfere: ((request: FakeRequest) => Interference | Promise<Interference>) | undefined;
  /** Called when a request has taken effect, before its answer is sent: whatever somebody does between two requests. */
  onAnswer: ((request: FakeRequest) => void | Promise<void>) | undefined;
  /** Opens a pull request, or opens it again; `from` is the repository that it comes from, null where that is deleted. */
  open(pull: number, from?: string | null): void;
  /** Closes a pull request; later closings have later times. */
  shut(pull: number, how?: 'closed' | 'merged'): void;
  /** Locks a pull request's conversation, or unlocks it. */
  lock(pull: number, locked?: boolean): void;
  /** A comment by anybody, past the API. */
  comment(pull: number, login: string, body: string): FakeComment;
  /** Deletes a comment, as somebody with write access may. */
  erase(id: number): void;
  /** What a commit, branch or tag holds: path → text. */
  commit(ref: string, files: Readonly<Record<string, string>>): void;
  /** Moves a branch to a commit; without one it is gone. */
  branch(name: string, sha?: string): void;
  forget(): void;
  close(): Promise<void>;
}

/** An interference: reading is allowed, commenting is not. */
export const readOnly = ({ method, path }: FakeRequest): Interference =>
  method !== 'GET' && path !== '/graphql' ? NOT_ACCESSIBLE : undefined;

const BAD_CREDENTIALS: FakeAnswer = { status: 401, body: { message: 'Bad credentials', status: '401' } };

export async function startGitHub(options: GitHubOptions = {}): Promise<GitHubFake> {
  const { repository = 'octo/shop', tokens = { 'ghs_token-of-the-workflow': 'github-actions[bot]' } } = options;
  const store = createStore(repository);
  const requests: FakeRequest[] = [];

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await requestOf(message);
    requests.push(request);
    const login = tokens[/^(?:token|bearer) (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''];
    if (login === undefined) return send(response, BAD_CREDENTIALS);
    const interference = await github.interfere?.(request);
    if (interference === 'hang') return;
    if (interference === 'cut') return void response.destroy();
    if (interference !== undefined && interference !== 'lost') return send(response, interference);
    const answer = await (request.path === '/graphql'
      ? answerGraphQL(request.body, login, store)
      : answerRest(request, login, store));
    await github.onAnswer?.(request);
    if (interference === 'lost') return void response.destroy();
    send(response, answer);
  }

  const server = await startServer(
    (message, response) => {
      serve(message, response).catch((error: unknown) =>
        send(response, { status: 500, body: { message: String(error) } }),
      );
    },
    0,
    options.tls,
  );
  const github: GitHubFake = {
    url: server.origin,
    repository,
    token: Object.keys(tokens)[0] ?? '',
    requests,
    comments: store.comments,
    pulls: store.pulls,
    interfere: undefined,
    onAnswer: undefined,
    open: (pull, from) =>
      store.touchPull(pull, { state: 'open', merged: false, ...(from !== undefined && { headRepository: from }) }),
    shut: (pull, how = 'closed') => store.touchPull(pull, { state: 'closed', merged: how === 'merged' }),
    lock: (pull, locked = true) => store.touchPull(pull, { locked }),
    comment: (pull, login, body) => store.addComment(pull, login, body),
    erase: (id) => store.deleteComment(id),
    commit: (ref, files) => void store.commits.set(ref, new Map(Object.entries(files))),
    branch: (name, sha) => {
      if (sha === undefined) store.branches.delete(name);
      else store.branches.set(name, sha);
    },
    forget: () => void requests.splice(0),
    close: server.close,
  };
  return github;
}

async function requestOf(message: IncomingMessage): Promise<FakeRequest> {
  const { pathname, searchParams } = new URL(message.url ?? '/', 'http://127.0.0.1');
  const sent = await text(message);
  const body: unknown = sent === '' ? undefined : JSON.parse(sent);
  const operation = operationName((body as { query?: string } | undefined)?.query ?? '');
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
  const type = raw ? 'application/vnd.github.raw+json' : 'application/json';
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, ...headers });
  response.end(raw ? body : JSON.stringify(body));
}
