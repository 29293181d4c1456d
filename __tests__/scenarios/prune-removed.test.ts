import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { NOT_ACCESSIBLE } from '../../emulator/github.ts';
import { at, type Ending, runSource, type Start } from '../support/action.ts';
import { writes } from '../support/cloudflare.ts';
import { errorsOf, noticesOf } from '../support/messages.ts';
import { AWS, GCP, mapping, pullRequestPayload, REPOSITORY, startWorld, type World } from '../support/pull-requests.ts';

const [A, B, C] = ['192.0.2.1', '192.0.2.2', '192.0.2.3'] as const;
const BEFORE = 'd'.repeat(40);
const AFTER = 'c'.repeat(40);
const LATER = 'f'.repeat(40);

let world: World;
beforeAll(async () => {
  world = await startWorld({ otherZones: [{ id: 'a'.repeat(32), name: 'other.example' }] });
});
afterAll(() => world.close());
beforeEach(() => {
  world.reset();
  world.github.commit(BEFORE, { 'origins.yaml': file(A, B) });
  world.github.branch('main', AFTER);
  world.emulator.seed([mapping(A), mapping(B)]);
});

function file(...ips: readonly string[]): string {
  return `mappings:\n${ips.map((ip) => `  - {ip: ${ip}, vendor: aws, region: us-east-1}\n`).join('')}`;
}

function push(before: string, more: object = {}) {
  const repository = { full_name: REPOSITORY, visibility: 'private' };
  return { name: 'push', payload: { before, after: AFTER, repository, ...more } };
}

function run(
  text: string,
  event: Start['event'] = push(BEFORE),
  { inputs, files, env, ...more }: Start = {},
): Promise<Ending> {
  return runSource({
    ...more,
    inputs: at(world.emulator, {
      'mappings-file': 'origins.yaml',
      prune: 'removed',
      'github-token': world.github.token,
      'max-removals': '100%',
      ...inputs,
    }),
    env: { GITHUB_API_URL: world.github.url, GITHUB_REF: 'refs/heads/main', GITHUB_SHA: AFTER, ...env },
    files: { 'origins.yaml': text, ...files },
    ...(event === undefined ? {} : { event }),
  });
}

/** Nothing was removed, and a notice says why. */
function expectNothingPruned(ending: Ending, why: RegExp): void {
  expect(ending).toMatchObject({ exitCode: 0, outputs: { removed: '0' } });
  expect(noticesOf(ending)).toContainEqual(expect.stringMatching(/^Nothing is pruned: /));
  expect(noticesOf(ending).join()).toMatch(why);
  expect(world.emulator.mappings()).toEqual(expect.arrayContaining([mapping(A), mapping(B)]));
}

describe('prune: removed', () => {
  test('removes what the earlier version listed and this one does not, and nothing else', async () => {
    world.emulator.put(mapping('198.51.100.9', GCP));
    const ending = await run(file(B, C));
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1', removed: '1', unchanged: '1' } });
    expect(world.emulator.mappings()).toEqual([mapping(B), mapping(C), mapping('198.51.100.9', GCP)]);
  });

  test('finds the earlier version under the name that the file had', async () => {
    world.github.commit(BEFORE, { 'old.yaml': file(A, B) });
    world.github.commit(AFTER, { 'origins.yaml': file(B) });
    expect(await run(file(B))).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
  });

  test('compares with prune-base where it is given, and on a pull request with its base', async () => {
    const dispatch = { name: 'workflow_dispatch', payload: push('').payload };
    expect(await run(file(B), dispatch, { inputs: { 'prune-base': BEFORE } })).toMatchObject({
      outputs: { removed: '1' },
    });
    world.emulator.put(mapping(A));
    world.github.commit('b'.repeat(40), { 'origins.yaml': file(A, B) });
    world.github.branch('topic-7', 'a'.repeat(40));
    const event = { name: 'pull_request', payload: pullRequestPayload('synchronize', 7) };
    expect(await run(file(B), event)).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
  });

  test('is held back by the brake', async () => {
    const ending = await run(file(C), push(BEFORE), { inputs: { 'max-removals': '1' } });
    expect(ending.exitCode).toBe(1);
    expect(errorsOf(ending).join()).toContain('max-removals');
    expect(writes(world.emulator)).toEqual([]);
  });

  test('max-removals: 0% is a brake also under ten mappings', async () => {
    const ending = await run(file(B), push(BEFORE), { inputs: { 'max-removals': '0%' } });
    expect(ending.exitCode).toBe(1);
    expect(writes(world.emulator)).toEqual([]);
  });

  test('leaves an address that is mapped elsewhere by now, with a notice', async () => {
    world.emulator.put(mapping(A, GCP));
    const ending = await run(file(B));
    expect(ending).toMatchObject({ exitCode: 0, outputs: { removed: '0' } });
    expect(noticesOf(ending).join()).toContain(A);
    expect(world.emulator.mappings()).toEqual([mapping(A, GCP), mapping(B)]);
  });

  test('removes nothing where an entry is in error', async () => {
    const ending = await run(file(B, '10.0.0.1'));
    expect(ending).toMatchObject({ exitCode: 1, outputs: { removed: '0' } });
    expect(world.emulator.requests).toEqual([]);
  });
});

describe('No earlier version can be known', () => {
  test.each<[string, Start['event'], RegExp]>([
    ['on the first push', push('0'.repeat(40)), /first push/],
    ['on a forced push', push(BEFORE, { forced: true }), /forced/],
    ['for a commit that is not known', push('e'.repeat(40)), /eeee/],
    ['on an event that names no commit', { name: 'workflow_dispatch', payload: push('').payload }, /workflow_dispatch/],
  ])('%s: nothing is removed, and a notice says why', async (_, event, why) => {
    expectNothingPruned(await run(file(C), event), why);
  });

  test('where the file is new', async () => {
    world.github.commit(BEFORE, { 'README.md': 'x' });
    world.github.commit(AFTER, { 'README.md': 'x', 'origins.yaml': file(C) });
    expectNothingPruned(await run(file(C)), /not there at/);
  });

  test('where it does not parse', async () => {
    world.github.commit(BEFORE, { 'origins.yaml': 'mappings: [{ip: nonsense}]' });
    expectNothingPruned(await run(file(C)), /is in error itself/);
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ['without a token', { 'github-token': '' }, /github-token/],
    ['with a token that is refused', { 'github-token': 'ghs_another-token-0000' }, /401/],
  ])('%s', async (_, inputs, why) => {
    expectNothingPruned(await run(file(C), push(BEFORE), { inputs }), why);
  });

  test('with a token that may not read contents', async () => {
    world.github.interfere = ({ path }) => (path.includes('/contents/') ? NOT_ACCESSIBLE : undefined);
    expectNothingPruned(await run(file(C)), /contents: read/);
  });
});

describe('GitHub cannot be asked now', () => {
  test.each([
    ['no answer', 'cut' as const],
    ['HTTP 503', { status: 503, body: '' }],
    [
      'the page of a proxy',
      { status: 200, body: '<!doctype html><title>Log in</title>', headers: { 'content-type': 'text/html' } },
    ],
    ['a rate limit', { status: 429, body: { message: 'API rate limit exceeded' }, headers: { 'retry-after': '3600' } }],
  ])(
    '(%s): the run fails before anything is written, or the removal would be lost for good',
    async (_, interference) => {
      world.github.interfere = () => interference;
      const ending = await run(file(B, C));
      expect(ending).toMatchObject({ exitCode: 1, outputs: { changed: 'false', created: '0' } });
      expect(errorsOf(ending).join()).toMatch(/Nothing was changed/);
      expect(writes(world.emulator)).toEqual([]);
    },
  );
});

describe('The zone that the earlier version names', () => {
  const named = (zone: string, ...ips: string[]) => `zone: ${zone}\n${file(...ips)}`;

  test('is another one: nothing is removed here, and a notice says that its mappings there are left', async () => {
    for (const other of ['b'.repeat(32), 'other.example']) {
      world.github.commit(BEFORE, { 'origins.yaml': named(other, A, B) });
      const ending = await run(named(world.emulator.zoneId, B), push(BEFORE), { inputs: { zone: '' } });
      expectNothingPruned(ending, /another zone.*its mappings there are left/);
    }
  });

  test('is the same one by name: compared by ID, what is gone from the list is removed', async () => {
    world.github.commit(BEFORE, { 'origins.yaml': named(world.emulator.zoneName, A, B) });
    const ending = await run(named(world.emulator.zoneId, B), push(BEFORE), { inputs: { zone: '' } });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
  });
});

describe('The checkout that the file belongs to', () => {
  const config = (url: string) => `[core]\n\tbare = false\n[remote "origin"]\n\turl = ${url}\n`;
  const own = `https://github.com/${REPOSITORY}`;

  test.each([
    ['another repository', 'https://github.com/octo/other'],
    ['the same name on another host', `https://git.example/${REPOSITORY}`],
  ])('is of %s in a subfolder, and this repository has a file of that path too: nothing is removed', async (_, url) => {
    world.github.commit(BEFORE, { 'config/origins.yaml': file(A, B), 'origins.yaml': file(A, B) });
    const ending = await run(file(), push(BEFORE), {
      inputs: { 'mappings-file': 'config/origins.yaml' },
      files: { 'config/.git/config': config(url), 'config/origins.yaml': file(B), '.git/config': config(own) },
    });
    expectNothingPruned(ending, /checkout of another repository/);
  });

  test('is of another repository in the workspace itself: nothing is removed', async () => {
    const ending = await run(file(B), push(BEFORE), {
      files: { '.git/config': config('git@github.com:octo/other.git') },
    });
    expectNothingPruned(ending, /octo\/other/);
  });

  test.each([own, `${own}.git`, `git@github.com:${REPOSITORY}.git`, `ssh://git@github.com/${REPOSITORY}`])(
    'is of this repository in a subfolder (%s): the earlier version is looked up by the path inside it',
    async (url) => {
      const ending = await run(file(C), push(BEFORE), {
        inputs: { 'mappings-file': 'infra/origins.yaml' },
        files: { 'infra/.git/config': config(url), 'infra/origins.yaml': file(B) },
      });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
      expect(world.emulator.mappings()).toEqual([mapping(B)]);
    },
  );

  test('has no origin: it counts as this repository’s', async () => {
    const ending = await run(file(B), push(BEFORE), { files: { '.git/config': '[core]\n\tbare = false\n' } });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
  });
});

describe('An old run that is repeated, or overtaken', () => {
  test('does not remove what the file lists at the head of its branch', async () => {
    world.github.commit(LATER, { 'origins.yaml': file(A) });
    world.github.branch('main', LATER);
    const ending = await run(file(C));
    expect(ending).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
    expect(world.emulator.mappings()).toEqual([mapping(A), mapping(C)]);
  });

  test('fails where the head cannot be asked for, before anything is written', async () => {
    world.github.interfere = ({ path }) =>
      path.includes('/git/ref/') || path.includes('/branches/') ? { status: 503, body: '' } : undefined;
    const ending = await run(file(C));
    expect(ending.exitCode).toBe(1);
    expect(errorsOf(ending).join()).toMatch(/older than its branch "main"/);
    expect(writes(world.emulator)).toEqual([]);
  });

  test('prunes where the branch is gone', async () => {
    world.github.branch('main');
    expect(await run(file(B))).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
  });

  test('keeps what the file lists at the head where it was renamed since', async () => {
    world.github.commit(AFTER, { 'origins.yaml': file(B) });
    world.github.commit(LATER, { 'zones/origins.yaml': file(A, B) });
    world.github.branch('main', LATER);
    expect(await run(file(B))).toMatchObject({ exitCode: 0, outputs: { removed: '0' } });
    expect(world.emulator.mappings()).toEqual([mapping(A), mapping(B)]);
  });

  test('fails where it is not known whether the file was renamed, before anything is written', async () => {
    world.github.commit(LATER, { 'zones/origins.yaml': file(A, B) });
    world.github.branch('main', LATER);
    world.github.interfere = ({ path }) => (path.includes('/compare/') ? { status: 503, body: '' } : undefined);
    const ending = await run(file(B, C));
    expect(ending.exitCode).toBe(1);
    expect(errorsOf(ending).join()).toMatch(/Nothing was changed/);
    expect(writes(world.emulator)).toEqual([]);
  });

  test('prunes where the file is gone at the head', async () => {
    world.github.commit(AFTER, { 'origins.yaml': file(B) });
    world.github.commit(LATER, { 'README.md': 'x' });
    world.github.branch('main', LATER);
    expect(await run(file(B))).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
  });

  test('removes nothing where the file at the head is in error: an entry in error never leads to a removal', async () => {
    world.github.commit(LATER, { 'origins.yaml': '- {ip: nonsense}' });
    world.github.branch('main', LATER);
    expectNothingPruned(await run(file(C)), /at a later commit/);
  });
});

describe('Hosts of the earlier version', () => {
  const hosts = (...names: string[]) =>
    `mappings:\n${names.map((name) => `  - {host: ${name}, vendor: aws, region: us-east-1}\n`).join('')}`;

  test('that are listed no more are resolved now, and their addresses removed', async () => {
    world.github.commit(BEFORE, { 'origins.yaml': hosts('a.example', 'b.example') });
    const dns = { 'a.example': { a: [A] }, 'b.example': { a: [B] } };
    expect(await run(hosts('b.example'), push(BEFORE), { dns })).toMatchObject({
      exitCode: 0,
      outputs: { removed: '1' },
    });
    expect(world.emulator.mappings()).toEqual([mapping(B, AWS)]);
  });

  test('that do not resolve leave their addresses, with a notice', async () => {
    world.github.commit(BEFORE, { 'origins.yaml': hosts('a.example', 'b.example') });
    const ending = await run(hosts('b.example'), push(BEFORE), { dns: { 'b.example': { a: [B] } } });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { removed: '0' } });
    expect(noticesOf(ending).join()).toMatch(/host whose addresses are left.*a\.example|a\.example/);
  });
});
