import { describe, expect, test } from '@jest/globals';
import { expectProblems, read } from './reading.ts';

const COLON = 'put a value with ": " in it, or with ":" at its end, in quotes; or fix the indentation of the next line';
const MISSING = 'a quote, bracket, comma, colon or dash is missing';
const INDENT = 'check the indentation and the brackets';

describe('broken YAML is reported with its place', () => {
  test.each<[string, string, string[]]>([
    [
      'an IPv6 address that ends in a colon',
      '- ip: «2001:db8::\n',
      [`this is not valid YAML at "2001:db8::": ${COLON}`],
    ],
    ['a colon in a value', '- ip: «a: b\n', [`this is not valid YAML at "a:": ${COLON}`]],
    ['a tab before a key', 'zone: x\n«\tmappings: []\n', ['this is not valid YAML: indent with spaces, not with tabs']],
    ['an unclosed quote', '- ip: "192.0.2.1\n«', [`this is not valid YAML: ${MISSING}`]],
    [
      'an unclosed list',
      '- ip: [192.0.2.1, \n«',
      [`this is not valid YAML: a bracket is not closed here, or the line is not indented enough`],
    ],
    ['a bracket too many', '- ip: [a]«]\n', [`this is not valid YAML at "]": ${INDENT}`]],
    [
      'a reserved first character',
      '- ip: «@a\n',
      ['this is not valid YAML at "@a": put a value that starts with this character in quotes'],
    ],
    [
      'an unknown escape',
      '- ip: "a«\\q"\n',
      [
        'this is not valid YAML at "\\\\q\\"": the backslash does not start an escape that YAML knows; use single quotes',
      ],
    ],
    ['a key that is a list', '- ? «[a]\n  : b\n', ['this is not valid YAML at "[a]": a key must be plain text']],
    [
      'an unknown tag',
      '- ip: «!secret x\n',
      ['this is not valid YAML at "!secret": the tag is not known here; remove it'],
    ],
    [
      'a number by tag that is none',
      '- ip: «!!int x\n',
      ['this is not valid YAML at "!!int": the tag is not known here; remove it'],
    ],
    [
      'a less indented key',
      '- ip: a\n  vendor: x\n« region: y\n',
      [
        `this is not valid YAML: the indentation of this line is that of no line above it; fix it, and put a space after each "-"`,
      ],
    ],
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
      'a comma that is missing in braces',
      '- {"ip": «192.0.2.1 "vendor": "aws"}\n',
      ['this is not valid YAML at "192.0.2.1": a comma is missing between the brackets'],
    ],
    [
      'a colon without a space',
      '- «ip:192.0.2.1\n  vendor: aws\n',
      ['this is not valid YAML at "ip:192.0.2.1": put a space after the colon of the key; or fix the indentation'],
    ],
    [
      'an expression that was not substituted, in braces',
      '- {ip: $«{{ steps.a.outputs.ip }}, vendor: aws, region: r}\n',
      [
        'this is not valid YAML at "{{": the expression "\u0024{{ steps.a.outputs.ip }}" was not substituted; give the value itself; only a workflow substitutes expressions, and no shell looks at a file or an input',
      ],
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
      ['"<<" merges maps only; give it an alias such as *common'],
    ],
    [
      'a NUL character',
      '- ip: "«\0"\n',
      ['this holds a NUL character, so it is not text in UTF-8; save it as UTF-8 text'],
    ],
  ])('%s', async (_name, text, messages) => {
    await expectProblems(text, messages, 'origins.yml');
  });

  test('a document in YAML 1.1 is read as any other', async () => {
    await expectProblems('%YAML 1.1\n---\n- ip: 192.0.2.1\n  vendor: aws\n  region: no\n...\n', []);
  });

  test('mistakes on one very long line are one problem, found without reading the line for each', async () => {
    const text = `- [${'"\\q", '.repeat(30_000)}]`;
    const { problems } = await read(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.place).toMatchObject({ line: 1, column: 5 });
  });

  test('a quoted "<<" is a key like others', async () => {
    const text = '- {"<<": {ip: 192.0.2.1}, vendor: aws, region: r}';
    const { problems } = await read(text);
    expect(problems.map(({ message }) => message)).toEqual([
      'entry 1 has no ip or host; add it',
      expect.stringMatching(/^entry 1: the key "<<" is not known/),
    ]);
  });
});
