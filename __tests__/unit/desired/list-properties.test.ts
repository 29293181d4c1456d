import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { parseMappings } from '../../../src/desired/mappings-text.ts';
import type { EntryList } from '../../../src/domain/entry.ts';
import type { Place } from '../../../src/domain/problem.ts';
import { SCRAPS } from './scraps.ts';

interface Row {
  readonly ip: string;
  readonly spelling: string;
  readonly vendor: string;
  readonly region: string;
}

const spelledVendor = fc
  .tuple(fc.constantFrom('aws', 'azure', 'gcp', 'oci'), fc.boolean())
  .map(([vendor, capitals]) => ({ vendor, spelling: capitals ? vendor.toUpperCase() : vendor }));

/** Region names that strain quoting: numbers, `no`, `#`, colons, quotes, commas, wide characters. */
const region = fc
  .oneof(
    fc.constantFrom('us-east-1', '12', 'no', 'true', '~', 'a: b', '# a', '"', "it's", 'a,b', 'é😀', '- a', '{', '*a'),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
  )
  .map((text) =>
    text
      .toLowerCase()
      .replace(/[\p{C}\p{Zl}\p{Zp}\p{Zs}\p{Pd}\u2212$]|\{\{/gu, (found) => (' -'.includes(found) ? found : '_'))
      .trim(),
  )
  .filter((text) => text !== '' && text !== 'auto' && text !== 'null');

const address = fc.oneof(
  fc.nat(0xff_ffff).map((number) => {
    const ip = `8.${number >> 16}.${(number >> 8) & 255}.${number & 255}`;
    return { ip, spelling: number % 2 === 0 ? ip : `::ffff:${ip}` };
  }),
  fc.integer({ min: 1, max: 0xffff }).map((number) => {
    const group = number.toString(16);
    const spellings = [`2001:db8::${group}`, `2001:DB8:0:0::${group.padStart(4, '0')}`, `2001:0db8:0:0:0:0:0:${group}`];
    return { ip: `2001:db8::${group}`, spelling: spellings[number % 3] ?? '' };
  }),
);

const rows: fc.Arbitrary<Row[]> = fc
  .uniqueArray(fc.tuple(address, spelledVendor, region), { minLength: 1, maxLength: 20, selector: ([{ ip }]) => ip })
  .map((list) =>
    list.map(([{ ip, spelling }, vendor, name]) => ({ ip, spelling, vendor: vendor.spelling, region: name })),
  );

const style = fc.record({
  mark: fc.boolean(),
  crlf: fc.boolean(),
  quotes: fc.constantFrom('PLAIN' as const, 'QUOTE_DOUBLE' as const, 'QUOTE_SINGLE' as const),
  flow: fc.boolean(),
  object: fc.boolean(),
  key: fc.constantFrom('ip', 'origin-ip', 'origin_ip'),
});

type Style = ReturnType<typeof style.generate>['value_'];

const printers: Record<string, (list: Row[], style: Style) => string> = {
  yaml: (list, { quotes, flow, object, key }) =>
    stringify(asFile(list, key, object), {
      defaultStringType: quotes,
      collectionStyle: flow ? 'flow' : 'block',
      defaultKeyType: 'PLAIN',
    }),
  json: (list, { flow, object, key }) => JSON.stringify(asFile(list, key, object), null, flow ? 0 : '\t'),
  csv: (list, { quotes, flow, object, key }) => {
    const cell = (text: string) =>
      quotes === 'PLAIN' && !/^#|[",]/.test(text) ? text : `"${text.replaceAll('"', '""')}"`;
    const lines = [['region', key, 'vendor'], ...list.map((row) => [row.region, row.spelling, row.vendor])];
    return lines.map((cells) => cells.map(cell).join(flow ? ' , ' : ',')).join(object ? '\n\n' : '\n');
  },
};

function asFile(list: Row[], key: string, object: boolean) {
  const mappings = list.map((row) => ({ vendor: row.vendor, [key]: row.spelling, region: row.region }));
  return object ? { zone: 'example.com', mappings } : mappings;
}

/** A document is the same with a byte order mark, and with the line ends of Windows. */
function dressed(text: string, { mark, crlf }: Style): string {
  return (mark ? '\uFEFF' : '') + (crlf ? text.replaceAll('\n', '\r\n') : text);
}

describe.each(Object.entries(printers))('a list printed as %s', (format, print) => {
  test.each([[`o.${format}`], [undefined]])('is read back as it was (file %s)', async (file) => {
    await fc.assert(
      fc.asyncProperty(rows, style, async (list, drawn) => {
        const text = dressed(print(list, drawn), drawn);
        const { entries, problems } = await parseMappings(text, { ...(file && { file }), rule: 'required' });
        expect(problems).toEqual([]);
        expect(entries.map(({ origin, location }) => [origin, location])).toEqual(
          list.map(({ ip, vendor, region }) => [
            { kind: 'ip', ip },
            { kind: 'target', target: { vendor: vendor.toLowerCase(), region } },
          ]),
        );
      }),
      { numRuns: 50 },
    );
  });

  test('has its addresses and vendors at the places that it gives', async () => {
    await fc.assert(
      fc.asyncProperty(rows, style, async (list, drawn) => {
        const text = dressed(print(list, drawn), drawn);
        const { entries } = await parseMappings(text, { file: `o.${format}`, rule: 'required' });
        for (const [index, { places }] of entries.entries()) {
          const row = list[index] as Row;
          expect(pieceAt(text, places?.origin)).toBe(row.spelling);
          expect(pieceAt(text, places?.vendor)).toBe(row.vendor);
        }
      }),
      { numRuns: 33 },
    );
  });
});

/** What stands at a place, without its quotes. */
function pieceAt(text: string, place: Place | undefined): string | undefined {
  const line = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)[(place?.line ?? 0) - 1] ?? '';
  const piece = [...line].slice((place?.column ?? 0) - 1, (place?.endColumn ?? 0) - 1).join('');
  return piece.replace(/^(["'])(.*)\1$/, '$2');
}

describe('whatever a text holds', () => {
  const scrap = fc.constantFrom(...SCRAPS);
  const wild = fc.oneof(
    fc.array(scrap, { maxLength: 40 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString()),
    fc.json({ maxDepth: 5 }),
  );

  test.each([['o.yaml'], ['o.json'], ['o.csv'], [undefined]])(
    'it is a list, or has problems at places inside it (file %s)',
    async (file) => {
      await fc.assert(
        fc.asyncProperty(wild, fc.constantFrom('required' as const, 'optional' as const), async (text, rule) => {
          const list = await parseMappings(text, { ...(file && { file }), rule });
          expect(list.entries.length > 0 || list.problems.length > 0).toBe(true);
          expectPlaces(text, list);
        }),
        { numRuns: 500 },
      );
    },
  );

  function expectPlaces(text: string, { entries, problems, notices, zone }: EntryList): void {
    const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
    for (const { message, place } of [...problems, ...notices]) {
      expect(message).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(place).toBeDefined();
    }
    const places = [
      ...[...problems, ...notices].map(({ place }) => place),
      ...entries.flatMap((mapping) => Object.values(mapping.places ?? {})),
      ...(typeof zone === 'object' ? [zone.place] : []),
    ];
    for (const place of places) {
      const length = [...(lines[(place?.line ?? 0) - 1] ?? '')].length;
      expect(place?.line).toBeGreaterThanOrEqual(1);
      expect(place?.line).toBeLessThanOrEqual(lines.length);
      expect(place?.column).toBeGreaterThanOrEqual(1);
      expect(place?.column).toBeLessThanOrEqual(length + 1);
      if (place?.endColumn !== undefined) {
        expect(place.endColumn).toBeGreaterThan(place.column);
        expect(place.endColumn).toBeLessThanOrEqual(length + 1);
      }
    }
  }
});
