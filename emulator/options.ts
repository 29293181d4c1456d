import type { Fault } from './fault.ts';
import type { SeedMapping } from './record.ts';
import type { SupportedRegions } from './regions.ts';
import type { RateLimit } from './throttle.ts';

export const SURFACES = ['both', 'v1', 'v2', 'none', 'patch-only'] as const;
/** What is routed; `patch-only` is nothing in the world but the PATCH of one mapping. */
export type Surfaces = (typeof SURFACES)[number];

export const NO_ROUTES = ['404', '400', 'html', '405', '410', '501'] as const;
/** How a missing route looks: 7003 and 7000 as 404 or 400, an HTML page with 404, JSON with 405, HTML with 410, empty with 501. */
export type NoRoute = (typeof NO_ROUTES)[number];

/** A zone that the look-up by name knows. */
export interface ListedZone {
  readonly id: string;
  readonly name: string;
  readonly status?: string;
}

/** All that can be set at the start. */
export interface EmulatorOptions {
  /** 0, the default, lets the system choose. */
  readonly port?: number;
  readonly zoneId?: string;
  readonly zoneName?: string;
  readonly apiToken?: string;
  readonly apiKey?: string;
  readonly apiEmail?: string;
  /** Milliseconds before each request is handled. */
  readonly latencyMs?: number;
  /** The most mappings of the zone. */
  readonly limit?: number;
  readonly surfaces?: Surfaces;
  readonly noRoute?: NoRoute;
  /** Without it `supported_regions` answers an error. */
  readonly tieredCache?: boolean;
  /** Without them the regions come with no upper tiers and `obtained_codes: false`. */
  readonly upperTiers?: boolean;
  /** A credential that may read but not write: `editable: false`, and 403 with 9109 on a write. */
  readonly readOnly?: boolean;
  /** What the zone holds at the start: mappings, or how many made-up ones. */
  readonly mappings?: number | readonly SeedMapping[];
  readonly regions?: SupportedRegions;
  /** More zones that the look-up by name finds; they hold nothing. */
  readonly otherZones?: readonly ListedZone[];
  readonly rateLimit?: RateLimit;
  /** Switches, as values or in the language of the command line. */
  readonly faults?: readonly (Fault | string)[];
  /** Seed for the faults that strike by chance. */
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
  apiToken: 'emulated-token-of-the-test-zone-00000000',
  apiKey: 'emulated-global-key-0000000000000000',
  apiEmail: 'owner@example.com',
  latencyMs: 0,
  limit: 3500,
  surfaces: 'both',
  noRoute: '404',
  tieredCache: true,
  upperTiers: true,
  readOnly: false,
  mappings: 0,
  otherZones: [],
  faults: [],
  randomSeed: 1,
  unserialised: false,
  now: () => new Date(),
} as const satisfies EmulatorOptions;
