import { realClock } from './clock.ts';
import { run } from './run.ts';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());

await run({
  env: process.env,
  clock: realClock,
  stop: stop.signal,
  write: (text) => process.stdout.write(text),
});
