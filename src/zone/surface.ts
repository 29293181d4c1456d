import type { Address } from '../domain/address.ts';
import type { Mapping, MappingList, Regions } from '../domain/mapping.ts';
import type { ApiVersion } from '../domain/result.ts';
import type { BatchAnswer } from './answers.ts';
import type { Reply } from './api.ts';

/** The most entries one batch may carry, on either surface. */
export const BATCH = 100;

/**
 * One of the two ways in which the API speaks of a zone's mappings. All writes are idempotent. Every method throws a
 * `Failure` when it brings no result.
 */
export interface Surface {
  readonly version: ApiVersion;
  /** Asks for the list; the function it gives reads the rest of it (v2 comes in pages). No mapping at all is an empty list. */
  openList(signal?: AbortSignal): Promise<() => Promise<MappingList>>;
  regions(): Promise<Regions>;
  /** Creates or updates one mapping. v1 answers the zone's whole list, v2 nothing of it. */
  put(mapping: Mapping): Promise<MappingList | undefined>;
  /** Creates or updates up to {@link BATCH} mappings. */
  putMany(mappings: readonly Mapping[]): Promise<Reply<BatchAnswer>>;
  remove(ip: Address): Promise<Reply<true>>;
  /** Removes up to {@link BATCH} mappings; an address that is not mapped is under `failed`. */
  removeMany(ips: readonly Address[]): Promise<Reply<BatchAnswer>>;
}
