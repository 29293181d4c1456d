import ipaddr from 'ipaddr.js';

declare const canonical: unique symbol;

/** An IP address in canonical form: dotted decimal for IPv4, RFC 5952 for IPv6. */
export type Address = string & { readonly [canonical]: true };

/** Why a text is not an address, or not one of an origin: what is wrong, and what to do. */
export interface AddressFault {
  readonly fault: string;
  readonly remedy: string;
}

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

/** Ranges (names of ipaddr.js) that Cloudflare cannot reach as an origin. */
const UNREACHABLE: Readonly<Record<string, string>> = {
  private: 'a private address',
  uniqueLocal: 'a private (unique local) address',
  carrierGradeNat: 'a private address (shared by a carrier)',
  loopback: 'a loopback address',
  linkLocal: 'a link-local address',
  multicast: 'a multicast address',
  broadcast: 'the broadcast address',
  unspecified: 'an unspecified address',
};

/**
 * The canonical form of an address in any spelling. IPv4 is four decimal parts without leading zeros;
 * an IPv4-mapped IPv6 address is the IPv4 address.
 */
export function canonicalAddress(text: string): Address | AddressFault {
  if (IPV4.test(text)) return text as Address;
  if (/[\s,;]/.test(text))
    return {
      fault: 'is not one address',
      remedy: 'write several as a list in a file, or with commas in the input "ip"',
    };
  if (text.includes('/'))
    return { fault: 'is a range (CIDR)', remedy: 'give one address without "/": mappings are per address' };
  if (text.includes('%'))
    return { fault: 'has a zone index', remedy: 'drop the part from "%" on; an origin needs a global address' };
  if (/^\[.*\](?::\d+)?$/.test(text))
    return { fault: 'has brackets or a port', remedy: 'give the address without "[", "]" or a port' };
  if (/^[\d.]+:\d+$/.test(text)) return { fault: 'has a port', remedy: 'give the address without ":port"' };
  if (/^[\d.]+$/.test(text))
    return {
      fault: 'is not an IPv4 address',
      remedy: 'write four decimal parts from 0 to 255, without leading zeros',
    };
  if (text.includes(':'))
    return (
      canonicalIpv6(text) ?? {
        fault: 'is not an IPv6 address',
        remedy: 'write up to eight groups of hexadecimal digits, without brackets or a port',
      }
    );
  return {
    fault: text === '' ? 'is empty' : 'is not an IP address',
    remedy:
      text === ''
        ? 'give an IPv4 or IPv6 address; the output that should fill it may not be set'
        : 'give an IPv4 or IPv6 address',
  };
}

/** As {@link canonicalAddress}, and an address that Cloudflare can reach as an origin (documentation ranges are). */
export function originAddress(text: string): Address | AddressFault {
  const address = canonicalAddress(text);
  if (isFault(address)) return address;
  const range = UNREACHABLE[takenApart(address).range()];
  return range === undefined
    ? address
    : { fault: `is ${range}`, remedy: 'Cloudflare cannot reach it; give the public address of the origin' };
}

export function isFault(value: Address | AddressFault): value is AddressFault {
  return typeof value !== 'string';
}

/** Order of addresses: IPv4 before IPv6, then by number. */
export function compareAddresses(a: Address, b: Address): number {
  return compareKeys(orderKey(a), orderKey(b));
}

/** Things in the order of their addresses; each address is taken apart only once. */
export function inAddressOrder<Thing extends { readonly ip: Address }>(things: Iterable<Thing>): Thing[] {
  return Array.from(things, (thing) => ({ thing, key: orderKey(thing.ip) }))
    .sort((a, b) => compareKeys(a.key, b.key))
    .map(({ thing }) => thing);
}

function compareKeys(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function canonicalIpv6(text: string): Address | undefined {
  const groups = withoutEmbeddedIpv4(text);
  if (groups === undefined) return undefined;
  let address: ipaddr.IPv6;
  try {
    address = ipaddr.IPv6.parse(groups);
  } catch {
    return undefined;
  }
  return (address.isIPv4MappedAddress() ? address.toIPv4Address().toString() : address.toRFC5952String()) as Address;
}

/**
 * An embedded IPv4 address (`::ffff:192.0.2.1`) as two groups. ipaddr.js would take hexadecimal and octal parts there,
 * and would take `::192.0.2.1` (IPv4-compatible, another address) for the IPv4-mapped one.
 */
function withoutEmbeddedIpv4(text: string): string | undefined {
  const start = text.lastIndexOf(':') + 1;
  const tail = text.slice(start);
  if (!tail.includes('.')) return text;
  if (!IPV4.test(tail)) return undefined;
  const [a, b, c, d] = ipaddr.IPv4.parse(tail)
    .toByteArray()
    .map((byte) => byte.toString(16).padStart(2, '0'));
  return `${text.slice(0, start)}${a}${b}:${c}${d}`;
}

/** A text that sorts as the address does: number of bytes first, then the bytes. */
function orderKey(address: Address): string {
  const bytes = takenApart(address).toByteArray();
  return String.fromCharCode(bytes.length, ...bytes);
}

/** By the kind that it is of: `ipaddr.parse` would read it twice to learn that. */
function takenApart(address: Address): ipaddr.IPv4 | ipaddr.IPv6 {
  return (address.includes(':') ? ipaddr.IPv6 : ipaddr.IPv4).parse(address);
}
