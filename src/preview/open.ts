import type { Problem } from '../domain/problem.ts';
import { marker, readRecord } from './block.ts';
import { overComment } from './commented.ts';
import { asFailure } from './failure.ts';
import { NOTHING, type Preview, type PreviewOptions } from './preview.ts';
import { damagedRecord, denied, isDenied, noRecord, unreadable } from './words.ts';

/** A preview that can go on, or the reason why nothing must be touched. */
export type Opening =
  | { readonly kind: 'open'; readonly preview: Preview; readonly warnings: readonly Problem[] }
  | { readonly kind: 'refused'; readonly problem: Problem };

/** Where the token may not comment: the run goes on without a record. */
const MUTE: Preview = {
  prepare: async () => NOTHING,
  draft: () => [],
  save: async () => ({ problems: [], warnings: [] }),
  publish: async () => ({ warnings: [] }),
};

/** Reads the comment and its record. What GitHub answers is never thrown. */
export async function openPreview(options: PreviewOptions): Promise<Opening> {
  const { github, pull, zoneId, intent, mode } = options;
  try {
    const comment = await github.ownComment(pull, marker(zoneId));
    if (comment === undefined)
      return { kind: 'open', preview: overComment(options, undefined, { zoneId, entries: [] }), warnings: [] };
    const reading = await readRecord(comment.body, zoneId);
    if (reading.kind === 'damaged') return { kind: 'refused', problem: damagedRecord(pull, reading.reason) };
    return { kind: 'open', preview: overComment(options, comment, reading.record), warnings: [] };
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (intent === 'register' && isDenied(failure))
      return { kind: 'open', preview: MUTE, warnings: [denied(pull, failure, noRecord(mode))] };
    return { kind: 'refused', problem: unreadable(pull, failure) };
  }
}
