import { type Account, holdingOf, KINDS, readAccount } from './account.ts';
import { expectation, isSo, isUndisturbed, targetOf } from './expected.ts';
import type { Ending } from './home.ts';
import { origins } from './origins.ts';
import { asksOf, isDone, isGone, isList, saysGone } from './requests.ts';
import type { Task } from './scenario.ts';
import { type Evidence, type Holding, type Sent, same } from './stage.ts';

/**
 * Everything in which an action did not tell the truth, or did what it was not told.
 *
 * The truth is the emulator's own record. An action can know no more of it than the last list that it read, so the rule is:
 * 1. The list it puts out is one that the API answered it, and after that answer it wrote nothing more.
 * 2. Every outcome agrees with that list, and is what had to become of its address by what the zone held before.
 * 3. If nobody else wrote after that answer, the zone still holds just that list when all is over.
 * So a write that is lost after the last list was answered (on v1 the answer of a single PATCH is that list) counts against
 * nobody. Nor does an API that has nothing but the PATCH and says of the last one that it refused what it did. Nothing else
 * is excused. Without a list, outcomes must have been so at some moment, or be what the answers said (an API that says of a
 * mapping that it is gone, though it is there, and can then not be read), and the step must fail.
 */
export function violations(evidence: Evidence): string[] {
  return evidence.scenario.tasks.flatMap((task, index) => {
    const ending = evidence.endings[index];
    if (ending === undefined) return [`action ${index}: no ending`];
    return judge(task, index, ending, evidence).map((words) => `action ${index}: ${words}`);
  });
}

const OUTPUTS = [
  ...KINDS,
  ...['mappings', 'result-file', 'changed', 'count', 'remaining', 'error-codes', 'truncated', 'api-version', 'zone-id'],
];
const MOST_TRIES = 5;
const ALWAYS_OURS = [1157, 1164];
/** What a run may take over its budget, to report; the machine may have other things to do. */
const GRACE = 1500;

function judge(task: Task, index: number, ending: Ending, evidence: Evidence): string[] {
  const account = ending.file === undefined ? undefined : readAccount(ending.file);
  const found = manners(task, ending, evidence);
  if (account === undefined) return [...found, 'there is no result file, or it is not of its shape'];
  const own = evidence.sent.filter(({ by }) => by === index);
  return [
    ...found,
    ...sums(ending, account),
    ...codes(ending, account, own),
    ...restraint(task, own, account, evidence),
    ...patience(own),
    ...listing(index, own, account, evidence),
    ...outcomes(task, index, own, account, evidence),
    ...origins(task, index, own, account, evidence),
    ...success(task, index, ending, account, evidence),
    ...undisturbed(task, ending, account, evidence),
  ];
}

/** How a run ends, whatever comes. */
function manners(
  { timeoutSeconds }: Task,
  { code, log, took, outputs, summary, file = '' }: Ending,
  evidence: Evidence,
) {
  const found: string[] = [];
  const missing = OUTPUTS.filter((name) => outputs[name] === undefined);
  if (missing.length > 0) found.push(`outputs are missing: ${missing.join(', ')}`);
  if (code !== 0 && code !== 1) found.push(`exit code ${code}`);
  if (took > timeoutSeconds * 1000 + GRACE) found.push(`took ${Math.round(took)} ms of ${timeoutSeconds} s`);
  const shown = [log.replaceAll(/^::add-mask::.*$/gm, ''), summary, file, ...Object.values(outputs)].join('\n');
  if (/unexpected error/i.test(shown)) found.push(`an unexpected error: ${/.*unexpected error.*/i.exec(shown)?.[0]}`);
  if (/\n\s+at .+:\d+:\d+/.test(log.replaceAll(/^::debug::.*$/gm, ''))) found.push('a stack in the log');
  for (const secret of evidence.secrets) if (shown.includes(secret)) found.push('the credential is shown');
  return found;
}

/** Outputs and result file say the same, and add up. */
function sums({ code, outputs }: Ending, account: Account): string[] {
  const found: string[] = [];
  for (const kind of KINDS) {
    const count = account.entries.filter(({ outcome }) => outcome === kind).length;
    if (outputs[kind] !== `${count}` || account.counts[kind] !== count)
      found.push(`${kind}: ${outputs[kind]} in the outputs, ${account.counts[kind]} counted, ${count} in the file`);
  }
  const { count, remaining, mappings } = account;
  if (outputs.count !== `${count ?? ''}` || outputs.remaining !== `${remaining ?? ''}`)
    found.push(`count ${outputs.count}, remaining ${outputs.remaining}: not those of the file`);
  if (count !== null && (count !== mappings.length || remaining !== Math.max(0, 3500 - count)))
    found.push(`count ${count}, remaining ${remaining} of ${mappings.length} mappings`);
  const listed = outputs.mappings ? holdingOf(JSON.parse(outputs.mappings)) : new Map<string, string>();
  if (!same(listed, holdingOf(mappings))) found.push('the output mappings is not that of the file');
  if (outputs.changed !== `${account.changed}`) found.push(`changed is ${outputs.changed} and ${account.changed}`);
  if ((code === 1) !== account.problems.length > 0)
    found.push(`exit code ${code}, ${account.problems.length} problems`);
  if (code === 0 && account.counts.failed > 0) found.push('exit code 0 with failed entries');
  if (new Set(account.entries.map(({ ip }) => ip)).size !== account.entries.length) found.push('an entry counts twice');
  return found;
}

function codes({ code, outputs }: Ending, { error_codes: told }: Account, own: readonly Sent[]): string[] {
  const answered = new Set([...ALWAYS_OURS, ...own.flatMap(({ request }) => request.codes)]);
  const found = told.filter((one) => !answered.has(one)).map((one) => `error-codes: nobody answered ${one}`);
  if (told.some((one) => one === 7000 || one === 7003)) found.push('error-codes holds that of a probe');
  if (outputs['error-codes'] !== told.join(',')) found.push(`error-codes: ${outputs['error-codes']} and ${told}`);
  if (code === 0 && told.length > 0) found.push(`exit code 0 with error codes ${told}`);
  return found;
}

/** Nothing is sent that the task did not ask for. */
function restraint(task: Task, own: readonly Sent[], account: Account, { moments }: Evidence): string[] {
  const wants = new Map(task.wanted.map((want) => [want.ip, want]));
  const skipped = new Set(account.entries.filter(({ outcome }) => outcome === 'skipped').map(({ ip }) => ip));
  const found: string[] = [];
  for (const { request } of own) {
    if (request.method === 'GET') continue;
    const asks = asksOf(request);
    const words = `${request.method} ${request.path}`;
    if (task.mode !== 'apply') found.push(`${words} in mode ${task.mode}`);
    if (asks.length > 100 || new Set(asks.map(([ip]) => ip)).size !== asks.length)
      found.push(`${words} holds ${asks.length} entries, or one twice`);
    for (const [ip, target] of asks) {
      const want = wants.get(ip);
      const prunes = task.prune === 'all' && want === undefined && moments.some(({ holding }) => holding.has(ip));
      const asked =
        target === undefined
          ? prunes || (want !== undefined && task.state === 'absent')
          : want !== undefined && task.state === 'present' && target === targetOf(want);
      if (!asked) found.push(`${words} writes ${ip} ${target ?? '(removal)'}, which was not asked for`);
      if (skipped.has(ip)) found.push(`${words} writes ${ip}, which is told as skipped`);
    }
  }
  return found;
}

/** One request is tried five times at most; what is read again after a write is another one. */
function patience(own: readonly Sent[]): string[] {
  const tries = new Map<string, number>();
  const found: string[] = [];
  for (const { request } of own) {
    const { method, path, query, body, status } = request;
    if (method !== 'GET') for (const key of tries.keys()) if (key.startsWith('["GET"')) tries.delete(key);
    const key = JSON.stringify([method, path, query, body]);
    const count = (tries.get(key) ?? 0) + 1;
    if (count === MOST_TRIES + 1)
      found.push(`${method} ${path} was tried more than ${MOST_TRIES} times without success`);
    tries.set(key, status === undefined || status >= 400 ? count : 0);
  }
  return found;
}

/** Rules 1 and 3: the list that is put out. */
function listing(index: number, own: readonly Sent[], account: Account, { moments, scenario }: Evidence): string[] {
  if (account.count === null) return [];
  const told = holdingOf(account.mappings);
  const lastWrite = own.findLastIndex(({ request }) => request.method !== 'GET');
  const readings = own.slice(Math.max(0, lastWrite)).filter(({ request }) => isList(request));
  const proof = readings.findLast(({ saw }) => saw !== undefined && same(told, moments[saw]?.holding ?? new Map()));
  if (proof === undefined) {
    // A list that came in pages while others wrote may be one that never was as a whole.
    const paged = told.size > 100 && moments.some(({ by }) => by !== undefined && by !== index);
    const wrong = [...told].filter(([ip, target]) => !moments.some(({ holding }) => holding.get(ip) === target));
    if (paged && wrong.length === 0) return [];
    // Without any list to read, what the last good write answered stands, whatever was refused since.
    const listed = own.some(({ request }) => request.method === 'GET' && isList(request) && request.status === 200);
    const answered = own.findLastIndex(({ request }) => isList(request) && isDone(request));
    const stands = same(told, moments[own[answered]?.saw ?? -1]?.holding ?? new Map());
    if (!listed && stands && own.slice(answered + 1).every(({ request }) => request.codes.length > 0)) return [];
    return [`the list put out (${told.size}) is none that the API answered after the last write`];
  }
  const later = moments.slice((proof.saw ?? 0) + 1);
  if (later.length > 0 && later.every(({ by }) => by === index)) return ['it wrote after its last list'];
  const others = later.some(({ by }) => by !== index) || scenario.tasks.length > 1;
  if (!others && !same(told, moments.at(-1)?.holding ?? new Map())) return ['the list put out is not the zone'];
  return [];
}

/** Rule 2: each outcome, by the list that was put out, or else by what was so at some moment. */
function outcomes(task: Task, index: number, own: readonly Sent[], account: Account, { moments }: Evidence): string[] {
  const wants = new Map(task.wanted.map((want) => [want.ip, want]));
  const told = account.count === null ? undefined : holdingOf(account.mappings);
  const asked = new Set(own.flatMap(({ request }) => asksOf(request).map(([ip]) => ip)));
  const found: string[] = [];
  const entered = new Set(account.entries.map(({ ip }) => ip));
  for (const ip of wants.keys()) if (!entered.has(ip)) found.push(`${ip} is wanted, and has no outcome`);
  for (const { ip, outcome, message = '' } of account.entries) {
    const want = wants.get(ip);
    const so = (there: Holding) => (want && task.state === 'present' ? isSo(want, there) : !there.has(ip));
    const holds = told === undefined ? moments.some(({ holding }) => so(holding)) : so(told);
    const words = `${ip} is told as ${outcome}${message && ` (${message})`}`;
    if (want === undefined && task.prune !== 'all') found.push(`${words}, and is not wanted at all`);
    const wrote = outcome === 'created' || outcome === 'updated' || outcome === 'removed';
    if (task.mode !== 'apply') continue;
    if (wrote && !asked.has(ip)) found.push(`${words}, and was never sent`);
    const saidGone = told === undefined && outcome === 'unchanged' && own.some(({ request }) => isGone(request, ip));
    if ((wrote || outcome === 'unchanged') && !holds && !saidGone) found.push(`${words}, and the zone says otherwise`);
    if (outcome === 'failed' && told !== undefined && holds) found.push(`${words}, and the zone is as wanted`);
    if (outcome === 'failed' && message === '') found.push(`${words} without a message`);
    if (/^was not attempted/.test(message) && asked.has(ip)) found.push(`${words}, and was sent`);
    if ((outcome === 'removed') !== (want === undefined || task.state === 'absent') && wrote)
      found.push(`${words}, and that was not asked for`);
  }
  if (task.mode === 'apply' && account.changed && asked.size === 0) found.push('changed, and nothing was sent');
  // A write without an answer that another one's then undid is one that nobody can know of.
  const others = moments.some(({ by }) => by !== undefined && by !== index);
  // Nor can anybody know of a removal that was done and answered with "no such mapping".
  const effects = [...moments.keys()].filter((moment) => moments[moment]?.by === index);
  const makers = effects.map((moment) => own.find(({ saw }) => saw === moment));
  const effective = !others && makers.some((maker) => maker === undefined || !saysGone(maker.request));
  if (task.mode === 'apply' && told !== undefined && !account.changed && effective)
    found.push('not changed, and it changed the zone');
  return found;
}

/** Exit code 0 only if the zone is as wanted. */
function success(task: Task, index: number, { code }: Ending, account: Account, { moments }: Evidence): string[] {
  if (code !== 0) return [];
  if (account.count === null) return ['exit code 0 without a list'];
  const told = holdingOf(account.mappings);
  if (task.mode === 'check' && account.changed) return ['exit code 0 with drift'];
  if (task.mode !== 'apply') return [];
  const skipped = new Set(account.entries.filter(({ outcome }) => outcome === 'skipped').map(({ ip }) => ip));
  const found = task.wanted
    .filter(({ ip }) => !skipped.has(ip))
    .filter((want) => (task.state === 'present' ? !isSo(want, told) : told.has(want.ip)))
    .map(({ ip }) => `exit code 0, and ${ip} is not as wanted`);
  const wanted = new Set(task.wanted.map(({ ip }) => ip));
  const theirs = new Set(
    moments.filter(({ by }) => by !== undefined && by !== index).flatMap(({ holding }) => [...holding.keys()]),
  );
  const left = [...told.keys()].filter((ip) => !wanted.has(ip) && !theirs.has(ip));
  if (task.prune === 'all' && left.length > 0) found.push(`exit code 0, and ${left} should have been pruned`);
  return found;
}

/** Where nothing comes between, and in plan and check always, all of it is known in advance. */
function undisturbed(task: Task, { code }: Ending, account: Account, { scenario, moments }: Evidence): string[] {
  const bare = scenario.api.surfaces === 'patch-only' || scenario.api.surfaces === 'none';
  const foreseen = task.mode === 'apply' ? isUndisturbed(scenario) && !bare : code === 0;
  if (!foreseen || (account.count === null && !isUndisturbed(scenario))) return [];
  const { surfaces } = scenario.api;
  const elsewhere = task.apiVersion !== 'auto' && surfaces !== 'both' && surfaces !== task.apiVersion;
  if (elsewhere) return [];
  const there = task.mode === 'apply' ? (moments[0]?.holding ?? new Map()) : holdingOf(account.mappings);
  const judged = scenario.api.tieredCache !== false;
  const { outcomes: due, refused } = expectation(task, there, judged);
  const changes = [...due.values()].some((kind) => kind !== 'unchanged' && kind !== 'skipped');
  const fails = refused || (task.mode === 'check' && changes);
  const mistaken = !judged && task.wanted.some(({ region }) => region === 'us-esat-1');
  if (!mistaken && isUndisturbed(scenario) && (code === 1) !== fails)
    return [`exit code ${code}, and ${fails ? 1 : 0} is due`];
  if (fails || (mistaken && task.mode === 'apply') || refused) return [];
  return account.entries
    .filter(({ ip, outcome }) => due.get(ip) !== outcome)
    .map(({ ip, outcome }) => `${ip} is told as ${outcome}, and ${due.get(ip)} is due`)
    .concat(account.entries.length === due.size ? [] : [`${account.entries.length} entries, and ${due.size} are due`]);
}
