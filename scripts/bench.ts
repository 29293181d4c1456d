import { readdir, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import {
  type Contender,
  LATENCY,
  type Measure,
  makePlace,
  measure,
  peakMemory,
  type Server,
  type Size,
  startServer,
} from './bench/harness.ts';
import { installTools, toolVersion } from './tools.ts';

// How fast the built action is, compared with what somebody would write without it. In each round every contender runs once, in
// turn, so that the ratios are of neighbours in time. With --quick it takes about four minutes. With --before COMMIT the action
// as that commit had it takes part.

const { quick, before: commit } = parseArgs({
  options: { quick: { type: 'boolean' }, before: { type: 'string' } },
}).values;
const ROUNDS = quick ? { start: 11, 1: 5, 250: 5, 3500: 3 } : { start: 31, 1: 21, 250: 15, 3500: 9 };
/** A loop of curl over 250 entries takes a quarter of a minute. */
const CURL_ROUNDS = quick ? 1 : 3;

/** A contender before one server. */
interface Line {
  readonly name: string;
  readonly contender: Contender;
  readonly server: Server;
  /** Runs in so many rounds only; in all where it is not said. */
  readonly rounds?: number;
}

installTools();
const place = await makePlace(commit);
const both = await startServer('both', LATENCY.near);
const v2 = await startServer('v2', LATENCY.near);
const far = await startServer('both', LATENCY.far);
const action: Line = { name: 'action', contender: 'action', server: both };
const actionJson: Line = { name: 'action, JSON file', contender: 'action-json', server: both };
const before: Line = { name: 'action before', contender: 'before', server: both };
const earlier = commit === undefined ? [] : [before];
const farYaml: Line = { name: `action, ${LATENCY.far} ms latency`, contender: 'action', server: far };
const farJson: Line = { name: `action, JSON file, ${LATENCY.far} ms latency`, contender: 'action-json', server: far };
const actionV2: Line = { name: 'action, v2 only', contender: 'action', server: v2 };
const sdk: Line = { name: `SDK ${toolVersion('cloudflare-v2')}`, contender: 'sdk', server: v2 };
const plain: Line = { name: 'same requests', contender: 'plain', server: both };
const declared: Line = { name: 'action, published addresses, regions declared', contender: 'declared', server: both };
const auto: Line = { name: 'action, the same, region: auto', contender: 'auto', server: both };
const autoAzure: Line = { name: 'action, region: auto, Azure as well', contender: 'auto-azure', server: both };
const curl: Line = { name: 'curl loop', contender: 'curl', server: both, rounds: CURL_ROUNDS };

try {
  say(
    `Emulator in its own process, ${LATENCY.near} ms latency where nothing else is said; Node ${process.versions.node}${quick ? '; --quick' : ''}\n`,
  );
  say('| entries | contender | runs | requests | one after another | median ms | action / it |');
  say('| --- | --- | --: | --: | --: | --: | --: |');
  const one = await compare('1 into an empty zone', 1, 0, ROUNDS[1], [action, ...earlier, plain, actionV2, sdk, curl]);
  const some = await compare('250 into an empty zone', 250, 0, ROUNDS[250], [
    action,
    ...earlier,
    actionJson,
    actionV2,
    sdk,
    curl,
  ]);
  const published = await compare('250 into an empty zone', 250, 0, ROUNDS[250], [declared, auto, autoAzure]);
  const all = await compare('3,500 into an empty zone', 3500, 0, ROUNDS[3500], [
    action,
    ...earlier,
    actionJson,
    actionV2,
    sdk,
  ]);
  notRun('3,500 into an empty zone');
  const allFar = await rounds(3500, 0, ROUNDS[3500], [farYaml, farJson]);
  const same = await compare('3,500, none to change', 3500, 3500, ROUNDS[3500], [
    action,
    ...earlier,
    actionJson,
    actionV2,
    sdk,
  ]);
  notRun('3,500, none to change');

  const starts = await rounds(1, 0, ROUNDS.start, [action, ...earlier, plain]);
  const toStart = (line: Line) => median(of(starts, line).map(({ start }) => start));
  const startRatio = median(ratios(starts, action, plain, ({ start }) => start));
  say(
    `\nStart to first request, median of ${ROUNDS.start}: action ${toStart(action).toFixed(1)} ms, script with fetch ${toStart(plain).toFixed(1)} ms`,
  );
  if (commit !== undefined)
    say(
      `Before, at ${commit}: ${toStart(before).toFixed(1)} ms; action / before ${median(ratios(starts, action, before, ({ start }) => start)).toFixed(2)}`,
    );
  const memory: Record<string, number> = {
    action: await peakMemory('action', 3500, 0, both, place),
    'action, JSON file': await peakMemory('action-json', 3500, 0, both, place),
    'action, v2 only': await peakMemory('action', 3500, 0, v2, place),
    'action, none to change': await peakMemory('action', 3500, 3500, both, place),
    ...(commit === undefined ? {} : { 'action before': await peakMemory('before', 3500, 0, both, place) }),
    [sdk.name]: await peakMemory('sdk', 3500, 0, v2, place),
    'action, 250 with region: auto, three lists': await peakMemory('auto', 250, 0, both, place),
    'action, 250 with region: auto, Azure as well': await peakMemory('auto-azure', 250, 0, both, place),
  };
  const peaks = Object.entries(memory).map(([name, mebibytes]) => `${name} ${mebibytes.toFixed(0)} MiB`);
  say(`Peak memory, at 3,500 entries where nothing else is said: ${peaks.join(', ')}`);
  await sayDist();

  const wall = ({ wall }: Measure) => wall;
  const ideal = (measured: Rounds, line: Line) =>
    median(of(measured, line).map(({ wall, sequential }) => wall / (sequential * line.server.latency)));
  const real = (line: Line) => median(of(all, line).map(({ wall, chain }) => wall / chain));
  say('\n| goal | measured | at most | |');
  say('| --- | --: | --: | --- |');
  goal('250 entries, wall time / SDK', median(ratios(some, action, sdk, wall)), 1);
  goal('the same, JSON file for both', median(ratios(some, actionJson, sdk, wall)), 1);
  goal('3,500 unchanged, requests on v1', most(of(same, action)), 5);
  goal('3,500 unchanged, requests on v2', most(of(same, actionV2)), 39);
  goal(
    '250 with region: auto, milliseconds more than declared',
    median(differences(published, auto, declared, wall)),
    400,
  );
  goal(
    '250 with region: auto and Azure, peak memory in MiB',
    memory['action, 250 with region: auto, Azure as well'] ?? Number.NaN,
    180,
  );
  goal('start to first request / script with fetch', startRatio, 1.5);
  goal('the same, stretch', startRatio, 1.25);
  goal(
    '3,500 entries, peak memory in MiB',
    Math.max(memory.action ?? Number.NaN, memory['action, v2 only'] ?? Number.NaN),
    150,
  );
  goal('the same, JSON file', memory['action, JSON file'] ?? Number.NaN, 150);
  goal('1 entry, wall time / same requests', median(ratios(one, action, plain, wall)), 1.15);
  goal('3,500 entries on v1, wall time / (latency × sequential requests)', ideal(all, action), 1.1);
  goal('the same, JSON file', ideal(all, actionJson), 1.1);
  goal(`the same at ${LATENCY.far} ms latency, YAML file`, ideal(allFar, farYaml), 1.1);
  goal(`the same at ${LATENCY.far} ms latency, JSON file`, ideal(allFar, farJson), 1.1);
  say(
    `\n3,500 entries on v1, wall time / time of these requests in the emulator: ${real(action).toFixed(3)}, JSON file ${real(actionJson).toFixed(3)}`,
  );
} finally {
  await Promise.all([both.stop(), v2.stop(), far.stop(), place.remove()]);
}

type Rounds = ReadonlyMap<Line, readonly Measure[]>;

/** Measures, and prints a row for each contender. */
async function compare(
  title: string,
  size: Size,
  held: number,
  times: number,
  lines: readonly Line[],
): Promise<Rounds> {
  const measured = await rounds(size, held, times, lines);
  for (const line of lines) {
    const runs = of(measured, line);
    const wall = median(runs.map((run) => run.wall));
    const ratio =
      line === action || !measured.has(action)
        ? ''
        : `${median(ratios(measured, action, line, (run) => run.wall)).toFixed(2)}×`;
    const chain = median(runs.map(({ sequential }) => sequential));
    say(`| ${title} | ${line.name} | ${runs.length} | ${most(runs)} | ${chain} | ${wall.toFixed(0)} | ${ratio} |`);
  }
  return measured;
}

async function rounds(size: Size, held: number, times: number, lines: readonly Line[]): Promise<Rounds> {
  const measured = new Map<Line, Measure[]>(lines.map((line) => [line, []]));
  // The first run of each warms the caches of files, and does not count.
  for (const { contender, server } of lines)
    if (contender !== 'curl') await measure(contender, size, held, server, place);
  for (let round = 0; round < times; round += 1)
    for (const line of round % 2 === 0 ? lines : lines.toReversed())
      if (round < (line.rounds ?? times))
        measured.get(line)?.push(await measure(line.contender, size, held, line.server, place));
  return measured;
}

function notRun(title: string): void {
  say(`| ${title} | ${curl.name} | not run | | | | |`);
}

function of(measured: Rounds, line: Line): readonly Measure[] {
  return measured.get(line) ?? [];
}

/** Round by round, as far as both ran. */
function ratios(measured: Rounds, line: Line, beside: Line, value: (run: Measure) => number): number[] {
  return pairs(measured, line, beside).map(([run, other]) => value(run) / value(other));
}

function differences(measured: Rounds, line: Line, beside: Line, value: (run: Measure) => number): number[] {
  return pairs(measured, line, beside).map(([run, other]) => value(run) - value(other));
}

function pairs(measured: Rounds, line: Line, beside: Line): (readonly [Measure, Measure])[] {
  const runs = of(measured, line);
  return of(measured, beside).flatMap((other, round) => {
    const run = runs[round];
    return run === undefined ? [] : [[run, other] as const];
  });
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

function most(runs: readonly Measure[]): number {
  return Math.max(...runs.map(({ requests }) => requests));
}

function goal(name: string, measured: number, limit: number): void {
  const shown = Number.isInteger(measured) ? `${measured}` : measured.toFixed(3);
  say(`| ${name} | ${shown} | ${limit} | ${measured <= limit ? 'met' : 'missed'} |`);
}

async function sayDist(): Promise<void> {
  const folder = new URL('../dist/', import.meta.url);
  const files = (await readdir(folder)).filter((name) => name.endsWith('.js'));
  const sizes = await Promise.all(files.map(async (name) => (await stat(new URL(name, folder))).size));
  const kibibytes = (bytes: number) => `${Math.round(bytes / 1024).toLocaleString('en')} KiB`;
  const entry = sizes[files.indexOf('index.js')] ?? 0;
  say(
    `Size of dist: ${kibibytes(sizes.reduce((sum, size) => sum + size, 0))} of JavaScript, of which index.js ${kibibytes(entry)}; the rest is loaded where needed`,
  );
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
