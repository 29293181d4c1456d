import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Address } from '../src/domain/address.ts';
import { LONGEST_RECORD, marker, printRecord, RECORD_BLOCK, readRecord } from '../src/preview/block.ts';
import { MOST_ENTRIES, type PreviewRecord, type RecordEntry } from '../src/preview/record.ts';
import { openSeal } from '../src/preview/seal.ts';

const ZONE = '0123456789abcdef0123456789abcdef';
const ip = (text: string) => text as Address;

const address = fc.oneof(
  fc.ipV4().map(ip),
  fc.constantFrom('2001:db8::1', '2001:db8:0:1:1:1:1:1', '2001:db8::1:0:0:1').map(ip),
);
const target = fc.record({ vendor: fc.constantFrom('aws', 'gcp', '-->', 'v 1'), region: fc.string() });
const entry: fc.Arbitrary<RecordEntry> = fc
  .record({
    name: fc.oneof(fc.record({ ip: address }), fc.record({ seal: fc.base64String(), check: fc.base64String() })),
    before: fc.option(target, { nil: undefined }),
    wrote: fc.array(target, { minLength: 1, maxLength: 3 }),
  })
  .map(({ before, ...rest }) => ({ ...rest, ...(before ? { before } : {}) }));
const record: fc.Arbitrary<PreviewRecord> = fc
  .array(entry, { maxLength: 20 })
  .map((entries) => ({ zoneId: ZONE, entries }));

function stored(json: unknown): string {
  const good = printRecord({ zoneId: ZONE, entries: [] });
  const text = Buffer.from(typeof json === 'string' ? json : JSON.stringify(json)).toString('base64');
  return good.replace(RECORD_BLOCK, `<!-- cloudflare-origin-cloud-regions record ${checksumOf(text)} ${text} -->`);
}

/** The checksum that the printer would give: taken from it, so that only the form is wrong. */
function checksumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

describe('a record in a comment', () => {
  test('is read as it was printed, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(record, fc.string(), async (written, text) => {
        const body = `${marker(ZONE)}\n${text}\n\n${printRecord(written)}`;
        expect(await readRecord(body, ZONE)).toEqual({ kind: 'record', record: written });
      }),
    );
  });

  test('is one line that nothing in it can end', () => {
    fc.assert(
      fc.property(record, (written) => {
        expect(printRecord(written)).toMatch(/^<!-- cloudflare-origin-cloud-regions record [0-9a-f]{32} [\w+/=]+ -->$/);
      }),
    );
  });

  test('survives an editor that ends lines with CRLF and adds blank lines', async () => {
    const body = `${marker(ZONE)}\r\n\r\ntext\r\n\r\n${printRecord({ zoneId: ZONE, entries: [] })}\r\n\r\n`;
    expect(await readRecord(body, ZONE)).toEqual({ kind: 'record', record: { zoneId: ZONE, entries: [] } });
  });

  test('of the most entries, all waiting for others of as many, fits its part of the comment', () => {
    const seal = openSeal('token', ZONE);
    const regions = Array.from({ length: 60 }, (_, n) => ({ vendor: 'azure', region: `south-somewhere-${n}` }));
    const entries = Array.from({ length: 2 * MOST_ENTRIES }, (_, n) => ({
      name: { seal: seal.of(ip(`10.0.${n >> 8}.${n & 255}`)), check: seal.check },
      before: regions[n % 60] ?? { vendor: '', region: '' },
      wrote: [regions[(n * 7) % 60] ?? { vendor: '', region: '' }],
    }));
    expect(printRecord({ zoneId: ZONE, entries }).length).toBeLessThan(LONGEST_RECORD);
  });

  const good = printRecord({
    zoneId: ZONE,
    entries: [{ name: { ip: ip('192.0.2.1') }, wrote: [{ vendor: 'aws', region: 'x' }] }],
  });
  const form = { v: 1, zone: ZONE, targets: [['aws', 'x']], checks: ['c'], entries: [] as unknown[] };
  test.each<[string, string, string]>([
    ['without its block', 'text', 'its last line is not the hidden record any more'],
    ['with text behind the block', `${good}\nmore`, 'its last line is not the hidden record any more'],
    ['with one character changed', good.replace(/ ey/, ' eZ'), 'its checksum does not match'],
    ['with its end cut off', good.replace(/.{8} -->$/, ' -->'), 'its checksum does not match'],
    ['with another checksum', good.replace(/record ../, 'record zz'), 'its checksum does not match'],
    ['that holds no JSON', stored('{'), 'this version of the action does not know its form'],
    ['of a later form', stored({ ...form, v: 2 }), 'this version of the action does not know its form'],
    ['with a strange key', stored({ ...form, more: 1 }), 'this version of the action does not know its form'],
    [
      'with no address',
      stored({ ...form, entries: [{ w: [0] }] }),
      'this version of the action does not know its form',
    ],
    [
      'with an address in another spelling',
      stored({ ...form, entries: [{ i: '2001:DB8::1', w: [0] }] }),
      'this version of the action does not know its form',
    ],
    [
      'with a host for an address',
      stored({ ...form, entries: [{ i: 'localhost', w: [0] }] }),
      'this version of the action does not know its form',
    ],
    [
      'with a seal without a check value',
      stored({ ...form, entries: [{ s: 'abc', w: [0] }] }),
      'this version of the action does not know its form',
    ],
    [
      'with a check value that is not there',
      stored({ ...form, entries: [{ s: 'abc', k: 1, w: [0] }] }),
      'this version of the action does not know its form',
    ],
    [
      'with a target that is not there',
      stored({ ...form, entries: [{ i: '192.0.2.1', w: [1] }] }),
      'this version of the action does not know its form',
    ],
    [
      'with an earlier target that is not there',
      stored({ ...form, entries: [{ i: '192.0.2.1', b: 7, w: [0] }] }),
      'this version of the action does not know its form',
    ],
    [
      'that wrote nothing',
      stored({ ...form, entries: [{ i: '192.0.2.1', w: [] }] }),
      'this version of the action does not know its form',
    ],
    ['of another zone', stored({ ...form, zone: 'f'.repeat(32) }), 'it belongs to another zone'],
  ])('%s is damaged', async (_name, body, reason) => {
    expect(await readRecord(`${marker(ZONE)}\n\n${body}`, ZONE)).toEqual({ kind: 'damaged', reason });
  });

  test('holds seals that every version of this action reads: HMAC-SHA256, cut to 16 bytes', () => {
    const seal = openSeal('token', ZONE);
    expect([seal.check, seal.of(ip('192.0.2.1')), seal.of(ip('2001:db8::1')), seal.of(ip('192.0.2.1'))]).toEqual([
      'UsMoW2gaUksVbQJ6kGZTPg==',
      'p60UnLZ4XGXvVflSsGiVDw==',
      '6ElY39Ar/ypZaji9ApLk/g==',
      'p60UnLZ4XGXvVflSsGiVDw==',
    ]);
  });

  test('holds no sealed address in a readable way', () => {
    const seal = openSeal('token', ZONE);
    const text = printRecord({
      zoneId: ZONE,
      entries: [
        { name: { seal: seal.of(ip('192.0.2.77')), check: seal.check }, wrote: [{ vendor: 'aws', region: 'x' }] },
      ],
    });
    const [, , encoded = ''] = RECORD_BLOCK.exec(text) ?? [];
    expect(Buffer.from(encoded, 'base64').toString()).not.toContain('192.0.2');
  });
});

describe('a seal', () => {
  test('is the same for the same credential, zone and address, and differs with each of them', () => {
    const seals = [
      openSeal('one', ZONE).of(ip('192.0.2.1')),
      openSeal('one', ZONE).of(ip('192.0.2.2')),
      openSeal('two', ZONE).of(ip('192.0.2.1')),
      openSeal('one', 'f'.repeat(32)).of(ip('192.0.2.1')),
      openSeal('one', ZONE).check,
      openSeal('two', ZONE).check,
    ];
    expect(new Set(seals).size).toBe(6);
    const again = openSeal('one', ZONE);
    expect([again.of(ip('192.0.2.1')), again.of(ip('192.0.2.1')), again.check]).toEqual([seals[0], seals[0], seals[4]]);
  });

  test('does not hold its key', () => {
    expect(openSeal('secret', ZONE).of(ip('192.0.2.1'))).toMatch(/^[\w+/]{22}==$/);
  });
});
