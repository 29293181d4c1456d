import { parseArgs } from 'node:util';
import { FAULT_LANGUAGE, parseFault } from './fault-text.ts';
import {
  choice,
  dnsRecords,
  integer,
  isOn,
  jsonList,
  LISTED_REGIONS,
  listedRegions,
  mappings,
  rateLimit,
  zone,
  zoneId,
} from './option-values.ts';
import { DEFAULTS, type EmulatorOptions, NO_ROUTES, SURFACES } from './options.ts';
import type { RateLimit } from './rate-limit.ts';
import { SETTING_STATES } from './zone-reads.ts';

/** What the command line and the environment ask for. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'mistake'; readonly message: string }
  | {
      readonly kind: 'run';
      readonly options: EmulatorOptions;
      /** Whether to end when standard input ends. */
      readonly exitWithStdin: boolean;
      /** Whether to print a line of JSON for each request. */
      readonly log: boolean;
    };

const RETRY_AFTER = ['none', 'seconds', 'date'] as const;

/** Every option: its value for the help, what it does, and how it is read into the options. */
export const OPTIONS: Readonly<
  Record<string, readonly [value: string, meaning: string, read: (text: string) => EmulatorOptions]>
> = {
  port: ['N', 'port on 127.0.0.1 (0: any free one)', (text) => ({ port: integer(text, 65_535) })],
  'zone-id': ['HEX', '32 hex digits', (text) => ({ zoneId: zoneId(text) })],
  'zone-name': ['NAME', `the zone's domain (${DEFAULTS.zoneName})`, (text) => ({ zoneName: text.toLowerCase() })],
  'zone-status': ['STATUS', `what the look-up says (${DEFAULTS.zoneStatus})`, (text) => ({ zoneStatus: text })],
  'other-zones': [
    'ID:NAME[:STATUS],…',
    'more zones, of the same name too',
    (text) => ({ otherZones: text.split(',').map(zone) }),
  ],
  'zone-read': ['on|off', 'off: zones cannot be looked up', (text) => ({ zoneRead: isOn(text) })],
  'api-token': ['TOKEN', 'the token that is accepted', (text) => ({ apiToken: text })],
  'api-key': ['KEY', 'the global key that is accepted', (text) => ({ apiKey: text })],
  'api-email': ['EMAIL', 'the e-mail address that belongs to the key', (text) => ({ apiEmail: text })],
  'latency-ms': ['N', 'milliseconds before each request is handled', (text) => ({ latencyMs: integer(text) })],
  limit: ['N', `the most mappings (${DEFAULTS.limit})`, (text) => ({ limit: integer(text) })],
  surfaces: [SURFACES.join('|'), 'what is routed', (text) => ({ surfaces: choice(text, SURFACES) })],
  'no-route': [NO_ROUTES.join('|'), 'how a missing route looks', (text) => ({ noRoute: choice(text, NO_ROUTES) })],
  'read-only': ['on|off', 'on: the credential may not write', (text) => ({ readOnly: isOn(text) })],
  unserialised: ['on|off', 'on: concurrent writes overwrite each other', (text) => ({ unserialised: isOn(text) })],
  mappings: ['N|FILE', 'so many mappings, or those of a JSON file', (text) => ({ mappings: mappings(text) })],
  'odd-rows': ['FILE', 'a JSON list of rows that lists hold besides', (text) => ({ oddRows: jsonList(text) })],
  'tiered-cache': ['on|off', 'off: supported_regions is an error', (text) => ({ tieredCache: isOn(text) })],
  'upper-tiers': ['on|off', 'off: regions come without upper tiers', (text) => ({ upperTiers: isOn(text) })],
  'listed-regions': [
    LISTED_REGIONS,
    'no vendors, vendors without regions, or so many regions each',
    (text) => ({ listedRegions: listedRegions(text) }),
  ],
  'tiered-caching': [
    SETTING_STATES.join('|'),
    'what the setting says',
    (text) => ({ tieredCaching: choice(text, SETTING_STATES) }),
  ],
  'smart-topology': ['the same', 'what the setting says', (text) => ({ smartTopology: choice(text, SETTING_STATES) })],
  'settings-read-only': ['on|off', 'on: a PATCH of a setting is refused', (text) => ({ settingsReadOnly: isOn(text) })],
  'dns-records': [
    'N|FILE',
    'so many DNS records, or those of a JSON file',
    (text) => ({ dnsRecords: dnsRecords(text) }),
  ],
  'dns-page-size': ['N', 'the most DNS records a page', (text) => ({ dnsPageSize: integer(text) })],
  'dns-read': ['on|off', 'off: DNS records cannot be listed', (text) => ({ dnsRead: isOn(text) })],
  'cloudflare-ranges': ['CIDR,…', 'what GET /ips answers', (text) => ({ cloudflareRanges: text.split(',') })],
  'rate-limit': ['N/SECONDS', 'requests per window; then 429 for a window', (text) => ({ rateLimit: rateLimit(text) })],
  'random-seed': ['N', 'seed of the faults that come by chance', (text) => ({ randomSeed: integer(text) })],
};

/** Reads the options. What the command line says counts before the environment (`EMULATOR_LATENCY_MS` for `--latency-ms`). */
export function readCommand(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Command {
  try {
    return command(args, env);
  } catch (error) {
    return { kind: 'mistake', message: wordsOf(error).replaceAll(/\s+/g, ' ') };
  }
}

export function helpText(): string {
  const lines = Object.entries(OPTIONS).map(
    ([name, [value, meaning]]) => `  ${`--${name} ${value}`.padEnd(44)} ${meaning}`,
  );
  return `An emulator of Cloudflare's API for origin cloud regions. Its first line is JSON: url, zoneId, apiToken and more.

Usage: npm run emulator -- [options]
${lines.join('\n')}
  --retry-after ${RETRY_AFTER.join('|').padEnd(30)} how a 429 of the rate limit says when to come again
  --fault FAULT                                a switch, see below; may be repeated
  --log on|off                                 on: a line of JSON for each request
  --exit-with-stdin                            end when standard input ends
  --help                                       this text
Each is also an environment variable, such as EMULATOR_LATENCY_MS; several faults are separated by ";".

${FAULT_LANGUAGE}
`;
}

function command(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Command {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...Object.fromEntries(Object.keys(OPTIONS).map((name) => [name, { type: 'string' as const }])),
      'retry-after': { type: 'string' },
      fault: { type: 'string', multiple: true },
      log: { type: 'string' },
      'exit-with-stdin': { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) return { kind: 'help' };
  const given: Readonly<Record<string, unknown>> = values;

  function read<T>(name: string, parse: (text: string) => T): T | undefined {
    const variable = `EMULATOR_${name.toUpperCase().replaceAll('-', '_')}`;
    const [text, source] = typeof given[name] === 'string' ? [given[name], `--${name}`] : [env[variable], variable];
    if (text === undefined || text === '') return undefined;
    try {
      return parse(text);
    } catch (error) {
      throw new Error(`${source} ${JSON.stringify(text)}: ${wordsOf(error)}`);
    }
  }

  const options = Object.entries(OPTIONS).map(([name, [, , parse]]) => read(name, parse));
  const faults = values.fault ?? read('fault', (text) => text.split(/[;\n]/)) ?? [];
  const retryAfter = read('retry-after', (text) => choice(text, RETRY_AFTER));
  return {
    kind: 'run',
    options: withRetryAfter(Object.assign({ faults: faults.map(checkedFault) }, ...options), retryAfter),
    exitWithStdin: values['exit-with-stdin'] ?? read('exit-with-stdin', isOn) ?? false,
    log: read('log', isOn) ?? false,
  };
}

function withRetryAfter(options: EmulatorOptions, retryAfter: RateLimit['retryAfter']): EmulatorOptions {
  if (retryAfter === undefined) return options;
  if (options.rateLimit === undefined) throw new Error('--retry-after belongs to --rate-limit');
  return { ...options, rateLimit: { ...options.rateLimit, retryAfter } };
}

function checkedFault(text: string): NonNullable<EmulatorOptions['faults']>[number] {
  try {
    return parseFault(text);
  } catch (error) {
    throw new Error(`--fault ${JSON.stringify(text)}: ${wordsOf(error)}`);
  }
}

function wordsOf(error: unknown): string {
  return (error as Error).message;
}
