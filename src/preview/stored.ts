import * as z from 'zod/mini';
import { type Address, canonicalAddress } from '../domain/address.ts';
import { type PreviewRecord, RECORD_FORM, type RecordEntry } from './record.ts';

const place = z.int().check(z.nonnegative());

const entry = z.strictObject({
  /** Address. */
  i: z.optional(z.string().check(z.refine((text) => canonicalAddress(text) === text))),
  /** Seal, and which check value belongs to it. */
  s: z.optional(z.string()),
  k: z.optional(place),
  /** What was there before. */
  b: z.optional(place),
  /** What was written. */
  w: z.array(place).check(z.minLength(1)),
});

/** The form in which a comment stores a record; targets and check values are named by their places in the lists. */
const form = z.strictObject({
  v: z.literal(RECORD_FORM),
  zone: z.string(),
  targets: z.array(z.tuple([z.string(), z.string()])),
  checks: z.array(z.string()),
  entries: z.array(entry),
});

type Form = z.infer<typeof form>;

/** Reads a stored record; undefined where it is none. */
export function readStored(json: string): PreviewRecord | undefined {
  try {
    const stored = form.parse(JSON.parse(json));
    return { zoneId: stored.zone, entries: stored.entries.map((row) => entryOf(row, stored)) };
  } catch {
    return undefined;
  }
}

function entryOf({ i, s, k, b, w }: Form['entries'][number], { targets, checks }: Form): RecordEntry {
  const target = (number: number) => {
    const [vendor, region] = at(targets, number);
    return { vendor, region };
  };
  return {
    name: i === undefined ? { seal: at([s], 0), check: at(checks, k) } : { ip: i as Address },
    ...(b === undefined ? {} : { before: target(b) }),
    wrote: w.map(target),
  };
}

function at<Item>(list: readonly (Item | undefined)[], number: number | undefined): Item {
  const item = list[number ?? -1];
  if (item === undefined) throw new RangeError('a record names what it does not hold');
  return item;
}
