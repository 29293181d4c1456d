import * as z from 'zod/mini';
import { GitHubError } from './github-error.ts';

// What is read of GitHub's answers. Shapes: GitHub's REST and GraphQL references, November 2026.

export const VIEWER = z.object({ viewer: z.object({ __typename: z.optional(z.string()), login: z.string() }) });

export const COMMENTS = z.array(
  z.object({ id: z.int(), body: z.nullish(z.string()), user: z.nullish(z.object({ login: z.string() })) }),
);

export const CREATED = z.object({ id: z.int() });

export const PULL_REQUEST = z.object({ state: z.enum(['open', 'closed']) });

export const PULL_REQUESTS = z.array(z.object({ number: z.int(), closed_at: z.nullish(z.string()) }));

export const COMPARISON = z.object({
  files: z.optional(
    z.array(z.object({ filename: z.string(), status: z.string(), previous_filename: z.optional(z.string()) })),
  ),
});

/** A file in base64, or a directory, link or submodule, where the raw form was asked for. */
export const CONTENT = z.union([
  z.object({ type: z.literal('file'), encoding: z.literal('base64'), content: z.string() }),
  z.array(z.unknown()),
  z.object({ type: z.enum(['dir', 'symlink', 'submodule']) }),
]);

const SHA = z.string().check(z.regex(/^[0-9a-f]{40,64}$/));
export const GIT_REF = z.object({ object: z.object({ sha: SHA }) });
export const BRANCH = z.object({ commit: z.object({ sha: SHA }) });

/** A page of pull requests with their comments, or no such repository. */
export const PULL_REQUESTS_WITH_COMMENTS = z.object({
  repository: z.nullish(
    z.object({
      pullRequests: z.object({
        totalCount: z.optional(z.int()),
        pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.nullable(z.string()) }),
        nodes: z.array(
          z.object({
            number: z.int(),
            closedAt: z.nullable(z.string()),
            comments: z.object({
              pageInfo: z.object({ hasNextPage: z.boolean() }),
              nodes: z.array(
                z.object({
                  // It ends in the comment's number in REST. GraphQL's own field for that number is too narrow by now.
                  url: z.string().check(z.regex(/-\d{1,15}$/)),
                  body: z.string(),
                  author: z.nullable(z.object({ __typename: z.string(), login: z.string() })),
                }),
              ),
            }),
          }),
        ),
      }),
    }),
  ),
});

/** An answer in the shape that is read of it. Any other shape is an error. */
export function parsed<Shape extends z.ZodMiniType>(shape: Shape, answer: unknown): z.output<Shape> {
  const result = z.safeParse(shape, answer);
  if (result.success) return result.data;
  throw new GitHubError('unexpected', 'GitHub answered with something that is not the answer to this request');
}
