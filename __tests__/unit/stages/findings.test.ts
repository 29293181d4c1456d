import { describe, expect, test } from '@jest/globals';
import { CloudflareError } from '../../../src/cloudflare/cloudflare-error.ts';
import type { TieredCacheState } from '../../../src/cloudflare/tiered-cache.ts';
import type { Entry } from '../../../src/domain/entry.ts';
import type { Outcome } from '../../../src/domain/result.ts';
import { HttpError } from '../../../src/http/http.ts';
import { type Findings, merge, NO_FINDINGS, problemOf, resultOf } from '../../../src/stages/findings.ts';
import { address, at, EAST, existingOf } from '../../support/reconcile.ts';

const RUN = { mode: 'apply', requests: 3, duration: 12 } as const;
const resultFrom = (part: Partial<Findings>) => resultOf({ ...NO_FINDINGS, ...part }, RUN);
const entry = (ip: string): Entry => ({
  origin: { kind: 'ip', ip: address(ip) },
  location: { kind: 'target', target: EAST },
  check: true,
});
const HOST: Entry = { origin: { kind: 'host', host: 'a.example' }, location: { kind: 'auto' }, check: true };

describe('A result', () => {
  test('of a run that learned nothing holds nothing that is not known', () => {
    expect(resultOf(NO_FINDINGS, { mode: 'plan', requests: 0, duration: 12 })).toStrictEqual({
      mode: 'plan',
      problems: [],
      warnings: [],
      notices: [],
      outcomes: [],
      switchedOn: [],
      changed: false,
      requests: 0,
      duration: 12,
    });
  });

  test('holds what the stages found', () => {
    const outcome: Outcome = { ip: address('192.0.2.1'), target: EAST, outcome: 'created' };
    const existing = existingOf([at('192.0.2.1', EAST)]);
    const regions = new Map([['aws', new Map([['us-east-1', []]])]]);
    const found = { zoneId: 'z', apiVersion: 'v2', existing, regions, changed: true, outcomes: [outcome] } as const;
    expect(resultFrom({ ...found, warnings: [{ message: 'careful' }] })).toEqual({
      ...found,
      ...RUN,
      problems: [],
      warnings: [{ message: 'careful' }],
      notices: [],
      switchedOn: [],
    });
  });

  test('is in the order of the addresses, host names without one last', () => {
    const ips = ['2001:db8::1', '192.0.2.10', '192.0.2.9'];
    const outcomes: Outcome[] = [
      { hosts: ['a.example'], outcome: 'failed', message: 'no' },
      ...ips.map((ip) => ({ ip: address(ip), target: EAST, outcome: 'created' as const })),
    ];
    const result = resultFrom({ outcomes, existing: existingOf(ips.map((ip) => at(ip, EAST))) });
    const inOrder = ['192.0.2.9', '192.0.2.10', '2001:db8::1'];
    expect([...(result.existing?.mappings.keys() ?? [])]).toEqual(inOrder);
    expect(result.outcomes.map(({ ip }) => ip)).toEqual([...inOrder, undefined]);
  });

  test('says of what has no outcome that it was not attempted, and why', () => {
    const entries = [entry('192.0.2.1'), HOST];
    expect(resultFrom({ entries }).outcomes).toEqual([
      { ip: '192.0.2.1', target: EAST, outcome: 'failed', message: 'was not attempted: the run ended before' },
      { hosts: ['a.example'], outcome: 'failed', message: 'was not attempted: the run ended before' },
    ]);
    const problems = [{ message: 'the first cause' }, { message: 'another' }];
    expect(resultFrom({ entries, problems }).outcomes[0]).toMatchObject({
      message: 'was not attempted: the first cause',
    });
    expect(resultFrom({ entries, outcomes: [] }).outcomes).toEqual([]);
  });

  test('tells a host that did not resolve once, with its own reason', () => {
    const unresolved: Outcome[] = [{ hosts: ['a.example'], outcome: 'failed', message: 'does not resolve' }];
    const { outcomes } = resultFrom({ entries: [entry('192.0.2.1'), HOST], unresolved });
    expect(outcomes.map(({ hosts, ip }) => hosts ?? ip)).toEqual(['192.0.2.1', ['a.example']]);
    expect(outcomes[1]).toMatchObject({ message: 'does not resolve' });
  });

  const reading = (state: TieredCacheState) => ({ now: () => state, done: Promise.resolve(), stop() {} });
  test.each([
    [{ tieredCaching: 'on', smartTopology: 'on' }, 'smart', 0],
    [{ tieredCaching: 'on', smartTopology: 'off' }, 'generic', 1],
    [{ tieredCaching: 'off', smartTopology: 'unknown' }, 'off', 1],
    [{ tieredCaching: 'unknown', smartTopology: 'off' }, undefined, 1],
    [{ tieredCaching: 'unknown', smartTopology: 'unknown' }, undefined, 0],
  ] as const)(
    'has what the settings are when it is made, and a warning where hints do not act: %j',
    (state, name, warnings) => {
      const result = resultFrom({ tieredCacheReading: reading(state) });
      expect(result.tieredCache).toBe(name);
      expect(result.warnings).toHaveLength(warnings);
      expect(result).not.toHaveProperty('tieredCacheReading');
    },
  );

  test('warns of nothing where the run was to switch it on', () => {
    const off = { tieredCaching: 'off', smartTopology: 'off' } as const;
    const after = { tieredCaching: 'on', smartTopology: 'on' } as const;
    const result = resultFrom({ tieredCacheReading: reading(off), tieredCacheState: after });
    expect(result).toMatchObject({ tieredCache: 'smart', warnings: [] });
  });
});

describe('What stages find', () => {
  test('adds messages, and replaces all else', () => {
    const first = merge(NO_FINDINGS, { problems: [{ message: 'a' }], zoneId: 'one', changed: true });
    const second = merge(first, { problems: [{ message: 'b' }], notices: [{ message: 'c' }], zoneId: 'two' });
    expect(second).toMatchObject({
      problems: [{ message: 'a' }, { message: 'b' }],
      notices: [{ message: 'c' }],
      zoneId: 'two',
      changed: true,
    });
    expect(merge(merge(second, { outcomes: [] }), { outcomes: undefined }).outcomes).toBeUndefined();
  });
});

describe('What ended a run early', () => {
  test.each<[string, unknown, object]>([
    ['an answer with a code', new CloudflareError('refused', 'no', [1158]), { message: 'no', code: 1158 }],
    [
      'an answer with several codes',
      new CloudflareError('refused', 'no', [1000, 1158]),
      { message: 'no', code: 1158, codes: [1000, 1158] },
    ],
    ['an answer without one', new CloudflareError('unanswered', 'silence'), { message: 'silence' }],
    ['no route, whose code is a probe’s', new CloudflareError('no-route', 'nowhere', [10405]), { message: 'nowhere' }],
    ['a connection', new HttpError('proxy', 'ECONNREFUSED', 'the proxy is dead'), { message: 'the proxy is dead' }],
    [
      'a fault of the program',
      new TypeError('oops'),
      { message: expect.stringMatching(/fault of this action: oops\. Please/) },
    ],
    ['something else', 'thrown', { message: expect.stringMatching(/fault of this action: thrown\. Please report it/) }],
  ])('is a problem: %s', (_, error, problem) => {
    expect(problemOf(error)).toEqual(problem);
  });
});
