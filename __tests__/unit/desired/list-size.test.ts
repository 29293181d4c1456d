import { describe, expect, test } from '@jest/globals';
import { parseMappings } from '../../../src/desired/mappings-text.ts';
import { problemCount } from '../../../src/domain/problem.ts';

const INDENT = 'check the indentation and the brackets';
const TOO_DEEP =
  'this is nested too deeply (over 20 levels) for a list of mappings; fix the brackets or the indentation';
const TOO_MANY =
  'this is too much for a list of mappings: a zone holds at most 3,500; split the list, or fix what it was made from';

describe('what is too large is refused', () => {
  const fill = (piece: string) => piece.repeat(Math.floor(4_900_000 / piece.length));
  const bomb = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...[...'bcdefghi'].map((key, index) => `${key}: &${key} [${Array(9).fill(`*${'abcdefgh'[index]}`)}]`),
  ];

  test.each<[string, string, string, string]>([
    ['a text of more than 5 MiB', 'o.json', ' '.repeat(5 * 1024 * 1024 + 1), TOO_MANY],
    ['deep lists in YAML', 'o.yaml', fill('['), TOO_DEEP],
    ['deep maps in YAML', 'o.yaml', fill('{a: '), TOO_DEEP],
    ['deep blocks in YAML', 'o.yaml', fill('- '), TOO_DEEP],
    ['deep lists in JSON', 'o.json', fill('['), TOO_DEEP],
    ['deep maps in JSON', 'o.json', fill('{"a":'), TOO_DEEP],
    ['deep lists, sniffed', 'o', fill('['), TOO_DEEP],
    ['5 MiB of YAML', 'o.yaml', fill('- ip: 192.0.2.1\n'), TOO_MANY],
    ['5 MiB of comments', 'o.yaml', fill('#\n'), TOO_MANY],
    [
      '5 MiB of directives after a list',
      'o.yaml',
      `- {ip: 192.0.2.1, vendor: aws, region: r}\n...\n${fill('%YAML 1.2\n')}`,
      TOO_MANY,
    ],
    ['5 MiB of JSON', 'o.json', `[${fill('{"ip":"192.0.2.1","vendor":"aws","region":"r"},')}1]`, TOO_MANY],
    ['5 MiB of CSV', 'o.csv', `ip,vendor,region\n${fill('192.0.2.1,aws,r\n')}`, TOO_MANY],
    ['one value of 5 MiB', 'o.yaml', `- ip: "${fill('x')}"\n`, TOO_MANY],
    ['many long values in quotes', 'o.yaml', `- "${'x'.repeat(90_000)}"\n`.repeat(50), TOO_MANY],
    [
      'many addresses in cells',
      'o.csv',
      `ip,vendor,region\n${`"${'192.0.2.1 '.repeat(9000)}",aws,r\n`.repeat(50)}`,
      TOO_MANY,
    ],
    ['a list of 50,000 values', 'o.yaml', `- [${'x,'.repeat(49_999)}]\n`, TOO_MANY],
    ['an alias bomb in a list of addresses', 'o.yaml', `${bomb.join('\n')}\nmappings: [{ip: *i}]\n`, TOO_MANY],
    [
      'many uses of a long list',
      'o.yaml',
      `- &a {ip: [${'192.0.2.1,'.repeat(1000)}], vendor: aws, region: r}\n${'- *a\n'.repeat(1000)}`,
      TOO_MANY,
    ],
    [
      'a merge of a very long map or list',
      'o.yaml',
      `- &a [${'{},'.repeat(40_000)}]\n- {<<: *a, ip: 192.0.2.1, vendor: aws, region: r}\n${'- *a\n'.repeat(5)}`,
      TOO_MANY,
    ],
    [
      'many merges of a long map',
      'o.yaml',
      `- &a {${Array.from({ length: 1000 }, (_, index) => `k${index}: 1`)}}\n${'- {<<: *a}\n'.repeat(1000)}`,
      TOO_MANY,
    ],
  ])('%s', async (_name, file, text, message) => {
    const { problems } = await parseMappings(text, { file, rule: 'required' });
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThanOrEqual(201);
    // What stands before the place of a bomb may be wrong as well, as often as is listed.
    if (problems.length <= 200) expect(problems.filter((problem) => problem.message === message)).toHaveLength(1);
  });

  test.each([
    [
      'documents',
      '- a\n---\n',
      'a second YAML document starts here; keep one document, without a "---" after its start',
    ],
    ['mistakes', '{}\n', `this is not valid YAML at "{}": ${INDENT}`],
  ])('5 MiB of %s are reported by the first of them', async (_name, piece, message) => {
    const { problems } = await parseMappings(fill(piece), { file: 'o.yaml', rule: 'required' });
    expect(problems[0]).toMatchObject({ message, place: { line: 2, column: 1 } });
  });

  test.each([
    ['over lines', (ip: string) => `- ip: "${ip}" # x\n  vendor: aws\n\n  region: r\n  modified_on: "2026"\n`],
    [
      'in braces over lines, each with its comment',
      (ip: string) => `# x\n- {\n    ip: "${ip}", # x\n    vendor: "aws", # x\n    region: "r" # x\n  }\n\n`,
    ],
  ])('a list of 3,500 entries %s is not', async (_name, entry) => {
    const ips = Array.from({ length: 3500 }, (_, index) => `198.51.${index >> 8}.${index & 255}`);
    const { entries, problems } = await parseMappings(ips.map(entry).join(''), { file: 'o.yaml', rule: 'required' });
    expect(problems).toEqual([]);
    expect(entries.map(({ origin }) => origin)).toEqual(ips.map((ip) => ({ kind: 'ip', ip })));
  });

  test('a long value that aliases repeat is not read again and again', async () => {
    const long = 'x'.repeat(90_000);
    const entries = '- {ip: *l, vendor: *l, region: *l}\n'.repeat(4000);
    const { problems } = await parseMappings(`- {ip: &l ${long}, vendor: *l, region: *l}\n${entries}`, {
      file: 'o.yaml',
      rule: 'required',
    });
    expect(problems.every(({ message }) => message.length < 200)).toBe(true);
    expect(problemCount(problems)).toBe(3 * 4001);
  });
});
