import type { SeedMapping } from './record.ts';
import { REGIONS, type SupportedRegions } from './regions.ts';
import type { DnsRecordSeed } from './zone-reads.ts';

/** So many different mappings, half of them IPv4, over all vendors; the same ones each time. */
export function population(count: number): SeedMapping[] {
  const targets = Object.entries(REGIONS).flatMap(([vendor, list]) =>
    list.map(({ name }) => ({ vendor, region: name })),
  );
  return Array.from({ length: count }, (_, index) => {
    const number = index >> 1;
    const ip = index % 2 === 0 ? `198.18.${number >> 8}.${number & 255}` : `2001:db8::${(number + 1).toString(16)}`;
    return { ip, ...(targets[index % targets.length] as (typeof targets)[number]) };
  });
}

/** So many different proxied records of a zone, half of them IPv4, with an address each; the same ones each time. */
export function madeUpDnsRecords(count: number, zoneName: string): DnsRecordSeed[] {
  return Array.from({ length: count }, (_, index) => {
    const number = index >> 1;
    const name = `host-${index}.${zoneName}`;
    return index % 2 === 0
      ? { type: 'A', name, content: `198.18.${number >> 8}.${number & 255}` }
      : { type: 'AAAA', name, content: `2001:db8::${(number + 1).toString(16)}` };
  });
}

/** A list of so many regions of each vendor, with long names: what a server might answer at worst. */
export function manyRegions(count: number): SupportedRegions {
  const list = Array.from({ length: count }, (_, index) => ({
    name: `made-up-region-with-a-long-name-${index}`,
    upper_tier_colos: ['IAD', 'EWR'],
  }));
  return Object.fromEntries(Object.keys(REGIONS).map((vendor) => [vendor, list]));
}
