import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type GitHubFake, NOT_ACCESSIBLE, readOnly, startGitHub } from '../../../emulator/github.ts';

let github: GitHubFake;
beforeEach(async () => {
  github = await startGitHub();
});
afterEach(() => github.close());

async function ask(path: string, init: RequestInit & { token?: string; accept?: string } = {}) {
  const { token = github.token, accept = 'application/json', ...rest } = init;
  const response = await fetch(`${github.url}${path}`, {
    ...rest,
    headers: { authorization: `token ${token}`, accept },
  });
  const text = await response.text();
  return { status: response.status, text, json: () => JSON.parse(text) };
}

const graphql = (query: string, variables: object = {}) =>
  ask('/graphql', { method: 'POST', body: JSON.stringify({ query, variables }) });
const _variables = { owner: 'octo', repo: 'shop', states: ['OPEN'], after: null };

describe('the emulator of GitHub', () => {
  test('lets nobody in without a token that it knows', async () => {
    expect((await ask('/repos/octo/shop/pulls', { token: 'wrong' })).status).toBe(401);
    expect((await fetch(`${github.url}/user`)).status).toBe(401);
  });

  test('does not say to the token of a workflow who it is, except by GraphQL', async () => {
    expect((await ask('/user')).status).toBe(403);
    expect((await graphql('query Viewer { viewer { login } }')).json()).toEqual({
      data: { viewer: { login: 'github-actions[bot]' } },
    });
  });

  test('keeps comments, and pages them oldest first', async () => {
    github.open(1);
    for (let n = 1; n <= 3; n += 1)
      await ask('/repos/octo/shop/issues/1/comments', { method: 'POST', body: JSON.stringify({ body: `text ${n}` }) });
    const page = (await ask('/repos/octo/shop/issues/1/comments?per_page=2&page=2')).json();
    expect(page).toMatchObject([{ body: 'text 3', user: { login: 'github-actions[bot]', type: 'Bot' } }]);
    expect((await ask('/repos/octo/shop/issues/1/comments')).json()).toHaveLength(3);
  });

  test('edits own comments, and nobody else’s', async () => {
    github.open(1);
    const own = github.comment(1, 'github-actions[bot]', 'mine');
    const other = github.comment(1, 'mallory', 'hers');
    const edit = (id: number) =>
      ask(`/repos/octo/shop/issues/comments/${id}`, { method: 'PATCH', body: JSON.stringify({ body: 'new' }) });
    expect([(await edit(own.id)).status, (await edit(other.id)).status, (await edit(1)).status]).toEqual([
      200, 403, 404,
    ]);
    expect([own.body, own.edits, other.body]).toEqual(['new', 1, 'hers']);
  });

  test('forgets a comment that is deleted', async () => {
    github.open(1);
    const { id } = github.comment(1, 'alice', 'text');
    github.comment(1, 'alice', 'more');
    github.erase(id);
    expect(github.comments.map(({ body }) => body)).toEqual(['more']);
  });

  test('takes no comment that is too long', async () => {
    github.open(1);
    const body = JSON.stringify({ body: 'x'.repeat(65_537) });
    expect((await ask('/repos/octo/shop/issues/1/comments', { method: 'POST', body })).status).toBe(422);
  });

  test.each(['/repos/octo/other/pulls', '/repos/octo/shop/issues/9/comments', '/repos/octo/shop/labels'])(
    'knows no %s',
    async (path) => {
      expect((await ask(path)).status).toBe(404);
    },
  );

  test.each([
    ['state=open', [3, 1]],
    ['state=closed', [2]],
    ['state=all', [3, 2, 1]],
    ['state=all&sort=created&direction=asc', [1, 2, 3]],
    ['state=all&sort=updated', [3, 2, 1]],
    ['state=all&sort=updated&direction=desc', [1, 2, 3]],
    ['', [3, 1]],
  ])('lists pull requests by "%s"', async (query, numbers) => {
    for (const pull of [1, 2, 3]) github.open(pull);
    github.shut(2);
    github.comment(1, 'somebody', 'hello');
    const pulls = (await ask(`/repos/octo/shop/pulls?${query}`)).json();
    expect(pulls.map(({ number }: { number: number }) => number)).toEqual(numbers);
  });

  test('pages lists and links the other pages', async () => {
    for (let pull = 1; pull <= 5; pull += 1) github.open(pull);
    const links = async (page: number) =>
      (
        await fetch(`${github.url}/repos/octo/shop/pulls?per_page=2&page=${page}`, {
          headers: { authorization: `token ${github.token}` },
        })
      ).headers.get('link');
    expect(await links(1)).toMatch(/[?&]page=2>; rel="next", <.*[?&]page=3>; rel="last"$/);
    expect(await links(3)).toMatch(/[?&]page=2>; rel="prev", <.*[?&]page=1>; rel="first"$/);
  });

  test('tells state, lock, merge and origin of one pull request', async () => {
    const state = async (pull: number) => (await ask(`/repos/octo/shop/pulls/${pull}`)).json();
    github.open(1);
    github.open(2, 'mallory/shop');
    github.open(3, null);
    github.shut(2, 'merged');
    github.lock(1);
    const own = { full_name: 'octo/shop' };
    expect(await state(1)).toMatchObject({ state: 'open', locked: true, closed_at: null, head: { repo: own } });
    expect(await state(2)).toMatchObject({
      state: 'closed',
      merged: true,
      head: { repo: { full_name: 'mallory/shop' } },
    });
    expect(await state(3)).toMatchObject({ state: 'open', head: { repo: null } });
    github.open(2);
    expect(await state(2)).toMatchObject({ state: 'open', merged: false, closed_at: null });
    expect((await ask('/repos/octo/shop/pulls/9')).status).toBe(404);
  });

  test('takes no comment where the conversation is locked', async () => {
    github.open(1);
    github.lock(1);
    const post = () =>
      ask('/repos/octo/shop/issues/1/comments', { method: 'POST', body: JSON.stringify({ body: 'text' }) });
    const { status, json } = await post();
    expect([status, json().message]).toEqual([403, 'Unable to create comment because issue is locked.']);
    github.lock(1, false);
    expect((await post()).status).toBe(201);
  });

  test('tells the commit of a branch both ways', async () => {
    github.branch('release/one', 'abc');
    const paths = ['git/ref/heads/release/one', 'branches/release%2Fone'];
    const all = async () => Promise.all(paths.map((path) => ask(`/repos/octo/shop/${path}`)));
    const [ref, branch] = await all();
    expect(ref?.json()).toMatchObject({ ref: 'refs/heads/release/one', object: { sha: 'abc' } });
    expect(branch?.json()).toMatchObject({ name: 'release/one', commit: { sha: 'abc' } });
    github.branch('release/one');
    expect((await all()).map(({ status }) => status)).toEqual([404, 404]);
  });

  test('lets a test act between effect and answer', async () => {
    github.open(1);
    github.onAnswer = () => github.shut(1);
    expect((await ask('/repos/octo/shop/pulls/1')).json()).toMatchObject({ state: 'open' });
    expect(github.pulls.get(1)).toMatchObject({ state: 'closed' });
  });

  test('has files at commits, raw or in base64', async () => {
    github.commit('abc', { 'zones/a b.yaml': 'text', 'large.csv': 'x'.repeat(1024 * 1024 + 1) });
    const raw = { accept: 'application/vnd.github.raw+json' };
    expect((await ask('/repos/octo/shop/contents/zones/a%20b.yaml?ref=abc', raw)).text).toBe('text');
    expect((await ask('/repos/octo/shop/contents/zones/a%20b.yaml?ref=abc')).json()).toMatchObject({
      encoding: 'base64',
      content: 'dGV4dA==',
    });
    expect((await ask('/repos/octo/shop/contents/large.csv?ref=abc')).json()).toMatchObject({
      encoding: 'none',
      content: '',
    });
    expect((await ask('/repos/octo/shop/contents/zones?ref=abc', raw)).json()).toEqual([
      { type: 'file', path: 'zones/a b.yaml' },
    ]);
    expect((await ask('/repos/octo/shop/contents/none?ref=abc', raw)).json().message).toBe('Not Found');
    expect((await ask('/repos/octo/shop/contents/none?ref=def', raw)).json().message).toMatch(/^No commit found/);
  });

  test('compares commits, and tells renames', async () => {
    github.commit('a', { 'old.yaml': '1\n2\n3', same: 'x' });
    github.commit('b', { 'new.yaml': '1\n2\n4', 'added.yaml': 'y', same: 'x' });
    expect((await ask('/repos/octo/shop/compare/a...b')).json().files).toEqual([
      { filename: 'new.yaml', status: 'renamed', previous_filename: 'old.yaml' },
      { filename: 'added.yaml', status: 'added' },
    ]);
    expect((await ask('/repos/octo/shop/compare/a...c')).status).toBe(404);
  });

  test('can refuse to write, break off, and lose an answer after it took effect', async () => {
    github.open(1);
    const post = () =>
      ask('/repos/octo/shop/issues/1/comments', { method: 'POST', body: JSON.stringify({ body: 'text' }) });
    github.interfere = readOnly;
    expect([(await post()).status, (await ask('/repos/octo/shop/pulls?state=open')).status]).toEqual([403, 200]);
    expect((await graphql('query Viewer { viewer { login } }')).status).toBe(200);
    github.interfere = () => 'cut';
    await expect(post()).rejects.toThrow();
    expect(github.comments).toHaveLength(0);
    github.interfere = () => 'lost';
    await expect(post()).rejects.toThrow();
    expect(github.comments).toHaveLength(1);
    github.interfere = () => NOT_ACCESSIBLE;
    expect((await post()).json().message).toBe('Resource not accessible by integration');
  });

  test('logs requests until it is to forget them', async () => {
    await ask('/repos/octo/shop/pulls?state=open');
    expect(github.requests).toMatchObject([{ method: 'GET', path: '/repos/octo/shop/pulls' }]);
    expect(github.requests[0]?.query.get('state')).toBe('open');
    github.forget();
    expect(github.requests).toHaveLength(0);
  });
});
