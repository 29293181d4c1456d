import { startEmulator } from '../../emulator/emulator.ts';
import type { Surfaces } from '../../emulator/options.ts';

// The emulator in a process of its own, so that what is measured does not share its event loop. Started by `startServer`.

/** What the bench asks of it. */
export type Question = { readonly kind: 'reset'; readonly mappings: number } | { readonly kind: 'report' };

/** What it saw since the last reset. */
export interface Report {
  readonly requests: number;
  /** Length of the longest chain of requests that each came after the one before had ended. */
  readonly sequential: number;
  /** Milliseconds from the arrival to the end of each request of that chain, summed. */
  readonly chain: number;
  /** When the first request came: milliseconds of the system's monotonic clock, which all processes share. */
  readonly firstAt: number;
  /** Mappings of the zone. */
  readonly held: number;
}

const [surfaces, latency] = process.argv.slice(2);
const emulator = await startEmulator({ surfaces: surfaces as Surfaces, latencyMs: Number(latency) });
let firstAt = 0;
emulator.onRequest = () => {
  firstAt ||= Number(process.hrtime.bigint()) / 1e6;
};

process.on('message', (question: Question) => {
  if (question.kind === 'report') return void process.send?.(report());
  emulator.seed(question.mappings);
  emulator.forget();
  firstAt = 0;
  process.send?.('ready');
});
process.on('disconnect', () => void emulator.close());
const { url, zoneId, apiToken } = emulator;
process.send?.({ url, zoneId, apiToken });

function report(): Report {
  const { requests } = emulator;
  return { requests: requests.length, ...sequence(), firstAt, held: emulator.mappings().length };
}

function sequence(): Pick<Report, 'sequential' | 'chain'> {
  const spans = emulator.requests.map(({ receivedAt, endedAt }) => ({ receivedAt, endedAt: endedAt ?? Infinity }));
  let sequential = 0;
  let chain = 0;
  let last = 0;
  for (const { receivedAt, endedAt } of spans.sort((a, b) => a.endedAt - b.endedAt)) {
    if (receivedAt < last) continue;
    sequential += 1;
    chain += endedAt - receivedAt;
    last = endedAt;
  }
  return { sequential, chain };
}
