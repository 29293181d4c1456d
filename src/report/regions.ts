import { clip } from '../domain/clip.ts';
import type { MappingList, Regions, Target } from '../domain/mapping.ts';
import { table } from './table.ts';
import { code, grouped, markdown } from './text.ts';
import type { Veil } from './veil.ts';

/** Vendor and region in a table's cell. */
export function targetCell({ vendor, region }: Target, veil: Veil): string {
  return markdown(clip(veil(`${vendor} ${region}`), 80));
}

/** The upper tiers of a region in a table's cell (`IAD, EWR`); empty where none are known. */
export function tiersCell({ vendor, region }: Target, regions: Regions | undefined, veil: Veil): string {
  return markdown(clip(veil((regions?.get(vendor)?.get(region) ?? []).join(', ')), 60));
}

/** How many origins a zone holds in each region, and which upper tiers serve them. */
export function regionsTable(list: MappingList, regions: Regions | undefined, veil: Veil, cap: number): string {
  const rows = new Map<string, { target: Target; origins: number }>();
  for (const target of list.values()) {
    const name = `${target.vendor} ${target.region}`;
    rows.set(name, { target, origins: (rows.get(name)?.origins ?? 0) + 1 });
  }
  const byName = [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
  return table(
    ['Region', 'Origins', 'Upper tiers'],
    byName,
    ([, { target, origins }]) => [targetCell(target, veil), grouped(origins), tiersCell(target, regions, veil) || '–'],
    cap,
  );
}

/** A zone's mappings by address. */
export function mappingsTable(list: MappingList, veil: Veil, cap: number): string {
  return table(
    ['Origin', 'Region'],
    [...list.values()],
    (mapping) => [code(veil(mapping.ip)), targetCell(mapping, veil)],
    cap,
  );
}
