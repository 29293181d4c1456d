import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { realClock } from '../../../src/domain/clock.ts';

beforeEach(() => {
  jest.useFakeTimers({ now: 5000 });
});

afterEach(() => {
  jest.useRealTimers();
});

test('a clock sleeps as long as it is asked to', async () => {
  const started = realClock.now();
  const slept = realClock.sleep(1000, new AbortController().signal);
  await jest.advanceTimersByTimeAsync(1000);
  await expect(slept).resolves.toBeUndefined();
  expect(realClock.now() - started).toBe(1000);
  expect(realClock.date()).toBe(6000);
  expect(jest.getTimerCount()).toBe(0);
});

test('it wakes early when its signal is aborted, and does not sleep where it is already', async () => {
  const controller = new AbortController();
  const slept = realClock.sleep(1000, controller.signal);
  const reason = new Error('stop');
  controller.abort(reason);
  await expect(slept).rejects.toBe(reason);
  await expect(realClock.sleep(1000, controller.signal)).rejects.toBe(reason);
  expect(jest.getTimerCount()).toBe(0);
});

test('it gives signals that abort by themselves, and numbers for jitter', () => {
  expect(realClock.timeout(1000).aborted).toBe(false);
  const number = realClock.random();
  expect(number >= 0 && number < 1).toBe(true);
});
