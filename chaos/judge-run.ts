import { asksOf, isDone, isGone, isList, isOfSettings, isWrite, saysGone } from './requests.ts';
import { hasOthers, holdingOf, isOdd, KINDS, listOf, type View } from './view.ts';
import { type Holding, holdingAt, type Sent, same } from './witness.ts';

/** What every run has to keep to, whatever it was asked for. */
export function judgeRun(view: View): string[] {
  return [
    ...endOfRun(view),
    ...sums(view),
    ...codes(view),
    ...tries(view.sent),
    ...settings(view),
    ...list(view),
    ...entries(view),
    ...changes(view),
    ...purpose(view),
  ];
}

const OUTPUTS = [
  ...KINDS,
  ...['mappings', 'result-file', 'changed', 'count', 'remaining', 'error-codes', 'truncated', 'api-version', 'zone-id'],
  'tiered-cache',
];
const MOST_TRIES = 5;
const ALWAYS_OURS = [1157, 1164];
/** What a run may take over its budget to report. */
const GRACE = 5000;

function endOfRun({ task, ending: { exitCode, log, took, outputs } }: View): string[] {
  const found: string[] = [];
  const missing = OUTPUTS.filter((name) => outputs[name] === undefined);
  if (missing.length > 0) found.push(`outputs are missing: ${missing.join(', ')}`);
  if (exitCode !== 0 && exitCode !== 1) found.push(`exit code ${exitCode}`);
  if (exitCode === 1 && !/^::error/m.test(log)) found.push('exit code 1 without an error annotation');
  if (took > task.timeoutSeconds * 1000 + GRACE) found.push(`took ${Math.round(took)} ms of ${task.timeoutSeconds} s`);
  const unexpected = /.*unexpected error.*/i.exec(log)?.[0];
  if (unexpected !== undefined) found.push(`an unexpected error: ${unexpected}`);
  if (/\n\s+at .+:\d+:\d+/.test(log.replaceAll(/^::debug::.*$/gm, ''))) found.push('a stack in the log');
  return found;
}

/** Outputs and result file say the same, and add up. */
function sums({ ending: { exitCode, outputs }, report, api }: View): string[] {
  const found: string[] = [];
  for (const kind of KINDS) {
    const count = report.entries.filter(({ outcome }) => outcome === kind).length;
    if (outputs[kind] !== `${count}` || report.counts[kind] !== count)
      found.push(`${kind}: ${outputs[kind]} in the outputs, ${report.counts[kind]} counted, ${count} in the file`);
  }
  const { count, remaining, mappings, problems } = report;
  if (outputs.count !== `${count ?? ''}` || outputs.remaining !== `${remaining ?? ''}`)
    found.push(`count ${outputs.count}, remaining ${outputs.remaining}: not those of the file`);
  if (count !== null && (count !== mappings.length || remaining !== Math.max(0, 3500 - count)))
    found.push(`count ${count}, remaining ${remaining} of ${mappings.length} mappings`);
  const odd = mappings.filter(({ ip }) => isOdd(ip)).length;
  if (count !== null && odd !== (api.oddRows?.length ?? 0))
    found.push(`${odd} odd rows, of ${api.oddRows?.length ?? 0}`);
  const put = outputs.mappings ? holdingOf(JSON.parse(outputs.mappings)) : new Map<string, string>();
  if (!same(put, holdingOf(mappings))) found.push('the output mappings is not that of the file');
  if (outputs.changed !== `${report.changed}`) found.push(`changed is ${outputs.changed} and ${report.changed}`);
  if ((exitCode === 1) !== problems.length > 0) found.push(`exit code ${exitCode}, ${problems.length} problems`);
  if (exitCode === 0 && (report.counts.failed ?? 0) > 0) found.push('exit code 0 with failed entries');
  const ips = report.entries.flatMap(({ ip }) => ip ?? []);
  if (new Set(ips).size !== ips.length) found.push('an entry counts twice');
  return found;
}

function codes({ ending: { exitCode, outputs }, report: { error_codes: reported }, sent }: View): string[] {
  const answered = new Set([...ALWAYS_OURS, ...sent.flatMap(({ request }) => request.codes.map(Number))]);
  const found = reported.filter((one) => !answered.has(one)).map((one) => `error-codes: nobody answered ${one}`);
  if (reported.some((one) => one === 7000 || one === 7003)) found.push('error-codes holds that of a probe');
  if (outputs['error-codes'] !== reported.join(','))
    found.push(`error-codes: ${outputs['error-codes']} and ${reported}`);
  if (exitCode === 0 && reported.length > 0) found.push(`exit code 0 with error codes ${reported}`);
  return found;
}

/** One request is tried five times at most; what is read again after a write is another one. */
function tries(sent: readonly Sent[]): string[] {
  const counts = new Map<string, number>();
  const found: string[] = [];
  for (const { request } of sent) {
    const { method, path, query, body, status } = request;
    if (method !== 'GET') for (const key of counts.keys()) if (key.startsWith('["GET"')) counts.delete(key);
    const key = JSON.stringify([method, path, query, body]);
    const count = (counts.get(key) ?? 0) + 1;
    if (count === MOST_TRIES + 1)
      found.push(`${method} ${path} was tried more than ${MOST_TRIES} times without success`);
    counts.set(key, status === undefined || status >= 400 ? count : 0);
  }
  return found;
}

/** The settings of Tiered Cache are asked once each, and written only if that was asked for. */
function settings({ sent, task }: View): string[] {
  const asked = sent.filter(({ request }) => isOfSettings(request));
  const lines = asked.map(({ request: { method, path } }) => `${method} ${path}`);
  const reads = lines.filter((line) => line.startsWith('GET'));
  const found = new Set(reads).size === reads.length ? [] : ['a setting was asked for more than once'];
  if (task.inputs?.['tiered-cache'] !== 'smart' && lines.some((line) => !line.startsWith('GET')))
    found.push('a setting was written that was not to be');
  return found;
}

/** The list that is put out is one that the API answered, and nothing was written after that answer. */
function list(view: View): string[] {
  const { index, sent, moments } = view;
  const put = listOf(view);
  if (put === undefined) return [];
  const lastWrite = sent.findLastIndex(({ request }) => isWrite(request));
  const readings = sent.slice(Math.max(0, lastWrite)).filter(({ request }) => isList(request));
  const proof = readings.findLast(({ saw }) => saw !== undefined && same(put, holdingAt(moments, saw)));
  if (proof === undefined) {
    // A list that came in pages while others wrote may be one that never was as a whole.
    const paged = put.size > 99 && hasOthers(view);
    const wrong = [...put].filter(([ip, target]) => !moments.some(({ holding }) => holding.get(ip) === target));
    if (paged && wrong.length === 0) return [];
    // Without any list to read, what the last good write answered stands, whatever was refused since.
    const listed = sent.some(({ request }) => request.method === 'GET' && isList(request) && request.status === 200);
    const answered = sent.findLastIndex(({ request }) => isList(request) && isDone(request));
    const stands = same(put, holdingAt(moments, sent[answered]?.saw ?? moments.length));
    if (!listed && stands && sent.slice(answered + 1).every(({ request }) => request.codes.length > 0)) return [];
    return [`the list put out (${put.size}) is none that the API answered after the last write`];
  }
  const later = moments.slice((proof.saw ?? 0) + 1);
  if (later.length > 0 && later.every(({ by }) => by === index)) return ['it wrote after its last list'];
  if (!later.some(({ by }) => by !== index) && !same(put, holdingAt(moments, -1)) && view.step.tasks.length === 1)
    return ['the list put out is not the zone'];
  return [];
}

/** Every outcome agrees with that list; without one, with what was so at some moment, or with what the answers said. */
function entries(view: View): string[] {
  const { task, report, sent, moments } = view;
  if (task.mode !== 'apply') return [];
  const put = listOf(view);
  const asked = new Set(sent.flatMap(({ request }) => asksOf(request).map(([ip]) => ip)));
  const wanted = new Set(task.state === 'absent' ? task.wanted.flatMap(({ ip }) => ip ?? []) : []);
  // Whatever its inputs say.
  const isClosing = task.event?.kind === 'pull' && task.event.action === 'closed';
  const found: string[] = [];
  for (const { ip, outcome, vendor, region, message = '' } of report.entries) {
    const words = `${ip} is reported as ${outcome}${message && ` (${message})`}`;
    if (outcome === 'failed' && message === '') found.push(`${words} without a message`);
    if (ip === undefined) {
      if (outcome !== 'failed') found.push(`${words} without an address`);
      continue;
    }
    if (/^was not attempted/.test(message) && asked.has(ip) && !isProbe(view)) found.push(`${words}, and was sent`);
    if (outcome === 'failed' || outcome === 'skipped') continue;
    if (outcome !== 'unchanged' && !asked.has(ip)) found.push(`${words}, and was never sent`);
    const gone = outcome === 'removed' || wanted.has(ip) || vendor === null;
    // Of what is to be removed besides the list, "unchanged" means that it had gone.
    const mayBeGone = outcome === 'unchanged' && (isClosing || task.wanted.every((want) => want.ip !== ip));
    const so = (there: Holding) =>
      gone || (mayBeGone && !there.has(ip)) ? !there.has(ip) : there.get(ip) === `${vendor} ${region}`;
    const holds = put === undefined ? moments.some(({ holding }) => so(holding)) : so(put);
    // Without a list an outcome is what the answers said, be that a lie of the API.
    const saidDone =
      put === undefined &&
      sent.some(({ request }) => isDone(request) && asksOf(request).some(([askedIp]) => askedIp === ip));
    const saidGone = put === undefined && outcome === 'unchanged' && sent.some(({ request }) => isGone(request, ip));
    if (!holds && !saidGone && !saidDone) found.push(`${words}, and the zone says otherwise`);
  }
  return found;
}

/** One PATCH that found no route is how a run learns that the API has nothing at all. */
function isProbe({ sent, api }: View): boolean {
  const [write, ...more] = sent.filter(({ request }) => isWrite(request));
  const { status = 0, codes = [] } = write?.request ?? {};
  const isRouteless = codes.includes(7003) || [404, 405, 410, 501].includes(status) || api.surfaces === 'none';
  return more.length === 0 && isRouteless;
}

function changes(view: View): string[] {
  const { task, index, report, sent, moments } = view;
  if (task.mode !== 'apply') return [];
  const isSent = sent.some(({ request }) => isWrite(request)) || report.switched_on.length > 0;
  const found = report.changed && !isSent ? ['changed, and nothing was sent'] : [];
  // A write without an answer that another one's then undid is one that nobody can know of.
  const effects = [...moments.keys()].filter((moment) => moments[moment]?.by === index);
  // Nor can anybody know of a removal that was done and answered with "no such mapping".
  const makers = effects.map((moment) => sent.find(({ saw }) => saw === moment));
  const effective = !hasOthers(view) && makers.some((maker) => maker === undefined || !saysGone(maker.request));
  if (listOf(view) !== undefined && !report.changed && effective) found.push('not changed, and it changed the zone');
  return found;
}

/** Nothing is written in `plan` and `check`, no batch is too long, and what was changed on purpose is not written over. */
function purpose(view: View): string[] {
  const { task, sent, moments } = view;
  const found: string[] = [];
  /** What each address said in the lists that the run had read when it first wrote it. */
  const before = new Map<string, Set<string | undefined>>();
  const read: number[] = [];
  let sinceWrite: number[] = [];
  for (const { request, saw } of sent) {
    if (request.method === 'GET' && isList(request) && isDone(request) && saw !== undefined) {
      read.push(saw);
      sinceWrite.push(saw);
    }
    if (!isWrite(request)) continue;
    const asks = asksOf(request);
    const words = `${request.method} ${request.path}`;
    if (task.mode !== 'apply') found.push(`${words} in mode ${task.mode}`);
    if (asks.length > 100 || new Set(asks.map(([ip]) => ip)).size !== asks.length)
      found.push(`${words} holds ${asks.length} entries, or one twice`);
    const statesAt = (list: readonly number[], ip: string) =>
      new Set(list.map((moment) => holdingAt(moments, moment).get(ip)));
    for (const [ip, target] of asks) {
      const first = before.get(ip);
      if (first === undefined) before.set(ip, statesAt(read, ip));
      else if (sinceWrite.length > 0) {
        const now = statesAt(sinceWrite, ip);
        if (first.size > 0 && ![...now].some((state) => first.has(state) || state === target))
          found.push(`${words} writes ${ip} although somebody had set ${[...now]} on purpose`);
      }
    }
    sinceWrite = [];
  }
  return found;
}
