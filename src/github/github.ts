import { type Comments, openComments } from './comments.ts';
import { type Contents, openContents } from './contents.ts';
import { type CallOptions, openCalls } from './octokit.ts';
import { openPullRequestLists, type PullRequests } from './pull-requests.ts';

export type { OwnComment } from './comments.ts';
export type { ClosedPullRequests } from './pull-requests.ts';

/** What is asked of GitHub. Each call ends in an answer or in a GitHubError. */
export interface GitHub extends Comments, PullRequests, Contents {}

export interface GitHubOptions extends CallOptions {
  /** `owner/name`, from `GITHUB_REPOSITORY`. */
  readonly repository: string;
}

/** Sends nothing and loads nothing yet: the first call does. */
export function openGitHub({ repository, ...options }: GitHubOptions): GitHub {
  const call = openCalls(options);
  const slash = repository.indexOf('/');
  const named = { owner: repository.slice(0, slash), repo: repository.slice(slash + 1) };
  const comments = openComments(call, named);
  return { ...comments, ...openPullRequestLists(call, named, comments), ...openContents(call, named) };
}
