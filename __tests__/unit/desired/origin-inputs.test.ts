import { describe, expect, test } from '@jest/globals';
import { type OriginInputs, parseOriginInputs } from '../../../src/desired/entry-list.ts';
import { entriesOf } from './reading.ts';

const SEVERAL = 'Input region "us-east-1,us-west-2"';
const BOTH = 'give both, or neither to mean the origin wherever it is mapped';
const AUTO = 'or region: auto to have it found';
const VENDOR = 'aws, azure, gcp or oci';
const REGION = 'a region such as us-east-1';

function ip(text: string, more: Partial<OriginInputs> = { vendor: 'aws', region: 'r' }) {
  return parseOriginInputs({ kind: 'ip', text, ...more }, 'required');
}

describe('the inputs that name origins', () => {
  test('are one entry without places', () => {
    expect(ip('192.0.2.1', { vendor: ' AWS ', region: ' us-east-1 ' })).toEqual({
      entries: [
        {
          origin: { kind: 'ip', ip: '192.0.2.1' },
          location: { kind: 'target', target: { vendor: 'aws', region: 'us-east-1' } },
          check: true,
        },
      ],
      problems: [],
      notices: [],
    });
  });

  test.each<[string, OriginInputs, string[]]>([
    [
      'addresses between commas, spaces and new lines',
      { kind: 'ip', text: ',192.0.2.1, 192.0.2.2\r\n\t2001:DB8::1,\n192.0.2.3 ', vendor: 'gcp', region: 'r' },
      ['192.0.2.1 gcp r', '192.0.2.2 gcp r', '2001:db8::1 gcp r', '192.0.2.3 gcp r'],
    ],
    [
      'host names',
      { kind: 'host', text: 'A.example\nb.example.\n', vendor: 'gcp', region: 'auto' },
      ['a.example auto gcp', 'b.example auto gcp'],
    ],
    ['region auto without a vendor', { kind: 'ip', text: '192.0.2.1', region: 'Auto' }, ['192.0.2.1 auto']],
    ['a quoted address', { kind: 'ip', text: ' "192.0.2.1"\n', region: 'auto' }, ['192.0.2.1 auto']],
    [
      'a JSON list',
      { kind: 'ip', text: '["192.0.2.1","192.0.2.2"]', region: 'auto' },
      ['192.0.2.1 auto', '192.0.2.2 auto'],
    ],
    [
      'quoted addresses with commas',
      { kind: 'ip', text: '"192.0.2.1", "192.0.2.2",', region: 'auto' },
      ['192.0.2.1 auto', '192.0.2.2 auto'],
    ],
    [
      'a list as Terraform prints it',
      { kind: 'host', text: 'tolist([\n  "a.example",\n  "b.example",\n])', region: 'auto' },
      ['a.example auto', 'b.example auto'],
    ],
  ])('name %s', (_name, inputs, entries) => {
    const list = parseOriginInputs(inputs, 'required');
    expect(list.problems).toEqual([]);
    expect(entriesOf(list)).toEqual(entries);
  });

  test('have vendor and region without the quotes or the brackets that something printed around them', () => {
    for (const region of ['"us-east-1"', '["us-east-1"]', 'us-east-1']) {
      const list = ip('192.0.2.1', { vendor: '"aws"', region });
      expect(list.problems).toEqual([]);
      expect(entriesOf(list)).toEqual(['192.0.2.1 aws us-east-1']);
    }
    for (const region of ['a,b', '["a", "b"]', 'a;b', 'a\nb'])
      expect(ip('192.0.2.1', { vendor: 'aws', region }).problems).toEqual([
        { message: expect.stringMatching(/^Input region ".*" is more than one; give one region$/) },
      ]);
    expect(ip('192.0.2.1', { vendor: 'aws', region: '{"a": 1}' }).problems).toEqual([]);
  });

  test('name an address once, with a notice', () => {
    const list = ip('192.0.2.1 ::ffff:192.0.2.1');
    expect(list.entries).toHaveLength(1);
    expect(list.notices).toEqual([{ message: 'Input ip: 192.0.2.1 is listed twice; it counts once' }]);
  });

  test('have every problem reported', () => {
    const { problems } = ip('10.0.0.1 192.0.2.1/32 a;b', { vendor: 'gpc', region: ' ' });
    expect(problems).toEqual([
      { message: 'Input vendor "gpc" is not known; use one of aws, azure, gcp, oci; did you mean "gcp"?', code: 1157 },
      { message: 'Input region is empty; give the name that Cloudflare lists for the vendor, such as us-east-1' },
      {
        message:
          'Input ip "10.0.0.1" is a private address; Cloudflare cannot reach it; give the public address of the origin',
      },
      { message: 'Input ip "192.0.2.1/32" is a range (CIDR); give one address without "/": mappings are per address' },
      {
        message:
          'Input ip "a;b" is not one address; write several as a list in a file, or with commas in the input "ip"',
      },
    ]);
  });

  test.each<[string, string, string]>([
    ['no address', ' ,\n', 'Input ip holds no address; give at least one address'],
    ['an empty JSON list', '[]', 'Input ip is an empty list; give at least one address'],
    ['an empty text in quotes', '""', 'Input ip holds no address; give at least one address'],
    [
      'an expression with spaces in it',
      '\u0024{{ steps.deploy.outputs.ip }}',
      'Input ip holds the expression "\u0024{{ steps.deploy.outputs.ip }}", which was not substituted; give the value itself; only a workflow substitutes expressions, and no shell looks at a file or an input',
    ],
    [
      'brackets that are no JSON',
      '[192.0.2.1]',
      'Input ip "[192.0.2.1]" has brackets or a port; give the address without "[", "]" or a port',
    ],
    [
      'a list in brackets',
      ' [192.0.2.1, 192.0.2.2]',
      'Input ip "[192.0.2.1, 192.0.2.2]" has brackets around it; leave the brackets out',
    ],
    [
      'a comment',
      '192.0.2.1 # web',
      'Input ip "192.0.2.1 # web" holds a comment, which an input cannot have; leave out "#" and what follows it',
    ],
    [
      'what an output of a Python script that is not set prints',
      'None',
      'Input ip "None" is what an output that is not set prints; check where the value comes from',
    ],
    ['a host name', 'a.example', 'Input ip "a.example" looks like a host name; give it as host: "a.example"'],
  ])('with %s have one problem', (_name, text, message) => {
    expect(ip(text).problems).toEqual([{ message }]);
  });

  test.each([
    ['[null]', '"[null]"'],
    [' [1] ', '"[1]"'],
    ['["192.0.2.1",5]', '"[\\"192.0.2.1\\",5]"'],
    ['tolist([null, "192.0.2.1"])', '"tolist([null, \\"192.0.2.1\\"])"'],
    ['[["192.0.2.1"]]', '"[[\\"192.0.2.1\\"]]"'],
    ['{"ip": ["192.0.2.1", "192.0.2.2"]}', '"{\\"ip\\": [\\"192.0.2.1\\", \\"192.0.2.2\\"]}"'],
    ['{ "a" = "192.0.2.1" }', '"{ \\"a\\" = \\"192.0.2.1\\" }"'],
  ])('have one problem with %j', (text, shown) => {
    const more = 'is not a list of texts; give the addresses with commas between them';
    expect(ip(text).problems).toEqual([
      { message: `Input ip ${shown} ${more}, as join(…, ',') writes a list in a workflow` },
    ]);
    const [host] = parseOriginInputs({ kind: 'host', text, region: 'auto' }, 'required').problems;
    expect(host?.message).toContain('give the host names with commas');
  });

  test.each<[string, string | undefined, string | undefined, 'required' | 'optional', string[]]>([
    ['no vendor', undefined, 'r', 'required', [`Input vendor is missing; give ${VENDOR}; ${AUTO}`]],
    ['no region', 'aws', undefined, 'required', [`Input region is missing; give ${REGION}; ${AUTO}`]],
    [
      'no target',
      undefined,
      undefined,
      'required',
      [`Inputs vendor and region are missing; give ${VENDOR}, and ${REGION}; ${AUTO}`],
    ],
    ['several regions', 'aws', 'us-east-1,us-west-2', 'required', [`${SEVERAL} is more than one; give one region`]],
    ['a vendor without a region', 'aws', undefined, 'optional', [`Input vendor is given without region; ${BOTH}`]],
    ['a region without a vendor', undefined, 'r', 'optional', [`Input region is given without vendor; ${BOTH}`]],
    ['no target where none is needed', undefined, undefined, 'optional', []],
    ['region auto where none is needed', undefined, 'auto', 'optional', []],
    ['a target where none is needed', 'oci', 'r', 'optional', []],
  ])('with %s', (_name, vendor, region, rule, messages) => {
    const list = parseOriginInputs(
      { kind: 'ip', text: '192.0.2.1', ...(vendor && { vendor }), ...(region && { region }) },
      rule,
    );
    expect(list.problems.map(({ message }) => message)).toEqual(messages);
    if (messages.length === 0) expect(entriesOf(list)).toEqual([vendor ? '192.0.2.1 oci r' : '192.0.2.1 any']);
  });
});
