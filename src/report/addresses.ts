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
      // What stands between two addresses is one piece: what a character means may hang on the next.
      if (at > end) found.push({ text: text.slice(end, at) });
      found.push({ text: spelled, address });
      end = at + spelled.length;
    }
  if (end < text.length) found.push({ text: text.slice(end) });
  return found;
}

/** From the left on the longest address each; a candidate is at most 55 characters long. */
function* addressesWithin(candidate: string) {
  for (let start = 0; start < candidate.length - 2; start += 1)
    for (let end = candidate.length; end > start + 2; end -= 1) {
      const text = candidate.slice(start, end);
      // The system knows in a hundredth of the time what is none, and nearly all of them are none.
      const address = isIP(text) === 0 ? undefined : canonicalAddress(text);
      if (address === undefined || isFault(address)) continue;
      yield { text, start, address };
      start = end - 1;
      break;
    }
}
