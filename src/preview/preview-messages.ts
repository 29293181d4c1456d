import type { Address } from '../domain/address.ts';
import { targetName } from '../domain/mapping.ts';
import type { Problem } from '../domain/problem.ts';
import type { Mode } from '../domain/result.ts';
import { counted, grouped, quote } from '../domain/text.ts';
import type { GitHubError } from '../github/github-error.ts';
import { MOST_HELD } from './record.ts';
import type { Decision } from './revert.ts';

// What is said about previews, in the log and in comments. Every message names the thing, its value and the remedy.

const MOST_NAMES = 10;

const PERMISSION =
  'Grant the job the permission pull-requests: write (runs for forks and for Dependabot never have it)';
const LOCKED = 'The conversation is locked: unlock it, or give a github-token that may write to it all the same';
const OTHER_CREDENTIAL = 'Run again with the earlier credential, or remove the addresses with state: absent';

/** Whether an error says that the token may not do this: the same at every try. */
export function isDenied({ kind }: GitHubError): boolean {
  return kind === 'forbidden' || kind === 'missing' || kind === 'locked';
}

export function denied(pull: number, error: GitHubError, end: string): Problem {
  return problem(`github-token may not comment on pull request #${pull}: ${error.message}${remedy(error)}. ${end}`);
}

/** What follows from there being no comment. */
export function noRecord(mode: Mode): string {
  return mode === 'apply'
    ? 'Without the comment there is no record, so nothing takes this registration away by itself; the registration stands'
    : 'The plan is in the log and the summary only';
}

const AGAIN = ', so that no run does so again and again. When the comment can be written, run again';

/** What follows from a comment with a record that may not be written. */
export const DEFERRED = {
  register:
    'The registration stands, but what is new in it is not recorded, so nothing takes that away by itself. The record from before still holds what it held, and nothing of it was reverted; when the comment can be written, run again',
  close: `Nothing was reverted${AGAIN}`,
} as const;

export function damagedRecord(pull: number, reason: string, end: string): Problem {
  return problem(
    `The record in the comment on pull request #${pull} is damaged: ${reason}. ${end}. Restore the comment from its edit history; or delete it, and remove with state: absent what the pull request registered`,
  );
}

export function unreadableComment(pull: number, error: GitHubError): Problem {
  return problem(
    `The comment on pull request #${pull}, with the record of what it registered, cannot be read: ${error.message}${remedy(error)}. Nothing was touched; run again`,
  );
}

export function foreignRecord(pulls: readonly number[], checks: readonly string[]): Problem {
  const credentials = checks.map((check) => quote(check)).join(', ');
  return problem(
    `A record of ${pullNames(pulls)} was sealed with another credential (key check value ${credentials}), so nothing in it is reverted. ${OTHER_CREDENTIAL}`,
  );
}

export function unsealedRecord(pulls: readonly number[]): Problem {
  return problem(
    `A record of ${pullNames(pulls)} is an unsealed one of an earlier version of this action: it is not read, and the next result replaces it. Remove with state: absent what the earlier version registered`,
  );
}

export function othersWithMarker(pull: number, logins: readonly string[]): Problem {
  const names = logins.slice(0, MOST_NAMES).map((login) => quote(login));
  return problem(
    `Pull request #${pull} has a comment with the marker of this action by ${listed(names, logins.length)}, which is not the login of github-token: it counts for nothing. If the same workflow wrote it, use the github-token that it used then`,
  );
}

export function unknownState(pull: number, error: GitHubError, purpose: 'register' | 'close'): Problem {
  const state = purpose === 'register' ? 'open' : 'closed';
  return problem(
    `Whether pull request #${pull} is open cannot be asked: ${error.message}${remedy(error)}. The event says that it is ${state}, and that counts`,
  );
}

export function stale(pull: number, purpose: 'register' | 'close'): Problem {
  return problem(
    purpose === 'register'
      ? `Pull request #${pull} is closed by now, so this run registers nothing`
      : `Pull request #${pull} is open again, so this run reverts nothing`,
  );
}

export function noList(pull: number, mode: Mode): Problem {
  return problem(
    `The zone's list cannot be read, so nothing is recorded in the comment on pull request #${pull}. ${noRecord(mode)}`,
  );
}

export function noListToRevert(whose: string): Problem {
  return problem(`The zone's list cannot be read, so what ${whose} registered cannot be reverted. Run again`);
}

/** `left` addresses wait, since nobody knows whether other open pull requests registered them too. */
export function unknownOwners(reason: string, left: readonly Address[], pull?: number): Problem {
  const whose = pull === undefined ? 'closed pull requests' : `pull request #${pull}`;
  const end =
    left.length === 0
      ? 'So what the zone says now counts as what was there before'
      : `They may share what ${whose} registered, so ${addressNames(left)} ${left.length === 1 ? 'is' : 'are'} left for now and ${left.length === 1 ? 'stays' : 'stay'} in the record; a later run or the clean-up goes on`;
  return problem(`The records of all other open pull requests cannot be had: ${reason}. ${end}`);
}

export function unreadableReason(pull: number, reason: string): string {
  return `that of #${pull} cannot be opened (${reason})`;
}

/** What is worth saying about addresses that a pull request lets go. */
export function decisionNotices(pull: number, decisions: readonly Decision[]): Problem[] {
  const changed = decisions.filter((decision) => decision.kind === 'changed');
  const shared = Map.groupBy(
    decisions.filter((decision) => decision.kind === 'revert'),
    ({ owner }) => owner,
  );
  const held = changed
    .slice(0, MOST_NAMES)
    .map(({ ip, saw: { target } }) => `${ip} (${target === undefined ? 'nothing' : quote(targetName(target))})`);
  return [
    ...[...shared].flatMap(([owner, those]) =>
      owner === undefined
        ? []
        : [
            problem(
              `Pull request #${owner} registered ${addressNames(those.map(({ ip }) => ip))} too, so pull request #${pull} leaves that to it`,
            ),
          ],
    ),
    ...(changed.length === 0
      ? []
      : [
          problem(
            `The zone says what no pull request wrote, so what pull request #${pull} registered is left as it stands: ${listed(held, changed.length)}`,
          ),
        ]),
  ];
}

export function tooMany(count: number): Problem {
  return problem(
    `This pull request would register ${grouped(count)} addresses, and the record in its comment holds at most ${MOST_HELD}. Register fewer, or set comment: false and remove them yourself`,
  );
}

export function tooManyLeaving(count: number): Problem {
  return problem(
    `The record of this pull request would hold ${counted(count, 'address', 'addresses')}, those that wait to be reverted counted. Close the pull request, or run again when the records of the others can be had`,
  );
}

export function tooLong(length: number, most: number): Problem {
  return problem(
    `The record of this pull request would take ${grouped(length)} characters, and at most ${grouped(most)} fit its comment. Register fewer addresses`,
  );
}

export function notSaved(pull: number, error: GitHubError): Problem {
  return problem(
    `What this run is about to write could not be recorded in the comment on pull request #${pull}: ${error.message}${remedy(error)}. The mappings were not written; run again`,
  );
}

/** What others have to remember could not be written into the comment of one of them. */
export function notHandedOver({ pull, error }: { readonly pull: number; readonly error: GitHubError }): Problem {
  return problem(
    `What is left to pull request #${pull} could not be recorded in its comment: ${error.message}${editRemedy(error)}. The mappings were not written; run again`,
  );
}

/** Of a closed pull request nothing is reverted, since its comment cannot be written. */
export function notMarked(pull: number, error: GitHubError): Problem {
  return problem(
    `What would be reverted could not be noted in the comment on pull request #${pull}: ${error.message}${editRemedy(error)}. Nothing of it was reverted${isDenied(error) ? AGAIN : '; run again'}`,
  );
}

export function reopened(pulls: readonly number[]): Problem {
  return problem(`Nothing is reverted of what is open again: ${pullNames(pulls)}`);
}

export function notFinished(pull: number, error: GitHubError, end: string): Problem {
  return problem(
    `The comment on pull request #${pull} could not be brought up to date: ${error.message}${remedy(error)}. ${end}`,
  );
}

export const FINISH_ENDS = {
  saved: 'It holds the record that was saved before the zone was written, which covers both what was and what is there',
  unchanged: 'It holds the record from before this run, which still holds',
  nothing: 'No comment was written, so there is no record of this run',
  kept: 'Its record still names what this run removed; run again, so that a later run does not revert what is set there since',
  reverted: 'What was reverted is reverted; the next run finds it so',
} as const;

export function unreadableClosed(error: GitHubError): Problem {
  return problem(
    `The records of closed pull requests cannot be read: ${error.message}${remedy(error)}. Nothing of theirs was reverted`,
  );
}

export function moreClosed(count: number, most: number): Problem {
  return problem(
    `${counted(count, 'closed pull request has', 'closed pull requests have')} something to revert; this run reverts that of ${most}, and ${grouped(count - most)} are left for the next`,
  );
}

export function unreadClosed(count: number): Problem {
  return problem(
    `${counted(count, 'closed pull request was', 'closed pull requests were')} not looked at, because GitHub lists so many: what ${count === 1 ? 'it' : 'they'} registered may still be there`,
  );
}

export function pullNames(pulls: readonly number[]): string {
  const names = pulls.slice(0, MOST_NAMES).map((pull) => `#${pull}`);
  return `pull request${pulls.length === 1 ? '' : 's'} ${listed(names, pulls.length)}`;
}

function addressNames(ips: readonly Address[]): string {
  return listed(ips.slice(0, MOST_NAMES), ips.length);
}

function listed(shown: readonly string[], count: number): string {
  const more = count - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${grouped(more)} more` : ''}`;
}

function remedy(error: GitHubError): string {
  if (error.kind === 'locked') return `. ${LOCKED}`;
  return isDenied(error) ? `. ${PERMISSION}` : '';
}

/** A comment that was there when it was read is missing because somebody deleted it. */
function editRemedy(error: GitHubError): string {
  return error.kind === 'missing' ? ' (the comment was deleted)' : remedy(error);
}

function problem(message: string): Problem {
  return { message };
}
