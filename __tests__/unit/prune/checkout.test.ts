import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { findCheckout } from '../../../src/prune/checkout.ts';

let workspace: string;
beforeEach(async () => {
  workspace = await realpath(await mkdtemp(join(tmpdir(), 'checkout-')));
});
afterEach(() => rm(workspace, { recursive: true }));

const origin = (url: string) => `[core]\n\tbare = false\n[remote "origin"]\n\turl = ${url}\n`;
const OWN = origin('https://github.com/octo/shop');
const FOREIGN = origin('https://user:secret@gitlab.com/octo/shop.git');

/** Writes files: path → text. */
async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), text);
  }
}

const find = (path: string, env: Readonly<Record<string, string>> = {}) =>
  findCheckout(join(workspace, path), 'octo/shop', { GITHUB_WORKSPACE: workspace, ...env });
const own = (path: string) => ({ kind: 'own', path });
const other = (reason: RegExp) => ({ kind: 'other', reason: expect.stringMatching(reason) });

describe('a file belongs to the repository of the run', () => {
  test.each<[string, Readonly<Record<string, string>>, string, string]>([
    ['in its checkout', { '.git/config': OWN }, 'zones/a.yaml', 'zones/a.yaml'],
    ['in its checkout in a subfolder', { 'infra/.git/config': OWN }, 'infra/zones/a.yaml', 'zones/a.yaml'],
    [
      'in its checkout in a subfolder of another one’s',
      { '.git/config': FOREIGN, 'infra/.git/config': OWN },
      'infra/zones/a.yaml',
      'zones/a.yaml',
    ],
    ['beside the checkout of another one', { '.git/config': OWN, 'config/.git/config': FOREIGN }, 'a.yaml', 'a.yaml'],
    ['in a workspace without .git', {}, 'zones/a.yaml', 'zones/a.yaml'],
    ['in a checkout without a configuration', { '.git/HEAD': 'x' }, 'a.yaml', 'a.yaml'],
    ['in a checkout without an origin', { 'sub/.git/config': '[core]\n' }, 'sub/a.yaml', 'a.yaml'],
    [
      'in its worktree',
      {
        '.git/config': FOREIGN,
        'main/.git/config': OWN,
        'main/.git/worktrees/tree/commondir': '../..\n',
        'tree/.git': 'gitdir: ../main/.git/worktrees/tree\n',
      },
      'tree/a.yaml',
      'a.yaml',
    ],
  ])('%s', async (_name, files, path, inside) => {
    await write(files);
    expect(await find(path)).toEqual(own(inside));
  });

  test('on the server of the run', async () => {
    await write({ '.git/config': origin('git@ghes.example:octo/shop.git') });
    expect(await find('a.yaml', { GITHUB_SERVER_URL: 'https://ghes.example' })).toEqual(own('a.yaml'));
    expect(await find('a.yaml')).toEqual(other(/another repository \("ghes\.example\/octo\/shop"\)/));
  });

  test('in a workspace that is reached over a link', async () => {
    await write({ 'real/.git/config': OWN });
    await symlink(join(workspace, 'real'), join(workspace, 'link'));
    expect(await find('real/a.yaml', { GITHUB_WORKSPACE: join(workspace, 'link') })).toEqual(own('a.yaml'));
  });
});

describe('a file does not belong to it', () => {
  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['in the checkout of another one', { '.git/config': OWN, 'config/.git/config': FOREIGN }, 'config/a.yaml'],
    ['in a workspace that is the checkout of another one', { '.git/config': FOREIGN }, 'zones/a.yaml'],
    [
      'in a submodule',
      {
        '.git/config': OWN,
        '.git/modules/sub/config': FOREIGN,
        'vendor/sub/.git': 'gitdir: ../../.git/modules/sub\n',
      },
      'vendor/sub/a.yaml',
    ],
    [
      'in a worktree of another one',
      {
        '.git/config': OWN,
        'main/.git/config': FOREIGN,
        'main/.git/worktrees/tree/commondir': '../..\n',
        'tree/.git': 'gitdir: ../main/.git/worktrees/tree\n',
      },
      'tree/a.yaml',
    ],
  ])('%s, whose user and password are not shown', async (_name, files, path) => {
    await write(files);
    expect(await find(path)).toEqual({
      kind: 'other',
      reason: 'the mappings file belongs to a checkout of another repository ("gitlab.com/octo/shop")',
    });
  });

  test('in a checkout of a folder on this machine', async () => {
    await write({ '.git/config': origin('/srv/secret.git') });
    expect(await find('a.yaml')).toEqual(other(/of another repository$/));
  });

  test.each([['/elsewhere/a.yaml'], ['']])('outside of the workspace: %s', async (path) => {
    expect(await findCheckout(path || workspace, 'octo/shop', { GITHUB_WORKSPACE: workspace })).toEqual(
      other(/outside of the workspace/),
    );
    expect(await findCheckout('/elsewhere/a.yaml', 'octo/shop', {})).toEqual(other(/outside of the workspace/));
  });

  test('in a workspace that is not there', async () => {
    const env = { GITHUB_WORKSPACE: join(workspace, 'none') };
    expect(await findCheckout(join(workspace, 'a.yaml'), 'octo/shop', env)).toEqual(other(/outside/));
  });
});

describe('nobody can say whose file it is where .git', () => {
  test.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ['is a file without a folder’s name', { 'sub/.git': 'x' }, /"sub\/\.git" cannot be read \(it names no gitdir\)/],
    ['names a folder that is not there', { 'sub/.git': 'gitdir: ../gone' }, /the folder that it names is not there/],
    ['is a file that is too large', { 'sub/.git': `gitdir: ${'x'.repeat(9000)}` }, /too-large/],
    ['has a configuration that is too large', { 'sub/.git/config': '#'.repeat(1024 * 1024 + 1) }, /too-large/],
    ['has a malformed configuration', { 'sub/.git/config': '[remote' }, /its configuration is malformed/],
    ['has a folder for its configuration', { 'sub/.git/config/x': '' }, /directory/],
  ])('%s', async (_name, files, reason) => {
    await write({ '.git/config': OWN, ...files });
    expect(await find('sub/a.yaml')).toEqual(other(reason));
  });

  test('is a link to itself', async () => {
    await write({ 'sub/a.yaml': '' });
    await symlink('.git', join(workspace, 'sub/.git'));
    expect(await find('sub/a.yaml')).toEqual(other(/ELOOP/));
  });
});
