import type { Address } from '../domain/address.ts';
import type { MappingList } from '../domain/mapping.ts';
import type { Holder } from './claims.ts';
import type { OwnComment } from './comments.ts';
import { locate } from './places.ts';
import type { PreviewRecord, RecordEntry } from './record.ts';
import type { Seal } from './seal.ts';
import { type TakeBack, takeBack } from './takeback.ts';

/** A closed pull request whose record is taken back. */
interface Swept {
  readonly comment: OwnComment;
  readonly record: PreviewRecord;
  /** Entries that leave the record without a change of the zone. */
  readonly released: ReadonlySet<RecordEntry>;
  /** The addresses of the record, as far as they can be told. */
  readonly ips: ReadonlySet<Address>;
  readonly notices: readonly string[];
}

export interface Sweep {
  readonly swept: readonly Swept[];
  readonly takeBack: readonly TakeBack[];
  /** All other pull requests, some with a record that took something over. */
  readonly holders: readonly Holder[];
}

export interface Heap {
  /** Closed pull requests in the order in which they are taken back. */
  readonly closed: readonly Holder[];
  readonly others: readonly Holder[];
  readonly current: MappingList;
  /** Addresses that the run itself maps: they stay, and are no pull request's any more. */
  readonly wanted: ReadonlySet<Address>;
  readonly seal: Seal;
}

/** Takes back the records of closed pull requests, each over what the ones before it leave; pure. */
export function sweep({ closed, others, current, wanted, seal }: Heap): Sweep {
  const zone = new Map(current);
  const back = new Map<Address, TakeBack>();
  const swept: Swept[] = [];
  let left: readonly Holder[] = [...closed, ...others];
  for (const { comment } of closed) {
    const turn = left.filter((holder) => holder.comment === comment);
    left = left.filter((holder) => holder.comment !== comment);
    for (const { record } of turn) {
      const taken = takeBack({ pull: comment.pull, record, wanted, current: zone, holders: left, seal });
      const places = locate(record.entries, [...zone.keys(), ...wanted], seal);
      const adopted = [...places].filter(([, ip]) => wanted.has(ip)).map(([entry]) => entry);
      const released = new Set([...taken.released, ...adopted]);
      swept.push({ comment, record, released, ips: new Set(places.values()), notices: taken.notices });
      left = taken.holders;
      for (const { ip, to } of taken.takeBack) {
        back.set(ip, { ip, ...(to ? { to } : {}) });
        if (to === undefined) zone.delete(ip);
        else zone.set(ip, { ip, ...to });
      }
    }
  }
  return { swept, takeBack: [...back.values()], holders: left };
}
