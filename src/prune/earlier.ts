import type { Entry, EntryList } from '../domain/entry.ts';
import type { Environment } from '../domain/environment.ts';
import { quote } from '../domain/text.ts';
import type { GitHub } from '../github/github.ts';
import { GitHubError, githubErrorOf } from '../github/github-error.ts';
import { findCheckout } from './checkout.ts';

/** What an earlier version of the mappings file lists. */
export type Earlier =
  | {
      readonly kind: 'listed';
      readonly entries: readonly Entry[];
      /** What the file lists at the branch's head, where that is a later commit than the run's: not to be removed. */
      readonly keptAtHead: readonly Entry[];
      /** The zone that the earlier version names. */
      readonly zone?: string;
      /** Path of the earlier version; the file may have been renamed since. */
      readonly file: string;
    }
  /** There is no earlier version to be known: nothing is removed, with a notice. The reason is the end of a sentence. */
  | { readonly kind: 'unknown'; readonly reason: string }
  /** GitHub could not be asked: the run fails before it writes anything. */
  | { readonly kind: 'failed'; readonly message: string };

type Unlisted = Exclude<Earlier, { readonly kind: 'listed' }>;

export interface EarlierOptions {
  /** The input `prune-base`. */
  readonly base?: string;
  /** The mappings file: relative to the workspace, and its absolute path with links resolved. */
  readonly file: { readonly file: string; readonly path: string };
  readonly event: PruneEvent;
  readonly env: Environment;
  /** Absent without a token. */
  readonly github: Pick<GitHub, 'fileAt' | 'renamedFrom' | 'renamedTo' | 'headOf'> | undefined;
}

/** Reads what `prune: removed` compares the mappings file with. */
export async function readEarlier({ base, file, event, env, github }: EarlierOptions): Promise<Earlier> {
  const commits = earlierCommits(base, event);
  if ('reason' in commits) return unknown(commits.reason);
  const repository = env.GITHUB_REPOSITORY || event.repository;
  if (github === undefined || repository === undefined)
    return unknown('github-token (or GITHUB_REPOSITORY) is empty, so the earlier version of the file cannot be read');
  const checkout = await findCheckout(file.path, repository, env);
  if (checkout.kind === 'other') return unknown(checkout.reason);

  const earlier = await readBefore(github, checkout.path, commits);
  if ('kind' in earlier) return earlier;
  // Regions that are to be found (auto) count here: only what the zone still holds as the file said is pruned.
  const { parseMappings } = await import('../desired/mappings-text.ts');
  const list = await parseMappings(earlier.text, { file: earlier.file, rule: 'required' });
  const fault = faultOf(list);
  if (fault !== undefined) return unknown(`the earlier version of ${quote(file.file)} is in error itself (${fault})`);
  const kept = await readAtHead(github, checkout.path, event);
  if ('kind' in kept) return kept;
  return {
    kind: 'listed',
    entries: list.entries,
    keptAtHead: kept.entries,
    ...(typeof list.zone === 'object' ? { zone: list.zone.value } : {}),
    file: earlier.file,
  };
}

type Client = NonNullable<EarlierOptions['github']>;

async function readBefore(
  github: Client,
  path: string,
  { earlier, present }: Commits,
): Promise<{ readonly text: string; readonly file: string } | Unlisted> {
  try {
    const text = await textAt(github, path, earlier);
    if (text !== undefined) return { text, file: path };
    const file = await github.renamedFrom(path, earlier, present);
    if (file === undefined) return unknown(`the file is not there at ${quote(earlier)}, and GitHub knows of no rename`);
    const renamed = await textAt(github, file, earlier);
    if (renamed !== undefined) return { text: renamed, file };
    return unknown(`${quote(file)}, its earlier name, is not there at ${quote(earlier)}`);
  } catch (thrown) {
    const error = githubErrorOf(thrown);
    const what = `the file at ${quote(earlier)} cannot be read: ${error.message}`;
    switch (error.kind) {
      case 'missing':
        return unknown(`${what}. The commit is not known (any more), or the job lacks the permission contents: read`);
      case 'forbidden':
        return unknown(`${what}. Grant the job the permission contents: read`);
      case 'unauthorized':
        return unknown(what);
      default:
        return failed(`What the mappings file listed before is not known: ${what}`);
    }
  }
}

/** What a run that is repeated or late must leave alone: the present list of its branch. */
async function readAtHead(
  github: Client,
  path: string,
  event: PruneEvent,
): Promise<Pick<EntryList, 'entries'> | Unlisted> {
  const run = runBranch(event);
  if (run === undefined) return { entries: [] };
  try {
    const head = await github.headOf(run.branch);
    if (head === undefined || head === run.commit) return { entries: [] };
    const list = await listAtHead(github, path, run, head);
    if (list === undefined) return { entries: [] };
    const fault = faultOf(list);
    if (fault === undefined) return list;
    return unknown(
      `the branch ${quote(run.branch)} is at a later commit than this run, and the file there is in error (${fault})`,
    );
  } catch (thrown) {
    const { message } = githubErrorOf(thrown);
    return failed(
      `It is not known whether this run is older than its branch ${quote(run.branch)}, and what the file lists there now: ${message}`,
    );
  }
}

/** Undefined where the file is gone there; it may have been renamed since the run's commit. */
async function listAtHead(
  github: Client,
  path: string,
  { commit }: RunBranch,
  head: string,
): Promise<EntryList | undefined> {
  const { parseMappings } = await import('../desired/mappings-text.ts');
  const parse = (text: string, file: string) => parseMappings(text, { file, rule: 'optional' });
  const text = await textAt(github, path, head);
  if (text !== undefined) return await parse(text, path);
  if (commit === undefined)
    throw new GitHubError('missing', 'the file is not there, and GITHUB_SHA, which tells a rename, is not set');
  const renamed = await github.renamedTo(path, commit, head);
  return renamed === undefined ? undefined : await parse(await github.fileAt(renamed, head), renamed);
}

async function textAt(github: Client, path: string, ref: string): Promise<string | undefined> {
  try {
    return await github.fileAt(path, ref);
  } catch (error) {
    if (error instanceof GitHubError && error.kind === 'missing') return undefined;
    throw error;
  }
}

function faultOf({ problems: [problem] }: EntryList): string | undefined {
  return problem?.message;
}

function unknown(reason: string): Unlisted {
  return { kind: 'unknown', reason };
}

function failed(why: string): Unlisted {
  return {
    kind: 'failed',
    message: `${why}. Nothing was changed. Run the job again: the next push compares with a later commit, and what this one removes from the list would stay for good`,
  };
}

/** What is read of the event. */
export interface PruneEvent {
  readonly name: string;
  /** Commits of a push. */
  readonly before?: string;
  readonly after?: string;
  /** Whether the push rewrote the history of its branch. */
  readonly forced: boolean;
  readonly pullRequest?: {
    readonly fork: boolean;
    readonly baseSha?: string;
    readonly headSha?: string;
    /** Name of its branch. */
    readonly headRef?: string;
  };
  /** `owner/name`. */
  readonly repository?: string;
  /** The branch of the run (GITHUB_REF), if it runs on one. */
  readonly branch?: string;
  /** The commit of the run (GITHUB_SHA). */
  readonly sha?: string;
}

/** Where the earlier version is found, and the commit of the present one. */
export interface Commits {
  readonly earlier: string;
  readonly present: string;
}

const NO_COMMIT = /^0+$/;

/** The commits to compare; or why there is no earlier one, as the end of a sentence. `base` is the input `prune-base`. */
export function earlierCommits(base: string | undefined, event: PruneEvent): Commits | { readonly reason: string } {
  const { name, before, after, forced, pullRequest, sha } = event;
  if (base !== undefined) return { earlier: base, present: sha ?? 'HEAD' };
  if (name === 'push' && before !== undefined && after !== undefined) {
    if (NO_COMMIT.test(before))
      return {
        reason: 'this is the first push of the branch, so there is no commit before it; prune-base can name one',
      };
    if (forced)
      return {
        reason: 'the push was forced, so the commit before it is not part of this history; prune-base can name one',
      };
    return { earlier: before, present: after };
  }
  if (pullRequest?.baseSha !== undefined && pullRequest.headSha !== undefined)
    return { earlier: pullRequest.baseSha, present: pullRequest.headSha };
  return { reason: `the event ${quote(name)} names no earlier commit; prune-base can name one` };
}

/** A branch of this repository that the run is for, and the commit that it runs on, where that is known. */
export interface RunBranch {
  readonly branch: string;
  readonly commit?: string;
}

/** Undefined where the run is for a tag, or for a pull request whose branch is in another repository. */
export function runBranch({ branch, sha, pullRequest }: PruneEvent): RunBranch | undefined {
  // A pull request runs on a merge commit (or on the base): its own commit is the head of its branch.
  const name = pullRequest === undefined ? branch : pullRequest.fork ? undefined : pullRequest.headRef;
  const commit = pullRequest === undefined ? sha : pullRequest.headSha;
  if (name === undefined) return undefined;
  return { branch: name, ...(commit === undefined ? {} : { commit }) };
}
