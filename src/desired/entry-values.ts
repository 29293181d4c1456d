import { domainToASCII } from 'node:url';
import { type Address, canonicalAddress, isFault, originAddress } from '../domain/address.ts';
import { VENDORS, type Vendor } from '../domain/mapping.ts';
import { grouped, quote } from '../domain/text.ts';
import type { Finding } from './finding.ts';

/** What is wrong with a value, and what to do. */
export interface Fault extends Pick<Finding, 'code' | 'typed'> {
  readonly fault: string;
  readonly remedy: string;
}

/** Unknown vendor or region. Source: Cloudflare's API reference. */
const UNKNOWN_VENDOR = 1157;

/** `region: auto` asks for vendor and region to be found. */
export const AUTO = 'auto';

/** What other people call the vendors, by the first word. */
const OTHER_NAMES: ReadonlyMap<string, Vendor> = new Map([
  ['amazon', 'aws'],
  ['google', 'gcp'],
  ['microsoft', 'azure'],
  ['oracle', 'oci'],
]);

const LONGEST_REGION = 100;
const LONGEST_HOST = 253;
/** A longer value is none of these. It is not looked at: a YAML alias can repeat it ten thousand times. */
const LONGEST_VALUE = 1000;

const EXPRESSION = /\$\{\{.{0,200}?\}\}|\$\{\{|\$\{\w{0,100}\}?|^\$\w{1,100}$|\{\{.{0,200}?\}\}/s;
export const EXPRESSION_REMEDY =
  'give the value itself; only a workflow substitutes expressions, and no shell looks at a file or an input';

/** An expression of a workflow, shell or template that nobody substituted. */
export function expressionIn(text: string): string | undefined {
  return EXPRESSION.exec(text)?.[0];
}

/** The vendor that a text names, in any letter case. */
export function vendorNamed(text: string): Vendor | Fault {
  if (text.length > LONGEST_VALUE) return tooLong(text, LONGEST_VALUE);
  const name = text.trim().toLowerCase();
  const vendor = VENDORS.find((known) => known === name);
  if (vendor !== undefined) return vendor;
  if (name === '') return { fault: 'is empty', remedy: `give one of ${VENDORS.join(', ')}` };
  const remedy = `use one of ${VENDORS.join(', ')}`;
  const strange = unsubstituted(text) ?? strangeCharacter(text, remedy);
  if (strange !== undefined) return strange;
  const unknown = { fault: `${quote(text)} is not known`, code: UNKNOWN_VENDOR };
  const meant = OTHER_NAMES.get(name.replace(/[^a-z].*$/s, ''));
  if (meant !== undefined) return { ...unknown, remedy: `Cloudflare's name for it is ${meant}` };
  return { ...unknown, remedy, typed: { word: name, among: VENDORS } };
}

/** The region that a text names, in lower case as all of them are. Only the API knows which of them the vendor has. */
export function regionNamed(text: string): string | Fault {
  if (text.length > LONGEST_VALUE) return tooLong(text, LONGEST_REGION);
  const name = text.trim().toLowerCase();
  const remedy = 'give the name that Cloudflare lists for the vendor, such as us-east-1';
  if (name === '') return { fault: 'is empty', remedy };
  if (name.length > LONGEST_REGION) return { ...tooLong(text, LONGEST_REGION), remedy };
  return unsubstituted(text) ?? strangeCharacter(text, remedy) ?? name;
}

/** The address of an origin in its canonical form. */
export function originIp(text: string): Address | Fault {
  if (text.length > LONGEST_VALUE) return tooLong(text, LONGEST_VALUE);
  const value = text.trim();
  const address = originAddress(value);
  if (!isFault(address)) return address;
  const special = unsubstituted(value) ?? quoted(value) ?? url(value, 'ip');
  if (special !== undefined) return special;
  // What has a port or a path is a host name too, if it is one without it.
  const host = value.replace(/[:/].*$/s, '');
  if (/\p{L}/u.test(host) && typeof hostNamed(host) === 'string')
    return { fault: `${quote(value)} looks like a host name`, remedy: `give it as host: ${quote(host)}` };
  return { ...address, fault: value === '' ? address.fault : `${quote(value)} ${address.fault}` };
}

/** A host name in ASCII and lower case, without a dot at its end (RFC 1123; a dot inside is needed). */
export function hostNamed(text: string): string | Fault {
  if (text.length > LONGEST_VALUE) return tooLong(text, LONGEST_HOST);
  const value = text.trim();
  const remedy = 'give a name such as origin.example.com';
  if (value === '') return { fault: 'is empty', remedy: `${remedy}; the output that should fill it may not be set` };
  const named = (fault: string, advice: string): Fault => ({ fault: `${quote(value)} ${fault}`, remedy: advice });
  const address = canonicalAddress(
    value.replace(/^\[(.*)\](?::\d+)?$/, '$1').replace(/^(\d+(?:\.\d+){3})[:/].*$/, '$1'),
  );
  if (!isFault(address)) return named('is an address', `give ${address} as ip`);
  const special = unsubstituted(value) ?? quoted(value) ?? url(value, 'host');
  if (special !== undefined) return special;
  if (/[\s,;]/.test(value))
    return named('is not one host name', 'write several as a list in a file, or with commas in the input "host"');
  const cut = /^([^:/?#]+)([:/?#])/.exec(value);
  if (cut?.[1] !== undefined && typeof hostNamed(cut[1]) === 'string')
    return named(cut[2] === ':' ? 'has a port' : 'has a path', `give ${cut[1]}`);
  if (value.startsWith('*')) return named('is a wildcard', 'give the one name that the origin answers by');
  if (/^(?:.*\.)?localhost\.?$/i.test(value))
    return named('is the machine itself', 'give the public name of the origin');
  if (value.includes('_'))
    return named('has an underscore, which a host name cannot have', 'give the name of the origin, not of a record');
  return strangeCharacter(value, remedy) ?? asciiName(value) ?? named(nameFault(value), remedy);
}

function asciiName(value: string): string | undefined {
  const plain = value.replace(/\.$/, '').toLowerCase();
  // The function would also read an address in any spelling, and percent signs: it gets names only.
  if (
    value.length > LONGEST_HOST + 1 ||
    !/^[a-z0-9.\-\u0080-\u{10ffff}]+$/u.test(plain) ||
    /(?:^|\.)-|-(?:\.|$)/.test(plain)
  )
    return undefined;
  const ascii = /^[\0-\x7f]*$/.test(plain) ? plain : domainToASCII(plain);
  const name = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
  return name.test(ascii) ? ascii : undefined;
}

function tooLong(text: string, most: number): Fault {
  const fault = `${quote(text)} has more than ${grouped(most)} characters`;
  return { fault, remedy: 'is a quote or a line break missing?' };
}

function nameFault(value: string): string {
  if (value.length > LONGEST_HOST) return `has more than ${LONGEST_HOST} characters`;
  const wrong = /[^\p{L}\p{M}\p{N}.-]/u.exec(value)?.[0];
  if (wrong !== undefined) return `has the character ${quote(wrong)}, which a host name cannot have`;
  if (!value.replace(/\.$/, '').includes('.')) return 'has no dot, so it is not a full host name';
  if (/\.\d+\.?$/.test(value)) return 'ends in a number, so it is not a host name';
  return 'is not a host name: between dots stand 1 to 63 letters, digits and inner hyphens';
}

function unsubstituted(text: string): Fault | undefined {
  const expression = expressionIn(text);
  if (expression !== undefined)
    return { fault: `holds the expression ${quote(expression)}, which was not substituted`, remedy: EXPRESSION_REMEDY };
  if (!/^(?:null|none|nil|undefined|<no value>)$/i.test(text.trim())) return undefined;
  return {
    fault: `${quote(text)} is what an output that is not set prints`,
    remedy: 'check where the value comes from',
  };
}

function quoted(value: string): Fault | undefined {
  if (/^\[\s*["']/.test(value))
    return {
      fault: `${quote(value)} is a list inside a text`,
      remedy: 'write it as a list, without the quotes around it',
    };
  if (!/^["'].*["']$/s.test(value)) return undefined;
  return { fault: `${quote(value)} has quotes around it`, remedy: 'give it without these quotes' };
}

/** What to give instead of a URL: the host name or the address in it. */
function url(value: string, key: 'ip' | 'host'): Fault | undefined {
  const authority = /^(?:[a-z][a-z0-9+.-]*:)?\/\/([^/?#]*)/i.exec(value)?.[1];
  if (authority === undefined) return undefined;
  const fault = `${quote(value)} is a URL`;
  const plain = authority
    .replace(/^.*@/s, '')
    .replace(/:\d*$/, '')
    .replace(/^\[(.*)\]$/s, '$1');
  const address = originAddress(plain);
  if (!isFault(address)) return { fault, remedy: `give ${address}${key === 'ip' ? '' : ' as ip'}` };
  const host = asciiName(plain);
  if (host === undefined) return { fault, remedy: `give the ${key === 'ip' ? 'address' : 'host name'} alone` };
  return { fault, remedy: `give ${host}${key === 'ip' ? ' as host' : ''}` };
}

/** Hyphens and spaces that only look like one, and characters that nobody sees. */
function strangeCharacter(text: string, remedy: string): Fault | undefined {
  const found = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}|(?!-)[\p{Pd}\u2212]/u.exec(text.trim())?.[0];
  if (found === undefined) return undefined;
  const code = `U+${Number(found.codePointAt(0)).toString(16).toUpperCase().padStart(4, '0')}`;
  if (/[\p{Pd}\u2212\u00ad]/u.test(found))
    return { fault: `${quote(text)} has ${code} in place of a hyphen`, remedy: 'type "-" instead' };
  if (/\p{Zs}/u.test(found))
    return { fault: `${quote(text)} has ${code} in place of a space`, remedy: 'type a plain space instead' };
  return { fault: `${quote(text)} holds an invisible character (${code})`, remedy };
}
