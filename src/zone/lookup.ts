import { quote } from '../domain/quote.ts';
import type { Api } from './api.ts';
import { Failure, failureOf } from './failure.ts';

/** A zone as the user names it: by its ID (32 hex digits), or by its domain name. */
export type ZoneRef = { readonly kind: 'id'; readonly id: string } | { readonly kind: 'name'; readonly name: string };

/** A name is looked up, which asks the credential for the permission Zone: Read. */
async function zoneIdOf(zone: ZoneRef, api: Api): Promise<string> {
  if (zone.kind === 'id') return zone.id;
  const found = await look(zone.name, api);
  const match = found.find(({ name }) => name.toLowerCase() === zone.name);
  if (match !== undefined && /^[0-9a-f]{32}$/.test(match.id)) return match.id;
  throw new Failure(
    'refused',
    `No zone named ${quote(zone.name)} is visible to this credential. Check the spelling (a zone is the registered domain, not a host below it), give the credential the permission Zone: Read, or set zone to the zone's ID`,
  );
}

async function look(name: string, api: Api) {
  try {
    return (await api.call({ method: 'GET', path: `/zones?name=${encodeURIComponent(name)}` }, 'zones')).value;
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== 'denied' && failure.kind !== 'no-route') throw failure;
    throw new Failure(
      failure.kind,
      `The zone ${quote(name)} cannot be looked up: ${failure.message}. A look-up by name needs the permission Zone: Read as well; or set zone to the zone's ID`,
      failure.codes,
      failure,
    );
  }
}

/** The ID of the one zone that all names mean. */
export async function oneZoneIdOf(zones: readonly ZoneRef[], api: Api): Promise<string> {
  const [id, ...others] = await Promise.all(zones.map((zone) => zoneIdOf(zone, api)));
  if (id === undefined) throw new TypeError('no zone is named');
  const other = others.find((candidate) => candidate !== id);
  if (other === undefined) return id;
  throw new Failure(
    'refused',
    `The input zone (or CLOUDFLARE_ZONE_ID) means the zone ${id}, and the mappings name the zone ${other}: give one of them, or the same`,
  );
}
