import { describe, expect, test } from '@jest/globals';
import { expectProblems, FILE, read } from './reading.ts';

const UNKNOWN_VENDOR = 'is not known; use one of aws, azure, gcp, oci';
const EMPTY =
  'the list holds no mappings, and an empty list never means "delete everything"; list at least one mapping';

describe('a problem stands', () => {
  test.each<[string, string, string[]]>([
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
      ['defaults: the key "ip" is not known; the keys are vendor, region, check'],
    ],
    [
      'at defaults that are no map',
      'defaults: «aws\nmappings:\n- {ip: 192.0.2.1, vendor: aws, region: r}\n',
      ['defaults is the text "aws"; write it as a map that gives vendor, region or check'],
    ],
    [
      'at an unknown key of the file',
      '«zones: x\nmappings:\n- {ip: 192.0.2.1, vendor: aws, region: r}\n',
      ['the list: the key "zones" is not known; the keys are $schema, zone, defaults, mappings; did you mean "zone"?'],
    ],
    ...['origins', 'entries'].map((word): [string, string, string[]] => [
      `at ${word}, which is a word of others for mappings, and nowhere else`,
      `«${word}:\n- {ip: 192.0.2.1, vendor: aws, region: r}\n`,
      [
        `the list: the key "${word}" is not known; the keys are $schema, zone, defaults, mappings; did you mean "mappings"?`,
      ],
    ]),
    [
      'at a word of others in the defaults, and of an address there without a suggestion',
      'defaults:\n  «provider: aws\n  «address: 192.0.2.1\nmappings:\n- {ip: 192.0.2.1, vendor: aws, region: r}\n',
      [
        'defaults: the key "provider" is not known; the keys are vendor, region, check; did you mean "vendor"?',
        'defaults: the key "address" is not known; the keys are vendor, region, check',
      ],
    ],
    [
      'at a misspelled mappings, and nowhere else',
      '«mapping:\n- {ip: 192.0.2.1, vendor: aws, region: r}\n',
      [
        'the list: the key "mapping" is not known; the keys are $schema, zone, defaults, mappings; did you mean "mappings"?',
      ],
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
        'this is one entry, not a list of mappings; write a list of entries with ip (or host), vendor and region, or a map with the key mappings that holds one',
      ],
    ],
    [
      'at a text that is no list',
      '«hello\n',
      [
        'this is the text "hello", not a list of mappings; write a list of entries with ip (or host), vendor and region, or a map with the key mappings that holds one',
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
      ['the list: the key "result" is not known; the keys are $schema, zone, defaults, mappings'],
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
});

describe('an empty list is a problem', () => {
  test.each<[string, string, string]>([
    ['no text', '', FILE],
    ['spaces', ' \n\t\n', FILE],
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
    const { entries, problems } = await read(text, file);
    expect(entries).toEqual([]);
    expect(problems.map(({ message }) => message)).toEqual([EMPTY]);
    expect(problems[0]?.place).toMatchObject({ file });
  });
});

test('a zone whose value cannot be known is reported where it is, and not as missing', async () => {
  const list = await read('zone: *nowhere\nmappings:\n- {ip: 192.0.2.1, vendor: aws, region: r}\n', FILE);
  expect(list.zone).toBe('unknown');
});
