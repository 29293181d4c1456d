import { addressOf } from './address.ts';
import { type Answer, failure, isRefusal, listPage, type Refusal, refusal, success } from './answer.ts';
import {
  type BatchWritten,
  create,
  find,
  type RequestedMapping,
  remove,
  removeBatch,
  type StoredMapping,
  type Written,
  write,
  writeBatch,
  type ZoneRecord,
  type ZoneRules,
} from './record.ts';
import type { RouteV1, RouteV2 } from './route.ts';

/** What an operation works on: the zone as it is, and the request. */
export interface OperationContext {
  readonly record: ZoneRecord;
  readonly rules: ZoneRules;
  /** Rows that lists hold besides the zone's mappings. */
  readonly oddRows: readonly unknown[];
  /** Whether this credential may change the mappings. */
  readonly editable: boolean;
  readonly query: Readonly<Record<string, string>>;
  /** The parsed body; undefined where there was none. */
  readonly body: unknown;
  /** The time of the request, as the API spells it. */
  readonly time: string;
}

/** What an operation answers, and the record that it leaves behind where it wrote. */
export interface Operated {
  readonly answer: Answer;
  readonly record?: ZoneRecord;
}

/** What a surface calls the address, in requests and in answers. */
const KEYS = {
  v1: { asked: 'ip', answered: 'origin-ip' },
  v2: { asked: 'origin_ip', answered: 'origin_ip' },
} as const;

/** The most items of a batch. */
const BATCH_LIMIT = 100;

/** The operations below `/zones/{zone_id}/cache/origin_cloud_regions`. */
export function operateV1(route: RouteV1, context: OperationContext): Operated {
  const { record, rules, body } = context;
  switch (route.operation) {
    case 'list':
      return { answer: wholeList(context) };
    case 'create':
      return oneV1(context, create(record, requested(body, 'v1'), rules));
    case 'patch': {
      const written = write(record, requested(body, 'v1'), rules);
      if (isRefusal(written)) return { answer: failure(written) };
      return { answer: wholeList({ ...context, record: written.record }), record: written.record };
    }
    case 'get': {
      const mapping = find(record, route.ip);
      if (isRefusal(mapping)) return { answer: failure(mapping) };
      return { answer: setting(context, mapping.modifiedOn, item(mapping, 'v1')) };
    }
    case 'delete':
      return oneV1(context, remove(record, route.ip, rules, 1163));
    case 'batch-write':
    case 'batch-delete': {
      const written = batch(route, context);
      if (isRefusal(written)) return { answer: failure(written) };
      const time = written.succeeded.length === 0 ? null : context.time;
      return { answer: setting(context, time, batchResult(written, 'v1')), record: written.record };
    }
  }
}

/** The operations below `/zones/{zone_id}/origin/cloud_regions`. */
export function operateV2(route: RouteV2, context: OperationContext): Operated {
  const { record, rules, query } = context;
  switch (route.operation) {
    case 'list':
      return { answer: listPage(rows(context, 'v2'), query, { usual: 20, most: 100 }) };
    case 'get': {
      const mapping = find(record, route.ip);
      return { answer: isRefusal(mapping) ? failure(mapping) : success(item(mapping, 'v2')) };
    }
    case 'put': {
      const written = put(context, route.ip);
      if (isRefusal(written)) return { answer: failure(written) };
      return { answer: success(item(written.mapping, 'v2')), record: written.record };
    }
    case 'delete': {
      const removed = remove(record, route.ip, rules, 1142);
      if (isRefusal(removed)) return { answer: failure(removed) };
      return { answer: success({ origin_ip: removed.mapping.ip }), record: removed.record };
    }
    case 'batch-write':
    case 'batch-delete': {
      const written = batch(route, context);
      if (isRefusal(written)) return { answer: failure(written) };
      return { answer: success(batchResult(written, 'v2')), record: written.record };
    }
  }
}

/** A batch of either surface. The code for a body that is no batch is undocumented. */
function batch({ surface, operation }: RouteV1 | RouteV2, context: OperationContext): BatchWritten | Refusal {
  const { record, rules, body } = context;
  if (!Array.isArray(body) || body.length > BATCH_LIMIT)
    return refusal(1146, { message: `invalid request body, must be an array of up to ${BATCH_LIMIT} items` });
  if (operation === 'batch-delete') return removeBatch(record, body, rules);
  const entries = body.map((entry: unknown) => requested(entry, surface));
  return writeBatch(record, entries, rules);
}

function put({ record, rules, body }: OperationContext, ip: string): Written | Refusal {
  const entry = requested(body, 'v2');
  const address = addressOf(entry.ip);
  if (address === undefined || addressOf(ip) === undefined) return refusal(1146);
  if (address !== addressOf(ip)) return refusal(1146, { message: 'body origin_ip does not match URL' });
  return write(record, entry, rules);
}

function requested(body: unknown, surface: 'v1' | 'v2'): RequestedMapping {
  const entry = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  return { ip: entry[KEYS[surface].asked], vendor: entry.vendor, region: entry.region };
}

function oneV1(context: OperationContext, written: Written | Refusal): Operated {
  if (isRefusal(written)) return { answer: failure(written) };
  const { mapping, record } = written;
  return { answer: setting(context, mapping.modifiedOn, item(mapping, 'v1')), record };
}

function wholeList(context: OperationContext): Answer {
  return setting(context, context.record.modifiedOn, rows(context, 'v1'));
}

/** v1's result around a value. */
function setting({ editable }: OperationContext, modifiedOn: string | null, value: unknown): Answer {
  return success({ id: 'origin_public_cloud_region', editable, modified_on: modifiedOn, value });
}

/** The zone's mappings and the odd rows: these as they are, but that `ip` becomes what the surface calls it. */
function rows({ record, oddRows }: OperationContext, surface: 'v1' | 'v2'): unknown[] {
  const odd = oddRows.map((row) => {
    if (typeof row !== 'object' || row === null || !('ip' in row)) return row;
    const { ip, ...rest } = row;
    return { [KEYS[surface].answered]: ip, ...rest };
  });
  return [...Array.from(record.mappings.values(), (mapping) => item(mapping, surface)), ...odd];
}

function item({ ip, vendor, region, modifiedOn }: StoredMapping, surface: 'v1' | 'v2'): object {
  return { [KEYS[surface].answered]: ip, vendor, region, modified_on: modifiedOn };
}

function batchResult({ succeeded, failed }: BatchWritten, surface: 'v1' | 'v2'): object {
  const key = KEYS[surface].answered;
  return {
    succeeded: succeeded.map(({ ip, vendor, region }) => ({ [key]: ip, vendor, region })),
    failed: failed.map(({ ip, message }) => ({ [key]: ip, error: message })),
  };
}
