import * as z from 'zod';
import type { LoggedRequest } from '../emulator/log.ts';
import type { Holding } from './stage.ts';

/** What a run says of itself in its result file. */
export type Account = z.output<typeof account>;

const kind = z.enum(['created', 'updated', 'removed', 'unchanged', 'skipped', 'failed']);
const mapping = z.object({ ip: z.string(), vendor: z.string(), region: z.string() });
const account = z.object({
  changed: z.boolean(),
  counts: z.record(kind, z.number()),
  count: z.nullable(z.number()),
  remaining: z.nullable(z.number()),
  error_codes: z.array(z.number()),
  problems: z.array(z.object({ message: z.string() })),
  mappings: z.array(mapping),
  entries: z.array(
    z.object({
      ip: z.string(),
      vendor: z.nullable(z.string()),
      region: z.nullable(z.string()),
      outcome: kind,
      message: z.optional(z.string()),
    }),
  ),
});

export const KINDS = kind.options;

/** The result file's text; undefined where it is not of its shape. */
export function readAccount(text: string): Account | undefined {
  return account.safeParse(JSON.parse(text)).data;
}

export function holdingOf(mappings: Account['mappings']): Holding {
  return new Map(mappings.map(({ ip, vendor, region }) => [ip, `${vendor} ${region}`]));
}

/** What a write asks for: addresses with their target, or without one for a removal. */
export function asksOf({ method, path, body }: LoggedRequest): (readonly [ip: string, target: string | undefined])[] {
  if (method === 'GET') return [];
  const last = decodeURIComponent(path.slice(path.lastIndexOf('/') + 1));
  if (method === 'DELETE')
    return (last === 'batch' ? z.array(z.string()).parse(body) : [last]).map((ip) => [ip, undefined]);
  return (Array.isArray(body) ? body : [body]).map((entry) => {
    const { vendor, region, ...named } = asked.parse(entry);
    return [named.ip ?? named.origin_ip ?? '', `${vendor} ${region}`];
  });
}

const asked = z.object({
  ip: z.optional(z.string()),
  origin_ip: z.optional(z.string()),
  vendor: z.string(),
  region: z.string(),
});
