import { type CallOptions, openCalls } from './calls.ts';
import { type Comments, openComments } from './comments.ts';
import { type Files, openFiles } from './files.ts';
import { openPulls, type Pulls } from './pulls.ts';

/** The few things that are asked of GitHub. Every call ends in an answer or in a `GitHubFailure`. */
export type GitHub = Comments & Pulls & Files;

export interface GitHubOptions extends CallOptions {
  /** `owner/name`, from `GITHUB_REPOSITORY`. */
  readonly repository: string;
}

/** Sends nothing yet, and loads nothing: that is done by the first call. */
export function openGitHub({ repository, ...options }: GitHubOptions): GitHub {
  const call = openCalls(options);
  const slash = repository.indexOf('/');
  const named = { owner: repository.slice(0, slash), repo: repository.slice(slash + 1) };
  const comments = openComments(call, named);
  return { ...comments, ...openPulls(call, named, comments), ...openFiles(call, named) };
}
