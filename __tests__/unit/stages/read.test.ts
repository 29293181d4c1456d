import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { EntrySource } from '../../../src/inputs/inputs.ts';
import type { ListSource } from '../../../src/inputs/source.ts';
import { readEntries, zoneName } from '../../../src/stages/read.ts';

const ID = '023e105f4ecef8ad9ca31a8372d0c353';
const id = { kind: 'id', id: ID } as const;
const name = { kind: 'name', ascii: 'example.com', unicode: 'example.com' } as const;
const ENTRY = '{"ip":"192.0.2.1","vendor":"aws","region":"us-east-1"}';
const inline = (zone?: string): EntrySource['source'] => ({
  kind: 'inline',
  text: zone === undefined ? `[${ENTRY}]` : `{"zone":"${zone}","mappings":[${ENTRY}]}`,
});
const asked = (part: Partial<EntrySource>): EntrySource => ({ purpose: 'present', source: inline(), ...part });
const messages = ({ problems }: { problems: readonly { message: string }[] }) => problems.map(({ message }) => message);

let workspace: string;
beforeAll(async () => {
  workspace = await realpath(await mkdtemp(join(tmpdir(), 'read-')));
  await writeFile(join(workspace, 'a.csv'), 'ip,vendor,region\n192.0.2.1,aws,us-east-1\n');
  await writeFile(join(workspace, 'bare.csv'), 'ip\n192.0.2.1\n');
  await writeFile(join(workspace, 'zone.yaml'), 'zone: example.com\nmappings:\n- ip: 192.0.2.1\n');
});
afterAll(() => rm(workspace, { recursive: true }));

describe('The zones of the entries', () => {
  test.each<[string, EntrySource['zone'], string | undefined, unknown[]]>([
    ['the inputs alone', id, undefined, [id]],
    ['the list alone', undefined, 'Example.COM.', [name]],
    ['both, the same ID', id, ID.toUpperCase(), [id, id]],
    ['both, the same name', name, 'EXAMPLE.com', [name, name]],
    ['both, in different ways: only a look-up can tell', id, 'example.com', [id, name]],
    ['a list beside an input that is reported to be wrong', 'invalid', ID, [id]],
    ['nobody, where that is reported already', 'invalid', undefined, []],
  ])('are named by %s', async (_, zone, inList, zones) => {
    const read = await readEntries(asked({ source: inline(inList), ...(zone ? { zone } : {}) }), {});
    expect(read).toMatchObject({ zones, problems: [], entries: [{ origin: { ip: '192.0.2.1' } }] });
  });

  test.each<[string, EntrySource['zone'], string | undefined, RegExp]>([
    ['nobody names one', undefined, undefined, /^No zone is given: .*or name it in the mappings as "zone"/],
    ['the IDs differ', id, 'a'.repeat(32), /^zone: "a{32}" is not the zone of the input zone or .*"023e105f/],
    ['the names differ', name, 'other.example', /^zone: "other\.example" is not the zone of .*"example\.com"/],
    ['the list names none that there could be', id, 'nowhere', /^zone: "nowhere" is not a zone/],
  ])('are wrong if %s', async (_, zone, inList, message) => {
    const read = await readEntries(asked({ source: inline(inList), ...(zone ? { zone } : {}) }), {});
    expect(messages(read)).toEqual([expect.stringMatching(message)]);
    if (inList !== undefined)
      expect(read.problems[0]?.place).toEqual({ line: 1, column: 9, endColumn: 11 + inList.length });
  });

  test.each<[string, string, RegExp]>([
    ['a number', `zone: ${'1'.repeat(32)}\nmappings:\n- ${ENTRY}\n`, /^zone is the number "1{32}"; give the zone ID/],
    ['nothing', `zone:\nmappings:\n- ${ENTRY}\n`, /^zone is empty/],
    ['hidden by a mistake of syntax', `zone: example.com\nmappings: [\n- ${ENTRY}\n`, /^this is not valid YAML/],
  ])('are one problem where the list’s own is %s', async (_, text, message) => {
    const read = await readEntries(asked({ source: { kind: 'inline', text } }), {});
    expect(messages(read)).toEqual([expect.stringMatching(message)]);
  });

  test('that are wrong hide no other mistake', async () => {
    const text = '{"zone":"nowhere","mappings":[{"ip":"10.0.0.1","vendor":"aws","region":"us-east-1"}]}';
    const read = await readEntries(asked({ source: { kind: 'inline', text } }), {});
    expect(messages(read)).toEqual([expect.stringMatching(/private/), expect.stringMatching(/^zone: "nowhere"/)]);
  });

  test('are called by ID or by name', () => {
    expect([zoneName(id), zoneName(name)]).toEqual([ID, 'example.com']);
  });
});

describe('The entries', () => {
  test('are what the inputs say, with vendor and region only where they shall exist', async () => {
    const source = { kind: 'ip', text: '192.0.2.1', vendor: 'AWS', region: 'us-east-1' } as const;
    expect(await readEntries(asked({ source, zone: id }), {})).toMatchObject({
      entries: [
        { origin: { kind: 'ip', ip: '192.0.2.1' }, location: { target: { vendor: 'aws', region: 'us-east-1' } } },
      ],
      given: ['192.0.2.1'],
      problems: [],
    });
    const bare = { kind: 'ip', text: '192.0.2.1' } as const;
    expect((await readEntries(asked({ source: bare, zone: id }), {})).problems).not.toEqual([]);
    expect(await readEntries(asked({ source: bare, zone: id, purpose: 'absent' }), {})).toMatchObject({
      entries: [{ location: { kind: 'any' } }],
      problems: [],
    });
  });

  test('are in a file of the workspace or of RUNNER_TEMP', async () => {
    const source = { kind: 'file', path: 'a.csv' } as const;
    expect(await readEntries(asked({ source, zone: id }), { GITHUB_WORKSPACE: workspace })).toMatchObject({
      file: { file: 'a.csv', path: join(workspace, 'a.csv') },
      entries: [{ origin: { ip: '192.0.2.1' } }],
      problems: [],
    });
    const absolute = { kind: 'file', path: join(workspace, 'a.csv') } as const;
    const outside = await readEntries(asked({ source: absolute, zone: id }), {});
    expect(messages(outside)).toEqual([expect.stringMatching(/outside of the workspace/)]);
    expect((await readEntries(asked({ source: absolute, zone: id }), { RUNNER_TEMP: workspace })).entries).toHaveLength(
      1,
    );
  });

  test('of a file may be bare addresses where they shall not exist', async () => {
    const source = { kind: 'file', path: 'bare.csv' } as const;
    const env = { GITHUB_WORKSPACE: workspace };
    expect(await readEntries(asked({ source, zone: id, purpose: 'absent' }), env)).toMatchObject({ problems: [] });
    expect((await readEntries(asked({ source, zone: id }), env)).problems).not.toEqual([]);
  });

  test('of a file that is missing: nothing else is said of it', async () => {
    const source = { kind: 'file', path: 'none.csv' } as const;
    const read = await readEntries(asked({ source }), { GITHUB_WORKSPACE: workspace });
    expect(messages(read)).toEqual([expect.stringMatching(/"none\.csv" does not exist/)]);
    expect(read).toMatchObject({ entries: [], zones: [], notices: [] });
  });

  test.each<[string, ListSource]>([
    ['mappings', { kind: 'inline', text: ' \u0024{{ steps.a.outputs.mappings }}\n' }],
    ['mappings-file', { kind: 'file', path: 'zones/\u0024{{ matrix.zone }}.yaml' }],
  ])('are in no expression that nobody substituted: %s', async (input, source) => {
    expect(messages(await readEntries(asked({ source }), { GITHUB_WORKSPACE: workspace }))).toEqual([
      expect.stringMatching(new RegExp(`^Input ${input}: ".*" is an expression that was not substituted`)),
    ]);
  });

  test.each(['close', 'clean-up'] as const)('are nothing but the record (%s)', async (purpose) => {
    expect(await readEntries({ purpose, source: { kind: 'record' }, zone: id }, {})).toEqual({
      entries: [],
      given: [],
      zones: [id],
      problems: [],
      notices: [],
    });
  });

  test.each<[string, object, object]>([
    ['nothing', {}, {}],
    ['a vendor alone', { vendor: 'AWS' }, { vendor: 'aws' }],
    ['a vendor and auto', { vendor: 'aws', region: 'auto' }, { vendor: 'aws' }],
    ['auto alone', { region: 'auto' }, {}],
    ['both', { vendor: 'aws', region: 'US-East-1' }, { fallback: { vendor: 'aws', region: 'us-east-1' } }],
  ])('of a discovery come later, and the inputs say how far to believe: %s', async (_, inputs, discover) => {
    const read = await readEntries(asked({ source: { kind: 'dns', ...inputs }, zone: id }), {});
    expect(read).toMatchObject({ entries: [], problems: [], zones: [id] });
    expect(read.discover).toEqual(discover);
  });

  test('of a discovery with a vendor that is none are an error', async () => {
    const read = await readEntries(asked({ source: { kind: 'dns', vendor: 'awz' }, zone: id }), {});
    expect(messages(read)).toEqual([expect.stringMatching(/Input vendor.*"awz"/)]);
  });
});

describe('The addresses that a run was given', () => {
  test('are those of its entries, and of a list with mistakes all that it holds', async () => {
    const text = 'ip,vendor,region\n10.0.0.1,aws,us-east-1\n2001:DB8:0::1,aws,us-east-1\n192.0.2.1/32,aws,us-east-1\n';
    const read = await readEntries(asked({ source: { kind: 'inline', text }, zone: id }), {});
    expect(read.given).toEqual(['10.0.0.1', '2001:db8::1', '192.0.2.1']);
    expect((await readEntries(asked({ zone: id }), {})).given).toEqual(['192.0.2.1']);
  });
});

describe('The zone of a run for the record alone', () => {
  const list = 'zone: example.com\nmappings:\n- ip: 192.0.2.1\n';
  const record = (named?: ListSource, zone?: EntrySource['zone']) =>
    readEntries(
      { purpose: 'close', source: { kind: 'record', ...(named ? { named } : {}) }, ...(zone ? { zone } : {}) },
      { GITHUB_WORKSPACE: workspace },
    );

  test('is the one that the list beside it names, inline or in a file', async () => {
    for (const named of [{ kind: 'inline', text: list } as const, { kind: 'file', path: 'zone.yaml' } as const])
      expect(await record(named)).toEqual({ entries: [], given: [], zones: [name], problems: [], notices: [] });
  });

  test('is the one of the input where there is one, and the list is not looked at', async () => {
    expect((await record({ kind: 'inline', text: list }, id)).zones).toEqual([id]);
  });

  test.each<[string, ListSource | undefined]>([
    ['no list', undefined],
    ['a list without a zone', { kind: 'inline', text: '- ip: 192.0.2.1' }],
    ['a file that is gone', { kind: 'file', path: 'none.yaml' }],
  ])('is missing with %s', async (_, named) => {
    expect(messages(await record(named))).toEqual([expect.stringMatching(/^No zone is given: /)]);
  });
});
