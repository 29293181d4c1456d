import { execFileSync } from 'node:child_process';
import { constants } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isFileFault, readRegularFile, unreadable } from '../../../src/files/regular-file.ts';
import { onLinux, onUnix } from '../../support/platform.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'files-'));
  await writeFile(join(folder, 'five'), '12345');
  await writeFile(join(folder, 'empty'), '');
  await mkdir(join(folder, 'sub'));
});
afterAll(() => rm(folder, { recursive: true }));

const read = (name: string, maxBytes = 5, flags = 0) => readRegularFile(join(folder, name), maxBytes, flags);

describe('A regular file', () => {
  test('is read whole, up to its limit', async () => {
    expect(String(await read('five'))).toBe('12345');
    expect(String(await read('empty'))).toBe('');
  });

  test('is not read beyond its limit', async () => {
    expect(await read('five', 4)).toEqual({ kind: 'too-large' });
  });

  test('is no directory', async () => {
    expect(await read('sub')).toEqual({ kind: 'directory' });
  });

  test('must be there', async () => {
    expect(await read('none')).toEqual({ kind: 'unreadable', code: 'ENOENT' });
    expect(await read('five/below')).toMatchObject({ kind: 'unreadable' });
  });

  onUnix('is no pipe: it is not waited for', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect(await read('pipe')).toEqual({ kind: 'not-regular' });
  });

  onUnix('is no device, also behind a link', async () => {
    await symlink('/dev/zero', join(folder, 'zero'));
    expect(await readRegularFile('/dev/zero', 5)).toEqual({ kind: 'not-regular' });
    expect(await read('zero')).toEqual({ kind: 'not-regular' });
  });

  onUnix('is no link where the caller says so', async () => {
    await symlink(join(folder, 'five'), join(folder, 'link'));
    expect(String(await read('link'))).toBe('12345');
    expect(await read('link', 5, constants.O_NOFOLLOW)).toMatchObject({ kind: 'unreadable', code: 'ELOOP' });
  });

  onLinux('that holds more than its size says is not taken for whole', async () => {
    // Files of /proc have size 0 and content all the same.
    expect(await readRegularFile('/proc/self/status', 100_000)).toEqual({ kind: 'changed' });
  });

  onUnix('that may not be read is told by its code', async () => {
    await writeFile(join(folder, 'secret'), 'x');
    await chmod(join(folder, 'secret'), 0o000);
    const found = await read('secret');
    // The superuser may read everything.
    if (process.getuid?.() === 0) expect(String(found)).toBe('x');
    else expect(found).toEqual({ kind: 'unreadable', code: 'EACCES' });
  });
});

test('A fault is told from bytes, and an error without a code has words', () => {
  expect(isFileFault({ kind: 'directory' })).toBe(true);
  expect(isFileFault(Buffer.from(''))).toBe(false);
  expect(unreadable(new Error('what'))).toEqual({ kind: 'unreadable', code: 'unknown error' });
});
