import { inAddressOrder } from '../domain/address.ts';
import type { Mapping } from '../domain/mapping.ts';
import type { Result } from '../domain/result.ts';
import { clip, counted } from '../domain/text.ts';
import { code, markdown } from '../report/markdown.ts';
import type { Redact } from '../report/redact.ts';
import { changesTable, problemsList, table, targetCell } from '../report/tables.ts';
import { verdict } from '../report/verdict.ts';
import { MOST_HELD } from './record.ts';
import { marker, splitComment } from './record-lines.ts';
import { closedWords, type Reverted } from './reverted.ts';

/**
 * What a comment shows besides its records.
 * - `running`: a run is about to write `count` mappings; it stays if the run is broken off
 * - `registered`: the result, or plan, of a run for an open pull request, and all that it registers, changed or not
 * - `closed`: that of a run that reverts; `done` if nothing is left to be reverted
 * - `superseded`: an older comment goes on
 */
export type CommentText =
  | { readonly kind: 'running'; readonly count: number }
  | { readonly kind: 'registered'; readonly result: Result; readonly registered: readonly Mapping[] }
  | { readonly kind: 'closed'; readonly result: Result; readonly done: boolean; readonly reverted: Reverted }
  | { readonly kind: 'superseded' };

export interface CommentOptions {
  readonly zoneId: string;
  readonly redact: Redact;
  /** Where the run is shown. */
  readonly runUrl?: string;
}

/** GitHub takes no longer body. */
const LONGEST_BODY = 65_536;

/** Rows and list items; the fewer where the text would not fit beside the records. */
const CAPS = [
  { changes: 100, problems: 10, registered: MOST_HELD },
  { changes: 20, problems: 5, registered: 100 },
  { changes: 0, problems: 1, registered: 0 },
];

/** Nothing in it that could end a Markdown link. */
const PLAIN_URL = /^https?:\/\/[\w.:/-]+$/;

/** The comment of a pull request for one zone: marker, what people see, and its records, each a line. */
export function renderComment(text: CommentText, lines: readonly string[], options: CommentOptions): string {
  const room = roomBeside(lines);
  const texts = CAPS.map((caps) => visibleText(text, options, caps));
  return joined(
    texts.reduce((chosen, shorter) => (chosen.length <= room ? chosen : shorter)),
    lines,
  );
}

/** A comment with other records, and the same for people to see. */
export function replaceLines(body: string, lines: readonly string[]): string {
  return joined(splitComment(body).text.trimEnd(), lines);
}

/** The text is cut to what GitHub takes, a record never. */
function joined(text: string, lines: readonly string[]): string {
  return `${clip(text, roomBeside(lines))}\n\n${lines.join('\n')}`;
}

function roomBeside(lines: readonly string[]): number {
  return LONGEST_BODY - lines.join('\n').length - 2;
}

function visibleText(
  text: CommentText,
  { zoneId, redact, runUrl }: CommentOptions,
  caps: (typeof CAPS)[number],
): string {
  const run = runUrl !== undefined && PLAIN_URL.test(runUrl) ? ` · [run](${runUrl})` : '';
  return [
    marker(zoneId),
    '### Cloudflare origin cloud regions',
    ...bodyBlocks(text, redact, caps),
    `Zone \`${zoneId}\`${run}`,
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

function bodyBlocks(text: CommentText, redact: Redact, caps: (typeof CAPS)[number]): string[] {
  switch (text.kind) {
    case 'running':
      return [
        `⏳ A run is writing ${counted(text.count, 'mapping')}. If this stays, the run was broken off, and the next one goes on from there.`,
      ];
    case 'superseded':
      return ['An older comment on this pull request goes on with the record that was here.'];
    case 'registered':
      return [...resultBlocks(text.result, redact, caps), ...registeredBlocks(text, redact, caps.registered)];
    case 'closed':
      return [closedWords(text.reverted, text.result.mode, text.done), ...resultBlocks(text.result, redact, caps)];
  }
}

/** All that the pull request registers: it would not show where nothing changed. */
function registeredBlocks(
  { result: { mode }, registered }: CommentText & { readonly kind: 'registered' },
  redact: Redact,
  cap: number,
): string[] {
  if (registered.length === 0) return [];
  const verb = mode === 'apply' ? 'registers' : 'would register';
  return [
    `**This pull request ${verb} ${counted(registered.length, 'address', 'addresses')}**`,
    table(
      ['Origin', 'Region'],
      inAddressOrder(registered),
      (mapping) => [code(redact(mapping.ip)), targetCell(mapping, redact)],
      cap,
    ),
  ];
}

function resultBlocks(result: Result, redact: Redact, caps: (typeof CAPS)[number]): string[] {
  const { problems, warnings, notices } = result;
  return [
    `${problems.length > 0 ? '❌' : '✅'} ${markdown(redact(verdict(result)))}`,
    problemsList(problems, redact, caps.problems),
    changesTable(result, redact, caps.changes),
    problemsList([...warnings, ...notices], redact, caps.problems),
  ];
}
