import type { Address } from './address.ts';

/** The most mappings that pruning may remove: a share of the zone's in percent, or a number. */
export type MaxRemovals =
  | { readonly kind: 'share'; readonly percent: number }
  | { readonly kind: 'number'; readonly most: number };

/** The user's rules for a plan. */
export interface Policy {
  readonly onConflict: 'overwrite' | 'skip' | 'fail';
  readonly maxRemovals: MaxRemovals;
  /** Addresses whose present target this pull request wrote itself: changing them is no conflict. */
  readonly own: ReadonlySet<Address>;
}
