import { asksOf, isDone, isList, isWrite } from './requests.ts';
import type { Step, Task } from './scenario.ts';
import type { Evidence, RunRecord } from './setup.ts';
import { readReport, targetOf } from './view.ts';
import { holdingAt, type Sent } from './witness.ts';

type State = string | undefined;

/** What is true of one address, whatever anybody remembers. */
interface Truth {
  /** What anybody other than a pull request set last: one state, or several where a run could not see a hand. */
  readonly said: ReadonlySet<State>;
  /** Whose word the zone says. */
  readonly by: 'other' | 'pull';
  /** The last hand: its moment, and what was said before it. */
  readonly hand?: { readonly moment: number; readonly before: ReadonlySet<State> };
}

interface Held {
  readonly target: string;
  readonly order: number;
}

/**
 * The life of pull requests: nothing is changed that no pull request wrote, but by a registration that may; and in the end,
 * when all are closed and cleaned up after, each address says what anybody other than a pull request set last.
 */
export function judgePulls(evidence: Evidence): string[] {
  const { scenario, moments, runs, stepEnds } = evidence;
  const truths = new Map<string, Truth>();
  const truthOf = (ip: string): Truth =>
    truths.get(ip) ?? { said: new Set([holdingAt(moments, 0).get(ip)]), by: 'other' };
  const states = new Map<number, 'open' | 'closed'>();
  const found: string[] = [];
  const owners = openOwnership(evidence);

  for (const [number, step] of scenario.steps.entries()) {
    const from = number === 0 ? 0 : (stepEnds[number - 1] ?? 0);
    const until = stepEnds[number] ?? from;
    if (step.kind === 'pull' && step.does !== 'erase comments')
      states.set(step.pull, step.does === 'open' ? 'open' : 'closed');
    const run = runs.find((each) => each.step === number);
    const before = new Map([...addressesOf(evidence)].map((ip) => [ip, truthOf(ip)]));
    for (let moment = from + 1; moment <= until; moment += 1)
      for (const ip of changed(evidence, moment)) {
        const state = holdingAt(moments, moment).get(ip);
        const old = truthOf(ip);
        const writer = moments[moment]?.by;
        const author = typeof writer === 'number' ? runs[writer] : undefined;
        if (author === undefined || !isPreview(author.task)) {
          truths.set(ip, { said: new Set([state]), by: 'other', hand: { moment, before: old.said } });
          continue;
        }
        const unseen = old.hand !== undefined && old.hand.moment > lastReading(author.sent, moment);
        const said = unseen && old.hand ? new Set([...old.said, ...old.hand.before]) : old.said;
        truths.set(ip, { said, by: 'pull' });
        if (old.by === 'pull' || unseen) continue;
        const words = `step ${number}: ${ip}, ${holdingAt(moments, moment - 1).get(ip) ?? 'nothing'} by other hands,`;
        const fault = faultOfChange(author.task, ip, state, holdingAt(moments, moment - 1).get(ip));
        if (fault !== undefined) found.push(`${words} was changed to ${state ?? 'nothing'}: ${fault}`);
      }
    if (step.kind === 'pull') owners.closeOrOpen(step);
    if (run === undefined) continue;
    found.push(...staleness(run, states, evidence).map((words) => `step ${number}: ${words}`));
    if (!owners.isKnown) continue;
    for (const [ip, expected, isSure] of owners.after(run, states)) {
      const truth = before.get(ip);
      if (truth?.by !== 'pull') continue;
      const state = holdingAt(moments, until).get(ip);
      const due = expected === undefined ? truth.said : new Set([expected]);
      if (isSure && !due.has(state))
        found.push(`step ${number}: ${ip} says ${state ?? 'nothing'}, and ${listed(due)} is due`);
    }
  }
  return [...found, ...ending(evidence, truthOf)];
}

/** At the end everything is closed and cleaned up after. */
function ending(evidence: Evidence, truthOf: (ip: string) => Truth): string[] {
  const { scenario, moments, runs } = evidence;
  const from = scenario.finalFrom ?? scenario.steps.length;
  const erased = new Set(
    scenario.steps.flatMap((step) => (step.kind === 'pull' && step.does === 'erase comments' ? [step.pull] : [])),
  );
  // Without its comment nobody remembers what a pull request wrote; nor where no list could be read, as the run then says.
  const isListless = ({ sent }: RunRecord) =>
    !sent.some(({ request }) => request.method === 'GET' && isList(request) && isDone(request));
  const forgotten = new Set(
    runs.flatMap((run) =>
      run.task.event?.kind === 'pull' && (erased.has(run.task.event.pull) || isListless(run))
        ? run.task.wanted.flatMap(({ ip }) => ip ?? [])
        : [],
    ),
  );
  const found = runs
    .filter(({ step, ending: { exitCode } }) => step >= from && exitCode !== 0 && erased.size === 0)
    .map((run) => `step ${run.step}: exit code ${run.ending.exitCode} at the end: ${problemsOf(run)}`);
  for (const ip of addressesOf(evidence)) {
    const state = holdingAt(moments, -1).get(ip);
    const { said } = truthOf(ip);
    if (!forgotten.has(ip) && !said.has(state))
      found.push(`in the end ${ip} says ${state ?? 'nothing'}, and ${listed(said)} is what others said last`);
  }
  return found;
}

function problemsOf({ ending: { result } }: RunRecord): string {
  return (
    readReport(result)
      ?.problems.map(({ message }) => message)
      .join('; ') ?? ''
  );
}

function listed(states: ReadonlySet<State>): string {
  return [...states].map((state) => state ?? 'nothing').join(' or ');
}

function isPreview({ event, state }: Task): boolean {
  return (event?.kind === 'pull' || event?.kind === 'schedule') && state === 'auto';
}

/** Why a pull request's run may not make this change of what others said; undefined where it may. */
function faultOfChange(task: Task, ip: string, state: State, before: State): string | undefined {
  const { event, wanted, onConflict } = task;
  const registers = event?.kind === 'pull' && event.action !== 'closed';
  const isWanted = wanted.some((want) => want.ip === ip && targetOf(want) === state);
  if (!registers || !isWanted) return 'no pull request had written that';
  return before !== undefined && onConflict !== 'overwrite' ? `on-conflict is ${onConflict}` : undefined;
}

/**
 * The moment that a run's last reading of the list began with, before the write that brought a moment about. Before the
 * first write the earliest one counts: both versions are asked at once, and which list was used cannot be seen.
 */
function lastReading(sent: readonly Sent[], moment: number): number {
  const isReading = ({ request }: Sent) =>
    request.method === 'GET' && isList(request) && isDone(request) && (request.query.page ?? '1') === '1';
  const momentsOf = (part: readonly Sent[]) => part.filter(isReading).flatMap(({ saw }) => saw ?? []);
  const write = sent.findIndex(({ request, saw }) => isWrite(request) && saw === moment);
  const before = sent.slice(0, write < 0 ? sent.length : write);
  const first = before.findIndex(({ request }) => isWrite(request));
  const early = momentsOf(first < 0 ? before : before.slice(0, first));
  const late = first < 0 ? [] : momentsOf(before.slice(first));
  return late.at(-1) ?? (early.length === 0 ? 0 : Math.min(...early));
}

/** A pull request that is closed registers nothing, and one that is open is not reverted, whatever the event says. */
function staleness(run: RunRecord, states: ReadonlyMap<number, 'open' | 'closed'>, { scenario }: Evidence): string[] {
  const { task, sent } = run;
  const step = scenario.steps[run.step];
  const isAsked = step?.kind === 'run' && (step.github?.length ?? 0) === 0;
  if (task.event?.kind !== 'pull' || !isPreview(task) || !isAsked) return [];
  const { pull, action } = task.event;
  const isStale = (action === 'closed') !== (states.get(pull) === 'closed');
  const writes = sent.filter(({ request }) => isWrite(request));
  return isStale && writes.length > 0 ? [`#${pull} is ${states.get(pull)}, and ${action} wrote all the same`] : [];
}

function changed({ moments }: Evidence, moment: number): string[] {
  const [one, two] = [holdingAt(moments, moment - 1), holdingAt(moments, moment)];
  return [...new Set([...one.keys(), ...two.keys()])].filter((ip) => one.get(ip) !== two.get(ip));
}

/** Every address that anybody touched. */
function addressesOf({ moments, scenario, runs }: Evidence): Set<string> {
  return new Set([
    ...holdingAt(moments, 0).keys(),
    ...holdingAt(moments, -1).keys(),
    ...scenario.steps.flatMap((step) => (step.kind === 'hand' ? [step.ip] : [])),
    ...runs.flatMap(({ task, sent }) => [
      ...task.wanted.flatMap(({ ip }) => ip ?? []),
      ...sent.flatMap(({ request }) => asksOf(request).map(([ip]) => ip)),
    ]),
  ]);
}

/** Who registered what, as far as runs without any trouble tell. */
function openOwnership({ scenario }: Evidence) {
  const held = new Map<number, Map<string, Held>>();
  const closed = new Set<number>();
  const unclear = new Set<string>();
  const lost = new Set<string>();
  let order = 0;
  const heldBy = (pull: number) => held.get(pull) ?? new Map<string, Held>();

  /** The addresses that a run lets go. */
  function letGo({ task, ending: { result } }: RunRecord): string[] {
    const { event, wanted } = task;
    if (event?.kind === 'schedule') return [...closed].flatMap((pull) => [...heldBy(pull).keys()]);
    if (event?.kind !== 'pull') return [];
    const mine = heldBy(event.pull);
    if (task.state === 'absent') {
      for (const { ip = '' } of wanted) mine.delete(ip);
      return [];
    }
    if (event.action === 'closed') return [...mine.keys()];
    const wants = new Map(wanted.map((want) => [want.ip ?? '', targetOf(want)]));
    for (const { ip = '', outcome } of readReport(result)?.entries ?? []) {
      const target = wants.get(ip);
      if (target === undefined) continue;
      order += 1;
      if (outcome === 'skipped') unclear.add(ip);
      else mine.set(ip, { target, order });
    }
    held.set(event.pull, mine);
    return [...mine.keys()].filter((ip) => !wants.has(ip));
  }

  return {
    isKnown: scenario.steps.every(isCalm),
    closeOrOpen({ pull, does }: Extract<Step, { kind: 'pull' }>) {
      if (does === 'open') closed.delete(pull);
      else closed.add(pull);
    },
    /** Each address that a run let go, what it shall say by an owner (undefined: what others said), and whether that is sure. */
    after(run: RunRecord, states: ReadonlyMap<number, 'open' | 'closed'>): (readonly [string, State, boolean])[] {
      const {
        task,
        ending: { exitCode },
      } = run;
      const { event } = task;
      if (exitCode !== 0 || task.mode !== 'apply' || !event) return [];
      const isPull = event.kind === 'pull';
      if (isPull && (event.action === 'closed') !== (states.get(event.pull) === 'closed') && task.state === 'auto')
        return [];
      const gone = letGo(run);
      const leaving = isPull ? [event.pull] : [...closed];
      for (const pull of leaving) for (const ip of gone) heldBy(pull).delete(ip);
      if (!isPull) lost.clear();
      for (const pull of closed) for (const ip of heldBy(pull).keys()) lost.add(ip);
      return gone.map((ip) => {
        const rest = [...held].flatMap(([pull, mine]) => (closed.has(pull) ? [] : (mine.get(ip) ?? [])));
        const last = rest.toSorted((a, b) => a.order - b.order).at(-1);
        return [ip, last?.target, !unclear.has(ip) && !lost.has(ip)];
      });
    },
  };
}

function isCalm(step: Step): boolean {
  if (step.kind === 'pull') return step.does !== 'erase comments';
  if (step.kind !== 'run') return true;
  const count = step.faults.length + step.writers.length + (step.github?.length ?? 0);
  return count === 0 && step.tasks.every(({ cancelAt }) => cancelAt === undefined);
}
