import type { Address } from '../domain/address.ts';
import { type Existing, existingCount, type Mapping } from '../domain/mapping.ts';
import type { ApiVersion } from '../domain/result.ts';
import type { Api, Reply } from './api.ts';
import { CloudflareError, cloudflareErrorOf } from './cloudflare-error.ts';
import type { MappingsApi } from './mappings-api.ts';
import type { BatchResult } from './shapes.ts';

/** A zone's mappings, over whichever version of the API answers. All writes are idempotent. */
export interface Zone {
  readonly id: string;
  readonly version: ApiVersion;
  /** `patch-only`: the API has nothing but the one PATCH, whose answer is the list. */
  readonly access: 'full' | 'patch-only';
  list(): Promise<Existing>;
  /** Creates or updates one mapping; gives the zone's list where the answer holds one. */
  put(mapping: Mapping): Promise<Reply<Existing | undefined>>;
  /** `undefined`: success with another result than documented. It counts as sent, and the list decides. */
  putBatch(mappings: readonly Mapping[]): Promise<Reply<BatchResult | undefined>>;
  remove(ip: Address): Promise<Reply<undefined>>;
  removeBatch(ips: readonly Address[]): Promise<Reply<BatchResult | undefined>>;
}

export const NO_ROUTE_REMEDY =
  "This can mean a wrong zone ID, a token without access to the zone, an api-base-url that is not the API's, or an API without these endpoints. Check the zone ID on the overview page of the zone, and that the token covers this zone";

/** With a forced version, or the only one there: it never changes over. */
export function fixedZone(api: Api, id: string, mappings: MappingsApi, access: Zone['access']): Zone {
  return zoneOf(id, access, {
    version: () => mappings.version,
    over: async (call) => {
      try {
        return await call(mappings);
      } catch (error) {
        throw explained(error, api);
      }
    },
  });
}

export interface Versions {
  readonly first: MappingsApi;
  readonly other: MappingsApi;
  /** Whether the zone holds mappings at first. */
  readonly holds: boolean;
  readonly notice: (message: string) => void;
}

/** A version that may be taken away while the run goes on: then the run changes over to the other, once. */
export function changeableZone(api: Api, id: string, { first, other, holds, notice }: Versions): Zone {
  let current = first;
  /** Whether v1 has to have mappings: it may also be taken away by answering that there are none. */
  let held = holds && first.version === 'v1';
  const change = (words: string) => {
    current = other;
    held = false;
    notice(`${words}; the run goes on with ${other.version}`);
  };
  const over: Over = async (call) => {
    let refused: CloudflareError;
    try {
      return await call(current, 0);
    } catch (error) {
      if (!(error instanceof CloudflareError) || error.kind !== 'no-route') throw error;
      if (current === other) throw explained(error, api);
      refused = error;
    }
    // An attempt before the one that had no route may have taken effect.
    const earlier = refused.tries - 1;
    const value = await call(other, earlier).catch((error) => {
      // Where the other was not asked any more, the request was still sent once.
      if (error instanceof CloudflareError) error.tries = error.tries === 0 ? refused.tries : error.tries + earlier;
      throw explained(error, api);
    });
    change(`The API ${first.version} no longer answers for this zone`);
    return value;
  };
  return zoneOf(id, 'full', {
    version: () => current.version,
    over,
    written() {
      held = current.version === 'v1';
    },
    async listInstead(list) {
      if (!held || current === other || existingCount(list) > 0) return list;
      // Asked once: what holds nothing may well have been emptied.
      held = false;
      const second = await other.openList().catch(cloudflareErrorOf);
      if (second instanceof CloudflareError) {
        if (endsRun(second)) throw second;
        if (second.kind !== 'no-route') notice(unlearned(second));
        return list;
      }
      if (second.isEmpty) return list;
      const whole = await second.whole();
      change('The API v1 lists no mappings any more, and v2 does');
      return whole;
    },
  });
}

type Call<Value> = (mappings: MappingsApi, earlierTries?: number) => Promise<Value>;
type Over = <Value>(call: Call<Value>) => Promise<Value>;

interface Route {
  version(): ApiVersion;
  readonly over: Over;
  /** Notes that the zone holds mappings. */
  written?(): void;
  /** Replaces a v1 list that holds nothing although the zone held something. */
  listInstead?(list: Existing): Promise<Existing>;
}

function zoneOf(id: string, access: Zone['access'], { version, over, written, listInstead }: Route): Zone {
  /** Of the attempts before a change-over, all but the one that had no route may have taken effect. */
  const write = <Value>(call: (mappings: MappingsApi) => Promise<Reply<Value>>) =>
    over(async (mappings, earlier = 0) => {
      const reply = await call(mappings);
      return { ...reply, tries: reply.tries + earlier };
    });
  const put = async <Value>(call: (mappings: MappingsApi) => Promise<Reply<Value>>) => {
    const reply = await write(call);
    written?.();
    return reply;
  };
  return {
    id,
    access,
    get version() {
      return version();
    },
    async list() {
      const list = await over(async (mappings) => (await mappings.openList()).whole());
      return listInstead === undefined ? list : await listInstead(list);
    },
    put: (mapping) => put((mappings) => mappings.put(mapping)),
    putBatch: (list) => put((mappings) => mappings.putBatch(list)),
    remove: (ip) => write((mappings) => mappings.remove(ip)),
    removeBatch: (ips) => write((mappings) => mappings.removeBatch(ips)),
  };
}

/** With the causes to look for where the error is "no such route". */
export function explained(error: unknown, { base }: Api): unknown {
  if (!(error instanceof CloudflareError) || error.kind !== 'no-route') return error;
  const usual = /\/client\/v4\/?$/.test(base.pathname)
    ? ''
    : `. The API's address usually ends in /client/v4; this run's api-base-url does not`;
  const whole = new CloudflareError('no-route', `${error.message}. ${NO_ROUTE_REMEDY}${usual}`, error.codes, error);
  whole.tries = error.tries;
  return whole;
}

/** No other request can be sent after it. */
export function endsRun({ kind }: CloudflareError): boolean {
  return kind === 'cancelled' || kind === 'out-of-time';
}

export function unlearned({ message }: CloudflareError): string {
  return `The API v1 lists no mappings, and whether v2 does could not be learned: ${message}`;
}
