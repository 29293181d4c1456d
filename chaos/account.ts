import * as z from 'zod';
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
