import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type GitHubFake, NOT_ACCESSIBLE, startGitHub } from '../emulator/github.ts';
import { type EarlierBase, earlierVersion } from '../src/preview/earlier.ts';
import { type GitHub, openGitHub } from '../src/preview/github.ts';

const TEXT = 'ip,vendor,region\n192.0.2.1,aws,eu-central-1\n';
const [BASE, HEAD, NONE] = ['a'.repeat(40), 'b'.repeat(40), '0'.repeat(40)];

let fake: GitHubFake;
let github: GitHub;
beforeEach(async () => {
  fake = await startGitHub();
  fake.commit(BASE, { 'zones/shop.csv': TEXT, 'old.csv': TEXT });
  fake.commit(HEAD, {
    'zones/shop.csv': `${TEXT}198.51.100.2,aws,eu-central-1\n`,
    'moved/new.csv': TEXT,
    'added.csv': 'x',
  });
  fake.commit('v1', { 'zones/shop.csv': 'tagged' });
  github = openGitHub({
    token: fake.token,
    apiUrl: fake.url,
    repository: fake.repository,
    transport: { fetch: (url, init) => fetch(url, init) },
    clock: { timeout: AbortSignal.timeout, date: () => 0, sleep: () => Promise.resolve() },
    signal: new AbortController().signal,
    trace: () => {},
  });
});
afterEach(() => fake.close());

const push = (parts: object = {}): EarlierBase => ({
  kind: 'push',
  before: BASE,
  after: HEAD,
  forced: false,
  ...parts,
});

test.each<[string, EarlierBase, string, string, string]>([
  ['a push has the commit before it', push(), 'zones/shop.csv', TEXT, BASE],
  ['a pull request has its base', { kind: 'pull-request', base: BASE, head: HEAD }, 'zones/shop.csv', TEXT, BASE],
  ['prune-base names one', { kind: 'ref', ref: 'v1', head: HEAD }, 'zones/shop.csv', 'tagged', 'v1'],
])('the earlier version: %s', async (_name, base, path, text, ref) => {
  expect(await earlierVersion(base, path, github)).toEqual({ kind: 'text', text, path, ref });
  expect(fake.requests).toHaveLength(1);
});

test('a renamed file is read at its earlier path', async () => {
  expect(await earlierVersion(push(), 'moved/new.csv', github)).toEqual({
    kind: 'text',
    text: TEXT,
    path: 'old.csv',
    ref: BASE,
  });
});

test.each<[string, EarlierBase, string, RegExp]>([
  ['the first push of a branch', push({ before: NONE }), 'zones/shop.csv', /first push/],
  ['a forced push', push({ forced: true }), 'zones/shop.csv', /was forced.*prune-base/],
  [
    'an event without commits',
    { kind: 'other', event: 'schedule' },
    'zones/shop.csv',
    /"schedule" names no earlier commit; prune-base/,
  ],
  ['a new file', push(), 'added.csv', /not there at "a+", and GitHub knows of no rename/],
  [
    'a commit that is gone',
    push({ before: 'c'.repeat(40) }),
    'zones/shop.csv',
    /404.*not known \(any more\).*contents: read/,
  ],
  ['a file outside of the repository', push(), '../temp/shop.csv', /not part of the repository/],
  ['a file with an absolute path', push(), '/tmp/shop.csv', /not part of the repository/],
])('there is no earlier version for %s, and why is said', async (_name, base, path, reason) => {
  expect(await earlierVersion(base, path, github)).toEqual({ kind: 'none', reason: expect.stringMatching(reason) });
});

test('there is no earlier version without a token', async () => {
  expect(await earlierVersion(push(), 'zones/shop.csv', undefined)).toEqual({
    kind: 'none',
    reason: expect.stringMatching(/github-token is empty/),
  });
});

test.each<[string, () => void, RegExp]>([
  [
    'the token may not read it',
    () => {
      fake.interfere = () => NOT_ACCESSIBLE;
    },
    /403.*Grant the job the permission contents: read$/,
  ],
  [
    'GitHub is down',
    () => {
      fake.interfere = () => 'cut';
    },
    /cannot be reached \(\w+\)$/,
  ],
])('there is no earlier version where %s', async (_name, arrange, reason) => {
  arrange();
  expect(await earlierVersion(push(), 'zones/shop.csv', github)).toEqual({
    kind: 'none',
    reason: expect.stringMatching(reason),
  });
});

test('there is no earlier version where the earlier name is not there at the base, but at where the branch began', async () => {
  fake.interfere = ({ path }) =>
    path.includes('/compare/')
      ? { status: 200, body: { files: [{ filename: 'added.csv', status: 'renamed', previous_filename: 'gone.csv' }] } }
      : undefined;
  expect(await earlierVersion(push(), 'added.csv', github)).toEqual({
    kind: 'none',
    reason: expect.stringMatching(/"gone\.csv", its earlier name, is not there/),
  });
});

test('a mistake of the program is thrown on', async () => {
  const broken = { ...github, fileAt: () => Promise.reject(new RangeError('a mistake')) };
  await expect(earlierVersion(push(), 'zones/shop.csv', broken)).rejects.toThrow(RangeError);
});
