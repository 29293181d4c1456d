import type { Address } from '../domain/address.ts';
import type { Evidence } from '../domain/entry.ts';
import { type Regions, sameTarget, type Target, targetName, type Vendor } from '../domain/mapping.ts';
import { isShapeFault } from './feed-shapes.ts';
import { FeedError, type FeedOptions, type RangesSource, readFeed } from './feeds.ts';
import { regionOfName } from './host-regions.ts';
import {
  CLOUD_NAMES,
  type PublishedRange,
  type PublishedRanges,
  readPublishedRanges,
  regionOfRange,
} from './published-ranges.ts';

/** An origin whose region is looked for. */
export interface OriginToLocate {
  readonly ip: Address;
  /** The host name and the CNAMEs passed, in order; empty where the address itself was given. */
  readonly names: readonly string[];
  /** The only vendor that is believed. */
  readonly vendor?: Vendor;
}

export type Located =
  | {
      readonly kind: 'found';
      readonly target: Target;
      readonly evidence: Evidence;
      /** Where host name and published range say different things: what each says, and which counts. */
      readonly disagreement?: string;
    }
  | {
      readonly kind: 'unknown';
      readonly reason: string;
      /** The clouds whose published ranges could not be read. */
      readonly unread?: string;
    };

/** Finds regions. The clouds' feeds are read when they are first needed, and once. */
export interface Locator {
  locate(origin: OriginToLocate): Promise<Located>;
  /** Begins to read the feeds that are read first: to be called where an entry needs them. */
  begin(): void;
  /** The longest published range that holds an address. */
  published(ip: Address): Promise<PublishedRange | undefined>;
  /** One notice of all feeds that could not be had by now, once an address might have been in one of them; or none. */
  readonly notices: readonly string[];
}

export interface LocatorOptions extends FeedOptions {
  readonly regions: () => Promise<Regions | undefined>;
}

/** The fewest prefixes that a feed of the cloud itself holds; a copy may be as small as one. */
const FLOORS: Readonly<Record<Vendor, number>> = { aws: 1000, gcp: 100, oci: 100, azure: 1000 };

const AT_ONCE = ['aws', 'gcp', 'oci'] as const;

export function openLocator(source: RangesSource, options: LocatorOptions): Locator {
  /** Clouds whose feeds could not be had, and why. */
  const failed = new Map<Vendor, string>();
  const feeds = new Map<Vendor, Promise<PublishedRanges | undefined>>();

  const feed = (vendor: Vendor) => {
    const reading = feeds.get(vendor) ?? load(vendor);
    feeds.set(vendor, reading);
    return reading;
  };
  const load = async (vendor: Vendor): Promise<PublishedRanges | undefined> => {
    try {
      return await readRanges(vendor, source, options);
    } catch (error) {
      if (!(error instanceof FeedError)) throw error;
      failed.set(vendor, error.message);
      return undefined;
    }
  };
  const published = async (ip: Address): Promise<PublishedRange | undefined> => {
    const ranges = await Promise.all(AT_ONCE.map(feed));
    return longest(ranges.flatMap((range) => range?.find(ip) ?? [])) ?? (await feed('azure'))?.find(ip);
  };

  return {
    get notices() {
      return failed.size > 0 ? [failedNotice(failed)] : [];
    },
    published,
    begin() {
      for (const vendor of AT_ONCE) void feed(vendor);
    },
    async locate({ ip, names, vendor }) {
      const range = await published(ip);
      const byName = evidenceOfNames(names, vendor);
      // A feed that could not be read might say otherwise.
      const unread = namesOf(failed, vendor);
      const uncertain = unread === '' ? {} : { unread };
      const byRange = range && (await targetOfRange(range, options.regions));
      if (range !== undefined && byRange !== undefined && (vendor === undefined || vendor === range.vendor)) {
        const disagrees = byName !== undefined && !sameTarget(byName.target, byRange);
        return {
          kind: 'found',
          target: byRange,
          evidence: { kind: 'published', words: range.words, ...uncertain },
          ...(disagrees ? { disagreement: disagreementOf(byName, range, byRange) } : {}),
        };
      }
      if (byName === undefined)
        return { kind: 'unknown', reason: reasonOf(range, byRange, names, vendor, failed), ...uncertain };
      return { ...byName, evidence: { ...byName.evidence, ...uncertain } };
    },
  };
}

async function readRanges(vendor: Vendor, source: RangesSource, options: FeedOptions): Promise<PublishedRanges> {
  const { body, fileDate } = await readFeed(vendor, source, options);
  const floor = source.kind === 'published' ? FLOORS[vendor] : 1;
  const ranges = readPublishedRanges(vendor, body, { floor, fileDate });
  if (isShapeFault(ranges)) throw new FeedError(`what was read ${ranges.fault}`);
  return ranges;
}

/** Two clouds that publish the same prefix contradict each other: then it has no region. */
function longest(ranges: readonly PublishedRange[]): PublishedRange | undefined {
  const [first, second] = ranges.toSorted((a, b) => b.length - a.length);
  if (first === undefined || first.length !== second?.length) return first;
  const [one, other] = [first, second].map(({ vendor }) => CLOUD_NAMES[vendor]);
  return {
    ...first,
    place: { kind: 'contradictory', regions: [`${one}`, `${other}`] },
    words: `published by two clouds, ${one} and ${other}`,
  };
}

async function targetOfRange(range: PublishedRange, regions: LocatorOptions['regions']): Promise<Target | undefined> {
  const region = regionOfRange(range, range.vendor === 'azure' ? await regions() : undefined);
  return region === undefined ? undefined : { vendor: range.vendor, region };
}

/** The names on the way count, the last one first. */
function evidenceOfNames(
  names: readonly string[],
  vendor: Vendor | undefined,
): (Located & { readonly kind: 'found' }) | undefined {
  for (const name of names.toReversed()) {
    const target = regionOfName(name);
    if (target !== undefined && (vendor === undefined || vendor === target.vendor))
      return { kind: 'found', target, evidence: { kind: 'host', words: `host name ${name}` } };
  }
  return undefined;
}

function disagreementOf(
  { evidence, target }: Located & { readonly kind: 'found' },
  { vendor, prefix }: PublishedRange,
  { region }: Target,
): string {
  return `${evidence.words} says ${targetName(target)}, but ${CLOUD_NAMES[vendor]} publishes ${prefix} as ${region}; that counts`;
}

function failedNotice(failed: ReadonlyMap<Vendor, string>): string {
  const clouds = [...failed].map(([vendor, reason]) => ({ name: CLOUD_NAMES[vendor], reason }));
  const [first, ...more] = clouds.sort((a, b) => (a.name < b.name ? -1 : 1));
  const reasons = more.length === 0 ? first?.reason : clouds.map(({ name, reason }) => `${name}: ${reason}`).join('; ');
  return `The published ranges of ${clouds.map(({ name }) => name).join(', ')} cannot be had, so they tell nothing: ${reasons}. Give vendor and region where they are needed, or give copies of the ranges with ip-ranges`;
}

/** Those of some clouds that count: all, or the only vendor that is believed. */
function namesOf(clouds: ReadonlyMap<Vendor, unknown>, vendor?: Vendor): string {
  return [...clouds.keys()]
    .filter((cloud) => vendor === undefined || cloud === vendor)
    .map((cloud) => CLOUD_NAMES[cloud])
    .join(', ');
}

/** What is known of an origin whose region is not. */
function reasonOf(
  range: PublishedRange | undefined,
  target: Target | undefined,
  names: readonly string[],
  vendor: Vendor | undefined,
  failed: ReadonlyMap<Vendor, unknown>,
): string {
  const known: string[] = [];
  if (range === undefined) {
    const unread = namesOf(failed);
    known.push(`in no published range${unread === '' ? '' : ` (those of ${unread} could not be read)`}`);
  } else if (target === undefined) known.push(range.words);
  else known.push(`${range.words}, which is ${targetName(target)}, but only vendor ${vendor} is believed`);
  const host = names[0];
  if (host !== undefined) known.push(`host name ${host} tells no region${vendor ? ` of ${vendor}` : ''}`);
  return known.join('; ');
}
