import type { Budget } from '../cloudflare/budget.ts';
import type { Address } from '../domain/address.ts';
import type { Clock } from '../domain/clock.ts';
import type { Environment } from '../domain/environment.ts';
import type { Http } from '../http/http.ts';
import type { Event } from '../inputs/event.ts';
import type { OpenResolver } from '../origins/resolver.ts';
import type { Log } from '../report/log.ts';
import type { Redact } from '../report/redact.ts';
import type { Runner } from '../report/runner.ts';

/** What a run takes from the outside. */
export interface Dependencies {
  readonly env: Environment;
  readonly clock: Clock;
  /** Aborted when the run is told to stop: nothing more is sent. */
  readonly stop: AbortSignal;
  /** Writes to standard output as it is. */
  readonly write: (text: string) => void;
  readonly openResolver: OpenResolver;
}

/** What the stages of one run share. None of it is what a stage found: that is returned. */
export interface Context extends Dependencies {
  readonly event: Event;
  readonly budget: Budget;
  readonly log: Log;
  /** For log, annotations and summary. */
  readonly redact: Redact;
  /** For the comment, where addresses that came by inputs are hidden as well. */
  readonly redactComment: Redact;
  /** The addresses that the run was itself given; they are hidden only where all are. */
  readonly given: Set<Address>;
  /** Of those, the ones that a file in the repository lists: they are public already. */
  readonly listed: Set<Address>;
  /** Aborted a moment after `stop`, and when the run is over: requests under way are given up. */
  readonly abandon: AbortSignal;
  /** The same, and at the end of the budget. */
  readonly cutOff: AbortSignal;
  /** The signal for requests to GitHub; finishing the comment gets a little more time than the budget. */
  readonly githubSignal: () => AbortSignal;
  /** A client for a server, closed with the run. */
  readonly openHttp: (base: URL) => Promise<Http>;
}

/** The address of this run's page; undefined where it would show what is redacted. */
export function runUrlOf(env: Environment, redact: Redact): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id } = env;
  const url = `${server}/${repository}/actions/runs/${id}`;
  return server && repository && id && redact(url) === url ? url : undefined;
}

/** Loads what speaks to the runner, and hands it the log. It is loaded late: no request waits for it. */
export async function attachRunner(log: Log, redact: Redact): Promise<Runner> {
  const { openRunner } = await import('../report/runner.ts');
  const runner = openRunner(redact);
  log.attach(runner);
  return runner;
}
