import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Finding, type Tally, tallyOf } from './runs.ts';

/** `npm run chaos [-- --runs N --seed S --parallel P]`: plays N scenarios, from seed S on, in P processes. */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    parallel: { type: 'string', default: '2' },
  },
});
const [runs, seed, parallel] = [values.runs, values.seed, values.parallel].map(Number) as [number, number, number];

/** Runs of one process, which then makes room for a fresh one. */
const SHARE = 200;

const queue = Array.from({ length: Math.ceil(runs / SHARE) }, (_, index) => ({
  seed: seed + index * SHARE,
  runs: Math.min(SHARE, runs - index * SHARE),
}));
const tally: Tally = { runs: 0, findings: [] };

function tell({ seed: at, violations, scenario }: Finding): void {
  console.log(`\nSeed ${at}:\n${violations.map((words) => `  ${words}`).join('\n')}`);
  console.log(`  Scenario: ${JSON.stringify(scenario)}`);
  console.log(`  Again: npm run chaos -- --seed ${at} --runs 1`);
}

async function lane(): Promise<void> {
  for (let share = queue.shift(); share !== undefined; share = queue.shift()) {
    const found = await inProcess(share);
    tally.runs += found.runs;
    tally.findings.push(...found.findings);
    for (const finding of found.findings) tell(finding);
    console.log(`${tally.runs} runs, ${tally.findings.length} violations`);
  }
}

function inProcess(share: { readonly seed: number; readonly runs: number }): Promise<Tally> {
  const child = fork(fileURLToPath(import.meta.url), [], {
    env: { ...process.env, CHAOS_SHARE: JSON.stringify(share) },
  });
  return new Promise((done, failed) => {
    child.on('message', (found) => done(found as Tally));
    child.on('error', failed);
    child.on('exit', (code) => failed(new Error(`the runs from seed ${share.seed} on ended with exit code ${code}`)));
  });
}

if (process.env.CHAOS_SHARE === undefined) {
  console.log(`${runs} runs from seed ${seed} on`);
  await Promise.all(Array.from({ length: parallel }, lane));
  console.log(`\n${tally.runs} runs, ${tally.findings.length} violations`);
  process.exitCode = tally.findings.length > 0 ? 1 : 0;
} else {
  const share = JSON.parse(process.env.CHAOS_SHARE) as { seed: number; runs: number };
  process.send?.(await tallyOf(share.seed, share.runs), () => process.disconnect());
}
