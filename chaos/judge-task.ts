import { expectation, expectedOf, isMistaken, isSo, mostRemovals } from './expected.ts';
import { asksOf, isDone, isGone, isList, isRemovalOf, isWrite } from './requests.ts';
import type { Task } from './scenario.ts';
import { hasOthers, holdingBefore, isListless, isUndisturbed, listOf, statesOf, targetOf, type View } from './view.ts';
import type { Holding } from './witness.ts';

/** What may be pruned besides what is wanted: whether this address may, in a zone that says this. */
export type MayPrune = (ip: string, there: Holding) => boolean;

/** A run of a list of addresses with declared targets: what it writes, and what its outcomes say. */
export function judgeTask(view: View, mayPrune: MayPrune): string[] {
  return [
    ...restraint(view, mayPrune),
    ...conflicts(view),
    ...coverage(view, mayPrune),
    ...origins(view, mayPrune),
    ...success(view, mayPrune),
    ...undisturbed(view, mayPrune),
    ...lostWrites(view, mayPrune),
  ];
}

function wantsOf({ wanted }: Task) {
  return new Map(wanted.map((want) => [want.ip ?? '', want]));
}

/** Nothing is sent that the task did not ask for. */
function restraint(view: View, mayPrune: MayPrune): string[] {
  const { task, sent, report, moments } = view;
  const wants = wantsOf(task);
  const skipped = new Set(report.entries.filter(({ outcome }) => outcome === 'skipped').map(({ ip }) => ip));
  const found: string[] = [];
  const asks = sent.flatMap(({ request }) => asksOf(request));
  const pruned = new Set(asks.flatMap(([ip, target]) => (target === undefined && !wants.has(ip) ? [ip] : [])));
  // Which of its moments the plan was made on is not known here.
  const allowed = Math.max(...moments.map(({ holding }) => mostRemovals(task.maxRemovals, holding.size)));
  if (pruned.size > allowed) found.push(`${pruned.size} were pruned, and max-removals is ${task.maxRemovals}`);
  for (const { request, before = moments.length - 1 } of sent) {
    for (const [ip, target] of asksOf(request)) {
      const words = `${request.method} ${request.path} writes ${ip} ${target ?? '(removal)'}`;
      const want = wants.get(ip);
      const prunes = want === undefined && moments.slice(0, before + 1).some(({ holding }) => mayPrune(ip, holding));
      const asked =
        target === undefined
          ? prunes || (want !== undefined && task.state === 'absent')
          : want !== undefined && task.state === 'present' && target === targetOf(want);
      if (!asked) found.push(`${words}, which was not asked for`);
      if (skipped.has(ip)) found.push(`${words}, which is reported as skipped`);
    }
  }
  return found;
}

/** What was mapped elsewhere all the time is not written where that is to be a conflict; an `absent` target counts as one. */
function conflicts(view: View): string[] {
  const { task, sent } = view;
  const wants = wantsOf(task);
  const found: string[] = [];
  const seen = new Set<string>();
  for (const { request, before } of sent) {
    for (const [ip] of asksOf(request)) {
      const want = wants.get(ip);
      if (want === undefined || seen.has(ip) || before === undefined) continue;
      seen.add(ip);
      const states = statesOf(view, ip, before);
      const elsewhere = states.every((state) => state !== undefined && state !== targetOf(want));
      const guarded = task.state === 'absent' ? want.vendor !== undefined : ['skip', 'fail'].includes(task.onConflict);
      if (guarded && elsewhere)
        found.push(`${request.method} writes ${ip}, which was mapped to ${states[0]} all the time`);
    }
  }
  return found;
}

/** Every address that is wanted has an outcome, and no other one but what may be pruned. */
function coverage(view: View, mayPrune: MayPrune): string[] {
  const { task, report, moments, sent } = view;
  const wants = wantsOf(task);
  const entered = new Set(report.entries.map(({ ip }) => ip));
  const found = [...wants.keys()].filter((ip) => !entered.has(ip)).map((ip) => `${ip} is wanted, and has no outcome`);
  const put = listOf(view);
  for (const { ip = '', outcome, message = '' } of report.entries) {
    const want = wants.get(ip);
    if (want === undefined && !moments.some(({ holding }) => mayPrune(ip, holding)))
      found.push(`${ip} is reported as ${outcome}, and is not wanted at all`);
    if (task.mode !== 'apply') continue;
    const isRefused = /^was not attempted/.test(message) && !sent.some(({ request }) => isWrite(request));
    if (want && outcome === 'failed' && put !== undefined && isSo(task, want, put) && !isRefused)
      found.push(`${ip} is reported as failed, and the zone is as wanted`);
    const removes = want === undefined || task.state === 'absent';
    if (['created', 'updated', 'removed'].includes(outcome) && (outcome === 'removed') !== removes)
      found.push(`${ip} is reported as ${outcome}, and that was not asked for`);
  }
  return found;
}

/**
 * What an outcome says of the time before: a run plans by the zone as it was at some moment, the first one where nobody else
 * writes.
 */
function origins(view: View, mayPrune: MayPrune): string[] {
  const { task, sent, report, moments, step } = view;
  const wants = wantsOf(task);
  const planned = hasOthers(view) ? moments : moments.slice(0, 1);
  const listed = sent.some(({ request }) => isList(request) && isDone(request));
  const firstWrite = sent.findIndex(({ request }) => isWrite(request));
  const listedBefore = sent.some(({ request }, nth) => nth < firstWrite && isList(request) && isDone(request));
  return report.entries.flatMap(({ ip = '', outcome }) => {
    const askings = sent.filter(({ request }) => asksOf(request).some(([asked]) => asked === ip));
    const want = wants.get(ip) ?? { ip };
    const by: Task = wants.has(ip) ? task : { ...task, state: 'absent' };
    const hits = step.faults.filter(({ ip: on }) => on === undefined || on === ip).map(({ effect }) => effect.kind);
    const worded = hits.includes('item');
    if (outcome === 'failed') {
      // Of a removal that is tried again a batch says in words that there is nothing to remove.
      const asked = askings.slice(by.state === 'absent' ? 0 : -1);
      const distorted = worded || ['garbage', 'wrong-types', 'result'].some((kind) => hits.includes(kind as 'item'));
      // A list that was read since may have said that it was lost.
      const last = sent.findLastIndex(({ request }) => asksOf(request).some(([each]) => each === ip));
      const isReread = sent.slice(last).some(({ request }) => request.method === 'GET' && isList(request));
      const done = !isReread && asked.length > 0 && asked.every(({ request }) => isDone(request)) && !distorted;
      return report.count === null && done ? [`${ip} is reported as failed, and the API said that it was done`] : [];
    }
    if (!listed && askings.length === 0) return [`${ip} is reported as ${outcome}, of which nothing can be known`];
    if (planned.some(({ holding }) => expectedOf(by, want, holding) === outcome)) return [];
    if (!wants.has(ip) && outcome === 'removed' && planned.some(({ holding }) => mayPrune(ip, holding))) return [];
    // Pages that were torn apart may lack an address; that matters only where it must not be overwritten.
    const isTorn = hasOthers(view) && holdingBefore(view).size > 98;
    if (isTorn && ((outcome === 'created' && by.onConflict === 'overwrite') || by.state === 'absent')) return [];
    // Without a list to plan by, every mapping is written.
    if ((isListless(view) || !listedBefore) && outcome === 'updated' && by.state === 'present') return [];
    // A removal for which the API has other words than success is another one's doing, where the mapping is gone.
    const disputed = sent.some(({ request }) => isGone(request, ip) || (worded && isRemovalOf(request, ip)));
    if (outcome === 'unchanged' && by.state === 'absent' && disputed) return [];
    return [`${ip} is reported as ${outcome}, which it cannot have been by what the zone held before`];
  });
}

/** Exit code 0 only if the zone is as wanted. */
function success(view: View, mayPrune: MayPrune): string[] {
  const { task, ending, report, moments, index } = view;
  if (ending.exitCode !== 0) return [];
  const put = listOf(view);
  if (put === undefined) return ['exit code 0 without a list'];
  if (task.mode === 'check' && report.changed) return ['exit code 0 with drift'];
  if (task.mode !== 'apply') return [];
  const skipped = new Set(report.entries.filter(({ outcome }) => outcome === 'skipped').map(({ ip }) => ip));
  const found = task.wanted
    .filter((want) => !skipped.has(want.ip) && !isSo(task, want, put))
    .map(({ ip }) => `exit code 0, and ${ip} is not as wanted`);
  const wants = wantsOf(task);
  const theirs = moments.filter(({ by }) => by !== undefined && by !== index);
  const left = [...put.keys()].filter(
    (ip) => !wants.has(ip) && mayPrune(ip, put) && !theirs.some(({ holding }) => holding.has(ip)),
  );
  if (left.length > 0 && task.prune !== 'removed') found.push(`exit code 0, and ${left} should have been pruned`);
  return found;
}

/** Where nothing comes between, and in plan and check always, all of it is known in advance. */
function undisturbed(view: View, mayPrune: MayPrune): string[] {
  const { task, ending, report, api, scenario } = view;
  const { exitCode } = ending;
  const isCalm = isUndisturbed(view);
  const foreseen = task.mode === 'apply' ? isCalm && !isListless(view) : exitCode === 0;
  if (!foreseen || (report.count === null && !isCalm)) return [];
  const { surfaces } = api;
  // What GitHub could say is not known to all runs alike.
  if (scenario.kind === 'pushes' && !isCalm) return [];
  const other = task.apiVersion !== 'auto' && surfaces !== 'both' && surfaces !== task.apiVersion;
  const isSmart = task.inputs?.['tiered-cache'] === 'smart';
  if (other || isSmart) return [];
  const there = task.mode === 'apply' ? holdingBefore(view) : (listOf(view) ?? new Map<string, string>());
  const isJudged = api.tieredCache !== false && api.listedRegions === undefined;
  const prunable = [...there.keys()].filter((ip) => mayPrune(ip, there));
  const { outcomes: due, refused } = expectation(task, there, prunable, isJudged);
  const changes = [...due.values()].some((kind) => kind !== 'unchanged' && kind !== 'skipped');
  const fails = refused || (task.mode === 'check' && changes);
  const isLate = !isJudged && task.wanted.some(isMistaken);
  if (!isLate && isCalm && (exitCode === 1) !== fails) return [`exit code ${exitCode}, and ${fails ? 1 : 0} is due`];
  if (fails || (isLate && task.mode === 'apply')) return [];
  return report.entries
    .filter(({ ip = '', outcome }) => due.get(ip) !== outcome)
    .map(({ ip = '', outcome }) => `${ip} is reported as ${outcome}, and ${due.get(ip)} is due`)
    .concat(report.entries.length === due.size ? [] : [`${report.entries.length} entries, and ${due.size} are due`]);
}

/** What is lost to a stale record once or twice is written again: it does not fail. */
function lostWrites(view: View, mayPrune: MayPrune): string[] {
  const { task, step, api, report } = view;
  const isOnlyLost = step.writers.length <= 2 && step.writers.every(({ does }) => does.kind === 'stale');
  const isCalm = isUndisturbed({ ...view, step: { ...step, writers: [] } });
  const other = task.apiVersion !== 'auto' && api.surfaces !== 'both' && api.surfaces !== task.apiVersion;
  if (!isOnlyLost || !isCalm || isListless(view) || other || task.mode !== 'apply') return [];
  const there = holdingBefore(view);
  const prunable = [...there.keys()].filter((ip) => mayPrune(ip, there));
  if (task.wanted.some(isMistaken) || expectation(task, there, prunable, true).refused) return [];
  return report.entries
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ ip, message }) => `${ip} failed (${message}), although its write was lost twice at most`);
}

/** For `prune: removed`: what the commit before listed with just that target, and neither this list nor the head does. */
export function mayPruneRemoved(view: View, head: string | undefined): MayPrune {
  const { task, scenario } = view;
  const { event } = task;
  if (event?.kind !== 'push' || task.prune !== 'removed') return () => false;
  const earlier = new Map((scenario.commits?.[event.before] ?? []).map((want) => [want.ip, targetOf(want)]));
  const later = head === undefined || head === event.after ? [] : (scenario.commits?.[head] ?? []);
  const kept = new Set([...task.wanted, ...later].map(({ ip }) => ip));
  return (ip, there) => !kept.has(ip) && earlier.has(ip) && there.get(ip) === earlier.get(ip);
}

/** Where GitHub answers nothing at all, a run that prunes fails before it writes. */
export function judgeSilentGitHub({ task, step, sent, ending }: View): string[] {
  const silent = step.github?.some(({ from, to, does }) => from === 1 && to >= 1000 && does !== 'lost');
  if (!silent || task.prune !== 'removed') return [];
  const wrote = sent.some(({ request }) => isWrite(request));
  return [
    ...(wrote ? ['it wrote although the earlier version could not be asked for'] : []),
    ...(ending.exitCode === 0 ? ['exit code 0 although the earlier version could not be asked for'] : []),
  ];
}
