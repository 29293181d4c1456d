import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Environment } from '../../../src/domain/environment.ts';
import { readEvent } from '../../../src/inputs/event.ts';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'event-'));
});
afterAll(() => rm(home, { recursive: true }));

async function event(name: string, payload: unknown, env: Environment = {}) {
  const path = join(home, 'event.json');
  await writeFile(path, typeof payload === 'string' ? payload : JSON.stringify(payload));
  return readEvent({ GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: path, ...env });
}

const PULL = {
  number: 7,
  head: { sha: 'aaaa', repo: { full_name: 'octo/site' } },
  base: { sha: 'bbbb', repo: { full_name: 'octo/site' } },
  user: { login: 'octocat' },
};

test('a pull request tells its number, author and commits', async () => {
  expect(await event('pull_request', { action: 'opened', pull_request: PULL, sender: { login: 'hubot' } })).toEqual({
    name: 'pull_request',
    actor: 'hubot',
    forced: false,
    visibility: 'unknown',
    pullRequest: { number: 7, closing: false, fork: false, author: 'octocat', baseSha: 'bbbb', headSha: 'aaaa' },
  });
});

test.each([
  ['opened', false],
  ['synchronize', false],
  ['reopened', false],
  ['closed', true],
])('a pull request is %s: closing is %s', async (action, closing) => {
  for (const name of ['pull_request', 'pull_request_target'])
    expect(await event(name, { action, pull_request: PULL })).toMatchObject({ pullRequest: { closing } });
});

test.each(['pull_request_review', 'push', 'schedule', 'issue_comment'])(
  '%s is no event of a pull request',
  async (name) => {
    expect((await event(name, { action: 'closed', pull_request: PULL })).pullRequest).toBeUndefined();
  },
);

test.each<[string, unknown, boolean]>([
  ['the same repository', { repo: { full_name: 'octo/site' } }, false],
  ['another repository', { repo: { full_name: 'else/site' } }, true],
  ['a repository that is gone', { repo: null }, true],
  ['an unknown head', null, true],
])('a pull request from %s', async (_, head, fork) => {
  expect(await event('pull_request', { pull_request: { ...PULL, head } })).toMatchObject({ pullRequest: { fork } });
});

test('without a base the repository of the run decides what is a fork', async () => {
  const payload = { pull_request: { ...PULL, base: null } };
  const at = (GITHUB_REPOSITORY: string) => event('pull_request', payload, { GITHUB_REPOSITORY });
  expect(await at('octo/site')).toMatchObject({ pullRequest: { fork: false } });
  expect(await at('else/site')).toMatchObject({ pullRequest: { fork: true } });
});

test('a push tells its commits, and whether it rewrote history', async () => {
  expect(await event('push', { before: 'aaaa', after: 'bbbb', forced: true })).toMatchObject({
    before: 'aaaa',
    after: 'bbbb',
    forced: true,
  });
});

test('actor and repository come from the environment first', async () => {
  const payload = { sender: { login: 'sender' }, repository: { full_name: 'from/payload' } };
  expect(await event('push', payload)).toMatchObject({ actor: 'sender', repository: 'from/payload' });
  expect(await event('push', payload, { GITHUB_ACTOR: 'actor', GITHUB_REPOSITORY: 'from/env' })).toMatchObject({
    actor: 'actor',
    repository: 'from/env',
  });
  expect(await event('push', payload, { GITHUB_ACTOR: '', GITHUB_REPOSITORY: '' })).toMatchObject({ actor: 'sender' });
});

test.each([
  [{ visibility: 'public' }, 'public'],
  [{ visibility: 'private' }, 'hidden'],
  [{ visibility: 'internal' }, 'hidden'],
  [{ visibility: 'something new' }, 'public'],
  [{ visibility: 'internal', private: false }, 'hidden'],
  [{ private: true }, 'hidden'],
  [{ private: false }, 'public'],
  [{ private: 'yes' }, 'unknown'],
  [{}, 'unknown'],
  [undefined, 'unknown'],
] as const)('a repository of %j is %s', async (repository, visibility) => {
  expect(await event('push', { repository })).toMatchObject({ visibility });
});

const NOTHING = { name: 'push', forced: false, visibility: 'unknown' };

describe('nothing is told by', () => {
  test.each<[string, unknown]>([
    ['a payload that is no JSON', '{'],
    ['an empty one', ''],
    ['null', 'null'],
    ['a list', []],
    ['a text', '"push"'],
    [
      'values of other types',
      { before: 1, after: '', forced: 'yes', sender: { login: 2 }, repository: [], pull_request: 7 },
    ],
    ['inherited properties', { constructor: {}, pull_request: { number: 1.5 } }],
  ])('%s', async (_, payload) => {
    expect(await event('push', payload)).toEqual(NOTHING);
  });

  test('a file that is missing, or not named', async () => {
    expect(await readEvent({ GITHUB_EVENT_NAME: 'push', GITHUB_EVENT_PATH: join(home, 'none.json') })).toEqual(NOTHING);
    expect(await readEvent({ GITHUB_EVENT_NAME: 'push', GITHUB_EVENT_PATH: '' })).toEqual(NOTHING);
    expect(await readEvent({})).toEqual({ ...NOTHING, name: '' });
  });

  test('a payload of more than 10 MiB', async () => {
    const payload = JSON.stringify({ before: 'aaaa' });
    const most = 10 * 1024 * 1024;
    expect(await event('push', payload.padEnd(most))).toEqual({ ...NOTHING, before: 'aaaa' });
    expect(await event('push', payload.padEnd(most + 1))).toEqual(NOTHING);
  });

  test.each([1.5, '7', null, 2 ** 60])('a pull request with the number %j', async (number) => {
    expect((await event('pull_request', { pull_request: { ...PULL, number } })).pullRequest).toBeUndefined();
  });
});
