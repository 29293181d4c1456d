import { type DnsEntries, type TestDns, testDns } from '../__tests__/support/dns.ts';
import { startEmulator } from '../emulator/emulator.ts';
import { startFeeds } from '../emulator/feed-server.ts';
import { type GitHubFake, startGitHub } from '../emulator/github.ts';
import type { Watch } from './clock.ts';
import { type Ending, runFile, runHere, type Second } from './run-action.ts';
import type { GitHubFault, OriginsSetting, RunStep, Scenario, Step, Task } from './scenario.ts';
import { attachWitness, type Moment, type Sent, type Witness } from './witness.ts';
import { BRANCH, REPOSITORY, type Servers, startOf } from './workspace.ts';

/** A run that is over. */
export interface RunRecord {
  /** Its number in the scenario: the author of what it wrote. */
  readonly index: number;
  /** Index of its step. */
  readonly step: number;
  readonly task: Task;
  readonly ending: Ending;
  readonly sent: readonly Sent[];
  /** The moments during which it ran. */
  readonly first: number;
  readonly last: number;
  /** Bodies of all comments when it had ended. */
  readonly comments: readonly string[];
}

/** All that is known of a scenario when it is over: the zone's own truth, and how each run ended. */
export interface Evidence {
  readonly scenario: Scenario;
  readonly moments: readonly Moment[];
  readonly runs: readonly RunRecord[];
  /** The last moment of each step. */
  readonly stepEnds: readonly number[];
  /** What must appear nowhere. */
  readonly secrets: readonly string[];
}

/** Plays a scenario over real HTTP. */
export async function play(scenario: Scenario, second: () => Second): Promise<Evidence> {
  const { origins } = scenario;
  // Two runs at once sleep apart.
  const [skipped, other] = [new Float64Array(new SharedArrayBuffer(8)), new Float64Array(new SharedArrayBuffer(8))];
  const emulator = await startEmulator({
    ...scenario.api,
    mappings: scenario.zone,
    randomSeed: scenario.seed,
    // Only where the API counts time itself does it have to sleep along.
    ...(scenario.api.rateLimit ? { now: () => new Date(Date.now() + Math.max(skipped[0] ?? 0, other[0] ?? 0)) } : {}),
  });
  const usesGitHub = scenario.kind === 'pulls' || scenario.kind === 'pushes';
  const github = usesGitHub ? await startGitHub({ repository: REPOSITORY }) : undefined;
  const feeds = origins && (await startFeeds({ states: origins.feeds }));
  const dns = origins && scenarioDns(origins);
  const servers: Servers = { emulator, ...(github && { github }), ...(feeds && { feeds }), ...(dns && { dns }) };
  for (const [commit, wanted] of Object.entries(scenario.commits ?? {}))
    github?.commit(commit, { 'mappings.json': JSON.stringify(wanted) });
  const witness = attachWitness(emulator, scenario.api.unserialised === true);
  const stage = { scenario, servers, witness, skipped: [skipped, other] as const, second };
  const runs: RunRecord[] = [];
  const stepEnds: number[] = [];
  try {
    for (const [number, step] of scenario.steps.entries()) {
      if (step.kind === 'run') runs.push(...(await playRuns(step, number, runs.length, stage)));
      else change(step, stage, github);
      stepEnds.push(witness.moments.length - 1);
    }
  } finally {
    await Promise.all([emulator.close(), github?.close(), feeds?.close()]);
  }
  const secrets = [emulator.apiToken, emulator.apiKey, ...(github ? [github.token] : [])];
  return { scenario, moments: witness.moments, runs, stepEnds, secrets };
}

interface Stage {
  readonly scenario: Scenario;
  readonly servers: Servers;
  readonly witness: Witness;
  /** Milliseconds slept by the first run of a step, and by the second. */
  readonly skipped: readonly [Float64Array, Float64Array];
  readonly second: () => Second;
}

async function playRuns(
  { tasks, faults, writers, github: githubFaults = [] }: RunStep,
  step: number,
  index: number,
  { scenario, servers, witness, skipped, second }: Stage,
): Promise<RunRecord[]> {
  const { emulator, github } = servers;
  const [task, other] = tasks;
  emulator.clearFaults();
  for (const fault of faults) emulator.fault(fault);
  if (github) interfere(github, githubFaults);
  const cancelled = Promise.withResolvers<void>();
  const first = witness.moments.length - 1;
  const sent = witness.begin(
    tasks.map((_, offset) => index + offset),
    writers,
    (count) => {
      if (count === task.cancelAt) cancelled.resolve();
    },
  );
  const watchOf = ({ jumps }: Task, offset: 0 | 1): Watch => ({
    seed: scenario.seed + index + offset,
    jumps,
    skipped: skipped[offset],
  });
  const start = { ...startOf(task, servers, false), cancel: { when: cancelled.promise, signal: 'SIGTERM' as const } };
  const endings = await Promise.all([
    scenario.built ? runFile(start) : runHere(start, watchOf(task, 0)),
    ...(other ? [second().run(startOf(other, servers, true), watchOf(other, 1))] : []),
  ]);
  pass(skipped, 1);
  const last = witness.moments.length - 1;
  const comments = github?.comments.map(({ body }) => body) ?? [];
  return endings.map((ending, offset) => ({
    index: index + offset,
    step,
    task: tasks[offset] ?? task,
    ending,
    sent: sent[offset] ?? [],
    first,
    last,
    comments,
  }));
}

/** A step without a run. */
function change(step: Exclude<Step, RunStep>, { witness, skipped }: Stage, github: GitHubFake | undefined): void {
  switch (step.kind) {
    case 'hand':
      witness.hand(step.ip, step.target && `${step.target.vendor} ${step.target.region}`);
      break;
    case 'wait':
      pass(skipped, step.minutes);
      break;
    case 'branch':
      github?.branch(BRANCH, step.commit);
      break;
    case 'pull':
      if (step.does === 'open') github?.open(step.pull);
      else if (step.does === 'close') github?.shut(step.pull);
      else
        for (const { id, pull } of github?.comments.filter((comment) => comment.pull === step.pull) ?? [])
          if (pull === step.pull) github?.erase(id);
  }
}

function pass([skipped]: Stage['skipped'], minutes: number): void {
  skipped[0] = (skipped[0] ?? 0) + minutes * 60_000;
}

function interfere(github: GitHubFake, faults: readonly GitHubFault[]): void {
  let count = 0;
  github.interfere = () => {
    count += 1;
    const fault = faults.find(({ from, to }) => count >= from && count <= to);
    if (fault === undefined) return undefined;
    return typeof fault.does === 'number'
      ? { status: fault.does, body: { message: 'Try again later', status: `${fault.does}` } }
      : fault.does;
  };
}

/** A DNS that says other things from some question on. */
function scenarioDns({ dns, later }: OriginsSetting): TestDns {
  const whole = testDns(dns as DnsEntries);
  const { openResolver } = whole;
  const turn = () => {
    if (later && whole.asked.length + 1 >= later.question) Object.assign(whole.entries, later.dns);
  };
  return Object.assign(whole, {
    openResolver(options: Parameters<TestDns['openResolver']>[0]) {
      turn();
      return openResolver(options);
    },
  });
}
