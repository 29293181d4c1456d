import { quote } from '../domain/quote.ts';
import type { Finding } from './finding.ts';
import type { Member, Tree } from './tree.ts';

export type MapTree = Extract<Tree, { kind: 'map' }>;

/** Keys that name one thing; of the ones after the first, `replaces` says what they stand for. */
export interface Keys {
  readonly known: readonly string[];
  /** Other spellings of known keys. */
  readonly spellings?: ReadonlyMap<string, string>;
  /** Keys that are there without a meaning for us. */
  readonly ignored?: readonly string[];
}

/**
 * The members of a map by key, in its known spelling. A key that is not known, or that comes twice, is a finding at
 * the key; of two, the first counts.
 */
export function membersOf(map: MapTree, name: string, keys: Keys, findings: Finding[]): Map<string, Member> {
  const members = new Map<string, Member>();
  for (const member of map.members) {
    const key = keys.spellings?.get(member.key) ?? member.key;
    if (!keys.known.includes(key)) {
      if (!keys.ignored?.includes(key)) findings.push(unknownKey(member, name, keys.known));
      continue;
    }
    const first = members.get(key);
    if (first === undefined) members.set(key, member);
    else findings.push(secondKey(member, first, name));
  }
  return members;
}

function unknownKey({ key, keySpan }: Member, name: string, known: readonly string[]): Finding {
  return {
    message: `${name}: the key ${quote(key)} is not known; the keys are ${known.join(', ')}`,
    span: keySpan,
    typed: { word: key, among: known },
  };
}

function secondKey({ key, keySpan }: Member, first: Member, name: string): Finding {
  const again = key === first.key ? 'is there twice' : `says the same as ${quote(first.key)}, which is there too`;
  return { message: `${name}: the key ${quote(key)} ${again}; keep one of them`, span: keySpan };
}
