import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type FakeAnswer, type FakeRequest, type GitHubFake, NOT_ACCESSIBLE, startGitHub } from '../emulator/github.ts';
import type { CallOptions } from '../src/preview/calls.ts';
import { isAuthor } from '../src/preview/comments.ts';
import { asFailure, diagnose, GitHubFailure } from '../src/preview/failure.ts';
import { type GitHub, openGitHub } from '../src/preview/github.ts';

const NOW = Date.UTC(2026, 0, 1);
const MARK = '<!-- mark -->';
const BOT = 'github-actions[bot]';

let fake: GitHubFake;
let waits: number[];
let trace: string[];

beforeEach(async () => {
  fake = await startGitHub();
  fake.open(1);
  waits = [];
  trace = [];
});
afterEach(() => fake.close());

function client(parts: Partial<CallOptions & { repository: string }> = {}): GitHub {
  return openGitHub({
    token: fake.token,
    apiUrl: fake.url,
    repository: fake.repository,
    transport: { fetch: (url, init) => fetch(url, init) },
    clock: {
      timeout: AbortSignal.timeout,
      date: () => NOW,
      sleep: async (span) => {
        waits.push(span);
      },
    },
    signal: new AbortController().signal,
    trace: (line) => trace.push(line),
    ...parts,
  });
}

/** Interferes with the first requests that match, then no more. */
function first(
  times: number,
  answer: FakeAnswer | 'cut' | 'lost',
  matches: (request: FakeRequest) => boolean = () => true,
) {
  let left = times;
  fake.interfere = (request) => {
    if (left === 0 || !matches(request)) return undefined;
    left -= 1;
    return answer;
  };
}

const status = (code: number, message = 'trouble', headers: Record<string, string> = {}): FakeAnswer => ({
  status: code,
  body: { message },
  headers,
});
const operations = () =>
  fake.requests.map(({ method, path, operation }) => operation ?? `${method} ${path.replace('/repos/octo/shop', '')}`);
const kindOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (error) => asFailure(error).kind,
  );

describe('the comment of a pull request', () => {
  test('is not there, which costs one request', async () => {
    fake.comment(1, 'alice', 'hello');
    expect(await client().ownComment(1, MARK)).toBeUndefined();
    expect(operations()).toEqual(['GET /issues/1/comments']);
  });

  test('is the oldest one with the marker by the login of the token', async () => {
    fake.comment(1, 'mallory', `${MARK} forged`);
    fake.comment(1, BOT, `quoted: ${MARK}`);
    const own = fake.comment(1, BOT, `${MARK} mine`);
    fake.comment(1, BOT, `${MARK} a later one`);
    expect(await client().ownComment(1, MARK)).toEqual({ pull: 1, id: own.id, body: own.body });
    expect(operations()).toEqual(['GET /issues/1/comments', 'Viewer']);
  });

  test('is not one whose author is gone, and not one without a text', async () => {
    fake.interfere = ({ method }) =>
      method === 'GET' ? { status: 200, body: [{ id: 1 }, { id: 2, body: MARK, user: null }] } : undefined;
    expect(await client().ownComment(1, MARK)).toBeUndefined();
  });

  test('is not one of another’s, be it the only one with the marker', async () => {
    fake.comment(1, 'github-actions', `${MARK} of a user of nearly that name`);
    expect(await client().ownComment(1, MARK)).toBeUndefined();
  });

  test('is found on a later page', async () => {
    for (let n = 0; n < 100; n += 1) fake.comment(1, 'alice', `${n}`);
    fake.comment(1, BOT, `${MARK} mine`);
    expect(await client().ownComment(1, MARK)).toMatchObject({ body: `${MARK} mine` });
  });

  test('is asked for its author once only', async () => {
    fake.comment(1, BOT, MARK);
    const github = client();
    await github.ownComment(1, MARK);
    await github.ownComment(1, MARK);
    expect(operations().filter((name) => name === 'Viewer')).toHaveLength(1);
  });

  test('is made, and edited', async () => {
    const github = client();
    const { id } = await github.createComment(1, `${MARK} text`);
    await github.editComment(id, `${MARK} new`);
    expect(fake.comments).toMatchObject([{ id, pull: 1, login: BOT, body: `${MARK} new`, edits: 1 }]);
  });

  test('is not made twice where only the answer was lost', async () => {
    first(1, 'lost', ({ method, path }) => method === 'POST' && path !== '/graphql');
    const made = await client().createComment(1, `${MARK}\ntext`);
    expect(fake.comments).toMatchObject([{ id: made.id, body: `${MARK}\ntext` }]);
  });

  test('is made at the second try where the first never came', async () => {
    first(1, status(502), ({ method, path }) => method === 'POST' && path !== '/graphql');
    await client().createComment(1, MARK);
    expect(fake.comments).toHaveLength(1);
  });

  test('is not made where the token may not', async () => {
    fake.interfere = () => NOT_ACCESSIBLE;
    await expect(client().createComment(1, MARK)).rejects.toThrow(
      'GitHub answered 403 ("Resource not accessible by integration")',
    );
    expect(operations()).toEqual(['POST /issues/1/comments']);
  });

  test.each([
    [BOT, BOT, true],
    ['alice', 'alice', true],
    [BOT, 'github-actions', true],
    ['github-actions', BOT, false],
    ['mallory', BOT, false],
    [undefined, BOT, false],
  ])('by %s is that of the token of %s: %s', (login, viewer, same) => {
    expect(isAuthor(login, viewer)).toBe(same);
  });
});

describe('comments of other pull requests', () => {
  beforeEach(() => {
    for (const pull of [2, 3, 4, 5]) fake.open(pull);
    fake.comment(2, BOT, `${MARK} two`);
    fake.comment(3, 'mallory', `${MARK} forged`);
    fake.comment(3, 'github-actions', `${MARK} of a user of nearly that name`);
    fake.comment(4, BOT, `${MARK} four`);
    fake.comment(5, BOT, 'other text');
  });

  test('come by one query, and one who the token is', async () => {
    const comments = await client().commentsOfOpen(MARK);
    expect(comments).toEqual([
      { pull: 2, id: fake.comments[0]?.id, body: `${MARK} two` },
      { pull: 4, id: fake.comments[3]?.id, body: `${MARK} four` },
    ]);
    expect(operations()).toEqual(['PullRequestComments', 'Viewer']);
  });

  test('are those of the wanted state, the one closed first in front', async () => {
    fake.shut(4);
    fake.shut(2);
    const github = client();
    expect((await github.commentsOfClosed(MARK)).map(({ pull }) => pull)).toEqual([4, 2]);
    expect(await github.commentsOfOpen(MARK)).toEqual([]);
  });

  test('come from all pages', async () => {
    for (let pull = 10; pull < 75; pull += 1) fake.open(pull);
    expect((await client().commentsOfOpen(MARK)).map(({ pull }) => pull)).toEqual([2, 4]);
    expect(operations().filter((name) => name === 'PullRequestComments')).toHaveLength(2);
  });

  test('are looked for one by one where a pull request has too many', async () => {
    for (let n = 0; n < 60; n += 1) fake.comment(5, 'alice', `${n}`);
    fake.comment(5, BOT, `${MARK} five`);
    expect((await client().commentsOfOpen(MARK)).map(({ pull }) => pull)).toEqual([2, 4, 5]);
    expect(operations()).toContain('GET /issues/5/comments');
  });

  test.each<[string, FakeAnswer]>([
    ['refuses', { status: 200, body: { data: null, errors: [{ type: 'FORBIDDEN', message: 'no' }] } }],
    ['gives up', status(502)],
    ['tells nothing', { status: 200, body: { data: { repository: null } } }],
    ['tells something else', { status: 200, body: { data: { repository: {} } } }],
  ])('come by REST where GraphQL %s', async (_name, answer) => {
    fake.shut(2);
    first(100, answer, ({ operation }) => operation === 'PullRequestComments');
    const github = client();
    expect((await github.commentsOfOpen(MARK)).map(({ pull }) => pull)).toEqual([4]);
    expect((await github.commentsOfClosed(MARK)).map(({ pull }) => pull)).toEqual([2]);
  });

  test('come by REST from all pages of pull requests', async () => {
    for (let pull = 10; pull < 120; pull += 1) fake.open(pull);
    first(100, status(502), ({ operation }) => operation === 'PullRequestComments');
    expect((await client().commentsOfOpen(MARK)).map(({ pull }) => pull)).toEqual([2, 4]);
  });

  test('of closed pull requests are looked for among the last thousand only', async () => {
    for (let pull = 100; pull < 1150; pull += 1) fake.shut(pull);
    await client().commentsOfClosed(MARK);
    expect(operations().filter((name) => name === 'PullRequestComments')).toHaveLength(20);
    fake.forget();
    first(100, status(502), ({ operation }) => operation === 'PullRequestComments');
    await client().commentsOfClosed(MARK);
    expect(operations().filter((name) => name === 'GET /pulls')).toHaveLength(2);
  });

  test('are not looked for any more once the run is told to stop', async () => {
    const stop = new AbortController();
    fake.interfere = () => {
      stop.abort();
      return status(502);
    };
    expect(await kindOf(client({ signal: stop.signal }).commentsOfOpen(MARK))).toBe('aborted');
    expect(fake.requests).toHaveLength(1);
  });
});

describe('files', () => {
  const text = `\u00e9 # 'text'\n`;

  test('come as they are at a commit, whatever their size and name', async () => {
    const large = 'x,y\n'.repeat(400_000);
    fake.commit('abc', { 'zones/a b#?%.yaml': text, 'large.csv': large, 'list.json': '[1]' });
    const github = client();
    expect(await github.fileAt('zones/a b#?%.yaml', 'abc')).toBe(text);
    expect(await github.fileAt('large.csv', 'abc')).toBe(large);
    expect(await github.fileAt('list.json', 'abc')).toBe('[1]');
    expect(await kindOf(github.fileAt('none', 'abc'))).toBe('missing');
    await expect(github.fileAt('zones', 'abc')).rejects.toMatchObject({
      kind: 'unexpected',
      message: 'GitHub answered with a listing: there is no file at this path',
    });
  });

  test('come from where a redirect leads, and the token goes there only where it is the same host', async () => {
    fake.commit('abc', { 'a.yaml': text });
    const elsewhere = await startGitHub();
    const path = `/repos/${fake.repository}/contents/a.yaml?ref=abc`;
    try {
      const moved = (url: string) => first(1, { status: 301, body: {}, headers: { location: `${url}${path}` } });
      moved(fake.url);
      expect(await client().fileAt('old.yaml', 'abc')).toBe(text);
      expect(fake.requests).toHaveLength(2);
      moved(elsewhere.url);
      await kindOf(client().fileAt('old.yaml', 'abc'));
      expect(elsewhere.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
    } finally {
      await elsewhere.close();
    }
  });

  test.each([
    { type: 'file', encoding: 'none', content: '' },
    { type: 'file', encoding: 'base64', content: null },
    { type: 'symlink', target: 'x' },
  ])('are not what comes as %j', async (body) => {
    fake.interfere = () => ({ status: 200, body });
    expect(await kindOf(client().fileAt('a.yaml', 'abc'))).toBe('unexpected');
  });

  test('come from a server that knows no raw form', async () => {
    const content = Buffer.from(text)
      .toString('base64')
      .replace(/(.{4})/g, '$1\n');
    fake.interfere = () => ({ status: 200, body: { type: 'file', encoding: 'base64', content } });
    expect(await client().fileAt('a.yaml', 'abc')).toBe(text);
  });

  test('are asked for at branches with slashes in their names', async () => {
    fake.commit('release/1', { 'old.yaml': text });
    fake.commit('abc', { 'new.yaml': text });
    const github = client();
    expect(await github.fileAt('old.yaml', 'release/1')).toBe(text);
    expect(await github.renamedFrom('new.yaml', 'release/1', 'abc')).toBe('old.yaml');
  });

  test('that were renamed are told by their earlier path, and only those', async () => {
    fake.commit('a', { 'old.yaml': text });
    fake.commit('b', { 'new.yaml': text, 'added.yaml': 'else' });
    const github = client();
    expect(await github.renamedFrom('new.yaml', 'a', 'b')).toBe('old.yaml');
    expect(await github.renamedFrom('added.yaml', 'a', 'b')).toBeUndefined();
    expect(await kindOf(github.renamedFrom('new.yaml', 'gone', 'b'))).toBe('missing');
    const copied = { filename: 'new.yaml', status: 'copied', previous_filename: 'old.yaml' };
    fake.interfere = () => ({ status: 200, body: { files: [copied] } });
    expect(await github.renamedFrom('new.yaml', 'a', 'b')).toBeUndefined();
    fake.interfere = () => ({ status: 200, body: { status: 'identical' } });
    expect(await github.renamedFrom('new.yaml', 'a', 'b')).toBeUndefined();
  });
});

describe('a request that fails', () => {
  const edit = (github: GitHub) => github.ownComment(1, MARK);

  test('is tried again, twice at most', async () => {
    first(2, status(500));
    expect(await kindOf(edit(client()))).toBe('answered');
    expect(waits).toEqual([500, 1000]);
    fake.forget();
    first(3, 'cut');
    expect(await kindOf(edit(client()))).toBe('unavailable');
    expect(fake.requests).toHaveLength(3);
  });

  test('over the rate limit waits as it is told to, for a short time', async () => {
    first(1, status(429, 'slow down', { 'retry-after': '3' }));
    expect(await kindOf(edit(client()))).toBe('answered');
    expect(waits).toEqual([3000]);
  });

  test('is not tried again when the run is told to stop in the meantime', async () => {
    const stop = new AbortController();
    fake.interfere = () => status(500);
    const clock = {
      timeout: AbortSignal.timeout,
      date: () => NOW,
      sleep: async () => {
        stop.abort();
        throw stop.signal.reason;
      },
    };
    expect(await kindOf(edit(client({ signal: stop.signal, clock })))).toBe('aborted');
    expect(fake.requests).toHaveLength(1);
  });

  test.each<[string, FakeAnswer, string, string]>([
    [
      'lacks a permission',
      NOT_ACCESSIBLE,
      'forbidden',
      'GitHub answered 403 ("Resource not accessible by integration")',
    ],
    [
      'has a wrong token',
      status(401, 'Bad credentials'),
      'unauthorized',
      'GitHub answered 401 ("Bad credentials"): github-token is wrong or has expired',
    ],
    ['is for nothing', status(404, 'Not Found'), 'missing', 'GitHub answered 404 ("Not Found")'],
    ['is not valid', status(422, 'Validation Failed'), 'unexpected', 'GitHub answered 422 ("Validation Failed")'],
    ['has no answer that can be read', { status: 410, body: 'gone' }, 'unexpected', 'GitHub answered 410'],
    [
      'is over the limit for long',
      status(403, 'no', { 'retry-after': '3600' }),
      'limited',
      `GitHub answered 403 ("no"): over GitHub's rate limit`,
    ],
    [
      'is over the limit of the hour',
      status(403, 'no', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${NOW / 1000 + 60}` }),
      'limited',
      `GitHub answered 403 ("no"): over GitHub's rate limit`,
    ],
    [
      'is over a limit without a time',
      status(429, 'no'),
      'limited',
      `GitHub answered 429 ("no"): over GitHub's rate limit`,
    ],
    [
      'is over a limit that is told in words',
      status(403, 'You have exceeded a secondary rate limit'),
      'limited',
      `GitHub answered 403 ("You have exceeded a secondary rate limit"): over GitHub's rate limit`,
    ],
  ])('because it %s is not tried again', async (_name, answer, kind, message) => {
    fake.interfere = () => answer;
    const failure = await edit(client()).catch(asFailure);
    expect(failure).toBeInstanceOf(GitHubFailure);
    expect(failure).toMatchObject({ kind, message });
    expect(fake.requests).toHaveLength(1);
  });

  test.each([
    ['FORBIDDEN', 'forbidden'],
    ['INSUFFICIENT_SCOPES', 'forbidden'],
    ['NOT_FOUND', 'missing'],
    ['RATE_LIMITED', 'limited'],
    [undefined, 'unavailable'],
  ])('in GraphQL with the type %s is %s', async (type, kind) => {
    fake.interfere = () => ({ status: 200, body: { errors: [{ type, message: 'why' }] } });
    const failure = await client().viewer().catch(asFailure);
    expect(failure).toMatchObject({ kind, message: 'GitHub answered with an error ("why")' });
  });

  test('names the proxy on the way, and the code', async () => {
    const transport = {
      fetch: () =>
        Promise.reject(
          new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }) }),
        ),
      proxy: 'http://proxy.example:3128',
    };
    await expect(edit(client({ transport }))).rejects.toThrow(
      'GitHub cannot be reached through the proxy http://proxy.example:3128 (ECONNREFUSED)',
    );
  });

  test.each<[string, unknown, string]>([
    ['a time-out', new DOMException('late', 'TimeoutError'), 'GitHub cannot be reached (no answer in time)'],
    ['something unknown', 'strange', 'GitHub cannot be reached (connection broken)'],
    ['an error without errors', Object.assign(new Error('x'), { errors: [] }), 'GitHub answered with an error ("")'],
  ])('with %s is told in words', (_name, thrown, message) => {
    expect(diagnose(thrown, NOW, undefined)).toMatchObject({ kind: 'unavailable', message });
  });

  test.each<[Record<string, string>, number | undefined]>([
    [{ 'retry-after': '7' }, 7000],
    [{ 'retry-after': '0', 'x-ratelimit-reset': `${NOW / 1000 + 9}` }, 9000],
    [{ 'x-ratelimit-reset': `${NOW / 1000 + 1}` }, 1000],
    [{ 'x-ratelimit-reset': `${NOW / 1000}` }, undefined],
    [{ 'x-ratelimit-reset': `${NOW / 1000 - 9}` }, undefined],
    [{}, undefined],
  ])('over the rate limit with %j is worth a wait of %p ms', (headers, after) => {
    const failure = diagnose({ status: 429, response: { headers, data: undefined } }, NOW, undefined);
    expect({ ...failure, message: failure.message }).toEqual({
      name: 'GitHubFailure',
      kind: 'limited',
      message: "GitHub answered 429: over GitHub's rate limit",
      after,
    });
  });

  test('with a status and no answer is told as one that cannot be reached', () => {
    expect(diagnose({ status: 500 }, NOW, undefined)).toMatchObject({
      kind: 'unavailable',
      message: 'GitHub cannot be reached (connection broken)',
    });
  });

  test('waits ten seconds for the rate limit, and no longer', async () => {
    first(1, status(429, 'slow down', { 'retry-after': '10' }));
    expect(await kindOf(client().ownComment(1, MARK))).toBe('answered');
    first(1, status(429, 'slow down', { 'retry-after': '11' }));
    expect(await kindOf(client().ownComment(1, MARK))).toBe('limited');
    first(1, status(429, 'slow down'));
    expect(await kindOf(client().ownComment(1, MARK))).toBe('limited');
    expect(waits).toEqual([10_000]);
  });

  test('and every other is told to the debug log in words', async () => {
    const { id } = fake.comment(1, BOT, `${MARK} mine`);
    fake.commit('a', { 'old.yaml': 'x' });
    const github = client();
    first(1, status(500));
    await github.ownComment(1, MARK);
    await github.createComment(1, `${MARK}\nnew`);
    await github.editComment(id, MARK);
    await github.commentsOfOpen(MARK);
    first(9, status(400), ({ path }) => path.includes('graphql'));
    await github.commentsOfOpen(MARK);
    await github.fileAt('old.yaml', 'a');
    await github.renamedFrom('old.yaml', 'a', 'a');
    expect(
      trace.filter((line) => line.startsWith('GitHub: ')).map((line) => line.replace(/: GitHub answered.*/, ': …')),
    ).toEqual([
      'GitHub: comments of #1, page 1: …',
      'GitHub: comments of #1, page 1: answered (try 2)',
      'GitHub: who the token is: answered (try 1)',
      'GitHub: comment on #1: answered (try 1)',
      `GitHub: edit comment ${id}: answered (try 1)`,
      'GitHub: comments of open pull requests, page 1: answered (try 1)',
      'GitHub: comments of open pull requests, page 1: …',
      'GitHub: open pull requests, page 1: answered (try 1)',
      'GitHub: comments of #1, page 1: answered (try 1)',
      'GitHub: old.yaml at a: answered (try 1)',
      'GitHub: changes from a to a: answered (try 1)',
    ]);
    expect(trace[0]).toBe('GitHub: comments of #1, page 1: GitHub answered 500 ("trouble") (try 1)');
  });

  test('is a failure of its own kind; anything else is thrown on', () => {
    const failure = new GitHubFailure('missing', 'x');
    expect(diagnose(failure, NOW, undefined)).toBe(failure);
    expect(() => asFailure(new RangeError('a mistake'))).toThrow(RangeError);
  });

  test('never tells the token, not even in the debug log', async () => {
    first(3, status(500, `echo ${fake.token.slice(0, 4)}`));
    await kindOf(edit(client()));
    await kindOf(client({ transport: { fetch: () => Promise.reject(new Error('x')) } }).viewer());
    fake.interfere = () => ({ ...status(200), headers: { deprecation: 'true', sunset: 'soon' }, body: [] });
    await edit(client());
    expect(trace.join('\n')).toMatch(/deprecated/);
    expect(trace.join('\n')).not.toContain(fake.token);
  });
});

test('a base address may end in a slash', async () => {
  expect(await client({ apiUrl: `${fake.url}/` }).viewer()).toBe(BOT);
});

test('nothing is sent, and nothing loaded, before the first call', () => {
  openGitHub({
    token: 'x',
    apiUrl: fake.url,
    repository: 'octo',
    transport: { fetch: () => Promise.reject(new Error('sent')) },
    clock: { timeout: AbortSignal.timeout, date: () => NOW, sleep: () => Promise.resolve() },
    signal: AbortSignal.abort(),
    trace: () => {},
  });
  expect(fake.requests).toHaveLength(0);
});

describe('an answer of another shape than GitHub documents', () => {
  const other = (body: unknown): FakeAnswer => ({ status: 200, body });
  const words = 'GitHub answered with something that is not the answer to this request';

  test.each<[string, unknown, (github: GitHub) => Promise<unknown>]>([
    ['for comments', '::error::x', (github) => github.ownComment(1, MARK)],
    ['for a comment', [{ id: 'x', body: MARK }], (github) => github.ownComment(1, MARK)],
    ['for its author', [{ id: 1, body: MARK, user: { login: 5 } }], (github) => github.ownComment(1, MARK)],
    ['for a new comment', {}, (github) => github.createComment(1, MARK)],
    ['for who the token is', { data: { viewer: {} } }, (github) => github.viewer()],
    ['for a comparison', { files: [{}] }, (github) => github.renamedFrom('a', 'b', 'c')],
  ])('%s is a failure that says so', async (_, body, ask) => {
    fake.interfere = () => other(body);
    await expect(ask(client())).rejects.toMatchObject({ kind: 'unexpected', message: words });
    expect(waits).toEqual([]);
  });

  test('for pull requests by GraphQL is asked again by REST, and is a failure there', async () => {
    fake.interfere = ({ operation }) => (operation === undefined ? undefined : other({ data: { repository: {} } }));
    await expect(client().commentsOfOpen(MARK)).resolves.toEqual([]);
    fake.interfere = () => other({});
    await expect(client().commentsOfOpen(MARK)).rejects.toMatchObject({ kind: 'unexpected', message: words });
  });

  test('among the errors of GraphQL is told as far as it can be read', async () => {
    fake.interfere = () => other({ errors: [{ message: { a: 1 } }] });
    await expect(client().viewer()).rejects.toMatchObject({ kind: 'unavailable' });
  });
});

test('an answer that is far too long is not read to its end', async () => {
  fake.interfere = () => ({ status: 200, body: [{ id: 1, body: 'x'.repeat(17 * 1024 * 1024) }] });
  await expect(client().ownComment(1, MARK)).rejects.toMatchObject({ kind: 'unexpected' });
});
