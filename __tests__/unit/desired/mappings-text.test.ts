import { describe, expect, test } from '@jest/globals';
import { type Format, formatOf } from '../../../src/desired/mappings-text.ts';
import { problemCount } from '../../../src/domain/problem.ts';
import { entriesOf, expectProblems, FILE, read } from './reading.ts';

describe('a sound list', () => {
  test.each<[string, string, string]>([
    [
      'a YAML list',
      FILE,
      '- {ip: 192.0.2.1, vendor: aws, region: us-east-1}\n- ip: 2001:DB8::0:1\n  vendor: GCP\n  region: us-central1\n',
    ],
    [
      'a YAML object',
      FILE,
      'mappings:\n  - {ip: 192.0.2.1, vendor: aws, region: us-east-1}\n  - {ip: "2001:db8:0::1", vendor: gcp, region: us-central1}\n',
    ],
    [
      'defaults',
      FILE,
      'defaults: {vendor: aws, region: us-east-1}\nmappings:\n  - ip: 192.0.2.1\n  - ip: 2001:db8::1\n    vendor: gcp\n    region: us-central1\n',
    ],
    [
      'a JSON list',
      'o.json',
      '[{"ip":"192.0.2.1","vendor":"aws","region":"us-east-1"},{"ip":"2001:DB8::1","vendor":"Gcp","region":"us-central1"}]',
    ],
    [
      'the v1 list of the API',
      'o.json',
      '{"success":true,"errors":[],"messages":[],"result":{"id":"origin_public_cloud_region","editable":true,"modified_on":"2026-03-01T12:00:00Z","value":[{"origin-ip":"192.0.2.1","vendor":"aws","region":"us-east-1","modified_on":"2026-03-01T12:00:00Z"},{"origin-ip":"2001:db8::1","vendor":"gcp","region":"us-central1","modified_on":null}]}}',
    ],
    [
      'the v2 list of the API',
      'o.json',
      '{"success":true,"errors":[],"messages":[],"result":[{"origin_ip":"192.0.2.1","vendor":"aws","region":"us-east-1"},{"origin_ip":"2001:db8::1","vendor":"gcp","region":"us-central1","modified_on":"x"}],"result_info":{"page":1}}',
    ],
    [
      'the result alone of the v1 list',
      'o.json',
      '{"id":"origin_public_cloud_region","editable":true,"modified_on":null,"value":[{"origin-ip":"192.0.2.1","vendor":"aws","region":"us-east-1"},{"origin-ip":"2001:db8::1","vendor":"gcp","region":"us-central1"}]}',
    ],
    [
      "the action's output",
      'o.json',
      '[{"ip":"192.0.2.1","vendor":"aws","region":"us-east-1","modified_on":"2026-03-01T12:00:00Z"},{"ip":"2001:db8::1","vendor":"gcp","region":"us-central1"}]',
    ],
    [
      "the action's result file",
      'o.json',
      '{"mode":"apply","mappings":[{"ip":"192.0.2.1","vendor":"aws","region":"us-east-1"},{"ip":"2001:db8::1","vendor":"gcp","region":"us-central1"}],"entries":[{"ip":"192.0.2.1","outcome":"failed"}],"zone":7}',
    ],
    ['a CSV table', 'o.csv', 'ip,vendor,region\n192.0.2.1,aws,us-east-1\n2001:db8::1,gcp,us-central1\n'],
    [
      'a CSV table in another order',
      'o.csv',
      'region,modified_on,origin-ip,vendor\nus-east-1,2026,192.0.2.1,AWS\nus-central1,,"2001:db8::1", gcp \n',
    ],
    [
      'anchors, aliases and merge keys',
      FILE,
      '- &a {ip: 192.0.2.1, vendor: &v aws, region: us-east-1}\n- <<: [*a, {modified_on: x}]\n  ip: &six 2001:db8::1\n  vendor: gcp\n  region: us-central1\n- {ip: *six, vendor: gcp, region: us-central1}\n',
    ],
  ])('is read from %s', async (_name, file, text) => {
    const list = await read(text, file);
    expect(list.problems).toEqual([]);
    expect(entriesOf(list)).toEqual(['192.0.2.1 aws us-east-1', '2001:db8::1 gcp us-central1']);
  });

  test('may list addresses that share a target', async () => {
    const list = await read('- ip: [192.0.2.1, " 192.0.2.2 ", "::ffff:192.0.2.3"]\n  vendor: aws\n  region: " r "\n');
    expect(list.problems).toEqual([]);
    expect(entriesOf(list)).toEqual(['192.0.2.1 aws r', '192.0.2.2 aws r', '192.0.2.3 aws r']);
  });

  test.each([
    ['as many entries as the answer says there are', '{"page":1,"total_count":1}'],
    ['more than it says', '{"total_count":0}'],
    ['a number that is a text', '{"total_count":"9"}'],
    ['no number', '{"per_page":100}'],
    ['nothing about pages', 'null'],
  ])('an answer of the API that is whole: %s', async (_, info) => {
    const result = '[{"origin_ip":"192.0.2.1","vendor":"aws","region":"r"}]';
    const list = await read(`{"success":true,"result":${result},"result_info":${info}}`, 'o.json');
    expect([list.problems, entriesOf(list)]).toEqual([[], ['192.0.2.1 aws r']]);
  });

  test('an answer about a setting is no page of a list', async () => {
    const value = '{"id":"x","value":[{"ip":"192.0.2.1","vendor":"aws","region":"r"}]}';
    const list = await read(`{"success":true,"result":${value},"result_info":{"total_count":9}}`, 'o.json');
    expect(entriesOf(list)).toEqual(['192.0.2.1 aws r']);
  });

  test('a byte order mark and a zone between spaces', async () => {
    const list = await read('\uFEFFzone: " example.com "\nmappings:\n- {ip: 192.0.2.1, vendor: aws, region: r}\n');
    expect(list.problems).toEqual([]);
    expect(list.zone).toMatchObject({ value: 'example.com', place: { line: 1, column: 7 } });
  });

  test('has the places of address, vendor and region, and of the zone', async () => {
    const list = await read(
      'zone: example.com\ndefaults:\n  region: x\nmappings:\n  - ip: 192.0.2.1\n    vendor: "aws"\n',
    );
    expect(list.entries[0]?.places).toEqual({
      origin: { file: FILE, line: 5, column: 9, endColumn: 18 },
      vendor: { file: FILE, line: 6, column: 13, endColumn: 18 },
      region: { file: FILE, line: 3, column: 11, endColumn: 12 },
    });
    expect(list.zone).toEqual({ value: 'example.com', place: { file: FILE, line: 1, column: 7, endColumn: 18 } });
  });

  test('has places without a file when it is inline', async () => {
    const list = await read('ip,vendor,region\n192.0.2.1,aws,r', '');
    expect(list.entries[0]?.places?.origin).toEqual({ line: 2, column: 1, endColumn: 10 });
    expect(list).not.toHaveProperty('zone');
  });
});

describe('without a known extension the format is sniffed', () => {
  const JSON_LIST = '[{"ip": "192.0.2.1", "vendor": "aws", "region": "r"}]';
  test.each<[string, string]>([
    ['JSON', JSON_LIST],
    ['a JSON object', `\n {"mappings": ${JSON_LIST}}`],
    ['YAML in brackets', '[{ip: 192.0.2.1, vendor: aws, region: r}] # c'],
    ['a YAML list', '# ip,vendor,region\n\n- ip: 192.0.2.1\n  vendor: aws\n  region: r'],
    ['a YAML list with commas', '- {ip: 192.0.2.1, vendor: aws, region: r}'],
    ['a YAML object', 'mappings: [{ip: 192.0.2.1, vendor: aws, region: r}]'],
    ['a YAML document', '---\n- {ip: 192.0.2.1, vendor: aws, region: r}'],
    ['a YAML directive', '%TAG !a, tag:x,2000:\n---\n- {ip: 192.0.2.1, vendor: aws, region: r}'],
    ['CSV', '# c: d\nip,vendor,region\n192.0.2.1,aws,r\n'],
    ['CSV in quotes', '\uFEFF\r\n"ip","vendor","region"\r\n"192.0.2.1","aws","r"\r\n'],
  ])('%s', async (_name, text) => {
    for (const file of ['', 'origins', 'origins.txt']) {
      const list = await read(text, file);
      expect(list.problems).toEqual([]);
      expect(entriesOf(list)).toEqual(['192.0.2.1 aws r']);
    }
  });

  test('a row without a header is taken for CSV', async () => {
    await expectProblems(
      '«2001:db8::1,aws,r',
      ['the first line is not a CSV header; begin with the line ip,vendor,region (or host for ip)'],
      '',
    );
  });

  test('a text of comments only is an empty list', async () => {
    const { problems } = await read('# a, b\n', '');
    expect(problems[0]).toMatchObject({
      message: expect.stringContaining('holds no mappings'),
      place: { line: 1, column: 1 },
    });
  });

  test('a word is taken for YAML', async () => {
    await expectProblems(
      '«nothing',
      [
        'this is the text "nothing", not a list of mappings; write a list of entries with ip (or host), vendor and region, or a map with the key mappings that holds one',
      ],
      '',
    );
  });
});

const WRITTEN: Readonly<Record<Exclude<Format, 'json'>, readonly string[]>> = {
  csv: [
    'ip',
    'Host',
    'a;b',
    'IP\tregion',
    '  "ip" ',
    'origin-ip',
    '"origin_ip"',
    '-a,b',
    'a:b,c',
    '# x\n \n\nip,vendor',
  ],
  brackets: ['[1', '// a', '/* b', '  {', '# c: d\n[', '\t[a]: b'],
  yaml: [
    ...['', '# a, b', 'xip', 'ip x', 'ip:', 'ipx', 'origin.ip', '- a, b', '  - a, b', '-', '--- a, b', '  ---'],
    ...['%YAML, x', 'a: b, c', 'a,b:', 'a [1, 2: 3'],
  ],
};

test.each(Object.entries(WRITTEN))('What is %s is recognised by its first line', (format, texts) => {
  expect(texts.map((text) => [text, formatOf(text, undefined)])).toEqual(texts.map((text) => [text, format]));
});

test.each([
  ['yaml', 'ip,vendor', 'o.YML'],
  ['yaml', '[', 'o.yaml'],
  ['json', 'ip,vendor', 'o.json'],
  ['csv', '[', 'o.CSV'],
  ['csv', '[', 'o.tsv'],
  ['json', '-', 'o.jsonc'],
  ['brackets', '[', 'o.csv.txt'],
  ['brackets', '[', 'yaml'],
])('It is %s where "%s" stands in a file named %s', (format, text, file) => {
  expect(formatOf(text, file)).toBe(format);
});

test('the number of problems is the true one, however many are listed', async () => {
  const { problems } = await read('- {ip: 10.0.0.1, vendor: aws, region: r}\n'.repeat(3500));
  expect(problems).toHaveLength(201);
  expect(problems[200]).toEqual({
    message: '3,300 more like these, from here on, are not listed',
    place: { file: FILE, line: 201, column: 8, endColumn: 16 },
    count: 3300,
  });
  expect(problemCount(problems)).toBe(3500);
});

test('a key that is a whole text is quoted short and gets no suggestion', async () => {
  const { problems } = await read(`- {ip: 192.0.2.1, vendor: aws, region: r, ? ${'k'.repeat(90_000)} : x}`);
  expect(problems.map(({ message }) => message)).toEqual([
    `entry 1: the key "${'k'.repeat(39)}…" is not known; the keys are ip, host, vendor, region, check`,
  ]);
});

test("the editor's $schema is no mistake", async () => {
  const list = await read('$schema: https://x.example/s.json\nmappings: [{ip: 192.0.2.1, vendor: aws, region: r}]\n');
  expect(list.problems).toEqual([]);
});

test('JSON with a comment and a trailing comma needs no extension', async () => {
  const list = await read('// origins\n[{"ip": "192.0.2.1", "vendor": "aws", "region": "r"},]', '');
  expect(list.problems).toEqual([]);
  expect(entriesOf(list)).toEqual(['192.0.2.1 aws r']);
});
