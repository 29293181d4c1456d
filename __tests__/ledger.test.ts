import { describe, expect, test } from '@jest/globals';
import type { Address } from '../src/domain/address.ts';
import type { Outcome } from '../src/domain/outcome.ts';
import { entryProblems, openLedger } from '../src/ledger.ts';
import { Failure } from '../src/zone/failure.ts';

const ip = (last: number) => `192.0.2.${last}` as Address;
const target = { vendor: 'aws', region: 'us-east-1' };

describe('a result', () => {
  test('of a run that learned nothing holds nothing that it does not know', () => {
    expect(openLedger().result('plan', 0, 12)).toStrictEqual({
      mode: 'plan',
      problems: [],
      warnings: [],
      notices: [],
      outcomes: [],
      changed: false,
      requests: 0,
      duration: 12,
    });
  });

  test('holds what was entered', () => {
    const ledger = openLedger();
    const list = new Map([[ip(1), { ip: ip(1), ...target }]]);
    const regions = new Map([['aws', new Map([['us-east-1', []]])]]);
    ledger.warnings.push({ message: 'careful' });
    ledger.notices.push({ message: 'by the way' });
    Object.assign(ledger, { zoneId: 'z', apiVersion: 'v2', list, regions, changed: true });
    ledger.outcomes = [{ ip: ip(1), target, outcome: 'created' }];
    expect(ledger.result('apply', 3, 45)).toEqual({
      mode: 'apply',
      problems: [],
      warnings: [{ message: 'careful' }],
      notices: [{ message: 'by the way' }],
      outcomes: [{ ip: ip(1), target, outcome: 'created' }],
      zoneId: 'z',
      apiVersion: 'v2',
      list,
      regions,
      changed: true,
      requests: 3,
      duration: 45,
    });
  });

  test('is in the order of the addresses, whatever the order of the plan and of the answer', () => {
    const ledger = openLedger();
    const unsorted = ['2001:db8::1', '192.0.2.10', '192.0.2.9'].map((text) => ({ ip: text as Address, ...target }));
    ledger.list = new Map(unsorted.map((mapping) => [mapping.ip, mapping]));
    ledger.outcomes = unsorted.map((entry) => ({ ip: entry.ip, target, outcome: 'created' }));
    const { list, outcomes } = ledger.result('apply', 0, 0);
    const inOrder = ['192.0.2.9', '192.0.2.10', '2001:db8::1'];
    expect([...(list?.keys() ?? [])]).toEqual(inOrder);
    expect(outcomes.map((outcome) => outcome.ip)).toEqual(inOrder);
  });

  test('says of what has no outcome that it was not attempted, and why', () => {
    const ledger = openLedger();
    ledger.wanted = [{ ip: ip(1), target }, { ip: ip(2) }];
    expect(ledger.result('apply', 0, 0).outcomes).toEqual([
      { ip: ip(1), target, outcome: 'failed', message: 'was not attempted: the run ended before' },
      { ip: ip(2), outcome: 'failed', message: 'was not attempted: the run ended before' },
    ]);
    ledger.problems.push({ message: 'the first cause' }, { message: 'another' });
    expect(ledger.result('apply', 0, 0).outcomes[0]).toMatchObject({ message: 'was not attempted: the first cause' });
    ledger.outcomes = [];
    expect(ledger.result('apply', 0, 0).outcomes).toEqual([]);
  });
});

describe('what ended a run early', () => {
  test.each<[string, unknown, object]>([
    ['a failure with a code', new Failure('refused', 'no', [1000, 1158]), { message: 'no', code: 1158 }],
    ['a failure without one', new Failure('unanswered', 'silence'), { message: 'silence' }],
    [
      'a fault of the program',
      new TypeError('oops'),
      { message: expect.stringMatching(/fault of this action: oops\. Please/) },
    ],
    ['something else', 'thrown', { message: expect.stringMatching(/fault of this action: thrown\. Please report it/) }],
  ])('is a problem: %s', (_, error, problem) => {
    const ledger = openLedger();
    ledger.stopped(error);
    expect(ledger.problems).toEqual([problem]);
  });
});

describe('failed entries', () => {
  const failed = (last: number, message: string, code?: number): Outcome => ({
    ip: ip(last),
    target,
    outcome: 'failed',
    message,
    ...(code === undefined ? {} : { code }),
  });
  const place = (line: number, column: number) => ({ file: 'a.csv', line, column });
  const wanted = [1, 2, 3, 4].map((last) => ({
    ip: ip(last),
    target,
    places: { ip: place(last, 1), ...(last === 2 ? {} : { region: place(last, 9) }) },
  }));

  test('each are a problem with address, code, and the place of the region or else of the address', () => {
    const outcomes: Outcome[] = [failed(1, 'no', 1157), { ip: ip(3), outcome: 'removed' }, failed(2, 'never')];
    expect(entryProblems(outcomes, wanted)).toEqual([
      { message: '192.0.2.1: no', code: 1157, place: place(1, 9) },
      { message: '192.0.2.2: never', place: place(2, 1) },
    ]);
  });

  test('with one cause are told together, naming the first and how many', () => {
    const outcomes = [failed(1, 'cancelled'), failed(2, 'no'), failed(3, 'cancelled'), failed(4, 'cancelled')];
    expect(entryProblems(outcomes, wanted).map(({ message }) => message)).toEqual([
      '3 entries, 192.0.2.1 first: cancelled',
      '192.0.2.2: no',
    ]);
  });

  test('that nobody placed have no place', () => {
    expect(entryProblems([failed(9, 'no')], [{ ip: ip(9), target }])).toEqual([{ message: '192.0.2.9: no' }]);
    expect(entryProblems([failed(9, 'no')], [])).toEqual([{ message: '192.0.2.9: no' }]);
  });
});
