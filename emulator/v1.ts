import { type Answer, failure, type Refusal, success } from './answer.ts';
import type { Stored } from './record.ts';
import { isRefusal } from './refusals.ts';
import type { RouteV1 } from './route.ts';
import { batchOf, entryOf, type Turn, type Visit } from './visit.ts';
import { type BatchWritten, create, find, remove, removeBatch, type Written, write, writeBatch } from './zone.ts';

/** The operations below `/zones/{zone_id}/cache/origin_cloud_regions`. */
export function answerV1(route: RouteV1, visit: Visit): Turn {
  const { record, rules, body } = visit;
  switch (route.operation) {
    case 'list':
      return { answer: wholeList(visit) };
    case 'create':
      return one(visit, create(record, entryOf(body, 'ip'), rules));
    case 'patch': {
      const written = write(record, entryOf(body, 'ip'), rules);
      if (isRefusal(written)) return { answer: failure(written) };
      return { answer: wholeList({ ...visit, record: written.record }), record: written.record };
    }
    case 'get': {
      const mapping = find(record, route.ip);
      return isRefusal(mapping)
        ? { answer: failure(mapping) }
        : { answer: setting(visit, mapping.modifiedOn, item(mapping)) };
    }
    case 'delete':
      return one(visit, remove(record, route.ip, rules, 1163));
    case 'batch-write': {
      const items = batchOf(body);
      if (isRefusal(items)) return { answer: failure(items) };
      const written = writeBatch(
        record,
        items.map((entry) => entryOf(entry, 'ip')),
        rules,
      );
      return isRefusal(written) ? { answer: failure(written) } : many(visit, written);
    }
    case 'batch-delete': {
      const items = batchOf(body);
      return isRefusal(items) ? { answer: failure(items) } : many(visit, removeBatch(record, items, rules));
    }
  }
}

function wholeList(visit: Visit): Answer {
  return setting(visit, visit.record.modifiedOn, [...visit.record.mappings.values()].map(item));
}

function one(visit: Visit, written: Written | Refusal): Turn {
  if (isRefusal(written)) return { answer: failure(written) };
  return { answer: setting(visit, written.mapping.modifiedOn, item(written.mapping)), record: written.record };
}

function many(visit: Visit, { record, succeeded, failed }: BatchWritten): Turn {
  const value = {
    succeeded: succeeded.map(({ ip, vendor, region }) => ({ 'origin-ip': ip, vendor, region })),
    failed: failed.map(({ ip, words }) => ({ 'origin-ip': ip, error: words })),
  };
  return { answer: setting(visit, succeeded.length === 0 ? null : visit.time, value), record };
}

function setting(visit: Visit, modifiedOn: string | null, value: unknown): Answer {
  return success({ id: 'origin_public_cloud_region', editable: visit.editable, modified_on: modifiedOn, value });
}

function item({ ip, vendor, region, modifiedOn }: Stored): object {
  return { 'origin-ip': ip, vendor, region, modified_on: modifiedOn };
}
