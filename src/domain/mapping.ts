import type { Address } from './address.ts';

/** The vendors that Cloudflare knows. A zone may already hold others; those are carried along. */
export const VENDORS = ['aws', 'azure', 'gcp', 'oci'] as const;
export type Vendor = (typeof VENDORS)[number];

/** The most mappings a zone can hold. Source: Cloudflare's API reference, error 1164. */
export const LIMIT = 3500;

/** Where an origin lives: a cloud vendor and the name of one of its regions. */
export interface Target {
  readonly vendor: string;
  readonly region: string;
}

/** "The origin at this IP lives in this region of this vendor." */
export interface Mapping extends Target {
  readonly ip: Address;
  /** ISO 8601, as the API said it; absent for a mapping that the API has not answered yet. */
  readonly modifiedOn?: string;
}

export type MappingList = ReadonlyMap<Address, Mapping>;

/** A row of the zone's list whose address cannot be read: it is carried along and never changed. */
export interface UnreadableMapping extends Target {
  /** As the API spells it. */
  readonly ip: string;
  readonly modifiedOn?: string;
}

/**
 * What the zone holds. A vendor or region that the API gives as `null`, or leaves out, is an empty text here: what is
 * there already is not ours to judge.
 */
export interface Existing {
  readonly mappings: MappingList;
  readonly unreadable: readonly UnreadableMapping[];
  /** Rows that are not as documented: a field missing or `null`, an address twice or in another spelling, an unreadable one. */
  readonly oddRows: number;
  /** Pages in which the list came. One that came in several may have been changed between them. */
  readonly pages: number;
}

/** How many mappings the zone holds. */
export function existingCount({ mappings, unreadable }: Existing): number {
  return mappings.size + unreadable.length;
}

/** Supported regions: vendor → region → upper tiers (codes of Cloudflare's data centres, may be empty). */
export type Regions = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

export function sameTarget(a: Target, b: Target): boolean {
  return a.vendor === b.vendor && a.region === b.region;
}

/** Whether a zone says the same of an address: the same target, or nothing at all. */
export function sameState(a: Target | undefined, b: Target | undefined): boolean {
  return a === undefined || b === undefined ? a === b : sameTarget(a, b);
}

/** The target alone, without whatever it came with. */
export function targetOf({ vendor, region }: Target): Target {
  return { vendor, region };
}

/** `aws us-east-1`, or `nothing`. Plain text: quote or escape it before it is shown. */
export function targetName(target: Target | undefined): string {
  if (target === undefined) return 'nothing';
  return `${target.vendor || '(no vendor)'} ${target.region || '(no region)'}`;
}

/** Whether Cloudflare supports a target, as far as is known: an empty list of regions is no knowledge of them. */
export function isSupported({ vendor, region }: Target, regions: Regions): boolean {
  const names = regions.get(vendor);
  if (names === undefined) return ![...regions.values()].some(({ size }) => size > 0);
  return names.size === 0 || names.has(region);
}
