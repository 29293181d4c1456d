import { beforeEach, describe, expect, test } from '@jest/globals';
import type { GitHub } from '../../../src/github/github.ts';
import { GitHubError } from '../../../src/github/github-error.ts';
import { BOT, clientOf, type FakeAnswer, FakeGitHub } from './fake-github.ts';

const MARK = '<!-- mark -->';

let fake: FakeGitHub;
let github: GitHub;
beforeEach(() => {
  fake = new FakeGitHub();
  github = clientOf(fake);
});

const LISTING = ['PullRequestComments', 'GET pulls'];
const listings = () => fake.names.filter((name) => LISTING.includes(name));
const numbersOf = (pulls: readonly { readonly number: number }[]) => pulls.map(({ number }) => number);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const refuseGraphQL = (answer: FakeAnswer = { status: 400 }) => {
  fake.interfere = ({ name }) => (name === 'PullRequestComments' ? answer : undefined);
};
/** Runs once, before the n-th page of a list is answered. */
const beforePage = (n: number, action: () => void) => {
  const refused = fake.interfere;
  let done = false;
  fake.interfere = (request) => {
    const answer = refused?.(request);
    if (answer === undefined && LISTING.includes(request.name)) n -= 1;
    if (n === 0 && !done) {
      done = true;
      action();
    }
    return answer;
  };
};

describe('open pull requests', () => {
  beforeEach(() => {
    fake.open(1, 2, 3, 4, 5);
    fake.comment(2, BOT, `${MARK} two`);
    fake.comment(2, 'mallory', `${MARK} forged`);
    fake.comment(3, 'mallory', `${MARK} forged`);
    fake.comment(3, 'github-actions', `${MARK} of a user of nearly that name`);
    fake.comment(4, BOT, `${MARK} four`);
    fake.comment(4, BOT, `${MARK} four again`);
    fake.comment(5, BOT, 'another text');
  });

  test('with own marked comments come by one query, and one who the token is', async () => {
    const [two, , , , four, again] = fake.comments;
    expect(await github.openPullRequests(MARK)).toEqual([
      { number: 2, own: [{ pull: 2, id: two?.id, body: `${MARK} two` }], others: ['mallory'] },
      {
        number: 4,
        own: [
          { pull: 4, id: four?.id, body: `${MARK} four` },
          { pull: 4, id: again?.id, body: `${MARK} four again` },
        ],
        others: [],
      },
    ]);
    expect(fake.names).toEqual(['PullRequestComments', 'Viewer']);
  });

  test('come from all pages, fifty at a time, and each page is asked once', async () => {
    fake.open(...range(10, 140));
    fake.comment(140, BOT, MARK);
    expect(numbersOf(await github.openPullRequests(MARK))).toEqual([2, 4, 140]);
    expect(listings()).toHaveLength(3);
    expect(
      fake.requests.map(({ body }) => body.query ?? '').filter((query) => query.includes('CREATED_AT, direction: ASC')),
    ).toHaveLength(3);
  });

  test('are read once more where their count changes between pages', async () => {
    fake.open(...range(10, 140));
    beforePage(2, () => fake.open(200));
    fake.comment(140, BOT, MARK);
    expect(numbersOf(await github.openPullRequests(MARK))).toEqual([2, 4, 140]);
    expect(listings()).toHaveLength(6);
  });

  test('are read twice in several pages where GitHub does not say how many there are', async () => {
    fake.open(...range(10, 100));
    fake.count = false;
    expect(numbersOf(await github.openPullRequests(MARK))).toEqual([2, 4]);
    expect(listings()).toHaveLength(4);
  });

  test('are asked for one by one where a pull request has more than a hundred comments', async () => {
    for (let n = 0; n < 120; n += 1) fake.comment(5, 'alice', `${n}`);
    fake.comment(5, BOT, `${MARK} five`);
    fake.comment(1, null, MARK);
    expect(numbersOf(await github.openPullRequests(MARK))).toEqual([2, 4, 5]);
    expect(fake.names).toContain('GET issues/5/comments');
  });

  test.each<[string, FakeAnswer]>([
    ['refuses', { body: { data: null, errors: [{ type: 'FORBIDDEN', message: 'no' }] } }],
    ['gives up', { status: 502 }],
    ['names no repository', { body: { data: { repository: null } } }],
    ['answers something else', { body: { data: { repository: {} } } }],
  ])('come by REST where GraphQL %s', async (_name, answer) => {
    refuseGraphQL(answer);
    expect(numbersOf(await github.openPullRequests(MARK))).toEqual([2, 4]);
  });

  test('come by REST by creation, from all pages, read twice', async () => {
    fake.open(...range(10, 120));
    refuseGraphQL();
    fake.comment(120, BOT, MARK);
    expect(numbersOf(await github.openPullRequests(MARK))).toEqual([2, 4, 120]);
    const queries = fake.requests.filter(({ name }) => name === 'GET pulls').map(({ query }) => `${query}`);
    expect(queries).toEqual(
      [1, 2, 1, 2].map((page) => `state=open&sort=created&direction=asc&per_page=100&page=${page}`),
    );
  });

  test('are not missed by REST where one is closed between two pages', async () => {
    fake.open(...range(10, 120));
    // The first on the second page moves to the first.
    fake.comment(105, BOT, MARK);
    refuseGraphQL();
    beforePage(2, () => fake.shut(1));
    expect(numbersOf(await github.openPullRequests(MARK))).toEqual([2, 4, 105]);
  });

  test('are an error where there are too many', async () => {
    fake.open(...range(10, 1300));
    refuseGraphQL();
    await expect(github.openPullRequests(MARK)).rejects.toMatchObject({
      kind: 'unexpected',
      message: 'There are too many open pull requests to read',
    });
    fake.interfere = undefined;
    expect(numbersOf(await github.openPullRequests(MARK))).toEqual([2, 4]);
    fake.open(...range(1301, 5100));
    fake.requests.splice(0);
    await expect(github.openPullRequests(MARK)).rejects.toMatchObject({ kind: 'unexpected' });
    expect(fake.requests).toHaveLength(100);
  });

  test('are not asked for by REST when the run must stop', async () => {
    const stop = new AbortController();
    fake.interfere = () => {
      stop.abort();
      return { status: 502 };
    };
    const open = clientOf(fake, { signal: () => stop.signal }).openPullRequests(MARK);
    await expect(open).rejects.toMatchObject({ kind: 'aborted' });
    expect(fake.requests).toHaveLength(1);
  });

  test('are an error where a comment’s address has no number', async () => {
    const node = { url: 'https://github.com/x', body: MARK, author: null };
    const comments = { pageInfo: { hasNextPage: false }, nodes: [node] };
    const pageInfo = { hasNextPage: false, endCursor: null };
    const pullRequests = { pageInfo, nodes: [{ number: 1, closedAt: null, comments }] };
    fake.interfere = () => ({ body: { data: { repository: { pullRequests } } } });
    await expect(github.openPullRequests(MARK)).rejects.toBeInstanceOf(GitHubError);
  });
});

describe('closed pull requests', () => {
  test('come with the one closed first in front', async () => {
    fake.shut(1, 30);
    fake.shut(2, 10);
    fake.shut(3, 20);
    fake.shut(4, 10);
    fake.open(5);
    for (const pull of [1, 2, 3, 4, 5]) fake.comment(pull, BOT, MARK);
    const { pulls, unread } = await github.closedPullRequests(MARK);
    expect(numbersOf(pulls)).toEqual([2, 4, 3, 1]);
    expect(pulls[0]?.closedAt).toBe('2026-01-01T00:10:00.000Z');
    expect(unread).toBe(0);
    refuseGraphQL();
    expect(numbersOf((await github.closedPullRequests(MARK)).pulls)).toEqual([2, 4, 3, 1]);
  });

  test('are looked at a thousand created last, and how many were not is said', async () => {
    for (const number of range(1, 1052)) fake.pulls.push({ number, closedAt: '2026-01-01T00:00:00Z' });
    fake.comment(52, BOT, MARK);
    fake.comment(53, BOT, MARK);
    const { pulls, unread } = await github.closedPullRequests(MARK);
    expect(numbersOf(pulls)).toEqual([53]);
    expect(unread).toBe(52);
    expect(listings()).toHaveLength(20);
  });

  test('by REST are two hundred, and how many were not looked at comes from the last page’s number', async () => {
    for (const number of range(1, 240)) fake.pulls.push({ number, closedAt: '2026-01-01T00:00:00Z' });
    fake.comment(41, BOT, MARK);
    fake.comment(40, BOT, MARK);
    refuseGraphQL();
    const { pulls, unread } = await github.closedPullRequests(MARK);
    expect(numbersOf(pulls)).toEqual([41]);
    expect(unread).toBe(40);
    expect(fake.names.filter((name) => name === 'GET pulls')).toHaveLength(5);
  });

  test.each<[string, FakeAnswer]>([
    ['does not say how many', { body: [] }],
    ['refuses to say how many', { status: 403 }],
  ])('by REST count as at least one that was not looked at where GitHub %s', async (_name, count) => {
    for (const number of range(1, 240)) fake.pulls.push({ number, closedAt: '2026-01-01T00:00:00Z' });
    fake.interfere = ({ name, query }) => {
      if (name === 'PullRequestComments') return { status: 400 };
      return query.get('per_page') === '1' ? count : undefined;
    };
    expect((await github.closedPullRequests(MARK)).unread).toBe(1);
  });

  test('are all looked at where there are just as many as are read', async () => {
    for (const number of range(1, 200)) fake.pulls.push({ number, closedAt: '2026-01-01T00:00:00Z' });
    refuseGraphQL();
    expect((await github.closedPullRequests(MARK)).unread).toBe(0);
  });
});

test('of closed pull requests those whose time of closing is not given come first', async () => {
  fake.shut(1);
  fake.comment(1, BOT, MARK);
  fake.comment(2, BOT, MARK);
  fake.interfere = ({ name }) => {
    if (name === 'PullRequestComments') return { status: 400 };
    const closed = [{ number: 1, closed_at: '2026-01-01T00:00:00Z' }, { number: 3, closed_at: null }, { number: 2 }];
    return name === 'GET pulls' ? { body: closed } : undefined;
  };
  expect(numbersOf((await github.closedPullRequests(MARK)).pulls)).toEqual([2, 1]);
});

describe('the state of a pull request', () => {
  test('is open or closed', async () => {
    fake.open(1);
    fake.shut(2);
    expect([await github.isOpen(1), await github.isOpen(2)]).toEqual([true, false]);
    expect(fake.names).toEqual(['GET pulls/1', 'GET pulls/2']);
  });

  test('is an error where GitHub does not know it, or answers something else', async () => {
    await expect(github.isOpen(9)).rejects.toMatchObject({ kind: 'missing' });
    fake.interfere = () => ({ body: { state: 'draft' } });
    await expect(github.isOpen(9)).rejects.toMatchObject({ kind: 'unexpected' });
  });
});
