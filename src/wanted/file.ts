import { constants, type Stats } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { didYouMean } from '../domain/nearest.ts';
import type { Problem } from '../domain/problem.ts';
import { quote } from '../domain/quote.ts';
import { decode } from './decode.ts';

/** The text of a mappings file. */
export interface FileText {
  readonly text: string;
  /** Path relative to the workspace, links resolved, with forward slashes. */
  readonly file: string;
}

/** `missing` tells "there is no such file" from every other problem. */
export type FileProblem = Problem & { readonly missing?: true };

/** The directories that a mappings file may be in. */
export interface Roots {
  readonly workspace: string;
  readonly temp?: string;
}

/** Bytes of a file. */
const LARGEST = 5 * 1024 * 1024;

const OUTSIDE = 'is outside of the workspace and of RUNNER_TEMP, links resolved; move the file into the repository';

/**
 * Reads a mappings file: a regular file of at most 5 MiB, in UTF-8, that is under the workspace or the runner's
 * temporary directory once links are resolved. A relative path starts at the workspace.
 */
export async function readMappingsFile(path: string, { workspace, temp }: Roots): Promise<FileText | FileProblem> {
  const named = (fault: string): FileProblem => ({ message: `Input mappings-file: ${quote(path)} ${fault}` });
  const asked = resolve(workspace, path);
  const home = await resolved(workspace);
  const roots = temp === undefined ? [home] : [home, await resolved(temp)];

  const read = await bytesOf(asked, roots).catch(async (error: NodeJS.ErrnoException): Promise<FileProblem> => {
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') return named(`cannot be read (${error.code})`);
    return (await isWithin(asked, roots)) ? { ...named(await missing(asked)), missing: true } : named(OUTSIDE);
  });
  if (typeof read === 'string') return named(read);
  if ('message' in read) return read;
  const file = relative(home, read.path).split(sep).join('/');
  const text = decode(read.bytes, file);
  return typeof text === 'string' ? { text, file } : text;
}

/** The bytes of a file and its path without links, or what is wrong with the file. */
async function bytesOf(
  asked: string,
  roots: readonly string[],
): Promise<{ readonly bytes: Buffer; readonly path: string } | string> {
  const path = await realpath(asked);
  if (!roots.some((root) => contains(root, path))) return OUTSIDE;
  const before = faultOf(await stat(path));
  if (before !== undefined) return before;
  // What is opened may be another thing than was looked at: it is not waited for, and looked at again.
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  try {
    const stats = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min(stats.size, LARGEST) + 1));
    // Half a list must not pass for the list.
    const changed = bytesRead === stats.size ? undefined : 'changed while it was read; run the step again';
    return faultOf(stats) ?? changed ?? { bytes: buffer.subarray(0, bytesRead), path };
  } finally {
    await handle.close();
  }
}

function faultOf(stats: Stats): string | undefined {
  if (stats.isDirectory()) return 'is a directory; give the path of a file';
  if (!stats.isFile()) return 'is not a regular file; give the path of a file';
  if (stats.size > LARGEST) return 'is larger than 5 MiB; a list of 3,500 mappings takes less than 1 MiB';
  return undefined;
}

async function missing(asked: string): Promise<string> {
  const names = await readdir(dirname(asked)).catch((): string[] => []);
  if (names.includes(basename(asked))) return 'is a link that leads nowhere; mend the link';
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

/** A root that does not exist holds no file; it needs no error of its own. */
function resolved(root: string): Promise<string> {
  return realpath(root).catch(() => resolve(root));
}
