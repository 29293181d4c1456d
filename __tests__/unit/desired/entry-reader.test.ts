import { describe, expect, test } from '@jest/globals';
import { entriesOf, expectProblems, FILE, read } from './reading.ts';

const UNKNOWN_VENDOR = 'is not known; use one of aws, azure, gcp, oci';

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
        'entry 1: ip "a.example" looks like a host name; give it as host: "a.example"',
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
      [`entry 1: vendor "azur" ${UNKNOWN_VENDOR}; did you mean "azure"?`],
    ],
    [
      'at a vendor by another name, with its name here',
      'mappings:\n- ip: 192.0.2.1\n  vendor: «Google Cloud\n  region: r\n- {ip: 192.0.2.2, vendor: «amazon, region: r}\n- {ip: 192.0.2.3, vendor: «oracle-cloud, region: r}\n- {ip: 192.0.2.4, vendor: «Microsoft, region: r}\n- {ip: 192.0.2.4, vendor: «5g, region: r}\n',
      [
        'entry 1: vendor "Google Cloud" is not known; Cloudflare\'s name for it is gcp',
        'entry 2: vendor "amazon" is not known; Cloudflare\'s name for it is aws',
        'entry 3: vendor "oracle-cloud" is not known; Cloudflare\'s name for it is oci',
        'entry 4: vendor "Microsoft" is not known; Cloudflare\'s name for it is azure',
        `entry 5: vendor "5g" ${UNKNOWN_VENDOR}`,
      ],
    ],
    [
      'at the words of others for keys, without saying that the keys are missing',
      '- {«address: 192.0.2.1, «provider: aws, «location: r}\n- {«IP_Address: 192.0.2.1, «cloud: aws, region: r}\n- {«host-name: a.example, vendor: aws, region: r}\n',
      [
        ['address', 'ip'],
        ['provider', 'vendor'],
        ['location', 'region'],
        ['IP_Address', 'ip'],
        ['cloud', 'vendor'],
        ['host-name', 'host'],
      ].map(([word, key], index) => {
        const entry = index < 3 ? 1 : index < 5 ? 2 : 3;
        return `entry ${entry}: the key "${word}" is not known; the keys are ip, host, vendor, region, check; did you mean "${key}"?`;
      }),
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
        'entry 1: region "us\\u200beast" holds an invisible character (U+200B); give the name that Cloudflare lists for the vendor, such as us-east-1',
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
      'at a null in a list',
      '- ip: [192.0.2.1, «null]\n  vendor: aws\n  region: r\n',
      ['entry 1: ip is null, not text; give an address as text'],
    ],
    [
      'at an entry whose values are null',
      '- «ip: 192.0.2.1\n  vendor: null\n  region: ~\n',
      ['entry 1 has no vendor and no region; add them, or give region: auto to have it found'],
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
      [
        'entry 1 has no ip or host; add it',
        'entry 2 has no vendor and no region; add them, or give region: auto to have it found',
        'entry 3 has no vendor; add it',
      ],
    ],
    [
      'at an entry that is no mapping',
      '- «192.0.2.1\n- «[a]\n- «5\n- «\n',
      [
        'entry 1 is the text "192.0.2.1", not a mapping; write it with the keys ip (or host), vendor and region',
        'entry 2 is a list, not a mapping; write it with the keys ip (or host), vendor and region',
        'entry 3 is the number "5", not a mapping; write it with the keys ip (or host), vendor and region',
        'entry 4 is empty, not a mapping; write it with the keys ip (or host), vendor and region',
      ],
    ],
    [
      'at an unknown key',
      '- ip: 192.0.2.1\n  «vendro: aws\n  vendor: aws\n  region: r\n  «comment: x\n',
      [
        'entry 1: the key "vendro" is not known; the keys are ip, host, vendor, region, check; did you mean "vendor"?',
        'entry 1: the key "comment" is not known; the keys are ip, host, vendor, region, check',
      ],
    ],
    [
      'at keys that objects inherit',
      '- ip: 192.0.2.1\n  vendor: aws\n  region: r\n  «__proto__: {ip: x}\n  «constructor: x\n  «toString: x\n',
      ['__proto__', 'constructor', 'toString'].map(
        (key) => `entry 1: the key "${key}" is not known; the keys are ip, host, vendor, region, check`,
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
      ['entry 3: 192.0.2.1 has the target "aws s" here in line 3, but the target "aws r" in line 1; keep one of them'],
    ],
  ])('%s', async (_name, text, messages) => {
    await expectProblems(text, messages);
  });

  test('at every mistake of a file, in one go and in the order of the text', async () => {
    await expectProblems(
      'mappings:\n- ip: «127.0.0.1\n  vendor: «ibm\n  region: «5\n- «vendor: aws\n  «regin: r\n- {ip: 192.0.2.1, vendor: aws, region: r}\ndefaults: «[]\n',
      [
        'entry 1: ip "127.0.0.1" is a loopback address; Cloudflare cannot reach it; give the public address of the origin',
        `entry 1: vendor "ibm" ${UNKNOWN_VENDOR}`,
        'entry 1: region is the number "5", not text; put it in quotes',
        'entry 2 has no ip or host; add it',
        'entry 2: the key "regin" is not known; the keys are ip, host, vendor, region, check; did you mean "region"?',
        'defaults is a list; write it as a map that gives vendor, region or check',
      ],
    );
  });

  test('where it would without a byte order mark, with CRLF, and after characters of any width', async () => {
    const text = '\uFEFF# ü 😀\r\n- {"ip": "192.0.2.1", vendor: aws, region: "é😀", «bad: x}\r\n- «ip: 192.0.2.2\r\n';
    await expectProblems(text, [
      'entry 1: the key "bad" is not known; the keys are ip, host, vendor, region, check',
      'entry 2 has no vendor and no region; add them, or give region: auto to have it found',
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

describe('with an optional target', () => {
  test.each<[string, string, string]>([
    ['YAML', FILE, '- ip: [192.0.2.1, 192.0.2.2]\n- {ip: 192.0.2.3, vendor: aws, region: r}\n'],
    ['JSON', 'o.json', '[{"ip":["192.0.2.1","192.0.2.2"]},{"ip":"192.0.2.3","vendor":"aws","region":"r"}]'],
    ['CSV', 'o.csv', 'ip,vendor,region\n192.0.2.1,,\n192.0.2.2,"",\n192.0.2.3,aws,r\n'],
  ])('vendor and region may be left out in %s', async (_name, file, text) => {
    const list = await read(text, file, 'optional');
    expect(list.problems).toEqual([]);
    expect(entriesOf(list)).toEqual(['192.0.2.1 any', '192.0.2.2 any', '192.0.2.3 aws r']);
    expect(list.entries[0]).not.toHaveProperty('target');
  });

  test('a CSV table may have the one column ip', async () => {
    expect(entriesOf(await read('ip\n192.0.2.1\n', 'o.csv', 'optional'))).toEqual(['192.0.2.1 any']);
    expect(entriesOf(await read('ip\n192.0.2.1\n', '', 'optional'))).toEqual(['192.0.2.1 any']);
  });

  test('one of them without the other is an error at the entry', async () => {
    await expectProblems(
      '- «ip: 192.0.2.1\n  vendor: aws\n- «{ip: 192.0.2.2, region: r}\n- {ip: 192.0.2.3, vendor: «foo}\n',
      [
        'entry 1: vendor is given without region; give both, or neither to mean the origin wherever it is mapped',
        'entry 2: region is given without vendor; give both, or neither to mean the origin wherever it is mapped',
        `entry 3: vendor "foo" ${UNKNOWN_VENDOR}`,
      ],
      FILE,
      'optional',
    );
  });

  test('a key of it that is misspelled is reported at the key alone', async () => {
    await expectProblems(
      '- {ip: 192.0.2.1, vendor: aws, «regoin: r}\n- {ip: 192.0.2.2, «vendro: aws}\n- {ip: 192.0.2.2, vendor: aws, region: r}\n',
      ['regoin', 'vendro'].map(
        (key, index) =>
          `entry ${index + 1}: the key "${key}" is not known; the keys are ip, host, vendor, region, check; did you mean "${['region', 'vendor'][index]}"?`,
      ),
      FILE,
      'optional',
    );
  });

  test('the address is still needed', async () => {
    await expectProblems('- «{vendor: aws, region: r}\n', ['entry 1 has no ip or host; add it'], FILE, 'optional');
  });
});

describe('an entry by host name', () => {
  test('has one or several, in ASCII and lower case', async () => {
    const list = await read(
      '- {host: WWW.Example.COM., vendor: aws, region: r}\n- host: [a.example, bücher.example]\n  vendor: gcp\n  region: s\n',
    );
    expect(list.problems).toEqual([]);
    expect(entriesOf(list)).toEqual(['www.example.com aws r', 'a.example gcp s', 'xn--bcher-kva.example gcp s']);
    expect(list.entries[0]?.places?.origin).toEqual({ file: FILE, line: 1, column: 10, endColumn: 26 });
  });

  test('has no address beside it', async () => {
    await expectProblems(
      '- {ip: 192.0.2.1, «host: a.example, vendor: aws, region: r}\n- {host: b.example, «origin_ip: 192.0.2.2, vendor: aws, region: r}\n',
      [
        'entry 1 has both ip and host; keep one of them, and write the other as an entry of its own',
        'entry 2 has both ip and host; keep one of them, and write the other as an entry of its own',
      ],
    );
  });

  test('reports what is not a host name', async () => {
    await expectProblems(
      '- {host: [], vendor: aws, region: r}\n- {host: «5, vendor: aws, region: r}\n- {host: [a.example, «https://b.example/x], vendor: aws, region: r}\n'.replace(
        '[]',
        '«[]',
      ),
      [
        'entry 1: host is an empty list; give at least one host name',
        'entry 2: host is the number "5", not text; put it in quotes',
        'entry 3: host "https://b.example/x" is a URL; give b.example',
      ],
    );
  });
});

describe('region: auto', () => {
  test('asks for vendor and region, or for the region of one vendor', async () => {
    const list = await read('- {ip: 192.0.2.1, region: AUTO}\n- {host: a.example, vendor: aws, region: Auto}\n');
    expect(list.problems).toEqual([]);
    expect(list.entries.map(({ location }) => location)).toEqual([{ kind: 'auto' }, { kind: 'auto', vendor: 'aws' }]);
    expect(list.entries[0]?.places).toEqual({
      origin: { file: FILE, line: 1, column: 8, endColumn: 17 },
      region: { file: FILE, line: 1, column: 27, endColumn: 31 },
    });
  });

  test('may stand in the defaults', async () => {
    const list = await read(
      'defaults: {region: auto, check: false}\nmappings:\n- ip: 192.0.2.1\n- {ip: 192.0.2.2, vendor: gcp, check: true}\n- {ip: 192.0.2.3, vendor: gcp, region: r}\n',
    );
    expect(list.problems).toEqual([]);
    expect(entriesOf(list)).toEqual(['192.0.2.1 auto unchecked', '192.0.2.2 auto gcp', '192.0.2.3 gcp r unchecked']);
  });

  test('counts as not given where the location is optional, with a vendor too', async () => {
    const list = await read(
      '- {ip: 192.0.2.1, region: auto}\n- {ip: 192.0.2.2, vendor: aws, region: auto}\n',
      FILE,
      'optional',
    );
    expect(list.problems).toEqual([]);
    expect(entriesOf(list)).toEqual(['192.0.2.1 any', '192.0.2.2 any']);
  });

  test('is not meant where the region is left out', async () => {
    await expectProblems('- «{ip: 192.0.2.1, vendor: aws}\n- «{ip: 192.0.2.2}\n- «{host: a.example, region: r}\n', [
      'entry 1 has no region; add it, or give region: auto to have it found',
      'entry 2 has no vendor and no region; add them, or give region: auto to have it found',
      'entry 3 has no vendor; add it',
    ]);
  });

  test('does not excuse a wrong vendor', async () => {
    await expectProblems('- {ip: 192.0.2.1, vendor: «awz, region: auto}', [
      `entry 1: vendor "awz" ${UNKNOWN_VENDOR}; did you mean "aws"?`,
    ]);
  });
});

test('regions are taken in any letter case, with the names that people read, in lower case', async () => {
  const list = await read(
    '- {ip: 192.0.2.1, vendor: aws, region: US East (Ohio)}\n- {ip: 192.0.2.2, vendor: azure, region: WestEurope}\n',
  );
  expect(entriesOf(list)).toEqual(['192.0.2.1 aws us east (ohio)', '192.0.2.2 azure westeurope']);
});

test('a key with null is as good as no key, as jsonencode of Terraform writes it', async () => {
  const text = JSON.stringify({
    zone: 'example.com',
    defaults: { vendor: 'gcp', region: 'us-central1', check: null },
    mappings: [
      { ip: '192.0.2.1', host: null, vendor: null, region: null, check: null },
      { ip: null, host: 'a.example', vendor: 'aws', region: 'us-east-1' },
    ],
  });
  const list = await read(text, 'o.json');
  expect(list.problems).toEqual([]);
  expect(entriesOf(list)).toEqual(['192.0.2.1 gcp us-central1', 'a.example aws us-east-1']);
});

test.each(['"false"', 'yes', '0', '[]'])('check is true or false, not %s', async (written) => {
  await expectProblems(`- {ip: 192.0.2.1, vendor: aws, region: r, check: «${written}}`, [
    expect.stringMatching(/^entry 1: check is .*; write true or false, without quotes$/),
  ]);
});
