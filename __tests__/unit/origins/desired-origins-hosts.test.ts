import { describe, expect, test } from '@jest/globals';
import type { Address } from '../../../src/domain/address.ts';
import type { Entry, Location } from '../../../src/domain/entry.ts';
import type { Target } from '../../../src/domain/mapping.ts';
import { expandEntries } from '../../../src/origins/desired-origins.ts';
import type { HostAnswer } from '../../../src/origins/resolver.ts';

const US: Target = { vendor: 'aws', region: 'us-east-1' };
const EU: Target = { vendor: 'aws', region: 'eu-west-1' };
const declared = (target: Target): Location => ({ kind: 'target', target });

function entry(origin: string, location: Location, line?: number): Entry {
  return {
    origin: /^[\d.]+$/.test(origin) ? { kind: 'ip', ip: origin as Address } : { kind: 'host', host: origin },
    location,
    check: true,
    ...(line === undefined ? {} : { places: { origin: { file: 'origins.yaml', line, column: 3 } } }),
  };
}

function addresses(host: string, ...ips: string[]): [string, HostAnswer] {
  return [host, { kind: 'addresses', ips: ips as Address[], names: [host, `alias.${host}`] }];
}

describe('expandEntries', () => {
  test('makes an entry of each address of a host', () => {
    const entries = [entry('198.51.100.1', declared(US)), entry('a.example', declared(EU))];
    const { candidates, ...rest } = expandEntries(
      entries,
      new Map([addresses('a.example', '198.51.100.2', '198.51.100.3')]),
      {
        has: () => false,
      },
    );
    expect(candidates).toEqual([
      { ip: '198.51.100.1', entry: entries[0], names: [] },
      { ip: '198.51.100.2', entry: entries[1], names: ['a.example', 'alias.a.example'] },
      { ip: '198.51.100.3', entry: entries[1], names: ['a.example', 'alias.a.example'] },
    ]);
    expect(rest).toEqual({ problems: [], outcomes: [], notices: [], incomplete: [] });
  });

  test.each<[string, HostAnswer | undefined, string]>([
    [
      'does not resolve',
      { kind: 'failed', reason: 'there is no such name (NXDOMAIN)' },
      'Host a.example does not resolve: there is no such name (NXDOMAIN). Check the name, or give the address itself as ip',
    ],
    [
      'has a private address, if only one of several',
      {
        kind: 'unreachable address',
        ip: '10.0.0.1',
        fault: 'is a private address',
        ips: ['198.51.100.1' as Address],
        names: ['a.example'],
      },
      'Host a.example leads to 10.0.0.1, which is a private address: Cloudflare cannot reach it. Give the public name of the origin',
    ],
    [
      "leads to Cloudflare's own address",
      addresses('a.example', '198.51.100.1', '104.16.0.1')[1],
      "Host a.example leads to 104.16.0.1, an address of Cloudflare itself: it is the proxied public name, not the origin. Give the name behind it: the CNAME's target, or the DNS-only name",
    ],
    ['was not asked for', undefined, 'Host a.example was not resolved'],
  ])('reports a host that %s, at its place and as failed', (_, answer, message) => {
    const answers = new Map(answer === undefined ? [] : [['a.example', answer]]);
    const cloudflare = { has: (ip: Address) => ip.startsWith('104.16.') };
    const place = { file: 'origins.yaml', line: 4, column: 3 };
    expect(expandEntries([entry('a.example', declared(US), 4)], answers, cloudflare)).toEqual({
      candidates: [],
      problems: [{ message, place }],
      outcomes: [{ hosts: ['a.example'], target: US, outcome: 'failed', message }],
      notices: [],
      incomplete: [],
    });
    expect(expandEntries([entry('a.example', { kind: 'auto' })], answers, cloudflare)).toMatchObject({
      problems: [{ message }],
      outcomes: [{ hosts: ['a.example'], outcome: 'failed', message }],
    });
  });

  test('names the hosts that may have more addresses than were answered', () => {
    const answer = {
      ...addresses('a.example', '198.51.100.1')[1],
      incomplete: 'its name servers fail (SERVFAIL)',
    } as HostAnswer;
    expect(
      expandEntries([entry('a.example', declared(US))], new Map([['a.example', answer]]), undefined),
    ).toMatchObject({
      candidates: [{ ip: '198.51.100.1' }],
      problems: [],
      incomplete: ['a.example'],
      notices: [
        {
          message:
            'Host a.example may have more addresses than DNS answered: for its IPv4 or its IPv6 addresses there was no answer (its name servers fail (SERVFAIL))',
        },
      ],
    });
  });
});
