import { type Existing, existingCount, type Regions } from '../domain/mapping.ts';
import type { ApiVersion } from '../domain/result.ts';
import type { Api } from './api.ts';
import { CloudflareError, cloudflareErrorOf } from './cloudflare-error.ts';
import { type MappingsApi, mappingsV1, mappingsV2, type OpenedList } from './mappings-api.ts';
import { changeableZone, endsRun, explained, fixedZone, unlearned, type Zone } from './zone.ts';

export { BATCH_SIZE } from './mappings-api.ts';
export type { BatchResult } from './shapes.ts';
export { NO_ROUTE_REMEDY, type Zone } from './zone.ts';

/** What is known before anything is planned. */
export interface OpenedZone {
  readonly zone: Zone;
  /** Absent where the API is patch-only. */
  readonly existing?: Existing;
  /** The supported regions, or why they are not known. */
  readonly regions: Regions | CloudflareError;
}

/**
 * Finds out which version of the API answers for a zone, and reads its list and its supported regions.
 *
 * `auto` asks both lists at once. v1 is used where its list holds mappings, since its writes answer the whole list; also
 * where v2 has none either. Else v2. The regions are asked for once, where the list answered: no request is spent on a
 * version that is not there.
 */
export async function openZone(
  api: Api,
  zoneId: string,
  wish: ApiVersion | 'auto',
  notice: (message: string) => void,
): Promise<OpenedZone> {
  const v1 = mappingsV1(api, zoneId);
  const v2 = mappingsV2(api, zoneId);
  if (wish !== 'auto') {
    const mappings = wish === 'v1' ? v1 : v2;
    const list = mappings.openList().then((opened) => opened.whole());
    const [existing, regions] = await Promise.all([list.catch(cloudflareErrorOf), regionsOf(mappings)]);
    if (!(existing instanceof CloudflareError))
      return { zone: fixedZone(api, zoneId, mappings, 'full'), existing, regions };
    if (existing.kind === 'no-route' && wish === 'v1')
      return { zone: fixedZone(api, zoneId, v1, 'patch-only'), regions };
    throw explained(existing, api);
  }

  const secondNotNeeded = new AbortController();
  const asked = v1.openList().catch(cloudflareErrorOf);
  const second = v2.openList(secondNotNeeded.signal).catch(cloudflareErrorOf);
  // Nobody may look at it; a fault in it must not end the process.
  second.catch(() => {});
  const first = await asked;
  if (first instanceof CloudflareError && endsRun(first)) throw first;
  if (!(first instanceof CloudflareError) && !first.isEmpty) {
    secondNotNeeded.abort();
    return open(api, zoneId, v1, v2, first, notice);
  }
  const other = await second;
  if (other instanceof CloudflareError && endsRun(other)) throw other;
  if (!(other instanceof CloudflareError) && (first instanceof CloudflareError || !other.isEmpty)) {
    if (first instanceof CloudflareError && first.kind !== 'no-route')
      notice(`The API v1 does not give the list of this zone, so the run uses v2: ${first.message}`);
    return open(api, zoneId, v2, v1, other, notice);
  }
  if (!(first instanceof CloudflareError)) {
    if (other instanceof CloudflareError && other.kind !== 'no-route') notice(unlearned(other));
    return open(api, zoneId, v1, v2, first, notice);
  }
  if (first.kind !== 'no-route') throw first;
  if (other instanceof CloudflareError && other.kind !== 'no-route') throw other;
  return { zone: fixedZone(api, zoneId, v1, 'patch-only'), regions: await regionsOf(v1) };
}

async function open(
  api: Api,
  zoneId: string,
  mappings: MappingsApi,
  other: MappingsApi,
  list: OpenedList,
  notice: (message: string) => void,
): Promise<OpenedZone> {
  const whole = list.whole().catch((error) => {
    throw explained(error, api);
  });
  const [existing, regions] = await Promise.all([whole, regionsOf(mappings)]);
  const zone = changeableZone(api, zoneId, { first: mappings, other, holds: existingCount(existing) > 0, notice });
  return { zone, existing, regions };
}

async function regionsOf(mappings: MappingsApi): Promise<Regions | CloudflareError> {
  const regions = await mappings.regions().catch(cloudflareErrorOf);
  if (regions instanceof CloudflareError && endsRun(regions)) throw regions;
  if (regions instanceof CloudflareError || [...regions.values()].some(({ size }) => size > 0)) return regions;
  return new CloudflareError('refused', 'Cloudflare answered an empty list of supported regions');
}
