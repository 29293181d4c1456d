import { type Address, isFault, originAddress } from '../domain/address.ts';
import { sameTarget, type Target } from '../domain/mapping.ts';
import type { Place } from '../domain/problem.ts';
import { quote } from '../domain/quote.ts';
import type { Wanted } from '../domain/wanted.ts';
import { type Entry, entryOf, partsOf, type TargetRule } from './entry.ts';
import type { Finding } from './finding.ts';
import { membersOf } from './members.ts';
import type { Shape } from './shape.ts';
import type { Span } from './tree.ts';

export interface Entries {
  readonly wanted: readonly Wanted[];
  readonly problems: readonly Finding[];
  readonly notices: readonly Finding[];
}

/** Judges every entry of a list, and gathers them to one wanted mapping an address. */
export function entriesOf(shape: Shape, rule: TargetRule, placeOf: (span: Span) => Place): Entries {
  const wanted = new Map<Address, Wanted>();
  const problems: Finding[] = [];
  const notices: Finding[] = [];
  const known = { known: ['vendor', 'region'] };
  const defaults = shape.defaults
    ? partsOf(membersOf(shape.defaults, 'defaults', known, problems), 'defaults', problems)
    : {};

  for (const [index, tree] of shape.entries.entries()) {
    const name = shape.nameOf(index, tree);
    const entry = entryOf(tree, name, defaults, rule, problems);
    for (const { text, span } of entry.addresses) {
      const ip = originAddress(text);
      if (isFault(ip)) problems.push({ message: `${name}: ip ${quote(text)} ${ip.fault}; ${ip.remedy}`, span });
      else if (entry.sound) add({ ip, ...placed(entry, span) }, name, span);
    }
  }
  return { wanted: [...wanted.values()], problems, notices };

  function placed({ target }: Entry, span: Span): Omit<Wanted, 'ip'> {
    const ip = placeOf(span);
    if (target === undefined) return { places: { ip } };
    const { vendor, region } = target;
    const places = { ip, vendor: placeOf(vendor.span), region: placeOf(region.span) };
    return { target: { vendor: vendor.value, region: region.value }, places };
  }

  function add(listing: Wanted, name: string, span: Span): void {
    const first = wanted.get(listing.ip);
    if (first === undefined) {
      wanted.set(listing.ip, listing);
      return;
    }
    const there = `line ${first.places?.ip.line}`;
    const here = `line ${listing.places?.ip.line}`;
    if (agree(first.target, listing.target))
      notices.push({
        message: `${name}: ${listing.ip} is listed twice with the same target, in ${there} and in ${here}; it counts once`,
        span,
      });
    else
      problems.push({
        message: `${name}: ${listing.ip} has the target ${worded(listing.target)} here in ${here}, but ${worded(first.target)} in ${there}; keep one of them`,
        span,
      });
  }
}

function agree(a: Target | undefined, b: Target | undefined): boolean {
  return a && b ? sameTarget(a, b) : a === b;
}

function worded(target: Target | undefined): string {
  return target ? quote(`${target.vendor} ${target.region}`) : 'none';
}
