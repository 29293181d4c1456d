import { readRecord } from './block.ts';
import type { Holder } from './claims.ts';
import { replaceRecord } from './comment.ts';
import type { Comments, OwnComment } from './comments.ts';

/** Other pull requests with a record for a zone. */
export interface Others {
  readonly holders: readonly Holder[];
  /** Those whose record cannot be read. */
  readonly damaged: readonly { readonly pull: number; readonly reason: string }[];
}

export const NOBODY: Others = { holders: [], damaged: [] };

export async function readHolders(comments: readonly OwnComment[], zoneId: string, open: boolean): Promise<Others> {
  const holders: Holder[] = [];
  const damaged: { pull: number; reason: string }[] = [];
  for (const comment of comments) {
    const reading = await readRecord(comment.body, zoneId);
    if (reading.kind === 'record') holders.push({ comment, open, record: reading.record });
    else damaged.push({ pull: comment.pull, reason: reading.reason });
  }
  return { holders, damaged };
}

/** Writes the records that were amended into the comments that carry them. */
export async function saveHolders(
  github: Comments,
  before: readonly Holder[],
  amended: readonly Holder[],
): Promise<void> {
  for (const holder of amended)
    if (!before.includes(holder))
      await github.editComment(holder.comment.id, replaceRecord(holder.comment.body, holder.record));
}
