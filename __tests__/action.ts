import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Emulator } from '../emulator/emulator.ts';
import { type Clock, realClock } from '../src/clock.ts';
import { run } from '../src/run.ts';

/** How a test starts the action. */
export interface Start {
  /** By input name, as in `with:` of a workflow. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Environment besides what every runner sets. */
  readonly env?: Readonly<Record<string, string>>;
  /** Files of the workspace, by path. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** A payload of bytes is the event's file as it is. */
  readonly event?: { readonly name: string; readonly payload?: unknown };
  /** Of the sources only: another clock than the real one. */
  readonly clock?: Clock;
  /** Resolves when the run is to be told to end. */
  readonly cancel?: { readonly when: Promise<unknown>; readonly signal?: 'SIGINT' | 'SIGTERM' };
}

/** All that can be seen of a run from outside. */
export interface Ending {
  readonly exitCode: number;
  /** Standard output and standard error together, as the runner reads them. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** The result file, read. */
  readonly result: Readonly<Record<string, unknown>> | undefined;
  readonly annotations: readonly Annotation[];
  /** Milliseconds. */
  readonly took: number;
}

export interface Annotation {
  readonly level: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

export type Act = (start: Start) => Promise<Ending>;

const DIST = resolve(dirname(fileURLToPath(import.meta.url)), '../dist/index.js');
/** The Node.js that runs the built file, where it is to be another than the tests'. */
const NODE = process.env.ACTION_NODE || process.execPath;

/** The built file, started as a runner starts it. */
export const actDist: Act = (start) =>
  inRunner(start, (env, workspace) => {
    const child = spawn(NODE, [DIST], { cwd: workspace, env, stdio: ['ignore', 'pipe', 'pipe'] });
    start.cancel?.when.then(() => child.kill(start.cancel?.signal ?? 'SIGINT'));
    let log = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      log += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      log += text;
    });
    return new Promise((done, failed) => {
      child.on('error', failed);
      child.on('close', (code) => done({ exitCode: code ?? -1, log }));
    });
  });

/** The sources, in this process: the same from outside, and seen by the coverage. */
export const actSource: Act = (start) =>
  inRunner(start, async (env) => {
    const stop = new AbortController();
    start.cancel?.when.then(() => stop.abort());
    let log = '';
    const { write } = process.stdout;
    const before = { ...process.env };
    process.stdout.write = ((text: string) => {
      log += text;
      return true;
    }) as typeof write;
    // Only @actions/core reads the environment of the process.
    for (const name of ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY']) {
      if (env[name] === undefined) delete process.env[name];
      else process.env[name] = env[name];
    }
    try {
      await run({
        env,
        clock: start.clock ?? realClock,
        stop: stop.signal,
        write: (text) => process.stdout.write(text),
      });
      return { exitCode: Number(process.exitCode ?? 0), log };
    } finally {
      process.exitCode = undefined;
      process.stdout.write = write;
      process.env = before;
    }
  });

/** Both ways to start the action, for `describe.each`. Mutants live in the sources only: the built file would hide them. */
export const ACTS: readonly (readonly [string, Act])[] = process.env.STRYKER_MUTATOR_WORKER
  ? [['the sources', actSource]]
  : [
      ['the built file', actDist],
      ['the sources', actSource],
    ];

/** Inputs that point the action at an emulator. */
export function at(emulator: Emulator, inputs: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { 'api-token': emulator.apiToken, 'api-base-url': emulator.url, zone: emulator.zoneId, ...inputs };
}

async function inRunner(
  { inputs = {}, env: extra = {}, files = {}, event }: Start,
  start: (env: Record<string, string>, workspace: string) => Promise<{ exitCode: number; log: string }>,
): Promise<Ending> {
  const home = await mkdtemp(join(tmpdir(), 'runner-'));
  const workspace = join(home, 'workspace');
  const temp = join(home, 'temp');
  await mkdir(workspace);
  await mkdir(temp);
  const paths = { output: join(home, 'output'), summary: join(home, 'summary'), event: join(home, 'event.json') };
  await writeFile(paths.output, '');
  await writeFile(paths.summary, '');
  const payload = event?.payload ?? {};
  await writeFile(paths.event, payload instanceof Uint8Array ? payload : JSON.stringify(payload));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), text);
  }
  try {
    const env = {
      PATH: process.env.PATH ?? '',
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: workspace,
      RUNNER_TEMP: temp,
      GITHUB_OUTPUT: paths.output,
      GITHUB_STEP_SUMMARY: paths.summary,
      GITHUB_EVENT_PATH: paths.event,
      GITHUB_EVENT_NAME: event?.name ?? 'push',
      GITHUB_REPOSITORY: 'octo/site',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_RUN_ID: '42',
      GITHUB_ACTOR: 'octocat',
      ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      ...extra,
    };
    const started = performance.now();
    const { exitCode, log } = await start(env, workspace);
    const took = performance.now() - started;
    const outputs = readOutputs(await readFile(paths.output, 'utf8'));
    const file = outputs['result-file'];
    return {
      exitCode,
      log,
      outputs,
      summary: await readFile(paths.summary, 'utf8'),
      result: file ? JSON.parse(await readFile(file, 'utf8')) : undefined,
      annotations: readAnnotations(log),
      took,
    };
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** Reads a file of outputs as the runner does. */
function readOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const [, name = '', , value = ''] of text.matchAll(/^([^=\n]+?)<<(.+)\r?\n([\s\S]*?)\r?\n\2\r?$/gm))
    outputs[name] = value;
  return outputs;
}

const unescaped = (text: string) =>
  text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');

function readAnnotations(log: string): Annotation[] {
  return [...log.matchAll(/^::(error|warning|notice)(?: (.*?))?::(.*)$/gm)].map(
    ([, level = '', list = '', message = '']) => ({
      level,
      properties: Object.fromEntries(
        list.split(',').map((pair) => [pair.slice(0, pair.indexOf('=')), unescaped(pair.slice(pair.indexOf('=') + 1))]),
      ),
      message: unescaped(message),
    }),
  );
}
