import { describe, expect, test } from '@jest/globals';
import { DEFAULTS_KEYS, ENTRY_KEYS, mappingsSchema, ROOT_KEYS } from '../../../src/desired/mappings-schema.ts';
import { read } from './reading.ts';

/** As much of JSON Schema (draft-07) as the schema uses. */
interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly examples?: readonly string[];
}

const root = mappingsSchema() as Schema;
const KEYWORDS = new Set(
  '$schema title description examples definitions $ref type enum pattern maxLength minItems items properties additionalProperties required anyOf allOf oneOf'.split(
    ' ',
  ),
);

function accepts(value: unknown, schema: Schema = root): boolean {
  for (const keyword of Object.keys(schema)) expect(KEYWORDS).toContain(keyword);
  if (schema.$ref !== undefined) return accepts(value, root.definitions?.[schema.$ref.split('/').at(-1) ?? '']);
  const type = Array.isArray(value) ? 'array' : typeof value;
  const matching = (schemas: readonly Schema[]) => schemas.filter((one) => accepts(value, one)).length;
  const known = schema.properties;
  return (
    (schema.type === undefined || schema.type === type) &&
    (schema.enum?.includes(value) ?? true) &&
    (typeof value !== 'string' || new RegExp(schema.pattern ?? '').test(value)) &&
    (typeof value !== 'string' || value.length <= (schema.maxLength ?? value.length)) &&
    (!Array.isArray(value) || value.length >= (schema.minItems ?? 0)) &&
    (!Array.isArray(value) || value.every((item) => accepts(item, schema.items ?? {}))) &&
    (type !== 'object' || (schema.required?.every((key) => Object.hasOwn(value as object, key)) ?? true)) &&
    (type !== 'object' ||
      known === undefined ||
      Object.entries(value as object).every(([key, one]) => known[key] !== undefined && accepts(one, known[key]))) &&
    (schema.anyOf === undefined || matching(schema.anyOf) > 0) &&
    (schema.allOf === undefined || matching(schema.allOf) === schema.allOf.length) &&
    (schema.oneOf === undefined || matching(schema.oneOf) === 1)
  );
}

const entry = { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' };

describe('schema and reader take the same lists', () => {
  test.each<[string, unknown]>([
    ['a list', [entry]],
    ['an object', { mappings: [entry] }],
    [
      'all keys of an object',
      {
        $schema: 'x',
        zone: 'example.com',
        defaults: { vendor: 'aws', region: 'auto', check: false },
        mappings: [entry],
      },
    ],
    ['a list of addresses', [{ ...entry, ip: ['192.0.2.1', '2001:db8::1'] }]],
    [
      'the spellings of the API',
      [
        { 'origin-ip': '192.0.2.1', vendor: 'aws', region: 'r', modified_on: null },
        { origin_ip: '192.0.2.2', vendor: 'aws', region: 'r' },
      ],
    ],
    ['a host name', [{ host: 'a.example', vendor: 'aws', region: 'r' }]],
    ['a list of host names', [{ host: ['a.example', 'b.example'], region: 'auto' }]],
    ['check', [{ ...entry, check: false }]],
    [
      'a vendor in capitals',
      [
        { ...entry, vendor: 'AWS' },
        { ip: '192.0.2.2', vendor: 'Oci', region: 'r' },
      ],
    ],
  ])('with %s', async (_name, list) => {
    expect(accepts(list)).toBe(true);
    expect((await read(JSON.stringify(list), 'o.json')).problems).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['an unknown key', [{ ...entry, comment: 'x' }]],
    ['an unknown key of the object', { mapping: [entry], mappings: [entry] }],
    ['an unknown key of the defaults', { defaults: { ip: '192.0.2.1' }, mappings: [entry] }],
    ['no list', { zone: 'example.com' }],
    ['an empty list', []],
    ['an empty list of mappings', { mappings: [] }],
    ['an empty list of addresses', [{ ...entry, ip: [] }]],
    ['an empty list of host names', [{ host: [], region: 'auto' }]],
    ['an empty address', [{ ...entry, ip: '' }]],
    ['an address that is a number', [{ ...entry, ip: 5 }]],
    ['neither address nor host name', [{ vendor: 'aws', region: 'r' }]],
    ['address and host name', [{ ...entry, host: 'a.example' }]],
    ['two spellings of the address', [{ ...entry, origin_ip: '192.0.2.1' }]],
    ['another vendor', [{ ...entry, vendor: 'ibm' }]],
    ['an empty region', [{ ...entry, region: ' ' }]],
    ['a region that is too long', [{ ...entry, region: 'r'.repeat(101) }]],
    ['a check that is a text', [{ ...entry, check: 'false' }]],
    ['an empty zone', { zone: '', mappings: [entry] }],
    ['a text', 'x'],
  ])('and refuse %s', async (_name, list) => {
    expect(accepts(list)).toBe(false);
    expect((await read(JSON.stringify(list), 'o.json')).problems).not.toEqual([]);
  });
});

describe('the schema', () => {
  const file = root.anyOf?.[1]?.properties ?? {};
  const properties = root.definitions?.entry?.properties ?? {};

  test('is draft-07', () => {
    expect(root).toHaveProperty('$schema', 'http://json-schema.org/draft-07/schema#');
  });

  test('has the keys that the reader knows, each with a description', () => {
    expect(Object.keys(file)).toEqual(ROOT_KEYS.known);
    expect(Object.keys(file.defaults?.properties ?? {})).toEqual(DEFAULTS_KEYS.known);
    const spellings = [...(ENTRY_KEYS.spellings?.keys() ?? [])];
    expect(Object.keys(properties)).toEqual([...ENTRY_KEYS.known, ...spellings, ...(ENTRY_KEYS.ignored ?? [])]);
    for (const node of [root.anyOf?.[1], root.definitions?.entry, file.defaults])
      expect(node).toHaveProperty('additionalProperties', false);
    for (const key of [...Object.values(file), ...Object.values(properties)]) expect(key.description).toMatch(/\.$/);
  });

  test('has regions as text with examples', () => {
    expect(properties.region?.examples).toContain('us-east-1');
  });
});
