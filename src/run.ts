import { openBudget } from './cloudflare/budget.ts';
import type { Address } from './domain/address.ts';
import type { Environment } from './domain/environment.ts';
import type { Result } from './domain/result.ts';
import { credentialText } from './domain/zone-reference.ts';
import { type Http, openHttp } from './http/http.ts';
import { emailOf, secretsOf } from './inputs/credential-input.ts';
import { readEvent } from './inputs/event.ts';
import { inputValue } from './inputs/input-values.ts';
import { type InputReading, readInputs } from './inputs/inputs.ts';
import { addressesIn } from './report/found-addresses.ts';
import { openLog } from './report/log.ts';
import { addressLabel, createRedact } from './report/redact.ts';
import { maskCommand } from './report/secrets.ts';
import { carryOut } from './stages/carry-out.ts';
import { attachRunner, type Context, type Dependencies, runUrlOf } from './stages/context.ts';
import { type Findings, merge, NO_FINDINGS, problemOf, resultOf } from './stages/findings.ts';
import { readEntries } from './stages/read.ts';

/** Milliseconds that a request under way may still take after the run was told to stop: its answer says what was done. */
const CANCEL_GRACE = 2500;
/** Milliseconds after the budget for stages that do not notice its end, and then for finishing the comment. */
const BUDGET_GRACE = 1000;
const DEFAULT_BUDGET = 300_000;
/** Milliseconds for settings whose answers are on the way: too few to be a delay. */
const SETTINGS_GRACE = 50;
const FINISH_GRACE = 2500;

/** Runs the action, from its inputs to its report. It sets the exit code of the process and never throws. */
export async function run(dependencies: Dependencies): Promise<void> {
  const { env, clock, stop, write } = dependencies;
  const started = clock.now();
  const secrets = secretsOf(env);
  for (const secret of secrets) write(maskCommand(secret));

  const event = await readEvent(env);
  const reading = readInputs(env, event);
  const { mode, summary } = reading.reporting;
  const log = openLog(env.RUNNER_DEBUG === '1');
  const allotted = 'inputs' in reading ? reading.inputs.budget : DEFAULT_BUDGET;
  const budget = openBudget(clock, started, allotted, stop);
  const redaction = openRedaction(env, reading, secrets);
  const over = new AbortController();
  const cancelled = new AbortController();
  const cancel = () => setTimeout(() => cancelled.abort(), CANCEL_GRACE).unref();
  if (stop.aborted) cancel();
  else stop.addEventListener('abort', cancel, { once: true });
  const abandon = AbortSignal.any([over.signal, cancelled.signal]);
  const cutOff = AbortSignal.any([abandon, clock.timeout(allotted)]);
  const clients: Http[] = [];
  let finishing = false;
  const context: Context = {
    ...dependencies,
    ...redaction,
    event,
    budget,
    log,
    abandon,
    cutOff,
    githubSignal: () => (finishing ? over.signal : AbortSignal.any([cutOff, stop])),
    openHttp: async (base) => {
      const http = await openHttp(base, env);
      clients.push(http);
      return http;
    },
  };
  const result = (): Result => resultOf(findings, { mode, requests: budget.sent, duration: clock.now() - started });

  let findings: Findings = NO_FINDINGS;
  let ended = false;
  const found = (part: Partial<Findings>) => {
    if (!ended) findings = merge(findings, part);
  };
  const failed = (error: unknown) => {
    found({ problems: [problemOf(error)] });
    log.debug(String((error as Error)?.stack ?? error));
  };
  const stages = async () => {
    try {
      if ('inputs' in reading) for await (const part of carryOut(reading.inputs, context)) found(part);
      else found(await invalidInputs(reading, context));
    } catch (error) {
      failed(error);
    }
  };
  // Stages end by themselves when time is up or the run is cancelled. What hangs where no signal reaches is left behind.
  const outOfTime = await firstOf(stages(), [
    {
      after: allotted + BUDGET_GRACE,
      words: `The time for the run is used up (timeout-seconds allows ${Math.round(allotted / 1000)} s)`,
    },
    {
      after: CANCEL_GRACE + BUDGET_GRACE / 2,
      from: stop,
      words: 'The run was cancelled while it waited for an answer',
    },
  ]);
  if (outOfTime !== undefined) found({ problems: [{ message: outOfTime }] });

  // After a cancellation there is no time for it: the record that was saved before writing covers what came of it.
  const { findingPreview } = findings;
  if (findingPreview !== undefined && !stop.aborted) {
    finishing = true;
    const finish = async () => {
      const preview = await findingPreview;
      if (preview !== undefined) found(await preview.finish(result()));
    };
    const late = await firstOf(finish().catch(failed), [
      { after: Math.max(FINISH_GRACE, budget.left()), words: 'GitHub did not answer in time' },
      { after: 0, from: stop, words: 'the run was cancelled' },
    ]);
    if (late !== undefined) found({ warnings: [{ message: `The comment could not be brought up to date: ${late}` }] });
  }
  if (stop.aborted && findings.problems.length === 0)
    found({ problems: [{ message: 'The run was cancelled; what had been done by then is reported above' }] });
  const { tieredCacheReading } = findings;
  if (tieredCacheReading !== undefined) await firstOf(tieredCacheReading.done, [{ after: SETTINGS_GRACE, words: '' }]);
  ended = true;
  over.abort();
  tieredCacheReading?.stop();
  for (const http of clients) http.close();

  const [runner, { report }] = await Promise.all([attachRunner(log, context.redact), import('./report/report.ts')]);
  log.close();
  await report(result(), {
    runner,
    redact: context.redact,
    redactSecrets: redaction.redactSecrets,
    temp: env.RUNNER_TEMP || undefined,
    summary,
    runUrl: runUrlOf(env, context.redact),
  });
  // Cancelled while the report was written: everything is reported, but a cancelled step does not succeed.
  if (stop.aborted) runner.fail();
}

/** The mistakes in the inputs, and those in the list, in one run. */
async function invalidInputs(
  reading: Extract<InputReading, { readonly problems: unknown }>,
  { env, given }: Context,
): Promise<Partial<Findings>> {
  if (reading.entrySource === undefined) return { problems: reading.problems };
  const read = await readEntries(reading.entrySource, env);
  for (const ip of read.given) given.add(ip);
  return { problems: [...reading.problems, ...read.problems] };
}

function openRedaction(env: Environment, { reporting, ...reading }: InputReading, secrets: readonly string[]) {
  // The e-mail address of the older pair is no secret to be masked, and still nothing to be shown.
  const hidden = [...secrets, ...emailOf(env), inputValue(env, 'github-token') ?? ''];
  const given = new Set<Address>(addressesIn(givenTexts(env).join(' '), MOST_SEARCHED));
  const listed = new Set<Address>();
  const label = addressLabel('inputs' in reading ? credentialText(reading.inputs.credential) : '');
  const redactOf = (hide: 'all' | 'not-given' | 'none', shown: ReadonlySet<Address>) =>
    createRedact({ secrets: hidden, addresses: hide === 'none' ? 'show' : { hide, given: shown, label } });
  return {
    given,
    listed,
    redact: redactOf(reporting.hide, given),
    redactComment: redactOf(reporting.hide, reporting.hideInputsInComment ? listed : given),
    redactSecrets: redactOf('none', given),
  };
}

const MOST_SEARCHED = 1_000_000;

/** What the run was itself given, as far as its environment says. */
function givenTexts(env: Environment): string[] {
  const own = /^INPUT_|^(?:https?|no)_proxy$|^GITHUB_(?:API|SERVER)_URL$/i;
  return Object.entries(env).flatMap(([name, value]) => (own.test(name) && value ? [value] : []));
}

/** A limit on waiting: milliseconds from now, or from the moment when a signal is aborted. */
interface Limit {
  readonly after: number;
  readonly from?: AbortSignal;
  readonly words: string;
}

/** Waits for work, or for the first limit that passes: then for its words. By real time, and the process stays alive meanwhile. */
async function firstOf(work: Promise<void>, limits: readonly Limit[]): Promise<string | undefined> {
  const timers: NodeJS.Timeout[] = [];
  const done = new AbortController();
  const passed = limits.map(
    ({ after, from, words }) =>
      new Promise<string>((resolve) => {
        const start = () => timers.push(setTimeout(() => resolve(words), after));
        if (from === undefined || from.aborted) start();
        else from.addEventListener('abort', start, { once: true, signal: done.signal });
      }),
  );
  const first = await Promise.race([work.then(() => undefined), ...passed]);
  done.abort();
  for (const timer of timers) clearTimeout(timer);
  return first;
}
