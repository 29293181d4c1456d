import { constants } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Clock } from '../domain/clock.ts';
import type { Vendor } from '../domain/mapping.ts';
import { quote } from '../domain/text.ts';
import { type FileFault, isFileFault, readRegularFile } from '../files/regular-file.ts';
import type { Http, HttpError, HttpResponse } from '../http/http.ts';

/** Where the published ranges are read: from the clouds themselves, or from copies in a folder or below a base URL. */
export type RangesSource =
  | { readonly kind: 'published' }
  /** An absolute path without links, as `findRangesFolder` gives it. */
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'url'; readonly base: URL };

/** The bytes of a feed. `fileDate`: the date in the file's name, YYYY-MM-DD. */
export interface FeedFile {
  readonly body: Buffer;
  readonly fileDate?: string;
}

/** A feed that cannot be had. The message says why. */
export class FeedError extends Error {
  override readonly name = 'FeedError';
}

export interface FeedOptions {
  /** A client for a server; it is closed with the run. */
  readonly openHttp: (base: URL) => Promise<Http>;
  readonly clock: Clock;
  /** Aborted when the run must not wait any longer. */
  readonly signal: AbortSignal;
}

/** Bytes, decoded. */
const LARGEST_FEED = 16 * 1024 * 1024;

/** Milliseconds a try, redirects included. */
const TRY_TIME = 10_000;
const PAUSE = 500;
const MOST_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** Kinds of HTTP errors that another try does not change. */
const FINAL = new Set<unknown>(['too-large', 'certificate', 'proxy']);

const ADDRESSES = {
  aws: 'https://ip-ranges.amazonaws.com/ip-ranges.json',
  gcp: 'https://www.gstatic.com/ipranges/cloud.json',
  oci: 'https://docs.oracle.com/en-us/iaas/tools/public_ip_ranges.json',
} as const;

/** Azure's feed has no fixed address: this page links the newest file. */
const AZURE_PAGE = 'https://www.microsoft.com/en-us/download/details.aspx?id=56519';
const AZURE_LINK =
  /https:\/\/download\.microsoft\.com\/download\/[\w/-]{1,200}\/ServiceTags_Public_(\d{4})(\d{2})(\d{2})\.json(?![\w.])/g;

/** Reads a cloud's feed. Throws a {@link FeedError}. */
export async function readFeed(vendor: Vendor, source: RangesSource, options: FeedOptions): Promise<FeedFile> {
  if (source.kind === 'folder') return { body: await fileOf(source.path, `${vendor}.json`) };
  if (source.kind === 'url') return { body: await fetched(below(source.base, `${vendor}.json`), options) };
  if (vendor !== 'azure') return { body: await fetched(new URL(ADDRESSES[vendor]), options) };
  const page = await fetched(new URL(AZURE_PAGE), options);
  const { address, fileDate } = newestLink(page.toString('latin1'));
  return { body: await fetched(new URL(address), options), fileDate };
}

async function fileOf(folder: string, name: string): Promise<Buffer> {
  const read = await readFolderFile(folder, name, LARGEST_FEED);
  if (typeof read === 'string') throw new FeedError(`${name} ${read}`);
  return read;
}

function below(base: URL, name: string): URL {
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${name}`;
  return url;
}

/** The newest of the links to a file of service tags, on Microsoft's own host only. */
function newestLink(page: string): { readonly address: string; readonly fileDate: string } {
  let newest = { address: '', fileDate: '' };
  for (const [address, year, month, day] of page.matchAll(AZURE_LINK)) {
    const fileDate = `${year}-${month}-${day}`;
    if (fileDate > newest.fileDate) newest = { address, fileDate };
  }
  if (newest.address === '') throw new FeedError('the page of Microsoft links no file of service tags');
  return newest;
}

/** Two tries. What another try cannot change is not tried again. */
async function fetched(url: URL, options: FeedOptions): Promise<Buffer> {
  const { clock, signal } = options;
  const first = await tried(url, options);
  if (first.kind === 'body') return first.body;
  if (first.final || signal.aborted) throw new FeedError(first.fault);
  await clock.sleep(PAUSE, signal).catch(() => undefined);
  if (signal.aborted) throw new FeedError(first.fault);
  const second = await tried(url, options);
  if (second.kind === 'body') return second.body;
  throw new FeedError(`${second.fault}, twice`);
}

type Tried =
  | { readonly kind: 'body'; readonly body: Buffer }
  | { readonly kind: 'fault'; readonly fault: string; readonly final: boolean };

async function tried(url: URL, { openHttp, clock, signal }: FeedOptions): Promise<Tried> {
  const over = clock.timeout(TRY_TIME);
  const either = AbortSignal.any([signal, over]);
  try {
    const http = await openHttp(url);
    let at = url;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      const response = await http.send(requestFor(at, either));
      if (response.status === 200) return { kind: 'body', body: response.body };
      const next = redirectOf(response, at);
      if (next === undefined) return faultOf(response.status, at);
      if (next === null || next.origin !== url.origin)
        return { kind: 'fault', fault: `${url.host} redirects to another host`, final: true };
      at = next;
    }
    return { kind: 'fault', fault: `${url.host} redirects too often`, final: true };
  } catch (error) {
    if (signal.aborted) return { kind: 'fault', fault: 'the run ended before it was there', final: true };
    if (over.aborted) return { kind: 'fault', fault: `${url.host} gave no answer within 10 seconds`, final: false };
    const { kind, message } = error as HttpError;
    return { kind: 'fault', fault: message, final: FINAL.has(kind) };
  }
}

function requestFor(url: URL, signal: AbortSignal) {
  return {
    method: 'GET',
    url: url.href,
    // Microsoft's page refuses requests without a User-Agent.
    headers: { accept: 'application/json, text/html;q=0.5', 'user-agent': 'cloudflare-origin-cloud-regions' },
    signal,
    maxBytes: LARGEST_FEED,
  };
}

/** Where an answer redirects to; `null` where that is no URL, undefined where it is no redirect. */
function redirectOf(response: HttpResponse, from: URL): URL | null | undefined {
  const location = REDIRECTS.has(response.status) ? response.header('location') : undefined;
  return location === undefined ? undefined : URL.parse(location, from.href);
}

function faultOf(status: number, { host }: URL): Tried {
  return { kind: 'fault', fault: `${host} answered with HTTP ${status}`, final: status === 404 || status === 410 };
}

/** The directories that the folder may be in. */
export interface FolderRoots {
  readonly workspace: string;
  readonly temp?: string;
}

/** The folder, links resolved, or the message of what is wrong with the input. */
export type FoundFolder = { readonly kind: 'folder'; readonly path: string } | { readonly message: string };

/** The folder of the input `ip-ranges`: it is there, and under the workspace or RUNNER_TEMP once links are resolved. */
export async function findRangesFolder(path: string, { workspace, temp }: FolderRoots): Promise<FoundFolder> {
  const wrong = (fault: string) => ({ message: `Input ip-ranges: ${quote(path)} ${fault}` });
  let folder: string;
  try {
    folder = await realpath(resolve(workspace, path));
    if (!(await stat(folder)).isDirectory())
      return wrong('is not a folder; give the folder that holds aws.json, gcp.json, oci.json and azure.json');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') return wrong(`cannot be read (${code})`);
    return wrong('does not exist; check the path, and that actions/checkout runs before this step');
  }
  for (const root of [workspace, temp]) {
    const home = root && (await realpath(root).catch(() => undefined));
    if (home && isWithin(home, folder)) return { kind: 'folder', path: folder };
  }
  return wrong('is outside of the workspace and of RUNNER_TEMP, links resolved; move it into the repository');
}

/** The bytes of a file in the folder, or why there are none. A link must not lead out of the folder. */
export async function readFolderFile(folder: string, name: string, maxBytes: number): Promise<Buffer | string> {
  let path: string;
  try {
    path = await realpath(join(folder, name));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? 'is not in the folder' : `cannot be read (${code})`;
  }
  if (!isWithin(folder, path)) return 'is a link that leads out of the folder';
  const read = await readRegularFile(path, maxBytes, constants.O_NOFOLLOW);
  return isFileFault(read) ? FAULTS[read.kind] : read;
}

const FAULTS: Readonly<Record<FileFault['kind'], string>> = {
  directory: 'is a directory',
  'not-regular': 'is not a regular file',
  'too-large': 'is larger than 16 MiB',
  changed: 'changed while it was read',
  unreadable: 'cannot be read',
};

function isWithin(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
