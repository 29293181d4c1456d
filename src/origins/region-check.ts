import type { Address } from '../domain/address.ts';
import type { Places } from '../domain/entry.ts';
import { type Regions, sameTarget, type Target, targetName } from '../domain/mapping.ts';
import type { Problem } from '../domain/problem.ts';
import type { Locator } from './locate.ts';
import { regionOfRange } from './published-ranges.ts';

/** An entry with a declared target that the plan would create or update. */
export interface DeclaredOrigin {
  readonly ip: Address;
  readonly target: Target;
  readonly places?: Places;
}

/**
 * Holds declared targets against what the clouds publish. A published region with the same upper tiers is as good; where
 * upper tiers are not known, or the range belongs to a Local or Wavelength Zone, there is nothing to say.
 */
export async function checkRegions(
  origins: readonly DeclaredOrigin[],
  locator: Pick<Locator, 'published'>,
  regions: Regions | undefined,
): Promise<readonly Problem[]> {
  if (regions === undefined) return [];
  const checked = await Promise.all(origins.map((origin) => check(origin, locator, regions)));
  return checked.flatMap((problem) => problem ?? []);
}

async function check(
  { ip, target, places }: DeclaredOrigin,
  locator: Pick<Locator, 'published'>,
  regions: Regions,
): Promise<Problem | undefined> {
  const declaredTiers = tiersOf(target, regions);
  if (declaredTiers === undefined) return undefined;
  const range = await locator.published(ip);
  const region = range && regionOfRange(range, regions);
  if (range === undefined || region === undefined) return undefined;
  if (range.place.kind === 'region' && range.place.borderGroup !== undefined) return undefined;
  const published = { vendor: range.vendor, region };
  const publishedTiers = tiersOf(published, regions);
  if (publishedTiers === undefined || sameTarget(target, published)) return undefined;
  if (sameSet(declaredTiers, publishedTiers)) return undefined;
  const place = places?.region ?? places?.vendor ?? places?.origin;
  return {
    message: `${ip} is declared as ${targetName(target)} (upper tiers ${declaredTiers.join(', ')}), but it is in ${targetName(published)} (upper tiers ${publishedTiers.join(', ')}), ${range.words}. Correct vendor and region; where they differ on purpose, write check: false in the entry`,
    ...(place === undefined ? {} : { place }),
  };
}

/** The upper tiers of a target; undefined where none are known. */
function tiersOf({ vendor, region }: Target, regions: Regions): readonly string[] | undefined {
  const tiers = regions.get(vendor)?.get(region);
  return tiers === undefined || tiers.length === 0 ? undefined : tiers;
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return new Set(a).symmetricDifference(new Set(b)).size === 0;
}
