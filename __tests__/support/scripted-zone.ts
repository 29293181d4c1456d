import { openZone } from '../../src/cloudflare/choose-version.ts';
import type { Address } from '../../src/domain/address.ts';
import type { Mapping } from '../../src/domain/mapping.ts';
import type { ApiVersion } from '../../src/domain/result.ts';
import { failure, many, type ScriptedAnswer, type SentRequest, scripted, success } from './cloudflare.ts';

type Rows = readonly { readonly ip: string; readonly vendor: unknown; readonly region: unknown }[];
export interface ScriptedZone {
  /** Rows of a version's list, or what it answers instead to everything. */
  v1: Rows | ScriptedAnswer;
  v2: Rows | ScriptedAnswer;
  regions?: ScriptedAnswer;
  /** Instead of what would be answered. */
  instead?: (request: SentRequest) => ScriptedAnswer | Promise<ScriptedAnswer> | undefined;
}

export const NO_ROUTE = failure(404, 7003);
export const REGIONS = success({ vendors: { aws: [{ name: 'us-east-1' }] } });
export const ONE = many(1);
export const WRITE: Mapping = { ip: '192.0.2.9' as Address, vendor: 'aws', region: 'us-east-1' };

/** A server of both versions, its answers to writes as documented. */
export function serve(server: ScriptedZone, base?: string) {
  const reached = scripted(
    (request) => server.instead?.(request) ?? answerOf(server, request),
    base === undefined ? {} : { base },
  );
  const notices: string[] = [];
  const open = (wish: ApiVersion | 'auto' = 'auto') => openZone(reached.api, 'z', wish, (words) => notices.push(words));
  const asked = () => reached.requests.map(({ method, path }) => `${method} ${path.replace('/zones/z/', '')}`);
  return { ...reached, open, notices, asked };
}

export function answerOf(
  { v1, v2, regions = REGIONS }: ScriptedZone,
  { method, path, body }: SentRequest,
): ScriptedAnswer {
  const isV1 = path.includes('/cache/');
  const rows = isV1 ? v1 : v2;
  if (!isRows(rows)) return rows;
  if (path.endsWith('/supported_regions')) return regions;
  if (path.endsWith('/batch')) {
    const succeeded = (body as (string | { readonly ip?: string; readonly origin_ip?: string })[]).map((item) => ({
      ip: typeof item === 'string' ? item : (item.ip ?? item.origin_ip),
    }));
    return isV1 ? success({ value: { succeeded, failed: [] } }) : success({ succeeded, failed: null });
  }
  if (isV1) return method === 'DELETE' ? success(null) : success({ value: rows });
  const { searchParams } = new URL(path, 'https://api.test');
  const page = Number(searchParams.get('page'));
  return success(rows.slice((page - 1) * 100, page * 100), { page, per_page: 100, total_count: rows.length });
}

function isRows(rows: Rows | ScriptedAnswer): rows is Rows {
  return Array.isArray(rows);
}
