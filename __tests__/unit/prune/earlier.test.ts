import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { GitHubError, type GitHubErrorKind } from '../../../src/github/github-error.ts';
import { type Earlier, type EarlierOptions, type PruneEvent, readEarlier } from '../../../src/prune/earlier.ts';

const [BASE, RUN, LATER] = ['a'.repeat(40), 'b'.repeat(40), 'c'.repeat(40)];
const PUSH: PruneEvent = {
  name: 'push',
  before: BASE,
  after: RUN,
  forced: false,
  branch: 'main',
  sha: RUN,
  repository: 'octo/shop',
};
const listOf = (...ips: string[]) => ['ip,vendor,region', ...ips.map((ip) => `${ip},aws,eu-central-1`), ''].join('\n');

/** GitHub in memory: texts by `path@commit`, and heads of branches. Every answer may be an error. */
class Fake implements NonNullable<EarlierOptions['github']> {
  readonly asked: string[] = [];
  readonly answers: Record<string, string | GitHubErrorKind | undefined> = {};

  fileAt = async (path: string, ref: string) => this.#answer(`file ${path}@${ref}`) ?? this.#fail('missing');
  renamedFrom = async (path: string, base: string, head: string) => this.#answer(`renamed ${path} ${base}...${head}`);
  renamedTo = async (path: string, base: string, head: string) => this.#answer(`moved ${path} ${base}...${head}`);
  headOf = async (branch: string) => this.#answer(`head ${branch}`);

  #answer(name: string): string | undefined {
    this.asked.push(name);
    const answer = this.answers[name];
    return answer !== undefined && KINDS.has(answer) ? this.#fail(answer as GitHubErrorKind) : answer;
  }

  #fail(kind: GitHubErrorKind): never {
    throw new GitHubError(kind, `GitHub said ${kind}`);
  }
}

const KINDS = new Set(['forbidden', 'unauthorized', 'missing', 'limited', 'unavailable', 'unexpected', 'aborted']);

let workspace: string;
let fake: Fake;
beforeAll(async () => {
  workspace = await realpath(await mkdtemp(join(tmpdir(), 'earlier-')));
  for (const [folder, url] of [
    ['infra', 'https://github.com/octo/shop'],
    ['config', 'https://github.com/other/origins'],
  ]) {
    await mkdir(join(workspace, `${folder}/.git`), { recursive: true });
    await writeFile(join(workspace, `${folder}/.git/config`), `[remote "origin"]\nurl = ${url}\n`);
  }
});
afterAll(() => rm(workspace, { recursive: true }));
beforeEach(() => {
  fake = new Fake();
  fake.answers[`file zones/shop.csv@${BASE}`] = listOf('192.0.2.1', '192.0.2.2');
  fake.answers['head main'] = RUN;
});

const read = (options: Partial<EarlierOptions> = {}, path = 'zones/shop.csv'): Promise<Earlier> =>
  readEarlier({
    file: { file: path, path: join(workspace, path) },
    event: PUSH,
    env: { GITHUB_WORKSPACE: workspace, GITHUB_REPOSITORY: 'octo/shop' },
    github: fake,
    ...options,
  });
const entries = (...ips: string[]) => ips.map((ip) => expect.objectContaining({ origin: { kind: 'ip', ip } }));
const unknown = (reason: RegExp) => ({ kind: 'unknown', reason: expect.stringMatching(reason) });
const failed = (message: RegExp) => ({ kind: 'failed', message: expect.stringMatching(message) });

describe('the earlier version', () => {
  test('is the list at the commit before the push', async () => {
    expect(await read()).toEqual({
      kind: 'listed',
      entries: entries('192.0.2.1', '192.0.2.2'),
      keptAtHead: [],
      file: 'zones/shop.csv',
    });
    expect(fake.asked).toEqual([`file zones/shop.csv@${BASE}`, 'head main']);
  });

  test('may name a zone, and leave the region to be found', async () => {
    fake.answers['file zones/shop.json@v1'] = JSON.stringify({
      zone: 'shop.example',
      mappings: [{ ip: '192.0.2.1', region: 'auto' }],
    });
    expect(await read({ base: 'v1' }, 'zones/shop.json')).toMatchObject({
      kind: 'listed',
      zone: 'shop.example',
      entries: entries('192.0.2.1'),
    });
  });

  test('is read at its earlier path where the file was renamed', async () => {
    fake.answers[`renamed new.csv ${BASE}...${RUN}`] = 'zones/shop.csv';
    expect(await read({}, 'new.csv')).toMatchObject({ kind: 'listed', file: 'zones/shop.csv' });
  });

  test('is looked up by the path inside a checkout of this repository', async () => {
    expect(await read({}, 'infra/zones/shop.csv')).toMatchObject({ kind: 'listed', file: 'zones/shop.csv' });
  });

  test('is known by the event’s repository where the environment names none', async () => {
    expect(await read({ env: { GITHUB_WORKSPACE: workspace } })).toMatchObject({ kind: 'listed' });
  });
});

describe('no earlier version is known, and nothing is removed,', () => {
  test('where the event names no commit; nothing is asked', async () => {
    expect(await read({ event: { name: 'schedule', forced: false } })).toEqual(
      unknown(/"schedule" names no earlier commit/),
    );
    expect(fake.asked).toEqual([]);
  });

  test('without a token, or without a repository', async () => {
    expect(await read({ github: undefined })).toEqual(unknown(/github-token .* is empty/));
    const { repository: _, ...event } = PUSH;
    expect(await read({ env: {}, event })).toEqual(unknown(/GITHUB_REPOSITORY/));
  });

  test('where the file belongs to another checkout, though this repository has a file of that path', async () => {
    fake.answers[`file config/origins.csv@${BASE}`] = listOf('192.0.2.1');
    expect(await read({}, 'config/origins.csv')).toEqual(
      unknown(/another repository \("github\.com\/other\/origins"\)$/),
    );
    expect(fake.asked).toEqual([]);
  });

  test('where the file is new', async () => {
    expect(await read({}, 'added.csv')).toEqual(
      unknown(/^the file is not there at "a+…?", and GitHub knows of no rename$/),
    );
  });

  test('where its earlier name is not there at the base, but where the branch began', async () => {
    fake.answers[`renamed added.csv ${BASE}...${RUN}`] = 'gone.csv';
    expect(await read({}, 'added.csv')).toEqual(unknown(/^"gone\.csv", its earlier name, is not there/));
  });

  test('where it is in error itself', async () => {
    fake.answers[`file zones/shop.csv@${BASE}`] = 'ip,vendor,region\n192.0.2.300,aws,eu-central-1\n';
    expect(await read()).toEqual(
      unknown(/^the earlier version of "zones\/shop\.csv" is in error itself \(.*192\.0\.2\.300/),
    );
    fake.answers[`file zones/shop.csv@${BASE}`] = '';
    expect(await read()).toEqual(unknown(/in error itself/));
  });

  test.each<[GitHubErrorKind, RegExp]>([
    ['forbidden', /GitHub said forbidden\. Grant the job the permission contents: read$/],
    ['unauthorized', /GitHub said unauthorized$/],
  ])('where the token is refused: %s', async (kind, reason) => {
    fake.answers[`file zones/shop.csv@${BASE}`] = kind;
    expect(await read()).toEqual(unknown(reason));
  });

  test('where the commit is gone', async () => {
    fake.answers[`renamed added.csv ${BASE}...${RUN}`] = 'missing';
    expect(await read({}, 'added.csv')).toEqual(
      unknown(/The commit is not known \(any more\), or the job lacks the permission/),
    );
  });
});

describe('the run fails before it writes', () => {
  test.each<GitHubErrorKind>(['unavailable', 'limited', 'unexpected', 'aborted'])(
    'where GitHub cannot be asked for the earlier version: %s',
    async (kind) => {
      fake.answers[`file zones/shop.csv@${BASE}`] = kind;
      expect(await read()).toEqual(
        failed(new RegExp(`GitHub said ${kind}\\. Nothing was changed\\. Run the job again: the next push`)),
      );
      delete fake.answers[`file zones/shop.csv@${BASE}`];
      fake.answers[`renamed zones/shop.csv ${BASE}...${RUN}`] = kind;
      expect(await read()).toEqual(failed(/the next push compares with a later commit/));
    },
  );

  test.each<GitHubErrorKind>(['unavailable', 'limited', 'forbidden', 'missing'])(
    'where the head of the branch cannot be asked for: %s',
    async (kind) => {
      fake.answers['head main'] = kind;
      expect(await read()).toEqual(failed(/whether this run is older than its branch "main".*GitHub said/));
    },
  );

  test('where the list at the head cannot be asked for', async () => {
    fake.answers['head main'] = LATER;
    fake.answers[`file zones/shop.csv@${LATER}`] = 'unavailable';
    expect(await read()).toEqual(failed(/GitHub said unavailable/));
  });
});

describe('a run that is repeated, or overtaken by a later push,', () => {
  beforeEach(() => {
    fake.answers['head main'] = LATER;
  });

  test('keeps what the file lists at the branch’s head', async () => {
    fake.answers[`file zones/shop.csv@${LATER}`] = listOf('192.0.2.2', '192.0.2.3');
    expect(await read()).toMatchObject({
      entries: entries('192.0.2.1', '192.0.2.2'),
      keptAtHead: entries('192.0.2.2', '192.0.2.3'),
    });
  });

  test('keeps nothing where the file is gone at the head', async () => {
    expect(await read()).toMatchObject({ kind: 'listed', keptAtHead: [] });
  });

  test('keeps what the file lists at the head under its new name', async () => {
    fake.answers[`moved zones/shop.csv ${RUN}...${LATER}`] = 'origins.csv';
    fake.answers[`file origins.csv@${LATER}`] = listOf('192.0.2.1');
    expect(await read()).toMatchObject({ kind: 'listed', keptAtHead: entries('192.0.2.1') });
  });

  test.each<GitHubErrorKind>(['missing', 'unavailable', 'unexpected'])(
    'fails where it is not known whether the file was renamed: %s',
    async (kind) => {
      fake.answers[`moved zones/shop.csv ${RUN}...${LATER}`] = kind;
      expect(await read()).toEqual(failed(/whether this run is older than its branch.*GitHub said/));
      fake.answers[`moved zones/shop.csv ${RUN}...${LATER}`] = 'origins.csv';
      fake.answers[`file origins.csv@${LATER}`] = kind;
      expect(await read()).toEqual(failed(/whether this run is older than its branch.*GitHub said/));
    },
  );

  test('fails where the run’s own commit is not known, and the file is not at the head', async () => {
    const { sha: _, ...event } = PUSH;
    expect(await read({ event })).toEqual(failed(/GITHUB_SHA/));
  });

  test('removes nothing where the list at the head is in error', async () => {
    fake.answers[`file zones/shop.csv@${LATER}`] = 'ip,vendor\n::1,aws\n';
    expect(await read()).toEqual(
      unknown(/^the branch "main" is at a later commit than this run, and the file there is in error/),
    );
  });

  test('goes on where the branch is gone', async () => {
    fake.answers['head main'] = undefined;
    expect(await read()).toMatchObject({ kind: 'listed', keptAtHead: [] });
  });

  test('is recognised by the pull request’s own branch and commit', async () => {
    const pullRequest = { fork: false, baseSha: BASE, headSha: RUN, headRef: 'feature' };
    const event = { name: 'pull_request', forced: false, sha: 'merge', pullRequest };
    fake.answers['head feature'] = LATER;
    fake.answers[`file zones/shop.csv@${LATER}`] = listOf('192.0.2.3');
    expect(await read({ event })).toMatchObject({ keptAtHead: entries('192.0.2.3') });
    expect(await read({ event: { ...event, pullRequest: { ...pullRequest, fork: true } } })).toMatchObject({
      keptAtHead: [],
    });
  });

  test('cannot be recognised for a tag, where nothing is asked', async () => {
    const { branch: _, ...event } = PUSH;
    expect(await read({ event })).toMatchObject({ kind: 'listed' });
    expect(fake.asked).toEqual([`file zones/shop.csv@${BASE}`]);
  });
});

test('a mistake of the program is thrown on', async () => {
  fake.fileAt = () => Promise.reject(new RangeError('a mistake'));
  await expect(read()).rejects.toThrow(RangeError);
  fake = new Fake();
  fake.answers[`file zones/shop.csv@${BASE}`] = listOf('192.0.2.1');
  fake.headOf = () => Promise.reject(new RangeError('a mistake'));
  await expect(read()).rejects.toThrow(RangeError);
});
