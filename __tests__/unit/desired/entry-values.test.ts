import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { expressionIn, hostNamed, originIp, regionNamed, vendorNamed } from '../../../src/desired/entry-values.ts';

function words(value: string | { fault: string; remedy: string }): string {
  return typeof value === 'string' ? value : `${value.fault}; ${value.remedy}`;
}

const EXPRESSION =
  'give the value itself; only a workflow substitutes expressions, and no shell looks at a file or an input';
const NAME = 'give a name such as origin.example.com';
const label = 'a'.repeat(63);

describe('a host name', () => {
  test.each([
    ['a.example', 'a.example'],
    [' Origin.Example.COM.\n', 'origin.example.com'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['Bücher.example', 'xn--bcher-kva.example'],
    ['例え。テスト', 'xn--r8jz45g.xn--zckzah'],
    ['1.2.3.4a', '1.2.3.4a'],
    ['0.example', '0.example'],
    ['my-lb--1.us-east-1.elb.amazonaws.com', 'my-lb--1.us-east-1.elb.amazonaws.com'],
    [`${label}.example`, `${label}.example`],
    [`${label}.${label}.${label}.${'a'.repeat(61)}`, `${label}.${label}.${label}.${'a'.repeat(61)}`],
  ])('%j is %s', (text, host) => {
    expect(hostNamed(text)).toBe(host);
  });

  test.each([
    ['', `is empty; ${NAME}; the output that should fill it may not be set`],
    ['https://a.example/x', '"https://a.example/x" is a URL; give a.example'],
    ['HTTPS://user:pw@A.example:8443?x', '"HTTPS://user:pw@A.example:8443?x" is a URL; give a.example'],
    ['//a.example', '"//a.example" is a URL; give a.example'],
    ['http://192.0.2.1:80/', '"http://192.0.2.1:80/" is a URL; give 192.0.2.1 as ip'],
    ['http://[2001:db8::1]/', '"http://[2001:db8::1]/" is a URL; give 2001:db8::1 as ip'],
    ['https://localhost/', '"https://localhost/" is a URL; give the host name alone'],
    ['a.example:443', '"a.example:443" has a port; give a.example'],
    ['a.example/x', '"a.example/x" has a path; give a.example'],
    ['192.0.2.1', '"192.0.2.1" is an address; give 192.0.2.1 as ip'],
    ['192.0.2.1:80', '"192.0.2.1:80" is an address; give 192.0.2.1 as ip'],
    ['[2001:DB8::1]:443', '"[2001:DB8::1]:443" is an address; give 2001:db8::1 as ip'],
    ['*.example.com', '"*.example.com" is a wildcard; give the one name that the origin answers by'],
    ['localhost', '"localhost" is the machine itself; give the public name of the origin'],
    ['web.LOCALHOST.', '"web.LOCALHOST." is the machine itself; give the public name of the origin'],
    ['web', `"web" has no dot, so it is not a full host name; ${NAME}`],
    ['1.2.3', `"1.2.3" ends in a number, so it is not a host name; ${NAME}`],
    [
      '１.２.３.４',
      `"１.２.３.４" is not a host name: between dots stand 1 to 63 letters, digits and inner hyphens; ${NAME}`,
    ],
    [
      'a_b.example',
      '"a_b.example" has an underscore, which a host name cannot have; give the name of the origin, not of a record',
    ],
    ['a@b.example', `"a@b.example" has the character "@", which a host name cannot have; ${NAME}`],
    [
      'a..example',
      `"a..example" is not a host name: between dots stand 1 to 63 letters, digits and inner hyphens; ${NAME}`,
    ],
    [
      '-a.example',
      `"-a.example" is not a host name: between dots stand 1 to 63 letters, digits and inner hyphens; ${NAME}`,
    ],
    [
      'a-.ü.example',
      `"a-.ü.example" is not a host name: between dots stand 1 to 63 letters, digits and inner hyphens; ${NAME}`,
    ],
    [
      'a.example, b.example',
      '"a.example, b.example" is not one host name; write several as a list in a file, or with commas in the input "host"',
    ],
    ['"a.example"', '"\\"a.example\\"" has quotes around it; give it without these quotes'],
    ['["a.example"]', '"[\\"a.example\\"]" is a list inside a text; write it as a list, without the quotes around it'],
    [
      '\u0024{{ steps.a.outputs.host }}',
      `holds the expression "\${{ steps.a.outputs.host }}", which was not substituted; ${EXPRESSION}`,
    ],
    ['a\u2011b.example', '"a\u2011b.example" has U+2011 in place of a hyphen; type "-" instead'],
    ['a\u200b.example', `"a\\u200b.example" holds an invisible character (U+200B); ${NAME}`],
    ['undefined', '"undefined" is what an output that is not set prints; check where the value comes from'],
    [`${'a.'.repeat(127)}a`, `"${'a.'.repeat(19)}a…" has more than 253 characters; ${NAME}`],
    ['a'.repeat(2000), `"${'a'.repeat(39)}…" has more than 253 characters; is a quote or a line break missing?`],
  ])('is not %j', (text, message) => {
    expect(words(hostNamed(text))).toBe(message);
  });

  test('is itself in ASCII form', () => {
    fc.assert(
      fc.property(fc.oneof(fc.domain(), fc.string({ unit: 'binary', maxLength: 30 }), fc.webUrl()), (text) => {
        const host = hostNamed(text);
        if (typeof host !== 'string') return;
        expect(host).toMatch(
          /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
        );
        expect(hostNamed(host)).toBe(host);
      }),
    );
  });
});

describe('an address', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    [' 2001:DB8::1 ', '2001:db8::1'],
    ['', 'is empty; give an IPv4 or IPv6 address; the output that should fill it may not be set'],
    ['a.example', '"a.example" looks like a host name; give it as host: "a.example"'],
    ['a.example:443', '"a.example:443" looks like a host name; give it as host: "a.example"'],
    ['a.example/x', '"a.example/x" looks like a host name; give it as host: "a.example"'],
    ['https://a.example/x', '"https://a.example/x" is a URL; give a.example as host'],
    ['https://192.0.2.1:8443/x', '"https://192.0.2.1:8443/x" is a URL; give 192.0.2.1'],
    ['https://', '"https://" is a URL; give the address alone'],
    ['192.0.2.0/24', '"192.0.2.0/24" is a range (CIDR); give one address without "/": mappings are per address'],
    ['192.0.2.1:443', '"192.0.2.1:443" has a port; give the address without ":port"'],
    ['"192.0.2.1"', '"\\"192.0.2.1\\"" has quotes around it; give it without these quotes'],
    ["'192.0.2.1'", '"\'192.0.2.1\'" has quotes around it; give it without these quotes'],
    [
      '["192.0.2.1","192.0.2.2"]',
      '"[\\"192.0.2.1\\",\\"192.0.2.2\\"]" is a list inside a text; write it as a list, without the quotes around it',
    ],
    ['\u0024{ORIGIN_IP}', `holds the expression "\${ORIGIN_IP}", which was not substituted; ${EXPRESSION}`],
    ['$ORIGIN', `holds the expression "$ORIGIN", which was not substituted; ${EXPRESSION}`],
    ['null', '"null" is what an output that is not set prints; check where the value comes from'],
    ['web', '"web" is not an IP address; give an IPv4 or IPv6 address'],
    ['1'.repeat(2000), `"${'1'.repeat(39)}…" has more than 1,000 characters; is a quote or a line break missing?`],
  ])('%j: %s', (text, message) => {
    expect(words(originIp(text))).toBe(message);
  });
});

describe('vendor and region', () => {
  test.each([
    ['us-east-1', 'us-east-1'],
    [' US East (Ohio) ', 'us east (ohio)'],
    ['\u00a0westeurope\u00a0', 'westeurope'],
    ['us\u2011east\u20131', '"us\u2011east\u20131" has U+2011 in place of a hyphen; type "-" instead'],
    ['us-east\u22121', '"us-east\u22121" has U+2212 in place of a hyphen; type "-" instead'],
    ['us-\u00adeast-1', '"us-\\u00adeast-1" has U+00AD in place of a hyphen; type "-" instead'],
    ['us\u00a0east', '"us\\u00a0east" has U+00A0 in place of a space; type a plain space instead'],
    [
      'us\teast',
      '"us\\u0009east" holds an invisible character (U+0009); give the name that Cloudflare lists for the vendor, such as us-east-1',
    ],
    ['\u0024{{ env.REGION }}', `holds the expression "\${{ env.REGION }}", which was not substituted; ${EXPRESSION}`],
    [
      'r'.repeat(101),
      `"${'r'.repeat(39)}…" has more than 100 characters; give the name that Cloudflare lists for the vendor, such as us-east-1`,
    ],
    ['r'.repeat(1001), `"${'r'.repeat(39)}…" has more than 100 characters; is a quote or a line break missing?`],
  ])('region %j: %s', (text, message) => {
    expect(words(regionNamed(text))).toBe(message);
  });

  test.each([
    [' AWS ', 'aws'],
    ['a\u2013ws', '"a\u2013ws" has U+2013 in place of a hyphen; type "-" instead'],
    ['{{ vendor }}', `holds the expression "{{ vendor }}", which was not substituted; ${EXPRESSION}`],
    ['v'.repeat(1001), `"${'v'.repeat(39)}…" has more than 1,000 characters; is a quote or a line break missing?`],
  ])('vendor %j: %s', (text, message) => {
    expect(words(vendorNamed(text))).toBe(message);
  });
});

test.each([
  ['\u0024{{ a }}', '\u0024{{ a }}'],
  ['x\u0024{{ a', '\u0024{{'],
  ['a \u0024{B} c', '\u0024{B}'],
  ['{{ .Values.ip }}', '{{ .Values.ip }}'],
  ['a$b', undefined],
  ['{a}', undefined],
])('the expression in %j is %j', (text, expression) => {
  expect(expressionIn(text)).toBe(expression);
});
