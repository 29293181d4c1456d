import { domainToASCII } from 'node:url';
import type { Brake } from '../plan.ts';
import type { ZoneRef } from '../zone/lookup.ts';
import { isLoopback } from '../zone/transport.ts';
import type { Parsed } from './reader.ts';

/** A zone ID, or a domain name in its ASCII form. */
export function parseZone(text: string): Parsed<ZoneRef> {
  const lower = text.trim().toLowerCase();
  if (/^[0-9a-f]{32}$/.test(lower)) return { value: { kind: 'id', id: lower } };
  const name = domainToASCII(lower.replace(/\.$/, ''));
  if (/^(?=.{4,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/.test(name))
    return { value: { kind: 'name', name } };
  return {
    wrong:
      'is no zone: give the zone ID (32 hex digits, on the overview page of the zone) or the domain name, such as example.com',
  };
}

/** `30%` of the zone's mappings, or `25` mappings. */
export function parseBrake(text: string): Parsed<Brake> {
  const [, digits, share] = /^(\d{1,9}(?:\.\d{1,6})?)\s*(%?)$/.exec(text) ?? [];
  const number = Number(digits);
  if (share === '%' && number <= 100) return { value: { kind: 'share', percent: number } };
  if (share === '' && Number.isInteger(number)) return { value: { kind: 'number', most: number } };
  return { wrong: 'is neither a share from 0% to 100% nor a whole number, such as 30% or 25' };
}

/** The API's endpoint. The credential is sent there, so it must be encrypted, or never leave the machine. */
export function parseApiBase(text: string): Parsed<URL> {
  const url = URL.parse(text);
  // A password stands before the last "@", in whatever is meant to be a URL.
  const shown = text.replace(/^.*@/s, '…@');
  if (url === null) return { wrong: 'is not a URL, such as https://api.cloudflare.com/client/v4', shown };
  const wrong = apiBaseFault(url);
  return wrong === undefined ? { value: url } : { wrong, shown };
}

function apiBaseFault({ username, password, search, hash, protocol, hostname }: URL): string | undefined {
  if (username !== '' || password !== '') return 'holds a user name or password; give it without';
  if (search !== '' || hash !== '') return 'has a query or a fragment; end it with the path';
  if (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))) return undefined;
  return 'is not https; the credential would travel in the clear (http is allowed to loopback addresses only)';
}

/** Seconds, given in milliseconds. A day is far beyond what any job may take. */
export function parseBudget(text: string): Parsed<number> {
  const seconds = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (seconds >= 1 && seconds <= 86_400) return { value: seconds * 1000 };
  return { wrong: 'is no number of seconds from 1 to 86400' };
}
