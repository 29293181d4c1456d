import * as z from 'zod';
import type { LoggedRequest } from '../emulator/log.ts';

/** What a write asks for: addresses with their target, or without one for a removal. A setting asks for none. */
export function asksOf({ method, path, body }: LoggedRequest): (readonly [ip: string, target: string | undefined])[] {
  if (method === 'GET' || !isOfMappings(path)) return [];
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

/** Whether a request writes a mapping. */
export function isWrite({ method, path }: LoggedRequest): boolean {
  return method !== 'GET' && isOfMappings(path);
}

/** Whether a request reads or writes one of the two settings of Tiered Cache. */
export function isOfSettings({ path }: LoggedRequest): boolean {
  return /\/(?:argo\/tiered_caching|cache\/tiered_cache_smart_topology_enable)$/.test(path);
}

/** Whether the answer to a request is (a page of) the whole list. */
export function isList({ method, path }: LoggedRequest): boolean {
  if (method === 'PATCH') return path.endsWith('/origin_cloud_regions');
  return method === 'GET' && /_regions$/.test(path) && !path.endsWith('supported_regions');
}

/** Whether a removal of an address was answered with "no such mapping". */
export function isGone(request: LoggedRequest, ip: string): boolean {
  return saysGone(request) && isRemovalOf(request, ip);
}

export function isRemovalOf(request: LoggedRequest, ip: string): boolean {
  return request.method === 'DELETE' && asksOf(request).some(([asked]) => asked === ip);
}

export function saysGone({ method, codes }: LoggedRequest): boolean {
  return method === 'DELETE' && codes.some((code) => code === 1142 || code === 1163);
}

/** Whether the API answered that all is well; a batch may still have words for single items. */
export function isDone({ status, codes }: LoggedRequest): boolean {
  return status === 200 && codes.length === 0;
}

function isOfMappings(path: string): boolean {
  return /\/(?:cache\/origin_cloud_regions|origin\/cloud_regions)(?:\/|$)/.test(path);
}
