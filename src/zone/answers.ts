import * as z from 'zod/mini';
import { type Address, canonicalAddress, isFault } from '../domain/address.ts';
import { clip } from '../domain/clip.ts';
import type { Mapping, MappingList, Regions } from '../domain/mapping.ts';

/**
 * The shapes of Cloudflare's answers, read into the domain. Every reader gives `undefined` for an answer that is not of
 * its shape. Shapes: Cloudflare's OpenAPI description of "Origin Cloud Regions", July 2026.
 */

/** What a batch did: the addresses it took, and those it did not, with its words. */
export interface BatchAnswer {
  readonly succeeded: ReadonlySet<Address>;
  readonly failed: ReadonlyMap<Address, string>;
}

/** One page of the v2 list. */
export interface Page {
  readonly mappings: readonly Mapping[];
  /** Entries a page holds at most, as the server says, which may be less than it was asked for. */
  readonly perPage: number;
  readonly total: number;
}

export interface Envelope {
  readonly success: boolean;
  readonly errors: readonly { readonly code: number; readonly message: string }[];
  readonly result: unknown;
  readonly info: unknown;
}

const address = z.pipe(
  z.string(),
  z.transform((text, context) => {
    const found = canonicalAddress(text);
    if (!isFault(found)) return found;
    context.issues.push({ code: 'custom', input: text, message: 'no address' });
    return z.NEVER;
  }),
);

// The two surfaces spell the address differently; reading both everywhere costs nothing and survives a mix-up.
const addressed = z.pipe(
  z.looseObject({ 'origin-ip': z.optional(address), origin_ip: z.optional(address), ip: z.optional(address) }),
  z.transform((entry, context) => {
    const ip = entry['origin-ip'] ?? entry.origin_ip ?? entry.ip;
    if (ip !== undefined) return { ...entry, ip };
    context.issues.push({ code: 'custom', input: entry, message: 'no address' });
    return z.NEVER;
  }),
);

const mapping = z.pipe(
  z.pipe(
    addressed,
    z.looseObject({
      ip: z.custom<Address>(),
      vendor: z.string(),
      region: z.string(),
      modified_on: z.nullish(z.string()),
    }),
  ),
  z.transform(
    ({ ip, vendor, region, modified_on }): Mapping => ({
      ip,
      vendor,
      region,
      ...(modified_on == null ? {} : { modifiedOn: modified_on }),
    }),
  ),
);

const mappings = z.array(mapping);
const batch = z.object({
  succeeded: z.array(addressed),
  failed: z.array(z.pipe(addressed, z.looseObject({ ip: z.custom<Address>(), error: z.optional(z.string()) }))),
});
const regions = z.object({
  vendors: z.record(
    z.string(),
    z.array(z.object({ name: z.string(), upper_tier_colos: z.nullish(z.array(z.string())) })),
  ),
});
const zones = z.array(z.object({ id: z.string(), name: z.string() }));
const envelope = z.object({
  success: z.boolean(),
  errors: z.nullish(z.array(z.object({ code: z.number(), message: z.optional(z.string()) }))),
  result: z.optional(z.unknown()),
  result_info: z.optional(z.unknown()),
});
/** A total far beyond what a zone holds is no reason to ask for so many pages. */
const MOST_ENTRIES = 20_000;
const pageInfo = z.object({
  per_page: z.number(),
  total_count: z.int().check(z.nonnegative(), z.maximum(MOST_ENTRIES)),
});

/** Every entry of a run may come to repeat it. */
const LONGEST_WORDS = 1000;
const MOST_ERRORS = 20;

/** Not by zod's safe way: with more issues than the stack holds, that throws as well. */
function parsed<Schema extends z.ZodMiniType>(schema: Schema, value: unknown): z.output<Schema> | undefined {
  try {
    return z.parse(schema, value);
  } catch {
    return undefined;
  }
}

/** Values of an answer: about three times what 3,500 mappings have. Each may take a hundred times the memory of its text. */
const MOST_VALUES = 50_000;

export function readEnvelope(text: string): Envelope | undefined {
  if (hasMoreValues(text, MOST_VALUES)) return undefined;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return undefined;
  }
  const read = parsed(envelope, body);
  if (read === undefined) return undefined;
  const { success, errors, result, result_info } = read;
  return {
    success,
    errors: (errors ?? [])
      .slice(0, MOST_ERRORS)
      .map(({ code, message }) => ({ code, message: clip(message ?? 'no message', LONGEST_WORDS) })),
    result,
    info: result_info,
  };
}

/** Counted by what stands before a value, without reading the text as JSON: it counts within texts too. */
function hasMoreValues(text: string, most: number): boolean {
  let count = 0;
  for (let at = 0; at < text.length && count <= most; at += 1) {
    const character = text[at];
    if (character === '{' || character === '[' || character === ',') count += 1;
  }
  return count > most;
}

/** Readers of the results, by the name of what they read. */
export const readers = {
  v1List: ({ result }: Envelope) => read(z.object({ value: mappings }), result, ({ value }) => byAddress(value)),
  v1Batch: ({ result }: Envelope) => read(z.object({ value: batch }), result, ({ value }) => batchAnswer(value)),
  v2Page: ({ result, info }: Envelope) =>
    read(
      z.object({ result: mappings, info: pageInfo }),
      { result, info },
      (page): Page => ({
        mappings: page.result,
        perPage: page.info.per_page,
        total: page.info.total_count,
      }),
    ),
  v2Batch: ({ result }: Envelope) => read(batch, result, batchAnswer),
  regions: ({ result }: Envelope) =>
    read(
      regions,
      result,
      ({ vendors }): Regions =>
        new Map(
          Object.entries(vendors).map(([vendor, list]) => [
            vendor,
            new Map(list.map(({ name, upper_tier_colos }) => [name, upper_tier_colos ?? []])),
          ]),
        ),
    ),
  zones: ({ result }: Envelope) => read(zones, result, (found) => found),
  /** For answers of which only the success matters. */
  done: (): true => true,
} as const;

/** What each reader gives. */
export type Answers = { [Shape in keyof typeof readers]: NonNullable<ReturnType<(typeof readers)[Shape]>> };

function read<Schema extends z.ZodMiniType, Value>(
  schema: Schema,
  value: unknown,
  make: (value: z.output<Schema>) => Value,
): Value | undefined {
  const result = parsed(schema, value);
  return result === undefined ? undefined : make(result);
}

function byAddress(list: readonly Mapping[]): MappingList {
  return new Map(list.map((entry) => [entry.ip, entry]));
}

function batchAnswer({ succeeded, failed }: z.output<typeof batch>): BatchAnswer {
  return {
    succeeded: new Set(succeeded.map(({ ip }) => ip)),
    failed: new Map(failed.map(({ ip, error }) => [ip, clip(error ?? 'no reason given', LONGEST_WORDS)])),
  };
}
