import type { Clock } from '../clock.ts';
import { diagnose, GitHubFailure } from './failure.ts';

type Octokit = ReturnType<typeof import('@actions/github').getOctokit>;

export interface CallOptions {
  readonly token: string;
  /** `GITHUB_API_URL`. */
  readonly apiUrl: string;
  /** How requests are sent to `apiUrl`, and the name of the proxy on the way, without its password. */
  readonly transport: {
    readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
    readonly proxy?: string;
  };
  readonly clock: Pick<Clock, 'sleep' | 'date'>;
  /** Aborted when the run is told to stop. */
  readonly signal: AbortSignal;
  /** Told of every try, for the debug log; never of the token. */
  readonly trace: (line: string) => void;
}

/** One request: what it is for (for the debug log), and how it is sent. */
export type Call = <Answer>(
  what: string,
  send: (octokit: Octokit, options: { readonly request: { readonly signal: AbortSignal } }) => Promise<Answer>,
  tries?: number,
) => Promise<Answer>;

const MOST_TRIES = 3;
const LONGEST_TRY = 15_000;
const FIRST_WAIT = 500;
/** A run does not wait for longer than this for a rate limit to end. */
const LONGEST_WAIT = 10_000;

/** Requests to GitHub that are tried a few times. `@actions/github` takes long to load, so that is done with the first. */
export function openCalls({ token, apiUrl, transport, clock, signal, trace }: CallOptions): Call {
  let octokit: Promise<Octokit> | undefined;
  const connect = async () => {
    const { getOctokit } = await import('@actions/github');
    const log = { debug: trace, info: trace, warn: trace, error: trace };
    return getOctokit(token, { baseUrl: apiUrl.replace(/\/$/, ''), log, request: { fetch: transport.fetch, log } });
  };
  return async (what, send, most = MOST_TRIES) => {
    octokit ??= connect();
    for (let tries = 1; ; tries += 1) {
      try {
        const request = { signal: AbortSignal.any([signal, AbortSignal.timeout(LONGEST_TRY)]) };
        const answer = await send(await octokit, { request });
        trace(`GitHub: ${what}: answered (try ${tries})`);
        return answer;
      } catch (thrown) {
        if (signal.aborted) throw new GitHubFailure('aborted', 'The run was cancelled');
        const failure = diagnose(thrown, clock.date(), transport.proxy);
        trace(`GitHub: ${what}: ${failure.message} (try ${tries})`);
        const wait = tries < most ? waitBefore(failure, tries) : undefined;
        if (wait === undefined) throw failure;
        await clock.sleep(wait, signal).catch(() => {});
      }
    }
  };
}

/** How long to wait before another try; undefined where one would not fare better. */
function waitBefore({ kind, after }: GitHubFailure, tries: number): number | undefined {
  if (kind === 'unavailable') return FIRST_WAIT * 2 ** (tries - 1);
  return kind === 'limited' && after !== undefined && after <= LONGEST_WAIT ? after : undefined;
}
