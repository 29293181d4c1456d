import { describe, expect, test } from '@jest/globals';
import type { Address } from '../../../src/domain/address.ts';
import {
  historyOf,
  lastOwner,
  mergeEvents,
  mergeRecords,
  type RecordEntry,
  type RecordEvent,
  recordOf,
  sameRecord,
  trimEvents,
} from '../../../src/preview/record.ts';

const target = (region: string) => ({ vendor: 'aws', region });

/** `saw x 1-2`, `wrote t 3-4`, `wrote t 3` (not known to have happened); `-` is nothing. */
function event(text: string): RecordEvent {
  const [kind, region = '', times = ''] = text.split(' ');
  const [from, until] = times.split('-').map(Number);
  return {
    kind: kind as RecordEvent['kind'],
    ...(region === '-' ? {} : { target: target(region) }),
    from: from as number,
    ...(until === undefined ? {} : { until }),
  };
}

const HOUR = 3_600_000;

describe('what anybody other than a pull request said last', () => {
  test.each<[string, string[], string | undefined]>([
    ['is unknown without a reading', [], undefined],
    ['is the only reading', ['saw x 1-2', 'wrote t 3-4'], 'x'],
    ['may be nothing', ['saw x 1-2', 'wrote t 3-4', 'saw - 5-6'], undefined],
    ['is the newest reading', ['saw x 1-2', 'wrote t 3-4', 'saw y 5-6'], 'y'],
    ['is not what a pull request wrote', ['saw x 1-2', 'wrote t 3-4', 'saw t 5-6'], 'x'],
    ['is not what another pull request wrote', ['saw x 1-2', 'inherited t 3-4', 'saw t 5-6'], 'x'],
    ['is not what was restored', ['saw x 1-2', 'restored t 3-4', 'saw t 5-6'], 'x'],
    ['is what was written only later', ['saw x 1-2', 'saw t 3-4', 'wrote t 5-6'], 't'],
    ['may be written at the time of the reading', ['saw x 1-2', 'wrote t 5-8', 'saw t 3-6'], 'x'],
    ['is what somebody set again after another state was read', ['wrote t 1-2', 'saw x 3-4', 'saw t 5-6'], 't'],
    ['is what somebody set again after another state was written', ['wrote t 1-2', 'wrote u 3-4', 'saw t 5-6'], 't'],
    ['may be of a run that was broken off', ['saw y 1-1', 'wrote t 2', 'saw x 3-4', `saw t 5-6`], 'x'],
    [
      'is not of a run that was broken off long ago',
      ['wrote t 1', `saw x ${HOUR + 1}-${HOUR + 2}`, `saw t ${HOUR + 3}-${HOUR + 4}`],
      't',
    ],
    ['is the oldest reading where all are explained', ['wrote t 1-2', 'wrote u 3-4', 'saw t 2-2', 'saw u 4-5'], 't'],
    [
      'is found behind two states that came later',
      ['saw z 1-1', 'wrote t 1-2', 'saw x 3-4', 'wrote t 4-5', 'saw y 6-7', 'wrote t 8-9', 'saw t 10-11'],
      'y',
    ],
  ])('%s', (_name, events, region) => {
    expect(historyOf(events.map(event)).before?.region).toBe(region);
  });

  test('is worked out at once for an address of a thousand pull requests', () => {
    const events = Array.from({ length: 1000 }, (_, n) => [
      event(`saw x${n % 7} ${10 * n}-${10 * n + 1}`),
      event(`inherited t${n % 5} ${10 * n + 2}-${10 * n + 3}`),
    ]).flat();
    expect(historyOf(events).before).toEqual(target('x5'));
  });
});

test('the last owner registered last; of two at once, the one with the higher number', () => {
  const entry = (at: number): RecordEntry => ({
    ip: '192.0.2.1' as Address,
    state: 'held',
    target: target('t'),
    at,
    events: [],
  });
  expect(lastOwner([])).toBeUndefined();
  expect(
    lastOwner([
      { pull: 1, entry: entry(5) },
      { pull: 2, entry: entry(4) },
    ])?.pull,
  ).toBe(1);
  expect(
    lastOwner([
      { pull: 2, entry: entry(5) },
      { pull: 1, entry: entry(5) },
    ])?.pull,
  ).toBe(2);
});

test('old events are dropped, and not the one by which it is known what was there before', () => {
  const writes = Array.from({ length: 20 }, (_, n) => event(`wrote t${n} ${10 + 2 * n}-${11 + 2 * n}`));
  expect(trimEvents(writes)).toEqual(writes.slice(-12));
  const trimmed = trimEvents([event('saw x 1-2'), ...writes]);
  expect(trimmed).toHaveLength(12);
  expect(historyOf(trimmed).before).toEqual(target('x'));
  expect(trimEvents([...writes, event('saw y 90-91')])).toHaveLength(12);
  expect(trimEvents(writes.slice(5))).toHaveLength(12);
});

test('events are merged once each, and the copy that knows more counts', () => {
  const merged = mergeEvents(
    [event('inherited t 3'), event('saw t 3-4')],
    [event('wrote t 3-5')],
    [event('inherited t 3')],
  );
  expect(merged).toEqual([event('wrote t 3-5'), event('saw t 3-4')]);
});

test('of several records the newest entry counts, with all that is known', () => {
  const ip = '192.0.2.1' as Address;
  const older: RecordEntry = { ip, state: 'held', target: target('t'), at: 1, events: [event('saw x 1-2')] };
  const newer: RecordEntry = { ip, state: 'past', target: target('u'), at: 2, events: [event('wrote u 3-4')] };
  const expected = recordOf([{ ...newer, events: [event('saw x 1-2'), event('wrote u 3-4')] }]);
  expect(mergeRecords([recordOf([older]), recordOf([newer])])).toEqual(expected);
  expect(mergeRecords([recordOf([newer]), recordOf([older])])).toEqual(expected);
  expect(sameRecord(recordOf([older]), recordOf([{ ...older, at: 5 }]))).toBe(false);
  expect(sameRecord(recordOf([older]), recordOf([{ ...older, at: 5 }]), 'order')).toBe(true);
});
