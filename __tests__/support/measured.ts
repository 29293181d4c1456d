import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Ending, runBuilt, type Start } from './action.ts';

const PRELOAD = join(import.meta.dirname, 'usage-preload.mjs');

export interface Measured {
  readonly ending: Ending;
  /** MiB. */
  readonly peak: number;
  /** Seconds that the process computed. */
  readonly cpu: number;
  /** Files of dist. */
  readonly loaded: readonly string[];
}

/** Runs the built file, and measures what it used. It must end by itself. */
export async function runMeasured(start: Start): Promise<Measured> {
  const home = await mkdtemp(join(tmpdir(), 'usage-'));
  const file = join(home, 'usage.json');
  try {
    const ending = await runBuilt({
      ...start,
      env: { ...start.env, USAGE: file },
      nodeArguments: ['--import', PRELOAD, ...(start.nodeArguments ?? [])],
    });
    const { peak, cpu, loaded } = JSON.parse(await readFile(file, 'utf8'));
    return { ending, peak: peak / 1024, cpu: cpu / 1e6, loaded };
  } finally {
    await rm(home, { recursive: true });
  }
}
