import { Buffer } from 'node:buffer';
import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { BlockList } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { Address } from '../domain/address.ts';
import {
  beginning,
  type DottedNumbers,
  pieces,
  replaceDashed,
  replaceDottedNumbers,
  replaceRare,
  replaceReversed,
} from './found-addresses.ts';
import { secretsRedactor } from './secrets.ts';

/** Redacts secrets and hidden addresses in a text. */
export type Redact = (text: string) => string;

export interface HiddenAddresses {
  readonly hide: 'all' | 'not-given';
  /** The addresses that the run was given. Looked up whenever a text is redacted, so it may grow. */
  readonly given: ReadonlySet<Address>;
  /** What is shown instead of an address, or of numbers that hold one. */
  readonly label: (text: string) => string;
}

export interface RedactOptions {
  /** Credentials; empty ones are ignored. */
  readonly secrets: readonly string[];
  readonly addresses: 'show' | HiddenAddresses;
}

/** Characters. Nothing longer is shown anywhere, and looking for addresses takes time. */
const LONGEST_SHOWN = 100_000;

/** Longer prefixes than these name a hidden address all but exactly. */
const COARSE = { ipv4: 24, ipv6: 48 };

/**
 * Secrets become `***`. A hidden address becomes its label, in whatever spelling, also as part of a host name; so does
 * a range that names it all but exactly, and dotted numbers that hold it. An address in hexadecimal, and the like, is
 * recognised once it has been hidden before.
 */
export function createRedact({ secrets, addresses }: RedactOptions): Redact {
  const redactSecrets = secretsRedactor(secrets);
  if (addresses === 'show') return redactSecrets;
  const redactAddresses = addressRedactor(addresses);
  return (text) => {
    const whole = redactSecrets(text);
    const shown = beginning(whole, LONGEST_SHOWN);
    return `${redactAddresses(shown)}${shown.length < whole.length ? '…' : ''}`;
  };
}

/**
 * Labels of hidden addresses: the same for an address in all runs with this credential, and no part of the
 * address. Without a credential (an empty text) the labels are those of this run alone.
 */
export function addressLabel(credentialText: string): (text: string) => string {
  const labels = new Map<string, string>();
  let key: Buffer | undefined;
  return (text) => {
    key ??=
      credentialText === ''
        ? randomBytes(32)
        : Buffer.from(hkdfSync('sha256', credentialText, '', 'cloudflare-origin-cloud-regions address label', 32));
    const label = labels.get(text) ?? `hidden-${createHmac('sha256', key).update(text).digest('hex').slice(0, 8)}`;
    labels.set(text, label);
    return label;
  };
}

function addressRedactor({ hide, given, label }: HiddenAddresses): Redact {
  const seen = new Set<Address>();
  const isHidden = (ip: Address) => hide === 'all' || !given.has(ip);
  const isKnownHidden = (ip: Address) => isHidden(ip) && seen.has(ip);
  const hidden = (ip: Address) => {
    seen.add(ip);
    return label(ip);
  };
  const isHiddenRange = (ip: Address, bits: number) => {
    const network = isNetwork(ip, bits);
    if (bits <= COARSE[familyOf(ip)]) return !network && isHidden(ip);
    if (holdsAny(ip, bits, seen, isHidden)) return true;
    return network && hide === 'not-given' ? !holdsAny(ip, bits, given, () => true) : isHidden(ip);
  };
  const inHostName = (readings: readonly Address[], certain: boolean) => {
    const known = readings.find(isKnownHidden);
    const ip = known ?? (certain && readings.every(isHidden) ? readings[0] : undefined);
    return ip === undefined ? undefined : hidden(ip);
  };
  const dotted = ({ text, readings }: DottedNumbers) => {
    if (hide === 'not-given' && !readings.some(isHidden)) return undefined;
    const [ip, second] = readings;
    return ip !== undefined && second === undefined ? hidden(ip) : label(text);
  };

  return (text) => {
    const dotless = replaceDottedNumbers(replaceReversed(text, inHostName), dotted);
    const shown = pieces(dotless).map(({ text: spelled, address }, index, all) => {
      if (address === undefined) return spelled;
      const bits = prefixLength(all[index + 1]?.text, address);
      return (bits === undefined ? isHidden(address) : isHiddenRange(address, bits)) ? hidden(address) : spelled;
    });
    const dashless = replaceDashed(shown.join(''), inHostName);
    return seen.size === 0 ? dashless : replaceRare(dashless, (ip) => (isKnownHidden(ip) ? label(ip) : undefined));
  };
}

/** The length of the prefix where an address is the beginning of a range (`192.0.2.0/28`). */
function prefixLength(after: string | undefined, ip: Address): number | undefined {
  const [, digits] = /^\/(\d{1,3})(?!\d)/.exec(after ?? '') ?? [];
  const bits = Number(digits);
  return bits <= (familyOf(ip) === 'ipv4' ? 32 : 128) ? bits : undefined;
}

function familyOf(ip: Address): 'ipv4' | 'ipv6' {
  return ip.includes(':') ? 'ipv6' : 'ipv4';
}

function isNetwork(ip: Address, bits: number): boolean {
  const kind = familyOf(ip) === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
  return kind.networkAddressFromCIDR(`${ip}/${bits}`).toNormalizedString() === kind.parse(ip).toNormalizedString();
}

function holdsAny(ip: Address, bits: number, all: ReadonlySet<Address>, wanted: (ip: Address) => boolean): boolean {
  const range = new BlockList();
  range.addSubnet(ip, bits, familyOf(ip));
  for (const one of all)
    if (familyOf(one) === familyOf(ip) && range.check(one, familyOf(ip)) && wanted(one)) return true;
  return false;
}
