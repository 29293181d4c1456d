import { type Address, isFault, originAddress } from '../domain/address.ts';
import type { Target } from '../domain/mapping.ts';
import { quote } from '../domain/quote.ts';
import type { Wanted, WantedList } from '../domain/wanted.ts';
import type { TargetRule } from './entry.ts';
import { type Finding, settled } from './finding.ts';
import { regionNamed, type TargetFault, vendorNamed } from './target.ts';

/**
 * The mappings that the inputs `ip`, `vendor` and `region` name: the addresses in `ip`, separated by commas, blanks or
 * new lines, share the target. `undefined` is an input that is not given.
 */
export function listMappings(
  ip: string,
  vendor: string | undefined,
  region: string | undefined,
  rule: TargetRule,
): WantedList {
  const problems: Finding[] = [];
  const notices: Finding[] = [];
  const target = targetOf(vendor, region, rule, problems);
  const wanted = new Map<Address, Wanted>();
  const texts = ip.split(/[\s,]+/).filter((text) => text !== '');
  if (texts.length === 0) problems.push({ message: 'Input ip holds no address; give at least one' });
  for (const text of texts) {
    const address = originAddress(text);
    if (isFault(address)) problems.push({ message: `Input ip: ${quote(text)} ${address.fault}; ${address.remedy}` });
    else if (wanted.has(address)) notices.push({ message: `Input ip lists ${address} twice; it counts once` });
    else wanted.set(address, { ip: address, ...(target && { target }) });
  }
  return {
    wanted: [...wanted.values()],
    problems: settled(problems),
    notices: settled(notices),
  };
}

function targetOf(
  vendor: string | undefined,
  region: string | undefined,
  rule: TargetRule,
  problems: Finding[],
): Target | undefined {
  if (rule === 'optional' && vendor === undefined && region === undefined) return undefined;
  const vendorName = part('vendor', vendor, vendorNamed, rule, problems);
  const regionName = part('region', region, regionNamed, rule, problems);
  return vendorName && regionName ? { vendor: vendorName, region: regionName } : undefined;
}

function part(
  key: string,
  text: string | undefined,
  named: (text: string) => string | TargetFault,
  rule: TargetRule,
  problems: Finding[],
): string | undefined {
  if (text === undefined) {
    const remedy =
      rule === 'required' ? 'give it' : 'give vendor and region, or neither to mean the address wherever it is mapped';
    problems.push({ message: `Input ${key} is missing; ${remedy}` });
    return undefined;
  }
  const value = named(text);
  if (typeof value === 'string') return value;
  const { fault, remedy, ...more } = value;
  problems.push({ message: `Input ${key} ${fault}; ${remedy}`, ...more });
  return undefined;
}
