import { apply } from './apply.ts';
import type { Clock } from './clock.ts';
import type { Address } from './domain/address.ts';
import { countOutcomes, OUTCOMES } from './domain/outcome.ts';
import { isTargeted } from './domain/wanted.ts';
import { type Environment, readEvent } from './event.ts';
import { secretsOf } from './inputs/credential.ts';
import { type Inputs, readInputs } from './inputs/inputs.ts';
import { given } from './inputs/reader.ts';
import { entryProblems, type Ledger, openLedger } from './ledger.ts';
import { type Log, openLog } from './log.ts';
import { readOrder } from './order.ts';
import { foreseen, isChange, makePlan, type Plan } from './plan.ts';
import { maskCommand } from './report/mask.ts';
import { type Veil, veil } from './report/veil.ts';
import { openApi } from './zone/api.ts';
import { connect, NO_ROUTE_REMEDY, type Observed } from './zone/connect.ts';
import { Failure } from './zone/failure.ts';
import { oneZoneIdOf } from './zone/lookup.ts';
import { keepPace, type Pace } from './zone/pace.ts';
import { openTransport } from './zone/transport.ts';

/** The world as a run sees it. */
export interface World {
  readonly env: Environment;
  readonly clock: Clock;
  /** Aborted when the run is told to end: nothing more is sent. */
  readonly stop: AbortSignal;
  /** Writes to standard output as it is. */
  readonly write: (text: string) => void;
}

/** What the stages of one run share. */
interface Run extends World {
  readonly ledger: Ledger;
  readonly log: Log;
  /** For everything that is shown. */
  readonly show: Veil;
  /** The addresses that the run was itself given; they are never hidden. */
  readonly given: Set<Address>;
  /** Aborted a moment after `stop`, and when the run is over: whatever is still under way is dropped. */
  readonly abandon: AbortSignal;
}

/** How long a request under way may still take once the run was told to end: its answer tells what was done. */
const GRACE = 2500;

/** Runs the action, from its inputs to its report. The exit code is set on the process; it never throws. */
export async function run(world: World): Promise<void> {
  const { env, clock, stop, write } = world;
  const started = clock.now();
  const secrets = secretsOf(env);
  for (const secret of secrets) write(maskCommand(secret));

  const reading = readInputs(env, await readEvent(env));
  const { mode, summary, hide } = reading.telling;
  const known = new Set<Address>();
  const hidden = [...secrets, given(env, 'github-token') ?? ''];
  const show = veil({ secrets: hidden, hide, given: known });
  const abandon = new AbortController();
  stop.addEventListener('abort', () => setTimeout(() => abandon.abort(), GRACE).unref());

  const ledger = openLedger();
  const log = openLog(env.RUNNER_DEBUG === '1');
  let pace: Pace | undefined;
  try {
    if ('problems' in reading) ledger.problems.push(...reading.problems);
    else {
      pace = keepPace(clock, started, reading.inputs.budget, stop);
      await carryOut(reading.inputs, pace, { ...world, ledger, log, show, given: known, abandon: abandon.signal });
    }
  } catch (error) {
    ledger.stopped(error);
    log.debug(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  abandon.abort();

  const [runner, { report }] = await Promise.all([attachRunner(log, show), import('./report/report.ts')]);
  log.close();
  await report(ledger.result(mode, pace?.sent ?? 0, clock.now() - started), {
    runner,
    veil: show,
    scrub: veil({ secrets: hidden, hide: false, given: known }),
    temp: env.RUNNER_TEMP || undefined,
    summary,
    runUrl: runUrlOf(env),
  });
}

/** Read, observe, plan, apply: each stage leaves what it found in the ledger, and the run ends where one finds a mistake. */
async function carryOut(inputs: Inputs, pace: Pace, run: Run): Promise<void> {
  const { ledger, log, given: known } = run;

  const order = await readOrder(inputs, run.env);
  for (const { ip } of order.wanted) known.add(ip);
  ledger.notices.push(...order.notices);
  ledger.problems.push(...order.problems);
  if (order.problems.length > 0) return;
  ledger.wanted = order.wanted;
  log.group('Read', [`${order.wanted.length} mappings from ${order.file ?? 'the inputs'}, mode ${inputs.mode}`]);

  const [observed] = await Promise.all([observe(inputs, order.zones, pace, run), attachRunner(log, run.show)]);
  const { zone, list, regions } = observed;
  log.group('Observe', [
    `Zone ${ledger.zoneId}, API ${zone.version}`,
    `${list?.size ?? 'unknown'} mappings in the zone, ${regions instanceof Failure ? 'unknown' : [...regions.values()].reduce((sum, names) => sum + names.size, 0)} supported regions`,
  ]);
  if (zone.kind === 'bare') assertBareWillDo(inputs);

  const plan = makePlan(
    {
      present: inputs.aim === 'present' ? order.wanted.filter(isTargeted) : [],
      absent: inputs.aim === 'absent' ? order.wanted : [],
      takeBack: [],
      prune: inputs.prune.kind === 'all' ? { kind: 'all' } : { kind: 'none' },
    },
    list,
    ledger.regions,
    { ...inputs.policy, own: new Set() },
  );
  const foreseeable = foreseen(plan);
  log.group('Plan', [tally(foreseeable)]);
  ledger.outcomes = foreseeable;
  ledger.notices.push(...skips(plan));
  ledger.problems.push(...plan.refusals.map(({ problem }) => problem));
  if (plan.refusals.length > 0) return;
  const changes = plan.steps.filter(isChange).length;
  if (inputs.mode !== 'apply') {
    ledger.changed = changes > 0;
    if (inputs.mode === 'check' && ledger.changed)
      ledger.problems.push({
        message: `The zone has drifted from what is wanted: ${tally(foreseeable)}. A run with mode: apply brings it back`,
      });
    return;
  }
  if (changes === 0) return;

  log.group('Apply');
  ledger.outcomes = undefined;
  const applied = await apply(plan, {
    zone,
    current: list,
    regions: ledger.regions,
    notice: (message) => ledger.notices.push({ message }),
    progress: log.line,
  });
  ledger.outcomes = applied.outcomes;
  ledger.list = applied.list;
  ledger.changed = applied.changed;
  ledger.apiVersion = zone.version;
  ledger.problems.push(...entryProblems(applied.outcomes, order.wanted));
  if (applied.unverified !== undefined)
    ledger.problems.push({ message: `What was written could not be verified: ${applied.unverified.message}` });
  log.line(applied.list === undefined ? 'not verified' : 'verified: the zone was read again');
}

/** Finds the zone, the surface that it answers, its list and the supported regions. */
async function observe(
  inputs: Inputs,
  zones: Parameters<typeof oneZoneIdOf>[0],
  pace: Pace,
  run: Run,
): Promise<Observed> {
  const { ledger, log, clock, abandon, env } = run;
  const api = openApi({
    base: inputs.apiBase,
    credential: inputs.credential,
    transport: await openTransport(inputs.apiBase, env),
    pace,
    clock,
    abandon,
    trace: log.debug,
  });
  ledger.zoneId = await oneZoneIdOf(zones, api);
  const observed = await connect(api, ledger.zoneId, inputs.apiVersion, (message) => ledger.notices.push({ message }));
  ledger.apiVersion = observed.zone.version;
  ledger.list = observed.list;
  if (!(observed.regions instanceof Failure)) ledger.regions = observed.regions;
  else
    ledger.warnings.push({
      message: `The supported regions could not be had (${observed.regions.message}), so it is left to the API to judge vendors and regions. They need Tiered Cache: region hints act only while Smart Tiered Cache is on in the zone (Caching > Tiered Cache)`,
    });
  return observed;
}

/** A server that has nothing but the one PATCH can register, and nothing else. */
function assertBareWillDo({ mode, aim, prune }: Inputs): void {
  if (mode !== 'apply')
    throw new Failure(
      'no-route',
      `The zone's list of mappings cannot be read, so mode: ${mode} has nothing to compare with. ${NO_ROUTE_REMEDY}`,
    );
  if (aim !== 'present' || prune.kind !== 'none')
    throw new Failure(
      'no-route',
      `The zone's list of mappings cannot be read, so nothing can be removed. ${NO_ROUTE_REMEDY}`,
    );
}

function skips({ steps }: Plan) {
  return steps.flatMap((step) => (step.kind === 'skip' ? [{ message: step.message }] : []));
}

function tally(outcomes: Parameters<typeof countOutcomes>[0]): string {
  const counts = countOutcomes(outcomes);
  const words = {
    created: 'to create',
    updated: 'to update',
    removed: 'to remove',
    unchanged: 'unchanged',
    skipped: 'skipped',
    failed: 'refused',
  };
  return OUTCOMES.filter((kind) => counts[kind] > 0)
    .map((kind) => `${counts[kind]} ${words[kind]}`)
    .join(', ');
}

/** Loads what speaks to the runner. It is not needed before the first request, and costs more than one. */
async function attachRunner(log: Log, show: Veil) {
  const { openRunner } = await import('./report/runner.ts');
  const runner = openRunner(show);
  log.attach(runner);
  return runner;
}

function runUrlOf(env: Environment): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id } = env;
  return server && repository && id ? `${server}/${repository}/actions/runs/${id}` : undefined;
}
