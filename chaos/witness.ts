import type { Emulator } from '../emulator/emulator.ts';
import type { LoggedRequest } from '../emulator/log.ts';
import { isWrite } from './requests.ts';
import type { Writer } from './scenario.ts';

/** What a zone holds, by address: "vendor region". */
export type Holding = ReadonlyMap<string, string>;

/** Who wrote: the so manieth run; a hand, on purpose; or another writer whose stale record undid a write. */
export type Author = number | 'hand' | 'stale';

/** The zone from one change to the next. */
export interface Moment {
  readonly holding: Holding;
  /** Who brought it about; absent at the start. */
  readonly by?: Author;
}

/** A request of a run, and the zone as its answer had it. Numbers are indexes into the moments. */
export interface Sent {
  readonly request: LoggedRequest;
  /** The zone just before it took effect; absent where it was turned away before. */
  before?: number;
  /** The zone that it saw, after its own effect. */
  saw?: number;
}

/** Who looks on: notes every change of the zone and every request, and lets other writers in. */
export interface Witness {
  readonly moments: readonly Moment[];
  /** The runs that begin now, one or two, with the writers that come between; gives what each will have sent. */
  begin(runs: readonly number[], writers: readonly Writer[], onRequest: (count: number) => void): readonly Sent[][];
  /** A hand, between runs. */
  hand(ip: string, target: string | undefined): void;
}

export function attachWitness(emulator: Emulator, unserialised: boolean): Witness {
  const moments: Moment[] = [{ holding: holdingOf(emulator) }];
  const arrivals = new Map<LoggedRequest, { readonly moment: number; readonly counts: Counts; readonly sent: Sent }>();
  let current: {
    readonly runs: readonly number[];
    readonly sent: readonly Sent[][];
    readonly writers: readonly Writer[];
    readonly onRequest: (count: number) => void;
    readonly counts: Counts;
    first: number;
  } = { runs: [], sent: [], writers: [], onRequest: () => {}, counts: { ...NO_COUNTS }, first: 0 };

  function look(by: Author): number {
    const holding = holdingOf(emulator);
    if (!same(holding, holdingAt(moments, -1))) moments.push({ holding, by });
    return moments.length - 1;
  }

  function letIn(comes: Writer['comes'], counts: Counts, kinds: readonly Writer['on'][], before: Holding): void {
    for (const writer of current.writers) {
      if (writer.comes !== comes || !kinds.includes(writer.on) || counts[writer.on] !== writer.nth) continue;
      const { does } = writer;
      if (does.kind === 'put') emulator.put(does.mapping);
      else if (does.kind === 'remove') emulator.remove(does.ip);
      else if (does.kind === 'swap') {
        emulator.remove(does.ip);
        emulator.put(does.mapping);
      } else emulator.seed([...before].map(([ip, target]) => mappingOf(ip, target)));
      look(does.kind === 'stale' ? 'stale' : 'hand');
    }
  }

  emulator.onRequest = (request) => {
    const isSecond = request.headers['x-auth-key'] !== undefined;
    const sent: Sent = { request };
    current.sent[isSecond ? 1 : 0]?.push(sent);
    const kinds = kindsOf(request);
    for (const kind of kinds) current.counts[kind] += 1;
    const counts = { ...current.counts };
    arrivals.set(request, { moment: moments.length - 1, counts, sent });
    if (!isSecond) {
      current.first += 1;
      current.onRequest(current.first);
    }
    letIn('before', counts, kinds, holdingAt(moments, -1));
  };
  emulator.onAnswer = (request) => {
    const arrival = arrivals.get(request);
    if (arrival === undefined) return;
    const isSecond = request.headers['x-auth-key'] !== undefined;
    const before = moments.length - 1;
    const now = look(current.runs[isSecond ? 1 : 0] ?? 'hand');
    arrival.sent.before = before;
    // Without turns, a read is answered from the record as it was when the request came.
    arrival.sent.saw = unserialised && !isWrite(request) ? arrival.moment : now;
    letIn('after', arrival.counts, kindsOf(request), holdingAt(moments, before));
  };

  return {
    moments,
    begin(runs, writers, onRequest) {
      const sent = runs.map((): Sent[] => []);
      current = { runs, sent, writers, onRequest, counts: { ...NO_COUNTS }, first: 0 };
      return sent;
    },
    hand(ip, target) {
      if (target === undefined) emulator.remove(ip);
      else emulator.put(mappingOf(ip, target));
      look('hand');
    },
  };
}

type Counts = Record<Writer['on'], number>;

const NO_COUNTS: Counts = { read: 0, write: 0, any: 0, 'first page': 0 };

function kindsOf(request: LoggedRequest): Writer['on'][] {
  const isFirstPage = request.path.endsWith('/cloud_regions') && request.query.page === '1';
  return ['any', isWrite(request) ? 'write' : 'read', ...(isFirstPage ? (['first page'] as const) : [])];
}

export function holdingAt(moments: readonly Moment[], index: number): Holding {
  return moments.at(index)?.holding ?? new Map();
}

function holdingOf(emulator: Emulator): Holding {
  return new Map(emulator.mappings().map(({ ip, vendor, region }) => [ip, `${vendor} ${region}`]));
}

export function mappingOf(ip: string, target: string) {
  const [vendor = '', region = ''] = target.split(' ');
  return { ip, vendor, region };
}

/** Whether two zones hold the same. */
export function same(one: Holding, other: Holding): boolean {
  return one.size === other.size && [...one].every(([ip, target]) => other.get(ip) === target);
}
