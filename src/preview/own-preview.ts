import type { Address } from '../domain/address.ts';
import type { Mapping, MappingList, Target } from '../domain/mapping.ts';
import type { Problem } from '../domain/problem.ts';
import type { Result } from '../domain/result.ts';
import { type GitHubError, githubErrorOf } from '../github/github-error.ts';
import { type CommentText, renderComment } from './comment-text.ts';
import { type OpenRecords, readOpenRecords, saveAmended } from './open-records.ts';
import { type Ended, NOTHING, type Preview, type PreviewOptions, type Saved } from './preview-interface.ts';
import * as messages from './preview-messages.ts';
import { latestTime, liveEntries, MOST_HELD, type PreviewRecord, recordOf, sameRecord } from './record.ts';
import { type PullRequestRecord, splitComment } from './record-lines.ts';
import { draftRecord, finishRecord, leavingRecord, ownAddresses, withoutRemoved } from './registration.ts';
import { decideReverts, type Involved, NO_REVERSAL, type Reversal, revertsOf, type Times } from './revert.ts';
import { type Reverted, revertedOf } from './reverted.ts';
import { LONGEST_RECORD, type RecordCipher } from './sealed-record.ts';

const NONE: Ended = { problems: [], warnings: [] };
const SAVED: Saved = { problems: [], warnings: [], notices: [], deferred: new Set() };

/** What the last call of `prepare` found. */
interface Prepared {
  readonly existing: MappingList;
  readonly leaving: ReadonlySet<Address>;
  readonly reversal: Reversal;
  readonly times: Times;
}

/** The preview of one pull request, over the comments that were found. */
export function createPreview(
  options: PreviewOptions,
  cipher: RecordCipher,
  found: PullRequestRecord | undefined,
): Preview {
  const { github, pull, zoneId, mode, purpose, clock } = options;
  const stored = found?.record ?? recordOf([]);
  const started = Math.max(clock.date(), latestTime([stored]) + 1);
  let comment: { readonly id: number } | undefined = found?.comment;
  let others: OpenRecords | undefined;
  let prepared: Prepared | undefined;
  let registered: ReadonlyMap<Address, Target> = new Map();
  let draft = stored;
  /** Whether the run may write the zone; denied: also that, but the comment may not be written. */
  let saved: 'no' | 'yes' | 'denied' = 'no';
  let written = false;

  function linesOf(record: PreviewRecord): string[] {
    const { line, record: first } = found?.first ?? { record: stored };
    const own = line !== undefined && sameRecord(record, first) ? line : cipher.seal(pull, record);
    return [own, ...(found?.foreign ?? [])];
  }

  async function write(text: CommentText, lines: readonly string[]): Promise<void> {
    const body = renderComment(text, lines, options);
    try {
      if (comment !== undefined) return await github.editComment(comment.id, body);
    } catch (thrown) {
      // Somebody deleted it in the meantime. What it held is known here.
      if (githubErrorOf(thrown).kind !== 'missing') throw thrown;
    }
    comment = await github.createComment(pull, body);
  }

  async function saveOwn(): Promise<void> {
    const superseded = found?.others ?? [];
    if (superseded.length === 0 && sameRecord(draft, stored, 'order')) return;
    const reverts = [...(prepared?.reversal.decisions.values() ?? [])].filter(
      (decision) => decision.kind === 'revert' && decision.write !== undefined,
    );
    await write({ kind: 'running', count: registered.size + reverts.length }, linesOf(draft));
    written = true;
    for (const { id } of superseded)
      await github.editComment(id, renderComment({ kind: 'superseded' }, [cipher.seal(pull, recordOf([]))], options));
  }

  function endedRecord(result: Result): PreviewRecord {
    const now = Math.max(clock.date(), prepared?.times.write ?? started);
    const existing = result.existing?.mappings;
    if (purpose === 'absent') return withoutRemoved(stored, result, now);
    if (prepared === undefined) return stored;
    const { leaving, reversal, existing: listed } = prepared;
    return finishRecord({ stored, draft, registered, leaving, decisions: reversal.decisions, listed, existing, now });
  }

  /** What the pull request registers; of a plan, what it would. */
  function shownAs(record: PreviewRecord): Mapping[] {
    if (mode !== 'apply' && draft !== stored) return Array.from(registered, ([ip, target]) => ({ ip, ...target }));
    return liveEntries(record).flatMap(({ ip, state, target }) => (state === 'held' ? [{ ip, ...target }] : []));
  }

  function revertedBy(record: PreviewRecord): Reverted {
    const leaving = prepared?.leaving ?? liveEntries(stored).map(({ ip }) => ip);
    return revertedOf(leaving, prepared?.reversal.decisions ?? new Map(), mode === 'apply' ? record : undefined);
  }

  /** After a registration the record that was saved before covers both what was and what is; else the run has failed. */
  function notFinished(error: GitHubError): Ended {
    if (purpose !== 'register') {
      const { reverted, kept } = messages.FINISH_ENDS;
      const problem = messages.notFinished(pull, error, purpose === 'close' ? reverted : kept);
      return messages.isDenied(error) ? { problems: [], warnings: [problem] } : { problems: [problem], warnings: [] };
    }
    if (written) return { problems: [], warnings: [messages.notFinished(pull, error, messages.FINISH_ENDS.saved)] };
    if (found !== undefined)
      return { problems: [], warnings: [messages.notFinished(pull, error, messages.FINISH_ENDS.unchanged)] };
    const warning = messages.isDenied(error)
      ? messages.denied(pull, error, messages.noRecord(mode))
      : messages.notFinished(pull, error, mode === 'apply' ? messages.FINISH_ENDS.nothing : messages.noRecord(mode));
    return { problems: [], warnings: [warning] };
  }

  return {
    async prepare(existing, desired) {
      prepared = undefined;
      if (purpose === 'absent') return NOTHING;
      const live = liveEntries(stored).map(({ ip }) => ip);
      if (existing === undefined) {
        if (purpose === 'register') return { ...NOTHING, warnings: [messages.noList(pull, mode)] };
        return live.length === 0
          ? NOTHING
          : { ...NOTHING, problems: [messages.noListToRevert(`pull request #${pull}`)] };
      }
      const { mappings } = existing;
      const leaving = new Set(purpose === 'close' ? live : live.filter((ip) => !desired.has(ip)));
      const timesAfter = (records: readonly PreviewRecord[]): Times => {
        const until = Math.max(clock.date(), started, latestTime(records) + 1);
        return { from: started, until, write: until + 1 };
      };
      const alone = ownAddresses(stored, [], mappings, timesAfter([stored]));
      const shared = leaving.size > 0 || [...desired].some((ip) => mappings.has(ip) && !alone.has(ip));
      if (shared) others ??= await readOpenRecords(github, zoneId, cipher, pull);
      const records = (others?.records ?? []).map(({ record }) => record);
      const times = timesAfter([stored, ...records]);
      const unknown = shared ? others?.unknown : undefined;
      const involved: Involved[] = [
        { pull, open: purpose === 'register', record: stored, leaving },
        ...(others?.records ?? []).map((other) => ({ ...other, open: true, leaving: new Set<Address>() })),
      ];
      const reversal = unknown === undefined ? decideReverts(involved, mappings, times) : NO_REVERSAL;
      prepared = { existing: mappings, leaving, reversal, times };
      if (purpose === 'close') draft = leavingRecord(stored, reversal.decisions);
      const decisions = [...reversal.decisions.values()];
      return {
        ...NOTHING,
        revert: revertsOf(reversal),
        own: ownAddresses(recordOf([...stored.values()].filter(({ ip }) => desired.has(ip))), records, mappings, times),
        notices: messages.decisionNotices(pull, decisions),
        warnings: unknown === undefined ? [] : [messages.unknownOwners(unknown, [...leaving], pull)],
      };
    },

    draft(wanted) {
      if (prepared === undefined || purpose !== 'register') return { problems: [], absent: new Set() };
      registered = wanted;
      const { existing, leaving, reversal, times } = prepared;
      draft = draftRecord({
        record: stored,
        registered,
        leaving,
        decisions: reversal.decisions,
        existing,
        others: (others?.records ?? []).map(({ record }) => record),
        times,
      });
      const absent = [...registered.keys()].filter((ip) => !existing.has(ip));
      return { problems: tooMuch(draft, linesOf(draft)), absent: new Set(absent) };
    },

    async save() {
      if (mode !== 'apply') return SAVED;
      try {
        await saveOwn();
      } catch (thrown) {
        const error = githubErrorOf(thrown);
        if (purpose === 'absent' || !messages.isDenied(error))
          return { ...SAVED, problems: [messages.notSaved(pull, error)] };
        saved = 'denied';
        // What cannot be noted is not reverted: the next run would not know it, and do so again.
        const deferred = new Set(prepared?.reversal.decisions.keys());
        const end = messages.DEFERRED[purpose];
        return {
          ...SAVED,
          warnings: [messages.denied(pull, error, found === undefined ? messages.noRecord(mode) : end)],
          deferred,
        };
      }
      const failed = await saveAmended(
        github,
        zoneId,
        others?.records ?? [],
        prepared?.reversal.amended ?? new Map(),
        cipher,
      );
      if (failed !== undefined) return { ...SAVED, problems: [messages.notHandedOver(failed)] };
      saved = 'yes';
      return SAVED;
    },

    async finish(result) {
      const idle = purpose === 'close' && liveEntries(stored).length === 0 && !written;
      // A pull request with nothing to revert keeps the comment that it has.
      if (saved === 'denied' || idle) return NONE;
      const record = saved === 'yes' ? endedRecord(result) : stored;
      const done = liveEntries(record).length === 0 && (found?.foreignChecks ?? []).length === 0;
      try {
        await write(
          purpose === 'close'
            ? { kind: 'closed', result, done, reverted: revertedBy(record) }
            : { kind: 'registered', result, registered: shownAs(record) },
          saved === 'yes' || written || found === undefined ? linesOf(record) : splitComment(found.comment.body).lines,
        );
        return NONE;
      } catch (thrown) {
        return notFinished(githubErrorOf(thrown));
      }
    },
  };
}

/** Why a draft does not fit its comment. */
function tooMuch(draft: PreviewRecord, lines: readonly string[]): Problem[] {
  const live = liveEntries(draft);
  const held = live.filter(({ state }) => state === 'held').length;
  if (held > MOST_HELD) return [messages.tooMany(held)];
  if (live.length > 2 * MOST_HELD) return [messages.tooManyLeaving(live.length)];
  const { length } = lines.join('\n');
  return length > LONGEST_RECORD ? [messages.tooLong(length, LONGEST_RECORD)] : [];
}
