import type { Problem } from '../domain/problem.ts';
import type { Mode } from '../domain/result.ts';
import { LONGEST_RECORD, printRecord } from './block.ts';
import type { Draft } from './draft.ts';
import type { GitHubFailure } from './failure.ts';
import type { Others } from './holders.ts';
import { MOST_ENTRIES } from './record.ts';

/** Whether a failure says that the token may not do this: no trouble of GitHub's, and the same at every try. */
export function isDenied({ kind }: GitHubFailure): boolean {
  return kind === 'forbidden' || kind === 'missing';
}

export const PERMISSION =
  'Grant the job the permission pull-requests: write (runs for forks and for Dependabot never have it)';

/** A comment that the token may not read or write; `end` says what follows from it. */
export function denied(pull: number, failure: GitHubFailure, end: string): Problem {
  return {
    message: `github-token may not comment on pull request #${pull}: ${failure.message}. ${PERMISSION}. ${end}`,
  };
}

/** What follows from there being no comment. */
export function noRecord(mode: Mode): string {
  return mode === 'apply'
    ? 'There is no record without it, so nothing will take this registration away by itself; the registration stands'
    : 'The plan is told by the log and the summary only';
}

export function damagedRecord(pull: number, reason: string): Problem {
  return {
    message: `The record in the comment on pull request #${pull} cannot be read: ${reason}. Nothing was touched. Restore the comment from its edit history; or delete it, and remove by hand (state: absent) what the pull request registered`,
  };
}

export function unreadable(pull: number, failure: GitHubFailure): Problem {
  return {
    message: `The comment on pull request #${pull}, with the record of what it registered, cannot be read: ${failure.message}. Nothing was touched${isDenied(failure) ? `. ${PERMISSION}` : ''}`,
  };
}

export function unsaved(pull: number, failure: GitHubFailure): Problem {
  return {
    message: `What this run is about to write could not be recorded in the comment on pull request #${pull}: ${failure.message}. Nothing was written; run again`,
  };
}

export function damagedOthers({ damaged }: Others): Problem[] {
  if (damaged.length === 0) return [];
  return [
    {
      message: `The records in the comments on ${pullNames(damaged.map(({ pull }) => pull))} cannot be read (edited or damaged), so it cannot be told which addresses those pull requests registered too`,
    },
  ];
}

export function notHandedOver(pull: number, failure: GitHubFailure): Problem {
  return {
    message: `What pull request #${pull} leaves to others could not be noted in their comments: ${failure.message}. It stays in its own record`,
  };
}

/** Why a draft does not fit its comment, before anything is written. */
export function tooMuch({ record, registered }: Draft): Problem[] {
  if (registered > MOST_ENTRIES)
    return [
      {
        message: `This pull request would register ${registered} addresses, and the record in its comment holds at most ${MOST_ENTRIES}. Register fewer, or set comment: false and remove them yourself`,
      },
    ];
  const { length } = printRecord(record);
  if (length <= LONGEST_RECORD) return [];
  return [
    {
      message: `The record of what this pull request registered would take ${length} characters, and at most ${LONGEST_RECORD} fit its comment. Register fewer addresses`,
    },
  ];
}

export function pullNames(pulls: readonly number[]): string {
  return pulls.map((pull) => `#${pull}`).join(', ');
}
