import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from './answer.ts';
import { turnOf } from './api.ts';
import { deliver } from './delivery.ts';
import { distorted } from './distortion.ts';
import { type Fault, takesEffect } from './fault.ts';
import { parseFault } from './fault-text.ts';
import { createFaults, outcomeOf, type Strike } from './faults.ts';
import { aloneRefused, itemWords } from './items.ts';
import { listen } from './listener.ts';
import { answered, BASE, createLog, type LoggedRequest, type OpenRequest, type RequestLog, readBody } from './log.ts';
import { DEFAULTS, type EmulatorOptions } from './options.ts';
import { population } from './population.ts';
import { seededRandom } from './random.ts';
import { overwrite, recordOf, type SeedMapping, timestamp, truth, without, type ZoneRecord } from './record.ts';
import { REGIONS } from './regions.ts';
import { routeOf } from './route.ts';
import { createSurfaces } from './surfaces.ts';
import { createThrottle, tooMany } from './throttle.ts';
import type { Turn } from './visit.ts';

/** Something that a test does in the midst of a request; the request waits for it. If it throws, `close` throws. */
type Hook = (request: LoggedRequest, emulator: Emulator) => void | Promise<void>;

/** A running emulator of one zone. */
export interface Emulator {
  /** The API's base, without a slash at its end. */
  readonly url: string;
  readonly zoneId: string;
  readonly zoneName: string;
  readonly apiToken: string;
  readonly apiKey: string;
  readonly apiEmail: string;
  /** Every request since the start, or since `forget`, in order of arrival. */
  readonly requests: RequestLog['requests'];
  /** The most requests, and the most writes, that were under way at once. */
  readonly concurrency: RequestLog['concurrency'];
  /** Called when a request has come, before anything is done with it. */
  onRequest: Hook | undefined;
  /** Called when a request has taken effect, before its answer is sent. */
  onAnswer: Hook | undefined;
  /** Called when a request is over: answered, cut, or given up by the client. */
  onEnd: ((request: LoggedRequest) => void) | undefined;
  /** What the zone holds, canonical, sorted by address. */
  mappings(): SeedMapping[];
  /** Replaces all that the zone holds, with these mappings or so many made-up ones. */
  seed(mappings: number | readonly SeedMapping[]): void;
  /** Another writer's mappings, past every rule. */
  put(...mappings: readonly SeedMapping[]): void;
  /** Another writer's removals. */
  remove(...ips: readonly string[]): void;
  /** Adds a switch, as a value or in the language of the command line. */
  fault(fault: Fault | string): void;
  clearFaults(): void;
  /** Empties the log and the counters. */
  forget(): void;
  /** Ends every connection and stops. */
  close(): Promise<void>;
}

/** Starts an emulator on the loopback interface. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const settings = { ...DEFAULTS, regions: REGIONS, ...options };
  const { now, zoneId, zoneName, apiToken, apiKey, apiEmail } = settings;
  const api = { ...settings, zones: [{ id: zoneId, name: zoneName }, ...settings.otherZones] };
  const faults = createFaults(seededRandom(settings.randomSeed));
  const throttle = options.rateLimit && createThrottle(options.rateLimit);
  const surfaces = createSurfaces(settings.surfaces);
  const log = createLog((request) => emulator.onEnd?.(request));
  const stop = new AbortController();
  const errors: unknown[] = [];
  let record = seeded(settings.mappings);

  function seeded(mappings: number | readonly SeedMapping[]): ZoneRecord {
    return recordOf(typeof mappings === 'number' ? population(mappings) : mappings, now());
  }

  /** What the API makes of a request, by the record as it was at a moment. */
  function operate(request: OpenRequest, wellFormed: boolean, from: ZoneRecord, strikes: readonly Strike[]): Turn {
    const route = routeOf(request.method, request.path, zoneId);
    const rules = { limit: settings.limit, regions: settings.regions, now, itemWords: itemWords(strikes) };
    const visit = { ...request, record: from, rules, editable: !settings.readOnly, time: timestamp(now()) };
    const turn = turnOf(
      { ...request, route: route && surfaces.has(route) ? route : undefined, wellFormed },
      visit,
      api,
    );
    const refused = turn.record === undefined || request.path.endsWith('/batch') ? undefined : aloneRefused(strikes);
    return refused === undefined ? turn : { answer: refused };
  }

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = log.arrive(message, response);
    const arrived = performance.now();
    const wellFormed = await readBody(message, request).catch(() => undefined);
    if (wellFormed === undefined) return;
    const atArrival = record;
    await emulator.onRequest?.(request, emulator);
    const wait = throttle?.(now().getTime()) ?? 0;
    if (options.rateLimit && wait > 0) return send(request, response, tooMany(options.rateLimit, wait, now()));

    const strikes = faults.strike(request);
    for (const { effect } of strikes)
      if (effect.kind === 'vanish' || effect.kind === 'appear') surfaces[effect.kind](effect.surface);
    const pause = strikes.reduce(
      (sum, { effect }) => sum + (effect.kind === 'delay' ? effect.ms : 0),
      settings.latencyMs,
    );
    // From the arrival on: what it took to read the request is part of the latency and does not come on top.
    const left = pause - (performance.now() - arrived);
    if (left > 0) await sleep(left, undefined, { signal: stop.signal });

    const outcome = outcomeOf(strikes);
    let answer: Answer = { status: 500, kind: 'empty' };
    if (outcome === undefined || takesEffect(outcome)) {
      const turn = operate(request, wellFormed, settings.unserialised ? atArrival : record, strikes);
      answer = turn.answer;
      if (turn.record !== undefined && outcome?.kind !== 'lost-write') record = turn.record;
    }
    await emulator.onAnswer?.(request, emulator);
    if (outcome === undefined) return send(request, response, answer);
    const changed = distorted(answer, outcome, now());
    if (deliver(response, changed, outcome)) answered(request, changed);
  }

  for (const fault of settings.faults) faults.add(asFault(fault));
  const listener = await listen(
    (message, response) => {
      serve(message, response).catch((error: unknown) => {
        if (!stop.signal.aborted) errors.push(error);
        response.destroy();
      });
    },
    settings.port,
    options.tls,
  );

  const emulator: Emulator = {
    url: `${listener.origin}${BASE}`,
    zoneId,
    zoneName,
    apiToken,
    apiKey,
    apiEmail,
    requests: log.requests,
    concurrency: log.concurrency,
    onRequest: undefined,
    onAnswer: undefined,
    onEnd: undefined,
    mappings: () => truth(record),
    seed: (mappings) => {
      record = seeded(mappings);
    },
    put: (...mappings) => {
      record = overwrite(record, mappings, now());
    },
    remove: (...ips) => {
      record = without(record, ips, now());
    },
    fault: (fault) => faults.add(asFault(fault)),
    clearFaults: () => faults.clear(),
    forget: () => log.forget(),
    close: async () => {
      stop.abort();
      await listener.close();
      if (errors.length > 0) throw errors[0];
    },
  };
  return emulator;
}

/** Cloudflare's headers about rates. They do not follow the budget, and shall mislead whoever trusts them. */
const RATE_HEADERS = { ratelimit: '"default";r=50;t=30', 'ratelimit-policy': '"burst";q=100;w=60' };

function send(request: OpenRequest, response: ServerResponse, answer: Answer): void {
  const whole = { ...answer, headers: { ...RATE_HEADERS, ...answer.headers } };
  if (deliver(response, whole, undefined)) answered(request, whole);
}

function asFault(fault: Fault | string): Fault {
  return typeof fault === 'string' ? parseFault(fault) : fault;
}
