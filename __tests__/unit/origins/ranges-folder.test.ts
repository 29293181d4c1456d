import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { findRangesFolder, readFolderFile } from '../../../src/origins/feeds.ts';

const home = realpathSync(mkdtempSync(join(tmpdir(), 'ranges-')));
const workspace = join(home, 'workspace');
const temp = join(home, 'temp');
for (const folder of [
  workspace,
  temp,
  join(home, 'outside'),
  join(workspace, 'ranges'),
  join(workspace, 'ranges/gcp.json'),
])
  mkdirSync(folder);
writeFileSync(join(workspace, 'file'), '');
writeFileSync(join(workspace, 'ranges/aws.json'), '{}');
writeFileSync(join(home, 'outside/secret.json'), '{}');
symlinkSync(join(home, 'outside'), join(workspace, 'leads-out'));
symlinkSync(join(workspace, 'ranges'), join(temp, 'leads-in'));
symlinkSync(join(home, 'outside/secret.json'), join(workspace, 'ranges/oci.json'));
symlinkSync('a-circle', join(workspace, 'a-circle'));
symlinkSync('azure.json', join(workspace, 'ranges/azure.json'));
afterAll(() => rmSync(home, { recursive: true }));

describe('findRangesFolder', () => {
  test.each([
    ['ranges', join(workspace, 'ranges')],
    [join(workspace, 'ranges'), join(workspace, 'ranges')],
    ['.', workspace],
    [temp, temp],
    [join(temp, 'leads-in'), join(workspace, 'ranges')],
  ])('finds %s', async (path, expected) => {
    expect(await findRangesFolder(path, { workspace, temp })).toEqual({ kind: 'folder', path: expected });
  });

  test.each([
    ['missing', 'does not exist'],
    ['file/below', 'does not exist'],
    ['file', 'is not a folder'],
    ['leads-out', 'is outside of the workspace and of RUNNER_TEMP'],
    ['../outside', 'is outside of the workspace and of RUNNER_TEMP'],
    ['a-circle', 'cannot be read (ELOOP)'],
  ])('refuses %s: it %s', async (path, fault) => {
    expect(await findRangesFolder(path, { workspace, temp })).toEqual({
      message: expect.stringContaining(`Input ip-ranges: "${path}" ${fault}`),
    });
  });

  test('a root that is not there, or not given, holds nothing', async () => {
    for (const roots of [{ workspace: join(home, 'nowhere') }, { workspace: join(home, 'nowhere'), temp: '' }])
      expect(await findRangesFolder(temp, roots)).toEqual({ message: expect.stringContaining('is outside') });
  });
});

describe('readFolderFile', () => {
  const folder = join(workspace, 'ranges');

  test('reads a file', async () => {
    expect(await readFolderFile(folder, 'aws.json', 10)).toEqual(Buffer.from('{}'));
  });

  test.each([
    ['none.json', 'is not in the folder'],
    ['oci.json', 'is a link that leads out of the folder'],
    ['gcp.json', 'is a directory'],
    ['azure.json', 'cannot be read (ELOOP)'],
  ])('says of %s that it %s', async (name, fault) => {
    expect(await readFolderFile(folder, name, 10)).toBe(fault);
  });

  test('refuses a file that is too large', async () => {
    expect(await readFolderFile(folder, 'aws.json', 1)).toBe('is larger than 16 MiB');
  });
});
