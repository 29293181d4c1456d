import { domainToASCII, domainToUnicode } from 'node:url';
import type { Environment } from '../domain/environment.ts';
import type { MaxRemovals } from '../domain/policy.ts';
import { didYouMean } from '../domain/suggestion.ts';
import { quote } from '../domain/text.ts';
import type { ZoneReference } from '../domain/zone-reference.ts';
import { isLoopback } from '../http/http.ts';

/** A zone ID, or a domain name in any form. */
export function parseZone(text: string): Parsed<ZoneReference> {
  const lower = text.trim().toLowerCase();
  if (/^[0-9a-f]{32}$/.test(lower)) return { value: { kind: 'id', id: lower } };
  const ascii = domainToASCII(lower.replace(/\.$/, ''));
  if (/^(?=.{4,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/.test(ascii))
    return { value: { kind: 'name', ascii, unicode: domainToUnicode(ascii) } };
  return {
    wrong:
      'is not a zone: give the zone ID (32 hex digits, on the overview page of the zone) or the domain name, such as example.com',
  };
}

/** `30%` of the zone's mappings, or `25` mappings. */
export function parseMaxRemovals(text: string): Parsed<MaxRemovals> {
  const [, digits, share] = /^(\d{1,9}(?:\.\d{1,6})?)\s*(%?)$/.exec(text) ?? [];
  const number = Number(digits);
  if (share === '%' && number <= 100) return { value: { kind: 'share', percent: number } };
  if (share === '' && Number.isInteger(number)) return { value: { kind: 'number', most: number } };
  return { wrong: 'must be a share from 0% to 100%, or a whole number, such as 30% or 25' };
}

/** The API's endpoint. The credential is sent there, so the connection must be encrypted, or never leave the machine. */
export function parseApiBase(text: string): Parsed<URL> {
  return parseBaseUrl(text, 'https://api.cloudflare.com/client/v4', 'the credential would travel unencrypted');
}

/** Where the clouds' ranges are read: a base URL, or the path of a folder. */
export function parseRanges(text: string): Parsed<{ kind: 'url'; base: URL } | { kind: 'folder'; path: string }> {
  if (!/^[a-z][a-z0-9+.-]+:\/\//i.test(text)) return { value: { kind: 'folder', path: text } };
  const parsed = parseBaseUrl(text, 'https://mirror.example/ranges', 'anybody on the way could change the ranges');
  return 'value' in parsed ? { value: { kind: 'url', base: parsed.value } } : parsed;
}

function parseBaseUrl(text: string, example: string, risk: string): Parsed<URL> {
  const url = URL.parse(text);
  // A password stands before the last "@", in whatever is meant to be a URL.
  const shown = text.replace(/^.*@/s, '…@');
  if (url === null) return { wrong: `is not a URL, such as ${example}`, shown };
  const wrong = baseUrlFault(url, risk);
  return wrong === undefined ? { value: url } : { wrong, shown };
}

function baseUrlFault({ username, password, search, hash, protocol, hostname }: URL, risk: string): string | undefined {
  if (username !== '' || password !== '') return 'holds a user name or password; give it without';
  if (search !== '' || hash !== '') return 'has a query or a fragment; end it with the path';
  if (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))) return undefined;
  return `must be https: ${risk} (http is allowed to loopback addresses only)`;
}

/** Seconds, returned in milliseconds. A day is far beyond what any job may take. */
export function parseBudget(text: string): Parsed<number> {
  const seconds = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (seconds >= 1 && seconds <= 86_400) return { value: seconds * 1000 };
  return { wrong: 'must be a number of seconds from 1 to 86400' };
}

/** The value of an input, trimmed. An empty one counts as not given: the runner does not apply defaults to it. */
export function inputValue(env: Environment, input: string): string | undefined {
  return env[`INPUT_${input.toUpperCase()}`]?.trim() || undefined;
}

/**
 * A value read from a text, or what is wrong with the text and how to write it. `shown` is what may be shown of a text
 * that holds a secret.
 */
export type Parsed<Value> = { readonly value: Value } | { readonly wrong: string; readonly shown?: string };

/** Reads single inputs. Every mistake goes to `report`; the default then stands in, so that reading can go on. */
export interface InputReader {
  choice<Choice extends string>(input: string, choices: readonly Choice[], fallback: Choice): Choice;
  flag(input: string, fallback: boolean): boolean;
  value<Value>(input: string, fallback: string, parse: (text: string) => Parsed<Value>): Value;
}

/** What to say of an expression that reached the action as text. */
export const EXPRESSION_REMEDY = `is an expression that was not substituted: GitHub replaces \${{ … }} only in workflow files, so check where this text comes from, and its quotes`;

export function isExpression(text: string): boolean {
  return text.includes('${{');
}

export function openInputReader(env: Environment, report: (message: string) => void): InputReader {
  return {
    choice(input, choices, fallback) {
      const text = inputValue(env, input);
      const match = choices.find((choice) => choice === text?.toLowerCase());
      if (text === undefined || match !== undefined) return match ?? fallback;
      const meant = didYouMean(text, choices);
      const hint = meant === undefined ? '' : `. Did you mean ${meant}?`;
      report(
        `Input ${input}: ${quote(text)} ${isExpression(text) ? EXPRESSION_REMEDY : `must be one of ${choices.join(', ')}${hint}`}`,
      );
      return fallback;
    },
    flag(input, fallback) {
      return this.choice(input, ['true', 'false'], fallback ? 'true' : 'false') === 'true';
    },
    value(input, fallback, parse) {
      const text = inputValue(env, input) ?? fallback;
      const parsed = parse(text);
      // A path or a URL may hold anything, an expression too.
      const unsubstituted = isExpression(text);
      if ('value' in parsed && !unsubstituted) return parsed.value;
      const { wrong, shown = text } = 'value' in parsed ? { wrong: EXPRESSION_REMEDY } : parsed;
      report(`Input ${input}: ${quote(shown)} ${unsubstituted ? EXPRESSION_REMEDY : wrong}`);
      const standIn = parse(fallback);
      if ('value' in standIn) return standIn.value;
      throw new TypeError(`the default of ${input} is not valid`);
    },
  };
}
