import type { Address } from '../domain/address.ts';
import type { MappingList } from '../domain/mapping.ts';
import type { Problem } from '../domain/problem.ts';
import type { Result } from '../domain/result.ts';
import { marker } from './block.ts';
import type { Holder } from './claims.ts';
import { renderComment } from './comment.ts';
import { asFailure, type GitHubFailure } from './failure.ts';
import { NOBODY, readHolders, saveHolders } from './holders.ts';
import { isForeign } from './places.ts';
import { NOTHING, type Preparation, type PreviewOptions } from './preview.ts';
import { openSeal } from './seal.ts';
import { settled } from './settle.ts';
import { type Sweep, sweep } from './sweep.ts';
import { damagedOthers, damagedRecord, isDenied, PERMISSION, pullNames } from './words.ts';

export type CleanupOptions = Omit<PreviewOptions, 'pull' | 'intent'>;

/** The records of closed pull requests that nobody took back. Call in this order: prepare, publish. */
export interface Cleanup {
  /** Works out what is taken back: of the pull requests closed first, at most 50. What is `wanted` stays. */
  prepare(current: MappingList, wanted: ReadonlySet<Address>): Promise<Preparation>;
  /** Settles the records by the zone's list after the run, and says in each comment what was taken away. */
  publish(result: Result): Promise<{ readonly warnings: readonly Problem[] }>;
}

/** The most pull requests that one run cleans up after. */
const MOST_PULLS = 50;

export function openCleanup(options: CleanupOptions): Cleanup {
  const { github, zoneId, mode } = options;
  const seal = openSeal(options.credential, zoneId);
  let closed = NOBODY;
  let open = NOBODY;
  let done: Sweep = { swept: [], takeBack: [], holders: [] };

  return {
    async prepare(current, wanted) {
      try {
        closed = await readHolders(await github.commentsOfClosed(marker(zoneId)), zoneId, false);
        const live = closed.holders.filter(({ record }) => record.entries.length > 0);
        const told = live.filter(({ record }) => record.entries.some((entry) => !isForeign(entry, seal)));
        if (told.length > 0) open = await readHolders(await github.commentsOfOpen(marker(zoneId)), zoneId, true);
        const others = [...told.slice(MOST_PULLS), ...open.holders];
        done = sweep({ closed: told.slice(0, MOST_PULLS), others, current, wanted, seal });
        return {
          ...NOTHING,
          takeBack: done.takeBack,
          notices: [...done.swept.flatMap(({ notices }) => notices), ...untold(live, told), ...more(told.length)].map(
            (message) => ({ message }),
          ),
          warnings: damagedOthers(open),
          problems: closed.damaged.map(({ pull, reason }) => damagedRecord(pull, reason)),
        };
      } catch (thrown) {
        return { ...NOTHING, problems: [unread(asFailure(thrown))] };
      }
    },

    async publish(result) {
      if (mode !== 'apply') return { warnings: [] };
      try {
        await saveHolders(github, [...closed.holders, ...open.holders], done.holders);
        for (const { comment, record, released, ips, notices } of done.swept) {
          const next = settled({ record, released, wanted: NONE, list: result.list, seal });
          const own: Result = {
            ...result,
            outcomes: result.outcomes.filter(({ ip }) => ips.has(ip)),
            problems: next.entries.length > 0 ? result.problems : [],
            warnings: [],
            notices: notices.map((message) => ({ message })),
          };
          await github.editComment(comment.id, renderComment(next, { kind: 'withdrawn', result: own }, options));
        }
        return { warnings: [] };
      } catch (thrown) {
        return { warnings: [unpublished(asFailure(thrown))] };
      }
    },
  };
}

/** Nothing of what the run itself maps is a pull request's any more. */
const NONE: ReadonlySet<Address> = new Set();

function untold(live: readonly Holder[], told: readonly Holder[]): string[] {
  const others = live.filter((holder) => !told.includes(holder)).map(({ comment }) => comment.pull);
  if (others.length === 0) return [];
  return [
    `The records of the closed pull requests ${pullNames(others)} were sealed with another credential, so their addresses cannot be told: left as they are. Run again with the earlier credential, or remove them with state: absent`,
  ];
}

function more(count: number): string[] {
  if (count <= MOST_PULLS) return [];
  return [
    `${count} closed pull requests have something registered; this run takes back that of ${MOST_PULLS}, the next goes on`,
  ];
}

function unread(failure: GitHubFailure): Problem {
  const remedy = isDenied(failure) ? `. ${PERMISSION}` : '';
  return {
    message: `The records of closed pull requests cannot be read: ${failure.message}${remedy}. Nothing of theirs was touched`,
  };
}

function unpublished(failure: GitHubFailure): Problem {
  const remedy = isDenied(failure) ? `. ${PERMISSION}` : '';
  return {
    message: `What was taken away could not be noted in the comments of the closed pull requests: ${failure.message}${remedy}. The next run finds it gone`,
  };
}
