import type { Address } from './address.ts';
import type { Target, Vendor } from './mapping.ts';
import type { Place, Problem } from './problem.ts';

/** Where the parts of an entry were written, for problems that are found only later. */
export interface Places {
  /** Of the address or the host name. */
  readonly origin: Place;
  readonly vendor?: Place;
  readonly region?: Place;
}

/** An origin as the user gives it. A host name is in ASCII and lower case, without a dot at its end. */
export type Origin = { readonly kind: 'ip'; readonly ip: Address } | { readonly kind: 'host'; readonly host: string };

/**
 * What an entry says of where its origin lives.
 * - `target`: vendor and region
 * - `auto`: to be found (`region: auto`), of one vendor only where it is given
 * - `any`: nothing, or a vendor beside `region: auto` (`state: absent`)
 */
export type Location =
  | { readonly kind: 'target'; readonly target: Target }
  | { readonly kind: 'auto'; readonly vendor?: Vendor }
  | { readonly kind: 'any'; readonly vendor?: Vendor };

/** One entry of the user's list, before host names are resolved and regions are found. */
export interface Entry {
  readonly origin: Origin;
  readonly location: Location;
  /** False where the entry says `check: false`: `region-check` leaves it alone. */
  readonly check: boolean;
  readonly places?: Places;
}

/** What a source of mappings holds: sound only if `problems` is empty. */
export interface EntryList {
  /** One entry an address or host name; the same one twice is merged or reported. */
  readonly entries: readonly Entry[];
  /** The `zone` that a mappings file names; `unknown` where a problem that is reported hides it. */
  readonly zone?: { readonly value: string; readonly place: Place } | 'unknown';
  readonly problems: readonly Problem[];
  readonly notices: readonly Problem[];
}

/** How a region was found. `published`: the cloud's own list of ranges; `host`: a host name with the region in it. */
export interface Evidence {
  readonly kind: 'published' | 'host';
  /** For people: `published by AWS on 2026-11-20 for 192.0.2.0/24`, `host name web-1.us-east-1.elb.amazonaws.com`. */
  readonly words: string;
  /**
   * The clouds whose published ranges could not be read, and might have said otherwise. So it is no reason to change or
   * remove what the zone maps already.
   */
  readonly unread?: string;
}

/**
 * Where a desired origin lives.
 * - `known`: declared, or found (then with its evidence)
 * - `unknown`: `region: auto` found nothing. What the zone maps stays as it is; where it maps nothing, the entry fails or
 *   (`discover`) is skipped, with the reason
 * - `skip`: what was found cannot be used (`discover`): nothing is written, whatever the zone says
 * - `any`: only the address counts (`state: absent`), and the vendor where it is given
 */
export type DesiredLocation =
  | { readonly kind: 'known'; readonly target: Target; readonly evidence?: Evidence }
  | { readonly kind: 'unknown'; readonly reason: string; readonly otherwise: 'fail' | 'skip' }
  | { readonly kind: 'skip'; readonly reason: string }
  | { readonly kind: 'any'; readonly vendor?: Vendor };

/** What the user wants of one address: every host name resolved, every region looked for. */
export interface Desired {
  readonly ip: Address;
  /** The host names that led to this address, in the order of the list; empty where the address itself was given. */
  readonly hosts: readonly string[];
  readonly location: DesiredLocation;
  /** Whether `region-check` may look at it. */
  readonly check: boolean;
  readonly places?: Places;
}
