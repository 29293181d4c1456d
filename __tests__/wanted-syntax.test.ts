import { describe, expect, test } from '@jest/globals';
import { type Format, formatOf } from '../src/wanted/format.ts';
import { parseMappings } from '../src/wanted/mappings.ts';
import { marked } from './fixtures/marked.ts';

async function expectProblems(marks: string, file: string | undefined, messages: string[]) {
  const { text, places } = marked(marks);
  const { problems } = await parseMappings(text, { ...(file && { file }), target: 'required' });
  expect(problems.map(({ message }) => message)).toEqual(messages);
  expect(problems.map(({ place }) => place && { line: place.line, column: place.column })).toEqual(places);
}

const COLON = 'put a value with ":" and a blank in it, or with ":" at its end, in quotes; or mend the indentation';
const MISSING = 'a quote, bracket, comma, colon or dash is missing';
const INDENT = 'check the indentation and the brackets';

describe('broken YAML is told with its place', () => {
  test.each<[string, string, string[]]>([
    [
      'an IPv6 address that ends in a colon',
      '- ip: «2001:db8::\n',
      [`this is not valid YAML at "2001:db8::": ${COLON}`],
    ],
    ['a colon in a value', '- ip: «a: b\n', [`this is not valid YAML at "a:": ${COLON}`]],
    ['a tab before a key', 'zone: x\n«\tmappings: []\n', ['this is not valid YAML: indent with blanks, not with tabs']],
    ['an unclosed quote', '- ip: "192.0.2.1\n«', [`this is not valid YAML: ${MISSING}`]],
    ['an unclosed list', '- ip: [192.0.2.1, \n«', [`this is not valid YAML: ${INDENT}`]],
    ['a bracket too many', '- ip: [a]«]\n', [`this is not valid YAML at "]": ${INDENT}`]],
    [
      'a reserved first character',
      '- ip: «@a\n',
      ['this is not valid YAML at "@a": put a value that starts with this character in quotes'],
    ],
    [
      'an unknown escape',
      '- ip: "a«\\q"\n',
      ['this is not valid YAML at "\\\\q\\"": the backslash starts no escape that YAML knows; use single quotes'],
    ],
    ['a key that is a list', '- ? «[a]\n  : b\n', ['this is not valid YAML at "[a]": a key must be plain text']],
    [
      'an unknown tag',
      '- ip: «!secret x\n',
      ['this is not valid YAML at "!secret": the tag is not known here; take it away'],
    ],
    [
      'a number by tag that is none',
      '- ip: «!!int x\n',
      ['this is not valid YAML at "!!int": the tag is not known here; take it away'],
    ],
    ['a less indented key', '- ip: a\n  vendor: x\n« region: y\n', [`this is not valid YAML: ${MISSING}`]],
    ['several mistakes on a line, once', '- a\n«b: c\n', [`this is not valid YAML at "b:": ${INDENT}`]],
    [
      'two mistakes on two lines',
      '- ip: «a: b\n- ip: «`c\n',
      [
        `this is not valid YAML at "a:": ${COLON}`,
        'this is not valid YAML at "`c": put a value that starts with this character in quotes',
      ],
    ],
    [
      'a second document',
      '- a\n«---\n- b\n',
      ['a second YAML document starts here; keep one document, without a "---" after its start'],
    ],
    [
      'an alias without an anchor',
      '- «*a\n- {ip: &a 192.0.2.1, vendor: aws, region: r}\n',
      ['the alias "*a" has no anchor; name its value with "&" somewhere before'],
    ],
    [
      'an alias without an anchor for the list, once',
      'mappings: «*a\n',
      ['the alias "*a" has no anchor; name its value with "&" somewhere before'],
    ],
    [
      'an alias for itself',
      '- ip: &a [«*a]\n  vendor: aws\n  region: r\n',
      ['the alias "*a" has no anchor; name its value with "&" somewhere before'],
    ],
    [
      'a merge of something that is no map',
      '- <<: «x\n  ip: 192.0.2.1\n  vendor: aws\n  region: r\n',
      ['"<<" takes in a map; give it an alias such as *common'],
    ],
    [
      'a NUL character',
      '- ip: "«\0"\n',
      ['this holds a NUL character, so it is no text in UTF-8; save it as UTF-8 text'],
    ],
  ])('%s', async (_name, text, messages) => {
    await expectProblems(text, 'origins.yml', messages);
  });

  test('a document in YAML 1.1 is read as any other', async () => {
    await expectProblems('%YAML 1.1\n---\n- ip: 192.0.2.1\n  vendor: aws\n  region: no\n...\n', 'o.yaml', []);
  });

  test('a quoted "<<" is a key like others', async () => {
    const text = '- {"<<": {ip: 192.0.2.1}, vendor: aws, region: r}';
    const { problems } = await parseMappings(text, { file: 'o.yaml', target: 'required' });
    expect(problems.map(({ message }) => message)).toEqual([
      'entry 1 has no ip; add it',
      expect.stringMatching(/^entry 1: the key "<<" is not known/),
    ]);
  });
});

describe('broken JSON is told with its place', () => {
  test.each<[string, string, string]>([
    [
      'a comma before a closing brace',
      '[{"ip": "x",\n «}]',
      'a comma stands before the closing "}"; take the comma away',
    ],
    ['a comma before a closing bracket', '[1,«]', 'a comma stands before the closing "]"; take the comma away'],
    ['a key without quotes', '[{«ip: "x"}]', '"ip" is not expected here; JSON wants a key in double quotes'],
    ['single quotes', "[«'x']", '"\'" is not expected here; JSON wants a value'],
    ['a comment', '[] «// x', '"/" is not expected here; JSON wants nothing more'],
    ['a second value', '[]\n«[]', '"[" is not expected here; JSON wants nothing more'],
    ['no comma', '["a" «"b"]', '"\\"" is not expected here; JSON wants "," or "]"'],
    ['no comma between keys', '{"a": 1 «"b": 2}', '"\\"" is not expected here; JSON wants "," or "}"'],
    ['no colon', '{"a" «1}', '"1" is not expected here; JSON wants a colon after the key'],
    ['the wrong bracket', '[{"a": 1«]]', '"]" is not expected here; JSON wants "," or "}"'],
    ['a bracket for a value', '{"a": «]', '"]" is not expected here; JSON wants a value'],
    ['a word', '[«nil]', '"nil" is not expected here; JSON wants a value'],
    ['a number with a leading zero', '[0«1]', '"1" is not expected here; JSON wants "," or "]"'],
    ['a character of two units', '[«😀]', '"😀" is not expected here; JSON wants a value'],
    ['an unclosed list', '[1,\n«', 'the text ends too early; a closing bracket or quote is missing'],
    [
      'an unclosed key',
      '{«"a',
      'the quote is not closed on its line; add the closing quote, and write a line break as \\n',
    ],
    [
      'a line break in a text',
      '[«"a\n"]',
      'the quote is not closed on its line; add the closing quote, and write a line break as \\n',
    ],
    [
      'an unknown escape',
      '["a\\n«\\x"]',
      'the backslash starts no escape that JSON knows; write two for one backslash',
    ],
  ])('%s', async (_name, text, fault) => {
    await expectProblems(text, 'origins.JSON', [`this is not valid JSON: ${fault}`]);
  });
});

describe('a CSV table is told', () => {
  const FIRST =
    'the first line is no CSV header; begin with the line ip,vendor,region, its columns separated by commas';
  const cells = (row: number, header: number) =>
    `this row has ${row} cells, the CSV header has ${header}; give each column a cell, and put a cell with a comma in quotes`;

  test.each<[string, string, string[]]>([
    ['that it has no header', '«192.0.2.1,aws,us-east-1\n', [FIRST]],
    ['that its columns are separated by something else', '# c\n«ip;vendor;region\n', [FIRST]],
    [
      'of an unknown column',
      'ip,«vendr,region\n192.0.2.1,aws,r\n',
      ['the CSV header: the key "vendr" is not known; the keys are ip, vendor, region; did you mean "vendor"?'],
    ],
    [
      'of a column that comes twice',
      'ip,vendor,region,«"origin-ip"\n192.0.2.1,aws,r,192.0.2.2\n',
      ['the CSV header: the key "origin-ip" says the same as "ip", which is there too; keep one of them'],
    ],
    [
      'of a column that is missing, once, and of its wrong values',
      '«vendor,ip\naws,192.0.2.1\naws,«10.0.0.1\n«foo,192.0.2.2\n',
      [
        'the CSV header has no column region; add it, and its cell in every row',
        'row 3: ip "10.0.0.1" is a private address; Cloudflare cannot reach it; give the public address of the origin',
        'row 4: vendor "foo" is not known; use one of aws, azure, gcp, oci',
      ],
    ],
    [
      'of rows with too few or too many cells',
      'ip,vendor,region\n«192.0.2.1,aws\n192.0.2.2,aws,r,«"x"\n192.0.2.3,aws,r,«\n',
      [cells(2, 3), cells(4, 3), cells(4, 3)],
    ],
    [
      'of empty cells',
      'ip,vendor,region\n\n«192.0.2.1,,r\n# 2\n«192.0.2.2,aws," "\n«,aws,r\n',
      ['row 3 has no vendor; add it', 'row 5 has no region; add it', 'row 6 has no ip; add it'],
    ],
    [
      'of a cell after quotes, commas, line breaks and wide characters in quotes',
      'region,ip,vendor\n«"é ""😀"",\n\r\nx", 192.0.2.1 ,«azur\n "us" , «"10.0.0.1" ,aws\n',
      [
        'row 2: region "é \\"😀\\",\\u000a\\u000d\\u000ax" holds an invisible character; give the name that Cloudflare lists for the vendor, such as us-east-1',
        'row 2: vendor "azur" is not known; use one of aws, azure, gcp, oci; did you mean "azure"?',
        'row 5: ip "10.0.0.1" is a private address; Cloudflare cannot reach it; give the public address of the origin',
      ],
    ],
    [
      'of a quote that is not closed, and of what is before it',
      'ip,vendor,region\n«,aws,r\n# a "comment"\n\n  «"192.0.2.1,aws,r\n',
      [
        'row 2 has no ip; add it',
        'this is not valid CSV: the quote that starts this cell is not closed; add the closing quote',
      ],
    ],
    [
      'of a quote inside a cell',
      'ip,vendor,region\n192.0.2.1, «a"ws,r\n',
      [
        'this is not valid CSV: a quote stands inside this cell; put the cell in quotes, and write each quote in it twice',
      ],
    ],
    [
      'of text after a closing quote',
      '«"ip"x,vendor,region\n',
      [
        'this is not valid CSV: a quote stands inside this cell; put the cell in quotes, and write each quote in it twice',
      ],
    ],
    [
      'of a row that never ends',
      `ip,vendor,region\n192.0.2.1,aws,«"${'r\n'.repeat(60_000)}`,
      ['this is not valid CSV: this row has more than 100000 characters; is the quote of a cell not closed?'],
    ],
    [
      'in lines that end in CR',
      'ip,vendor,region\r192.0.2.1,«foo,r\r',
      ['row 2: vendor "foo" is not known; use one of aws, azure, gcp, oci'],
    ],
  ])('%s', async (_name, text, messages) => {
    await expectProblems(text, 'origins.csv', messages);
  });

  test('of columns that are missing', async () => {
    await expectProblems('«ip\n192.0.2.1\n', 'o.csv', [
      'the CSV header has no column vendor and no region; add it, and its cell in every row',
    ]);
  });

  test('of half a target, where it may be left out', async () => {
    const { problems } = await parseMappings('ip,vendor\n192.0.2.1,aws\n', { file: 'o.csv', target: 'optional' });
    expect(problems.map(({ message }) => message)).toEqual([
      'the CSV header has no column region; add it, and its cell in every row',
    ]);
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
    for (const file of [undefined, 'origins', 'origins.txt']) {
      const { wanted, problems } = await parseMappings(text, { ...(file && { file }), target: 'required' });
      expect(problems).toEqual([]);
      expect(wanted.map(({ ip, target }) => ({ ip, ...target }))).toEqual([
        { ip: '192.0.2.1', vendor: 'aws', region: 'r' },
      ]);
    }
  });

  test('a row without a header is taken for CSV', async () => {
    await expectProblems('«2001:db8::1,aws,r', undefined, [
      'the first line is no CSV header; begin with the line ip,vendor,region, its columns separated by commas',
    ]);
  });

  test('a text of comments only is an empty list', async () => {
    const { problems } = await parseMappings('# a, b\n', { target: 'required' });
    expect(problems[0]).toMatchObject({
      message: expect.stringContaining('holds no mappings'),
      place: { line: 1, column: 1 },
    });
  });

  test('a word is taken for YAML', async () => {
    await expectProblems('«nothing', undefined, [
      'this is the text "nothing", not a list of mappings; write a list of entries with ip, vendor and region, or a map with the key mappings that holds one',
    ]);
  });

  test('but .json must be JSON', async () => {
    await expectProblems('[{«ip: 192.0.2.1}]', 'o.json', [
      'this is not valid JSON: "ip" is not expected here; JSON wants a key in double quotes',
    ]);
  });
});

describe('JSON is read to the letter', () => {
  const withZone = (zone: string) =>
    parseMappings(`{"zone": ${zone}, "mappings": [{"ip": "192.0.2.1", "vendor": "aws", "region": "r"}]}`, {
      file: 'o.json',
      target: 'required',
    });

  test.each(['0', '-1', '12', '1.25', '-0.50', '1e5', '1E+10', '2.5e-10', 'true', 'false'])('%s', async (written) => {
    const { problems } = await withZone(written);
    const type = /^[tf]/.test(written) ? 'boolean' : 'number';
    expect(problems).toEqual([
      {
        message: `zone is the ${type} "${written}"; give the zone ID or the domain name as text, in quotes if it is a number`,
        place: { file: 'o.json', line: 1, column: 10, endColumn: 10 + written.length },
      },
    ]);
  });

  test('null', async () => {
    expect((await withZone('null')).problems).toMatchObject([{ message: expect.stringMatching(/^zone is null; /) }]);
  });

  test.each([
    ['"é.test"', 'é.test'],
    ['"\\u00e9\\u00C9\\/\\b\\f\\n\\r\\t\\"\\\\."', 'éÉ/\b\f\n\r\t"\\.'],
  ])('the text %s', async (written, text) => {
    expect(await withZone(written)).toMatchObject({ problems: [], zone: { value: text } });
  });

  test.each([
    ...['01', '1.', '1.x', '.5', '+1', '-', '1e', '1e+', '1e x', '0x10', 'truth', 'nul', 'NaN', "'x'"],
    ...['"\\u12"', '"\\u00g0"', '"\\x41"', '"\\', '"a\tb"', '"a', '[1', '{"a" 1}', '{a: 1}'],
  ])('but not %s', async (written) => {
    const { problems, wanted } = await withZone(written);
    expect(wanted).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).not.toMatch(/^zone is/);
  });
});

const WRITTEN: Readonly<Record<Exclude<Format, 'json'>, readonly string[]>> = {
  csv: ['ip', '  "ip" ', 'origin-ip', '"origin_ip"', '-a,b', 'a:b,c', '# x\n \n\nip,vendor'],
  flow: ['[1', '  {', '# c: d\n[', '\t[a]: b'],
  yaml: [
    ...['', '# a, b', 'xip', 'ip x', 'ip:', 'ipx', 'origin.ip', '- a, b', '  - a, b', '-', '--- a, b', '  ---'],
    ...['%YAML, x', 'a: b, c', 'a,b:', 'a [1, 2: 3'],
  ],
};

test.each(Object.entries(WRITTEN))('What is %s is told by its first line', (format, texts) => {
  expect(texts.map((text) => [text, formatOf(text, undefined)])).toEqual(texts.map((text) => [text, format]));
});

test.each([
  ['yaml', 'ip,vendor', 'o.YML'],
  ['yaml', '[', 'o.yaml'],
  ['json', 'ip,vendor', 'o.json'],
  ['csv', '[', 'o.CSV'],
  ['flow', '[', 'o.csv.txt'],
  ['flow', '[', 'yaml'],
])('It is %s where "%s" stands in a file named %s', (format, text, file) => {
  expect(formatOf(text, file)).toBe(format);
});
