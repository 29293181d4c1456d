import type { Address } from '../domain/address.ts';
import type { MappingList, Target } from '../domain/mapping.ts';
import type { Problem } from '../domain/problem.ts';
import { marker, printRecord } from './block.ts';
import { type CommentText, renderComment } from './comment.ts';
import type { OwnComment } from './comments.ts';
import { drafted } from './draft.ts';
import { asFailure, type GitHubFailure } from './failure.ts';
import { NOBODY, type Others, readHolders, saveHolders } from './holders.ts';
import { hasWritten, locate, renamed } from './places.ts';
import { NOTHING, type Preparation, type Preview, type PreviewOptions } from './preview.ts';
import type { PreviewRecord, RecordEntry } from './record.ts';
import { openSeal } from './seal.ts';
import { settled } from './settle.ts';
import { type TakingBack, takeBack } from './takeback.ts';
import { damagedOthers, denied, isDenied, noRecord, notHandedOver, tooMuch, unsaved } from './words.ts';

/** A preview over the comment that was found, if one was, and the record in it. */
export function overComment(options: PreviewOptions, found: OwnComment | undefined, stored: PreviewRecord): Preview {
  const { github, pull, zoneId, mode, intent, hidden } = options;
  const seal = openSeal(options.credential, zoneId);
  let comment = found;
  let record = stored;
  let wanted: ReadonlySet<Address> = new Set();
  let current: MappingList | undefined;
  let others = NOBODY;
  let taken: Pick<TakingBack, 'released' | 'holders'> = { released: new Set(), holders: [] };
  let registered = 0;
  let mute = false;

  async function write(next: PreviewRecord, text: CommentText): Promise<void> {
    const body = renderComment(next, text, options);
    try {
      if (comment !== undefined) return await github.editComment(comment.id, body);
    } catch (thrown) {
      // Somebody deleted it in the meantime. What it remembered is known here.
      if (asFailure(thrown).kind !== 'missing') throw thrown;
    }
    comment = await github.createComment(pull, body);
  }

  async function readOthers(): Promise<Others> {
    const comments = await github.commentsOfOpen(marker(zoneId));
    return await readHolders(
      comments.filter((one) => one.pull !== pull),
      zoneId,
      true,
    );
  }

  return {
    async prepare(list, wishes) {
      wanted = wishes;
      if (list === undefined) return unlisted(options, stored);
      current = list;
      const known = [...new Set([...list.keys(), ...wanted])];
      record = renamed(stored, known, seal, hidden);
      const places = [...locate(record.entries, known, seal)];
      const own = new Set(
        places.filter(([entry, ip]) => wanted.has(ip) && wroteNow(entry, list.get(ip))).map(([, ip]) => ip),
      );
      // Only then can it matter what others registered: at an address to be taken back, or where they may have been before.
      const shared = places.some(([, ip]) => !wanted.has(ip)) || [...wanted].some((ip) => list.has(ip) && !own.has(ip));
      try {
        if (shared) others = await readOthers();
      } catch (thrown) {
        return { ...NOTHING, own, ...withoutOthers(options, asFailure(thrown)) };
      }
      const { takeBack: back, ...rest } = takeBack({
        pull,
        record,
        wanted,
        current: list,
        holders: others.holders,
        seal,
      });
      taken = rest;
      const notices = rest.notices.map((message) => ({ message }));
      return { ...NOTHING, takeBack: back, own, notices, warnings: damagedOthers(others) };
    },

    draft(writes) {
      if (current === undefined) return [];
      const draft = drafted({ record, writes, current, holders: taken.holders, seal, hidden });
      ({ record, registered } = draft);
      return tooMuch(draft);
    },

    async save() {
      // What was there is saved already; so is what is only taken back.
      if (printRecord(record) === printRecord(stored)) return { problems: [], warnings: [] };
      try {
        await write(record, { kind: 'underway', writes: registered });
        return { problems: [], warnings: [] };
      } catch (thrown) {
        const failure = asFailure(thrown);
        if (!isDenied(failure)) return { problems: [unsaved(pull, failure)], warnings: [] };
        mute = true;
        return { problems: [], warnings: [denied(pull, failure, noRecord(mode))] };
      }
    },

    async publish(result) {
      // A pull request that had nothing registered, or was closed before, keeps the comment that it has.
      if (mute || (intent === 'withdraw' && stored.entries.length === 0)) return { warnings: [] };
      const warnings: Problem[] = [];
      let next = stored;
      if (mode === 'apply') {
        let { released } = taken;
        try {
          await saveHolders(github, others.holders, taken.holders);
        } catch (thrown) {
          released = new Set();
          warnings.push(notHandedOver(pull, asFailure(thrown)));
        }
        next = settled({ record, released, wanted, list: result.list, seal });
      }
      try {
        await write(next, { kind: intent === 'register' ? 'registered' : 'withdrawn', result });
      } catch (thrown) {
        warnings.push(unpublished(options, asFailure(thrown)));
      }
      return { warnings };
    },
  };
}

function wroteNow(entry: RecordEntry, now: Target | undefined): boolean {
  return now !== undefined && hasWritten(entry, now);
}

/** A server that only takes mappings does not say what was there before, so there is nothing to go by later. */
function unlisted({ pull, intent, mode }: PreviewOptions, { entries }: PreviewRecord): Preparation {
  if (intent === 'register')
    return {
      ...NOTHING,
      warnings: [
        {
          message: `The zone's list cannot be read, so nothing is recorded in the comment on pull request #${pull}. ${noRecord(mode)}`,
        },
      ],
    };
  if (entries.length === 0) return NOTHING;
  return {
    ...NOTHING,
    problems: [
      {
        message: `The zone's list cannot be read, so what pull request #${pull} registered cannot be taken away. Run again`,
      },
    ],
  };
}

/** Without the records of other pull requests nothing can safely be taken back. */
function withoutOthers({ pull, intent }: PreviewOptions, failure: GitHubFailure): Partial<Preparation> {
  const message = `The records of other pull requests cannot be read: ${failure.message}. They may need what pull request #${pull} registered, so nothing of that is taken away`;
  return intent === 'register' && isDenied(failure) ? { warnings: [{ message }] } : { problems: [{ message }] };
}

function unpublished({ pull, intent, mode }: PreviewOptions, failure: GitHubFailure): Problem {
  if (isDenied(failure))
    return denied(
      pull,
      failure,
      intent === 'register' ? noRecord(mode) : 'The comment shows what was there before this run',
    );
  return {
    message: `The comment on pull request #${pull} could not be brought up to date: ${failure.message}. Its record is that from before the zone was written, which covers both what was and what is there`,
  };
}
