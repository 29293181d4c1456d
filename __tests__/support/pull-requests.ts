import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { type GitHubFake, type GitHubOptions, startGitHub } from '../../emulator/github.ts';
import type { EmulatorOptions } from '../../emulator/options.ts';
import type { SeedMapping } from '../../emulator/record.ts';
import { at, type Ending, type RunAction, runSource, type Start } from './action.ts';

export const REPOSITORY = 'octo/site';
export const AWS = { vendor: 'aws', region: 'us-east-1' };
export const GCP = { vendor: 'gcp', region: 'us-central1' };
export const OCI = { vendor: 'oci', region: 'us-phoenix-1' };

export type Inputs = Readonly<Record<string, string>>;

/** A repository with pull requests, and the zone that they share. */
export interface World {
  readonly emulator: Emulator;
  readonly github: GitHubFake;
  /** A run for a pull request, which is in the state that the action says unless `as` says otherwise. */
  step(action: string, pull: number, inputs?: Inputs, more?: StepOptions): Promise<Ending>;
  /** The run of a schedule. */
  cleanUp(inputs?: Inputs): Promise<Ending>;
  /** The comments of a pull request. */
  bodies(pull: number): string[];
  /** Back to an empty zone and an empty repository. */
  reset(): void;
  close(): Promise<void>;
}

export interface StepOptions extends Omit<Start, 'inputs' | 'event'> {
  readonly run?: RunAction;
  /** The name of the event. */
  readonly event?: string;
  readonly visibility?: string;
  /** Fields of the pull request in the payload. */
  readonly pullRequest?: object;
  /** What GitHub knows of it when the run asks. */
  readonly as?: 'open' | 'closed';
}

export async function startWorld(options: EmulatorOptions = {}, hub: GitHubOptions = {}): Promise<World> {
  const emulator = await startEmulator(options);
  const github = await startGitHub({ repository: REPOSITORY, ...hub });
  const inputsOf = (inputs: Inputs) =>
    at(emulator, { state: 'auto', comment: 'true', 'github-token': github.token, ...inputs });
  return {
    emulator,
    github,
    step(
      action,
      pull,
      inputs = {},
      { run = runSource, event = 'pull_request', visibility, pullRequest, as, ...start } = {},
    ) {
      const state = as ?? (action === 'closed' ? 'closed' : 'open');
      if (github.pulls.get(pull)?.state !== state) github[state === 'closed' ? 'shut' : 'open'](pull);
      return run({
        ...start,
        inputs: inputsOf(inputs),
        env: { GITHUB_API_URL: github.url, ...start.env },
        event: { name: event, payload: pullRequestPayload(action, pull, visibility, pullRequest) },
      });
    },
    cleanUp: (inputs = {}) =>
      runSource({ inputs: inputsOf(inputs), env: { GITHUB_API_URL: github.url }, event: { name: 'schedule' } }),
    bodies: (pull) => github.comments.filter((comment) => comment.pull === pull).map(({ body }) => body),
    reset() {
      emulator.seed(0);
      emulator.clearFaults();
      emulator.forget();
      Object.assign(emulator, { onRequest: undefined, onAnswer: undefined });
      for (const { id } of [...github.comments]) github.erase(id);
      (github.pulls as Map<number, unknown>).clear();
      Object.assign(github, { interfere: undefined, onAnswer: undefined });
      github.forget();
    },
    async close() {
      await Promise.all([emulator.close(), github.close()]);
    },
  };
}

export function pullRequestPayload(action: string, number: number, visibility = 'private', more: object = {}): object {
  const repository = { full_name: REPOSITORY, visibility };
  const pull_request = {
    number,
    user: { login: 'octocat' },
    base: { sha: 'b'.repeat(40), repo: repository },
    head: { sha: 'a'.repeat(40), ref: `topic-${number}`, repo: repository },
    ...more,
  };
  return { action, number, pull_request, repository };
}

export function mapping(
  ip: string,
  { vendor, region }: Omit<SeedMapping, 'ip'> = AWS,
): { ip: string; vendor: string; region: string } {
  return { ip, vendor, region };
}

/** The line of the record at the end of a comment. */
export function recordLineOf(body: string): string {
  return body.slice(body.lastIndexOf('<!-- cloudflare-origin-cloud-regions record '));
}
