import { failure, type Refusal, success } from './answer.ts';
import { addressOf, type Stored } from './record.ts';
import { isRefusal, refusal } from './refusals.ts';
import type { RouteV2 } from './route.ts';
import { batchOf, entryOf, type Turn, type Visit } from './visit.ts';
import { type BatchWritten, find, remove, removeBatch, type Written, write, writeBatch } from './zone.ts';

/** The operations below `/zones/{zone_id}/origin/cloud_regions`. */
export function answerV2(route: RouteV2, visit: Visit): Turn {
  const { record, rules, body } = visit;
  switch (route.operation) {
    case 'list':
      return list(visit);
    case 'get': {
      const mapping = find(record, route.ip);
      return { answer: isRefusal(mapping) ? failure(mapping) : success(item(mapping)) };
    }
    case 'put': {
      const written = put(visit, route.ip);
      if (isRefusal(written)) return { answer: failure(written) };
      return { answer: success(item(written.mapping)), record: written.record };
    }
    case 'delete': {
      const removed = remove(record, route.ip, rules, 1142);
      if (isRefusal(removed)) return { answer: failure(removed) };
      return { answer: success({ origin_ip: removed.mapping.ip }), record: removed.record };
    }
    case 'batch-write': {
      const items = batchOf(body);
      if (isRefusal(items)) return { answer: failure(items) };
      const written = writeBatch(
        record,
        items.map((entry) => entryOf(entry, 'origin_ip')),
        rules,
      );
      return isRefusal(written) ? { answer: failure(written) } : many(written);
    }
    case 'batch-delete': {
      const items = batchOf(body);
      return isRefusal(items) ? { answer: failure(items) } : many(removeBatch(record, items, rules));
    }
  }
}

function list({ record, query }: Visit): Turn {
  const page = whole(query.page, 1, Number.MAX_SAFE_INTEGER);
  const perPage = whole(query.per_page, 20, 100);
  if (page === undefined)
    return { answer: failure(refusal(1146, { message: 'invalid page parameter, must be at least 1' })) };
  if (perPage === undefined)
    return { answer: failure(refusal(1146, { message: 'invalid per_page parameter, must be between 1 and 100' })) };
  const all = [...record.mappings.values()];
  const result = all.slice((page - 1) * perPage, page * perPage).map(item);
  return {
    answer: success(result, {
      page,
      per_page: perPage,
      count: result.length,
      total_count: all.length,
      total_pages: Math.ceil(all.length / perPage),
    }),
  };
}

/** A number of the query from 1 to `most`; undefined where it is none. */
function whole(text: string | undefined, usual: number, most: number): number | undefined {
  if (text === undefined) return usual;
  const number = /^\d+$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= most ? number : undefined;
}

function put({ record, rules, body }: Visit, ip: string): Written | Refusal {
  const entry = entryOf(body, 'origin_ip');
  const address = addressOf(entry.ip);
  if (address === undefined || addressOf(ip) === undefined) return refusal(1146);
  if (address !== addressOf(ip)) return refusal(1146, { message: 'body origin_ip does not match URL' });
  return write(record, entry, rules);
}

function many({ record, succeeded, failed }: BatchWritten): Turn {
  const result = {
    succeeded: succeeded.map(({ ip, vendor, region }) => ({ origin_ip: ip, vendor, region })),
    failed: failed.map(({ ip, words }) => ({ origin_ip: ip, error: words })),
  };
  return { answer: success(result), record };
}

function item({ ip, vendor, region, modifiedOn }: Stored): object {
  return { origin_ip: ip, vendor, region, modified_on: modifiedOn };
}
