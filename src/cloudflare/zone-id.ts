import { domainToASCII } from 'node:url';
import { quote } from '../domain/text.ts';
import type { ZoneReference } from '../domain/zone-reference.ts';
import type { Api } from './api.ts';
import { CloudflareError, cloudflareErrorOf } from './cloudflare-error.ts';
import type { ZoneRow } from './shapes.ts';

type ZoneName = Extract<ZoneReference, { readonly kind: 'name' }>;

/** The most zones that an error lists. */
const MOST_LISTED = 10;

/** The ID of the one zone that all references mean. A name is looked up, which needs the permission Zone: Read. */
export async function findZoneId(references: readonly ZoneReference[], api: Api): Promise<string> {
  const lookUps = new Map<string, Promise<string>>();
  const idOf = (reference: ZoneReference): Promise<string> => {
    if (reference.kind === 'id') return Promise.resolve(reference.id);
    const known = lookUps.get(reference.ascii) ?? lookUp(reference, api);
    lookUps.set(reference.ascii, known);
    return known;
  };
  const [id, ...others] = await Promise.all(references.map(idOf));
  if (id === undefined) throw new TypeError('No zone is given');
  const other = others.find((candidate) => candidate !== id);
  if (other === undefined) return id;
  throw new CloudflareError(
    'refused',
    `The input zone (or CLOUDFLARE_ZONE_ID) means the zone ${id}, and the mappings file names the zone ${other}: give one of them, or the same`,
  );
}

async function lookUp(name: ZoneName, api: Api): Promise<string> {
  const { ascii, unicode } = name;
  let found = await zonesNamed(ascii, name, api);
  if (found.length === 0 && unicode !== ascii) found = await zonesNamed(unicode, name, api);
  const [zone, ...others] = found;
  if (zone === undefined)
    throw new CloudflareError(
      'refused',
      `No zone named ${shown(name)} is visible to this credential. Check the spelling (a zone is the registered domain, not a host below it), give the credential the permission Zone: Read, or set zone to the zone's ID`,
    );
  if (others.length === 0) return zone.id;
  const [active, ...furtherActive] = found.filter(({ status }) => status === 'active');
  if (active !== undefined && furtherActive.length === 0) return active.id;
  const listed = found.slice(0, MOST_LISTED).map(({ id, status }) => `${id} (${quote(status || 'state unknown')})`);
  const more = found.length > MOST_LISTED ? ` and ${found.length - MOST_LISTED} more` : '';
  throw new CloudflareError(
    'refused',
    `${active === undefined ? 'None' : 'More than one'} of the ${found.length} zones named ${shown(name)} is active: ${listed.join(', ')}${more}. Set zone to the ID of the right one`,
  );
}

/** Zones of exactly this name, which the API may spell in either form. */
async function zonesNamed(asked: string, name: ZoneName, api: Api): Promise<ZoneRow[]> {
  const path = `/zones?name=${encodeURIComponent(asked)}`;
  const reply = await api.call({ method: 'GET', path, permission: 'Zone: Read' }, 'zones').catch((error) => {
    const { kind, message, codes } = cloudflareErrorOf(error);
    if (kind !== 'denied' && kind !== 'no-route') throw error;
    throw new CloudflareError(
      kind,
      `The zone ${shown(name)} cannot be looked up: ${message}. A look-up by name needs the permission Zone: Read as well; or set zone to the zone's ID`,
      codes,
      error,
    );
  });
  return reply.value.filter((row) => /^[0-9a-f]{32}$/.test(row.id) && domainToASCII(row.name) === name.ascii);
}

function shown({ ascii, unicode }: ZoneName): string {
  return ascii === unicode ? quote(ascii) : `${quote(unicode)} (${quote(ascii)})`;
}
