import { COMPARISON, understood } from './answers.ts';
import type { Call } from './calls.ts';
import type { Repository } from './comments.ts';
import { GitHubFailure } from './failure.ts';

export interface Files {
  /** The text of a file at a commit, branch or tag. */
  fileAt(path: string, ref: string): Promise<string>;
  /** The path that a file of `head` had at `base`, where GitHub tells that it was renamed in between. */
  renamedFrom(path: string, base: string, head: string): Promise<string | undefined>;
}

export function openFiles(call: Call, repository: Repository): Files {
  return {
    fileAt(path, ref) {
      const encoded = path.split('/').map(encodeURIComponent).join('/');
      return call(`${path} at ${ref}`, async (octokit, { request }) => {
        const { data, headers } = await octokit.request(`GET /repos/{owner}/{repo}/contents/${encoded}`, {
          ...repository,
          ref,
          // Files of more than 1 MB come in no other form.
          headers: { accept: 'application/vnd.github.raw+json' },
          request: { ...request, parseSuccessResponseBody: false },
        });
        const text = await new Response(data as ReadableStream).text();
        return /^application\/json\b/.test(String(headers['content-type'])) ? decoded(text) : text;
      });
    },
    async renamedFrom(path, base, head) {
      // The files of the whole comparison (300 at most) are on its first page; the commits are of no interest.
      const range = { ...repository, basehead: `${base}...${head}`, per_page: 1 };
      const { files } = await call(`changes from ${base} to ${head}`, async (octokit, options) =>
        understood(COMPARISON, (await octokit.rest.repos.compareCommitsWithBasehead({ ...range, ...options })).data),
      );
      return files?.find(({ filename, status }) => filename === path && status === 'renamed')?.previous_filename;
    },
  };
}

/** What comes in spite of the media type that was asked for: a file in base64, or something that is no file. */
function decoded(answer: string): string {
  const { content, encoding } = JSON.parse(answer) as { readonly content?: unknown; readonly encoding?: unknown };
  if (typeof content !== 'string' || encoding !== 'base64')
    throw new GitHubFailure('unexpected', 'GitHub answered with a listing: there is no file at this path');
  return Buffer.from(content, 'base64').toString('utf8');
}
