import { quote } from '../domain/quote.ts';
import { GitHubFailure } from './failure.ts';
import type { Files } from './files.ts';

/** Where the earlier version of a mappings file is to be found. */
export type EarlierBase =
  /** `prune-base`; `head` is the commit of the run (`GITHUB_SHA`), for finding a rename. */
  | { readonly kind: 'ref'; readonly ref: string; readonly head: string }
  | { readonly kind: 'push'; readonly before: string; readonly after: string; readonly forced: boolean }
  | { readonly kind: 'pull-request'; readonly base: string; readonly head: string }
  /** Any other event: it names no earlier commit. */
  | { readonly kind: 'other'; readonly event: string };

export type Earlier =
  /** `path` differs from the present one where the file was renamed. */
  | { readonly kind: 'text'; readonly text: string; readonly path: string; readonly ref: string }
  /** Why nothing is to be pruned, as the end of a sentence. */
  | { readonly kind: 'none'; readonly reason: string };

const NO_COMMIT = /^0+$/;

/**
 * The earlier version of a mappings file. `path` is relative to the repository's root, with forward slashes; `github` is
 * absent without a token. Whatever GitHub answers, it never fails: at worst there is no earlier version.
 */
export async function earlierVersion(base: EarlierBase, path: string, github: Files | undefined): Promise<Earlier> {
  const span = spanOf(base);
  if ('reason' in span) return none(span.reason);
  if (github === undefined) return none('github-token is empty, so the earlier version of the file cannot be read');
  if (path.startsWith('../') || path.startsWith('/')) return none('the mappings file is not part of the repository');
  try {
    return await read(github, path, span);
  } catch (failure) {
    if (!(failure instanceof GitHubFailure)) throw failure;
    return none(`the file at ${quote(span.ref)} cannot be read: ${failure.message}${remedy(failure)}`);
  }
}

interface Span {
  readonly ref: string;
  readonly head: string;
}

function spanOf(base: EarlierBase): Span | { readonly reason: string } {
  switch (base.kind) {
    case 'ref':
      return { ref: base.ref, head: base.head };
    case 'pull-request':
      return { ref: base.base, head: base.head };
    case 'push':
      if (NO_COMMIT.test(base.before))
        return { reason: 'this is the first push of the branch, so there is no commit before it' };
      if (base.forced)
        return {
          reason: 'the push was forced, so the commit before it is not part of this history; prune-base can name one',
        };
      return { ref: base.before, head: base.after };
    case 'other':
      return { reason: `the event ${quote(base.event)} names no earlier commit; prune-base can name one` };
  }
}

async function read(github: Files, path: string, { ref, head }: Span): Promise<Earlier> {
  const text = await textAt(github, path, ref);
  if (text !== undefined) return { kind: 'text', text, path, ref };
  const earlierPath = await github.renamedFrom(path, ref, head);
  if (earlierPath === undefined) return none(`the file is not there at ${quote(ref)}, and GitHub knows of no rename`);
  const earlierText = await textAt(github, earlierPath, ref);
  if (earlierText === undefined) return none(`${quote(earlierPath)}, its earlier name, is not there at ${quote(ref)}`);
  return { kind: 'text', text: earlierText, path: earlierPath, ref };
}

async function textAt(github: Files, path: string, ref: string): Promise<string | undefined> {
  try {
    return await github.fileAt(path, ref);
  } catch (failure) {
    if (failure instanceof GitHubFailure && failure.kind === 'missing') return undefined;
    throw failure;
  }
}

function none(reason: string): Earlier {
  return { kind: 'none', reason };
}

function remedy({ kind }: GitHubFailure): string {
  switch (kind) {
    case 'forbidden':
      return '. Grant the job the permission contents: read';
    case 'missing':
      return '. The commit is not known (any more), or the job lacks the permission contents: read';
    default:
      return '';
  }
}
