import { beforeEach, describe, expect, test } from '@jest/globals';
import type { GitHub } from '../../../src/github/github.ts';
import { clientOf, type FakeAnswer, FakeGitHub } from './fake-github.ts';

const TEXT = `\u00e9 # 'text'\n`;
const SHA = 'a'.repeat(40);

let fake: FakeGitHub;
let github: GitHub;
beforeEach(() => {
  fake = new FakeGitHub();
  github = clientOf(fake);
});

describe('a file', () => {
  test('comes as it is at a commit, whatever its size and name', async () => {
    const large = 'x,y\n'.repeat(400_000);
    fake.files.set('zones/a b#?%:{x}.yaml@abc', TEXT).set('large.csv@abc', large).set('list.json@abc', '[1]');
    expect(await github.fileAt('zones/a b#?%:{x}.yaml', 'abc')).toBe(TEXT);
    expect(await github.fileAt('large.csv', 'abc')).toBe(large);
    expect(await github.fileAt('list.json', 'abc')).toBe('[1]');
    expect(fake.requests[0]?.sent.headers).toMatchObject({ accept: 'application/vnd.github.raw+json' });
  });

  test('comes without its byte order mark', async () => {
    fake.files.set('a.csv@abc', `\uFEFF${TEXT}`);
    expect(await github.fileAt('a.csv', 'abc')).toBe(TEXT);
  });

  test('is read at a branch with a slash in its name', async () => {
    fake.files.set('a.csv@release/1', TEXT);
    expect(await github.fileAt('a.csv', 'release/1')).toBe(TEXT);
  });

  test('comes from a server that knows no raw form', async () => {
    const content = Buffer.from(TEXT)
      .toString('base64')
      .replace(/(.{4})/g, '$1\n');
    fake.interfere = () => ({ body: { type: 'file', encoding: 'base64', content } });
    expect(await github.fileAt('a.yaml', 'abc')).toBe(TEXT);
  });

  test.each<[string, unknown, string]>([
    ['a path that GitHub does not know', undefined, 'missing'],
    ['a directory', [{ type: 'file' }], 'missing'],
    ['a link', { type: 'symlink', target: 'x' }, 'missing'],
    ['a submodule', { type: 'submodule' }, 'missing'],
    ['a file without its content', { type: 'file', encoding: 'none', content: '' }, 'unexpected'],
    ['a file with an odd content', { type: 'file', encoding: 'base64', content: null }, 'unexpected'],
  ])('is an error for %s', async (_name, body, kind) => {
    if (body !== undefined) fake.interfere = () => ({ body });
    await expect(github.fileAt('a.yaml', 'abc')).rejects.toMatchObject({ kind });
  });

  test.each([
    ['as its type says', 'text/html; charset=utf-8', 'Please log in'],
    ['of a stricter kind', 'application/xhtml+xml', 'Please log in'],
    ['as plain text', 'text/plain', '\n<!DOCTYPE html><html><body>Please log in</body></html>'],
    ['without a type', undefined, '<html>\n<head></head></html>'],
  ])('is no page of HTML: %s', async (_name, type, body) => {
    fake.interfere = () => ({ body, ...(type === undefined ? {} : { headers: { 'content-type': type } }) });
    await expect(github.fileAt('a.yaml', 'abc')).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('page of HTML'),
    });
  });

  test('may begin with a merge key of YAML', async () => {
    fake.files.set('a.yaml@abc', '<<: {}');
    expect(await github.fileAt('a.yaml', 'abc')).toBe('<<: {}');
  });

  test('is an error where what should be JSON is none', async () => {
    fake.interfere = () => ({ body: 'nonsense', headers: { 'content-type': 'application/json' } });
    await expect(github.fileAt('a.yaml', 'abc')).rejects.toMatchObject({ kind: 'unexpected' });
  });
});

describe('the earlier path of a file', () => {
  const renamed = { filename: 'new.yaml', status: 'renamed', previous_filename: 'old.yaml' };

  test.each<[string, unknown, string | undefined]>([
    ['is that before a rename', { files: [{ filename: 'x', status: 'added' }, renamed] }, 'old.yaml'],
    ['is none for a copy', { files: [{ ...renamed, status: 'copied' }] }, undefined],
    ['is none for another file', { files: [{ ...renamed, filename: 'other.yaml' }] }, undefined],
    ['is none without changes', { status: 'identical' }, undefined],
  ])('%s', async (_name, body, path) => {
    fake.interfere = () => ({ body });
    expect(await github.renamedFrom('new.yaml', 'release/1', 'abc')).toBe(path);
    expect(decodeURIComponent(fake.requests[0]?.path ?? '')).toBe('compare/release/1...abc');
  });

  test('is an error where GitHub does not know the commit, or answers something else', async () => {
    await expect(github.renamedFrom('new.yaml', 'a', 'b')).rejects.toMatchObject({ kind: 'missing' });
    fake.interfere = () => ({ body: { files: [{}] } });
    await expect(github.renamedFrom('new.yaml', 'a', 'b')).rejects.toMatchObject({ kind: 'unexpected' });
  });
});

describe('the later path of a file', () => {
  const renamed = { filename: 'new.yaml', status: 'renamed', previous_filename: 'old.yaml' };
  const others = (count: number) => Array.from({ length: count }, (_, at) => ({ filename: `${at}`, status: 'added' }));

  test.each<[string, unknown, string | undefined]>([
    ['is that after a rename', { files: [...others(299), renamed] }, 'new.yaml'],
    ['is none for a copy', { files: [{ ...renamed, status: 'copied' }] }, undefined],
    ['is none for another file', { files: [{ ...renamed, previous_filename: 'other.yaml' }] }, undefined],
    [
      'is none where it was removed',
      { files: [...others(299), { filename: 'old.yaml', status: 'removed' }] },
      undefined,
    ],
    ['is none without changes', { status: 'identical' }, undefined],
  ])('%s', async (_name, body, path) => {
    fake.interfere = () => ({ body });
    expect(await github.renamedTo('old.yaml', 'abc', 'def')).toBe(path);
    expect(fake.requests[0]?.path).toBe('compare/abc...def');
  });

  test('is not known where GitHub does not know the commit, or lists no more files', async () => {
    await expect(github.renamedTo('old.yaml', 'a', 'b')).rejects.toMatchObject({ kind: 'missing' });
    fake.interfere = () => ({ body: { files: others(300) } });
    await expect(github.renamedTo('old.yaml', 'a', 'b')).rejects.toMatchObject({ kind: 'unexpected' });
  });
});

describe('the head of a branch', () => {
  test('is a commit', async () => {
    fake.refs.set('feature/ä', SHA);
    expect(await github.headOf('feature/ä')).toBe(SHA);
    expect(fake.names).toEqual(['GET git/ref/heads/feature/%C3%A4']);
  });

  test('is found by the branch where the ref is not, as after a rename', async () => {
    const moved: FakeAnswer = { status: 301, headers: { location: '/repositories/1/branches/new' } };
    fake.interfere = ({ path }) => {
      if (path === 'branches/old') return moved;
      return path.endsWith('branches/new') ? { body: { commit: { sha: SHA } } } : undefined;
    };
    expect(await github.headOf('old')).toBe(SHA);
  });

  test('is none where the branch is gone', async () => {
    expect(await github.headOf('is/gone')).toBeUndefined();
    expect(fake.names).toEqual(['GET git/ref/heads/is/gone', 'GET branches/is%2Fgone']);
  });

  test.each<[string, FakeAnswer, string]>([
    ['refuses', { status: 403 }, 'forbidden'],
    ['is down', { status: 503 }, 'unavailable'],
    ['lists several', { body: [{ object: { sha: SHA } }] }, 'unexpected'],
    ['names no commit', { body: { object: { sha: 'x' } } }, 'unexpected'],
  ])('is an error where GitHub %s', async (_name, answer, kind) => {
    fake.interfere = () => answer;
    await expect(github.headOf('main')).rejects.toMatchObject({ kind });
  });
});
