import type { TieredCache, TieredCacheSetting } from '../domain/zone-reference.ts';
import type { Api } from './api.ts';

type SettingState = 'on' | 'off' | 'unknown';

/** The two settings of a zone that decide whether region hints act. */
export interface TieredCacheState {
  readonly tieredCaching: SettingState;
  readonly smartTopology: SettingState;
}

/** The settings while they are being asked for. */
export interface TieredCacheReading {
  /** What is known by now. Never waits, never throws. */
  now(): TieredCacheState;
  /** Resolves when both have answered, or failed. */
  readonly done: Promise<void>;
  /** Gives up what has not answered. */
  stop(): void;
}

/** Asks for both settings, once each: neither may delay or fail a run. */
export function readTieredCache(api: Api, zoneId: string): TieredCacheReading {
  const stopped = new AbortController();
  let state: TieredCacheState = { tieredCaching: 'unknown', smartTopology: 'unknown' };
  const read = async (key: keyof TieredCacheState, path: string) => {
    try {
      const { value } = await api.call({ method: 'GET', path, signal: stopped.signal, tries: 1 }, 'setting');
      state = { ...state, [key]: value };
    } catch {
      // The API's trace has the reason. Without an answer the setting stays unknown.
    }
  };
  const done = Promise.all([
    read('tieredCaching', pathOf(zoneId, 'tiered caching')),
    read('smartTopology', pathOf(zoneId, 'smart topology')),
  ]);
  return { now: () => state, done: done.then(() => {}), stop: () => stopped.abort() };
}

/** What both settings come to; `undefined` where that is not known. */
export function tieredCacheName({ tieredCaching, smartTopology }: TieredCacheState): TieredCache | undefined {
  if (tieredCaching === 'off') return 'off';
  if (tieredCaching === 'unknown' || smartTopology === 'unknown') return undefined;
  return smartTopology === 'on' ? 'smart' : 'generic';
}

/** Throws a `CloudflareError` where the setting cannot be switched on. It is sent once: the mappings must not wait for it. */
export async function switchOn(api: Api, zoneId: string, setting: TieredCacheSetting): Promise<void> {
  const path = pathOf(zoneId, setting);
  const body = { value: 'on' };
  await api.call(
    { method: 'PATCH', path, body, permission: 'Zone Settings: Edit', tries: 1, dispensable: true },
    'done',
  );
}

function pathOf(zoneId: string, setting: TieredCacheSetting): string {
  return setting === 'tiered caching'
    ? `/zones/${zoneId}/argo/tiered_caching`
    : `/zones/${zoneId}/cache/tiered_cache_smart_topology_enable`;
}
