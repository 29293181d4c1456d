import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import type { LoggedRequest } from '../emulator/log.ts';
import { actBuilt, actHere } from './act.ts';
import { type Ending, inHome } from './home.ts';
import type { Scenario, Stranger } from './scenario.ts';
import type { Second } from './thread.ts';

/** What a zone holds, by address: "vendor region". */
export type Holding = ReadonlyMap<string, string>;

/** Who wrote: the so manieth of the actions, or another writer. */
export type Writer = number | 'stranger';

/** The zone from one change to the next. */
export interface Moment {
  readonly holding: Holding;
  /** Who brought it about; absent at the start. */
  readonly by?: Writer;
}

/** A request of an action, and the zone as its answer had it. */
export interface Sent {
  readonly by: number;
  readonly request: LoggedRequest;
  /** Index into the moments: the zone that this request saw, after its own effect; absent where it was turned away before. */
  saw?: number;
}

/** All that is known of a scenario when it is over: the zone's own truth, and how each action ended. */
export interface Evidence {
  readonly scenario: Scenario;
  readonly moments: readonly Moment[];
  readonly sent: readonly Sent[];
  readonly endings: readonly Ending[];
  /** What must appear nowhere. */
  readonly secrets: readonly string[];
}

/** Plays a scenario over real HTTP. */
export async function play(scenario: Scenario, second: () => Second): Promise<Evidence> {
  const [task, other] = scenario.tasks;
  const watches = [task, other].map((each, index) => ({
    seed: scenario.seed + index,
    jumps: each?.jumps ?? [0],
    skipped: new Float64Array(new SharedArrayBuffer(8)),
  })) as [Parameters<typeof actHere>[1], Parameters<typeof actHere>[1]];
  const emulator = await startEmulator({
    ...scenario.api,
    mappings: scenario.zone,
    faults: scenario.faults,
    randomSeed: scenario.seed,
    // Only where the API counts time itself does it have to sleep along.
    ...(scenario.api.rateLimit
      ? { now: () => new Date(Date.now() + Math.max(...watches.map(({ skipped: [span = 0] }) => span))) }
      : {}),
  });
  const stop = new AbortController();
  const { moments, sent } = witness(emulator, scenario, (count) => {
    if (count === task.cancelAt) stop.abort();
  });
  const endings = await Promise.all([
    inHome(task, emulator, false, (env) =>
      scenario.built ? actBuilt(env, stop.signal) : actHere(env, watches[0], stop.signal),
    ),
    ...(other ? [inHome(other, emulator, true, (env) => second().act(env, watches[1]))] : []),
  ]);
  await emulator.close();
  return { scenario, moments, sent, endings, secrets: [emulator.apiToken, emulator.apiKey] };
}

/** Notes every change of the zone and every request, and lets the strangers in. */
function witness(emulator: Emulator, { api, strangers }: Scenario, first: (count: number) => void) {
  const moments: Moment[] = [{ holding: holdingOf(emulator) }];
  const sent: Sent[] = [];
  const arrivals = new Map<LoggedRequest, { readonly moment: number; readonly nth: number; readonly entry: Sent }>();
  const counts = { read: 0, write: 0, first: 0 };

  function look(by: Writer): number {
    const holding = holdingOf(emulator);
    if (!same(holding, moments.at(-1)?.holding ?? new Map())) moments.push({ holding, by });
    return moments.length - 1;
  }

  function letIn(comes: Stranger['comes'], on: Stranger['on'], nth: number, before: Holding): void {
    for (const stranger of strangers) {
      if (stranger.comes !== comes || stranger.on !== on || stranger.nth !== nth) continue;
      const { does } = stranger;
      if (does.kind === 'put') emulator.put(does.mapping);
      else if (does.kind === 'remove') emulator.remove(does.ip);
      else emulator.seed([...before].map(([ip, target]) => mappingOf(ip, target)));
      look('stranger');
    }
  }

  emulator.onRequest = (request) => {
    const on = request.method === 'GET' ? 'read' : 'write';
    counts[on] += 1;
    const entry: Sent = { by: writerOf(request), request };
    sent.push(entry);
    arrivals.set(request, { moment: moments.length - 1, nth: counts[on], entry });
    if (writerOf(request) === 0) {
      counts.first += 1;
      first(counts.first);
    }
    letIn('before', on, counts[on], new Map());
  };
  emulator.onAnswer = (request) => {
    const arrival = arrivals.get(request);
    if (arrival === undefined) return;
    const before = moments.length - 1;
    const now = look(arrival.entry.by);
    // Without turns, a read is answered from the record as it was when the request came.
    arrival.entry.saw = api.unserialised && request.method === 'GET' ? arrival.moment : now;
    letIn('after', request.method === 'GET' ? 'read' : 'write', arrival.nth, moments[before]?.holding ?? new Map());
  };
  return { moments, sent };
}

function writerOf({ headers }: LoggedRequest): number {
  return headers['x-auth-key'] === undefined ? 0 : 1;
}

function holdingOf(emulator: Emulator): Holding {
  return new Map(emulator.mappings().map(({ ip, vendor, region }) => [ip, `${vendor} ${region}`]));
}

function mappingOf(ip: string, target: string) {
  const [vendor = '', region = ''] = target.split(' ');
  return { ip, vendor, region };
}

/** Whether two zones hold the same. */
export function same(one: Holding, other: Holding): boolean {
  return one.size === other.size && [...one].every(([ip, target]) => other.get(ip) === target);
}
