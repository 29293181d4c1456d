import { once } from 'node:events';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { runBuilt, runSource, type Start } from '../__tests__/support/action.ts';
import type { Ending } from '../__tests__/support/runner.ts';
import { skippingClock, type Watch } from './clock.ts';

export type { Ending } from '../__tests__/support/runner.ts';

/** What a run is started with, apart from its clock. */
export type StartOfRun = Omit<Start, 'clock'>;

/** The second of two actions at the same time: in a thread of its own, with log, environment and exit code of its own. */
export interface Second {
  run(start: StartOfRun, watch: Watch): Promise<Ending>;
  close(): Promise<void>;
}

/** Runs the sources in this thread; one run at a time. `took` is measured by the run's own clock. */
export async function runHere(start: StartOfRun, watch: Watch): Promise<Ending> {
  const clock = skippingClock(watch);
  const started = clock.now();
  const ending = await runSource({ ...start, clock });
  return { ...ending, took: clock.now() - started };
}

/** Runs the built file as a runner does. */
export function runFile(start: StartOfRun): Promise<Ending> {
  return runBuilt(start);
}

export function openSecond(): Second {
  const thread = new Worker(new URL(import.meta.url), { argv: ['second'] });
  return {
    async run(start, watch) {
      thread.postMessage({ start, watch });
      const [ending] = await once(thread, 'message');
      return ending;
    },
    close: async () => {
      await thread.terminate();
    },
  };
}

if (!isMainThread && process.argv[2] === 'second')
  parentPort?.on('message', async ({ start, watch }) => {
    parentPort?.postMessage(await runHere(start, watch));
  });
