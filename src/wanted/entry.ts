import { didYouMean } from '../domain/nearest.ts';
import type { Finding } from './finding.ts';
import { membersOf } from './members.ts';
import { regionNamed, type TargetFault, vendorNamed } from './target.ts';
import { described, type Member, type Span, type Tree } from './tree.ts';

/** Whether an entry must have vendor and region, or may leave both out (`state: absent`). */
export type TargetRule = 'required' | 'optional';

/** A vendor or region as it was written. */
interface Part {
  readonly value: string;
  readonly span: Span;
}

/** Vendor and region of an entry or of `defaults`: absent where not given, `unknown` where a problem is reported. */
export interface Parts {
  readonly vendor?: Part | 'unknown';
  readonly region?: Part | 'unknown';
}

export interface Entry {
  readonly addresses: readonly { readonly text: string; readonly span: Span }[];
  readonly target?: { readonly vendor: Part; readonly region: Part };
  /** Whether `target` is what the entry says; false where a problem of it is reported. */
  readonly sound: boolean;
}

/** Keys of an entry: the API's own spellings count as `ip`, and it writes `modified_on`. */
export const ENTRY_KEYS = {
  known: ['ip', 'vendor', 'region'],
  spellings: new Map([
    ['origin-ip', 'ip'],
    ['origin_ip', 'ip'],
  ]),
  ignored: ['modified_on'],
};

/** One entry of a list, every problem of it reported. The addresses are not judged yet. */
export function entryOf(tree: Tree, name: string, defaults: Parts, rule: TargetRule, findings: Finding[]): Entry {
  if (tree.kind !== 'map') {
    if (tree.kind !== 'unknown')
      findings.push({
        message: `${name} is ${described(tree)}, not a mapping; write it with the keys ip, vendor and region`,
        span: tree.span,
      });
    return { addresses: [], sound: false };
  }
  const unknown: Finding[] = [];
  const members = membersOf(tree, name, ENTRY_KEYS, unknown);
  findings.push(...unknown);
  // A key that is misspelt is told at the key: that it is missing says no more.
  const misspelt = unknown.flatMap(({ typed }) => (typed && didYouMean(typed.word, typed.among)) ?? []);
  const ip = given(members.get('ip'));
  const { vendor, region } = { ...defaults, ...partsOf(members, name, findings) };
  const missing = rule === 'required' ? { ip, vendor, region } : { ip };
  const absent = Object.entries(missing).flatMap(([key, part]) =>
    part === undefined && !misspelt.includes(key) ? [key] : [],
  );
  if (absent.length > 0)
    findings.push({
      message: `${name} has no ${absent.join(' and no ')}; add ${absent.length > 1 ? 'them' : 'it'}`,
      span: tree.span,
    });
  const addresses = ip ? addressesOf(ip, tree.span, name, findings) : [];
  if (vendor === 'unknown' || region === 'unknown') return { addresses, sound: false };
  if (vendor && region) return { addresses, target: { vendor, region }, sound: true };
  if (rule === 'optional' && (vendor || region) && misspelt.length === 0) {
    const [one, other] = vendor ? ['vendor', 'region'] : ['region', 'vendor'];
    findings.push({
      message: `${name} has a ${one} but no ${other}; give both, or neither to mean the address wherever it is mapped`,
      span: tree.span,
    });
    return { addresses, sound: false };
  }
  return { addresses, sound: rule === 'optional' && misspelt.length === 0 };
}

/** Vendor and region as an entry or `defaults` gives them. */
export function partsOf(members: ReadonlyMap<string, Member>, name: string, findings: Finding[]): Parts {
  const vendor = partOf('vendor', given(members.get('vendor')), vendorNamed, name, findings);
  const region = partOf('region', given(members.get('region')), regionNamed, name, findings);
  return { ...(vendor && { vendor }), ...(region && { region }) };
}

function partOf(
  key: string,
  tree: Tree | undefined,
  named: (text: string) => string | TargetFault,
  name: string,
  findings: Finding[],
): Part | 'unknown' | undefined {
  if (tree === undefined) return undefined;
  if (tree.kind !== 'text') {
    if (tree.kind !== 'unknown') findings.push(notText(tree, key, name));
    return 'unknown';
  }
  const value = named(tree.text);
  if (typeof value === 'string') return { value, span: tree.span };
  const { fault, remedy, ...more } = value;
  findings.push({ message: `${name}: ${key} ${fault}; ${remedy}`, span: tree.span, ...more });
  return 'unknown';
}

function addressesOf(ip: Tree, entry: Span, name: string, findings: Finding[]): Entry['addresses'] {
  if (ip.kind === 'list' && ip.items.length === 0)
    findings.push({ message: `${name}: ip is an empty list; give at least one address`, span: ip.span });
  return (ip.kind === 'list' ? ip.items : [ip]).flatMap((item) => {
    if (item.kind === 'text') return [{ text: item.text.trim(), span: within(entry, item.span) }];
    if (item.kind !== 'unknown') findings.push(notText(item, 'ip', name));
    return [];
  });
}

function notText(tree: Tree, key: string, name: string): Finding {
  const quotes = tree.kind === 'other' && tree.type !== 'null';
  const remedy = quotes ? 'put it in quotes' : `give ${key === 'ip' ? 'an address' : 'a name'} as text`;
  return { message: `${name}: ${key} is ${described(tree)}, not text; ${remedy}`, span: tree.span };
}

/** A key without a value is as good as no key. */
function given(member: Member | undefined): Tree | undefined {
  return member?.value.kind === 'nothing' ? undefined : member?.value;
}

/** An address that comes from elsewhere by a YAML alias is placed at the entry that uses it. */
function within(entry: Span, span: Span): Span {
  return span.start >= entry.start && span.end <= entry.end ? span : entry;
}
