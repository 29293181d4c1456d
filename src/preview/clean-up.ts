import type { Address } from '../domain/address.ts';
import type { MappingList } from '../domain/mapping.ts';
import type { Problem } from '../domain/problem.ts';
import type { Result } from '../domain/result.ts';
import type { ClosedPullRequests } from '../github/github.ts';
import { githubErrorOf } from '../github/github-error.ts';
import { renderComment, replaceLines } from './comment-text.ts';
import { type OpenRecords, readOpenRecords, saveAmended } from './open-records.ts';
import { NOTHING, type Preview, type PreviewOptions, type Saved } from './preview-interface.ts';
import * as messages from './preview-messages.ts';
import { latestTime, liveEntries, type PreviewRecord, recordOf, sameRecord } from './record.ts';
import { marker, type PullRequestRecord, readRecord } from './record-lines.ts';
import { finishRecord, leavingRecord } from './registration.ts';
import { decideReverts, type Involved, NO_REVERSAL, type Reversal, revertsOf, type Times } from './revert.ts';
import { revertedOf } from './reverted.ts';
import { createRecordCipher } from './sealed-record.ts';

/** The most pull requests that one run cleans up after. */
const MOST_PULLS = 50;

const SAVED: Saved = { problems: [], warnings: [], notices: [], deferred: new Set() };

/** What is read of GitHub: once a run. */
interface Reading {
  readonly closed: readonly PullRequestRecord[];
  /** Those closed first, of which anything waits to be reverted. */
  readonly batch: readonly PullRequestRecord[];
  readonly open: OpenRecords;
  readonly notices: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly problems: readonly Problem[];
}

/** Reverts what closed pull requests left, since their closing was lost. It registers nothing. */
export function openCleanUp(options: Omit<PreviewOptions, 'pull' | 'purpose'>): Preview {
  const { github, zoneId, mode, clock } = options;
  const cipher = createRecordCipher(options.credential, zoneId, options.repository);
  const started = clock.date();
  let reading: Reading | undefined;
  let reversal = NO_REVERSAL;
  let times: Times = { from: started, until: started, write: started };
  let involved: readonly Involved[] = [];
  let mappings: MappingList = new Map();
  /** Of which the comment says what may be reverted; only of these anything is. */
  let marked: readonly PullRequestRecord[] = [];
  /** Of others; reported in the end, since the run goes on without them. */
  let unmarked: readonly Problem[] = [];

  async function read(): Promise<Reading> {
    const listed = await github.closedPullRequests(marker(zoneId));
    const { closed, ...said } = readClosed(listed);
    const waiting = closed.filter(({ record }) => liveEntries(record).length > 0);
    const open: OpenRecords = waiting.length > 0 ? await readOpenRecords(github, zoneId, cipher) : { records: [] };
    // What was opened again between the two lists is open.
    const isOpen = (pull: number) => open.records.some((one) => one.pull === pull);
    const live = waiting.filter(({ pull }) => !isOpen(pull));
    return {
      ...said,
      closed: closed.filter(({ pull }) => !isOpen(pull)),
      batch: live.slice(0, MOST_PULLS),
      open,
      notices: leftNotices(live.length, listed.unread),
    };
  }

  function readClosed({ pulls }: ClosedPullRequests): Pick<Reading, 'closed' | 'warnings' | 'problems'> {
    const readings = pulls
      .filter(({ own }) => own.length > 0)
      .map(({ number, own }) => readRecord(number, own, cipher));
    const closed = readings.filter((one) => one.kind === 'read');
    const foreign = closed.filter(({ foreignChecks }) => foreignChecks.length > 0);
    const checks = [...new Set(foreign.flatMap(({ foreignChecks }) => foreignChecks))];
    const unsealed = closed.filter((one) => one.unsealed);
    const pullsOf = (those: readonly PullRequestRecord[]) => those.map(({ pull }) => pull);
    return {
      closed,
      problems: readings.flatMap((one) =>
        one.kind === 'damaged' ? [messages.damagedRecord(one.pull, one.reason, 'Nothing in it is reverted')] : [],
      ),
      warnings: [
        ...(foreign.length > 0 ? [messages.foreignRecord(pullsOf(foreign), checks)] : []),
        ...(unsealed.length > 0 ? [messages.unsealedRecord(pullsOf(unsealed))] : []),
      ],
    };
  }

  /** Notes in the comment of each pull request what may be reverted, where it is still closed and that can be written. */
  async function markAll(batch: readonly PullRequestRecord[]): Promise<Marking> {
    const written: PullRequestRecord[] = [];
    const opened: number[] = [];
    const problems: Problem[] = [];
    const warnings: Problem[] = [];
    for (const one of batch) {
      try {
        if (await github.isOpen(one.pull)) opened.push(one.pull);
        else {
          await mark(one);
          written.push(one);
        }
      } catch (thrown) {
        const error = githubErrorOf(thrown);
        (messages.isDenied(error) ? warnings : problems).push(messages.notMarked(one.pull, error));
      }
    }
    return { written, problems, warnings, notices: opened.length > 0 ? [messages.reopened(opened)] : [] };
  }

  async function mark({ pull, comment, record, foreign, others }: PullRequestRecord): Promise<void> {
    const draft = leavingRecord(record, reversal.decisions);
    if (others.length === 0 && sameRecord(draft, record)) return;
    await github.editComment(comment.id, replaceLines(comment.body, [cipher.seal(pull, draft), ...foreign]));
    const empty = [cipher.seal(pull, recordOf([]))];
    for (const { id } of others) await github.editComment(id, renderComment({ kind: 'superseded' }, empty, options));
  }

  return {
    async prepare(existing) {
      if (existing === undefined) return { ...NOTHING, problems: [messages.noListToRevert('closed pull requests')] };
      try {
        reading ??= await read();
      } catch (thrown) {
        return { ...NOTHING, problems: [messages.unreadableClosed(githubErrorOf(thrown))] };
      }
      const { closed, batch, open, notices, warnings, problems } = reading;
      const records = [...closed, ...open.records].map(({ record }) => record);
      const until = Math.max(clock.date(), latestTime(records) + 1);
      times = { from: started, until, write: until + 1 };
      mappings = existing.mappings;
      involved = [
        ...closed.map((one) => ({ ...one, open: false, leaving: batch.includes(one) ? leavingOf(one) : NOBODY })),
        ...open.records.map((one) => ({ ...one, open: true, leaving: NOBODY })),
      ];
      reversal = open.unknown === undefined ? decideReverts(involved, mappings, times) : NO_REVERSAL;
      const left = [...new Set(batch.flatMap((one) => [...leavingOf(one)]))];
      return {
        ...NOTHING,
        revert: revertsOf(reversal),
        notices: [...batch.flatMap((one) => noticesOf(one, reversal)), ...notices],
        warnings: [...warnings, ...(open.unknown === undefined ? [] : [messages.unknownOwners(open.unknown, left)])],
        problems,
      };
    },

    draft: () => ({ problems: [], absent: new Set() }),

    async save() {
      if (mode !== 'apply' || reading === undefined || reading.open.unknown !== undefined) return SAVED;
      const { problems, warnings, notices, written } = await markAll(reading.batch);
      unmarked = problems;
      const failed = reading.batch.filter((one) => !written.includes(one));
      const deferred = new Set(failed.flatMap((one) => [...leavingOf(one)]));
      if (deferred.size > 0) {
        const left = (leaving: ReadonlySet<Address>) => new Set([...leaving].filter((ip) => !deferred.has(ip)));
        involved = involved.map((one) => ({ ...one, leaving: left(one.leaving) }));
        reversal = decideReverts(involved, mappings, times);
      }
      const records = [...reading.closed, ...reading.open.records].filter((one) => !failed.includes(one));
      const others = records.filter((one) => !written.includes(one));
      const notAmended = await saveAmended(github, zoneId, others, reversal.amended, cipher);
      if (notAmended !== undefined)
        return { ...SAVED, warnings, notices, problems: [messages.notHandedOver(notAmended)] };
      marked = written;
      return { problems: [], warnings, notices, deferred };
    },

    async finish(result) {
      const problems = [...unmarked];
      const warnings: Problem[] = [];
      for (const one of marked) {
        const { pull, comment, record, foreign, foreignChecks } = one;
        const leaving = leavingOf(one);
        const ended = finishRecord({
          stored: record,
          draft: leavingRecord(record, reversal.decisions),
          registered: new Map(),
          leaving,
          decisions: reversal.decisions,
          listed: mappings,
          existing: result.existing?.mappings,
          now: Math.max(clock.date(), times.write),
        });
        const done = liveEntries(ended).length === 0 && foreignChecks.length === 0;
        const shown = resultOf(result, leaving, noticesOf(one, reversal), done);
        const body = renderComment(
          { kind: 'closed', result: shown, done, reverted: revertedOf(leaving, reversal.decisions, ended) },
          [cipher.seal(pull, ended), ...foreign],
          options,
        );
        try {
          await github.editComment(comment.id, body);
        } catch (thrown) {
          const error = githubErrorOf(thrown);
          const message = messages.notFinished(pull, error, messages.FINISH_ENDS.reverted);
          (messages.isDenied(error) ? warnings : problems).push(message);
        }
      }
      return { problems, warnings };
    },
  };
}

/** What became of marking: `written` are those of which anything may be reverted. */
interface Marking extends Pick<Saved, 'problems' | 'warnings' | 'notices'> {
  readonly written: readonly PullRequestRecord[];
}

const NOBODY: ReadonlySet<Address> = new Set();

function leavingOf({ record }: { readonly record: PreviewRecord }): ReadonlySet<Address> {
  return new Set(liveEntries(record).map(({ ip }) => ip));
}

function noticesOf(one: PullRequestRecord, { decisions }: Reversal): Problem[] {
  return messages.decisionNotices(
    one.pull,
    [...leavingOf(one)].flatMap((ip) => decisions.get(ip) ?? []),
  );
}

function leftNotices(live: number, unread: number): Problem[] {
  return [
    ...(live > MOST_PULLS ? [messages.moreClosed(live, MOST_PULLS)] : []),
    ...(unread > 0 ? [messages.unreadClosed(unread)] : []),
  ];
}

/** The part of a result that belongs to one pull request. */
function resultOf(result: Result, ips: ReadonlySet<Address>, notices: readonly Problem[], done: boolean): Result {
  const outcomes = result.outcomes.filter(({ ip }) => ip !== undefined && ips.has(ip));
  return {
    ...result,
    outcomes,
    problems: done ? [] : result.problems,
    warnings: [],
    notices,
    changed: result.changed && outcomes.length > 0,
  };
}
