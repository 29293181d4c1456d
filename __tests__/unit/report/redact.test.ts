import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addressesIn, pieces } from '../../../src/report/found-addresses.ts';
import { addressLabel, createRedact } from '../../../src/report/redact.ts';
import { cpuTime } from '../../support/cpu-time.ts';
import { address } from './results.ts';

/** So that a test sees which address is meant. */
const label = (ip: string) => `<${ip.replace(/[.:]/g, '~')}>`;
/** Labels as they are shown, of addresses as they are spelled. */
const labelled = (text: string) => text.replace(/<([^>]*)>/g, (_, ip: string) => label(ip));

describe('addressLabel', () => {
  const ip = address('203.0.113.7');

  test('is the same in all runs with one credential, and another with another', () => {
    const shown = addressLabel('token')(ip);
    expect(shown).toBe('hidden-fdd6ef99');
    expect(addressLabel('token')(ip)).toBe(shown);
    expect(addressLabel('other token')(ip)).not.toBe(shown);
    expect(addressLabel('token')(address('203.0.113.8'))).not.toBe(shown);
  });

  test('is one of the run alone without a credential', () => {
    const ofRun = addressLabel('');
    expect(ofRun(ip)).toMatch(/^hidden-[0-9a-f]{8}$/);
    expect(ofRun(ip)).toBe(ofRun(ip));
    expect(addressLabel('')(ip)).not.toBe(ofRun(ip));
  });

  test('is no address, hidden or not', () => {
    const redact = createRedact({
      secrets: [],
      addresses: { hide: 'all', given: new Set(), label: addressLabel('token') },
    });
    const shown = redact('203.0.113.7 ec2-203-0-113-7.example 203.0.113.16/28');
    expect(shown).toMatch(/^(hidden-[0-9a-f]{8}) ec2-\1\.example hidden-[0-9a-f]{8}\/28$/);
    expect(redact(shown)).toBe(shown);
  });
});

test('addresses are shown where they may be', () => {
  const redact = createRedact({ secrets: ['s3cr3t-token'], addresses: 'show' });
  expect(redact('203.0.113.7 s3cr3t-token')).toBe('203.0.113.7 ***');
});

describe('hidden addresses', () => {
  const given = new Set([address('203.0.113.1'), address('2001:db8::1')]);
  const hide = createRedact({ secrets: ['s3cr3t-token'], addresses: { hide: 'not-given', given, label } });

  test.each([
    ['an IPv4 address', 'at 203.0.113.7.', 'at <203.0.113.7>.'],
    ['an IPv6 address', 'at 2001:db8:1::5, then', 'at <2001:db8:1::5>, then'],
    ['one in capitals and with zeros', '2001:0DB8:0000:0000:0000:0000:0000:0005', '<2001:db8::5>'],
    ['one with few groups', '2001::5 and ::5', '<2001::5> and <::5>'],
    ['the shortest', '1::', '<1::>'],
    ['an IPv4-mapped one', '::ffff:203.0.113.7', '<203.0.113.7>'],
    ['one with a port', '203.0.113.7:443 [2001:db8::5]:443', '<203.0.113.7>:443 [<2001:db8::5>]:443'],
    ['one with a zone index', 'fe80::5%eth0', '<fe80::5>%eth0'],
    ['one before a colon', '2001:db8::5: is mapped', '<2001:db8::5>: is mapped'],
    ['one after a place', 'origins.yaml:3:7: 203.0.113.7', 'origins.yaml:3:7: <203.0.113.7>'],
    ['one right after a place', 'origins.yaml:3:7:203.0.113.7', 'origins.yaml:3:7:<203.0.113.7>'],
    ['two that touch', '1:2:3:4:5:6:7:8:203.0.113.7', '<1:2:3:4:5:6:7:8>:<203.0.113.7>'],
    ['one next to words', 'ip203.0.113.7and 203.0.113.8.example', 'ip<203.0.113.7>and <203.0.113.8>.example'],
    ['one in JSON', '{"ip":"203.0.113.7"}', '{"ip":"<203.0.113.7>"}'],
    ['a secret too', 's3cr3t-token at 203.0.113.7', '*** at <203.0.113.7>'],
    ['one in a name of EC2', 'ec2-203-0-113-7.compute-1.amazonaws.com', 'ec2-<203.0.113.7>.compute-1.amazonaws.com'],
    ['one in a host name', '203-0-113-7.example ip-203-0-113-7', '<203.0.113.7>.example ip-<203.0.113.7>'],
    ['one with zeros and underscores', 'h203_000_113_007x', 'h<203.0.113.7>x'],
    ['one with a leading zero', '203.0.113.07 and 203.000.113.007.', '<203.0.113.7> and <203.0.113.7>.'],
    [
      'one in digits and dots of other scripts',
      '２０３．0。１１３｡𝟕, or 203。0。113。⑦',
      '<203.0.113.7>, or <203.0.113.7>',
    ],
    ['one among more numbers', '1.203.0.113.7 2026.203.0.113.7', '<1.203.0.113.7> <203.0.113.7>'],
    ['two in a row', '203.0.113.7.203.0.113.8', '<203.0.113.7.203.0.113.8>'],
    ['one with a leading zero in an IPv4-mapped one', '::ffff:203.0.113.07', '<::ffff>:<203.0.113.7>'],
    ['one beside a given one', '1.203.0.113.1', '<1.203.0.113.1>'],
    ['one in reverse', '7.113.0.203.in-addr.arpa', '<203.0.113.7>.in-addr.arpa'],
    ['an IPv6 address with dashes', 'x-2001-db8--5.sslip.io', 'x-<2001:db8::5>.sslip.io'],
    ['an IPv6 address in reverse', `${'5.0.0.0.'}${'0.'.repeat(20)}8.b.d.0.1.0.0.2.ip6.arpa`, '<2001:db8::5>.ip6.arpa'],
  ])('are hidden: %s', (_, text, shown) => {
    expect(hide(text)).toBe(labelled(shown));
  });

  test.each([
    ['what the run was given', '203.0.113.1 and 2001:DB8:0::1 and ::ffff:203.0.113.1'],
    ['times and places', '12:30:45 origins.yaml:3:7 v1.2.3 a: : :: 2026-11-20T10:30:00Z'],
    ['what only looks like one', '203.0.113.256 1203.0.113.7 1.2.3 1:2:3 1.2.840.113549.1.1.11 ٢.٢.٢.٢'],
    ['workflow commands and names in code', '::add-mask:: ::debug::x ::a-b x-mask::a'],
    ['an empty text', ''],
    ['what the run was given, in host names', 'ec2-203-0-113-1.x 2001-db8--1.x web-3-203-0-113-1.x'],
    ['what the run was given, with leading zeros', '203.0.113.01 and 203。0。113。1'],
    ['dates, times and versions', '2026-08-01-12-30 2026-11-20-12-30-45 08-01-12-30 1_2_3_4_5 build-1-2-3-4-5678'],
    [
      'other numbers and names',
      '300-1-2-3 1-2-3 us-east-1 2026-11-20 2001-db8-1 c0000207.example 300.1.2.3.in-addr.arpa',
    ],
  ])('leave %s', (_, text) => {
    expect(hide(text)).toBe(text);
  });

  test.each([
    ['in hexadecimal', 'cb007107.example, 0xCB007107', '<203.0.113.7>.example, <203.0.113.7>'],
    ['in hexadecimal within a word', 'vpscb007107.example, 1cb007107aa', 'vps<203.0.113.7>.example, 1<203.0.113.7>aa'],
    ['with crosses', '203x0x113x7.example, ip203X0X113X7', '<203.0.113.7>.example, ip<203.0.113.7>'],
    ['with zeros alone', 'h203000113007.example 1203000113007', 'h<203.0.113.7>.example 1<203.0.113.7>'],
    ['in a run of numbers', 'web-203-0-113-7-1.example', 'web-<203.0.113.7>.example'],
    ['after another number', 'web-3-203-0-113-7.example', 'web-<203.0.113.7>.example'],
    ['after a word with a number', 'web3_203_0_113_007', 'web3_<203.0.113.7>'],
  ])('are recognised %s once they have been hidden', (_, text, shown) => {
    const redact = createRedact({ secrets: [], addresses: { hide: 'not-given', given, label } });
    expect(redact(text)).toBe(text);
    expect(redact(`203.0.113.7 is ${text}`)).toBe(labelled(`<203.0.113.7> is ${shown}`));
    expect(redact('cb007108 ffffffff 203x0x113x8 203000113008 300x1x2x3')).toBe(
      'cb007108 ffffffff 203x0x113x8 203000113008 300x1x2x3',
    );
  });

  test.each([
    [
      'names a hidden address all but exactly',
      '203.0.113.16/28 203.0.113.128/25',
      '<203.0.113.16>/28 <203.0.113.128>/25',
    ],
    ['is the address itself', '203.0.113.7/32 2001:db8:1::5/128', '<203.0.113.7>/32 <2001:db8:1::5>/128'],
    ['is coarse', '198.51.100.0/24 2001:db8:1::/48 10.0.0.0/8', '198.51.100.0/24 2001:db8:1::/48 10.0.0.0/8'],
    ['is an IPv6 range of one network', '2001:db8:1::/49', '<2001:db8:1::>/49'],
    ['is an address with a mask', '203.0.113.7/24 2001:db8::5/32', '<203.0.113.7>/24 <2001:db8::5>/32'],
    ['holds a given address and no hidden one', '203.0.113.0/28 2001:db8::/64', '203.0.113.0/28 2001:db8::/64'],
    ['is a given address with a mask', '203.0.113.1/28', '203.0.113.1/28'],
    ['is no range', '203.0.113.0/33 203.0.113.0/1000', '<203.0.113.0>/33 <203.0.113.0>/1000'],
  ])('in a range that %s', (_, text, shown) => {
    expect(createRedact({ secrets: [], addresses: { hide: 'not-given', given, label } })(text)).toBe(labelled(shown));
  });

  test('hide a range that holds a given address too, once they are known', () => {
    const redact = createRedact({ secrets: [], addresses: { hide: 'not-given', given, label } });
    expect(redact('203.0.113.7 in 203.0.113.0/28')).toBe(labelled('<203.0.113.7> in <203.0.113.0>/28'));
    expect(redact('203.0.113.1/28')).toBe(labelled('<203.0.113.1>/28'));
  });

  test('are all addresses where all are to be hidden', () => {
    const redact = createRedact({ secrets: [], addresses: { hide: 'all', given, label } });
    expect(redact('203.0.113.1 203.0.113.0/28 203.0.113.0/24')).toBe(
      labelled('<203.0.113.1> <203.0.113.0>/28 203.0.113.0/24'),
    );
  });

  test('are more than addresses where all are to be hidden', () => {
    const redact = createRedact({ secrets: [], addresses: { hide: 'all', given, label } });
    expect(redact('203.0.113.256 203.0.113.01 v1.2.3')).toBe(labelled('<203.0.113.256> <203.0.113.1> v1.2.3'));
  });

  test.each([
    ['digits', '1'.repeat(5_000_000)],
    ['dotted numbers', '1.'.repeat(2_500_000)],
    ['numbers with dots of another script', '1。'.repeat(1_600_000)],
    ['numbers with dashes', '1-'.repeat(2_500_000)],
    ['numbers with crosses', '1x'.repeat(2_500_000)],
    ['hexadecimal digits', 'ab'.repeat(2_500_000)],
  ])('are looked for in five megabytes of %s in no time', (_, text) => {
    const redact = createRedact({ secrets: [], addresses: { hide: 'all', given, label: addressLabel('token') } });
    redact('203.0.113.7');
    const started = cpuTime();
    redact(text);
    addressesIn(text);
    expect(cpuTime() - started).toBeLessThan(5000);
  });

  test('do not stay in a text that is too long to be shown', () => {
    const shown = hide(`${'x '.repeat(49_996)}203.0.113.77 ${'y'.repeat(1_000_000)}`);
    expect(shown).toBe(`${'x '.repeat(49_996)}…`);
  });

  test('are shown once the run was given them', () => {
    const growing = new Set<ReturnType<typeof address>>();
    const late = createRedact({ secrets: [], addresses: { hide: 'not-given', given: growing, label } });
    expect(late('203.0.113.7')).toBe(labelled('<203.0.113.7>'));
    growing.add(address('203.0.113.7'));
    expect(late('203.0.113.7')).toBe('203.0.113.7');
  });

  test('do not stay in a text, which does not change the second time', () => {
    const redact = createRedact({
      secrets: [],
      addresses: { hide: 'not-given', given, label: addressLabel('token') },
    });
    const ip = fc.oneof(fc.ipV4(), fc.ipV6());
    const word = fc.constantFrom(' ', ', ', ' -> ', '"', ' (', '=', '\n', ' at ');
    fc.assert(
      fc.property(fc.array(fc.tuple(ip, word)), (parts) => {
        const shown = redact(parts.flat().join(''));
        for (const { address: seen } of pieces(shown)) expect(seen === undefined || given.has(seen)).toBe(true);
        expect(redact(shown)).toBe(shown);
      }),
    );
  });
});
