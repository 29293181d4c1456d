import { scenarioOf } from './draw.ts';
import type { Scenario } from './scenario.ts';
import { play } from './stage.ts';
import { openSecond, type Second } from './thread.ts';
import { violations } from './verdict.ts';

/** A scenario that did not end in truth. */
export interface Finding {
  readonly seed: number;
  readonly violations: readonly string[];
  readonly scenario: Scenario;
}

export interface Tally {
  runs: number;
  readonly findings: Finding[];
}

/** Plays so many scenarios one after another, from a seed on. */
export async function tallyOf(seed: number, runs: number, built = true): Promise<Tally> {
  const tally: Tally = { runs: 0, findings: [] };
  let second: Second | undefined;
  const stray: string[] = [];
  const note = (error: unknown) => stray.push(`a promise that nobody waits for failed: ${error}`);
  process.on('unhandledRejection', note);
  try {
    for (let at = seed; at < seed + runs; at += 1) {
      const scenario = scenarioOf(at);
      const evidence = await play(built ? scenario : { ...scenario, built: false }, () => {
        second ??= openSecond();
        return second;
      });
      const found = [...violations(evidence), ...stray.splice(0)];
      tally.runs += 1;
      if (found.length > 0) tally.findings.push({ seed: at, violations: found, scenario });
    }
  } finally {
    process.off('unhandledRejection', note);
    await second?.close();
  }
  return tally;
}
