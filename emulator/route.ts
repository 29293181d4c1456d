import type { Surfaces } from './options.ts';

export type Surface = 'v1' | 'v2';

/** The operations below `/zones/{zone_id}/cache/origin_cloud_regions`, but for the supported regions. */
export type RouteV1 =
  | { readonly surface: 'v1'; readonly operation: 'list' | 'create' | 'patch' | 'batch-write' | 'batch-delete' }
  | { readonly surface: 'v1'; readonly operation: 'get' | 'delete'; readonly ip: string };

/** The operations below `/zones/{zone_id}/origin/cloud_regions`, but for the supported regions. */
export type RouteV2 =
  | { readonly surface: 'v2'; readonly operation: 'list' | 'batch-write' | 'batch-delete' }
  | { readonly surface: 'v2'; readonly operation: 'get' | 'put' | 'delete'; readonly ip: string };

export type SettingName = 'tieredCaching' | 'smartTopology';

/** One of the operations that the emulator knows; `zones` is the look-up by name. */
export type Route =
  | { readonly operation: 'zones' }
  | { readonly operation: 'zone' }
  | { readonly operation: 'ips' }
  | { readonly operation: 'dns-records' }
  | { readonly operation: 'setting'; readonly setting: SettingName }
  | { readonly surface: Surface; readonly operation: 'regions' }
  | RouteV1
  | RouteV2;

const MAPPINGS_PATH = /^(cache\/origin_cloud_regions|origin\/cloud_regions)(?:\/([^/]+))?$/;

const SETTING_PATHS: Readonly<Record<string, SettingName>> = {
  'argo/tiered_caching': 'tieredCaching',
  'cache/tiered_cache_smart_topology_enable': 'smartTopology',
};

/** The operation that a method and a path below the API's base ask for, in this zone. */
export function routeOf(method: string, path: string, zoneId: string): Route | undefined {
  if (path === '/zones') return method === 'GET' ? { operation: 'zones' } : undefined;
  if (path === '/ips') return method === 'GET' ? { operation: 'ips' } : undefined;
  const [, zone, below] = /^\/zones\/([^/]+)(?:\/(.+))?$/.exec(path) ?? [];
  if (zone !== zoneId) return undefined;
  if (below === undefined) return method === 'GET' ? { operation: 'zone' } : undefined;
  if (below === 'dns_records') return method === 'GET' ? { operation: 'dns-records' } : undefined;
  const setting = Object.hasOwn(SETTING_PATHS, below) ? SETTING_PATHS[below] : undefined;
  if (setting !== undefined)
    return method === 'GET' || method === 'PATCH' ? { operation: 'setting', setting } : undefined;
  const [, family, last] = MAPPINGS_PATH.exec(below) ?? [];
  if (family === undefined) return undefined;
  return family === 'origin/cloud_regions' ? routeV2(method, last) : routeV1(method, last);
}

/** A percent-encoded piece of a path as text; as it is where the encoding is broken. */
export function decoded(piece: string): string {
  try {
    return decodeURIComponent(piece);
  } catch {
    return piece;
  }
}

/** Which surfaces are routed at the moment. */
export interface OpenSurfaces {
  has(route: Route): boolean;
  vanish(surface: Surface): void;
  appear(surface: Surface): void;
}

const AT_START: Readonly<Record<Surfaces, readonly Surface[]>> = {
  both: ['v1', 'v2'],
  v1: ['v1'],
  v2: ['v2'],
  none: [],
  'patch-only': ['v1'],
};

export function createSurfaces(start: Surfaces): OpenSurfaces {
  const open = new Set<Surface>(AT_START[start]);
  const patchOnly = start === 'patch-only';
  return {
    has(route) {
      if (patchOnly && route.operation !== 'patch') return false;
      return !('surface' in route) || open.has(route.surface);
    },
    vanish: (surface) => open.delete(surface),
    appear: (surface) => open.add(surface),
  };
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
