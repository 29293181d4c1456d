import { describe, expect, test } from '@jest/globals';
import { entriesOf, expectProblems, read } from './reading.ts';

describe('a CSV table is reported', () => {
  const FIRST = 'the first line is not a CSV header; begin with the line ip,vendor,region (or host for ip)';
  const cells = (row: number, header: number) =>
    `this row has ${row} cells, the CSV header has ${header}; give each column a cell, and put a cell with a separator in quotes`;

  test.each<[string, string, string[]]>([
    [
      'the words of others for its columns',
      '«address;«cloud;«location\n192.0.2.1;aws;us-east-1\n',
      ['address/ip', 'cloud/vendor', 'location/region'].map((pair) => {
        const [word, key] = pair.split('/');
        return `the CSV header: the key "${word}" is not known; the keys are ip, host, vendor, region, check; did you mean "${key}"?`;
      }),
    ],
    ['that it has no header', '«192.0.2.1,aws,us-east-1\n', [FIRST]],
    ['that its columns are separated by something else', '# c\n«ip|vendor|region\n', [FIRST]],
    [
      'of an unknown column',
      'ip,«vendr,region\n192.0.2.1,aws,r\n',
      [
        'the CSV header: the key "vendr" is not known; the keys are ip, host, vendor, region, check; did you mean "vendor"?',
      ],
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
      [
        'row 3 has no vendor; add it',
        'row 5 has no region; add it, or give region: auto to have it found',
        'row 6 has no ip or host; add it',
      ],
    ],
    [
      'of a cell after quotes, commas, line breaks and wide characters in quotes',
      'region,ip,vendor\n«"é ""😀"",\n\r\nx", 192.0.2.1 ,«azur\n "us" , «"10.0.0.1" ,aws\n',
      [
        'row 2: region "é \\"😀\\",\\u000a\\u000d\\u000ax" holds an invisible character (U+000A); give the name that Cloudflare lists for the vendor, such as us-east-1',
        'row 2: vendor "azur" is not known; use one of aws, azure, gcp, oci; did you mean "azure"?',
        'row 5: ip "10.0.0.1" is a private address; Cloudflare cannot reach it; give the public address of the origin',
      ],
    ],
    [
      'of a quote that is not closed, and of what is before it',
      'ip,vendor,region\n«,aws,r\n# a "comment"\n\n  «"192.0.2.1,aws,r\n',
      [
        'row 2 has no ip or host; add it',
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
      `ip,vendor,region\n192.0.2.1,aws,«"${'r\n'.repeat(600_000)}`,
      ['this is not valid CSV: this row has more than 1,000,000 characters; is the quote of a cell not closed?'],
    ],
    [
      'in lines that end in CR',
      'ip,vendor,region\r192.0.2.1,«foo,r\r',
      ['row 2: vendor "foo" is not known; use one of aws, azure, gcp, oci'],
    ],
  ])('%s', async (_name, text, messages) => {
    await expectProblems(text, messages, 'origins.csv');
  });

  test('of columns that are missing', async () => {
    await expectProblems(
      '«ip\n192.0.2.1\n',
      ['the CSV header has no column vendor and no region; add it, and its cell in every row'],
      'o.csv',
    );
  });

  test('of half a target, where it may be left out', async () => {
    const { problems } = await read('ip,vendor\n192.0.2.1,aws\n', 'o.csv', 'optional');
    expect(problems.map(({ message }) => message)).toEqual([
      'the CSV header has no column region; add it, and its cell in every row',
    ]);
  });
});

describe('a CSV table is read', () => {
  test.each<[string, string, string[]]>([
    ['with semicolons', 'ip;vendor;region\n192.0.2.1;aws;us-east-1\n', ['192.0.2.1 aws us-east-1']],
    [
      'with tabs, empty cells and spaces between them',
      'region\tcheck\tvendor\tip\n us-east-1 \t\t aws\t192.0.2.1\nr\tfalse\tgcp\t 192.0.2.2\t\n'.replace(
        '2.2\t',
        '2.2',
      ),
      ['192.0.2.1 aws us-east-1', '192.0.2.2 gcp r unchecked'],
    ],
    [
      'after the line by which Excel names the separator',
      'sep=;\r\nip;vendor;region\n192.0.2.1;aws;r\n',
      ['192.0.2.1 aws r'],
    ],
    ['after that line in quotes', '"sep=\t"\nip\tvendor\tregion\n192.0.2.1\taws\tr\n', ['192.0.2.1 aws r']],
    ['with a header in capitals', 'IP,Vendor,REGION\n192.0.2.1,AWS,US-East-1\n', ['192.0.2.1 aws us-east-1']],
    [
      'with several addresses in a cell',
      'ip;vendor;region\n192.0.2.1, 192.0.2.2 2001:db8::1;aws;r\n"192.0.2.3\n192.0.2.4";aws;r\n',
      ['192.0.2.1 aws r', '192.0.2.2 aws r', '2001:db8::1 aws r', '192.0.2.3 aws r', '192.0.2.4 aws r'],
    ],
    [
      'with addresses or host names, and auto',
      'host,ip,vendor,region,check\nA.Example.,,,Auto,TRUE\n,192.0.2.1,oci,auto,False\nb.example c.example,,aws,r,\n',
      ['a.example auto', '192.0.2.1 auto oci unchecked', 'b.example aws r', 'c.example aws r'],
    ],
    ['without a vendor where every region is auto', 'host,region\na.example,AUTO\n', ['a.example auto']],
    ['with empty columns, as spreadsheets write them', 'ip;vendor;region;;\n192.0.2.1;aws;r;;\n', ['192.0.2.1 aws r']],
    [
      'with the column that the API writes',
      'origin_ip,modified_on,vendor,region\n192.0.2.1,x,aws,r\n',
      ['192.0.2.1 aws r'],
    ],
  ])('%s', async (_name, text, entries) => {
    for (const file of ['o.csv', '']) {
      const list = await read(text, file);
      expect(list.problems).toEqual([]);
      expect(entriesOf(list)).toEqual(entries);
    }
  });

  test('with the place of each cell, whatever separates it', async () => {
    const { entries } = await read('check\tip\tvendor\tregion\n\t 192.0.2.1 \t"aws"\tr\n', 'o.tsv');
    expect(entries[0]?.places).toEqual({
      origin: { file: 'o.tsv', line: 2, column: 3, endColumn: 12 },
      vendor: { file: 'o.tsv', line: 2, column: 14, endColumn: 19 },
      region: { file: 'o.tsv', line: 2, column: 20, endColumn: 21 },
    });
  });
});

test('a CSV cell may hold as many addresses as a zone', async () => {
  const ips = Array.from({ length: 3500 }, (_, at) => `2001:db8:1111:2222:3333:4444:5555:${(at + 4096).toString(16)}`);
  const list = await read(`ip,vendor,region\n"${ips.join(',\n')}",aws,us-east-1\n192.0.2.1,aws,r\n`, 'o.csv');
  expect(list.problems).toEqual([]);
  expect(list.entries).toHaveLength(3501);
});

describe('a CSV table is also reported', () => {
  test.each<[string, string, string[]]>([
    [
      'of a vendor that is missing where a region is not auto',
      '«host,region\na.example,auto\nb.example,r\n',
      ['the CSV header has no column vendor; add it, and its cell in every row'],
    ],
    [
      'of a row that is too short for its region',
      '«host,region\n«a.example\n',
      [
        'the CSV header has no column vendor; add it, and its cell in every row',
        'this row has 1 cell, the CSV header has 2; give each column a cell, and put a cell with a separator in quotes',
      ],
    ],
    [
      'of a table without addresses or host names',
      '«vendor,region\naws,r\n',
      ['the CSV header has no column ip or host; add it, and its cell in every row'],
    ],
    [
      'of an address and a host name in one row',
      'ip,host,vendor,region\n192.0.2.1,«a.example,aws,r\n',
      ['row 2 has both ip and host; keep one of them, and write the other as an entry of its own'],
    ],
    [
      'of a cell below an empty header',
      'ip,vendor,region,\n192.0.2.1,aws,r,«x\n',
      ['this cell has no column: the CSV header is empty above it; name the column, or remove the cell'],
    ],
    [
      'of a check that is no boolean',
      'ip,vendor,region,check\n192.0.2.1,aws,r,«no\n',
      ['row 2: check is the text "no"; write true or false, without quotes'],
    ],
    [
      'of a wrong address among several, at their cell',
      'ip,vendor,region\n«192.0.2.1 10.0.0.1,aws,r\n«" , ",aws,r\n«\u0024{{ a }},aws,r\n',
      [
        'row 2: ip "10.0.0.1" is a private address; Cloudflare cannot reach it; give the public address of the origin',
        'row 3: ip holds no address; give at least one address',
        'row 4: ip holds the expression "\u0024{{ a }}", which was not substituted; give the value itself; only a workflow substitutes expressions, and no shell looks at a file or an input',
      ],
    ],
  ])('%s', async (_name, text, messages) => {
    await expectProblems(text, messages, 'o.csv');
  });
});
