import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type FileProblem, readMappingsFile } from '../src/wanted/file.ts';
import { onLinux, onUnix } from './fixtures/platform.ts';

const TEXT = '- ip: 192.0.2.1\n';
let base: string;
let workspace: string;
let temp: string;

beforeAll(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'mappings-')));
  workspace = join(base, 'workspace');
  temp = join(base, 'temp');
  for (const folder of [join(workspace, 'config'), temp, join(base, 'workspace-other')])
    mkdirSync(folder, { recursive: true });
  writeFileSync(join(workspace, 'origins.yaml'), TEXT);
  writeFileSync(join(workspace, 'config', 'origins.csv'), '\uFEFFip,vendor,region\r\n');
  writeFileSync(join(workspace, '..origins.yaml'), TEXT);
  writeFileSync(join(temp, 'origins.json'), '[]');
  writeFileSync(join(base, 'secret.yaml'), TEXT);
  writeFileSync(join(base, 'workspace-other', 'origins.yaml'), TEXT);
  symlinkSync(join('config', 'origins.csv'), join(workspace, 'link.csv'));
  symlinkSync(join(base, 'secret.yaml'), join(workspace, 'outside.yaml'));
  symlinkSync(base, join(workspace, 'up'));
  symlinkSync('nowhere.yaml', join(workspace, 'dangling.yaml'));
  symlinkSync('loop.yaml', join(workspace, 'loop.yaml'));
  symlinkSync(workspace, join(base, 'alias'));
});

afterAll(() => {
  rmSync(base, { recursive: true });
});

const read = (path: string) => readMappingsFile(path, { workspace, temp });
const fault = (rest: string) => `Input mappings-file: ${rest}`;
const OUTSIDE = 'is outside of the workspace and of RUNNER_TEMP, links resolved; move the file into the repository';

describe('a mappings file is read', () => {
  test.each<[string, () => string, { text: string; file: string }]>([
    ['from a path relative to the workspace', () => 'origins.yaml', { text: TEXT, file: 'origins.yaml' }],
    [
      'from a folder, without its byte order mark',
      () => './config/../config/origins.csv',
      { text: 'ip,vendor,region\r\n', file: 'config/origins.csv' },
    ],
    ['from an absolute path', () => join(workspace, 'origins.yaml'), { text: TEXT, file: 'origins.yaml' }],
    ['from a name that starts with two dots', () => '..origins.yaml', { text: TEXT, file: '..origins.yaml' }],
    ['from the temporary directory', () => join(temp, 'origins.json'), { text: '[]', file: '../temp/origins.json' }],
    [
      'through a link inside the workspace',
      () => 'link.csv',
      { text: 'ip,vendor,region\r\n', file: 'config/origins.csv' },
    ],
    [
      'through a link that leads out and back in',
      () => 'up/workspace/origins.yaml',
      { text: TEXT, file: 'origins.yaml' },
    ],
  ])('%s', async (_name, path, expected) => {
    expect(await read(path())).toEqual(expected);
  });

  test('when the workspace itself is reached by a link', async () => {
    const alias = join(base, 'alias');
    expect(await readMappingsFile('origins.yaml', { workspace: alias })).toEqual({ text: TEXT, file: 'origins.yaml' });
    expect(await readMappingsFile(join(alias, 'origins.yaml'), { workspace })).toEqual({
      text: TEXT,
      file: 'origins.yaml',
    });
  });

  test('up to 5 MiB', async () => {
    writeFileSync(join(temp, 'large.yaml'), '#'.repeat(5 * 1024 * 1024));
    expect(await read(join(temp, 'large.yaml'))).toHaveProperty('text.length', 5 * 1024 * 1024);
    writeFileSync(join(temp, 'large.yaml'), '#'.repeat(5 * 1024 * 1024 + 1));
    expect(await read(join(temp, 'large.yaml'))).toEqual({
      message: expect.stringMatching(/is larger than 5 MiB; a list of 3,500 mappings takes less than 1 MiB$/),
    });
  });

  test('if it is empty', async () => {
    writeFileSync(join(workspace, 'empty.yaml'), '');
    expect(await read('empty.yaml')).toEqual({ text: '', file: 'empty.yaml' });
  });
});

describe('a mappings file is refused', () => {
  test.each<[string, () => string, FileProblem]>([
    ['outside of the workspace', () => '../secret.yaml', { message: fault(`"../secret.yaml" ${OUTSIDE}`) }],
    [
      'in a folder whose name starts like the workspace',
      () => '../workspace-other/origins.yaml',
      { message: fault(`"../workspace-other/origins.yaml" ${OUTSIDE}`) },
    ],
    ['through a link that leads out', () => 'outside.yaml', { message: fault(`"outside.yaml" ${OUTSIDE}`) }],
    ['through a folder that leads out', () => 'up/secret.yaml', { message: fault(`"up/secret.yaml" ${OUTSIDE}`) }],
    [
      'that does not exist outside, without telling what does',
      () => 'up/secret.yml',
      { message: fault(`"up/secret.yml" ${OUTSIDE}`) },
    ],
    [
      'that cannot exist outside',
      () => '/nowhere-at-all/a/b.yaml',
      { message: fault(`"/nowhere-at-all/a/b.yaml" ${OUTSIDE}`) },
    ],
    ['that is a directory', () => 'config', { message: fault('"config" is a directory; give the path of a file') }],
    ['that is the workspace', () => '.', { message: fault('"." is a directory; give the path of a file') }],
    ['that is a link to itself', () => 'loop.yaml', { message: fault('"loop.yaml" cannot be read (ELOOP)') }],
    ['with a NUL in its path', () => 'a\0b', { message: fault('"a\\u0000b" cannot be read (ERR_INVALID_ARG_VALUE)') }],
    [
      'that does not exist',
      () => 'x/y/mappings.txt',
      {
        message: fault(
          '"x/y/mappings.txt" does not exist; check the path, and that actions/checkout runs before this step',
        ),
        missing: true,
      },
    ],
    [
      'that does not exist, with the nearest that does',
      () => 'origin.yaml',
      { message: fault('"origin.yaml" does not exist; did you mean "origins.yaml"?'), missing: true },
    ],
    [
      'under a file',
      () => 'origins.yaml/x',
      {
        message: fault(
          '"origins.yaml/x" does not exist; check the path, and that actions/checkout runs before this step',
        ),
        missing: true,
      },
    ],
    [
      'that is a link to nothing',
      () => 'dangling.yaml',
      { message: fault('"dangling.yaml" is a link that leads nowhere; mend the link'), missing: true },
    ],
  ])('%s', async (_name, path, problem) => {
    expect(await read(path())).toEqual(problem);
  });

  test('where there is no temporary directory, or it does not exist', async () => {
    const path = join(temp, 'origins.json');
    expect(await readMappingsFile(path, { workspace })).toHaveProperty('message', expect.stringContaining(OUTSIDE));
    expect(await readMappingsFile(path, { workspace, temp: join(base, 'gone') })).toHaveProperty(
      'message',
      expect.stringContaining(OUTSIDE),
    );
  });

  onUnix('that is a pipe or a device, without waiting for it', async () => {
    execFileSync('sh', ['-c', 'mkfifo pipe.yaml'], { cwd: workspace });
    const message = 'is not a regular file; give the path of a file';
    expect(await read('pipe.yaml')).toEqual({ message: fault(`"pipe.yaml" ${message}`) });
    expect(await readMappingsFile('null', { workspace: '/dev' })).toEqual({ message: fault(`"null" ${message}`) });
  });

  onLinux('that has another length than it says', async () => {
    expect(await readMappingsFile('status', { workspace: '/proc/self' })).toEqual({
      message: fault('"status" changed while it was read; run the step again'),
    });
  });

  test.each<[string, Buffer, string, [number, number]]>([
    [
      'UTF-16 in little endian',
      Buffer.from('\uFEFF- ip', 'utf16le'),
      'this is UTF-16, not UTF-8; save the file as UTF-8',
      [1, 1],
    ],
    [
      'UTF-16 in big endian',
      Buffer.from('\uFEFF- ip', 'utf16le').swap16(),
      'this is UTF-16, not UTF-8; save the file as UTF-8',
      [1, 1],
    ],
    [
      'another encoding',
      Buffer.from('- ip: x\n# caf\xe9 \xff', 'latin1'),
      'this is not UTF-8 (byte 0xe9); save the file as UTF-8',
      [2, 6],
    ],
    [
      'half a character at its end',
      Buffer.concat([Buffer.from('\uFEFFé😀'), Buffer.from([0xef, 0xbf])]),
      'this is not UTF-8 (byte 0xef); save the file as UTF-8',
      [1, 3],
    ],
    [
      'a wrong byte after replacement characters of its own',
      Buffer.concat([Buffer.from('\uFFFD a\uFFFD\n\uFFFD'), Buffer.from([0xc0])]),
      'this is not UTF-8 (byte 0xc0); save the file as UTF-8',
      [2, 2],
    ],
  ])('in %s', async (_name, bytes, message, [line, column]) => {
    writeFileSync(join(workspace, 'encoded.yaml'), bytes);
    expect(await read('encoded.yaml')).toEqual({ message, place: { file: 'encoded.yaml', line, column } });
  });
});
