import type { GitHub } from '../github/github.ts';
import { GitHubError, githubErrorOf } from '../github/github-error.ts';
import { replaceLines } from './comment-text.ts';
import { unreadableReason } from './preview-messages.ts';
import { mergeRecords, type PreviewRecord, recordOf } from './record.ts';
import { marker, type PullRequestRecord, readRecord } from './record-lines.ts';
import type { RecordCipher } from './sealed-record.ts';

/** The records of open pull requests: all of them, or those that can be read and why the rest cannot. */
export interface OpenRecords {
  readonly records: readonly PullRequestRecord[];
  readonly unknown?: string;
}

const MOST_REASONS = 5;

export async function readOpenRecords(
  github: GitHub,
  zoneId: string,
  cipher: RecordCipher,
  except?: number,
): Promise<OpenRecords> {
  let pulls: Awaited<ReturnType<GitHub['openPullRequests']>>;
  try {
    pulls = await github.openPullRequests(marker(zoneId));
  } catch (thrown) {
    return { records: [], unknown: githubErrorOf(thrown).message };
  }
  const records: PullRequestRecord[] = [];
  const reasons: string[] = [];
  for (const { number, own } of pulls) {
    if (number === except || own.length === 0) continue;
    const reading = readRecord(number, own, cipher);
    if (reading.kind === 'damaged') reasons.push(unreadableReason(number, reading.reason));
    else if (reading.foreignChecks.length > 0) reasons.push(unreadableReason(number, 'sealed with another credential'));
    else if (reading.unsealed) reasons.push(unreadableReason(number, 'unsealed, of an earlier version'));
    if (reading.kind === 'read') records.push(reading);
  }
  if (reasons.length === 0) return { records };
  const more = reasons.length - MOST_REASONS;
  return {
    records,
    unknown: `${reasons.slice(0, MOST_REASONS).join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  };
}

export interface NotAmended {
  readonly pull: number;
  readonly error: GitHubError;
}

/**
 * Writes amended records into the comments that carry them, until one cannot be written. What people see there stays as it
 * is, and so does what another run has written there since the records were read.
 */
export async function saveAmended(
  github: GitHub,
  zoneId: string,
  records: readonly PullRequestRecord[],
  amended: ReadonlyMap<number, PreviewRecord>,
  cipher: RecordCipher,
): Promise<NotAmended | undefined> {
  for (const { pull } of records) {
    const record = amended.get(pull);
    if (record === undefined) continue;
    try {
      const { own } = await github.markedComments(pull, marker(zoneId));
      if (own.length === 0) throw new GitHubError('missing', 'It is not there any more');
      const now = readRecord(pull, own, cipher);
      if (now.kind === 'damaged') throw new GitHubError('unexpected', `The record in it is damaged: ${now.reason}`);
      const known = recordOf([...record.values()].filter(({ ip }) => now.record.has(ip)));
      const lines = [cipher.seal(pull, mergeRecords([now.record, known])), ...now.foreign];
      await github.editComment(now.comment.id, replaceLines(now.comment.body, lines));
    } catch (thrown) {
      return { pull, error: githubErrorOf(thrown) };
    }
  }
  return undefined;
}
