import { type Address, inAddressOrder } from './address.ts';

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
  /** ISO 8601, as the API said it; unknown for a mapping that the API has not answered yet. */
  readonly modifiedOn?: string;
}

/** What a zone holds, by address. */
export type MappingList = ReadonlyMap<Address, Mapping>;

/** Supported regions: vendor → region → upper tiers (codes of Cloudflare's data centres, may be empty). */
export type Regions = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

export function sameTarget(a: Target, b: Target): boolean {
  return a.vendor === b.vendor && a.region === b.region;
}

/** The list in the order of its addresses (IPv4 before IPv6, numerically). */
export function sorted(list: MappingList): MappingList {
  return new Map(inAddressOrder(list.values()).map((mapping) => [mapping.ip, mapping]));
}
