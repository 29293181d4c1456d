import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from './answer.ts';
import { type ApiResult, answerRequest, type ZoneState } from './api.ts';
import { createFaults, type Fault, type FaultMatch, itemRefusals, outcomeOf, takesEffect } from './fault.ts';
import { faultyAnswer, itemFailure } from './fault-answer.ts';
import { parseFault } from './fault-text.ts';
import { answered, BASE, createLog, type LoggedRequest, type OpenRequest, type RequestLog, readBody } from './log.ts';
import { DEFAULTS, type EmulatorOptions } from './options.ts';
import { madeUpDnsRecords, population } from './population.ts';
import { seededRandom } from './random.ts';
import { createRequestCounter, tooManyRequests } from './rate-limit.ts';
import {
  EMPTY_RECORD,
  recordOf,
  type SeedMapping,
  sortedMappings,
  timestamp,
  withMappings,
  withoutMappings,
  type ZoneRecord,
} from './record.ts';
import { REGIONS } from './regions.ts';
import { createSurfaces, routeOf, type SettingName } from './route.ts';
import { deliver, startServer } from './server.ts';
import type { DnsRecordSeed, SettingState } from './zone-reads.ts';

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
  /** Rows that every list of mappings holds besides; see the option. */
  oddRows: readonly unknown[];
  /** What the two settings of tiered cache say; a PATCH changes it. */
  readonly settings: Record<SettingName, SettingState>;
  /** The zone's DNS records. */
  dnsRecords: readonly DnsRecordSeed[];
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
  const zone = { id: zoneId, name: zoneName, status: settings.zoneStatus };
  const api = { ...settings, zones: [zone, ...settings.otherZones] as const };
  const faults = createFaults(seededRandom(settings.randomSeed));
  const waitFor = options.rateLimit && createRequestCounter(options.rateLimit);
  const surfaces = createSurfaces(settings.surfaces);
  const log = createLog((request) => emulator.onEnd?.(request));
  const stop = new AbortController();
  const errors: unknown[] = [];
  let record = seeded(settings.mappings);

  function seeded(mappings: number | readonly SeedMapping[]): ZoneRecord {
    return recordOf(typeof mappings === 'number' ? population(mappings) : mappings, now());
  }

  /** What the API makes of a request, by the record as it was at a moment. */
  function operate(
    request: OpenRequest,
    wellFormed: boolean,
    from: ZoneRecord,
    matches: readonly FaultMatch[],
  ): ApiResult {
    const route = routeOf(request.method, request.path, zoneId);
    const rules = { limit: settings.limit, regions: settings.regions, now, itemRefusal: itemRefusals(matches) };
    const editable = !settings.readOnly;
    const context = { ...request, record: from, rules, oddRows: emulator.oddRows, editable, time: timestamp(now()) };
    const routed = route && surfaces.has(route) ? route : undefined;
    const state: ZoneState = { settings: emulator.settings, dnsRecords: emulator.dnsRecords };
    const result = answerRequest({ ...request, route: routed, wellFormed }, context, api, state);
    const refused = result.record === undefined || request.path.endsWith('/batch') ? undefined : itemFailure(matches);
    return refused === undefined ? result : { answer: refused };
  }

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = log.arrive(message, response);
    const arrived = performance.now();
    const wellFormed = await readBody(message, request).catch(() => undefined);
    if (wellFormed === undefined) return;
    const atArrival = record;
    await emulator.onRequest?.(request, emulator);
    const wait = waitFor?.(now().getTime()) ?? 0;
    if (options.rateLimit && wait > 0) return send(request, response, tooManyRequests(options.rateLimit, wait, now()));

    const matches = faults.match(request);
    for (const { effect } of matches)
      if (effect.kind === 'vanish' || effect.kind === 'appear') surfaces[effect.kind](effect.surface);
    const pause = matches.reduce(
      (sum, { effect }) => sum + (effect.kind === 'delay' ? effect.ms : 0),
      settings.latencyMs,
    );
    // From the arrival on: what it took to read the request is part of the latency and does not come on top.
    const left = pause - (performance.now() - arrived);
    if (left > 0) await sleep(left, undefined, { signal: stop.signal });

    const outcome = outcomeOf(matches);
    let answer: Answer = { status: 500, kind: 'empty' };
    if (outcome === undefined || takesEffect(outcome)) {
      const seen = settings.unserialised ? atArrival : record;
      const result = operate(request, wellFormed, outcome?.kind === 'as-empty' ? EMPTY_RECORD : seen, matches);
      answer = result.answer;
      const lost = outcome?.kind === 'lost-write' || outcome?.kind === 'as-empty';
      if (result.record !== undefined && !lost) record = result.record;
      if (result.setting !== undefined && !lost) emulator.settings[result.setting[0]] = result.setting[1];
    }
    await emulator.onAnswer?.(request, emulator);
    if (outcome === undefined) return send(request, response, answer);
    const changed = faultyAnswer(answer, outcome, now());
    if (deliver(response, changed, outcome)) answered(request, changed);
  }

  for (const fault of settings.faults) faults.add(faultOf(fault));
  const server = await startServer(
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
    url: `${server.origin}${BASE}`,
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
    oddRows: settings.oddRows,
    settings: { tieredCaching: settings.tieredCaching, smartTopology: settings.smartTopology },
    dnsRecords:
      typeof settings.dnsRecords === 'number' ? madeUpDnsRecords(settings.dnsRecords, zoneName) : settings.dnsRecords,
    mappings: () => sortedMappings(record),
    seed: (mappings) => {
      record = seeded(mappings);
    },
    put: (...mappings) => {
      record = withMappings(record, mappings, now());
    },
    remove: (...ips) => {
      record = withoutMappings(record, ips, now());
    },
    fault: (fault) => faults.add(faultOf(fault)),
    clearFaults: () => faults.clear(),
    forget: () => log.forget(),
    close: async () => {
      stop.abort();
      await server.close();
      if (errors.length > 0) throw errors[0];
    },
  };
  return emulator;
}

/** Cloudflare's headers about rates. They do not follow the budget, and shall mislead whoever trusts them. */
const RATE_HEADERS = { ratelimit: '"default";r=50;t=30', 'ratelimit-policy': '"burst";q=100;w=60' };

function send(request: OpenRequest, response: ServerResponse, answer: Answer): void {
  const whole = { ...answer, headers: { ...RATE_HEADERS, ...answer.headers } };
  if (deliver(response, whole)) answered(request, whole);
}

function faultOf(fault: Fault | string): Fault {
  return typeof fault === 'string' ? parseFault(fault) : fault;
}
