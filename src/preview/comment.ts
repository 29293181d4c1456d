import { clip } from '../domain/clip.ts';
import type { Result } from '../domain/result.ts';
import { changesTable } from '../report/changes.ts';
import { problemsList } from '../report/problems.ts';
import { counted, markdown } from '../report/text.ts';
import type { Veil } from '../report/veil.ts';
import { verdict } from '../report/verdict.ts';
import { marker, printRecord, RECORD_BLOCK } from './block.ts';
import type { PreviewRecord } from './record.ts';

/** What a comment shows besides the record. */
export type CommentText =
  /** The draft of a run that is about to write; it stays if the run dies. */
  | { readonly kind: 'underway'; readonly writes: number }
  /** A result or a plan. `registered`: of a run for an open pull request; `withdrawn`: of one that took away. */
  | ResultText;

interface ResultText {
  readonly kind: 'registered' | 'withdrawn';
  readonly result: Result;
}

export interface CommentOptions {
  readonly veil: Veil;
  /** Where the run is to be seen. */
  readonly runUrl?: string | undefined;
}

/** GitHub takes no longer body. */
const LONGEST_BODY = 65_536;

/** Rows and list items; the fewer where the text would not fit beside the record. */
const CAPS = [
  { changes: 100, problems: 10 },
  { changes: 20, problems: 5 },
  { changes: 0, problems: 1 },
];

/** Nothing in it that could end a Markdown link. */
const PLAIN_URL = /^https?:\/\/[\w.:/-]+$/;

/** The comment of a pull request for one zone: marker, what there is to see, record. */
export function renderComment(record: PreviewRecord, text: CommentText, options: CommentOptions): string {
  const room = LONGEST_BODY - printRecord(record).length - 2;
  const bodies = CAPS.map((caps) => visible(record, text, options, caps));
  return joined(
    bodies.reduce((chosen, shorter) => (chosen.length <= room ? chosen : shorter)),
    record,
  );
}

/** A comment with another record in place of its own, and the same to see. */
export function replaceRecord(body: string, record: PreviewRecord): string {
  return joined(body.replace(RECORD_BLOCK, '').trimEnd(), record);
}

/** The text is cut to what GitHub takes, the record never. */
function joined(text: string, record: PreviewRecord): string {
  const block = printRecord(record);
  return `${clip(text, LONGEST_BODY - block.length - 2)}\n\n${block}`;
}

function visible(
  { zoneId, entries }: PreviewRecord,
  text: CommentText,
  { veil, runUrl }: CommentOptions,
  caps: (typeof CAPS)[number],
): string {
  const run = runUrl !== undefined && PLAIN_URL.test(runUrl) ? ` · [run](${runUrl})` : '';
  return [
    marker(zoneId),
    '### Cloudflare origin cloud regions',
    ...(text.kind === 'underway'
      ? [
          `⏳ A run is registering ${counted(text.writes, 'mapping')}. If this stays, it was broken off; the next run goes on from there.`,
        ]
      : [withdrawal(text, entries.length === 0), ...resultBlocks(text.result, veil, caps)]),
    `Zone \`${zoneId}\`${run}`,
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

function withdrawal({ kind, result }: ResultText, all: boolean): string {
  if (kind === 'registered') return '';
  if (result.mode !== 'apply') return 'The pull request is closed. What it registered would be taken away:';
  return all
    ? 'The pull request is closed, and what it registered has been taken away.'
    : 'The pull request is closed, but not all that it registered could be taken away.';
}

function resultBlocks(result: Result, veil: Veil, caps: (typeof CAPS)[number]): string[] {
  const { problems, warnings, notices } = result;
  return [
    `${problems.length > 0 ? '❌' : '✅'} ${markdown(veil(verdict(result)))}`,
    problemsList(problems, veil, caps.problems),
    changesTable(result, veil, caps.changes),
    problemsList([...warnings, ...notices], veil, caps.problems),
  ];
}
