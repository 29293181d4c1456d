import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type FileProblem, readMappingsFile } from '../../../src/desired/mappings-file.ts';
import { onLinux } from '../../support/platform.ts';

const TEXT = '- ip: 192.0.2.1\n';
let base: string;
let workspace: string;
let temp: string;

beforeAll(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'mappings-')));
  workspace = join(base, 'workspace');
  temp = join(base, 'temp');
  for (const folder of [join(workspace, 'config'), join(workspace, 'sub/.git'), temp, join(base, 'workspace-other')])
    mkdirSync(folder, { recursive: true });
  writeFileSync(join(workspace, 'origins.yaml'), TEXT);
  writeFileSync(join(workspace, 'config', 'origins.csv'), '\uFEFFip,vendor,region\r\n');
  writeFileSync(join(workspace, '..origins.yaml'), TEXT);
  writeFileSync(join(workspace, 'sub/.git/config'), TEXT);
  writeFileSync(join(temp, 'origins.json'), '[]');
  writeFileSync(join(base, 'secret.yaml'), TEXT);
  writeFileSync(join(base, 'workspace-other', 'origins.yaml'), TEXT);
  symlinkSync(join('config', 'origins.csv'), join(workspace, 'link.csv'));
  symlinkSync(join(base, 'secret.yaml'), join(workspace, 'outside.yaml'));
  symlinkSync(base, join(workspace, 'up'));
  symlinkSync('nowhere.yaml', join(workspace, 'dangling.yaml'));
  symlinkSync('loop.yaml', join(workspace, 'loop.yaml'));
  symlinkSync('sub/.git/config', join(workspace, 'git.yaml'));
  symlinkSync(workspace, join(base, 'alias'));
});

afterAll(() => {
  rmSync(base, { recursive: true });
});

const read = (path: string) => readMappingsFile(path, { workspace, temp });
const fault = (rest: string) => `Input mappings-file: ${rest}`;
const OUTSIDE = 'is outside of the workspace and of RUNNER_TEMP, links resolved; move the file into the repository';
const GIT = 'is in a .git folder, which holds no mappings file; give the path of a file of the repository';

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
    expect(await read(path())).toEqual({ ...expected, path: join(workspace, expected.file) });
  });

  test('when the workspace itself is reached by a link', async () => {
    const alias = join(base, 'alias');
    const expected = { text: TEXT, file: 'origins.yaml', path: join(workspace, 'origins.yaml') };
    expect(await readMappingsFile('origins.yaml', { workspace: alias })).toEqual(expected);
    expect(await readMappingsFile(join(alias, 'origins.yaml'), { workspace })).toEqual(expected);
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
    expect(await read('empty.yaml')).toMatchObject({ text: '', file: 'empty.yaml' });
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
    ['in a .git folder', () => '.git/config', { message: fault(`".git/config" ${GIT}`) }],
    ['in any .git folder', () => 'sub/.GIT/config', { message: fault(`"sub/.GIT/config" ${GIT}`) }],
    ['through a link into a .git folder', () => 'git.yaml', { message: fault(`"git.yaml" ${GIT}`) }],
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
      { message: fault('"dangling.yaml" is a link that leads nowhere; fix the link'), missing: true },
    ],
  ])('%s', async (_name, path, problem) => {
    expect(await read(path())).toEqual(problem);
  });

  test.each<[string, string, string]>([
    ['/home/runner/work/app/app/config/origins.yaml', '/__w/app/app', 'give "config/origins.yaml"'],
    ['/__w/app/app/origins.yaml', '/home/runner/work/app/app', 'give "origins.yaml"'],
    ['/opt/runner/_work/app/app/origins.yaml', '/__w/app/app', 'give "origins.yaml"'],
    ['/github/workspace/origins.yaml', '/home/runner/work/app/app', 'give "origins.yaml"'],
    ['/home/runner/work/_temp/made/by/origins.yaml', '/__w/app/app', 'give a path of this job, as from RUNNER_TEMP'],
    ['/home/runner/work/_temp/origins.yaml', '/__w/app/app', 'give a path of this job, as from RUNNER_TEMP'],
  ])('by the path %s where the workspace is %s', async (path, home, remedy) => {
    const { message } = (await readMappingsFile(path, { workspace: home })) as FileProblem;
    expect(message).toMatch(
      /"\/[^"]*" is not under the workspace of this job: a job in a container has other paths than its runner; /,
    );
    expect(message.endsWith(`; ${remedy}`)).toBe(true);
  });

  test('by the path of another repository on the same machine, without a word on containers', async () => {
    const path = '/home/runner/work/other/other/origins.yaml';
    expect(await readMappingsFile(path, { workspace: '/home/runner/work/app/app' })).toEqual({
      message: expect.stringContaining(OUTSIDE),
    });
  });

  test('where there is no temporary directory, or it does not exist', async () => {
    const path = join(temp, 'origins.json');
    for (const roots of [{ workspace }, { workspace, temp: join(base, 'gone') }])
      expect(await readMappingsFile(path, roots)).toHaveProperty('message', expect.stringContaining(OUTSIDE));
  });

  test('that is not in UTF-8, at its place', async () => {
    writeFileSync(join(workspace, 'encoded.yaml'), Buffer.from('- ip: x\n# caf\xe9', 'latin1'));
    expect(await read('encoded.yaml')).toEqual({
      message: 'this is not UTF-8 (byte 0xe9); save the file as UTF-8',
      place: { file: 'encoded.yaml', line: 2, column: 6 },
    });
  });
});

test.each([['whose name is too long', 'a'.repeat(5000), 'cannot be read (ENAMETOOLONG)']])(
  'a mappings file %s is refused with the code of the system',
  async (_, path, words) => {
    expect((await read(path)) as FileProblem).toMatchObject({ message: expect.stringContaining(words) });
  },
);

onLinux(
  'a file that holds more than its size says is not read as the whole, and a device is not read at all',
  async () => {
    expect(await readMappingsFile('self/status', { workspace: '/proc' })).toMatchObject({
      message: expect.stringMatching(/changed while it was read; run the step again$/),
    });
    expect(await readMappingsFile('null', { workspace: '/dev' })).toMatchObject({
      message: expect.stringMatching(/is not a regular file; give the path of a file$/),
    });
  },
);
