import type { Answer, Refusal } from './answer.ts';
import type { ZoneRecord } from './record.ts';
import { refusal } from './refusals.ts';
import type { Entry, ZoneRules } from './zone.ts';

/** What an operation works on: the zone as it is, and the request. */
export interface Visit {
  readonly record: ZoneRecord;
  readonly rules: ZoneRules;
  /** Whether this credential may change the mappings. */
  readonly editable: boolean;
  readonly query: Readonly<Record<string, string>>;
  /** The parsed body; undefined where there was none. */
  readonly body: unknown;
  /** The time of the request, as the API spells it. */
  readonly time: string;
}

/** What an operation answers, and the record it leaves behind where it wrote. */
export interface Turn {
  readonly answer: Answer;
  readonly record?: ZoneRecord;
}

/** The most items of a batch. */
const BATCH_LIMIT = 100;

/** A body as an entry. `key` is what the surface calls the address. */
export function entryOf(body: unknown, key: 'ip' | 'origin_ip'): Entry {
  const entry = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  return { ip: entry[key], vendor: entry.vendor, region: entry.region };
}

/** The items of a batch. The code for a body that is no batch is undocumented. */
export function batchOf(body: unknown): readonly unknown[] | Refusal {
  if (Array.isArray(body) && body.length <= BATCH_LIMIT) return body;
  return refusal(1146, { message: `invalid request body, must be an array of up to ${BATCH_LIMIT} items` });
}
