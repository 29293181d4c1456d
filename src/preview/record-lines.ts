import type { OwnComment } from '../github/github.ts';
import { mergeRecords, type PreviewRecord } from './record.ts';
import { type RecordCipher, saysNothingLive } from './sealed-record.ts';

/** What a comment of this action carries. */
export type CommentReading =
  | {
      readonly kind: 'read';
      readonly record: PreviewRecord;
      /** The line of the record, where there is exactly one. */
      readonly line?: string;
      /** Lines that were sealed with another credential: carried along as they are. */
      readonly foreign: readonly string[];
      /** Key check values of those in which something may wait to be reverted. */
      readonly foreignChecks: readonly string[];
      /** Whether it holds an unsealed record of an earlier form, which is not read. */
      readonly unsealed: boolean;
    }
  | { readonly kind: 'damaged'; readonly reason: string };

/** The own comments of one pull request as one: their records count together. */
export interface PullRequestRecord {
  readonly pull: number;
  /** The oldest comment goes on. */
  readonly comment: OwnComment;
  /** What it carries, and nothing of the others. */
  readonly first: Extract<CommentReading, { readonly kind: 'read' }>;
  readonly record: PreviewRecord;
  readonly foreign: readonly string[];
  readonly foreignChecks: readonly string[];
  readonly unsealed: boolean;
  /** The other comments. */
  readonly others: readonly OwnComment[];
}

export type RecordReading =
  | ({ readonly kind: 'read' } & PullRequestRecord)
  | { readonly kind: 'damaged'; readonly pull: number; readonly reason: string };

const BEGINNING = '<!-- cloudflare-origin-cloud-regions record';
const LINE = /^<!-- cloudflare-origin-cloud-regions record ([0-9a-f]+) ([\w+/-]+={0,2}) -->$/i;

/** The first line of a comment that carries a record. A pull request has one such comment for each zone. */
export function marker(zoneId: string): string {
  return `<!-- cloudflare-origin-cloud-regions zone=${zoneId} -->`;
}

/** The record of a pull request from its own comments, of which there is at least one. */
export function readRecord(pull: number, comments: readonly OwnComment[], cipher: RecordCipher): RecordReading {
  const read: Extract<CommentReading, { readonly kind: 'read' }>[] = [];
  for (const { body } of comments) {
    const reading = readComment(pull, body, cipher);
    if (reading.kind === 'damaged') return { kind: 'damaged', pull, reason: reading.reason };
    read.push(reading);
  }
  const [comment, ...others] = comments as readonly [OwnComment, ...OwnComment[]];
  return {
    kind: 'read',
    pull,
    comment,
    first: read[0] as Extract<CommentReading, { readonly kind: 'read' }>,
    record: mergeRecords(read.map(({ record }) => record)),
    foreign: [...new Set(read.flatMap(({ foreign }) => foreign))],
    foreignChecks: [...new Set(read.flatMap(({ foreignChecks }) => foreignChecks))],
    unsealed: read.some(({ unsealed }) => unsealed),
    others,
  };
}

/** The record lines at the end of a comment, and the text before them. */
export function splitComment(body: string): { readonly text: string; readonly lines: readonly string[] } {
  const all = body.trimEnd().split(/\r?\n/);
  let end = all.length;
  while (end > 0 && (all[end - 1]?.trim() === '' || LINE.test(all[end - 1] as string))) end -= 1;
  return {
    text: all.slice(0, end).join('\n'),
    lines: all.slice(end).filter((line) => line.trim() !== ''),
  };
}

function readComment(pull: number, body: string, cipher: RecordCipher): CommentReading {
  const { text, lines } = splitComment(body);
  if (lines.length === 0) return damaged('its last line is not the hidden record any more');
  if (text.includes(BEGINNING)) return damaged('one of its hidden records was edited or moved');
  const own: PreviewRecord[] = [];
  const ownLines: string[] = [];
  const foreign: string[] = [];
  const foreignChecks: string[] = [];
  let unsealed = false;
  for (const line of lines) {
    const [, check = '', data = ''] = LINE.exec(line) ?? [];
    if (check.toLowerCase() === cipher.check) {
      const record = cipher.open(pull, data);
      if (record === undefined)
        return damaged('the hidden record was edited, or copied from another pull request, repository or zone');
      own.push(record);
      ownLines.push(line);
    } else if (isUnsealed(data)) {
      unsealed = true;
    } else if (check.length !== cipher.check.length) {
      return damaged('the key check value of the hidden record was edited');
    } else {
      foreign.push(line);
      if (!saysNothingLive(data)) foreignChecks.push(check);
    }
  }
  const [line] = ownLines;
  return {
    kind: 'read',
    record: mergeRecords(own),
    ...(ownLines.length === 1 && line !== undefined ? { line } : {}),
    foreign,
    foreignChecks,
    unsealed,
  };
}

/** Records of the earlier form were JSON with a version, in base64 and nothing else. */
function isUnsealed(data: string): boolean {
  const json = Buffer.from(data, 'base64').toString('utf8');
  if (!json.startsWith('{')) return false;
  try {
    return 'v' in JSON.parse(json);
  } catch {
    return false;
  }
}

function damaged(reason: string): CommentReading {
  return { kind: 'damaged', reason };
}
