import type { IncomingHttpHeaders } from 'node:http';
import { type Answer, failure, page, success } from './answer.ts';
import { type Credentials, credentialFault } from './credentials.ts';
import type { ListedZone, NoRoute } from './options.ts';
import { refusal } from './refusals.ts';
import type { SupportedRegions } from './regions.ts';
import type { Route } from './route.ts';
import { answerV1 } from './v1.ts';
import { answerV2 } from './v2.ts';
import type { Turn, Visit } from './visit.ts';

/** What the API is like, apart from the mappings. */
export interface ApiSettings extends Credentials {
  readonly zones: readonly ListedZone[];
  readonly noRoute: NoRoute;
  readonly tieredCache: boolean;
  readonly upperTiers: boolean;
}

/** A request as the API reads it; `route` is undefined where nothing is routed. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly route: Route | undefined;
  /** False where there is a body that is no JSON. */
  readonly wellFormed: boolean;
}

/** The API's turn without any fault. Pure: the record that it leaves is in the turn. */
export function turnOf(call: Call, visit: Visit, settings: ApiSettings): Turn {
  const refused = credentialFault(call.headers, settings);
  if (refused !== undefined) return { answer: failure(refused) };
  const { route } = call;
  if (route === undefined) return { answer: noRoute(call.path, settings.noRoute) };
  if (route.operation === 'zones') return { answer: zoneList(visit.query, settings.zones) };
  if (call.method !== 'GET' && !visit.editable) return { answer: failure(refusal(9109)) };
  if (!call.wellFormed) return { answer: failure(refusal(6007)) };
  if (route.operation === 'regions') return { answer: supportedRegions(visit.rules.regions, settings) };
  return route.surface === 'v1' ? answerV1(route, visit) : answerV2(route, visit);
}

function noRoute(path: string, style: NoRoute): Answer {
  const message = `Could not route to /client/v4${path}, perhaps your object identifier is invalid?`;
  switch (style) {
    case '400':
    case '404':
      return failure(refusal(7003, { status: Number(style), message }), refusal(7000));
    case 'html':
      return page(404, '404 Not Found');
    case '405':
      return failure(refusal(10405));
    case '410':
      return page(410, '410 Gone');
    case '501':
      return { status: 501, kind: 'empty' };
  }
}

function zoneList(query: Visit['query'], zones: readonly ListedZone[]): Answer {
  const { name, status } = query;
  const found = zones.filter(
    (zone) =>
      (name === undefined || zone.name === name.toLowerCase()) &&
      (status === undefined || (zone.status ?? 'active') === status),
  );
  const result = found.map((zone) => ({
    id: zone.id,
    name: zone.name,
    status: zone.status ?? 'active',
    paused: false,
    type: 'full',
    account: { id: '01a7362d577a6c3019a474fd6f485823', name: 'Emulated account' },
  }));
  const count = result.length;
  return success(result, { page: 1, per_page: 20, total_pages: Math.ceil(count / 20), count, total_count: count });
}

/** The error without Tiered Cache is undocumented; this one is a guess. */
function supportedRegions(regions: SupportedRegions, { tieredCache, upperTiers }: ApiSettings): Answer {
  if (!tieredCache) return failure(refusal(1155));
  const vendors = Object.entries(regions).map(([vendor, list]) => [
    vendor,
    upperTiers ? list : list.map(({ name }) => ({ name, upper_tier_colos: [] })),
  ]);
  return success({ obtained_codes: upperTiers, vendors: Object.fromEntries(vendors) });
}
