import { createHash } from 'node:crypto';
import { type Answer, failure, listPage, page, refusal, success } from './answer.ts';
import type { SettingName } from './route.ts';

export const SETTING_STATES = ['on', 'off', 'absent', 'denied', 'hang', 'html', 'odd'] as const;
/**
 * What a setting says: `on` or `off`, or how it is not to be had: never set (404), 403 to reads and writes, no answer ever, an HTML
 * page with 403, a value that is neither.
 */
export type SettingState = (typeof SETTING_STATES)[number];

export type Settings = Readonly<Record<SettingName, SettingState>>;

/** A DNS record as tests write it; any other field of the API's may be given too. */
export interface DnsRecordSeed {
  readonly type: string;
  readonly name: string;
  readonly content: string;
  /** True unless given. */
  readonly proxied?: boolean;
  /** Made from type, name and content unless given. */
  readonly id?: string;
  readonly meta?: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

const IDS: Readonly<Record<SettingName, string>> = {
  tieredCaching: 'tiered_caching',
  smartTopology: 'tiered_cache_smart_topology_enable',
};

/** GET of a setting. */
export function readSetting(name: SettingName, state: SettingState, editable: boolean): Answer {
  switch (state) {
    case 'on':
    case 'off':
      return success({ id: IDS[name], value: state, editable, modified_on: '2026-01-01T00:00:00Z' });
    case 'absent':
      return failure(
        refusal(1142, { message: `Unable to retrieve ${IDS[name]} setting value. The zone setting does not exist.` }),
      );
    case 'denied':
      return failure(refusal(10000));
    case 'hang':
      return { status: 200, kind: 'hang' };
    case 'html':
      return page(403, 'Attention required');
    case 'odd':
      return success({ id: IDS[name], value: { enabled: true }, editable });
  }
}

/** PATCH of a setting, and what it says afterwards. */
export function writeSetting(
  name: SettingName,
  state: SettingState,
  body: unknown,
): { readonly answer: Answer; readonly state?: SettingState } {
  if (state !== 'on' && state !== 'off' && state !== 'absent') return { answer: readSetting(name, state, true) };
  const value = (body as { readonly value?: unknown } | null | undefined)?.value;
  if (value !== 'on' && value !== 'off')
    return { answer: failure(refusal(1007, { message: `Invalid value for zone setting ${IDS[name]}` })) };
  return { answer: readSetting(name, value, true), state: value };
}

/** A page of the zone's records: filtered, in the order in which they were given. */
export function listDnsRecords(
  records: readonly DnsRecordSeed[],
  query: Readonly<Record<string, string>>,
  pageSize: number,
): Answer {
  const { type, proxied, name } = query;
  const found = records
    .map(dnsRecord)
    .filter(
      (record) =>
        (type === undefined || record.type === type) &&
        (proxied === undefined || String(record.proxied) === proxied) &&
        (name === undefined || record.name === name.toLowerCase()),
    );
  return listPage(found, query, { usual: 100, most: 5_000_000, given: pageSize });
}

function dnsRecord(seed: DnsRecordSeed): DnsRecordSeed & { readonly id: string; readonly proxied: boolean } {
  const { type, name, content } = seed;
  const proxiable = ['A', 'AAAA', 'CNAME'].includes(type);
  return {
    id: createHash('sha256').update(`${type} ${name} ${content}`).digest('hex').slice(0, 32),
    proxied: proxiable,
    proxiable,
    ttl: 1,
    settings: {},
    meta: {},
    comment: null,
    tags: [],
    created_on: '2026-01-01T00:00:00Z',
    modified_on: '2026-01-01T00:00:00Z',
    ...seed,
  };
}
