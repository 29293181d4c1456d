import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type GitHubFake, startGitHub } from '../../../emulator/github.ts';

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
const variables = { owner: 'octo', repo: 'shop', states: ['OPEN'], after: null };

describe('the emulator of GitHub by GraphQL', () => {
  const QUERY = `query Pulls($owner: String!, $repo: String!, $states: [PullRequestState!], $after: String, $size: Int = 50) {
    repository(owner: $owner, name: $repo) {
      pullRequests(first: $size, after: $after, states: $states, orderBy: {field: CREATED_AT, direction: DESC}) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes {
          number
          state
          notes: comments(first: 100) {
            totalCount
            nodes { url fullDatabaseId body author { kind: __typename ... on Bot { login } ... on User { login } } }
          }
        }
      }
    }
  }`;
  const pulls = async (more: object = {}) =>
    (await graphql(QUERY, { ...variables, ...more })).json().data.repository.pullRequests;
  const numbersOf = ({ nodes }: { nodes: readonly { number: number }[] }) => nodes.map(({ number }) => number);

  test('comments of many pull requests come without the suffix of bots', async () => {
    github.open(1);
    github.comment(1, 'github-actions[bot]', 'a');
    github.comment(1, 'alice', 'b');
    const { nodes } = await pulls();
    expect(nodes).toEqual([{ number: 1, state: 'OPEN', notes: { totalCount: 2, nodes: expect.any(Array) } }]);
    expect(nodes[0].notes.nodes).toEqual([
      {
        url: 'https://github.com/octo/shop/pull/1#issuecomment-3000000001',
        fullDatabaseId: '3000000001',
        body: 'a',
        author: { kind: 'Bot', login: 'github-actions' },
      },
      { url: expect.any(String), fullDatabaseId: '3000000002', body: 'b', author: { kind: 'User', login: 'alice' } },
    ]);
  });

  test('pages follow a cursor that holds when the list changes', async () => {
    for (let pull = 1; pull <= 6; pull += 1) github.open(pull);
    const first = await pulls({ size: 2 });
    expect([numbersOf(first), first.totalCount, first.pageInfo.hasNextPage]).toEqual([[6, 5], 6, true]);
    github.shut(6);
    github.open(7);
    const second = await pulls({ size: 4, after: first.pageInfo.endCursor });
    expect([numbersOf(second), second.pageInfo.hasNextPage]).toEqual([[4, 3, 2, 1], false]);
  });

  test('states tell merged from closed', async () => {
    for (const pull of [1, 2, 3]) github.open(pull);
    github.shut(1);
    github.shut(2, 'merged');
    expect(numbersOf(await pulls({ states: ['CLOSED'] }))).toEqual([1]);
    expect(numbersOf(await pulls({ states: ['CLOSED', 'MERGED'] }))).toEqual([2, 1]);
    expect(numbersOf(await pulls({ states: undefined }))).toEqual([3, 2, 1]);
  });

  test.each([
    ['query Q { x }', "Field 'x' doesn't exist on type 'Query'"],
    ['query Q { viewer }', "Field must have selections (field 'viewer' returns an object)"],
    ['query Q { viewer { login', 'Unexpected end of document'],
    ['query Q { viewer { & } }', 'Parse error on "&"'],
    ['query Q { repository(owner "octo") { nameWithOwner } }', 'Expected :, actual: "octo"'],
    ['{ repository(owner: "octo", name: "x") { nameWithOwner } }', 'Could not resolve to a Repository'],
    [
      '{ repository(owner: "octo", name: "shop") { pullRequest(number: 7) { number } } }',
      'Could not resolve to a PullRequest',
    ],
    ['{ repository(owner: "octo", name: "shop") { pullRequests { totalCount } } }', 'You must provide a `first`'],
    ['{ repository(owner: "octo", name: "shop") { pullRequests(first: 101) { totalCount } } }', 'exceeds the `first`'],
    [
      '{ repository(owner: "octo", name: "shop") { pullRequests(first: 1, orderBy: {field: COMMENTS}) { totalCount } } }',
      'invalid value (COMMENTS)',
    ],
    [
      '{ repository(owner: "octo", name: "shop") { pullRequests(first: 1, after: "%") { totalCount } } }',
      'does not appear to be a valid cursor',
    ],
  ])('%s is an error: %s', async (query, message) => {
    expect((await graphql(query)).json().errors).toMatchObject([{ message: expect.stringContaining(message) }]);
  });

  test('the last of a list come with those before them', async () => {
    for (const pull of [1, 2, 3]) github.open(pull);
    const page = async (args: string) =>
      (
        await graphql(`{ repository(owner: "octo", name: "shop") { pullRequests(states: [OPEN], ${args}) {
          edges { cursor node { number } } pageInfo { hasPreviousPage startCursor }
        } } }`)
      ).json().data.repository.pullRequests;
    const last = await page('last: 2');
    expect(last.edges.map(({ node }: { node: object }) => node)).toEqual([{ number: 2 }, { number: 3 }]);
    expect(last.pageInfo.hasPreviousPage).toBe(true);
    const before = await page(`last: 2, before: "${last.pageInfo.startCursor}"`);
    expect(before.edges).toMatchObject([{ node: { number: 1 } }]);
  });
});
