import { describe, expect, test } from '@jest/globals';
import type { Address } from '../../../src/domain/address.ts';
import { findOrigins } from '../../../src/origins/dns-origins.ts';
import type { HostAnswer } from '../../../src/origins/resolver.ts';
import { type Ending, traceRecords } from '../../../src/origins/zone-records.ts';
import { cpuTime } from '../../support/cpu-time.ts';

const cloudflare = { has: (ip: Address) => ip.startsWith('104.16.') };

const record = (name: string, type: string, content: string) => ({ name, type, content, proxied: true });

function origins(records: ReturnType<typeof record>[], answers: Record<string, HostAnswer> = {}) {
  return findOrigins(traceRecords(records), new Map(Object.entries(answers)), cloudflare);
}

const addresses = (ips: string[], names: string[]): HostAnswer => ({ kind: 'addresses', ips: ips as Address[], names });

describe('findOrigins', () => {
  test('gives addresses in their order, each with the names of its records', () => {
    expect(
      origins([
        record('b.example.com', 'A', '11.0.0.2'),
        record('a.example.com', 'A', '11.0.0.1'),
        record('a.example.com', 'AAAA', '2A11:0:0::1'),
        record('c.example.com', 'A', '11.0.0.1'),
        record('d.example.com', 'CNAME', 'c.example.com'),
        record('e.example.com', 'CNAME', 'c.example.com'),
      ]),
    ).toEqual({
      origins: [
        { ip: '11.0.0.1', records: ['a.example.com', 'c.example.com', 'd.example.com', 'e.example.com'], ways: [[]] },
        { ip: '11.0.0.2', records: ['b.example.com'], ways: [[]] },
        { ip: '2a11::1', records: ['a.example.com'], ways: [[]] },
      ],
      leftOut: [],
      named: new Set(['11.0.0.2', '11.0.0.1', '2a11::1']),
    });
  });

  test('gives the addresses of hosts, each with the hosts and CNAMEs on its ways', () => {
    const found = origins(
      [
        record('www.example.com', 'CNAME', 'lb.example.net'),
        record('api.example.com', 'CNAME', 'run.example.net'),
        record('old.example.com', 'A', '11.0.0.1'),
      ],
      {
        'lb.example.net': addresses(['11.0.0.1', '11.0.0.2'], ['lb.example.net', 'x.elb.example']),
        'run.example.net': addresses(['11.0.0.1'], ['run.example.net']),
      },
    );
    expect(found.origins).toEqual([
      {
        ip: '11.0.0.1',
        records: ['www.example.com', 'api.example.com', 'old.example.com'],
        ways: [['lb.example.net', 'x.elb.example'], ['run.example.net']],
      },
      { ip: '11.0.0.2', records: ['www.example.com'], ways: [['lb.example.net', 'x.elb.example']] },
    ]);
  });

  test.each([
    ['104.16.0.1', '104.16.0.1 is an address of Cloudflare itself'],
    ['192.0.2.1', '192.0.2.1 is a placeholder, not the address of an origin'],
    ['198.51.100.1', '198.51.100.1 is a placeholder, not the address of an origin'],
    ['203.0.113.1', '203.0.113.1 is a placeholder, not the address of an origin'],
    ['100::', '100:: is a placeholder, not the address of an origin'],
    ['2001:db8::1', '2001:db8::1 is a placeholder, not the address of an origin'],
    ['10.0.0.1', '10.0.0.1 is a private address'],
    ['nonsense', 'nonsense is not an IP address'],
    ['', 'the record has no content'],
  ])('leaves out a record of %s', (content, reason) => {
    const name = 'www.example.com';
    expect(origins([record(name, 'A', content)])).toMatchObject({
      origins: [],
      leftOut: [{ record: name, content, reason }],
    });
  });

  test('counts an address that is left out as named, if it could be mapped', () => {
    const found = origins([record('a.example.com', 'A', '192.0.2.1'), record('b.example.com', 'A', '10.0.0.1')]);
    expect([...found.named]).toEqual(['192.0.2.1']);
  });

  test.each<[string, HostAnswer | undefined, string]>([
    [
      'does not resolve',
      { kind: 'failed', reason: 'there is no such name (NXDOMAIN)' },
      'lb.example.net does not resolve: there is no such name (NXDOMAIN)',
    ],
    ['was not asked for', undefined, 'lb.example.net does not resolve: it was not asked for'],
    [
      "leads to Cloudflare's address",
      addresses(['104.16.0.1'], ['lb.example.net']),
      '104.16.0.1 is an address of Cloudflare itself',
    ],
    [
      "leads to a service of Cloudflare's",
      addresses(['11.0.0.1'], ['lb.example.net', 'site.pages.dev']),
      'site.pages.dev is a name of Cloudflare Pages',
    ],
  ])('leaves out a record whose host %s', (_, answer, reason) => {
    const found = origins(
      [record('www.example.com', 'CNAME', 'lb.example.net')],
      answer && { 'lb.example.net': answer },
    );
    expect(found).toMatchObject({
      origins: [],
      leftOut: [{ record: 'www.example.com', content: 'lb.example.net', reason }],
    });
  });

  test('keeps the other addresses of a host that has private ones, and says how many it left out', () => {
    const answer: HostAnswer = {
      kind: 'unreachable address',
      ip: '10.0.0.1',
      fault: 'is a private address',
      ips: ['11.0.0.1', '104.16.0.1'] as Address[],
      names: ['lb.example.net'],
    };
    expect(origins([record('www.example.com', 'CNAME', 'lb.example.net')], { 'lb.example.net': answer })).toMatchObject(
      {
        origins: [{ ip: '11.0.0.1' }],
        leftOut: [{ reason: '104.16.0.1 is an address of Cloudflare itself (and 1 more of its addresses)' }],
      },
    );
  });

  test('leaves out what the trace ends nowhere with', () => {
    const endings: Ending[] = [
      { end: { kind: 'none', reason: 'a circle' }, records: [record('a.example.com', 'CNAME', 'a.example.com')] },
    ];
    expect(findOrigins(endings, new Map(), cloudflare).leftOut).toEqual([
      { record: 'a.example.com', content: 'a.example.com', reason: 'a circle' },
    ]);
  });

  test('takes 5,000 records in no time, also where all lead to the same addresses', () => {
    const fan = [
      ...Array.from({ length: 2500 }, (_, index) => record(`n${index}.example.com`, 'CNAME', 'all.example.com')),
      ...Array.from({ length: 2500 }, (_, index) =>
        record('all.example.com', 'A', `11.1.${index >> 8}.${index & 255}`),
      ),
    ];
    const started = cpuTime();
    const found = origins(fan);
    expect(found.origins).toHaveLength(2500);
    expect(found.origins[0]?.records).toHaveLength(2501);
    const same = Array.from({ length: 5000 }, (_, index) => record(`n${index}.example.com`, 'A', '11.1.0.1'));
    expect(origins(same).origins[0]?.records).toHaveLength(5000);
    expect(cpuTime() - started).toBeLessThan(5000);
  });
});
