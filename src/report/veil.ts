import { Buffer } from 'node:buffer';
import type { Address } from '../domain/address.ts';
import { pieces } from './addresses.ts';

/** Takes out of a text what must not be seen. */
export type Veil = (text: string) => string;

export interface VeilOptions {
  /** Credentials; empty ones are ignored. */
  readonly secrets: readonly string[];
  /** Whether to hide addresses that are not in `given`. */
  readonly hide: boolean;
  /** The addresses that the run was itself given. Looked at when a text is veiled, so it may grow. */
  readonly given: ReadonlySet<Address>;
}

/** Shorter forms of a secret than this would hit innocent text. */
const SHORTEST_FORM = 8;
/** A pattern of a hundred thousand characters is more than the engine takes; GitHub's secrets may be that long. */
const LONGEST_IN_PATTERN = 1000;

/**
 * Makes the veil of a run: secrets, also inside JSON, URLs and base64, become `***`; an address that is to be hidden
 * keeps only its beginning (`203.0.113.x`, `2001:db8:…`).
 */
export function veil({ secrets, hide, given }: VeilOptions): Veil {
  const scrub = scrubber(secrets);
  return hide ? (text) => hideAddresses(scrub(text), given) : scrub;
}

function scrubber(secrets: readonly string[]): Veil {
  const forms = new Set(secrets.filter((secret) => secret !== '').flatMap(formsOf));
  if (forms.size === 0) return (text) => text;
  const longestFirst = [...forms].sort((a, b) => b.length - a.length);
  const long = longestFirst.filter((form) => form.length > LONGEST_IN_PATTERN);
  const whole = longestFirst.slice(long.length).map(literal);
  const pattern = new RegExp([...whole, ...new Set(longestFirst.flatMap(beginning))].join('|'), 'g');
  return (text) => long.reduce((shown, form) => shown.replaceAll(form, '***'), text).replace(pattern, '***');
}

function formsOf(secret: string): string[] {
  const wellFormed = secret.toWellFormed();
  const url = [encodeURIComponent(wellFormed), `${new URLSearchParams([['', wellFormed]])}`.slice(1)];
  const derived = [
    JSON.stringify(secret).slice(1, -1),
    ...url,
    ...url.map((form) => form.replace(/%../g, (byte) => byte.toLowerCase())),
    ...base64Forms(secret),
  ];
  return [secret, ...derived.filter((form) => form.length >= SHORTEST_FORM)];
}

/**
 * Alone, and as part of a longer text: there it has three forms, by where it begins, and digits at its ends that depend
 * on its neighbours.
 */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const inside = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .slice(Math.ceil((before * 4) / 3), Math.floor(((before + bytes.length) * 4) / 3)),
  );
  const whole = bytes.toString('base64');
  return [whole, whole.replace(/=+$/, ''), ...inside].flatMap((form) => [
    form,
    form.replaceAll('+', '-').replaceAll('/', '_'),
  ]);
}

function hideAddresses(text: string, given: ReadonlySet<Address>): string {
  return pieces(text)
    .map((piece) => (piece.address === undefined || given.has(piece.address) ? piece.text : hidden(piece.address)))
    .join('');
}

function hidden(address: Address): string {
  if (!address.includes(':')) return address.replace(/\d+$/, 'x');
  const [first, second] = address.split(':');
  return `${first || '0'}:${second || '0'}:…`;
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** What a quoted piece may still show of a secret that it cuts. */
function beginning(secret: string): string[] {
  if (secret.length <= 12) return [];
  const rest = [...secret.slice(12, 64)].reduceRight((after, character) => `(?:${literal(character)}${after})?`, '');
  return [`${literal(secret.slice(0, 12))}${rest}…?`];
}
