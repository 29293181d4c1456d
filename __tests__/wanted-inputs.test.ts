import { describe, expect, test } from '@jest/globals';
import { listMappings } from '../src/wanted/inputs.ts';

const BOTH = 'give vendor and region, or neither to mean the address wherever it is mapped';

describe('the inputs ip, vendor and region', () => {
  test('name one mapping', () => {
    expect(listMappings('192.0.2.1', ' AWS ', ' us-east-1 ', 'required')).toEqual({
      wanted: [{ ip: '192.0.2.1', target: { vendor: 'aws', region: 'us-east-1' } }],
      problems: [],
      notices: [],
    });
  });

  test('name addresses between commas, blanks and new lines', () => {
    const { wanted, problems } = listMappings(
      ',192.0.2.1, 192.0.2.2\r\n\t2001:DB8::1,\n192.0.2.3 ',
      'gcp',
      'r',
      'required',
    );
    expect(problems).toEqual([]);
    expect(wanted.map(({ ip }) => ip)).toEqual(['192.0.2.1', '192.0.2.2', '2001:db8::1', '192.0.2.3']);
  });

  test('name an address once, with a notice', () => {
    const { wanted, notices } = listMappings('192.0.2.1 ::ffff:192.0.2.1', 'gcp', 'r', 'required');
    expect(wanted).toHaveLength(1);
    expect(notices).toEqual([{ message: 'Input ip lists 192.0.2.1 twice; it counts once' }]);
  });

  test('have every problem told', () => {
    const { problems } = listMappings('10.0.0.1 192.0.2.1/32 a;b', 'gpc', ' ', 'required');
    expect(problems).toEqual([
      { message: 'Input vendor "gpc" is not known; use one of aws, azure, gcp, oci; did you mean "gcp"?', code: 1157 },
      { message: 'Input region is empty; give the name that Cloudflare lists for the vendor, such as us-east-1' },
      {
        message:
          'Input ip: "10.0.0.1" is a private address; Cloudflare cannot reach it; give the public address of the origin',
      },
      { message: 'Input ip: "192.0.2.1/32" is a range (CIDR); give one address without "/": mappings are per address' },
      {
        message:
          'Input ip: "a;b" is not one address; write several as a list in a file, or with commas in the input "ip"',
      },
    ]);
  });

  test.each<[string, string, string | undefined, string | undefined, 'required' | 'optional', string[]]>([
    ['no address', ' ,\n', 'aws', 'r', 'required', ['Input ip holds no address; give at least one']],
    ['no vendor', '192.0.2.1', undefined, 'r', 'required', ['Input vendor is missing; give it']],
    [
      'no target',
      '192.0.2.1',
      undefined,
      undefined,
      'required',
      ['Input vendor is missing; give it', 'Input region is missing; give it'],
    ],
    ['a vendor without a region', '192.0.2.1', 'aws', undefined, 'optional', [`Input region is missing; ${BOTH}`]],
    ['a region without a vendor', '192.0.2.1', undefined, 'r', 'optional', [`Input vendor is missing; ${BOTH}`]],
    ['no target where none is needed', '192.0.2.1', undefined, undefined, 'optional', []],
    ['a target where none is needed', '192.0.2.1', 'oci', 'r', 'optional', []],
  ])('with %s', (_name, ip, vendor, region, rule, messages) => {
    const { wanted, problems } = listMappings(ip, vendor, region, rule);
    expect(problems.map(({ message }) => message)).toEqual(messages);
    if (messages.length === 0) expect(wanted[0]?.target).toEqual(vendor && { vendor, region });
  });
});
