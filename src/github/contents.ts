import type { Repository } from './comments.ts';
import { GitHubError } from './github-error.ts';
import { BRANCH, COMPARISON, CONTENT, GIT_REF, parsed } from './github-schemas.ts';
import { type Call, HTML, textOf } from './octokit.ts';

export interface Contents {
  /** The text of a file at a commit, branch or tag. Where there is no such file, a GitHubError of kind `missing`. */
  fileAt(path: string, ref: string): Promise<string>;
  /** The path that a file of `head` had at `base`, where GitHub knows that it was renamed in between. */
  renamedFrom(path: string, base: string, head: string): Promise<string | undefined>;
  /** The path that a file of `base` has at `head`, where GitHub knows that it was renamed in between. */
  renamedTo(path: string, base: string, head: string): Promise<string | undefined>;
  /** The SHA of a branch's head; undefined where the branch is gone. */
  headOf(branch: string): Promise<string | undefined>;
}

/** Files that GitHub lists of a comparison, on its first page; there are no others to be had. */
const MOST_COMPARED = 300;

export function openContents(call: Call, repository: Repository): Contents {
  const changedFiles = async (base: string, head: string) => {
    // The commits are of no interest.
    const range = { ...repository, basehead: `${base}...${head}`, per_page: 1 };
    const { files = [] } = await call(`changes from ${base} to ${head}`, async (octokit, options) =>
      parsed(COMPARISON, (await octokit.rest.repos.compareCommitsWithBasehead({ ...range, ...options })).data),
    );
    return files;
  };
  return {
    fileAt(path, ref) {
      return call(`${path} at ${ref}`, async (octokit, { request }) => {
        const { data, headers } = await octokit.request(`GET /repos/{owner}/{repo}/contents/${encoded(path)}`, {
          ...repository,
          ref,
          // Files of more than 1 MB come in no other form.
          headers: { accept: 'application/vnd.github.raw+json' },
          // The body as it came: bytes, for what octokit would hand on is a text or not as the content type says.
          request: { ...request, parseSuccessResponseBody: false },
        });
        const text = textOf(data as Uint8Array);
        const type = headers['content-type'];
        // Whatever stands between answers for GitHub with its own page: a proxy, or a form to log in.
        if (type === HTML || /^\s*<(?:!doctype|!--|\?xml|html|head|body)\b/i.test(text))
          throw new GitHubError('unavailable', 'GitHub answered with a page of HTML (of a proxy?) where a file is');
        return type === 'application/json' ? decoded(text) : text;
      });
    },
    async renamedFrom(path, base, head) {
      const files = await changedFiles(base, head);
      return files.find(({ filename, status }) => filename === path && status === 'renamed')?.previous_filename;
    },
    async renamedTo(path, base, head) {
      const files = await changedFiles(base, head);
      const renamed = files.find((file) => file.previous_filename === path && file.status === 'renamed');
      const isRemoved = files.some(({ filename, status }) => filename === path && status === 'removed');
      if (renamed === undefined && !isRemoved && files.length >= MOST_COMPARED)
        throw new GitHubError(
          'unexpected',
          `GitHub lists ${MOST_COMPARED} changed files at most, and the file is not among them`,
        );
      return renamed?.filename;
    },
    async headOf(branch) {
      const get = (path: string) =>
        call(`head of ${branch}`, (octokit, options) =>
          octokit.request(`GET /repos/{owner}/{repo}/${path}`, { ...repository, ...options }),
        ).catch(missing);
      const ref = await get(`git/ref/heads/${encoded(branch)}`);
      if (ref !== undefined) return parsed(GIT_REF, ref.data).object.sha;
      // A branch that was renamed is found here, by a redirect.
      const found = await get(`branches/${encodeURIComponent(branch)}`);
      return found && parsed(BRANCH, found.data).commit.sha;
    },
  };
}

function missing(error: unknown): undefined {
  if (error instanceof GitHubError && error.kind === 'missing') return undefined;
  throw error;
}

function encoded(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** What comes although the raw form was asked for: a file in base64, or something that is no file. */
function decoded(answer: string): string {
  const content = parsed(CONTENT, jsonOf(answer));
  if ('content' in content) return textOf(Buffer.from(content.content, 'base64'));
  throw new GitHubError('missing', 'GitHub has no file at this path, but a directory, a link or a submodule');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
