import { realClock } from './domain/clock.ts';
import { openNodeResolver } from './origins/resolver.ts';
import { run } from './run.ts';

/** Milliseconds that sockets and timers may take to close after the report. */
const LONGEST_GOODBYE = 250;

// An unhandled rejection must not end the process before the report is written.
process.on('unhandledRejection', () => {});

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());

await run({
  env: process.env,
  clock: realClock,
  stop: stop.signal,
  write: (text) => process.stdout.write(text),
  openResolver: openNodeResolver,
});

// Whatever still hangs must not hold the job: the report is written. The output is flushed first.
process.stdout.write('', () => {
  setTimeout(() => process.exit(), LONGEST_GOODBYE).unref();
});
