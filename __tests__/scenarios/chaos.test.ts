import { beforeAll, describe, expect, test } from '@jest/globals';
import { scenarioOf } from '../../chaos/draw-scenario.ts';
import type { Scenario } from '../../chaos/scenario.ts';
import { type Evidence, play } from '../../chaos/setup.ts';
import { tallyOf } from '../../chaos/tally.ts';
import { ended, isActing, liesOf, sentBesides, unfound, withRuns } from '../support/lies.ts';

test('an action tells the truth in some random scenarios of every kind', async () => {
  const found = [];
  for (const [kind, scenarios] of [
    ['zone', 30],
    ['origins', 10],
    ['pulls', 5],
    ['pushes', 5],
  ] as const)
    found.push(...(await tallyOf({ seed: 1, scenarios, kind, built: false })).findings);
  expect(found).toEqual([]);
});

test('a seed gives the same scenario each time, and another seed another one', () => {
  expect(scenarioOf(7)).toEqual(scenarioOf(7));
  expect(scenarioOf(7)).not.toEqual(scenarioOf(8));
});

const evidences: Evidence[] = [];
const seed = (kind: Scenario['kind'], from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => ({ ...scenarioOf(from + index, kind), built: false }));
const noSecond = () => {
  throw new Error('there is no second action');
};

beforeAll(async () => {
  for (const scenario of [...seed('zone', 1, 130), ...seed('origins', 1, 15), ...seed('pushes', 1, 6)]) {
    if (scenario.steps.some((step) => step.kind === 'run' && !isPlain(step, scenario))) continue;
    evidences.push(await play(scenario, noSecond));
  }
});

function isWithoutFaults(step: Scenario['steps'][number]): boolean {
  return step.kind !== 'run' || step.faults.length === 0;
}

/** One action at a time that applies, with nobody else there and an API that has a list. */
function isPlain(step: Extract<Scenario['steps'][number], { kind: 'run' }>, { api }: Scenario): boolean {
  const isListless = api.surfaces === 'patch-only' || api.surfaces === 'none';
  const isAlone = step.tasks.length === 1 && step.writers.length === 0 && step.tasks[0].mode === 'apply';
  return isAlone && !isListless && (step.github ?? []).length === 0;
}

describe('the judge finds the lie', () => {
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
    ['failed', 'unchanged'],
  ])('that %s is %s', (from, to) => {
    // What hosts and feeds come to is judged by requests and by the zone, not by outcomes.
    const lies = liesOf(
      evidences,
      ({ entries, counts }) => {
        // Of what was not attempted "unchanged" may be true.
        const isLie = ({ message = '' }: { message?: string }) =>
          to !== 'unchanged' || !/^was not attempted/.test(message);
        const entry = entries.find((each) => each.outcome === from && each.ip !== undefined && isLie(each));
        if (entry === undefined) return false;
        entry.outcome = to;
        if (to === 'failed') entry.message = 'no';
        counts[from] = Number(counts[from]) - 1;
        counts[to] = Number(counts[to]) + 1;
        return true;
      },
      ['zone', 'pushes'],
    );
    expect(lies.length).toBeGreaterThan(1);
    expect(unfound(lies)).toEqual([]);
  });

  test('that the zone holds one mapping less', () => {
    const lies = liesOf(evidences, (result) => {
      if (result.mappings.length === 0) return false;
      result.mappings.pop();
      result.count = result.mappings.length;
      result.remaining = 3500 - result.count;
      return true;
    });
    expect(lies.length).toBeGreaterThan(15);
    expect(unfound(lies)).toEqual([]);
  });

  test('that nothing changed', () => {
    const lies = liesOf(evidences, (result) => {
      if (!result.changed) return false;
      result.changed = false;
      return true;
    }).filter(({ moments, scenario: { steps } }) => moments.length > 1 && steps.every(isWithoutFaults));
    expect(lies.length).toBeGreaterThan(3);
    expect(unfound(lies)).toEqual([]);
  });

  test('that all is well in a run that failed, and the contrary', () => {
    const lies = evidences.flatMap((evidence) =>
      withRuns(evidence, (run) => ({ ...run, ending: { ...run.ending, exitCode: 1 - run.ending.exitCode } })),
    );
    expect(unfound(lies)).toEqual([]);
  });

  test('by silence: an entry is left out', () => {
    const lies = liesOf(
      evidences,
      ({ entries, counts }) => {
        const entry = entries.shift();
        if (entry === undefined) return false;
        counts[entry.outcome] = Number(counts[entry.outcome]) - 1;
        return true;
      },
      ['zone', 'pushes'],
    );
    expect(lies.length).toBeGreaterThan(15);
    expect(unfound(lies)).toEqual([]);
  });

  test('of a run that shows the credential', () => {
    const lies = evidences.flatMap((evidence) =>
      withRuns(evidence, (run) => ({
        ...run,
        ending: { ...run.ending, summary: `${run.ending.summary} ${evidence.secrets[0]}` },
      })),
    );
    expect(unfound(lies)).toEqual([]);
  });

  test('of a run that shows an address that is hidden', () => {
    const lies = evidences
      .filter(({ runs: [run] }) => run?.task.redact === 'true')
      .flatMap((evidence) => {
        const [ip] = evidence.moments[0]?.holding.keys() ?? [];
        if (ip === undefined) return [];
        return withRuns(evidence, (run) => ({ ...run, ending: { ...run.ending, log: `${run.ending.log}\n[${ip}]` } }));
      });
    expect(lies.length).toBeGreaterThan(2);
    expect(unfound(lies)).toEqual([]);
  });

  test('of a removal that nobody asked for, whatever the kind of run', () => {
    const lies = evidences
      .filter(({ runs: [run] }) => run?.task.state === 'present')
      .flatMap((evidence) => sentBesides(evidence, 'DELETE', '/origin/cloud_regions/192.0.2.250', undefined));
    expect(lies.length).toBeGreaterThan(15);
    expect(unfound(lies)).toEqual([]);
  });

  test('of a write of another target than what was asked for, or what is published', () => {
    const body = { origin_ip: '192.0.2.250', vendor: 'aws', region: 'us-east-1' };
    const lies = evidences.flatMap((evidence) =>
      sentBesides(evidence, 'PUT', '/origin/cloud_regions/192.0.2.250', body),
    );
    expect(unfound(lies)).toEqual([]);
  });
});

describe('the judge of pull requests finds', () => {
  let lives: Evidence[];
  beforeAll(async () => {
    lives = [];
    for (const scenario of seed('pulls', 1, 9))
      if (!scenario.steps.some((step) => step.kind === 'pull' && step.does === 'erase comments'))
        lives.push(await play(scenario, noSecond));
  });

  test('a mapping that stays when all are closed', () => {
    const lies = lives.map((evidence) => ended(evidence, (holding) => holding.set('203.0.113.77', 'aws us-east-1')));
    expect(unfound(lies)).toEqual([]);
  });

  test('a mapping of others that is gone in the end', () => {
    const lies = lives.flatMap((evidence) => {
      const [ip] = [...(evidence.moments.at(-1)?.holding.keys() ?? [])].slice(-1);
      return ip === undefined ? [] : [ended(evidence, (holding) => holding.delete(ip))];
    });
    expect(lies.length).toBeGreaterThan(2);
    expect(unfound(lies)).toEqual([]);
  });

  test('an old event that acts all the same', () => {
    const lies = lives.flatMap((evidence) =>
      evidence.runs.flatMap((run, index): Evidence[] => {
        const { event } = run.task;
        const step = evidence.scenario.steps[run.step];
        const isAsked = step?.kind === 'run' && (step.github ?? []).length === 0;
        if (event?.kind !== 'pull' || run.task.state !== 'auto' || !isAsked || !isActing(run)) return [];
        const action = event.action === 'closed' ? 'synchronize' : 'closed';
        const lie = { ...run, task: { ...run.task, event: { ...event, action } as const } };
        return [{ ...evidence, runs: evidence.runs.with(index, lie) }];
      }),
    );
    expect(lies.length).toBeGreaterThan(0);
    expect(unfound(lies)).toEqual([]);
  });
});
