import { beforeEach, describe, expect, test } from '@jest/globals';
import type { GitHub } from '../../../src/github/github.ts';
import { BOT, clientOf, type FakeAnswer, FakeGitHub, type FakeRequest } from './fake-github.ts';

const MARK = '<!-- mark -->';

let fake: FakeGitHub;
let github: GitHub;
beforeEach(() => {
  fake = new FakeGitHub();
  github = clientOf(fake);
});

const chat = (pull: number, count: number) => {
  for (let n = 0; n < count; n += 1) fake.comment(pull, 'alice', `${n}`);
};
const page = ({ query }: FakeRequest) => Number(query.get('page'));

describe('the marked comments of a pull request', () => {
  test('are none where no comment begins with the marker; nobody asks who the token is', async () => {
    fake.comment(1, 'alice', `quoted: ${MARK}`);
    fake.comment(2, BOT, MARK);
    expect(await github.markedComments(1, MARK)).toEqual({ own: [], others: [] });
    expect(fake.names).toEqual(['GET issues/1/comments']);
  });

  test('are all own ones by creation, and the logins of others once each', async () => {
    fake.comment(1, 'mallory', `${MARK} forged`);
    const first = fake.comment(1, BOT, `${MARK} first`);
    fake.comment(1, BOT, 'another text');
    const second = fake.comment(1, BOT, `${MARK} second`);
    fake.comment(1, 'mallory', `${MARK} forged again`);
    fake.comment(1, null, MARK);
    fake.comments.reverse();
    const { own, others } = await github.markedComments(1, MARK);
    expect(own).toEqual([
      { pull: 1, id: first.id, body: first.body },
      { pull: 1, id: second.id, body: second.body },
    ]);
    expect([...others].sort()).toEqual(['ghost', 'mallory']);
  });

  test('without a body are passed over', async () => {
    fake.interfere = () => ({ body: [{ id: 1 }, { id: 2, body: null, user: null }] });
    expect(await github.markedComments(1, MARK)).toEqual({ own: [], others: [] });
  });

  test.each<[string, object, string, boolean]>([
    ['an app’s token, of the app', { __typename: 'User', login: 'acme[bot]' }, 'acme[bot]', true],
    ['an app’s token that GraphQL names without its suffix', { __typename: 'Bot', login: 'acme' }, 'acme[bot]', true],
    ['a user’s token, of an app of that name', { __typename: 'User', login: 'acme' }, 'acme[bot]', false],
    ['an app’s token, of a user of that name', { __typename: 'Bot', login: 'acme' }, 'acme', false],
    ['a user’s token, of that user', { login: 'acme' }, 'acme', true],
    ['a user’s token, of a login in another letter case', { login: 'acme' }, 'Acme', false],
  ])('own ones are, for %s: %j and %s is %s', async (_name, viewer, author, own) => {
    fake.viewer = viewer;
    fake.comment(1, author, MARK);
    expect((await github.markedComments(1, MARK)).own).toHaveLength(own ? 1 : 0);
  });

  test('are found on all pages', async () => {
    fake.comment(1, BOT, `${MARK} first`);
    chat(1, 210);
    fake.comment(1, BOT, `${MARK} last`);
    expect((await github.markedComments(1, MARK)).own.map(({ body }) => body)).toEqual([
      `${MARK} first`,
      `${MARK} last`,
    ]);
  });

  test('are not missed where a deletion moves one to the page before while the list is read', async () => {
    chat(1, 100);
    fake.comment(1, BOT, `${MARK} on the second page`);
    chat(1, 20);
    let deleted = false;
    fake.interfere = (request) => {
      if (page(request) === 2 && !deleted) {
        deleted = true;
        fake.comments.shift();
      }
      return undefined;
    };
    expect((await github.markedComments(1, MARK)).own).toHaveLength(1);
  });

  test('count once where one is listed on two pages', async () => {
    chat(1, 98);
    fake.comment(1, BOT, MARK);
    chat(1, 10);
    fake.interfere = (request) => {
      if (page(request) === 2) fake.comments.unshift({ id: 1, pull: 1, login: 'alice', body: 'earlier' });
      if (page(request) === 2) fake.comments.unshift({ id: 2, pull: 1, login: 'alice', body: 'earlier' });
      return undefined;
    };
    expect((await github.markedComments(1, MARK)).own).toHaveLength(1);
  });

  test('are an error where the list never is the same twice', async () => {
    chat(1, 150);
    fake.interfere = (request) => {
      if (page(request) === 2) fake.comment(1, BOT, `${MARK} ${fake.requests.length}`);
      return undefined;
    };
    await expect(github.markedComments(1, MARK)).rejects.toMatchObject({
      kind: 'unexpected',
      message: 'The list of comments of #1 changed at each of 5 readings; run it again',
    });
  });

  test('are an error where the list has no end', async () => {
    const full = Array.from({ length: 100 }, (_, id) => ({ id, body: 'x' }));
    fake.interfere = () => ({ body: full });
    await expect(github.markedComments(1, MARK)).rejects.toMatchObject({ message: '#1 has too many comments to read' });
    expect(fake.requests).toHaveLength(100);
  });
});

describe('who the token is', () => {
  test('is asked once', async () => {
    fake.comment(1, BOT, MARK);
    await github.markedComments(1, MARK);
    await github.markedComments(1, MARK);
    expect(await github.viewer()).toBe(BOT);
    expect(fake.names.filter((name) => name === 'Viewer')).toHaveLength(1);
  });

  test('is asked again where it could not be learned', async () => {
    fake.interfere = () => ({ status: 400 });
    await expect(github.viewer()).rejects.toMatchObject({ kind: 'unexpected' });
    fake.interfere = undefined;
    expect(await github.viewer()).toBe(BOT);
  });
});

describe('a comment', () => {
  const posts = ({ method, path }: FakeRequest) => method === 'POST' && path.startsWith('issues/');
  /** Interferes with the first posts. */
  const first = (times: number, answer: FakeAnswer | 'lost') => {
    let left = times;
    fake.interfere = (request) => {
      if (left === 0 || !posts(request)) return undefined;
      left -= 1;
      return answer;
    };
  };

  test('is created, and edited', async () => {
    const { id } = await github.createComment(1, `${MARK} text`);
    await github.editComment(id, `${MARK} new`);
    expect(fake.comments).toEqual([{ id, pull: 1, login: BOT, body: `${MARK} new` }]);
  });

  test('is not created twice where only the answer was lost', async () => {
    first(1, 'lost');
    const created = await github.createComment(1, `${MARK}\ntext\n`);
    expect(fake.comments.map(({ id }) => id)).toEqual([created.id]);
  });

  test('is looked for in whatever line ends GitHub keeps it', async () => {
    first(1, 'lost');
    const create = github.createComment(1, `${MARK}\ntext\n`);
    fake.interfere = ((interfere) => (request: FakeRequest) => {
      const own = fake.comments.find(({ body }) => body.endsWith('\n'));
      if (own !== undefined) own.body = `${MARK}\r\ntext`;
      return interfere?.(request);
    })(fake.interfere);
    await create;
    expect(fake.comments).toHaveLength(1);
  });

  test('is created beside another one of the same marker that holds another text', async () => {
    fake.comment(1, BOT, `${MARK}\nanother run's`);
    first(1, { status: 502 });
    await github.createComment(1, `${MARK}\ntext`);
    expect(fake.comments.map(({ body }) => body)).toEqual([`${MARK}\nanother run's`, `${MARK}\ntext`]);
  });

  test('is created at the second try where the first had no effect', async () => {
    first(1, { status: 502 });
    await github.createComment(1, MARK);
    expect(fake.comments).toHaveLength(1);
    expect(fake.names).toEqual(['POST issues/1/comments', 'GET issues/1/comments', 'POST issues/1/comments']);
  });

  test('waits for the rate limit, which certainly created nothing', async () => {
    first(1, { status: 429, headers: { 'retry-after': '2' } });
    await github.createComment(1, MARK);
    expect(fake.names).toEqual(['POST issues/1/comments', 'POST issues/1/comments']);
  });

  test.each([
    ['the token lacks a permission', 'Resource not accessible by integration', 'forbidden'],
    ['the conversation is locked', 'Unable to create comment because issue is locked.', 'locked'],
  ])('is not created where %s', async (_name, message, kind) => {
    fake.interfere = () => ({ status: 403, body: { message } });
    await expect(github.createComment(1, MARK)).rejects.toMatchObject({ kind });
    expect(fake.names).toEqual(['POST issues/1/comments']);
  });

  test('is an error where GitHub answers with something else', async () => {
    first(1, { body: {} });
    await expect(github.createComment(1, MARK)).rejects.toMatchObject({ kind: 'unexpected' });
  });
});
