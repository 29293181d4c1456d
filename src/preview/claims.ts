import type { Address } from '../domain/address.ts';
import type { Target } from '../domain/mapping.ts';
import type { OwnComment } from './comments.ts';
import { hasWritten, isForeign, locate } from './places.ts';
import type { PreviewRecord, RecordEntry } from './record.ts';
import type { Seal } from './seal.ts';

/** Another pull request with a record for the same zone. */
export interface Holder {
  /** The comment that carries the record. */
  readonly comment: OwnComment;
  readonly open: boolean;
  readonly record: PreviewRecord;
}

/** An address in the record of another pull request. */
export interface Claim {
  readonly holder: Holder;
  readonly entry: RecordEntry;
}

/** Who else registered which address, by address; of several, the lowest number first. */
export function claimsOf(
  holders: readonly Holder[],
  known: readonly Address[],
  seal: Seal,
): ReadonlyMap<Address, readonly Claim[]> {
  const claims = new Map<Address, Claim[]>();
  for (const holder of holders.toSorted((a, b) => a.comment.pull - b.comment.pull))
    for (const [entry, ip] of locate(holder.record.entries, known, seal)) {
      const others = claims.get(ip) ?? [];
      others.push({ holder, entry });
      claims.set(ip, others);
    }
  return claims;
}

/** Open pull requests with a record that was sealed with another credential: what they share cannot be told. */
export function unreadablePulls(holders: readonly Holder[], seal: Seal): number[] {
  return holders
    .filter(({ open, record }) => open && record.entries.some((entry) => isForeign(entry, seal)))
    .map(({ comment }) => comment.pull);
}

/**
 * What the zone said before any of the pull requests whose entries for one address are given: when the present state is
 * what one of them wrote, it was that one's `before`, and so on back.
 */
export function originOf(state: Target | undefined, entries: readonly RecordEntry[]): Target | undefined {
  const left = new Set(entries);
  let origin = state;
  for (;;) {
    const target = origin;
    const writer = target && [...left].find((entry) => hasWritten(entry, target));
    if (writer === undefined) return origin;
    left.delete(writer);
    origin = writer.before;
  }
}
