import { type Address, canonicalAddress, isFault } from '../domain/address.ts';

/** The longest prefix of a table that holds an address, and its value. */
export interface PrefixMatch<Value> {
  /** As it was written. */
  readonly prefix: string;
  /** In bits. */
  readonly length: number;
  readonly value: Value;
}

/** Values by prefix (CIDR), found by the longest prefix that holds an address. */
export interface PrefixTable<Value> {
  /** Adds a prefix. Whether the text is one that can be used. */
  add(cidr: string, value: Value): boolean;
  find(ip: Address): PrefixMatch<Value> | undefined;
}

interface Row<Value> {
  readonly cidr: string;
  readonly value: Value;
}

/** An address in bits, 16 to a character: two characters are IPv4, eight are IPv6. */
type Bits = string;

/** No cloud has ranges so wide: a mistake in one would speak for a large part of the internet. */
const WIDEST = { ipv4: 8, ipv6: 16 };

const MAPPED = '\0\0\0\0\0\uffff';
const MAPPED_LENGTH = 16 * MAPPED.length;

/**
 * A table with one Map for each prefix length in use, so a look-up costs as many steps as there are lengths.
 *
 * @param merge the value of a prefix that is added twice; without it, the one that was added last
 */
export function createPrefixTable<Value>(
  merge: (old: Value, value: Value) => Value = (_old, value) => value,
): PrefixTable<Value> {
  const ipv4 = new Map<number, Map<Bits, Row<Value>>>();
  const ipv6 = new Map<number, Map<Bits, Row<Value>>>();
  return {
    add(cidr, value) {
      const prefix = readPrefix(cidr);
      if (prefix === undefined) return false;
      const lengths = prefix.bits.length === 2 ? ipv4 : ipv6;
      const rows = lengths.get(prefix.length) ?? new Map<Bits, Row<Value>>();
      lengths.set(prefix.length, rows);
      const key = mask(prefix.bits, prefix.length);
      const old = rows.get(key);
      rows.set(key, old === undefined ? { cidr, value } : { cidr: old.cidr, value: merge(old.value, value) });
      return true;
    },
    find(ip) {
      const bits = bitsOf(ip);
      if (bits === undefined) return undefined;
      let best: PrefixMatch<Value> | undefined;
      for (const [length, rows] of bits.length === 2 ? ipv4 : ipv6) {
        if (best !== undefined && length < best.length) continue;
        const row = rows.get(mask(bits, length));
        if (row !== undefined) best = { prefix: row.cidr, length, value: row.value };
      }
      return best;
    },
  };
}

/** The first bits alone. */
function mask(bits: Bits, length: number): Bits {
  const whole = length >> 4;
  const rest = length & 15;
  if (rest === 0) return bits.slice(0, whole);
  return bits.slice(0, whole) + String.fromCharCode(bits.charCodeAt(whole) & (0xffff << (16 - rest)));
}

function readPrefix(cidr: string): { readonly bits: Bits; readonly length: number } | undefined {
  const [, address = '', digits] = /^([\da-fA-F.:]+)\/(\d{1,3})$/.exec(cidr) ?? [];
  if (digits === undefined) return undefined;
  const bits = bitsOf(address);
  if (bits === undefined) return undefined;
  const length = Number(digits);
  if (bits.length === 2) return length >= WIDEST.ipv4 && length <= 32 ? { bits, length } : undefined;
  if (bits.startsWith(MAPPED) && length >= MAPPED_LENGTH + WIDEST.ipv4 && length <= 128)
    return { bits: bits.slice(MAPPED.length), length: length - MAPPED_LENGTH };
  return length >= WIDEST.ipv6 && length <= 128 ? { bits, length } : undefined;
}

/** An IPv4-mapped address stays one of IPv6 here. */
function bitsOf(text: string): Bits | undefined {
  if (!text.includes(':')) return ipv4Bits(text);
  if (!text.includes('.')) return ipv6Bits(text);
  const address = canonicalAddress(text);
  if (isFault(address)) return undefined;
  return address.includes(':') ? ipv6Bits(address) : `${MAPPED}${ipv4Bits(address)}`;
}

function ipv4Bits(text: string): Bits | undefined {
  const parts = text.split('.');
  let bits = 0;
  for (const part of parts) {
    const byte = Number(part);
    if (!/^(?:0|[1-9]\d{0,2})$/.test(part) || byte > 255) return undefined;
    bits = (bits << 8) | byte;
  }
  return parts.length === 4 ? String.fromCharCode(bits >>> 16, bits & 0xffff) : undefined;
}

function ipv6Bits(text: string): Bits | undefined {
  const [head, tail, more] = text.split('::');
  const before = groupsOf(head);
  const after = groupsOf(tail);
  if (before === undefined || after === undefined || more !== undefined) return undefined;
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  return before + '\0'.repeat(missing) + after;
}

/** The groups of one side of a `::`, a character each; undefined if one of them is no group. */
function groupsOf(text = ''): Bits | undefined {
  if (text === '') return '';
  let groups = '';
  for (const part of text.split(':')) {
    if (!/^[\da-fA-F]{1,4}$/.test(part)) return undefined;
    groups += String.fromCharCode(Number.parseInt(part, 16));
  }
  return groups;
}
