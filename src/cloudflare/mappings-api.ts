import type { Address } from '../domain/address.ts';
import { type Existing, existingCount, type Mapping, type Regions } from '../domain/mapping.ts';
import type { ApiVersion } from '../domain/result.ts';
import type { Api, Reply } from './api.ts';
import { CloudflareError } from './cloudflare-error.ts';
import { readPagedList } from './paged-list.ts';
import { addressText, type BatchResult, existingOf, type Page } from './shapes.ts';

/** The most entries that one batch may carry, in either version. */
export const BATCH_SIZE = 100;

/**
 * One of the two versions of the API for a zone's mappings. All writes are idempotent. Every method throws a
 * {@link CloudflareError} where it brings no result. A write that succeeds with another result than documented gives
 * `undefined`: it counts as sent.
 */
export interface MappingsApi {
  readonly version: ApiVersion;
  /** Asks for the list; what it gives reads the rest of it (v2 comes in pages). */
  openList(signal?: AbortSignal): Promise<OpenedList>;
  regions(): Promise<Regions>;
  /** Creates or updates one mapping. v1 answers the zone's whole list, v2 nothing of it. */
  put(mapping: Mapping): Promise<Reply<Existing | undefined>>;
  /** Creates or updates up to {@link BATCH_SIZE} mappings. */
  putBatch(mappings: readonly Mapping[]): Promise<Reply<BatchResult | undefined>>;
  remove(ip: Address): Promise<Reply<undefined>>;
  /** Removes up to {@link BATCH_SIZE} mappings; an address that is not mapped is under `failed`. */
  removeBatch(ips: readonly Address[]): Promise<Reply<BatchResult | undefined>>;
}

export interface OpenedList {
  /** Whether the zone holds anything, by what is known so far. */
  readonly isEmpty: boolean;
  whole(): Promise<Existing>;
}

/** A zone without any mapping has no record, and some answers say so with "does not exist" (1142): an empty list. */
export async function emptyIfMissing<Value>(reply: Promise<Reply<Value>>, empty: Value): Promise<Value> {
  try {
    return (await reply).value;
  } catch (error) {
    if (error instanceof CloudflareError && error.kind === 'missing') return empty;
    throw error;
  }
}

/** `/cache/origin_cloud_regions`: the older version, whose PATCH answers the complete list. */
export function mappingsV1(api: Api, zoneId: string): MappingsApi {
  const path = `/zones/${zoneId}/cache/origin_cloud_regions`;
  return {
    version: 'v1',
    async openList() {
      const list = await emptyIfMissing(api.call({ method: 'GET', path }, 'v1List'), existingOf([], 1));
      return { isEmpty: existingCount(list) === 0, whole: async () => list };
    },
    regions: async () => (await api.call({ method: 'GET', path: `${path}/supported_regions` }, 'regions')).value,
    put: ({ ip, vendor, region }) => api.call({ method: 'PATCH', path, body: { ip, vendor, region } }, 'v1Written'),
    putBatch: (mappings) =>
      api.call(
        {
          method: 'PATCH',
          path: `${path}/batch`,
          body: mappings.map(({ ip, vendor, region }) => ({ ip, vendor, region })),
        },
        'v1Batch',
      ),
    remove: (ip) => api.call({ method: 'DELETE', path: `${path}/${ip}` }, 'done'),
    removeBatch: (ips) => api.call({ method: 'DELETE', path: `${path}/batch`, body: ips }, 'v1Batch'),
  };
}

const PER_PAGE = 100;
const NO_PAGE: Page<unknown> = { rows: [], total: 0 };

/** `/origin/cloud_regions`: the version that Cloudflare announced as the successor, with a paged list. */
export function mappingsV2(api: Api, zoneId: string): MappingsApi {
  const path = `/zones/${zoneId}/origin/cloud_regions`;
  const page = (number: number, signal?: AbortSignal) =>
    emptyIfMissing(
      api.call(
        { method: 'GET', path: `${path}?page=${number}&per_page=${PER_PAGE}`, ...(signal ? { signal } : {}) },
        'v2Page',
      ),
      NO_PAGE,
    );
  return {
    version: 'v2',
    async openList(signal) {
      const first = await page(1, signal);
      return {
        isEmpty: first.total === 0 && first.rows.length === 0,
        async whole() {
          const { rows, pages } = await readPagedList(first, page, addressText, 'The list of mappings');
          return existingOf(rows, pages);
        },
      };
    },
    regions: async () => (await api.call({ method: 'GET', path: `${path}/supported_regions` }, 'regions')).value,
    put: (mapping) => api.call({ method: 'PUT', path: `${path}/${mapping.ip}`, body: bodyOf(mapping) }, 'done'),
    putBatch: (mappings) => api.call({ method: 'PUT', path: `${path}/batch`, body: mappings.map(bodyOf) }, 'v2Batch'),
    remove: (ip) => api.call({ method: 'DELETE', path: `${path}/${ip}` }, 'done'),
    removeBatch: (ips) => api.call({ method: 'DELETE', path: `${path}/batch`, body: ips }, 'v2Batch'),
  };
}

function bodyOf({ ip, vendor, region }: Mapping) {
  return { origin_ip: ip, vendor, region };
}
