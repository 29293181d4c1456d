import type { Problem } from '../domain/problem.ts';
import { type GitHubError, githubErrorOf } from '../github/github-error.ts';
import { createPreview } from './own-preview.ts';
import type { Preview, PreviewOptions } from './preview-interface.ts';
import * as messages from './preview-messages.ts';
import { marker, type PullRequestRecord, readRecord } from './record-lines.ts';
import { createRecordCipher } from './sealed-record.ts';

export type { Preparation, Preview, PreviewOptions, Saved } from './preview-interface.ts';

export type OpenedPreview =
  | {
      readonly kind: 'open';
      readonly preview: Preview;
      readonly warnings: readonly Problem[];
      readonly notices: readonly Problem[];
    }
  /** The run goes on without a record. */
  | { readonly kind: 'none'; readonly warnings: readonly Problem[]; readonly notices: readonly Problem[] }
  /** The pull request is closed and registers nothing, or it is open again and nothing is reverted. */
  | { readonly kind: 'stale'; readonly notice: Problem; readonly warnings: readonly Problem[] }
  /** Nothing must be touched. */
  | { readonly kind: 'refused'; readonly problem: Problem };

/** Reads the comment of a pull request, and whether it is open. What GitHub answers is never thrown. */
export async function openPreview(options: PreviewOptions): Promise<OpenedPreview> {
  const { github, pull, zoneId, purpose, mode } = options;
  const [comments, open] = await Promise.all([
    attempt(github.markedComments(pull, marker(zoneId))),
    // What is removed by name is removed whatever the state.
    purpose === 'absent' ? { value: undefined } : attempt(github.isOpen(pull)),
  ]);
  if (purpose !== 'absent' && open.value !== undefined && open.value !== (purpose === 'register'))
    return { kind: 'stale', notice: messages.stale(pull, purpose), warnings: [] };
  if ('error' in comments) {
    if (purpose === 'close' || !messages.isDenied(comments.error))
      return { kind: 'refused', problem: messages.unreadableComment(pull, comments.error) };
    const end =
      purpose === 'register' ? messages.noRecord(mode) : 'If there is a record, it keeps what this run removes';
    return { kind: 'none', warnings: [messages.denied(pull, comments.error, end)], notices: [] };
  }
  const { own, others } = comments.value;
  const cipher = createRecordCipher(options.credential, zoneId, options.repository);
  let found: PullRequestRecord | undefined;
  if (own.length > 0) {
    const reading = readRecord(pull, own, cipher);
    if (reading.kind === 'damaged')
      return { kind: 'refused', problem: messages.damagedRecord(pull, reading.reason, 'Nothing was touched') };
    found = reading;
  }
  return {
    kind: 'open',
    preview: createPreview(options, cipher, found),
    warnings: [
      ...('error' in open && purpose !== 'absent' ? [messages.unknownState(pull, open.error, purpose)] : []),
      ...(found && found.foreignChecks.length > 0 ? [messages.foreignRecord([pull], found.foreignChecks)] : []),
      ...(found?.unsealed ? [messages.unsealedRecord([pull])] : []),
    ],
    notices: others.length > 0 ? [messages.othersWithMarker(pull, others)] : [],
  };
}

type Attempt<Value> = { readonly value: Value } | { readonly value?: undefined; readonly error: GitHubError };

async function attempt<Value>(answer: Promise<Value>): Promise<Attempt<Value>> {
  try {
    return { value: await answer };
  } catch (thrown) {
    return { error: githubErrorOf(thrown) };
  }
}
