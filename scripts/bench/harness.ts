import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type PublishedAddress, realSizedFeeds } from '../../emulator/feeds.ts';
import type { Surfaces } from '../../emulator/options.ts';
import { population } from '../../emulator/population.ts';
import type { Question, Report } from './server.ts';

/** Milliseconds: of what is measured beside neighbours, and of a server far away. */
export const LATENCY = { near: 50, far: 150 } as const;
/** No child runs longer; the bench ends by itself whatever happens. */
const LONGEST = 120_000;
const SIZES = [1, 250, 3500] as const;

export type Size = (typeof SIZES)[number];
/**
 * Who is measured; of several mappings the action reads a YAML file, or the JSON file that the SDK's script reads. `before` is
 * the action as an earlier commit had it. Of `declared`, `auto` and `auto-azure` the addresses are in the clouds' published
 * ranges, local copies of the real size: with their regions declared, with `region: auto`, and with `region: auto` and
 * addresses of Azure, too, whose list is by far the largest.
 */
export type Contender =
  | 'action'
  | 'before'
  | 'action-json'
  | 'sdk'
  | 'curl'
  | 'plain'
  | 'declared'
  | 'auto'
  | 'auto-azure';
/** Entries of those whose addresses are published. */
const PUBLISHED = 250;

export interface Server {
  /** Milliseconds. */
  readonly latency: number;
  readonly access: { readonly url: string; readonly zoneId: string; readonly apiToken: string };
  reset(mappings: number): Promise<void>;
  report(): Promise<Report>;
  stop(): Promise<void>;
}

/** What a run took. Times in milliseconds. */
export interface Measure extends Report {
  readonly wall: number;
  readonly start: number;
}

/** A folder with the mappings in every form that a contender reads, and the action as it was built when the bench began. */
export interface Place {
  readonly folder: string;
  remove(): Promise<void>;
}

export async function startServer(surfaces: Surfaces, latency: number): Promise<Server> {
  const child = fork(fileURLToPath(new URL('./server.ts', import.meta.url)), [surfaces, String(latency)]);
  const ask = async (question: Question) => {
    const answer = next(child);
    child.send(question);
    return await answer;
  };
  return {
    latency,
    access: (await next(child)) as Server['access'],
    reset: async (mappings) => void (await ask({ kind: 'reset', mappings })),
    report: async () => (await ask({ kind: 'report' })) as Report,
    stop: () =>
      new Promise((stopped) => {
        child.once('exit', () => stopped());
        child.disconnect();
      }),
  };
}

/** With a `commit`, the action as it was built there is a contender too. */
export async function makePlace(commit?: string): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  await mkdir(join(folder, 'temp'));
  await cp(new URL('../../dist', import.meta.url), join(folder, 'dist'), { recursive: true });
  if (commit !== undefined) {
    const archive = join(folder, 'before.tar');
    execFileSync('git', ['archive', `--output=${archive}`, '--prefix=before/', commit, 'dist'], { stdio: 'inherit' });
    execFileSync('tar', ['-xf', archive, '-C', folder]);
  }
  for (const size of SIZES) {
    const mappings = population(size);
    const entries = mappings.map(
      ({ ip, vendor, region }) => `- ip: "${ip}"\n  vendor: ${vendor}\n  region: ${region}\n`,
    );
    const lines = mappings.map(({ ip, vendor, region }) => `${ip} ${vendor} ${region}\n`);
    await writeFile(join(folder, `${size}.yaml`), entries.join(''));
    await writeFile(join(folder, `${size}.json`), JSON.stringify(mappings));
    await writeFile(join(folder, `${size}.txt`), lines.join(''));
  }
  await writePublished(folder);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** The four clouds' lists, and mappings files of addresses in them. */
async function writePublished(folder: string): Promise<void> {
  const { feeds, addresses } = realSizedFeeds();
  await mkdir(join(folder, 'ranges'));
  for (const [cloud, feed] of Object.entries(feeds))
    await writeFile(join(folder, 'ranges', `${cloud}.json`), JSON.stringify(feed));
  const some = (from: readonly PublishedAddress[]) =>
    Array.from({ length: PUBLISHED }, (_, index) => from[Math.floor((index * from.length) / PUBLISHED)]).filter(
      (address) => address !== undefined,
    );
  const small = some(addresses.filter(({ vendor }) => vendor !== 'azure'));
  const declared = small.map(({ ip, vendor, region }) => `- ip: ${ip}\n  vendor: ${vendor}\n  region: ${region}\n`);
  const auto = (list: readonly PublishedAddress[]) => list.map(({ ip }) => `- ip: ${ip}\n  region: auto\n`).join('');
  await writeFile(join(folder, 'declared.yaml'), declared.join(''));
  await writeFile(join(folder, 'auto.yaml'), auto(small));
  await writeFile(join(folder, 'auto-azure.yaml'), auto(some(addresses)));
}

/** Runs one contender against a zone that holds so many of the mappings; fails unless the zone holds all of them after it. */
export async function measure(
  contender: Contender,
  size: Size,
  held: number,
  server: Server,
  place: Place,
): Promise<Measure> {
  await server.reset(held);
  const started = now();
  await run(contender, size, server, place);
  const wall = now() - started;
  const report = await server.report();
  if (report.held !== size) throw new Error(`${contender}: the zone holds ${report.held} mappings and not ${size}`);
  return { ...report, wall, start: report.firstAt - started };
}

/** Peak memory of a run in MiB. */
export async function peakMemory(
  contender: Contender,
  size: Size,
  held: number,
  server: Server,
  place: Place,
): Promise<number> {
  await server.reset(held);
  const peak = join(place.folder, 'peak');
  await run(contender, size, server, place, {
    NODE_OPTIONS: `--import=${new URL('./peak-memory.mjs', import.meta.url)}`,
    PEAK_MEMORY: peak,
  });
  return Number(await readFile(peak, 'utf8')) / 1024;
}

async function run(
  contender: Contender,
  size: Size,
  server: Server,
  place: Place,
  extra: Record<string, string> = {},
): Promise<void> {
  const { url, zoneId, apiToken } = server.access;
  const { folder } = place;
  const [one] = population(1);
  const script = { API_URL: url, ZONE_ID: zoneId, API_TOKEN: apiToken };
  const file = (kind: string) => join(folder, `${size}.${kind}`);
  const act = async (mappings: string, home = folder) => {
    await Promise.all(['output', 'summary'].map((name) => writeFile(join(folder, name), '')));
    await writeFile(join(folder, 'event.json'), '{"repository":{"visibility":"private"}}');
    const inputs =
      size === 1 ? { IP: one?.ip, VENDOR: one?.vendor, REGION: one?.region } : { 'MAPPINGS-FILE': mappings };
    await child(process.execPath, [join(home, 'dist', 'index.js')], {
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: folder,
      RUNNER_TEMP: join(folder, 'temp'),
      GITHUB_OUTPUT: join(folder, 'output'),
      GITHUB_STEP_SUMMARY: join(folder, 'summary'),
      GITHUB_EVENT_PATH: join(folder, 'event.json'),
      GITHUB_EVENT_NAME: 'push',
      GITHUB_REPOSITORY: 'octo/site',
      'INPUT_API-TOKEN': apiToken,
      'INPUT_API-BASE-URL': url,
      INPUT_ZONE: zoneId,
      'INPUT_IP-RANGES': join(folder, 'ranges'),
      ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name}`, value ?? ''])),
      ...extra,
    });
  };
  const ways: Record<Contender, () => Promise<void>> = {
    action: () => act(file('yaml')),
    'action-json': () => act(file('json')),
    before: () => act(file('yaml'), join(folder, 'before')),
    declared: () => act(join(folder, 'declared.yaml')),
    auto: () => act(join(folder, 'auto.yaml')),
    'auto-azure': () => act(join(folder, 'auto-azure.yaml')),
    sdk: () =>
      child(process.execPath, [fileURLToPath(new URL('../../tools/bench/sdk.mjs', import.meta.url))], {
        ...script,
        MAPPINGS: file('json'),
        ...extra,
      }),
    curl: () =>
      child('sh', [fileURLToPath(new URL('./curl.sh', import.meta.url))], { ...script, MAPPINGS: file('txt') }),
    plain: () =>
      child(process.execPath, [fileURLToPath(new URL('./plain.mjs', import.meta.url))], {
        ...script,
        IP: one?.ip ?? '',
        VENDOR: one?.vendor ?? '',
        REGION: one?.region ?? '',
      }),
  };
  await ways[contender]();
}

function child(command: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<void> {
  return new Promise((done, failed) => {
    const started = spawn(command, args, {
      env: { PATH: process.env.PATH ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: LONGEST,
    });
    let said = '';
    for (const stream of [started.stdout, started.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    started.once('error', failed);
    started.once('close', (code) =>
      code === 0 ? done() : failed(new Error(`${args[0]} ended with ${code}:\n${said}`)),
    );
  });
}

function next(process: ChildProcess): Promise<unknown> {
  return new Promise((answered, failed) => {
    const ended = () => failed(new Error('the emulator ended'));
    process.once('exit', ended);
    process.once('message', (message) => {
      process.off('exit', ended);
      answered(message);
    });
  });
}

/** Milliseconds of the system's monotonic clock. */
function now(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
