import type { Address } from '../../src/domain/address.ts';
import type { Desired } from '../../src/domain/entry.ts';
import type { Existing, Target } from '../../src/domain/mapping.ts';
import type { Policy } from '../../src/domain/policy.ts';
import type { PlanInput } from '../../src/reconcile/plan.ts';

export type Row = Target & { readonly ip: string };

export const EAST: Target = { vendor: 'aws', region: 'us-east-1' };
export const WEST: Target = { vendor: 'aws', region: 'us-west-2' };
export const NORTH: Target = { vendor: 'gcp', region: 'europe-north1' };

export const NOTHING_DESIRED: PlanInput = { present: [], absent: [], revert: [], prune: { kind: 'none' } };
export const OVERWRITE: Policy = {
  onConflict: 'overwrite',
  maxRemovals: { kind: 'share', percent: 30 },
  own: new Set(),
};

export const address = (ip: string) => ip as Address;
export const at = (ip: string, target: Target): Row => ({ ip, ...target });

/** So many addresses, from 203.0.0.0 on, all with one target. */
export function many(count: number, region = 'us-east-1', net = '203.0'): Row[] {
  return Array.from({ length: count }, (_, index) => ({
    ip: `${net}.${index >> 8}.${index & 255}`,
    vendor: 'aws',
    region,
  }));
}

/** Mappings as desired: each declared in full, unless a part is given otherwise. */
export function desired(rows: Iterable<Row>, part: Partial<Desired> = {}): Desired[] {
  return Array.from(rows, ({ ip, vendor, region }) => ({
    ip: address(ip),
    hosts: [],
    location: { kind: 'known', target: { vendor, region } },
    check: true,
    ...part,
  }));
}

/** Addresses of which nothing but the address counts. */
export function anywhere(...rows: readonly { readonly ip: string }[]): Desired[] {
  return rows.map(({ ip }) => ({ ip: address(ip), hosts: [], location: { kind: 'any' }, check: true }));
}

export function existingOf(rows: Iterable<Row>, part: Partial<Existing> = {}): Existing {
  const mappings = new Map(
    Array.from(rows, ({ ip, vendor, region }) => [address(ip), { ip: address(ip), vendor, region }] as const),
  );
  return { mappings, unreadable: [], oddRows: 0, pages: 1, ...part };
}
