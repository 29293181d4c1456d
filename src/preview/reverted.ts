import type { Address } from '../domain/address.ts';
import type { Mode } from '../domain/result.ts';
import { counted } from '../domain/text.ts';
import type { PreviewRecord } from './record.ts';
import type { Decision } from './revert.ts';

/** What became of the addresses that a closed pull request had registered, or would become of them: how many of each. */
export interface Reverted {
  readonly removed: number;
  /** Given the target again that somebody else had set before. */
  readonly restored: number;
  /** By the pull request that registers them too. */
  readonly leftTo: ReadonlyMap<number, number>;
  /** The zone says already what it said before. */
  readonly already: number;
  /** Left as they stand, since the zone says what no pull request wrote. */
  readonly changed: number;
  /** Not reverted yet. */
  readonly waiting: number;
}

/** @param ended the record after the run; absent where the run only plans */
export function revertedOf(
  ips: Iterable<Address>,
  decisions: ReadonlyMap<Address, Decision>,
  ended: PreviewRecord | undefined,
): Reverted {
  const leftTo = new Map<number, number>();
  const counts = { removed: 0, restored: 0, already: 0, changed: 0, waiting: 0 };
  for (const ip of ips) {
    const decision = decisions.get(ip);
    const entry = ended?.get(ip);
    if (decision === undefined || (entry !== undefined && entry.state !== 'past')) counts.waiting += 1;
    else if (decision.kind === 'changed') counts.changed += 1;
    else if (decision.owner !== undefined) leftTo.set(decision.owner, (leftTo.get(decision.owner) ?? 0) + 1);
    else if (decision.write === undefined) counts.already += 1;
    else if (decision.to === undefined) counts.removed += 1;
    else counts.restored += 1;
  }
  return { ...counts, leftTo };
}

/** What the comment of a closed pull request says first. `done` if nothing is left to be reverted. */
export function closedWords(reverted: Reverted, mode: Mode, done: boolean): string {
  const { removed, restored, leftTo, already, changed, waiting } = reverted;
  const onlyRemoved = removed > 0 && restored + already + changed + waiting + leftTo.size === 0;
  if (mode === 'apply' && done && onlyRemoved)
    return 'The pull request is closed, and what it registered has been taken away.';
  const each: [number, string][] = [
    [removed, 'removed'],
    [restored, 'given the earlier target again'],
    ...[...leftTo].map(([owner, count]): [number, string] => [count, `left to #${owner}`]),
    [already, 'as before already'],
    [changed, 'left as the zone has it now, because no pull request wrote that'],
    [waiting, 'not reverted yet'],
  ];
  const parts = each.flatMap(([count, words]) =>
    count === 0 ? [] : [`${counted(count, 'address', 'addresses')} ${words}`],
  );
  const list = parts.length === 0 ? '.' : `: ${parts.join(', ')}.`;
  if (mode !== 'apply') return `The pull request is closed. What would become of what it registered${list}`;
  return done
    ? `The pull request is closed. What became of what it registered${list}`
    : `The pull request is closed, but not all that it registered could be reverted${list}`;
}
