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
  readonly clock: Pick<Clock, 'sleep' | 'date' | 'timeout'>;
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
    // The library reads the event by itself when it is loaded, and writes a path that is not there into the log as it is.
    delete process.env.GITHUB_EVENT_PATH;
    const { getOctokit } = await import('@actions/github');
    const log = { debug: trace, info: trace, warn: trace, error: trace };
    return getOctokit(token, {
      baseUrl: apiUrl.replace(/\/$/, ''),
      log,
      request: { fetch: limited(transport.fetch), log },
    });
  };
  return async (what, send, most = MOST_TRIES) => {
    octokit ??= connect();
    for (let tries = 1; ; tries += 1) {
      try {
        const request = { signal: AbortSignal.any([signal, clock.timeout(LONGEST_TRY)]) };
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

/** A page of comments is at most 6.5 MB, a mappings file 5 MiB, and base64 makes a third more of it. */
const LARGEST_ANSWER = 16 * 1024 * 1024;

function limited(fetch: CallOptions['transport']['fetch']): CallOptions['transport']['fetch'] {
  return async (url, init) => {
    const response = await fetch(url, init);
    if (response.body === null) return response;
    let size = 0;
    const count = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        size += chunk.byteLength;
        if (size > LARGEST_ANSWER) controller.error(new Error('an answer of more than 16 MiB'));
        else controller.enqueue(chunk);
      },
    });
    return new Response(response.body.pipeThrough(count), response);
  };
}

/** How long to wait before another try; undefined where one would not fare better. */
function waitBefore({ kind, after }: GitHubFailure, tries: number): number | undefined {
  if (kind === 'unavailable') return FIRST_WAIT * 2 ** (tries - 1);
  return kind === 'limited' && after !== undefined && after <= LONGEST_WAIT ? after : undefined;
}
