import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Environment } from '../domain/environment.ts';
import { quote } from '../domain/text.ts';
import { isFileFault, readRegularFile } from '../files/regular-file.ts';

/** Which repository a file of the workspace belongs to. */
export type Checkout =
  /** To the repository of the run. `path` is the file's path in it, with forward slashes. */
  | { readonly kind: 'own'; readonly path: string }
  /** To none, to another one, or nobody can say. The reason is the end of a sentence. */
  | { readonly kind: 'other'; readonly reason: string };

/**
 * Looks for the nearest `.git`, from the file's folder up to the workspace. Its `origin` decides; a checkout without one
 * counts as the repository of the run, and so does a workspace without any `.git`.
 *
 * @param path absolute, links resolved
 * @param repository `owner/name` of the run
 */
export async function findCheckout(path: string, repository: string, env: Environment): Promise<Checkout> {
  const workspace = await resolved(env.GITHUB_WORKSPACE || process.cwd());
  if (!contains(workspace, path)) return other('the mappings file is outside of the workspace, so it has no history');
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const git = await readGit(folder);
    if (git.kind === 'none' && folder !== workspace) continue;
    if (git.kind === 'unreadable') {
      const name = relative(workspace, join(folder, '.git')).split(sep).join('/');
      return other(`${quote(name)} cannot be read (${git.fault}), so it is not known whose file this is`);
    }
    const own: Checkout = { kind: 'own', path: relative(folder, path).split(sep).join('/') };
    // The first URL is the one to fetch from.
    const [url] = git.kind === 'none' ? [] : git.urls;
    if (url === undefined) return own;
    const remote = remoteRepository(url);
    const server = new URL(URL.canParse(env.GITHUB_SERVER_URL ?? '') ? String(env.GITHUB_SERVER_URL) : GITHUB);
    if (remote !== undefined && isRepository(remote, server, repository)) return own;
    const name = remote === undefined ? '' : ` (${quote(`${remote.host}/${remote.path}`)})`;
    return other(`the mappings file belongs to a checkout of another repository${name}`);
  }
}

const GITHUB = 'https://github.com';
/** Bytes of a git configuration, and of a file that names a folder. */
const LARGEST_CONFIG = 1024 * 1024;
const LARGEST_POINTER = 8 * 1024;

/** What a folder's `.git` says. */
type Git =
  | { readonly kind: 'none' }
  | { readonly kind: 'found'; readonly urls: readonly string[] }
  | { readonly kind: 'unreadable'; readonly fault: string };

async function readGit(folder: string): Promise<Git> {
  const dotGit = join(folder, '.git');
  const pointer = await readText(dotGit, LARGEST_POINTER);
  if (pointer.kind === 'missing') return { kind: 'none' };
  if (pointer.kind === 'directory') return readOrigin(dotGit, { kind: 'found', urls: [] });
  if (pointer.kind !== 'text') return { kind: 'unreadable', fault: pointer.fault };
  // Worktrees and submodules have a file that names their folder.
  const named = /^gitdir:[ \t]*(.+?)\s*$/.exec(pointer.text)?.[1];
  if (named === undefined) return { kind: 'unreadable', fault: 'it names no gitdir' };
  const fault = 'the folder that it names is not there';
  return readOrigin(resolve(folder, named), { kind: 'unreadable', fault });
}

/** @param otherwise where the folder has no configuration */
async function readOrigin(gitDir: string, otherwise: Git): Promise<Git> {
  // The folder of a worktree names the one that holds the configuration.
  const common = await readText(join(gitDir, 'commondir'), LARGEST_POINTER);
  const home = common.kind === 'text' ? resolve(gitDir, common.text.trim()) : gitDir;
  const config = await readText(join(home, 'config'), LARGEST_CONFIG);
  if (config.kind === 'missing') return otherwise;
  if (config.kind !== 'text')
    return { kind: 'unreadable', fault: config.kind === 'fault' ? config.fault : 'directory' };
  const urls = gitConfigValues(config.text, 'remote.origin.url');
  return urls === undefined ? { kind: 'unreadable', fault: 'its configuration is malformed' } : { kind: 'found', urls };
}

type Text =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'directory' }
  | { readonly kind: 'fault'; readonly fault: string };

async function readText(path: string, maxBytes: number): Promise<Text> {
  const bytes = await readRegularFile(path, maxBytes);
  if (!isFileFault(bytes)) return { kind: 'text', text: bytes.toString('utf8') };
  if (bytes.kind === 'directory') return { kind: 'directory' };
  if (bytes.kind !== 'unreadable') return { kind: 'fault', fault: bytes.kind };
  return bytes.code === 'ENOENT' ? { kind: 'missing' } : { kind: 'fault', fault: bytes.code };
}

function other(reason: string): Checkout {
  return { kind: 'other', reason };
}

async function resolved(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}

function contains(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return inside !== '' && inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
}

/** A section's header: `[remote "origin"]`, or in the old form `[remote.origin]`. */
const HEADER = /\[(?<name>[A-Za-z0-9.-]+)(?:[ \t]+"(?<subsection>(?:[^"\\\n]|\\[^\n])*)")?\]/y;
const KEY = /(?<name>[A-Za-z][A-Za-z0-9-]*)[ \t]*(?<sign>=[ \t]*|(?=\n|$))/y;
const SPACE_OR_COMMENT = /(?:\s+|[#;][^\n]*)+/y;
/** A piece of a value: between quotes, an escape, or plain. */
const PIECE = /"((?:[^"\\\n]|\\[ntb"\\\n])*)"|\\([ntb"\\\n])|[^"\\#;\n]+/y;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', b: '\b', '\n': '' };

/**
 * The values of a key in the text of a git configuration file, such as `remote.origin.url`; what it includes is not
 * read. Undefined where the text is not in the form that git documents.
 */
export function gitConfigValues(text: string, key: string): readonly string[] | undefined {
  const source = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const values: string[] = [];
  let section = '';
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match === null) return undefined;
    at = pattern.lastIndex;
    return match;
  };
  for (;;) {
    take(SPACE_OR_COMMENT);
    if (at === source.length) return values;
    const header = take(HEADER)?.groups as { readonly name: string; readonly subsection?: string } | undefined;
    if (header !== undefined) {
      const { name, subsection } = header;
      // Letter case counts in a subsection only.
      section = name.toLowerCase() + (subsection === undefined ? '' : `.${subsection.replace(/\\(.)/g, '$1')}`);
      continue;
    }
    const assignment = take(KEY)?.groups as { readonly name: string; readonly sign: string } | undefined;
    if (assignment === undefined) return undefined;
    const { name, sign } = assignment;
    const value = sign === '' ? '' : takeValue(take);
    // What follows a value on its line is a comment or nothing.
    if (!/^(?:$|[#;\n])/.test(source.charAt(at))) return undefined;
    if (`${section}.${name.toLowerCase()}` === key) values.push(value);
  }
}

/** Spaces around a value are no part of it, unless they are in quotes. */
function takeValue(take: (pattern: RegExp) => RegExpExecArray | undefined): string {
  let value = '';
  let kept = 0;
  for (let piece = take(PIECE); piece !== undefined; piece = take(PIECE)) {
    const [written, quoted, escaped] = piece;
    if (quoted !== undefined || escaped !== undefined) {
      value += unescaped(quoted ?? written);
      kept = value.length;
      continue;
    }
    value += value === '' ? written.trimStart() : written;
    const spaces = written.length - written.trimEnd().length;
    if (spaces < written.length) kept = value.length - spaces;
  }
  return value.slice(0, kept);
}

function unescaped(text: string): string {
  return text.replace(/\\([\s\S])/g, (_, character: string) => ESCAPES[character] ?? character);
}

/** A repository on a server, as the URL of a remote names it. Neither user nor password is part of it. */
export interface RemoteRepository {
  /** In lower case; with the port, unless it is SSH's. */
  readonly host: string;
  /** `owner/name`, without `.git`. */
  readonly path: string;
  readonly ssh: boolean;
}

/** `user@host:path`, the short form of SSH. One letter before the colon is a drive of Windows. */
const SHORT = /^(?:[^\s/]*@)?(?<host>[^\s/:@[\]]{2,}):(?!\/\/)(?<path>.+)$/;

/** Undefined for a path on this machine, and for what is no URL. */
export function remoteRepository(url: string): RemoteRepository | undefined {
  const short = SHORT.exec(url)?.groups as { readonly host: string; readonly path: string } | undefined;
  if (short !== undefined) return { host: sshHost(short.host), path: pathOf(short.path), ssh: true };
  const parsed = URL.parse(url);
  if (parsed === null || parsed.hostname === '') return undefined;
  const ssh = /ssh/.test(parsed.protocol);
  const host = ssh ? sshHost(parsed.hostname) : parsed.host.toLowerCase();
  return { host, path: pathOf(parsed.pathname), ssh };
}

/** @param server such as `https://github.com`; @param repository `owner/name` */
export function isRepository(remote: RemoteRepository, server: URL, repository: string): boolean {
  const host = remote.ssh ? server.hostname : server.host;
  return remote.host === host.toLowerCase() && remote.path.toLowerCase() === repository.toLowerCase();
}

/** GitHub takes SSH on the port of HTTPS too, at a name of its own. */
function sshHost(host: string): string {
  const name = host.toLowerCase();
  return name === 'ssh.github.com' ? 'github.com' : name;
}

function pathOf(path: string): string {
  return path
    .replace(/^\/+/, '')
    .replace(/\/+$/, '')
    .replace(/\.git$/i, '');
}
