import type { Entry, EntryList, Location, Places } from '../domain/entry.ts';
import { sameTarget, VENDORS } from '../domain/mapping.ts';
import type { Place } from '../domain/problem.ts';
import { quote } from '../domain/text.ts';
import { type EntryName, type EntryReading, type LocationRule, readEntry } from './entry-reader.ts';
import { expressionIn } from './entry-values.ts';
import { Findings, type PlaceOf, type Span } from './finding.ts';
import type { ListTree, Member, Tree } from './syntax-tree.ts';

/**
 * Gathers the entries of a source, one an address or host name. The same one twice with the same location is merged,
 * with a notice at the second; with another location it is a problem there. Without `placeOf` nothing has a place.
 */
export class EntryCollector {
  readonly problems = new Findings();
  readonly #entries = new Map<string, Entry>();
  readonly #notices = new Findings();
  readonly #placeOf: PlaceOf | undefined;

  constructor(placeOf?: PlaceOf) {
    this.#placeOf = placeOf;
  }

  add(name: string, { origins, location, parts }: EntryReading): void {
    if (location === undefined) return;
    const { check, vendor, region } = parts;
    for (const { origin, span } of origins) {
      const places = this.#places(span, vendor, region);
      const checked = typeof check === 'object' ? check.value : true;
      this.#addOne(name, span, { origin, location, check: checked, ...(places && { places }) });
    }
  }

  list(zone?: { readonly value: string; readonly span: Span } | 'unknown'): EntryList {
    const placeOf = this.#placeOf;
    const placedZone =
      typeof zone === 'object' && placeOf ? { value: zone.value, place: placeOf(zone.span) } : undefined;
    return {
      entries: [...this.#entries.values()],
      ...(zone === 'unknown' ? { zone } : placedZone && { zone: placedZone }),
      problems: this.problems.problems(placeOf),
      notices: this.#notices.problems(placeOf),
    };
  }

  #places(
    origin: Span,
    vendor: EntryReading['parts']['vendor'],
    region: EntryReading['parts']['region'],
  ): Places | undefined {
    const placeOf = this.#placeOf;
    if (placeOf === undefined) return undefined;
    return {
      origin: placeOf(origin),
      ...(typeof vendor === 'object' ? { vendor: placeOf(vendor.span) } : {}),
      ...(typeof region === 'object' ? { region: placeOf(region.span) } : {}),
    };
  }

  #addOne(name: string, span: Span, entry: Entry): void {
    const { origin } = entry;
    const key = origin.kind === 'ip' ? origin.ip : origin.host;
    const first = this.#entries.get(key);
    if (first === undefined) {
      this.#entries.set(key, entry);
      return;
    }
    const [there, here] = [line(first.places?.origin), line(entry.places?.origin)];
    if (sameLocation(first.location, entry.location)) {
      this.#entries.set(key, { ...first, check: first.check && entry.check });
      const lines = here === undefined ? '' : ` with the same target, in ${there} and in ${here}`;
      this.#notices.add({ message: `${name}: ${key} is listed twice${lines}; it counts once`, span });
    } else {
      const message = `${name}: ${key} has ${worded(entry.location)} here in ${here}, but ${worded(first.location)} in ${there}; keep one of them`;
      this.problems.add({ message, span });
    }
  }
}

function line(place: Place | undefined): string | undefined {
  return place && `line ${place.line}`;
}

function sameLocation(a: Location, b: Location): boolean {
  if (a.kind === 'target') return b.kind === 'target' && sameTarget(a.target, b.target);
  if (a.kind === 'auto') return b.kind === 'auto' && a.vendor === b.vendor;
  return b.kind === 'any' && a.vendor === b.vendor;
}

function worded(location: Location): string {
  switch (location.kind) {
    case 'target':
      return `the target ${quote(`${location.target.vendor} ${location.target.region}`)}`;
    case 'auto':
      return location.vendor === undefined ? 'region auto' : `region auto of ${location.vendor}`;
    case 'any':
      return location.vendor === undefined ? 'no target' : `any region of ${location.vendor}`;
  }
}

/** The inputs that name origins: addresses or host names, and what they share. */
export interface OriginInputs {
  readonly kind: 'ip' | 'host';
  /** One or several, separated by commas, spaces or new lines. */
  readonly text: string;
  readonly vendor?: string;
  readonly region?: string;
}

/** Inputs have no places. */
const NOWHERE: Span = { start: 0, end: 0 };

const INPUT: EntryName = {
  name: 'Input',
  part: (key) => `Input ${key}`,
  missing(keys) {
    const choices = keys.map((key) =>
      key === 'vendor' ? `${VENDORS.slice(0, -1).join(', ')} or ${VENDORS.at(-1)}` : 'a region such as us-east-1',
    );
    const missing = keys.length === 1 ? `Input ${keys[0]} is missing` : `Inputs ${keys.join(' and ')} are missing`;
    return `${missing}; give ${choices.join(', and ')}; or region: auto to have it found`;
  },
};

/**
 * Reads the inputs `ip` or `host`, `vendor` and `region`. What Terraform prints for a list of texts or for one text
 * (`["192.0.2.1", "192.0.2.2"]`, `"192.0.2.1"`) is taken as the list that it plainly is.
 */
export function parseOriginInputs({ kind, text, vendor, region }: OriginInputs, rule: LocationRule): EntryList {
  const printed = printedList(text);
  const strange = printed === undefined ? strangeList(text, kind) : undefined;
  const several = region !== undefined && region.length <= LONGEST_REGIONS && SEVERAL_REGIONS.test(region);
  const members = [
    member(kind, strange !== undefined ? { kind: 'unknown', span: NOWHERE } : (printed ?? textTree(text))),
    ...(vendor === undefined ? [] : [member('vendor', printedText(vendor))]),
    ...(region === undefined
      ? []
      : [member('region', several ? { kind: 'unknown', span: NOWHERE } : printedText(region))]),
  ];
  const collector = new EntryCollector();
  if (strange !== undefined)
    collector.problems.add({ message: `${INPUT.part(kind)} ${quote(text.trim())} ${strange}` });
  if (several)
    collector.problems.add({
      message: `${INPUT.part('region')} ${quote(region.trim())} is more than one; give one region`,
    });
  const reading = readEntry({ kind: 'map', members, span: NOWHERE }, INPUT, {}, rule, collector.problems);
  collector.add(INPUT.part(kind), reading);
  return collector.list();
}

function member(key: string, value: Tree): Member {
  return { key, keySpan: NOWHERE, value };
}

function textTree(text: string): Tree {
  return { kind: 'text', text, untyped: true, span: NOWHERE };
}

/** Characters. What is longer is no list of regions, and takes time to look at. */
const LONGEST_REGIONS = 1000;
const SEVERAL_REGIONS = /^\s*\[?["\s]*[\w-]+["\s]*(?:[,;\n]["\s]*[\w-]+["\s]*)+\]?\s*$/;

/** A text; without the quotes and brackets that something printed around it. */
function printedText(text: string): Tree {
  const printed = printedList(text);
  const [only, second] = printed?.items ?? [];
  return only !== undefined && second === undefined ? only : textTree(text);
}

/** What is wrong with a text that is a list of some other kind, with the remedy. */
function strangeList(text: string, kind: OriginInputs['kind']): string | undefined {
  if (/(?:^|\s)#/.test(text)) return 'holds a comment, which an input cannot have; leave out "#" and what follows it';
  if (!isStructure(text)) return undefined;
  if (/^\[[\w.:,\s-]*\]$/.test(text.trim()) && /[.:]/.test(text))
    return 'has brackets around it; leave the brackets out';
  const noun = kind === 'ip' ? 'addresses' : 'host names';
  return `is not a list of texts; give the ${noun} with commas between them, as join(…, ',') writes a list in a workflow`;
}

/** A map, or a list of several things or of none that is text: JSON, or nearly so. An expression has a problem of its own. */
function isStructure(text: string): boolean {
  const printed = withoutType(text);
  if (expressionIn(printed) !== undefined) return false;
  if (printed.startsWith('{') && printed.endsWith('}')) return true;
  const inner = printed.slice(1, -1);
  return printed.startsWith('[') && printed.endsWith(']') && /[\s,{[]|^(?:null|true|false|\d+)$/.test(inner);
}

/** What Terraform prints around a list. */
function withoutType(text: string): string {
  return text.trim().replace(/^to(?:list|set)\((.*)\)$/s, '$1');
}

/** A list of quoted texts in brackets, or quoted texts alone: JSON, or a list as `terraform output` prints it. */
function printedList(text: string): ListTree | undefined {
  const printed = withoutType(text);
  if (!/^["[]/.test(printed)) return undefined;
  const inner = printed.replace(/^\[(.*)\]$/s, '$1').replace(/,\s*$/, '');
  try {
    const items: unknown[] = JSON.parse(`[${inner}]`);
    return items.every((item) => typeof item === 'string')
      ? { kind: 'list', items: items.map(textTree), span: NOWHERE }
      : undefined;
  } catch {
    return undefined;
  }
}
