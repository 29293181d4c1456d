import type { Address } from '../domain/address.ts';
import type { Claim } from './claims.ts';
import type { RecordEntry } from './record.ts';

/**
 * What becomes of an entry. `back`: removed or put back. `left`: to another open pull request. `changed`: somebody else
 * changed the zone since. `gone`: nothing is left to do. `unknown`: sealed with another credential.
 */
export type End =
  | { readonly kind: 'back'; readonly ip: Address }
  | { readonly kind: 'left'; readonly ip: Address; readonly heir: Claim }
  | { readonly kind: 'changed' | 'gone'; readonly ip?: Address }
  | { readonly kind: 'unknown'; readonly ip?: undefined };

export type Fate = End & { readonly entry: RecordEntry };

const MOST_NAMES = 10;

/** What is worth saying about the fates of a record's entries; `unreadable` are open pull requests with foreign seals. */
export function noticesOf(fates: readonly Fate[], pull: number, unreadable: readonly number[]): string[] {
  const left = Map.groupBy(
    fates.filter((fate) => fate.kind === 'left'),
    ({ heir }) => heir.holder.comment.pull,
  );
  const changed = fates.filter(({ kind }) => kind === 'changed');
  const back = fates.some(({ kind }) => kind === 'back');
  const unknown = fates.filter(({ kind }) => kind === 'unknown').length;
  return [
    ...[...left].map(
      ([heir, those]) =>
        `Pull request #${heir} registered ${names(those)} too, so pull request #${pull} leaves that to it`,
    ),
    ...(changed.length > 0
      ? [`The zone no longer holds what pull request #${pull} wrote for ${names(changed)}: left as it is`]
      : []),
    ...(unknown > 0
      ? [
          `The record of pull request #${pull} was sealed with another credential, so ${unknown} of its addresses cannot be told any more: left as they are. Run again with the earlier credential, or remove them with state: absent`,
        ]
      : []),
    ...(back && unreadable.length > 0
      ? [
          `Addresses in the record of ${unreadable.map((other) => `#${other}`).join(', ')} were sealed with another credential: whether they are among those taken away cannot be told`,
        ]
      : []),
  ];
}

/** At most ten addresses by name. A sealed one that the zone no longer lists has none. */
function names(fates: readonly Fate[]): string {
  const known = fates.flatMap(({ ip }) => ip ?? []);
  const shown = known.slice(0, MOST_NAMES);
  const more = fates.length - shown.length;
  if (shown.length === 0) return more === 1 ? 'a hidden address' : `${more} hidden addresses`;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
