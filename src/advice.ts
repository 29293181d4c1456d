import { LIMIT, type Regions, type Target } from './domain/mapping.ts';
import { nearest } from './domain/nearest.ts';
import { quote } from './domain/quote.ts';

/** The words for code 1157: what is not supported, and the nearest names that are. */
export function regionAdvice({ vendor, region }: Target, regions: Regions | undefined): string {
  if (regions === undefined)
    return `Cloudflare knows no region ${quote(region)} of ${quote(vendor)}. Check the spelling in the vendor's own list of regions`;
  const names = regions.get(vendor);
  if (names === undefined)
    return `Cloudflare supports no vendor ${quote(vendor)} here. Supported: ${[...regions.keys()].sort().join(', ')}`;
  if (names.has(region))
    return `${vendor} ${region} is in Cloudflare's own list of supported regions, and was refused all the same: run again later`;
  const elsewhere = [...regions].filter(([, list]) => list.has(region)).map(([name]) => name);
  const hint = elsewhere.length === 0 ? '' : ` It is a region of ${elsewhere.join(' and ')}: check the vendor.`;
  return `${vendor} has no supported region ${quote(region)}.${hint} Nearest supported names of ${vendor}: ${nearest(region, names.keys()).join(', ')}`;
}

/** The words for code 1164: how many mappings exist, how many more were asked for, how many fit, and what to do. */
export function limitAdvice(exist: number, asked: number, fit: number): string {
  return `The zone holds ${exist} mappings, ${asked} more are asked for, and ${fit} fit: a zone can hold ${LIMIT} (code 1164). ${MAKE_ROOM}`;
}

/** The words for code 1164 when the API says it: it knows the limit better than this program. */
export function fullAdvice(exist: number, asked: number): string {
  return `Cloudflare takes no more mappings in this zone (code 1164): it holds ${exist}, the run asked for ${asked} new ones, and no more fit. ${MAKE_ROOM}`;
}

const MAKE_ROOM = 'Remove mappings that are no longer needed, for example with prune or with state: absent';
