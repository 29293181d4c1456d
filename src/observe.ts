import type { Clock } from './clock.ts';
import type { Address } from './domain/address.ts';
import { quote } from './domain/quote.ts';
import type { Environment, Event } from './event.ts';
import type { Inputs } from './inputs/inputs.ts';
import { type Keeping, openKeeper, readEarlier } from './keeper.ts';
import type { Ledger } from './ledger.ts';
import type { Log } from './log.ts';
import type { Order } from './order.ts';
import type { GitHub } from './preview/github.ts';
import type { Veil } from './report/veil.ts';
import { openApi } from './zone/api.ts';
import { connect, type Observed } from './zone/connect.ts';
import { openDirect } from './zone/direct.ts';
import { Failure } from './zone/failure.ts';
import { oneZoneIdOf } from './zone/lookup.ts';
import type { Pace } from './zone/pace.ts';
import { openTransport } from './zone/transport.ts';

/** The world as a run sees it. */
export interface World {
  readonly env: Environment;
  readonly clock: Clock;
  /** Aborted when the run is told to end: nothing more is sent. */
  readonly stop: AbortSignal;
  /** Writes to standard output as it is. */
  readonly write: (text: string) => void;
}

/** What the stages of one run share. */
export interface Run extends World {
  readonly event: Event;
  readonly pace: Pace;
  readonly ledger: Ledger;
  readonly log: Log;
  /** For everything that is shown. */
  readonly show: Veil;
  /** Whether addresses that the run was not given are hidden. */
  readonly hide: boolean;
  /** The addresses that the run was itself given; they are never hidden. */
  readonly given: Set<Address>;
  /** Aborted a moment after `stop`, and when the run is over: whatever is still under way is dropped. */
  readonly abandon: AbortSignal;
}

/** Everything there was to be seen before anything is planned. */
export interface Seen extends Observed {
  readonly keeping: Keeping;
  /** What the earlier version of the file listed; absent where nothing is to be pruned by it. */
  readonly earlier?: ReadonlySet<Address>;
}

/** Looks at everything there is before it is planned: the zone, and on GitHub the record and the earlier file. */
export async function observe(inputs: Inputs, order: Order, run: Run): Promise<Seen> {
  const { ledger, log, env, event, given: known } = run;
  const api = openApi({
    base: inputs.apiBase,
    credential: inputs.credential,
    transport: await openTransport(inputs.apiBase, env, openDirect(inputs.apiBase)),
    pace: run.pace,
    clock: run.clock,
    abandon: run.abandon,
    trace: log.debug,
  });
  const github = inputs.comment || inputs.prune.kind === 'removed' ? await reachGitHub(inputs, run) : undefined;
  const zone = async () => {
    const zoneId = await oneZoneIdOf(order.zones, api);
    ledger.zoneId = zoneId;
    return await Promise.all([
      connect(api, zoneId, inputs.apiVersion, (message) => ledger.notices.push({ message })),
      openKeeper(inputs, event, github, { zoneId, hidden: run.hide, veil: run.show, runUrl: runUrlOf(env, run.show) }),
    ]);
  };
  const earlierList = async () =>
    inputs.prune.kind === 'removed' && order.file !== undefined
      ? readEarlier(inputs.prune.base, order.file, event, env, github)
      : undefined;
  const [[observed, keeping], earlier] = await Promise.all([zone(), earlierList()]);

  ledger.apiVersion = observed.zone.version;
  ledger.list = observed.list;
  if (!(observed.regions instanceof Failure)) ledger.regions = observed.regions;
  else
    ledger.warnings.push({
      message: `The supported regions could not be had (${observed.regions.message}), so it is left to the API to judge vendors and regions. They need Tiered Cache: region hints act only while Smart Tiered Cache is on in the zone (Caching > Tiered Cache)`,
    });
  if (earlier?.kind !== 'listed') {
    if (earlier !== undefined) ledger.notices.push(earlier.notice);
    return { ...observed, keeping };
  }
  for (const ip of earlier.ips) known.add(ip);
  return { ...observed, keeping, earlier: earlier.ips };
}

/** The client for GitHub, if there is a token to speak to it with. */
async function reachGitHub(
  { githubToken: token }: Inputs,
  { env, event, clock, stop, log, pace, abandon }: Run,
): Promise<GitHub | undefined> {
  if (token === undefined || event.repository === undefined) return undefined;
  const apiUrl = env.GITHUB_API_URL || 'https://api.github.com';
  const parsed = URL.parse(apiUrl);
  if (parsed === null)
    throw new Failure(
      'refused',
      `GITHUB_API_URL, ${quote(apiUrl)}, is not a URL: the runner sets it itself; take it out of env, or give one such as https://api.github.com`,
    );
  const { openGitHub } = await import('./preview/github.ts');
  const transport = await openTransport(parsed, env, (url: string, init: RequestInit) => fetch(url, init));
  const signal = AbortSignal.any([stop, abandon, clock.timeout(Math.max(0, Math.ceil(pace.left())))]);
  return openGitHub({ token, apiUrl, repository: event.repository, transport, clock, signal, trace: log.debug });
}

/** Where this run is to be seen; nothing where that would show what `show` hides. */
export function runUrlOf(env: Environment, show: Veil): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id } = env;
  const url = `${server}/${repository}/actions/runs/${id}`;
  return server && repository && id && show(url) === url ? url : undefined;
}
