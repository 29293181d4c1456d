import { describe, expect, test } from '@jest/globals';
import { openBudget } from '../../../src/cloudflare/budget.ts';
import { fakeClock } from '../../support/cloudflare.ts';

function start(milliseconds: number) {
  const clock = fakeClock();
  const stop = new AbortController();
  return { clock, stop, budget: openBudget(clock, clock.now(), milliseconds, stop.signal) };
}

describe('Requests', () => {
  test('leave at once, 1,200 of them, and the next when five minutes are over since the first', async () => {
    const { clock, budget } = start(3_600_000);
    const begun = clock.now();
    await budget.turn();
    clock.pass(60_000);
    for (let sent = 1; sent < 1200; sent += 1) await budget.turn();
    expect(clock.waits).toEqual([]);
    await budget.turn();
    expect(clock.now()).toBe(begun + 300_000);
    await budget.turn();
    expect(clock.now()).toBe(begun + 360_000);
    expect(budget.sent).toBe(1202);
  });

  test('are never more than 1,200 in any five minutes', async () => {
    const { clock, budget } = start(3_600_000);
    const sent: number[] = [];
    for (let index = 0; index < 4000; index += 1) {
      await budget.turn();
      sent.push(clock.now());
      clock.pass(index % 7 === 0 ? 900 : 20);
    }
    const crowded = sent.filter((at, index) => at - (sent[index - 1200] ?? Number.NEGATIVE_INFINITY) < 300_000);
    expect(crowded).toEqual([]);
    expect(sent.at(-1)).toBeLessThan(1_000_000);
  });

  test('end at once where the next may leave only after the budget', async () => {
    const { clock, budget } = start(200_000);
    for (let sent = 0; sent < 1200; sent += 1) await budget.turn();
    await expect(budget.turn()).rejects.toMatchObject({
      kind: 'out-of-time',
      message:
        'Cloudflare takes 1,200 requests in 5 minutes, and they have been sent, and 200 s of the run are left (timeout-seconds allows 200 s for the run)',
    });
    expect(clock.waits).toEqual([]);
    expect(budget.sent).toBe(1200);
  });

  test('end when the budget is used up', async () => {
    const { clock, budget } = start(10_000);
    clock.pass(9_999);
    await budget.turn();
    expect(budget.left()).toBe(1);
    clock.pass(1);
    await expect(budget.turn()).rejects.toMatchObject({
      kind: 'out-of-time',
      message: 'The time for the run is used up (timeout-seconds allows 10 s for the run)',
    });
  });

  test('end when the run is cancelled', async () => {
    const { stop, budget } = start(10_000);
    stop.abort();
    await expect(budget.turn()).rejects.toMatchObject({ kind: 'cancelled' });
    expect(budget.sent).toBe(0);
  });

  test('are not sent any more when they are given up, also while they wait', async () => {
    const { clock, budget } = start(60_000);
    await expect(budget.turn(AbortSignal.abort())).rejects.toMatchObject({ kind: 'cancelled' });
    const ended = new AbortController();
    await expect(budget.wait(7_000, true, AbortSignal.abort())).rejects.toMatchObject({ kind: 'cancelled' });
    clock.onSleep = () => ended.abort();
    await expect(budget.turn(ended.signal)).rejects.toMatchObject({ kind: 'cancelled' });
    expect(budget.sent).toBe(0);
  });
});

describe('A wait', () => {
  test('that the server requested delays every other request', async () => {
    const { clock, stop, budget } = start(60_000);
    const begun = clock.now();
    const ended = new AbortController();
    clock.onSleep = () => ended.abort();
    await expect(budget.wait(7_000, true, ended.signal)).rejects.toMatchObject({ kind: 'cancelled' });
    expect(clock.now()).toBe(begun);
    clock.onSleep = undefined;
    await budget.turn();
    expect(clock.now()).toBe(begun + 7_000);
    expect(stop.signal.aborted).toBe(false);
  });

  test('of our own delays no other request', async () => {
    const { clock, budget } = start(60_000);
    const ended = new AbortController();
    ended.abort();
    await expect(budget.wait(7_000, false, ended.signal)).rejects.toMatchObject({ kind: 'cancelled' });
    await budget.turn();
    expect(clock.waits).toEqual([7_000]);
  });

  test.each([
    [true, 'Cloudflare asks to wait 61 s (Retry-After), and 60 s of the run are left'],
    [false, 'The next attempt is due in 61 s, and 60 s of the run are left'],
  ])('beyond the budget ends at once (requested: %p)', async (requested, words) => {
    const { clock, budget } = start(60_000);
    await expect(budget.wait(60_950, requested)).rejects.toMatchObject({
      kind: 'out-of-time',
      message: `${words} (timeout-seconds allows 60 s for the run)`,
    });
    expect(clock.waits).toEqual([]);
  });

  test('may last as long as the budget', async () => {
    const { clock, budget } = start(60_000);
    await budget.wait(60_000, false);
    expect(clock.waits).toEqual([60_000]);
  });

  test('ends when the run is cancelled', async () => {
    const { clock, stop, budget } = start(60_000);
    clock.onSleep = () => stop.abort();
    await expect(budget.wait(1_000, false)).rejects.toMatchObject({
      kind: 'cancelled',
      message: 'The run was cancelled',
    });
  });

  test('that was requested beyond the budget ends the next request', async () => {
    const { budget: late } = start(1_000);
    await expect(late.wait(2_000, true)).rejects.toMatchObject({ kind: 'out-of-time' });
    await expect(late.turn()).rejects.toMatchObject({
      kind: 'out-of-time',
      message: expect.stringMatching(/^Cloudflare asks to wait 2 s, and 1 s of the run are left/),
    });
  });
});
