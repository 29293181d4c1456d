import type { Address } from './address.ts';
import type { Target } from './mapping.ts';
import type { Place, Problem } from './problem.ts';

/** Where the parts of a wanted mapping were written, for errors that are found only later. */
export interface Places {
  readonly ip: Place;
  readonly vendor?: Place;
  readonly region?: Place;
}

/** A mapping that the user names. `target` is absent where only the address counts (`state: absent`). */
export interface Wanted {
  readonly ip: Address;
  readonly target?: Target;
  readonly places?: Places;
}

/** A wanted mapping that says where its origin lives. */
export type Targeted = Wanted & { readonly target: Target };

export function isTargeted(wanted: Wanted): wanted is Targeted {
  return wanted.target !== undefined;
}

/** What a source of mappings holds: sound only if `problems` is empty. */
export interface WantedList {
  readonly wanted: readonly Wanted[];
  /** The `zone` that a mappings file names. */
  readonly zone?: { readonly value: string; readonly place: Place };
  readonly problems: readonly Problem[];
  /** Things worth saying that are no mistakes, such as an address listed twice. */
  readonly notices: readonly Problem[];
}
