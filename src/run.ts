import { apply } from './apply.ts';
import type { Address } from './domain/address.ts';
import type { Target } from './domain/mapping.ts';
import { countOutcomes, OUTCOMES } from './domain/outcome.ts';
import { isTargeted } from './domain/wanted.ts';
import { type Environment, readEvent } from './event.ts';
import { emailOf, secretsOf } from './inputs/credential.ts';
import { type Inputs, readInputs } from './inputs/inputs.ts';
import { given } from './inputs/reader.ts';
import { entryProblems, type Ledger, openLedger } from './ledger.ts';
import { type Log, openLog } from './log.ts';
import { observe, type Run, runUrlOf, type World } from './observe.ts';
import { addressesIn, readOrder } from './order.ts';
import { foreseen, isChange, makePlan, type Plan } from './plan.ts';
import { NOTHING, type Preview } from './preview/preview.ts';
import { maskCommand } from './report/mask.ts';
import { counted } from './report/text.ts';
import { type Veil, veil } from './report/veil.ts';
import { NO_ROUTE_REMEDY } from './zone/connect.ts';
import { Failure } from './zone/failure.ts';
import { keepPace } from './zone/pace.ts';
import { requestWritten } from './zone/transport.ts';

/** How long a request under way may still take once the run was told to end: its answer tells what was done. */
const GRACE = 2500;

/** Runs the action, from its inputs to its report. The exit code is set on the process; it never throws. */
export async function run(world: World): Promise<void> {
  const { env, clock, stop, write } = world;
  const started = clock.now();
  const secrets = secretsOf(env);
  for (const secret of secrets) write(maskCommand(secret));

  const event = await readEvent(env);
  const reading = readInputs(env, event);
  const { mode, summary, hide } = reading.telling;
  const known = new Set(addressesIn(givenTexts(env).join(' ')));
  // The e-mail of the older pair is no secret to be masked, and still nothing to be shown.
  const hidden = [...secrets, ...emailOf(env), given(env, 'github-token') ?? ''];
  const show = veil({ secrets: hidden, hide, given: known });
  const abandon = new AbortController();
  stop.addEventListener('abort', () => setTimeout(() => abandon.abort(), GRACE).unref());

  const ledger = openLedger();
  const log = openLog(env.RUNNER_DEBUG === '1');
  const budget = 'inputs' in reading ? reading.inputs.budget : 0;
  const pace = keepPace(clock, started, budget, stop);
  const result = () => ledger.result(mode, pace.sent, clock.now() - started);
  let keeper: Preview | undefined;
  try {
    if ('problems' in reading) {
      ledger.problems.push(...reading.problems);
      if (reading.asked !== undefined) {
        const order = await readOrder(reading.asked, env);
        for (const ip of order.given) known.add(ip);
        ledger.problems.push(...order.problems);
      }
    } else {
      const run: Run = { ...world, event, pace, ledger, log, show, hide, given: known, abandon: abandon.signal };
      await carryOut(reading.inputs, run, (found) => {
        keeper = found;
      });
    }
  } catch (error) {
    ledger.stopped(error);
    log.debug(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  // Told to stop while the last answer was awaited: nothing is missing, and still this is no run that went its way.
  if (stop.aborted && ledger.problems.length === 0)
    ledger.problems.push({ message: 'The run was cancelled; what it had done by then is told above' });
  // After a cancel there is no time for it: the record that was saved before the writing covers what came of it.
  if (keeper !== undefined && !stop.aborted)
    await keeper.publish(result()).then(({ warnings }) => ledger.warnings.push(...warnings), ledger.stopped);
  abandon.abort();

  const [runner, { report }] = await Promise.all([attachRunner(log, show), import('./report/report.ts')]);
  log.close();
  await report(result(), {
    runner,
    veil: show,
    scrub: veil({ secrets: hidden, hide: false, given: known }),
    temp: env.RUNNER_TEMP || undefined,
    summary,
    runUrl: runUrlOf(env, show),
  });
}

/** Read, observe, plan, apply: each stage leaves what it found in the ledger, and the run ends where one finds a mistake. */
async function carryOut(inputs: Inputs, run: Run, keptBy: (keeper: Preview) => void): Promise<void> {
  const { ledger, log, given: known } = run;

  const order = await readOrder(inputs, run.env);
  for (const ip of order.given) known.add(ip);
  ledger.notices.push(...order.notices);
  ledger.problems.push(...order.problems);
  if (order.problems.length > 0) return;
  ledger.wanted = order.wanted;
  log.group('Read', [`${sourceWords(inputs, order.wanted.length, order.file)}, mode ${inputs.mode}`]);

  const written = requestWritten();
  const observing = observe(inputs, order, run);
  const [observed] = await Promise.all([
    observing,
    // What reads the answer and what speaks to the runner take longer to load than a request to send: they load meanwhile.
    Promise.race([written, observing.then(() => {})]).then(async () => {
      await import('./zone/answers.ts');
      await attachRunner(log, run.show);
    }),
  ]);
  const { zone, list, keeping, earlier } = observed;
  log.group('Observe', [`Zone ${ledger.zoneId}, API ${zone.version}`, holdings(ledger)]);
  if (zone.kind === 'bare') assertBareWillDo(inputs);
  if (keeping.kind === 'refused') {
    ledger.problems.push(keeping.problem);
    return;
  }
  ledger.warnings.push(...keeping.warnings);
  const keeper = keeping.kind === 'kept' ? keeping.keeper : undefined;
  if (keeper !== undefined) keptBy(keeper);
  const wanted = new Set(order.wanted.map(({ ip }) => ip));
  const { takeBack, own, ...said } = (await keeper?.prepare(list, wanted)) ?? NOTHING;
  ledger.notices.push(...said.notices);
  ledger.warnings.push(...said.warnings);
  ledger.problems.push(...said.problems);
  // Cleaning up goes on with the records that can be read; a pull request's own must be whole.
  if (said.problems.length > 0 && inputs.aim !== 'clean-up') return;

  const plan = makePlan(
    {
      present: inputs.aim === 'present' ? order.wanted.filter(isTargeted) : [],
      absent: inputs.aim === 'absent' ? order.wanted : [],
      takeBack,
      prune:
        earlier === undefined ? { kind: inputs.prune.kind === 'all' ? 'all' : 'none' } : { kind: 'removed', earlier },
    },
    list,
    ledger.regions,
    { ...inputs.policy, own },
  );
  const foreseeable = foreseen(plan);
  log.group('Plan', [tally(foreseeable)]);
  ledger.outcomes = foreseeable;
  ledger.notices.push(...skips(plan));
  ledger.problems.push(...plan.refusals.map(({ problem }) => problem));
  if (plan.refusals.length > 0) return;
  ledger.problems.push(...(keeper?.draft(registrations(plan, wanted)) ?? []));
  if (ledger.problems.length > 0 && inputs.aim !== 'clean-up') {
    ledger.outcomes = undefined;
    return;
  }
  const changes = plan.steps.filter(isChange).length;
  if (inputs.mode !== 'apply') {
    ledger.changed = changes > 0;
    if (inputs.mode === 'check' && ledger.changed)
      ledger.problems.push({
        message: `The zone has drifted from what is wanted: ${tally(foreseeable)}. A run with mode: apply brings it back`,
      });
    return;
  }
  const saved = await keeper?.save();
  ledger.warnings.push(...(saved?.warnings ?? []));
  if (saved !== undefined && saved.problems.length > 0) {
    ledger.problems.push(...saved.problems);
    ledger.outcomes = undefined;
    return;
  }
  if (changes === 0) return;

  log.group('Apply');
  // Until the zone has been read again nothing of this is known.
  ledger.outcomes = undefined;
  ledger.list = undefined;
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
  log.line(
    `${sentWords(applied.outcomes)}; ${applied.list === undefined ? 'the zone could not be read again' : 'the zone was read again'}`,
  );
}

/** What a plan registers, for the record: what is so already belongs to it too. */
function registrations({ steps }: Plan, wanted: ReadonlySet<Address>): Map<Address, Target> {
  return new Map(
    steps.flatMap((step) =>
      wanted.has(step.ip) && step.kind !== 'skip' && 'target' in step && step.target
        ? [[step.ip, step.target] as const]
        : [],
    ),
  );
}

function holdings({ list, regions }: Ledger): string {
  const names = [...(regions?.values() ?? [])].reduce((sum, { size }) => sum + size, 0);
  return `${list === undefined ? 'Its list cannot be read' : `${counted(list.size, 'mapping')} in the zone`}; ${regions === undefined ? 'the supported regions are not known' : `${names} supported regions`}`;
}

/** A server that has nothing but the one PATCH can register, and nothing else. */
function assertBareWillDo({ mode, aim, prune, policy }: Inputs): void {
  // What a pull request's record holds is judged where the record is read: an empty one is nothing to do.
  if (aim === 'take-back') return;
  if (mode !== 'apply')
    throw new Failure(
      'no-route',
      `The zone's list of mappings cannot be read, so mode: ${mode} has nothing to compare with. ${NO_ROUTE_REMEDY}`,
    );
  if (policy.onConflict !== 'overwrite')
    throw new Failure(
      'no-route',
      `The zone's list of mappings cannot be read, so on-conflict: ${policy.onConflict} cannot be kept. ${NO_ROUTE_REMEDY}`,
    );
  if (aim !== 'present' || prune.kind !== 'none')
    throw new Failure(
      'no-route',
      `The zone's list of mappings cannot be read, so nothing can be removed. ${NO_ROUTE_REMEDY}`,
    );
}

function sourceWords({ aim }: Inputs, count: number, file: string | undefined): string {
  if (aim === 'take-back') return 'What this pull request registered';
  if (aim === 'clean-up') return 'What closed pull requests registered';
  return `${counted(count, 'mapping')} from ${file ?? 'the inputs'}`;
}

/** What the writing came to, in words that fit a failure too. */
function sentWords(outcomes: Parameters<typeof countOutcomes>[0]): string {
  const { created, updated, removed, failed } = countOutcomes(outcomes);
  return `${created + updated + removed} written${failed === 0 ? '' : `, ${failed} failed`}`;
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

/** Loads what speaks to the runner, and hands it the log. */
async function attachRunner(log: Log, show: Veil) {
  const { openRunner } = await import('./report/runner.ts');
  const runner = openRunner(show);
  log.attach(runner);
  return runner;
}

/** What the run was itself given, as far as it stands in its environment. */
function givenTexts(env: Environment): string[] {
  const own = /^INPUT_|^(?:https?|no)_proxy$|^GITHUB_(?:API|SERVER)_URL$/i;
  return Object.entries(env).flatMap(([name, value]) => (own.test(name) && value ? [value] : []));
}
