import type { Api } from '../cloudflare/api.ts';
import { cloudflareErrorOf, codesIn } from '../cloudflare/cloudflare-error.ts';
import { switchOn, type TieredCacheReading, type TieredCacheState } from '../cloudflare/tiered-cache.ts';
import type { Problem } from '../domain/problem.ts';
import type { Mode } from '../domain/result.ts';
import type { TieredCacheSetting } from '../domain/zone-reference.ts';
import type { Context } from './context.ts';

/** Milliseconds that a run with `tiered-cache: smart` waits to learn whether the settings are on. */
const LONGEST_WAIT = 1000;

const SETTINGS: readonly { readonly setting: TieredCacheSetting; readonly key: keyof TieredCacheState }[] = [
  // Tiered caching first: the smart topology says how it is done.
  { setting: 'tiered caching', key: 'tieredCaching' },
  { setting: 'smart topology', key: 'smartTopology' },
];

const WHERE = 'Switch Smart Tiered Cache on with tiered-cache: smart, or in the dashboard under Caching > Tiered Cache';

/** Hints have no effect where either setting is off. */
export function tieredCacheWarnings({ tieredCaching, smartTopology }: TieredCacheState): readonly Problem[] {
  if (tieredCaching !== 'off' && smartTopology !== 'off') return [];
  const off = tieredCaching === 'off' ? 'Tiered Cache is off' : 'Smart Tiered Cache is off';
  return [{ message: `${off} in this zone, so region hints have no effect until it is on. ${WHERE}` }];
}

/** What was switched on, or would be, and the state after it. */
export interface Switching {
  readonly switchedOn: readonly TieredCacheSetting[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly tieredCacheState: TieredCacheState;
}

/** Switches on what is known to be off, and tries once what is not known. In plan and check it says what it would do. */
export async function switchTieredCacheOn(
  api: Api,
  zoneId: string,
  mode: Mode,
  reading: TieredCacheReading,
  { clock, cutOff }: Pick<Context, 'clock' | 'cutOff'>,
): Promise<Switching> {
  const enough = AbortSignal.any([clock.timeout(LONGEST_WAIT), cutOff]);
  await Promise.race([reading.done, new Promise((resolve) => enough.addEventListener('abort', resolve))]);
  let state = reading.now();
  const switchedOn: TieredCacheSetting[] = [];
  const problems: { message: string }[] = [];
  const warnings: { message: string }[] = [];
  for (const { setting, key } of SETTINGS) {
    const before = state[key];
    if (before === 'on' || (mode !== 'apply' && before === 'unknown')) continue;
    if (mode === 'apply') {
      try {
        await switchOn(api, zoneId, setting);
      } catch (error) {
        const failure = cloudflareErrorOf(error);
        const message = `${sentence(setting)} could not be switched on: ${failure.message}. It needs the permission Zone Settings: Edit`;
        (before === 'off' ? problems : warnings).push({ message, ...codesIn(failure) });
        continue;
      }
      state = { ...state, [key]: 'on' };
    }
    switchedOn.push(setting);
  }
  return { switchedOn, problems, warnings, tieredCacheState: state };
}

function sentence(setting: TieredCacheSetting): string {
  return setting === 'tiered caching' ? 'Tiered Cache' : 'The smart topology of Tiered Cache';
}
