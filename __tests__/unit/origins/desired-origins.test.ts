import { describe, expect, test } from '@jest/globals';
import type { Address } from '../../../src/domain/address.ts';
import type { Entry, Location, Places } from '../../../src/domain/entry.ts';
import type { Target, Vendor } from '../../../src/domain/mapping.ts';
import { expandEntries, locateCandidates, toDesired } from '../../../src/origins/desired-origins.ts';
import type { Located, OriginToLocate } from '../../../src/origins/locate.ts';
import type { HostAnswer } from '../../../src/origins/resolver.ts';

const US: Target = { vendor: 'aws', region: 'us-east-1' };
const EU: Target = { vendor: 'aws', region: 'eu-west-1' };
const declared = (target: Target): Location => ({ kind: 'target', target });
const auto: Location = { kind: 'auto' };
const any: Location = { kind: 'any' };

function entry(origin: string, location: Location, rest: { line?: number; check?: boolean } = {}): Entry {
  const places: { places?: Places } =
    rest.line === undefined ? {} : { places: { origin: { file: 'origins.yaml', line: rest.line, column: 3 } } };
  return {
    origin: /^[\d.]+$/.test(origin) ? { kind: 'ip', ip: origin as Address } : { kind: 'host', host: origin },
    location,
    check: rest.check ?? true,
    ...places,
  };
}

function addresses(host: string, ...ips: string[]): [string, HostAnswer] {
  return [host, { kind: 'addresses', ips: ips as Address[], names: [host, `alias.${host}`] }];
}

const found = (target: Target, disagreement?: string): Located => ({
  kind: 'found',
  target,
  evidence: { kind: 'published', words: `published for ${target.region}` },
  ...(disagreement === undefined ? {} : { disagreement }),
});

/** Entries as desired, by answers of DNS and by what is found of an address, or of an address by a host. */
async function desiredOf(entries: Entry[], answers: [string, HostAnswer][], located: Record<string, Located> = {}) {
  const { candidates } = expandEntries(entries, new Map(answers), undefined);
  const locate = async ({ ip, names }: OriginToLocate) =>
    located[`${names[0]} ${ip}`] ?? located[ip] ?? ({ kind: 'unknown', reason: 'no range' } as const);
  return toDesired(candidates, await locateCandidates(candidates, { locate }));
}

describe('locateCandidates', () => {
  test('looks for the regions of entries that say auto, with their names and the vendor that is believed', async () => {
    const asked: OriginToLocate[] = [];
    const limited: Location = { kind: 'auto', vendor: 'gcp' as Vendor };
    const entries = [
      entry('198.51.100.1', declared(US)),
      entry('198.51.100.2', any),
      entry('198.51.100.3', auto),
      entry('a.example', limited),
    ];
    const { candidates } = expandEntries(entries, new Map([addresses('a.example', '198.51.100.4')]), undefined);
    const located = await locateCandidates(candidates, {
      async locate(origin) {
        asked.push(origin);
        return found(US);
      },
    });
    expect(asked).toEqual([
      { ip: '198.51.100.3', names: [] },
      { ip: '198.51.100.4', names: ['a.example', 'alias.a.example'], vendor: 'gcp' },
    ]);
    expect(located.size).toBe(2);
  });
});

describe('toDesired', () => {
  test('gives each address its hosts, its target, its place and whether it is checked', async () => {
    const entries = [entry('198.51.100.1', declared(US), { line: 2, check: false }), entry('a.example', any)];
    expect(await desiredOf(entries, [addresses('a.example', '198.51.100.2')])).toEqual({
      desired: [
        {
          ip: '198.51.100.1',
          hosts: [],
          location: { kind: 'known', target: US },
          check: false,
          places: { origin: { file: 'origins.yaml', line: 2, column: 3 } },
        },
        { ip: '198.51.100.2', hosts: ['a.example'], location: { kind: 'any' }, check: true },
      ],
      problems: [],
      notices: [],
    });
  });

  test('gives what was found with its evidence, and what was not with its reason', async () => {
    const { desired } = await desiredOf([entry('198.51.100.1', auto), entry('198.51.100.2', auto)], [], {
      '198.51.100.1': found(US),
    });
    expect(desired.map(({ location }) => location)).toEqual([
      { kind: 'known', target: US, evidence: { kind: 'published', words: 'published for us-east-1' } },
      { kind: 'unknown', reason: 'no range', otherwise: 'fail' },
    ]);
  });

  test('takes an entry for which nothing was looked for as not known', () => {
    const { candidates } = expandEntries([entry('198.51.100.1', auto)], new Map(), undefined);
    expect(toDesired(candidates, new Map()).desired[0]?.location).toEqual({
      kind: 'unknown',
      reason: 'nothing was looked for',
      otherwise: 'fail',
    });
  });

  test('says in a notice where host name and published range disagree', async () => {
    const { notices } = await desiredOf([entry('198.51.100.1', auto, { line: 7 })], [], {
      '198.51.100.1': found(US, 'host name x says aws eu-west-1'),
    });
    expect(notices).toEqual([
      {
        message: '198.51.100.1: host name x says aws eu-west-1',
        place: { file: 'origins.yaml', line: 7, column: 3 },
      },
    ]);
  });

  const both = [addresses('a.example', '198.51.100.1'), addresses('b.example', '198.51.100.1')];
  const evidence = { kind: 'published', words: 'published for us-east-1' };

  test.each([
    ['declared, twice', declared(US), declared(US), { kind: 'known', target: US }],
    ['declared and found', declared(US), auto, { kind: 'known', target: US }],
    ['found and declared', auto, declared(US), { kind: 'known', target: US }],
    ['found, twice', auto, auto, { kind: 'known', target: US, evidence }],
    ['of no matter and declared', any, declared(US), { kind: 'known', target: US }],
    ['of no matter, twice', any, any, { kind: 'any' }],
  ] as const)('merges two hosts of one address whose target is %s', async (_, one, two, location) => {
    const entries = [entry('a.example', one), entry('b.example', two, { check: false })];
    expect(await desiredOf(entries, both, { '198.51.100.1': found(US) })).toEqual({
      desired: [{ ip: '198.51.100.1', hosts: ['a.example', 'b.example'], location, check: false }],
      problems: [],
      notices: [],
    });
  });

  test('merges a host with the address itself', async () => {
    const { desired } = await desiredOf([entry('198.51.100.1', declared(US)), entry('a.example', declared(US))], both);
    expect(desired).toMatchObject([{ ip: '198.51.100.1', hosts: ['a.example'] }]);
  });

  test('lets what is declared stand for what was not found', async () => {
    const { desired, problems } = await desiredOf([entry('a.example', auto), entry('b.example', declared(EU))], both);
    expect(desired).toMatchObject([{ location: { kind: 'known', target: EU } }]);
    expect(problems).toEqual([]);
  });

  test('reports two targets of one address, naming both hosts and the place of the first', async () => {
    const entries = [entry('a.example', declared(US), { line: 2 }), entry('b.example', declared(EU), { line: 5 })];
    const { problems } = await desiredOf(entries, both);
    expect(problems).toEqual([
      {
        message:
          '198.51.100.1 would get two targets: aws us-east-1 by host a.example (origins.yaml:2:3), and aws eu-west-1 by host b.example (origins.yaml:5:3). An address has one; correct one of them, or take it out',
        place: { file: 'origins.yaml', line: 5, column: 3 },
      },
    ]);
  });

  test('reports two targets of an address that is given itself and by a host', async () => {
    const { problems } = await desiredOf([entry('198.51.100.1', declared(US)), entry('a.example', auto)], both, {
      '198.51.100.1': found(EU),
    });
    expect(problems).toEqual([
      {
        message:
          '198.51.100.1 would get two targets: aws us-east-1 by ip 198.51.100.1, and aws eu-west-1 by host a.example (published for eu-west-1). An address has one; correct one of them, or take it out',
      },
    ]);
  });

  test('names the entry that a target is from, of whatever entries came before it', async () => {
    const answers = [...both, addresses('c.example', '198.51.100.1')];
    const entries = [entry('a.example', auto), entry('b.example', declared(EU)), entry('c.example', declared(US))];
    expect((await desiredOf(entries, answers)).problems[0]?.message).toMatch(
      'aws eu-west-1 by host b.example, and aws us-east-1 by host c.example',
    );
  });

  test('reports an anycast address to which two hosts give two regions', async () => {
    const { problems } = await desiredOf([entry('a.example', auto), entry('b.example', auto)], both, {
      'a.example 198.51.100.1': found(US),
      'b.example 198.51.100.1': found(EU),
    });
    expect(problems).toHaveLength(1);
  });
});
