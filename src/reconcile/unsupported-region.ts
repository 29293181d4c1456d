import type { Regions, Target } from '../domain/mapping.ts';
import { clip, quote } from '../domain/text.ts';
import { awsNameOf, awsRegionNamed, lettersOf } from './aws-region-names.ts';

/** Names that a message lists of those that resemble another one, or that mean it. */
const MOST_LISTED = 12;
/** Names that a message lists where it lists all of a vendor; most vendors have no more. */
const MOST_OF_VENDOR = 40;
/** Names that another one is compared with; the vendors have well under a hundred regions each. */
const MOST_COMPARED = 500;
/** Characters of a name; longer ones are cut where they are shown, and resemble nothing. */
const LONGEST_NAME = 60;

/**
 * Gives the message for code 1157: what is not supported, and what to write instead. A region is suggested only where its
 * name is near enough to be a misspelling, or where the vendor's own display name says it.
 */
export function regionSuggestions(regions: Regions | undefined): (target: Target) => string {
  const directory = openDirectory(regions ?? new Map());
  const messages = new Map<string, string>();
  return (target) => {
    const key = JSON.stringify([target.vendor, target.region]);
    const message = messages.get(key) ?? messageFor(target, directory);
    messages.set(key, message);
    return message;
  };
}

/** The supported regions, prepared for many questions: the answer of an API may hold any number of names. */
interface Directory {
  readonly regions: Regions;
  /** Vendors with regions, as a text. */
  readonly vendors: string;
  /** Region → its vendors. */
  readonly vendorsOf: ReadonlyMap<string, readonly string[]>;
  /** The regions of a vendor. */
  readonly namesOf: (vendor: string) => Names;
}

interface Names {
  /** In their order. */
  readonly sorted: readonly string[];
  readonly candidates: readonly Candidate[];
}

interface Candidate extends Spelling {
  readonly name: string;
}

/** A name without spaces, dashes and the like; and its letters and its numbers alone. */
interface Spelling {
  readonly whole: string;
  readonly letters: string;
  readonly numbers: string;
}

function openDirectory(regions: Regions): Directory {
  const vendorsOf = new Map<string, string[]>();
  for (const [vendor, names] of regions)
    for (const name of names.keys()) vendorsOf.set(name, [...(vendorsOf.get(name) ?? []), vendor]);
  const read = new Map<string, Names>();
  return {
    regions,
    vendors: listed([...regions.keys()].filter((vendor) => regions.get(vendor)?.size !== 0).sort()),
    vendorsOf,
    namesOf(vendor) {
      let names = read.get(vendor);
      if (names === undefined) {
        const sorted = [...vendorsOf.keys()].filter((name) => regions.get(vendor)?.has(name)).sort();
        const candidates = sorted.slice(0, MOST_COMPARED).map((name) => ({ name, ...spellingOf(name) }));
        names = { sorted, candidates };
        read.set(vendor, names);
      }
      return names;
    },
  };
}

function messageFor(target: Target, directory: Directory): string {
  const { vendor, region } = target;
  const names = directory.regions.get(vendor);
  if (names?.has(region))
    return `${vendor} ${region} is in Cloudflare's own list of supported regions, and was refused all the same: run again later`;
  if (directory.vendors === '' || names?.size === 0) {
    const named = vendor === 'aws' ? awsRegionNamed(region) : undefined;
    const remedy = named === undefined ? "Check the spelling in the vendor's own list of regions" : displayName(named);
    return `Cloudflare knows no region ${quote(region)} of ${quote(vendor)}. ${remedy}`;
  }
  if (names === undefined)
    return `Cloudflare supports no vendor ${quote(vendor)} here. Supported: ${directory.vendors}`;
  const remedy =
    region.length > LONGEST_NAME ? allOf(vendor, directory.namesOf(vendor).sorted) : remedyFor(target, directory);
  return `${vendor} has no supported region ${quote(region)}. ${remedy}`;
}

function remedyFor({ vendor, region }: Target, { vendorsOf, namesOf }: Directory): string {
  const { sorted, candidates } = namesOf(vendor);
  const all = allOf(vendor, sorted);
  const isOurs = (name: string | undefined): name is string =>
    name !== undefined && vendorsOf.get(name)?.includes(vendor) === true;
  const zoneRegion = regionOfAvailabilityZone(vendor, region);
  if (isOurs(zoneRegion)) return `It is an availability zone of ${zoneRegion}: give ${zoneRegion}`;
  const named = vendor === 'aws' ? awsRegionNamed(region) : undefined;
  if (isOurs(named)) return displayName(named);
  if (named !== undefined) return `It is AWS's name for ${named}, which Cloudflare does not support. ${all}`;
  const elsewhere = vendorsOf.get(region) ?? vendorsOfAvailabilityZone(region, vendorsOf);
  if (elsewhere.length > 0) return `It is a region of ${listed(elsewhere, 'and')}: check the vendor. ${all}`;
  const awsName = vendor === 'aws' ? awsNameOf(region) : undefined;
  if (awsName !== undefined) return `It is AWS's region ${awsName}, which Cloudflare does not support. ${all}`;
  const spellings = otherSpellings(vendor, region, candidates);
  if (spellings.length > 0) return `The name is written ${listed(spellings, 'or')}`;
  const written = spellingOf(region);
  const near = candidates.filter((candidate) => isMisspelling(region, written, candidate));
  if (near.length > 0) return `Nearest supported names of ${vendor}: ${listed(near.map(({ name }) => name))}`;
  const siblings = candidates.filter(({ letters }) => letters === written.letters).map(({ name }) => name);
  if (siblings.length === 0) return all;
  // Those that differ in the number alone first.
  return `A name with another number is another region. ${allOf(vendor, [...new Set([...siblings, ...sorted])])}`;
}

function allOf(vendor: string, names: readonly string[]): string {
  return `Supported regions of ${vendor}: ${listed(names, '', MOST_OF_VENDOR)}`;
}

function spellingOf(name: string): Spelling {
  const whole = lettersOf(name);
  return { whole, letters: whole.replace(/\d/g, ''), numbers: whole.replace(/\D/g, '') };
}

function displayName(region: string): string {
  return `It is AWS's name for ${region}: give ${region}`;
}

/** How vendors name an availability zone after its region. Azure only numbers them. */
const AVAILABILITY_ZONES: Readonly<Record<string, RegExp>> = {
  // `us-east-1a`, and local zones such as `us-east-1-bos-1a`.
  aws: /^(.+?-\d+)(?:-[a-z]+-\d+)?[a-z]$/,
  gcp: /^(.+\d)-[a-z]$/,
  oci: /^(?:.*:)?(.+-\d+)-ad-\d$/,
};

function regionOfAvailabilityZone(vendor: string, zone: string): string | undefined {
  return Object.hasOwn(AVAILABILITY_ZONES, vendor) ? AVAILABILITY_ZONES[vendor]?.exec(zone)?.[1] : undefined;
}

function vendorsOfAvailabilityZone(zone: string, vendorsOf: Directory['vendorsOf']): string[] {
  return Object.keys(AVAILABILITY_ZONES).filter((vendor) =>
    vendorsOf.get(regionOfAvailabilityZone(vendor, zone) ?? '')?.includes(vendor),
  );
}

/**
 * The names that are the same but for spaces, dashes and the like: Azure's display names are such (`West Europe`, in its
 * portal also `(Europe) West Europe`). Oracle's have the region's place in parentheses (`Germany Central (Frankfurt)`).
 */
function otherSpellings(vendor: string, region: string, candidates: readonly Candidate[]): string[] {
  const whole = lettersOf(vendor === 'azure' ? region.replace(/^\([^)]*\)/, '') : region);
  const place = vendor === 'oci' ? lettersOf(/\(([^)]+)\)$/.exec(region)?.[1] ?? region) : undefined;
  return candidates
    .filter((one) => one.whole === whole || (place !== undefined && one.name.split('-')[1] === place))
    .map(({ name }) => name);
}

/**
 * Whether one slip lies between two names: a letter too many, too few, wrong, or two swapped. The numbers have to be right,
 * since another number is another region; and so has the code of a country or continent at the beginning: one letter makes
 * `mx-central-1` of `me-central-1`.
 */
function isMisspelling(region: string, { whole: written, numbers }: Spelling, candidate: Candidate): boolean {
  const { name, whole } = candidate;
  if (numbers !== candidate.numbers) return false;
  if (Math.abs(written.length - whole.length) > 1) return false;
  if (name[2] === '-' && !region.startsWith(name.slice(0, 2))) return false;
  let same = 0;
  while (same < whole.length && written[same] === whole[same]) same += 1;
  const [a, b] = [written.slice(same), whole.slice(same)];
  const swapped = a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2);
  return swapped || a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1);
}

/** The first of some names, and how many more there are. */
function listed(names: readonly string[], conjunction = '', most = MOST_LISTED): string {
  const shown = names.slice(0, most).map((name) => clip(name, LONGEST_NAME));
  if (names.length > shown.length) return `${shown.join(', ')} and ${names.length - shown.length} more`;
  return shown.join(conjunction === '' ? ', ' : ` ${conjunction} `);
}
