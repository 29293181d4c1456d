import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Asked } from '../src/inputs/inputs.ts';
import { addressesIn, nameOf, readOrder } from '../src/order.ts';

const ID = '023e105f4ecef8ad9ca31a8372d0c353';
const id = { kind: 'id', id: ID } as const;
const name = { kind: 'name', name: 'example.com' } as const;
const ENTRY = '{"ip":"192.0.2.1","vendor":"aws","region":"us-east-1"}';
const inline = (zone?: string): Asked['source'] => ({
  kind: 'inline',
  text: zone === undefined ? `[${ENTRY}]` : `{"zone":"${zone}","mappings":[${ENTRY}]}`,
});
const messages = ({ problems }: { problems: readonly { message: string }[] }) => problems.map(({ message }) => message);

describe('the zones of an order', () => {
  test.each<[string, Asked['zone'], string | undefined, unknown[]]>([
    ['the inputs alone', id, undefined, [id]],
    ['the list alone', undefined, 'Example.COM.', [name]],
    ['both, the same ID', id, ID.toUpperCase(), [id, id]],
    ['both, the same name', name, 'EXAMPLE.com', [name, name]],
    ['both, in different ways: only a look-up can tell', id, 'example.com', [id, name]],
    ['a list beside an input that is told to be wrong', 'wrong', ID, [id]],
    ['nobody, where that is told already', 'wrong', undefined, []],
  ])('are named by %s', async (_, zone, inList, zones) => {
    const order = await readOrder({ aim: 'present', source: inline(inList), ...(zone ? { zone } : {}) }, {});
    expect(order).toMatchObject({ zones, problems: [], wanted: [{ ip: '192.0.2.1' }] });
  });

  test.each<[string, Asked['zone'], string | undefined, RegExp]>([
    ['nobody names one', undefined, undefined, /^No zone is given: .*or name it in the mappings as "zone"/],
    ['the IDs differ', id, 'a'.repeat(32), /^zone: "a{32}" is not the zone of the input zone or .*"023e105f/],
    [
      'the names differ',
      name,
      'other.example',
      /^zone: "other\.example" is not the zone of the input .*"example\.com"/,
    ],
    ['the list names none that there could be', id, 'nowhere', /^zone: "nowhere" is no zone: give the zone ID/],
  ])('are wrong if %s', async (_, zone, inList, message) => {
    const order = await readOrder({ aim: 'present', source: inline(inList), ...(zone ? { zone } : {}) }, {});
    expect(messages(order)).toEqual([expect.stringMatching(message)]);
    if (inList !== undefined)
      expect(order.problems[0]?.place).toEqual({ line: 1, column: 9, endColumn: 11 + inList.length });
  });

  test('that are wrong hide no other mistake', async () => {
    const source = { kind: 'inline', text: '{"zone":"nowhere","mappings":[{"ip":"10.0.0.1"}]}' } as const;
    const order = await readOrder({ aim: 'present', source }, {});
    expect(messages(order)).toEqual([
      expect.stringMatching(/no vendor and no region/),
      expect.stringMatching(/private address/),
      expect.stringMatching(/^zone: "nowhere"/),
    ]);
  });
});

describe('the source of an order', () => {
  let workspace: string;
  beforeAll(async () => {
    workspace = await realpath(await mkdtemp(join(tmpdir(), 'order-')));
    await writeFile(join(workspace, 'a.csv'), 'ip,vendor,region\n192.0.2.1,aws,us-east-1\n');
    await writeFile(join(workspace, 'bare.csv'), 'ip\n192.0.2.1\n');
  });
  afterAll(() => rm(workspace, { recursive: true }));

  test('is what the inputs say', async () => {
    const source = { kind: 'entry', ip: '192.0.2.1', vendor: 'AWS', region: 'us-east-1' } as const;
    expect(await readOrder({ aim: 'present', source, zone: id }, {})).toEqual({
      wanted: [{ ip: '192.0.2.1', target: { vendor: 'aws', region: 'us-east-1' } }],
      given: ['192.0.2.1'],
      zones: [id],
      problems: [],
      notices: [],
    });
    const bare = { kind: 'entry', ip: '192.0.2.1' } as const;
    expect(messages(await readOrder({ aim: 'present', source: bare, zone: id }, {}))).toHaveLength(2);
    expect(await readOrder({ aim: 'absent', source: bare, zone: id }, {})).toMatchObject({
      wanted: [{ ip: '192.0.2.1' }],
      problems: [],
    });
  });

  test('is a file of the workspace, or of the working directory outside of a workflow', async () => {
    const asked: Asked = { aim: 'present', source: { kind: 'file', path: 'a.csv' }, zone: id };
    expect(await readOrder(asked, { GITHUB_WORKSPACE: workspace })).toMatchObject({
      file: 'a.csv',
      wanted: [{ ip: '192.0.2.1' }],
      problems: [],
    });
    const outside = await readOrder({ ...asked, source: { kind: 'file', path: join(workspace, 'a.csv') } }, {});
    expect(messages(outside)).toEqual([expect.stringMatching(/outside of the workspace/)]);
    const inTemp = { ...asked, source: { kind: 'file', path: join(workspace, 'a.csv') } } as const;
    expect((await readOrder(inTemp, { RUNNER_TEMP: workspace })).wanted).toHaveLength(1);
  });

  test('is a file that may hold bare addresses where they shall be absent', async () => {
    const asked = { source: { kind: 'file', path: 'bare.csv' }, zone: id } as const;
    const env = { GITHUB_WORKSPACE: workspace };
    expect(await readOrder({ ...asked, aim: 'absent' }, env)).toMatchObject({
      wanted: [{ ip: '192.0.2.1' }],
      problems: [],
    });
    expect((await readOrder({ ...asked, aim: 'present' }, env)).problems).not.toEqual([]);
  });

  test('is a file that is missing: then nothing else is told of it', async () => {
    const asked = { aim: 'present', source: { kind: 'file', path: 'none.csv' } } as const;
    const order = await readOrder(asked, { GITHUB_WORKSPACE: workspace });
    expect(messages(order)).toEqual([expect.stringMatching(/"none\.csv" does not exist/)]);
    expect(order).toMatchObject({ wanted: [], zones: [], notices: [] });
  });

  test.each(['take-back', 'clean-up'] as const)('is nothing but the record (%s)', async (aim) => {
    expect(await readOrder({ aim, source: { kind: 'record' }, zone: id }, {})).toEqual({
      wanted: [],
      given: [],
      zones: [id],
      problems: [],
      notices: [],
    });
  });
});

describe('the addresses that an order was given', () => {
  test('are those of its entries, and of a list with mistakes all that it holds', async () => {
    const text = 'ip,vendor,region\n10.0.0.1,aws,us-east-1\n2001:DB8:0::1,aws,us-east-1\n192.0.2.1/32,aws,us-east-1\n';
    const order = await readOrder({ aim: 'present', source: { kind: 'inline', text }, zone: id }, {});
    expect(order.wanted).toHaveLength(1);
    expect(order.given).toEqual(['10.0.0.1', '2001:db8::1', '192.0.2.1']);
    expect((await readOrder({ aim: 'present', source: inline(), zone: id }, {})).given).toEqual(['192.0.2.1']);
  });

  test('are found in any text', () => {
    expect(addressesIn('http://127.0.0.1:80/ and [2001:DB8::1]')).toEqual(['127.0.0.1', '2001:db8::1']);
    expect(addressesIn('none')).toEqual([]);
  });

  test('are looked for in the first million characters, and not in half a spelling', () => {
    const before = `203.0.113.1 ${'x'.repeat(1_000_000 - 24)}`;
    expect(addressesIn(`${before} 192.0.2.12 192.0.2.3`)).toEqual(['203.0.113.1', '192.0.2.12']);
    expect(addressesIn(`${before}xx192.0.2.123 192.0.2.3`)).toEqual(['203.0.113.1']);
  });
});

test('a zone is called by its ID or by its name', () => {
  expect([nameOf(id), nameOf(name)]).toEqual([ID, 'example.com']);
});

describe('the zone of a run without a list of its own', () => {
  let workspace: string;
  beforeAll(async () => {
    workspace = await mkdtemp(join(tmpdir(), 'order-'));
  });
  afterAll(() => rm(workspace, { recursive: true }));

  const list = 'zone: example.com\nmappings:\n- ip: 192.0.2.1\n';
  const record = (named?: { kind: 'inline'; text: string } | { kind: 'file'; path: string }, zone?: Asked['zone']) =>
    readOrder(
      { aim: 'clean-up', source: { kind: 'record', ...(named ? { named } : {}) }, ...(zone ? { zone } : {}) },
      { GITHUB_WORKSPACE: workspace },
    );
  const example = { kind: 'name', name: 'example.com' };

  test('is the one that the list named beside it has, inline or in a file', async () => {
    await writeFile(join(workspace, 'zone.yaml'), list);
    for (const named of [{ kind: 'inline', text: list } as const, { kind: 'file', path: 'zone.yaml' } as const])
      expect(await record(named)).toEqual({ wanted: [], given: [], zones: [example], problems: [], notices: [] });
  });

  test('is the one of the input where there is one, and the list is not looked at', async () => {
    expect((await record({ kind: 'inline', text: list }, id)).zones).toEqual([id]);
  });

  test('is missing where neither has one', async () => {
    for (const named of [
      undefined,
      { kind: 'inline', text: '- ip: 192.0.2.1' },
      { kind: 'file', path: 'none.yaml' },
    ] as const)
      expect(messages(await record(named))).toEqual([expect.stringMatching(/^No zone is given: /)]);
  });
});
