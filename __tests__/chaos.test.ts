import { beforeAll, describe, expect, test } from '@jest/globals';
import { scenarioOf } from '../chaos/draw.ts';
import { tallyOf } from '../chaos/runs.ts';
import { type Evidence, play } from '../chaos/stage.ts';
import { violations } from '../chaos/verdict.ts';

test('an action tells the truth in 150 random scenarios of faults, other writers and simultaneous runs', async () => {
  const { runs, findings } = await tallyOf(1, 150, false);
  expect(runs).toBe(150);
  expect(findings).toEqual([]);
});

test('a seed gives the same scenario each time, and another seed another one', () => {
  expect(scenarioOf(7)).toEqual(scenarioOf(7));
  expect(scenarioOf(7)).not.toEqual(scenarioOf(8));
});

describe('the judge finds a lie', () => {
  const evidences: Evidence[] = [];
  beforeAll(async () => {
    for (let seed = 1; seed <= 150; seed += 1) {
      const scenario = { ...scenarioOf(seed), built: false };
      const { tasks, strangers, api } = scenario;
      const listless = api.surfaces === 'patch-only' || api.surfaces === 'none';
      if (tasks.length > 1 || strangers.length > 0 || tasks[0].mode !== 'apply' || listless) continue;
      evidences.push(
        await play(scenario, () => {
          throw new Error('there is no second action');
        }),
      );
    }
  });

  test.each([
    ['created', 'updated'],
    ['created', 'unchanged'],
    ['created', 'failed'],
    ['updated', 'created'],
    ['updated', 'unchanged'],
    ['updated', 'skipped'],
    ['removed', 'unchanged'],
    ['unchanged', 'created'],
    ['unchanged', 'skipped'],
    ['skipped', 'unchanged'],
    ['skipped', 'updated'],
    ['failed', 'created'],
    ['failed', 'skipped'],
    ['failed', 'unchanged'],
  ])('that %s is %s', (from, to) => {
    const lies = evidences.flatMap((evidence) => retold(evidence, from, to));
    expect(lies.length).toBeGreaterThan(2);
    expect(lies.filter((lie) => violations(lie).length === 0).map(({ scenario }) => scenario.seed)).toEqual([]);
  });

  test('that the zone holds one mapping less', () => {
    const lies = evidences.flatMap((evidence) =>
      told(evidence, (account) => {
        if (account.mappings.length === 0) return false;
        account.mappings.pop();
        account.count = account.mappings.length;
        account.remaining = 3500 - account.count;
        return true;
      }),
    );
    expect(lies.length).toBeGreaterThan(20);
    expect(lies.filter((lie) => violations(lie).length === 0).map(({ scenario }) => scenario.seed)).toEqual([]);
  });
});

interface Telling {
  entries: { outcome: string; message?: string }[];
  counts: Record<string, number>;
  mappings: unknown[];
  count: number | null;
  remaining: number | null;
}

/** The same run with the first entry of one outcome told as another, in the result file and the outputs alike. */
function retold(evidence: Evidence, from: string, to: string): Evidence[] {
  return told(evidence, ({ entries, counts }) => {
    const entry = entries.find(({ outcome }) => outcome === from);
    if (entry === undefined) return false;
    entry.outcome = to;
    if (to === 'failed') entry.message = 'no';
    counts[from] = Number(counts[from]) - 1;
    counts[to] = Number(counts[to]) + 1;
    return true;
  });
}

/** A run with its account changed; none where there is nothing to change. */
function told(evidence: Evidence, change: (account: Telling) => boolean): Evidence[] {
  const [ending] = evidence.endings;
  if (ending?.file === undefined) return [];
  const account: Telling = JSON.parse(ending.file);
  if (!change(account)) return [];
  const numbers = { ...account.counts, count: account.count, remaining: account.remaining };
  const outputs = {
    ...ending.outputs,
    ...Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, `${value ?? ''}`])),
    mappings: account.count === null ? '' : JSON.stringify(account.mappings),
  };
  return [{ ...evidence, endings: [{ ...ending, outputs, file: JSON.stringify(account) }] }];
}
