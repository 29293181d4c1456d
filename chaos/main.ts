import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Scenario } from './scenario.ts';
import { type Finding, type Tally, type TallyOptions, tallyOf } from './tally.ts';

/**
 * `npm run chaos [-- --runs N --seed S --parallel P --kind zone|origins|pulls|pushes]`: plays N scenarios, from seed S on, in
 * P processes. Ends by itself, with exit code 1 if anything was not true.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    parallel: { type: 'string', default: '2' },
    kind: { type: 'string' },
  },
});
const [scenarios, seed, parallel] = [values.runs, values.seed, values.parallel].map(Number) as [number, number, number];
const kind = values.kind as Scenario['kind'] | undefined;

/** Scenarios of one process, which then makes room for a fresh one. */
const SHARE = 100;

const queue: TallyOptions[] = Array.from({ length: Math.ceil(scenarios / SHARE) }, (_, index) => ({
  seed: seed + index * SHARE,
  scenarios: Math.min(SHARE, scenarios - index * SHARE),
  kind,
}));
const total: Tally = { scenarios: 0, runs: {}, findings: [] };

function print({ seed: at, violations, scenario }: Finding): void {
  console.log(`\nSeed ${at} (${scenario.kind}):\n${violations.map((words) => `  ${words}`).join('\n')}`);
  console.log(`  Again: npm run chaos -- --seed ${at} --runs 1${kind === undefined ? '' : ` --kind ${kind}`}`);
  if (scenarios === 1) console.log(`  Scenario: ${JSON.stringify(scenario)}`);
}

async function lane(): Promise<void> {
  for (let share = queue.shift(); share !== undefined; share = queue.shift()) {
    const { scenarios: count, runs, findings } = await inProcess(share);
    total.scenarios += count;
    for (const [name, number] of Object.entries(runs)) total.runs[name] = (total.runs[name] ?? 0) + number;
    total.findings.push(...findings);
    for (const finding of findings) print(finding);
    console.log(summary());
  }
}

function summary(): string {
  const runs = Object.entries(total.runs).map(([name, number]) => `${name} ${number}`);
  return `${total.scenarios} scenarios (runs: ${runs.join(', ')}), ${total.findings.length} with violations`;
}

function inProcess(share: TallyOptions): Promise<Tally> {
  const child = fork(fileURLToPath(import.meta.url), [], {
    env: { ...process.env, CHAOS_SHARE: JSON.stringify(share) },
  });
  return new Promise((done, failed) => {
    child.on('message', (found) => done(found as Tally));
    child.on('error', failed);
    child.on('exit', (code) =>
      failed(new Error(`the scenarios from seed ${share.seed} on ended with exit code ${code}`)),
    );
  });
}

if (process.env.CHAOS_SHARE === undefined) {
  console.log(`${scenarios} scenarios from seed ${seed} on`);
  await Promise.all(Array.from({ length: parallel }, lane));
  console.log(`\n${summary()}`);
  process.exitCode = total.findings.length > 0 ? 1 : 0;
} else {
  const share = JSON.parse(process.env.CHAOS_SHARE) as TallyOptions;
  process.send?.(await tallyOf(share), () => process.disconnect());
}
