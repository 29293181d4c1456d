import { scenarioOf } from './draw-scenario.ts';
import { violations } from './judge.ts';
import { openSecond, type Second } from './run-action.ts';
import type { Scenario } from './scenario.ts';
import { play } from './setup.ts';

/** A scenario in which something was not true. */
export interface Finding {
  readonly seed: number;
  readonly violations: readonly string[];
  readonly scenario: Scenario;
}

export interface Tally {
  scenarios: number;
  /** Runs of the action, by kind of scenario. */
  readonly runs: Record<string, number>;
  readonly findings: Finding[];
}

export interface TallyOptions {
  readonly seed: number;
  readonly scenarios: number;
  /** Only scenarios of this kind. */
  readonly kind?: Scenario['kind'] | undefined;
  /** Whether some scenarios may run the built file. */
  readonly built?: boolean;
}

/** Plays so many scenarios one after another, from a seed on. */
export async function tallyOf({ seed, scenarios, kind, built = true }: TallyOptions): Promise<Tally> {
  const tally: Tally = { scenarios: 0, runs: {}, findings: [] };
  let second: Second | undefined;
  const stray: string[] = [];
  const note = (error: unknown) => stray.push(`a promise that nobody waits for failed: ${error}`);
  process.on('unhandledRejection', note);
  try {
    for (let at = seed; at < seed + scenarios; at += 1) {
      const drawn = scenarioOf(at, kind);
      const scenario = built ? drawn : { ...drawn, built: false };
      const evidence = await play(scenario, () => {
        second ??= openSecond();
        return second;
      });
      const found = [...violations(evidence), ...stray.splice(0)];
      tally.scenarios += 1;
      tally.runs[scenario.kind] = (tally.runs[scenario.kind] ?? 0) + evidence.runs.length;
      if (found.length > 0) tally.findings.push({ seed: at, violations: found, scenario });
    }
  } finally {
    process.off('unhandledRejection', note);
    await second?.close();
  }
  return tally;
}
