import { readFileSync } from 'node:fs';
import { addressOf, type SeedMapping } from './record.ts';
import type { RateLimit } from './throttle.ts';

const SWITCH = ['on', 'off'] as const;

/** A whole number from 0 up to `most`. */
export function integer(text: string, most = Number.MAX_SAFE_INTEGER): number {
  if (/^\d+$/.test(text) && Number(text) <= most) return Number(text);
  throw new Error(`give a whole number${most === Number.MAX_SAFE_INTEGER ? '' : ` up to ${most}`}`);
}

/** One of a few words. */
export function choice<T extends string>(text: string, choices: readonly T[]): T {
  const found = choices.find((name) => name === text);
  if (found === undefined) throw new Error(`give one of ${choices.join(', ')}`);
  return found;
}

/** A switch: on or off. */
export function isOn(text: string): boolean {
  return choice(text, SWITCH) === 'on';
}

/** An ID as Cloudflare writes it. */
export function zoneId(text: string): string {
  if (!/^[\da-f]{32}$/.test(text)) throw new Error('give 32 hex digits in lower case');
  return text;
}

/** Requests and seconds of a window. */
export function rateLimit(text: string): RateLimit {
  const [, requests, seconds] = /^(\d+)\/(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (requests === undefined) throw new Error('give REQUESTS/SECONDS, such as 1200/300');
  return { requests: Number(requests), seconds: Number(seconds) };
}

/** A count, or a file with a list whose addresses are called `ip`, `origin-ip` or `origin_ip`. */
export function mappings(text: string): number | SeedMapping[] {
  if (/^\d+$/.test(text)) return Number(text);
  const list: unknown = JSON.parse(readFileSync(text, 'utf8'));
  if (!Array.isArray(list)) throw new Error('the file must hold a JSON list of {ip, vendor, region}');
  return list.map((entry: Readonly<Record<string, unknown>>) => {
    const ip = addressOf(entry?.ip ?? entry?.['origin-ip'] ?? entry?.origin_ip);
    const { vendor, region } = entry ?? {};
    if (ip === undefined || typeof vendor !== 'string' || typeof region !== 'string')
      throw new Error(`${JSON.stringify(entry)} is no mapping {ip, vendor, region}`);
    return { ip, vendor, region };
  });
}
