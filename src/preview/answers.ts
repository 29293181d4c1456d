import * as z from 'zod/mini';
import { GitHubFailure } from './failure.ts';

// What is read of GitHub's answers. Shapes: GitHub's REST and GraphQL references, November 2026.

export const VIEWER = z.object({ viewer: z.object({ login: z.string() }) });

export const COMMENTS = z.array(
  z.object({ id: z.int(), body: z.nullish(z.string()), user: z.nullish(z.object({ login: z.string() })) }),
);

export const CREATED = z.object({ id: z.int() });

export const PULLS = z.array(z.object({ number: z.int(), closed_at: z.nullable(z.string()) }));

export const COMPARISON = z.object({
  files: z.optional(
    z.array(z.object({ filename: z.string(), status: z.string(), previous_filename: z.optional(z.string()) })),
  ),
});

/** A page of pull requests with their comments, or no such repository. */
export const PULLS_WITH_COMMENTS = z.object({
  repository: z.nullish(
    z.object({
      pullRequests: z.object({
        pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.nullable(z.string()) }),
        nodes: z.array(
          z.object({
            number: z.int(),
            closedAt: z.nullable(z.string()),
            comments: z.object({
              pageInfo: z.object({ hasNextPage: z.boolean() }),
              nodes: z.array(
                z.object({
                  url: z.string(),
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

export type PullsWithComments = z.infer<typeof PULLS_WITH_COMMENTS>;

/** An answer of GitHub in the shape that is read of it; of any other shape it is a failure. */
export function understood<Shape extends z.ZodMiniType>(shape: Shape, answer: unknown): z.output<Shape> {
  try {
    return z.parse(shape, answer);
  } catch {
    throw new GitHubFailure('unexpected', 'GitHub answered with something that is not the answer to this request');
  }
}
