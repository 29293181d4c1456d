import type { MappingList, Regions } from '../domain/mapping.ts';
import type { ApiVersion } from '../domain/result.ts';
import type { Api } from './api.ts';
import { Failure, failureOf } from './failure.ts';
import type { Surface } from './surface.ts';
import { v1 } from './v1.ts';
import { v2 } from './v2.ts';

/** A zone's mappings, over whichever surface answers. */
export interface Zone extends Omit<Surface, 'openList'> {
  /**
   * - `listed`: the list can be read
   * - `bare`: the API has nothing but the one PATCH, whose answer is the list
   */
  readonly kind: 'listed' | 'bare';
  list(): Promise<MappingList>;
}

/** What was there to be seen before anything is planned. */
export interface Observed {
  readonly zone: Zone;
  /** Absent where the zone is `bare`. */
  readonly list?: MappingList;
  /** The supported regions, or why they could not be had. */
  readonly regions: Regions | Failure;
}

export const NO_ROUTE_REMEDY =
  'This can mean a wrong zone ID, a credential without access to the zone, or an API without these endpoints. Check the zone ID on the overview page of the zone, and that the token covers this zone';

/**
 * Finds out which surface a zone answers and reads its list and its supported regions.
 *
 * `auto` asks both lists at once. v1 is used where it answers, since its writes answer the whole list; else v2. The regions
 * are asked for once, where the list answered: no request is spent on a surface that is not there.
 */
export async function connect(
  api: Api,
  zoneId: string,
  wish: ApiVersion | 'auto',
  notice: (words: string) => void,
): Promise<Observed> {
  const surfaces = { v1: v1(api, zoneId), v2: v2(api, zoneId) };
  if (wish !== 'auto') {
    const surface = surfaces[wish];
    const [list, regions] = await Promise.all([
      surface
        .openList()
        .then((rest) => rest())
        .catch(failureOf),
      surface.regions().catch(failureOf),
    ]);
    if (!(list instanceof Failure)) return { zone: fixed(surface, 'listed'), list, regions };
    if (list.kind === 'no-route' && wish === 'v1') return { zone: fixed(surface, 'bare'), regions };
    throw explained(list);
  }

  const secondNoLongerWanted = new AbortController();
  const asked = {
    v1: surfaces.v1.openList().catch(failureOf),
    v2: surfaces.v2.openList(secondNoLongerWanted.signal).catch(failureOf),
  };
  // It is looked at only if the first brings nothing; until then a fault in it must not end the process.
  asked.v2.catch(() => {});
  const first = await asked.v1;
  if (!(first instanceof Failure)) {
    secondNoLongerWanted.abort();
    return { zone: changeable(surfaces.v1, surfaces.v2, notice), ...(await listAndRegions(surfaces.v1, first)) };
  }
  const second = await asked.v2;
  if (!(second instanceof Failure))
    return { zone: changeable(surfaces.v2, surfaces.v1, notice), ...(await listAndRegions(surfaces.v2, second)) };
  if (first.kind !== 'no-route') throw first;
  if (second.kind !== 'no-route') throw second;
  return { zone: fixed(surfaces.v1, 'bare'), regions: await surfaces.v1.regions().catch(failureOf) };
}

async function listAndRegions(surface: Surface, rest: () => Promise<MappingList>) {
  const [list, regions] = await Promise.all([rest(), surface.regions().catch(failureOf)]);
  return { list, regions };
}

/** A forced surface, or the only one there: it is never changed. */
function fixed(surface: Surface, kind: Zone['kind']): Zone {
  const explain =
    <Arguments extends unknown[], Value>(call: (...input: Arguments) => Promise<Value>) =>
    (...input: Arguments) =>
      call(...input).catch((error) => {
        throw explained(error);
      });
  return {
    kind,
    version: surface.version,
    list: explain(async () => (await surface.openList())()),
    regions: surface.regions,
    put: explain(surface.put),
    putMany: explain(surface.putMany),
    remove: explain(surface.remove),
    removeMany: explain(surface.removeMany),
  };
}

/** A surface that may be taken away while the run goes on: then the run changes over to the other, once. */
function changeable(surface: Surface, other: Surface, notice: (words: string) => void): Zone {
  let now = surface;
  async function over<Value>(call: (surface: Surface, earlier: number) => Promise<Value>): Promise<Value> {
    let earlier = 0;
    let sent = 0;
    try {
      return await call(now, earlier);
    } catch (error) {
      if (!(error instanceof Failure) || error.kind !== 'no-route') throw error;
      if (now === other) throw explained(error);
      // A try before the one that was told "no such route" may have taken effect.
      earlier = error.tries - 1;
      sent = error.tries;
    }
    const value = await call(other, earlier).catch((error) => {
      // Where the other cannot be asked any more, the one request that was sent must not be told as never sent.
      if (error instanceof Failure) error.tries = error.tries === 0 ? sent : error.tries + earlier;
      throw explained(error);
    });
    now = other;
    notice(`The API ${surface.version} no longer answers for this zone; the run goes on with ${other.version}`);
    return value;
  }
  return {
    kind: 'listed',
    get version() {
      return now.version;
    },
    list: () => over(async (to) => (await to.openList())()),
    regions: () => over((to) => to.regions()),
    put: (mapping) => over((to) => to.put(mapping)),
    putMany: (mappings) => over((to) => to.putMany(mappings)),
    remove: (ip) => over((to) => to.remove(ip)),
    removeMany: (ips) =>
      over(async (to, earlier) => {
        const reply = await to.removeMany(ips);
        return { ...reply, tries: reply.tries + earlier };
      }),
  };
}

/** With the causes to look for where the failure is "no such route". */
function explained(error: unknown): unknown {
  if (!(error instanceof Failure) || error.kind !== 'no-route') return error;
  const told = new Failure('no-route', `${error.message}. ${NO_ROUTE_REMEDY}`, error.codes, error);
  told.tries = error.tries;
  return told;
}
