import { isIP } from 'node:net';
import { type Address, canonicalAddress, isFault } from '../domain/address.ts';

/** A piece of a text: an address, as it is spelled there, or what stands between two of them. */
export interface Piece {
  readonly text: string;
  readonly address?: Address;
}

const OCTET = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;
/** Not a part of a longer number or version. */
const IPV4 = String.raw`(?<!\d|\d\.)(?:${OCTET}\.){3}${OCTET}(?!\d|\.\d)`;
/** `::` next to a word is a workflow command or a name in code. */
const NOT_WORDS = String.raw`(?!(?<=[\w-])::|::[\w-]*[g-z_-])`;
/** Whatever may be an address, with colons and line numbers that stand close to it. */
const CANDIDATE = new RegExp(`${NOT_WORDS}(?:[0-9a-f]{0,4}:){2,8}(?:${IPV4}|[0-9a-f]{0,4})|${IPV4}`, 'gi');

/** Cuts a text at its IP addresses, in any spelling, also next to ports, brackets and words; joined it is the text again. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(CANDIDATE))
    for (const { text: spelled, start, address } of addressesWithin(match[0])) {
      const at = match.index + start;
      // What stands between two addresses is one piece: the meaning of a character may depend on the next one.
      if (at > end) found.push({ text: text.slice(end, at) });
      found.push({ text: spelled, address });
      end = at + spelled.length;
    }
  if (end < text.length) found.push({ text: text.slice(end) });
  return found;
}

/**
 * The addresses in a text, in canonical form, also those with leading zeros or among more numbers; in a text of more than
 * `most` characters, those in its first part. A list of 3,500 mappings is shorter than the default; 5 MiB of colons would
 * take seconds.
 */
export function addressesIn(text: string, most = 1_000_000): Address[] {
  const searched = beginning(text, most);
  return [...pieces(searched).flatMap(({ address }) => address ?? []), ...oddlyDotted(searched)];
}

/** The first part of a long text. No address is cut: the beginning of an address may be another address. */
export function beginning(text: string, most: number): string {
  if (text.length <= most) return text;
  let end = most;
  while (/[\p{N}a-fx:._\-\uff0e\u3002\uff61]/iu.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** From the left, the longest address each; a candidate is at most 55 characters long. */
function* addressesWithin(candidate: string) {
  for (let start = 0; start < candidate.length - 2; start += 1)
    for (let end = candidate.length; end > start + 2; end -= 1) {
      const text = candidate.slice(start, end);
      // Nearly all of them are no addresses, and `isIP` says so a hundred times faster.
      const address = isIP(text) === 0 ? undefined : canonicalAddress(text);
      if (address === undefined || isFault(address)) continue;
      yield { text, start, address };
      start = end - 1;
      break;
    }
}

/**
 * What is shown instead of an address in a host name, of which there may be several readings; undefined: it stays. One
 * that is not `certain` may as well be a date, or other numbers.
 */
export type Replacement = (readings: readonly Address[], certain: boolean) => string | undefined;

const REVERSE_IPV4 = /(?<!\d)(?:\d{1,3}\.){4}(?=in-addr\.arpa)/gi;
const REVERSE_IPV6 = /(?<![\da-z])(?:[\da-f]\.){32}(?=ip6\.arpa)/gi;
/** `192-0-2-1`, `192_000_002_001`; in a longer run of numbers, such as a date and a time, any four may be the address. */
const DASHED_IPV4 = /(?<!\d)\d{1,3}(?:[-_]\d{1,3}){3,}(?!\d)/g;
/** `2001-db8--1`: global addresses only, or many words would look like one. */
const DASHED_IPV6 = /(?<![\da-z])[23][\da-f]{3}(?:--?[\da-f]{1,4}){2,7}(?![\da-z])/gi;
/** An octet without leading zeros each, or three digits each. */
const FOUR_OCTETS = /^(?:(?:0|[1-9]\d*)(?:[-_](?:0|[1-9]\d*)){3}|\d{3}(?:[-_]\d{3}){3})$/;
/** `192x0x2x1`. */
const CROSSED_IPV4 = /(?<!\d)\d{1,3}(?:x\d{1,3}){3,}(?!\d)/gi;
/** `c0000201`, and `192000002001`: a longer run may hold one. */
const HEX_IPV4 = /(?:0x)?([\da-f]{8,})/gi;
const PADDED_IPV4 = /\d{12,}/g;

/** Addresses in names of the reverse zones: `1.2.0.192.in-addr.arpa`. */
export function replaceReversed(text: string, replace: Replacement): string {
  const ipv4 = (found: string) => found.slice(0, -1).split('.').reverse().join('.');
  const ipv6 = (found: string) =>
    ipv4(found)
      .replaceAll('.', '')
      .replace(/.{4}(?=.)/g, '$&:');
  const replaced = (found: string, address: string) => {
    const shown = replace(read(address), true);
    return shown === undefined ? found : `${shown}.`;
  };
  return text
    .replace(REVERSE_IPV4, (found) => replaced(found, ipv4(found)))
    .replace(REVERSE_IPV6, (found) => replaced(found, ipv6(found)));
}

/** Addresses with dashes: `ec2-192-0-2-1`, `2001-db8--1`. Of a longer run of numbers nothing stays. */
export function replaceDashed(text: string, replace: Replacement): string {
  return text
    .replace(DASHED_IPV6, (found) => replace(read(found.replaceAll('-', ':')), true) ?? found)
    .replace(DASHED_IPV4, (found, at: number, whole: string) => {
      const [before, after] = [
        whole.slice(Math.max(0, at - 2), at),
        whole.slice(at + found.length, at + found.length + 2),
      ];
      // In `ec2-192-0-2-1` the first number belongs to the word before it.
      const [word = ''] = /[a-z]$/i.test(before) ? (/^\d+[-_](?=(?:\d+[-_]){3})/.exec(found) ?? []) : [];
      const numbers = found.slice(word.length);
      const certain = FOUR_OCTETS.test(numbers) && !/\d[-_]$/.test(before) && !/^[-_]\d/.test(after);
      const shown = replace(windowsOf(numbers.split(/[-_]/)).reverse().flatMap(read), certain);
      return shown === undefined ? found : word + shown;
    });
}

/**
 * Addresses in spellings that many other things have: in hexadecimal (`vps034d4237`), with zeros and without separators
 * (`003077066055`), with crosses (`3x77x66x55`). So `replace` should know the address.
 */
export function replaceRare(text: string, replace: (ip: Address) => string | undefined): string {
  const found = (spelled: string) => read(spelled).flatMap((ip) => replace(ip) ?? [])[0];
  return text
    .replace(
      CROSSED_IPV4,
      (run) => windowsOf(run.toLowerCase().split('x')).flatMap((one) => found(one) ?? [])[0] ?? run,
    )
    .replace(HEX_IPV4, (run, digits: string) => {
      const shown = replaceWithin(digits, 8, (piece) => found(fromHexadecimal(piece)));
      return shown === digits ? run : shown;
    })
    .replace(PADDED_IPV4, (run) =>
      replaceWithin(run, 12, (piece) => found(octets([0, 3, 6, 9].map((at) => piece.slice(at, at + 3))))),
    );
}

/** Replaces pieces of this length wherever they begin, from the left. */
function replaceWithin(run: string, length: number, replace: (piece: string) => string | undefined): string {
  let shown = '';
  let start = 0;
  while (start < run.length) {
    const replaced = start + length <= run.length ? replace(run.slice(start, start + length)) : undefined;
    shown += replaced ?? run.charAt(start);
    start += replaced === undefined ? 1 : length;
  }
  return shown;
}

/** Any four numbers in a row, as IPv4 addresses are written. */
function windowsOf(numbers: readonly string[]): string[] {
  return numbers.slice(3).map((_, start) => octets(numbers.slice(start, start + 4)));
}

function octets(numbers: readonly string[]): string {
  return numbers.map(Number).join('.');
}

function fromHexadecimal(digits: string): string {
  return [0, 2, 4, 6].map((at) => Number.parseInt(digits.slice(at, at + 2), 16)).join('.');
}

function read(text: string): Address[] {
  const address = canonicalAddress(text);
  return isFault(address) ? [] : [address];
}

/** Four or more numbers with dots between them that are not one IPv4 address in its exact spelling. */
export interface DottedNumbers {
  /** As it is spelled. */
  readonly text: string;
  /** What any four of the numbers in a row spell, leading zeros left out. */
  readonly readings: readonly Address[];
}

const ASCII = /(?<!\d)\d+(?:\.\d+){3,}/g;
/** Digits and dots of other scripts: what reads host names turns some of them into ASCII. */
const ANY = /(?<![\p{Nd}\p{No}])[\p{Nd}\p{No}]+(?:[.\uff0e\u3002\uff61][\p{Nd}\p{No}]+){3,}/gu;
const ONLY_ASCII = /^[\0-\x7f]*$/;

/** Replaces dotted numbers of which four in a row have at most three digits each; undefined: they stay. */
export function replaceDottedNumbers(text: string, replace: (found: DottedNumbers) => string | undefined): string {
  return text.replace(ONLY_ASCII.test(text) ? ASCII : ANY, (found) => {
    const numbers = numbersOf(found);
    const windows = numbers.slice(3).map((_, start) => numbers.slice(start, start + 4));
    if (!windows.some((window) => window.every((digits) => digits.length <= 3))) return found;
    const readings = [...new Set(windows.flatMap((window) => addressOf(window.join('.'))))];
    return readings[0] === found ? found : (replace({ text: found, readings }) ?? found);
  });
}

/** The addresses that dotted numbers spell in an odd way, such as `192.0.2.01`. */
export function oddlyDotted(text: string): Address[] {
  const found: Address[] = [];
  replaceDottedNumbers(text, ({ readings }) => {
    found.push(...readings);
    return undefined;
  });
  return found;
}

/** None where a digit has no form in ASCII. */
function numbersOf(text: string): string[] {
  const plain = text.normalize('NFKC').replaceAll('\u3002', '.');
  if (!/^[\d.]+$/.test(plain)) return [];
  return plain.split('.').map((digits) => digits.replace(/^0+(?=\d)/, ''));
}

function addressOf(text: string): Address[] {
  const address = canonicalAddress(text);
  return isFault(address) ? [] : [address];
}
