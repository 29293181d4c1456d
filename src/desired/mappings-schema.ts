import { VENDORS } from '../domain/mapping.ts';
import type { Keys } from './syntax-tree.ts';

type Schema = Readonly<Record<string, unknown>>;

/** A key of the mappings file: how editors explain it, and what may be its value. */
interface Key extends Schema {
  readonly description: string;
}

const VENDOR: Key = {
  description: 'The cloud vendor, in any letter case. It may be left out where region is auto.',
  anyOf: [{ enum: [...VENDORS] }, { type: 'string', pattern: anyLetterCase(VENDORS) }],
};

const REGION: Key = {
  description:
    'The name of a region that Cloudflare supports for the vendor, in any letter case; or "auto" to have vendor and region found.',
  type: 'string',
  pattern: '\\S',
  maxLength: 100,
  examples: ['us-east-1', 'europe-west1', 'westeurope', 'eu-frankfurt-1', 'auto'],
};

const CHECK: Key = {
  description: 'Whether region-check looks at the entry. Default: true.',
  type: 'boolean',
};

const IP: Key = {
  description: 'The IPv4 or IPv6 address of the origin, or a list of addresses that share vendor and region.',
  ...oneOrMore(['192.0.2.10', '2001:db8::10']),
};

const HOST: Key = {
  description: 'Instead of ip: the host name of the origin, or a list of host names. They are resolved in each run.',
  ...oneOrMore(['origin.example.com']),
};

/** Keys of an entry. */
const ENTRY: Readonly<Record<string, Key>> = { ip: IP, host: HOST, vendor: VENDOR, region: REGION, check: CHECK };

/** Keys of `defaults`: each holds for the entries that do not give it. */
const DEFAULTS: Readonly<Record<string, Key>> = { vendor: VENDOR, region: REGION, check: CHECK };

/** Keys of a file that is an object. */
const ROOT: Readonly<Record<string, Key>> = {
  $schema: { description: 'The JSON Schema of this file, for editors.', type: 'string' },
  zone: {
    description: 'The zone ID or domain name. It must name the same zone as the input zone, where both are given.',
    type: 'string',
    pattern: '\\S',
  },
  defaults: {
    description: 'What holds for entries that do not give it themselves.',
    type: 'object',
    properties: DEFAULTS,
    additionalProperties: false,
  },
  mappings: { description: 'The list of mappings.', allOf: [{ $ref: '#/definitions/entries' }] },
};

/** The API's own spellings of `ip`, and what it writes beside an entry. */
const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ['origin-ip', 'ip'],
  ['origin_ip', 'ip'],
]);
const IGNORED = ['modified_on'];

/** What others call the keys, without dashes, underscores and spaces. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ['ipaddress', 'ip'],
  ['address', 'ip'],
  ['hostname', 'host'],
  ['provider', 'vendor'],
  ['cloud', 'vendor'],
  ['location', 'region'],
  ['origins', 'mappings'],
  ['entries', 'mappings'],
]);

export const ROOT_KEYS: Keys = { known: Object.keys(ROOT), synonyms: SYNONYMS };
export const DEFAULTS_KEYS: Keys = { known: Object.keys(DEFAULTS), synonyms: SYNONYMS };
export const ENTRY_KEYS: Keys = {
  known: Object.keys(ENTRY),
  synonyms: SYNONYMS,
  spellings: SPELLINGS,
  ignored: IGNORED,
};

/** The JSON Schema (draft-07) of a mappings file in YAML or JSON. */
export function mappingsSchema(): object {
  const spelled = [...SPELLINGS].map(([spelling, key]) => [
    spelling,
    { ...ENTRY[key], description: `The API's own spelling of ${key}.` },
  ]);
  const ignored = IGNORED.map((key) => [key, { description: 'Written by the API; not read.' }]);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Origin cloud region mappings',
    description: 'Which region of which cloud vendor the origins of a Cloudflare zone live in.',
    anyOf: [
      { $ref: '#/definitions/entries' },
      { type: 'object', properties: ROOT, required: ['mappings'], additionalProperties: false },
    ],
    definitions: {
      entries: { type: 'array', minItems: 1, items: { $ref: '#/definitions/entry' } },
      entry: {
        type: 'object',
        description: 'One origin, or several that share vendor and region. It has ip or host, never both.',
        properties: { ...ENTRY, ...Object.fromEntries([...spelled, ...ignored]) },
        additionalProperties: false,
        oneOf: ['ip', ...SPELLINGS.keys(), 'host'].map((key) => ({ required: [key] })),
      },
    },
  };
}

function oneOrMore(examples: readonly string[]): Schema {
  const text = { type: 'string', pattern: '\\S' };
  return {
    anyOf: [
      { ...text, examples },
      { type: 'array', minItems: 1, items: text },
    ],
  };
}

/** `aws` → `[aA][wW][sS]`: draft-07 has no flag for it. */
function anyLetterCase(names: readonly string[]): string {
  const either = (letter: string) => `[${letter}${letter.toUpperCase()}]`;
  return `^\\s*(?:${names.map((name) => [...name].map(either).join('')).join('|')})\\s*$`;
}
