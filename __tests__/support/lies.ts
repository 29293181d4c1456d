import { violations } from '../../chaos/judge.ts';
import type { Scenario } from '../../chaos/scenario.ts';
import type { Evidence, RunRecord } from '../../chaos/setup.ts';
import type { Moment } from '../../chaos/witness.ts';

// Evidence of real runs with a lie in it, for tests of the judge.

/** What a run's result file says; lies change it. */
export interface ReportedResult {
  entries: { ip?: string; outcome: string; message?: string }[];
  counts: Record<string, number>;
  mappings: { ip: string; vendor: string; region: string }[];
  count: number | null;
  remaining: number | null;
  changed: boolean;
}

/** The last moment with something else in it, by the last run. */
export function ended(evidence: Evidence, change: (holding: Map<string, string>) => unknown): Evidence {
  const holding = new Map(evidence.moments.at(-1)?.holding);
  change(holding);
  const moment: Moment = { holding, by: evidence.runs.length - 1 };
  const moments = [...evidence.moments, moment];
  const stepEnds = evidence.stepEnds.with(-1, moments.length - 1);
  return { ...evidence, moments, stepEnds };
}

export function isActing({ task, sent }: RunRecord): boolean {
  return (
    task.event?.kind === 'pull' &&
    sent.some(({ request: { method, path } }) => method !== 'GET' && /regions/.test(path))
  );
}

/** Lies of which the judge said nothing, by the seeds of their scenarios. */
export function unfound(lies: readonly Evidence[]): number[] {
  return lies.filter((lie) => violations(lie).length === 0).map(({ scenario }) => scenario.seed);
}

/** The evidence once for each run, with that run changed. */
export function withRuns(evidence: Evidence, change: (run: RunRecord) => RunRecord): Evidence[] {
  return evidence.runs.map((run, index) => ({
    ...evidence,
    runs: evidence.runs.with(index, change(run)),
  }));
}

/** One more request that the first run sent before all others. */
export function sentBesides(evidence: Evidence, method: string, path: string, body: unknown): Evidence[] {
  const request = {
    method,
    path: `/zones/${'0'.repeat(32)}${path}`,
    query: {},
    headers: {},
    body,
    receivedAt: 0,
    codes: [],
    status: 200,
  };
  const [run] = evidence.runs;
  if (run === undefined) return [];
  const sent = [{ request, before: run.first, saw: run.first }, ...run.sent];
  return [{ ...evidence, runs: evidence.runs.with(0, { ...run, sent }) }];
}

/** Runs that tell another story in the result file and the outputs alike; none where there is nothing to change. */
export function liesOf(
  evidences: readonly Evidence[],
  change: (result: ReportedResult) => boolean,
  kinds: readonly Scenario['kind'][] = ['zone', 'origins', 'pushes'],
) {
  return evidences
    .filter(({ scenario }) => kinds.includes(scenario.kind))
    .flatMap((evidence) => {
      const [run] = evidence.runs;
      if (run?.ending.result === undefined) return [];
      const result = structuredClone(run.ending.result) as unknown as ReportedResult;
      if (!change(result)) return [];
      const { counts, count, remaining, mappings } = result;
      const outputs = {
        ...run.ending.outputs,
        ...Object.fromEntries(
          Object.entries({ ...counts, count, remaining }).map(([name, value]) => [name, `${value ?? ''}`]),
        ),
        changed: `${result.changed}`,
        mappings: count === null ? '' : JSON.stringify(mappings),
      };
      const ending = { ...run.ending, outputs, result: result as unknown as Record<string, unknown> };
      return [{ ...evidence, runs: evidence.runs.with(0, { ...run, ending }) }];
    });
}
