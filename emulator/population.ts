import type { SeedMapping } from './record.ts';
import { REGIONS } from './regions.ts';

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
