import type { Desired, Entry } from '../domain/entry.ts';
import type { Problem } from '../domain/problem.ts';
import type { Discovery, Outcome } from '../domain/result.ts';

/** What the entries came to: one desired mapping for each address. With problems, nothing may be written. */
export interface OriginsFound {
  readonly desired: readonly Desired[];
  readonly problems: readonly Problem[];
  readonly notices: readonly Problem[];
  /** Of host names that led to no address. */
  readonly outcomes: readonly Outcome[];
  /** Hosts that may have more addresses than were answered: with these, nothing may be removed as no longer desired. */
  readonly incomplete: readonly string[];
  readonly discovery?: Discovery;
}

/** The desired mappings of entries that need no search: addresses whose vendor and region are declared, or do not matter. */
export function declaredOrigins(entries: readonly Entry[]): OriginsFound | undefined {
  const desired: Desired[] = [];
  for (const { origin, location, check, places } of entries) {
    if (origin.kind === 'host' || location.kind === 'auto') return undefined;
    desired.push({
      ip: origin.ip,
      hosts: [],
      location: location.kind === 'target' ? { kind: 'known', target: location.target } : location,
      check,
      ...(places === undefined ? {} : { places }),
    });
  }
  return { desired, problems: [], notices: [], outcomes: [], incomplete: [] };
}
