import { spawn } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../src/run.ts';
import { skippingClock, type Watch } from './clock.ts';

/** How a run ended, as its process shows it. */
export interface Exit {
  readonly code: number;
  /** All that went to the log. */
  readonly log: string;
  /** Milliseconds by the run's own clock. */
  readonly took: number;
}

type Env = Readonly<Record<string, string>>;

/** What the library that speaks to the runner reads from the process itself. */
const OF_THE_PROCESS = ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY'];
const BUILT = resolve(dirname(fileURLToPath(import.meta.url)), '../dist/index.js');

/** Runs the sources in this thread; one run at a time, for log, environment and exit code are the thread's. */
export async function actHere(env: Env, watch: Watch, stop: AbortSignal): Promise<Exit> {
  const clock = skippingClock(watch);
  const { write } = process.stdout;
  let log = '';
  process.stdout.write = ((text: string) => {
    log += text;
    return true;
  }) as typeof write;
  for (const name of OF_THE_PROCESS) process.env[name] = env[name] ?? '';
  const started = clock.now();
  try {
    await run({ env, clock, stop, write: (text) => process.stdout.write(text) });
    return { code: Number(process.exitCode ?? 0), log, took: clock.now() - started };
  } finally {
    process.exitCode = undefined;
    process.stdout.write = write;
    for (const name of OF_THE_PROCESS) delete process.env[name];
  }
}

/** Runs the built file as a runner does. */
export function actBuilt(env: Env, stop: AbortSignal): Promise<Exit> {
  const started = performance.now();
  const child = spawn(process.execPath, [BUILT], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  stop.addEventListener('abort', () => child.kill('SIGTERM'));
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      log += text;
    });
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => done({ code: code ?? -1, log, took: performance.now() - started }));
  });
}
