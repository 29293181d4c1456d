import { type Address, canonicalAddress, isFault } from '../../../src/domain/address.ts';
import type { Existing, Mapping, Regions } from '../../../src/domain/mapping.ts';
import type { Outcome, Result } from '../../../src/domain/result.ts';

export function address(text: string): Address {
  const value = canonicalAddress(text);
  if (isFault(value)) throw new Error(`${text} ${value.fault}`);
  return value;
}

export function mapping(ip: string, vendor = 'aws', region = 'us-east-1', modifiedOn?: string): Mapping {
  return { ip: address(ip), vendor, region, ...(modifiedOn === undefined ? {} : { modifiedOn }) };
}

/** A zone that holds these mappings. */
export function zone(...mappings: readonly Mapping[]): Existing {
  return { mappings: new Map(mappings.map((one) => [one.ip, one])), unreadable: [], oddRows: 0, pages: 1 };
}

/** As many mappings, each at its own address. */
export function manyMappings(count: number, region = 'us-east-1'): Mapping[] {
  return Array.from({ length: count }, (_, index) =>
    mapping(`203.${Math.floor(index / 65_536)}.${Math.floor(index / 256) % 256}.${index % 256}`, 'aws', region),
  );
}

export const TIERS: Regions = new Map([
  [
    'aws',
    new Map([
      ['us-east-1', ['IAD', 'EWR']],
      ['eu-west-1', []],
    ]),
  ],
]);

export const CREATED: Outcome & { readonly ip: Address } = {
  ip: address('203.0.113.1'),
  outcome: 'created',
  target: { vendor: 'aws', region: 'us-east-1' },
};
export const UPDATED: Outcome = {
  ip: address('2001:db8::2'),
  outcome: 'updated',
  before: { vendor: 'gcp', region: 'europe-west1' },
  target: { vendor: 'aws', region: 'us-east-1' },
};
export const REMOVED: Outcome = {
  ip: address('198.51.100.3'),
  outcome: 'removed',
  before: { vendor: 'azure', region: 'westus' },
};
export const UNCHANGED: Outcome = {
  ip: address('198.51.100.4'),
  outcome: 'unchanged',
  target: { vendor: 'aws', region: 'us-east-1' },
};
export const SKIPPED: Outcome = { ip: address('198.51.100.5'), outcome: 'skipped', message: 'mapped elsewhere' };
export const FAILED: Extract<Outcome, { outcome: 'failed' }> = {
  ip: address('198.51.100.6'),
  outcome: 'failed',
  message: 'unknown region',
  code: 1157,
  target: { vendor: 'aws', region: 'us-est-1' },
};

/** One that another failure kept from being sent. */
export const IDLE: Outcome = { ...FAILED, message: 'was not attempted: another entry was refused' };

/** A run that had nothing to do and learned nothing, with whatever a test is about. */
export function result(parts: Partial<Result> = {}): Result {
  return {
    mode: 'apply',
    problems: [],
    warnings: [],
    notices: [],
    outcomes: [],
    switchedOn: [],
    changed: false,
    requests: 0,
    duration: 0,
    ...parts,
  };
}
