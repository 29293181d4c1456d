import { constants } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { Problem } from '../domain/problem.ts';
import { didYouMean } from '../domain/suggestion.ts';
import { quote } from '../domain/text.ts';
import { type FileFault, isFileFault, readRegularFile, unreadable } from '../files/regular-file.ts';
import { placer } from './finding.ts';

/** The text of a mappings file. */
export interface MappingsFile {
  readonly text: string;
  /** Path relative to the workspace, links resolved, with forward slashes. */
  readonly file: string;
  /** Absolute path, links resolved. */
  readonly path: string;
}

/** `missing`: there is no such file. */
export type FileProblem = Problem & { readonly missing?: true };

/** The directories that a mappings file may be in. */
export interface FileRoots {
  readonly workspace: string;
  readonly temp?: string;
}

const LARGEST = 5 * 1024 * 1024;

const OUTSIDE = 'is outside of the workspace and of RUNNER_TEMP, links resolved; move the file into the repository';
const GIT = 'is in a .git folder, which holds no mappings file; give the path of a file of the repository';

/** Where runners, job containers and container actions have workspaces and temporary files. */
const RUNNER_PATH = /^(?:\/home\/runner\/work|\/__w|\/github\/workspace|(?:.*[/\\])?_work)[/\\]/;

/**
 * Reads a mappings file: a regular file of at most 5 MiB, in UTF-8, in no `.git` folder, that is under the workspace or
 * the runner's temporary directory once links are resolved. A relative path starts at the workspace.
 */
export async function readMappingsFile(
  path: string,
  { workspace, temp }: FileRoots,
): Promise<MappingsFile | FileProblem> {
  const problem = (fault: string): FileProblem => ({ message: `Input mappings-file: ${quote(path)} ${fault}` });
  const asked = resolve(workspace, path);
  const home = await resolved(workspace);
  const roots = temp === undefined ? [home] : [home, await resolved(temp)];
  if (roots.some((root) => inGit(root, asked))) return problem(GIT);

  let real: string;
  try {
    real = await realpath(asked);
  } catch (error) {
    return await unread(unreadable(error));
  }
  const root = roots.find((root) => contains(root, real));
  if (root === undefined) return problem(outside(asked, home));
  if (inGit(root, real)) return problem(GIT);
  const bytes = await readRegularFile(real, LARGEST, constants.O_NOFOLLOW);
  if (isFileFault(bytes)) return await unread(bytes);
  const file = relative(home, real).split(sep).join('/');
  const text = utf8Text(bytes, file);
  return typeof text === 'string' ? { text, file, path: real } : text;

  async function unread(fault: FileFault): Promise<FileProblem> {
    if (!isMissing(fault)) return problem(faultWords(fault));
    return (await isWithin(asked, roots))
      ? { ...problem(await missing(asked)), missing: true }
      : problem(outside(asked, home));
  }
}

function isMissing(fault: FileFault): boolean {
  return fault.kind === 'unreadable' && (fault.code === 'ENOENT' || fault.code === 'ENOTDIR');
}

function faultWords(fault: FileFault): string {
  switch (fault.kind) {
    case 'directory':
      return 'is a directory; give the path of a file';
    case 'not-regular':
      return 'is not a regular file; give the path of a file';
    case 'too-large':
      return 'is larger than 5 MiB; a list of 3,500 mappings takes less than 1 MiB';
    case 'changed':
      return 'changed while it was read; run the step again';
    case 'unreadable':
      return `cannot be read (${fault.code})`;
  }
}

/** In a container job the workspace has another path than on the runner, and people give one for the other. */
function outside(asked: string, workspace: string): string {
  const root = RUNNER_PATH.exec(asked)?.[0];
  if (root === undefined || `${workspace}/`.startsWith(root)) return OUTSIDE;
  const rest = asked.slice(root.length);
  // On the runner and in job containers, two folders named for the repository follow.
  const inside = /^(?!_temp[/\\])[^/\\]+[/\\][^/\\]+[/\\](.+)$/.exec(rest)?.[1];
  const instead = root.startsWith('/github') ? rest : inside;
  const remedy = instead === undefined ? 'give a path of this job, as from RUNNER_TEMP' : `give ${quote(instead)}`;
  return `is not under the workspace of this job: a job in a container has other paths than its runner; ${remedy}`;
}

async function missing(asked: string): Promise<string> {
  const names = await readdir(dirname(asked)).catch((): string[] => []);
  if (names.includes(basename(asked))) return 'is a link that leads nowhere; fix the link';
  const meant = didYouMean(basename(asked), names);
  const remedy = 'check the path, and that actions/checkout runs before this step';
  return `does not exist; ${meant === undefined ? remedy : `did you mean ${quote(meant)}?`}`;
}

/** Whether a path that does not exist would be in one of the roots: whether the part of it that exists is. */
async function isWithin(asked: string, roots: readonly string[]): Promise<boolean> {
  const parent = dirname(asked);
  const existing = await realpath(parent).catch(() => undefined);
  if (existing !== undefined) return roots.some((root) => contains(root, existing));
  return parent !== asked && isWithin(parent, roots);
}

function contains(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function inGit(root: string, path: string): boolean {
  return relative(root, path).toLowerCase().split(sep).includes('.git');
}

/** A root that does not exist holds no file; it needs no error of its own. */
function resolved(root: string): Promise<string> {
  return realpath(root).catch(() => resolve(root));
}

/** First bytes of files that people give in place of a text, and what to do. */
const OTHER_KINDS: readonly (readonly [start: string, kind: string, remedy: string])[] = [
  ['fffe', 'is UTF-16, not UTF-8', 'save the file as UTF-8'],
  ['feff', 'is UTF-16, not UTF-8', 'save the file as UTF-8'],
  ['504b0304', 'is a spreadsheet (.xlsx) or another zip archive, not text', 'export it as CSV in UTF-8'],
  ['d0cf11e0', 'is an old spreadsheet (.xls), not text', 'export it as CSV in UTF-8'],
  ['1f8b', 'is compressed (gzip), not text', 'decompress it'],
  ['25504446', 'is a PDF, not text', 'give the list as YAML, JSON or CSV'],
];

const BYTE_ORDER_MARK = Buffer.from('\uFEFF');

/** The text of bytes in UTF-8, without a byte order mark; or what is wrong with them, and where. */
export function utf8Text(bytes: Buffer, file: string): string | Problem {
  const start = bytes.toString('hex', 0, 4);
  const other = OTHER_KINDS.find(([sign]) => start.startsWith(sign));
  if (other) return { message: `this ${other[1]}; ${other[2]}`, place: { file, line: 1, column: 1 } };
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const { text, byte } = beforeWrongByte(bytes);
    const remedy = bytes.includes(0)
      ? 'this is a binary file; give the list as text in UTF-8'
      : 'save the file as UTF-8';
    return {
      message: `this is not UTF-8 (byte 0x${bytes.readUInt8(byte).toString(16)}); ${remedy}`,
      place: placer(text, file)({ start: text.length, end: text.length }),
    };
  }
}

/** The text before the first byte that is not UTF-8, and the offset of that byte. */
function beforeWrongByte(bytes: Buffer): { readonly text: string; readonly byte: number } {
  let text = '';
  let right = 0;
  let wrong = bytes.length + 1;
  while (wrong - right > 1) {
    const middle = (right + wrong) >>> 1;
    try {
      // With `stream`, an incomplete character at the end is no error: what is before a wrong byte decodes, more does not.
      text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      right = middle;
    } catch {
      wrong = middle;
    }
  }
  const mark = bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? 3 : 0;
  return { text, byte: mark + Buffer.byteLength(text) };
}
