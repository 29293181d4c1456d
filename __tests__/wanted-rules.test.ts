import { describe, expect, test } from '@jest/globals';
import type { WantedList } from '../src/domain/wanted.ts';
import type { TargetRule } from '../src/wanted/entry.ts';
import { parseMappings } from '../src/wanted/mappings.ts';
import { marked } from './fixtures/marked.ts';

const FILE = 'origins.yaml';
const UNKNOWN_VENDOR = 'is not known; use one of aws, azure, gcp, oci';
const EMPTY =
  'the list holds no mappings, and an empty list never means "delete everything"; list at least one mapping';

function read(text: string, file = FILE, target: TargetRule = 'required'): Promise<WantedList> {
  return parseMappings(text, { file, target });
}

/** Problems must stand where the marks of the text are, in that order. */
async function expectProblems(text: string, messages: string[], file = FILE, target: TargetRule = 'required') {
  const { text: plain, places } = marked(text);
  const { problems } = await read(plain, file, target);
  expect(problems.map(({ message }) => message)).toEqual(messages);
  expect(problems.map(({ place }) => place && { line: place.line, column: place.column })).toEqual(places);
  for (const { place } of problems) expect(place?.file).toBe(file);
}

const targets = ({ wanted }: WantedList) =>
  wanted.map(({ ip, target }) => `${ip} ${target?.vendor ?? '-'} ${target?.region ?? '-'}`);

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
    expect(targets(list)).toEqual(['192.0.2.1 aws us-east-1', '2001:db8::1 gcp us-central1']);
  });

  test('may list addresses that share a target', async () => {
    const list = await read('- ip: [192.0.2.1, " 192.0.2.2 ", "::ffff:192.0.2.3"]\n  vendor: aws\n  region: " r "\n');
    expect(list.problems).toEqual([]);
    expect(targets(list)).toEqual(['192.0.2.1 aws r', '192.0.2.2 aws r', '192.0.2.3 aws r']);
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
    expect([list.problems, targets(list)]).toEqual([[], ['192.0.2.1 aws r']]);
  });

  test('an answer about a setting is no page of a list', async () => {
    const value = '{"id":"x","value":[{"ip":"192.0.2.1","vendor":"aws","region":"r"}]}';
    const list = await read(`{"success":true,"result":${value},"result_info":{"total_count":9}}`, 'o.json');
    expect(targets(list)).toEqual(['192.0.2.1 aws r']);
  });

  test('a byte order mark and a zone between blanks', async () => {
    const list = await read('\uFEFFzone: " example.com "\nmappings:\n- {ip: 192.0.2.1, vendor: aws, region: r}\n');
    expect(list.problems).toEqual([]);
    expect(list.zone).toMatchObject({ value: 'example.com', place: { line: 1, column: 7 } });
  });

  test('tells the places of address, vendor and region, and of the zone', async () => {
    const list = await read(
      'zone: example.com\ndefaults:\n  region: x\nmappings:\n  - ip: 192.0.2.1\n    vendor: "aws"\n',
    );
    expect(list.wanted[0]?.places).toEqual({
      ip: { file: FILE, line: 5, column: 9, endColumn: 18 },
      vendor: { file: FILE, line: 6, column: 13, endColumn: 18 },
      region: { file: FILE, line: 3, column: 11, endColumn: 12 },
    });
    expect(list.zone).toEqual({ value: 'example.com', place: { file: FILE, line: 1, column: 7, endColumn: 18 } });
  });

  test('has places without a file when it is inline', async () => {
    const list = await parseMappings('ip,vendor,region\n192.0.2.1,aws,r', { target: 'required' });
    expect(list.wanted[0]?.places?.ip).toEqual({ line: 2, column: 1, endColumn: 10 });
    expect(list).not.toHaveProperty('zone');
  });
});

describe('a problem stands', () => {
  test.each<[string, string, string[]]>([
    [
      'at a wrong address',
      '- ip: «10.0.0.1\n  vendor: aws\n  region: r\n',
      [
        'entry 1: ip "10.0.0.1" is a private address; Cloudflare cannot reach it; give the public address of the origin',
      ],
    ],
    [
      'at each wrong address of a list',
      '- {ip: [192.0.2.1, «"192.0.2.1/32", «a.example], vendor: aws, region: r}',
      [
        'entry 1: ip "192.0.2.1/32" is a range (CIDR); give one address without "/": mappings are per address',
        'entry 1: ip "a.example" is not an IP address; give an IPv4 or IPv6 address; host names are not looked up',
      ],
    ],
    [
      'at several addresses in one text',
      '- {ip: «"192.0.2.1, 192.0.2.2", vendor: aws, region: r}',
      [
        'entry 1: ip "192.0.2.1, 192.0.2.2" is not one address; write several as a list in a file, or with commas in the input "ip"',
      ],
    ],
    [
      'at an unknown vendor',
      'mappings:\n- ip: 192.0.2.1\n  vendor: «azur\n  region: r\n',
      [`mappings[0]: vendor "azur" ${UNKNOWN_VENDOR}; did you mean "azure"?`],
    ],
    [
      'at a vendor by another name, with its name here',
      'mappings:\n- ip: 192.0.2.1\n  vendor: «Google Cloud\n  region: r\n- {ip: 192.0.2.2, vendor: «amazon, region: r}\n- {ip: 192.0.2.3, vendor: «oracle-cloud, region: r}\n- {ip: 192.0.2.4, vendor: «Microsoft, region: r}\n- {ip: 192.0.2.4, vendor: «5g, region: r}\n',
      [
        'mappings[0]: vendor "Google Cloud" is not known; Cloudflare\'s name for it is gcp',
        'mappings[1]: vendor "amazon" is not known; Cloudflare\'s name for it is aws',
        'mappings[2]: vendor "oracle-cloud" is not known; Cloudflare\'s name for it is oci',
        'mappings[3]: vendor "Microsoft" is not known; Cloudflare\'s name for it is azure',
        `mappings[4]: vendor "5g" ${UNKNOWN_VENDOR}`,
      ],
    ],
    [
      'at an empty vendor',
      '- ip: 192.0.2.1\n  vendor: «""\n  region: r\n',
      ['entry 1: vendor is empty; give one of aws, azure, gcp, oci'],
    ],
    [
      'at an empty region',
      '- ip: 192.0.2.1\n  vendor: oci\n  region: «"  "\n',
      ['entry 1: region is empty; give the name that Cloudflare lists for the vendor, such as us-east-1'],
    ],
    [
      'at a region with an invisible character',
      '- {ip: 192.0.2.1, vendor: aws, region: «"us\\u200beast"}',
      [
        'entry 1: region "us\\u200beast" holds an invisible character; give the name that Cloudflare lists for the vendor, such as us-east-1',
      ],
    ],
    [
      'at a region that is too long',
      `- {ip: 192.0.2.1, vendor: aws, region: «${'r'.repeat(101)}}`,
      [
        `entry 1: region "${'r'.repeat(39)}…" has more than 100 characters; give the name that Cloudflare lists for the vendor, such as us-east-1`,
      ],
    ],
    [
      'at a number',
      '- ip: 192.0.2.1\n  vendor: aws\n  region: «10\n',
      ['entry 1: region is the number "10", not text; put it in quotes'],
    ],
    [
      'at a boolean',
      '- ip: «true\n  vendor: aws\n  region: r\n',
      ['entry 1: ip is the boolean "true", not text; put it in quotes'],
    ],
    [
      'at a null',
      '- ip: 192.0.2.1\n  vendor: «null\n  region: «~\n',
      [
        'entry 1: vendor is null, not text; give a name as text',
        'entry 1: region is null, not text; give a name as text',
      ],
    ],
    [
      'at a map',
      '- ip: «{a: b}\n  vendor: aws\n  region: r\n',
      ['entry 1: ip is a map of keys and values, not text; give an address as text'],
    ],
    [
      'at a list in a list',
      '- ip: [«[192.0.2.1]]\n  vendor: «[aws]\n  region: r\n',
      [
        'entry 1: ip is a list, not text; give an address as text',
        'entry 1: vendor is a list, not text; give a name as text',
      ],
    ],
    [
      'at an empty list of addresses',
      '- ip: «[]\n  vendor: aws\n  region: r\n',
      ['entry 1: ip is an empty list; give at least one address'],
    ],
    [
      'at an empty item of a list of addresses',
      '- ip:\n  - 192.0.2.1\n  - «\n  vendor: aws\n  region: r\n',
      ['entry 1: ip is empty, not text; give an address as text'],
    ],
    [
      'at an entry that lacks a value',
      '- «vendor: aws\n  region: r\n- «ip: 192.0.2.1\n- «ip: 192.0.2.2\n  vendor:\n  region: r\n',
      ['entry 1 has no ip; add it', 'entry 2 has no vendor and no region; add them', 'entry 3 has no vendor; add it'],
    ],
    [
      'at an entry that is no mapping',
      '- «192.0.2.1\n- «[a]\n- «5\n- «\n',
      [
        'entry 1 is the text "192.0.2.1", not a mapping; write it with the keys ip, vendor and region',
        'entry 2 is a list, not a mapping; write it with the keys ip, vendor and region',
        'entry 3 is the number "5", not a mapping; write it with the keys ip, vendor and region',
        'entry 4 is empty, not a mapping; write it with the keys ip, vendor and region',
      ],
    ],
    [
      'at an unknown key',
      '- ip: 192.0.2.1\n  «vendro: aws\n  vendor: aws\n  region: r\n  «comment: x\n',
      [
        'entry 1: the key "vendro" is not known; the keys are ip, vendor, region; did you mean "vendor"?',
        'entry 1: the key "comment" is not known; the keys are ip, vendor, region',
      ],
    ],
    [
      'at keys that objects inherit',
      '- ip: 192.0.2.1\n  vendor: aws\n  region: r\n  «__proto__: {ip: x}\n  «constructor: x\n  «toString: x\n',
      ['__proto__', 'constructor', 'toString'].map(
        (key) => `entry 1: the key "${key}" is not known; the keys are ip, vendor, region`,
      ),
    ],
    [
      'at a key that is there twice',
      '- ip: 192.0.2.1\n  vendor: aws\n  «vendor: gcp\n  region: r\n',
      ['entry 1: the key "vendor" is there twice; keep one of them'],
    ],
    [
      'at the second spelling of ip',
      '- origin-ip: 192.0.2.1\n  «origin_ip: 192.0.2.2\n  vendor: aws\n  region: r\n',
      ['entry 1: the key "origin_ip" says the same as "origin-ip", which is there too; keep one of them'],
    ],
    [
      'at the second of two contradicting entries',
      '- {ip: 192.0.2.1, vendor: aws, region: r}\n- {ip: 192.0.2.2, vendor: aws, region: r}\n- {ip: «"::ffff:192.0.2.1", vendor: aws, region: s}\n',
      ['entry 3: 192.0.2.1 has the target "aws s" here in line 3, but "aws r" in line 1; keep one of them'],
    ],
    [
      'in the defaults, once, for a value taken from there',
      'defaults:\n  vendor: «awz\n  region: «7\nmappings:\n- ip: 192.0.2.1\n- ip: 192.0.2.2\n',
      [
        `defaults: vendor "awz" ${UNKNOWN_VENDOR}; did you mean "aws"?`,
        'defaults: region is the number "7", not text; put it in quotes',
      ],
    ],
    [
      'at an unknown key of the defaults',
      'defaults:\n  «ip: 192.0.2.1\n  vendor: aws\nmappings:\n- {ip: 192.0.2.1, region: r}\n',
      ['defaults: the key "ip" is not known; the keys are vendor, region'],
    ],
    [
      'at defaults that are no map',
      'defaults: «aws\nmappings:\n- {ip: 192.0.2.1, vendor: aws, region: r}\n',
      ['defaults is the text "aws"; write it as a map that gives vendor, region or both'],
    ],
    [
      'at an unknown key of the file',
      '«zones: x\nmappings:\n- {ip: 192.0.2.1, vendor: aws, region: r}\n',
      ['the list: the key "zones" is not known; the keys are zone, defaults, mappings; did you mean "zone"?'],
    ],
    [
      'at a misspelt mappings, and nowhere else',
      '«mapping:\n- {ip: 192.0.2.1, vendor: aws, region: r}\n',
      ['the list: the key "mapping" is not known; the keys are zone, defaults, mappings; did you mean "mappings"?'],
    ],
    [
      'at mappings that are no list',
      'mappings: «{ip: 192.0.2.1}\n',
      ['mappings is a map of keys and values, not a list; write the entries as a list under mappings'],
    ],
    [
      'at a zone that is no text',
      'zone: «12345678901234567890123456789012\nmappings:\n- {ip: 192.0.2.1, vendor: aws, region: r}\n',
      [
        'zone is the number "12345678901234567890123456789012"; give the zone ID or the domain name as text, in quotes if it is a number',
      ],
    ],
    [
      'at an empty zone',
      'zone: «""\nmappings:\n- {ip: 192.0.2.1, vendor: aws, region: r}\n',
      ['zone is empty; give the zone ID or the domain name as text, in quotes if it is a number'],
    ],
    [
      'at one page of several of the API’s answer',
      '{success: true, result: «[{origin_ip: 192.0.2.1, vendor: aws, region: r}], result_info: {total_count: 2}}',
      [
        'this is one page of several of the API\'s answer, and the list is not whole; fetch every page (per_page=100), or take the output "mappings" or the result file of this action',
      ],
    ],
    [
      'at a part of the API’s answer that is no list',
      '{success: true, result: «7}',
      ['result is the number "7", not a list; write the entries as a list under result'],
    ],
    [
      'at a setting of the API that is no list',
      '{id: x, value: «7}',
      ['value is the number "7", not a list; write the entries as a list under value'],
    ],
    [
      'at a zone without a value',
      '«zone:\nmappings:\n- {ip: 192.0.2.1, vendor: aws, region: r}\n',
      ['zone is empty; give the zone ID or the domain name as text, in quotes if it is a number'],
    ],
    [
      'at one entry that stands alone',
      '«ip: 192.0.2.1\nvendor: aws\nregion: r\n',
      [
        'this is one entry, not a list of mappings; write a list of entries with ip, vendor and region, or a map with the key mappings that holds one',
      ],
    ],
    [
      'at a text that is no list',
      '«hello\n',
      [
        'this is the text "hello", not a list of mappings; write a list of entries with ip, vendor and region, or a map with the key mappings that holds one',
      ],
    ],
    [
      'at a second list of mappings',
      '«mappings: []\nentries: []\n«mappings: []\n',
      [EMPTY, 'the result file: the key "mappings" is there twice; keep one of them'],
    ],
    [
      'at a result that is not in an answer of the API',
      '«result: [{origin_ip: 192.0.2.1, vendor: aws, region: r}]',
      ['the list: the key "result" is not known; the keys are zone, defaults, mappings'],
    ],
    [
      "at an unknown key of the API's answer",
      '{success: true, «resultinfo: x, errors: [], messages: [], result: [{origin_ip: 192.0.2.1, vendor: aws, region: r}]}',
      [
        'the API\'s answer: the key "resultinfo" is not known; the keys are success, errors, messages, result, result_info; did you mean "result_info"?',
      ],
    ],
    [
      "at the result of the API's failure",
      '{success: false, errors: [{code: 1142}], messages: [], result: «null}',
      ['result is null, not a list; write the entries as a list under result'],
    ],
  ])('%s', async (_name, text, messages) => {
    await expectProblems(text, messages);
  });

  test('at every mistake of a file, in one go and in the order of the text', async () => {
    await expectProblems(
      'mappings:\n- ip: «127.0.0.1\n  vendor: «ibm\n  region: «5\n- «vendor: aws\n  «regin: r\n- {ip: 192.0.2.1, vendor: aws, region: r}\ndefaults: «[]\n',
      [
        'mappings[0]: ip "127.0.0.1" is a loopback address; Cloudflare cannot reach it; give the public address of the origin',
        `mappings[0]: vendor "ibm" ${UNKNOWN_VENDOR}`,
        'mappings[0]: region is the number "5", not text; put it in quotes',
        'mappings[1] has no ip; add it',
        'mappings[1]: the key "regin" is not known; the keys are ip, vendor, region; did you mean "region"?',
        'defaults is a list; write it as a map that gives vendor, region or both',
      ],
    );
  });

  test('where it would without a byte order mark, with CRLF, and after characters of any width', async () => {
    const text = '\uFEFF# ü 😀\r\n- {"ip": "192.0.2.1", vendor: aws, region: "é😀", «bad: x}\r\n- «ip: 192.0.2.2\r\n';
    await expectProblems(text, [
      'entry 1: the key "bad" is not known; the keys are ip, vendor, region',
      'entry 2 has no vendor and no region; add them',
    ]);
  });

  test('with the code of the API for an unknown vendor only', async () => {
    const { problems } = await read(
      '- {ip: 192.0.2.1, vendor: foo, region: r}\n- {ip: 192.0.2.2, vendor: "", region: r}\n',
    );
    expect(problems.map(({ code }) => code)).toEqual([1157, undefined]);
    expect(problems[1]).not.toHaveProperty('code');
  });
});

describe('an empty list is a problem', () => {
  test.each<[string, string, string]>([
    ['no text', '', FILE],
    ['blanks', ' \n\t\n', FILE],
    ['a byte order mark', '\uFEFF', FILE],
    ['comments only', '# nothing\n', FILE],
    ['a document without a value', '---\n', FILE],
    ['an empty YAML list', '[]', FILE],
    ['an empty JSON list', ' []', 'o.json'],
    ['an empty JSON file', '', 'o.json'],
    ['mappings without a value', 'zone: x\nmappings:\n', FILE],
    ['an empty list of mappings', 'mappings: []\n', FILE],
    ['an object without mappings', 'zone: example.com\n', FILE],
    [
      "an empty answer of the API's",
      '{"success":true,"errors":[],"messages":[],"result":{"id":"x","editable":true,"modified_on":null,"value":[]}}',
      'o.json',
    ],
    ['a CSV header alone', 'ip,vendor,region\n', 'o.csv'],
    ['a CSV header with empty rows', 'ip,vendor,region\n,,\n , ,""\n\n', 'o.csv'],
    ['CSV comments only', '# nothing\n', 'o.csv'],
    ['an empty CSV file', '', 'o.csv'],
  ])('%s', async (_name, text, file) => {
    const { wanted, problems } = await read(text, file);
    expect(wanted).toEqual([]);
    expect(problems.map(({ message }) => message)).toEqual([EMPTY]);
    expect(problems[0]?.place).toMatchObject({ file });
  });
});

describe('the same address twice', () => {
  test('with the same target is merged, with a notice at the second that names both lines', async () => {
    const list = await read(
      '- {ip: 2001:db8::1, vendor: aws, region: r}\n- {ip: "2001:DB8:0::1", vendor: AWS, region: " r"}\n',
    );
    expect(targets(list)).toEqual(['2001:db8::1 aws r']);
    expect(list.problems).toEqual([]);
    expect(list.notices).toEqual([
      {
        message: 'entry 2: 2001:db8::1 is listed twice with the same target, in line 1 and in line 2; it counts once',
        place: { file: FILE, line: 2, column: 8, endColumn: 23 },
      },
    ]);
  });

  test('is placed at the entry when an alias brings it', async () => {
    const { notices, problems } = await read(
      '- &a {ip: &i [192.0.2.1], vendor: aws, region: r}\n- *a\n- <<: *a\n  region: s\n- {ip: *i, vendor: aws, region: r}\n',
    );
    expect(notices.map(({ place }) => [place?.line, place?.column])).toEqual([
      [2, 3],
      [5, 3],
    ]);
    expect(problems.map(({ place }) => [place?.line, place?.column])).toEqual([[3, 3]]);
    expect(problems[0]?.message).toBe(
      'entry 3: 192.0.2.1 has the target "aws s" here in line 3, but "aws r" in line 1; keep one of them',
    );
  });

  test('once without a target is a contradiction', async () => {
    await expectProblems(
      '- ip: 192.0.2.1\n- {ip: «192.0.2.1, vendor: aws, region: r}\n',
      ['entry 2: 192.0.2.1 has the target "aws r" here in line 2, but none in line 1; keep one of them'],
      FILE,
      'optional',
    );
  });

  test('is not judged while the target of one of them is wrong', async () => {
    await expectProblems('- {ip: 192.0.2.1, vendor: aws, region: r}\n- {ip: 192.0.2.1, vendor: «x y, region: r}\n', [
      `entry 2: vendor "x y" ${UNKNOWN_VENDOR}`,
    ]);
  });
});

describe('with an optional target', () => {
  test.each<[string, string, string]>([
    ['YAML', FILE, '- ip: [192.0.2.1, 192.0.2.2]\n- {ip: 192.0.2.3, vendor: aws, region: r}\n'],
    ['JSON', 'o.json', '[{"ip":["192.0.2.1","192.0.2.2"]},{"ip":"192.0.2.3","vendor":"aws","region":"r"}]'],
    ['CSV', 'o.csv', 'ip,vendor,region\n192.0.2.1,,\n192.0.2.2,"",\n192.0.2.3,aws,r\n'],
  ])('vendor and region may be left out in %s', async (_name, file, text) => {
    const list = await read(text, file, 'optional');
    expect(list.problems).toEqual([]);
    expect(targets(list)).toEqual(['192.0.2.1 - -', '192.0.2.2 - -', '192.0.2.3 aws r']);
    expect(list.wanted[0]).not.toHaveProperty('target');
  });

  test('a CSV table may have the one column ip', async () => {
    expect(targets(await read('ip\n192.0.2.1\n', 'o.csv', 'optional'))).toEqual(['192.0.2.1 - -']);
    expect(targets(await parseMappings('ip\n192.0.2.1\n', { target: 'optional' }))).toEqual(['192.0.2.1 - -']);
  });

  test('one of them without the other is an error at the entry', async () => {
    await expectProblems(
      '- «ip: 192.0.2.1\n  vendor: aws\n- «{ip: 192.0.2.2, region: r}\n- {ip: 192.0.2.3, vendor: «foo}\n',
      [
        'entry 1 has a vendor but no region; give both, or neither to mean the address wherever it is mapped',
        'entry 2 has a region but no vendor; give both, or neither to mean the address wherever it is mapped',
        `entry 3: vendor "foo" ${UNKNOWN_VENDOR}`,
      ],
      FILE,
      'optional',
    );
  });

  test('a key of it that is misspelt is told at the key alone', async () => {
    await expectProblems(
      '- {ip: 192.0.2.1, vendor: aws, «regoin: r}\n- {ip: 192.0.2.2, «vendro: aws}\n- {ip: 192.0.2.2, vendor: aws, region: r}\n',
      ['regoin', 'vendro'].map(
        (key, index) =>
          `entry ${index + 1}: the key "${key}" is not known; the keys are ip, vendor, region; did you mean "${['region', 'vendor'][index]}"?`,
      ),
      FILE,
      'optional',
    );
  });

  test('the address is still needed', async () => {
    await expectProblems('- «{vendor: aws, region: r}\n', ['entry 1 has no ip; add it'], FILE, 'optional');
  });
});

test('more problems than two hundred are counted', async () => {
  const { problems } = await read('- ip: 10.0.0.1\n  vendor: aws\n  region: r\n'.repeat(300));
  expect(problems).toHaveLength(201);
  expect(problems[200]).toEqual({
    message: '100 more like these, from here on, are not listed',
    place: { file: FILE, line: 601, column: 7, endColumn: 15 },
  });
});

test('a key that is a whole text is quoted short and gets no suggestion', async () => {
  const { problems } = await read(`- {ip: 192.0.2.1, vendor: aws, region: r, ? ${'k'.repeat(100_000)} : x}`);
  expect(problems.map(({ message }) => message)).toEqual([
    `entry 1: the key "${'k'.repeat(39)}…" is not known; the keys are ip, vendor, region`,
  ]);
});
