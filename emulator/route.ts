export type Surface = 'v1' | 'v2';

/** The operations below `/zones/{zone_id}/cache/origin_cloud_regions`, but for the supported regions. */
export type RouteV1 =
  | { readonly surface: 'v1'; readonly operation: 'list' | 'create' | 'patch' | 'batch-write' | 'batch-delete' }
  | { readonly surface: 'v1'; readonly operation: 'get' | 'delete'; readonly ip: string };

/** The operations below `/zones/{zone_id}/origin/cloud_regions`, but for the supported regions. */
export type RouteV2 =
  | { readonly surface: 'v2'; readonly operation: 'list' | 'batch-write' | 'batch-delete' }
  | { readonly surface: 'v2'; readonly operation: 'get' | 'put' | 'delete'; readonly ip: string };

/** One of the operations that the emulator knows; `zones` is the look-up by name. */
export type Route =
  | { readonly operation: 'zones' }
  | { readonly surface: Surface; readonly operation: 'regions' }
  | RouteV1
  | RouteV2;

const ZONE_PATH = /^\/zones\/([^/]+)\/(cache\/origin_cloud_regions|origin\/cloud_regions)(?:\/([^/]+))?$/;

/** The operation that a method and a path below the API's base ask for, in this zone. */
export function routeOf(method: string, path: string, zoneId: string): Route | undefined {
  if (path === '/zones') return method === 'GET' ? { operation: 'zones' } : undefined;
  const [, zone, family, last] = ZONE_PATH.exec(path) ?? [];
  if (zone !== zoneId) return undefined;
  if (family === 'cache/origin_cloud_regions') return routeV1(method, last);
  return routeV2(method, last);
}

/** A percent-encoded piece of a path as text; as it is where the encoding is broken. */
export function decoded(piece: string): string {
  try {
    return decodeURIComponent(piece);
  } catch {
    return piece;
  }
}

function routeV1(method: string, last: string | undefined): Route | undefined {
  const surface = 'v1';
  switch (last) {
    case undefined:
      if (method === 'GET') return { surface, operation: 'list' };
      if (method === 'POST') return { surface, operation: 'create' };
      return method === 'PATCH' ? { surface, operation: 'patch' } : undefined;
    case 'batch':
      if (method === 'PATCH') return { surface, operation: 'batch-write' };
      return method === 'DELETE' ? { surface, operation: 'batch-delete' } : undefined;
    case 'supported_regions':
      return method === 'GET' ? { surface, operation: 'regions' } : undefined;
    default:
      if (method === 'GET') return { surface, operation: 'get', ip: decoded(last) };
      return method === 'DELETE' ? { surface, operation: 'delete', ip: decoded(last) } : undefined;
  }
}

function routeV2(method: string, last: string | undefined): Route | undefined {
  const surface = 'v2';
  switch (last) {
    case undefined:
      return method === 'GET' ? { surface, operation: 'list' } : undefined;
    case 'batch':
      if (method === 'PUT') return { surface, operation: 'batch-write' };
      return method === 'DELETE' ? { surface, operation: 'batch-delete' } : undefined;
    case 'supported_regions':
      return method === 'GET' ? { surface, operation: 'regions' } : undefined;
    default:
      if (method === 'GET') return { surface, operation: 'get', ip: decoded(last) };
      if (method === 'PUT') return { surface, operation: 'put', ip: decoded(last) };
      return method === 'DELETE' ? { surface, operation: 'delete', ip: decoded(last) } : undefined;
  }
}
