import type { Fault } from './fault.ts';
import type { RateLimit } from './rate-limit.ts';
import type { SeedMapping } from './record.ts';
import type { SupportedRegions } from './regions.ts';
import type { DnsRecordSeed, SettingState, Settings } from './zone-reads.ts';

export const SURFACES = ['both', 'v1', 'v2', 'none', 'patch-only'] as const;
/** What is routed; `patch-only` is nothing in the world but the PATCH of one mapping. */
export type Surfaces = (typeof SURFACES)[number];

export const NO_ROUTES = ['404', '400', 'html', '405', '410', '501'] as const;
/** How a missing route looks: 7003 and 7000 as 404 or 400, an HTML page with 404, JSON with 405, HTML with 410, empty with 501. */
export type NoRoute = (typeof NO_ROUTES)[number];

/** A zone that the look-up by name knows, by just this spelling: names of other scripts are kept as they are given. */
export interface ListedZone {
  readonly id: string;
  readonly name: string;
  /** `active` unless given. */
  readonly status?: string;
}

/** All that can be set at the start. */
export interface EmulatorOptions {
  /** 0, the default, lets the system choose. */
  readonly port?: number;
  readonly zoneId?: string;
  readonly zoneName?: string;
  readonly zoneStatus?: string;
  readonly apiToken?: string;
  readonly apiKey?: string;
  readonly apiEmail?: string;
  /** Milliseconds before each request is handled. */
  readonly latencyMs?: number;
  /** The most mappings of the zone. */
  readonly limit?: number;
  readonly surfaces?: Surfaces;
  readonly noRoute?: NoRoute;
  /** Without it `supported_regions` answers an error. (What the two settings say is `tieredCaching` and `smartTopology`.) */
  readonly tieredCache?: boolean;
  /** Without them the regions come with no upper tiers and `obtained_codes: false`. */
  readonly upperTiers?: boolean;
  /** What the two settings of tiered cache say. */
  readonly tieredCaching?: SettingState;
  readonly smartTopology?: SettingState;
  /** A credential that may read but not write: `editable: false`, and 403 with 9109 on a write. */
  readonly readOnly?: boolean;
  /** The same for the two settings alone. */
  readonly settingsReadOnly?: boolean;
  /** Without it zones cannot be looked up: 403. */
  readonly zoneRead?: boolean;
  /** Without it DNS records cannot be listed: 403. */
  readonly dnsRead?: boolean;
  /** What the zone holds at the start: mappings, or how many made-up ones. */
  readonly mappings?: number | readonly SeedMapping[];
  /** Rows that every list of mappings holds besides, as they are; of an object's keys `ip` gets the surface's spelling. */
  readonly oddRows?: readonly unknown[];
  /** What writes are judged by, and what `supported_regions` lists. */
  readonly regions?: SupportedRegions;
  /** The `vendors` of `supported_regions` where they are to be something else, such as `{}`. */
  readonly listedRegions?: unknown;
  /** The zone's DNS records, or how many made-up ones. */
  readonly dnsRecords?: number | readonly DnsRecordSeed[];
  /** The most DNS records a page, whatever is asked for. */
  readonly dnsPageSize?: number;
  /** Cloudflare's own ranges: what `GET /ips` answers. */
  readonly cloudflareRanges?: readonly string[];
  /** More zones that the look-up by name finds, of the same name too; they hold nothing. */
  readonly otherZones?: readonly ListedZone[];
  readonly rateLimit?: RateLimit;
  /** Switches, as values or in the language of the command line. */
  readonly faults?: readonly (Fault | string)[];
  /** Seed for the faults that come by chance. */
  readonly randomSeed?: number;
  /** A write works on the record as it was when the request came, and overwrites what came in between. */
  readonly unserialised?: boolean;
  /** https with this key and certificate (PEM). */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** The clock of `modified_on`, `Retry-After` and the rate limit. */
  readonly now?: () => Date;
}

/** What holds where nothing is said. */
export const DEFAULTS = {
  port: 0,
  zoneId: '023e105f4ecef8ad9ca31a8372d0c353',
  zoneName: 'example.com',
  zoneStatus: 'active',
  apiToken: 'emulated-token-of-the-test-zone-00000000',
  apiKey: 'emulated-global-key-0000000000000000',
  apiEmail: 'owner@example.com',
  latencyMs: 0,
  limit: 3500,
  surfaces: 'both',
  noRoute: '404',
  tieredCache: true,
  upperTiers: true,
  tieredCaching: 'on',
  smartTopology: 'on',
  readOnly: false,
  settingsReadOnly: false,
  zoneRead: true,
  dnsRead: true,
  mappings: 0,
  oddRows: [],
  dnsRecords: [],
  dnsPageSize: 5000,
  cloudflareRanges: ['104.16.0.0/13', '172.64.0.0/13', '2606:4700::/32'],
  otherZones: [],
  faults: [],
  randomSeed: 1,
  unserialised: false,
  now: () => new Date(),
} as const satisfies EmulatorOptions & Settings;
