import type { Reply } from '../../src/cloudflare/api.ts';
import type { BatchResult, Zone } from '../../src/cloudflare/choose-version.ts';
import { CloudflareError, type CloudflareErrorKind } from '../../src/cloudflare/cloudflare-error.ts';
import type { Address } from '../../src/domain/address.ts';
import { type Existing, LIMIT, type Mapping, type Target } from '../../src/domain/mapping.ts';
import type { ApiVersion } from '../../src/domain/result.ts';

/** A request that a fake zone gets. */
export interface FakeRequest {
  readonly kind: 'list' | 'put' | 'putBatch' | 'remove' | 'removeBatch';
  readonly ips: readonly Address[];
  /** The how many-th write it is, or the how many-th list; from 1. */
  readonly nth: number;
}

/** How a request is answered otherwise than it should be. */
export type Effect =
  | {
      readonly throws: CloudflareErrorKind;
      /** The API's code; the usual one of that kind unless given. */
      readonly code?: number | 'none';
      /** Other codes after that one. */
      readonly more?: readonly number[];
      readonly message?: string;
      /** Whether it took effect all the same. */
      readonly applied?: boolean;
      readonly tries?: number;
    }
  /** Success is answered, and nothing was written. */
  | 'lost'
  /** Success is answered, with another result. */
  | 'other result'
  /** A batch that mentions none of its items. */
  | 'silent'
  /** The first try was applied, and only a second one was answered. */
  | 'second try'
  /** Items of a batch that fail, with the API's words. */
  | { readonly failed: Readonly<Record<string, string>> };

export interface FakeZoneOptions {
  readonly mappings?: Iterable<Target & { readonly ip: string }>;
  readonly version?: ApiVersion;
  readonly access?: Zone['access'];
  /** The most mappings that the API takes. */
  readonly limit?: number;
  /** Regions that the API refuses with 1157. */
  readonly refuses?: string;
  readonly effect?: (request: FakeRequest) => Effect | undefined;
  /** What an answer makes of the zone's list. */
  readonly shown?: (list: Existing, request: FakeRequest) => Existing;
  /** What others do before and after a request. */
  readonly before?: (request: FakeRequest, zone: FakeZone) => void;
  readonly after?: (request: FakeRequest, zone: FakeZone) => void;
}

/** A zone in memory, behind the interface that the API's client has. */
export interface FakeZone extends Zone {
  /** The requests as text: `putBatch 100`, `remove 192.0.2.1`, `list`. */
  readonly requests: string[];
  readonly writes: string[];
  /** Sets a mapping as another writer does. */
  set(mapping: Target & { readonly ip: string }): void;
  drop(...ips: readonly string[]): void;
  content(): Mapping[];
  /** What it holds, without a request. */
  existing(): Existing;
}

const CODES: Readonly<Partial<Record<CloudflareErrorKind, number>>> = {
  'no-route': 7003,
  missing: 1163,
  limit: 1164,
  denied: 10000,
  refused: 1146,
};

export function openFakeZone(options: FakeZoneOptions = {}): FakeZone {
  const { version = 'v1', access = 'full', limit = LIMIT, refuses, effect, before, after } = options;
  const { shown = (list) => list } = options;
  const held = new Map<Address, Mapping>();
  const requests: string[] = [];
  const counts = { list: 0, write: 0 };

  const existing = (): Existing => ({ mappings: new Map(held), unreadable: [], oddRows: 0, pages: 1 });

  function fails({ ip, region }: Mapping): 'limit' | 'region' | undefined {
    if (region === refuses) return 'region';
    return !held.has(ip) && held.size >= limit ? 'limit' : undefined;
  }

  /** One request from its arrival to its answer. */
  async function answer<Value>(
    kind: FakeRequest['kind'],
    ips: readonly Address[],
    act: (how: Effect | undefined, request: FakeRequest) => Value,
  ): Promise<Reply<Value>> {
    counts[kind === 'list' ? 'list' : 'write'] += 1;
    const request = { kind, ips, nth: kind === 'list' ? counts.list : counts.write };
    requests.push(
      kind === 'list' ? 'list' : `${kind} ${ips.length === 1 && !kind.endsWith('Batch') ? ips[0] : ips.length}`,
    );
    before?.(request, zone);
    const how = effect?.(request);
    try {
      if (typeof how === 'object' && 'throws' in how) {
        if (how.applied) act(undefined, request);
        throw errorOf(how.throws, how);
      }
      if (how === 'second try') act(undefined, request);
      return { value: act(how, request), tries: how === 'second try' ? 2 : 1 };
    } finally {
      after?.(request, zone);
    }
  }

  function batch(ips: readonly Address[], how: Effect | undefined, item: (ip: Address) => string | undefined) {
    const succeeded = new Set<Address>();
    const failed = new Map<Address, string>();
    for (const ip of ips) {
      const given = typeof how === 'object' && 'failed' in how ? how.failed[ip] : undefined;
      const words = given ?? (how === 'lost' ? undefined : item(ip));
      if (words === undefined) succeeded.add(ip);
      else failed.set(ip, words);
    }
    if (how === 'other result') return undefined;
    return how === 'silent'
      ? { succeeded: new Set<Address>(), failed: new Map<Address, string>() }
      : { succeeded, failed };
  }

  const zone: FakeZone = {
    id: 'f'.repeat(32),
    version,
    access,
    requests,
    get writes() {
      return requests.filter((request) => request !== 'list');
    },
    set: ({ ip, vendor, region }) => held.set(ip as Address, { ip: ip as Address, vendor, region }),
    drop(...ips) {
      for (const ip of ips) held.delete(ip as Address);
    },
    content: () => [...held.values()],
    existing,
    list: async () => (await answer('list', [], (_, request) => shown(existing(), request))).value,
    put: (mapping) =>
      answer('put', [mapping.ip], (how, request) => {
        const fault = fails(mapping);
        if (fault !== undefined)
          throw errorOf(fault === 'limit' ? 'limit' : 'refused', fault === 'limit' ? {} : { code: 1157 });
        if (how !== 'lost') held.set(mapping.ip, mapping);
        return version === 'v2' || how === 'other result' ? undefined : shown(existing(), request);
      }),
    putBatch: (mappings) =>
      answer(
        'putBatch',
        mappings.map(({ ip }) => ip),
        (how): BatchResult | undefined => {
          const fresh = mappings.filter(({ ip }) => !held.has(ip)).length;
          if (held.size + fresh > limit) throw errorOf('limit', {});
          const byIp = new Map(mappings.map((mapping) => [mapping.ip, mapping]));
          return batch([...byIp.keys()], how, (ip) => {
            const mapping = byIp.get(ip) as Mapping;
            if (fails(mapping) !== undefined) return 'The vendor provided does not exist';
            held.set(ip, mapping);
            return undefined;
          });
        },
      ),
    remove: (ip) =>
      answer('remove', [ip], (how): undefined => {
        if (how === 'lost') return;
        if (!held.delete(ip)) throw errorOf('missing', { tries: how === 'second try' ? 2 : 1 });
      }),
    removeBatch: (ips) =>
      answer('removeBatch', ips, (how): BatchResult | undefined =>
        batch(ips, how, (ip) => (held.delete(ip) ? undefined : 'There is no such mapping')),
      ),
  };
  for (const mapping of options.mappings ?? []) zone.set(mapping);
  return zone;
}

function errorOf(
  kind: CloudflareErrorKind,
  {
    code = CODES[kind] ?? 'none',
    more = [],
    message,
    tries = 1,
  }: Partial<Extract<Effect, { readonly throws: unknown }>>,
): CloudflareError {
  const words = code === 'none' ? `Cloudflare failed (${kind})` : `Cloudflare answered ${code} (${kind})`;
  const error = new CloudflareError(kind, message ?? words, code === 'none' ? [] : [code, ...more]);
  error.tries = tries;
  return error;
}
