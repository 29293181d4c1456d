import type { IncomingHttpHeaders } from 'node:http';
import { type Answer, failure, listPage, page, type Refusal, refusal, success } from './answer.ts';
import { type Operated, type OperationContext, operateV1, operateV2 } from './mapping-operations.ts';
import type { ListedZone, NoRoute } from './options.ts';
import type { SupportedRegions } from './regions.ts';
import type { Route, SettingName } from './route.ts';
import {
  type DnsRecordSeed,
  listDnsRecords,
  readSetting,
  type SettingState,
  type Settings,
  writeSetting,
} from './zone-reads.ts';

/** What the emulator accepts: the token, or the key with its e-mail address. */
interface Credentials {
  readonly apiToken: string;
  readonly apiKey: string;
  readonly apiEmail: string;
}

/** What the API is like, apart from the mappings. */
export interface ApiSettings extends Credentials {
  readonly zones: readonly [ListedZone, ...ListedZone[]];
  readonly noRoute: NoRoute;
  readonly tieredCache: boolean;
  readonly upperTiers: boolean;
  readonly listedRegions?: unknown;
  readonly settingsReadOnly: boolean;
  readonly zoneRead: boolean;
  readonly dnsRead: boolean;
  readonly dnsPageSize: number;
  readonly cloudflareRanges: readonly string[];
}

/** What the zone is like besides its mappings, at the moment. */
export interface ZoneState {
  readonly settings: Settings;
  readonly dnsRecords: readonly DnsRecordSeed[];
}

/** A request as the API reads it; `route` is undefined where nothing is routed. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly route: Route | undefined;
  /** False where there is a body that is no JSON. */
  readonly wellFormed: boolean;
}

export interface ApiResult extends Operated {
  /** A setting that the request changed. */
  readonly setting?: readonly [name: SettingName, state: SettingState];
}

/** What the API answers without any fault. Pure: what the request changes is in the result. */
export function answerRequest(
  request: ApiRequest,
  context: OperationContext,
  api: ApiSettings,
  state: ZoneState,
): ApiResult {
  const { route, method } = request;
  if (route?.operation === 'ips') return { answer: ranges(api.cloudflareRanges) };
  const refused = credentialRefusal(request.headers, api);
  if (refused !== undefined) return { answer: failure(refused) };
  if (route === undefined) return { answer: noRoute(request.path, api.noRoute) };
  const { query } = context;
  if (route.operation === 'zones' || route.operation === 'zone') {
    if (!api.zoneRead) return { answer: failure(refusal(9109)) };
    return { answer: route.operation === 'zones' ? zoneList(query, api.zones) : success(zoneDetails(api.zones[0])) };
  }
  if (route.operation === 'dns-records')
    return { answer: api.dnsRead ? listDnsRecords(state.dnsRecords, query, api.dnsPageSize) : failure(refusal(10000)) };
  const editable = context.editable && !(route.operation === 'setting' && api.settingsReadOnly);
  if (method !== 'GET' && !editable) return { answer: failure(refusal(9109)) };
  if (!request.wellFormed) return { answer: failure(refusal(6007)) };
  if (route.operation === 'setting') {
    const { setting } = route;
    if (method === 'GET') return { answer: readSetting(setting, state.settings[setting], editable) };
    const written = writeSetting(setting, state.settings[setting], context.body);
    return { answer: written.answer, ...(written.state !== undefined && { setting: [setting, written.state] }) };
  }
  if (route.operation === 'regions') return { answer: supportedRegions(context.rules.regions, api) };
  return route.surface === 'v1' ? operateV1(route, context) : operateV2(route, context);
}

/** Why these headers do not let a request in; undefined where they do. A token counts before the pair. */
function credentialRefusal(headers: IncomingHttpHeaders, accepted: Credentials): Refusal | undefined {
  const { authorization } = headers;
  if (authorization !== undefined) {
    const [, token] = /^Bearer ([\w.~+/-]+=*)$/i.exec(authorization) ?? [];
    if (token === undefined) return malformed(6111, 'Authorization');
    return token === accepted.apiToken ? undefined : refusal(10000);
  }
  const key = headers['x-auth-key'];
  const email = headers['x-auth-email'];
  if (typeof key !== 'string' || typeof email !== 'string') return refusal(9106);
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) return malformed(6102, 'X-Auth-Email');
  if (!/^[\w-]+$/.test(key)) return malformed(6103, 'X-Auth-Key');
  return key === accepted.apiKey && email === accepted.apiEmail ? undefined : refusal(10000);
}

function malformed(code: number, header: string): Refusal {
  return refusal(6003, { chain: [{ code, message: `Invalid format for ${header} header` }] });
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

function zoneList(query: OperationContext['query'], zones: readonly ListedZone[]): Answer {
  const { name, status } = query;
  const found = zones.filter(
    (zone) =>
      (name === undefined || zone.name === name.toLowerCase()) &&
      (status === undefined || (zone.status ?? 'active') === status),
  );
  return listPage(found.map(zoneDetails), query, { usual: 20, most: 50 });
}

function zoneDetails({ id, name, status = 'active' }: ListedZone): object {
  const account = { id: '01a7362d577a6c3019a474fd6f485823', name: 'Emulated account' };
  return { id, name, status, paused: false, type: 'full', account };
}

/** The error without Tiered Cache is undocumented; this one is a guess. */
function supportedRegions(regions: SupportedRegions, { tieredCache, upperTiers, listedRegions }: ApiSettings): Answer {
  if (!tieredCache) return failure(refusal(1155));
  if (listedRegions !== undefined) return success({ obtained_codes: upperTiers, vendors: listedRegions });
  const vendors = Object.entries(regions).map(([vendor, list]) => [
    vendor,
    upperTiers ? list : list.map(({ name }) => ({ name, upper_tier_colos: [] })),
  ]);
  return success({ obtained_codes: upperTiers, vendors: Object.fromEntries(vendors) });
}

function ranges(all: readonly string[]): Answer {
  return success({
    etag: '38f79d050aa027e3be3865e495dcc9bc',
    ipv4_cidrs: all.filter((range) => !range.includes(':')),
    ipv6_cidrs: all.filter((range) => range.includes(':')),
  });
}
