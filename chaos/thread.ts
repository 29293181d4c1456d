import { once } from 'node:events';
import { parentPort, Worker } from 'node:worker_threads';
import { actHere, type Exit } from './act.ts';
import type { Watch } from './clock.ts';

/** The second of two actions at the same time: in a thread of its own, with log, environment and exit code of its own. */
export interface Second {
  act(env: Readonly<Record<string, string>>, watch: Watch): Promise<Exit>;
  close(): Promise<void>;
}

export function openSecond(): Second {
  const thread = new Worker(new URL(import.meta.url), { argv: ['second'] });
  return {
    async act(env, watch) {
      thread.postMessage({ env, watch });
      const [exit] = await once(thread, 'message');
      return exit;
    },
    close: async () => {
      await thread.terminate();
    },
  };
}

if (process.argv[2] === 'second')
  parentPort?.on('message', async ({ env, watch }) => {
    parentPort?.postMessage(await actHere(env, watch, new AbortController().signal));
  });
