import { realClock } from './clock.ts';
import { run } from './run.ts';

// Whatever fails beside the run's own way must not end the process before it has reported.
process.on('unhandledRejection', () => {});

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());

await run({
  env: process.env,
  clock: realClock,
  stop: stop.signal,
  write: (text) => process.stdout.write(text),
});
