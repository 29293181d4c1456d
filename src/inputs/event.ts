import type { Environment } from '../domain/environment.ts';
import { isFileFault, readRegularFile } from '../files/regular-file.ts';

export interface PullRequest {
  readonly number: number;
  /** Whether the event is its closing. Its state may have changed since. */
  readonly closing: boolean;
  /** From another repository, or from one that is gone: its runs have no secrets. */
  readonly fork: boolean;
  readonly author?: string;
  readonly baseSha?: string;
  readonly headSha?: string;
  /** Name of its branch. */
  readonly headRef?: string;
}

/** What started the workflow run, as far as this action uses it. */
export interface Event {
  /** `push`, `pull_request`, `schedule` …; empty outside of a workflow. */
  readonly name: string;
  readonly actor?: string;
  readonly pullRequest?: PullRequest;
  /** Commits of a push. */
  readonly before?: string;
  readonly after?: string;
  /** Whether the push rewrote the history of its branch. */
  readonly forced: boolean;
  /** `owner/name`. */
  readonly repository?: string;
  /** The branch of the run (GITHUB_REF), if it runs on one. */
  readonly branch?: string;
  /** The commit of the run (GITHUB_SHA). */
  readonly sha?: string;
  /** `unknown` where the event does not say, as on `schedule`. */
  readonly visibility: 'public' | 'hidden' | 'unknown';
}

/** Bytes. What this action uses takes some ten thousand; parsing a payload takes a dozen times its size in memory. */
const LARGEST_PAYLOAD = 10 * 1024 * 1024;

/** Reads the event's payload. One that is missing, broken, too large or no regular file says nothing; that is no error. */
export async function readEvent(env: Environment): Promise<Event> {
  const name = env.GITHUB_EVENT_NAME ?? '';
  const payload = await readPayload(env.GITHUB_EVENT_PATH);
  const repository = env.GITHUB_REPOSITORY || payload.at('repository', 'full_name').text();
  const branch = /^refs\/heads\/(.+)$/s.exec(env.GITHUB_REF ?? '')?.[1];
  return {
    name,
    ...optional('actor', env.GITHUB_ACTOR || payload.at('sender', 'login').text()),
    ...optional('repository', repository),
    ...optional('branch', branch),
    ...optional('sha', env.GITHUB_SHA || undefined),
    ...optional('before', payload.at('before').text()),
    ...optional('after', payload.at('after').text()),
    forced: payload.at('forced').boolean() ?? false,
    visibility: visibilityOf(payload.at('repository')),
    ...pullRequestOf(name, payload, repository),
  };
}

function pullRequestOf(
  name: string,
  payload: PayloadValue,
  repository: string | undefined,
): Pick<Event, 'pullRequest'> {
  const pull = payload.at('pull_request');
  const number = pull.at('number').number();
  if (number === undefined || !/^pull_request(?:_target)?$/.test(name)) return {};
  return {
    pullRequest: {
      number,
      closing: payload.at('action').text() === 'closed',
      fork: pull.at('head', 'repo', 'full_name').text() !== (pull.at('base', 'repo', 'full_name').text() ?? repository),
      ...optional('author', pull.at('user', 'login').text()),
      ...optional('baseSha', pull.at('base', 'sha').text()),
      ...optional('headSha', pull.at('head', 'sha').text()),
      ...optional('headRef', pull.at('head', 'ref').text()),
    },
  };
}

/** A value somewhere in the payload. It may be anything: whoever opens a pull request writes part of it. */
class PayloadValue {
  readonly #value: unknown;

  constructor(value: unknown) {
    this.#value = value;
  }

  at(...path: readonly string[]): PayloadValue {
    let value = this.#value;
    for (const key of path)
      value =
        typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
    return new PayloadValue(value);
  }

  text(): string | undefined {
    return typeof this.#value === 'string' && this.#value !== '' ? this.#value : undefined;
  }

  number(): number | undefined {
    return Number.isSafeInteger(this.#value) ? (this.#value as number) : undefined;
  }

  boolean(): boolean | undefined {
    return typeof this.#value === 'boolean' ? this.#value : undefined;
  }
}

async function readPayload(path: string | undefined): Promise<PayloadValue> {
  const bytes = path ? await readRegularFile(path, LARGEST_PAYLOAD) : undefined;
  if (bytes === undefined || isFileFault(bytes)) return new PayloadValue(undefined);
  try {
    return new PayloadValue(JSON.parse(bytes.toString('utf8')));
  } catch {
    return new PayloadValue(undefined);
  }
}

function visibilityOf(repository: PayloadValue): Event['visibility'] {
  const visibility = repository.at('visibility').text();
  if (visibility !== undefined) return visibility === 'private' || visibility === 'internal' ? 'hidden' : 'public';
  const isPrivate = repository.at('private').boolean();
  return isPrivate === undefined ? 'unknown' : isPrivate ? 'hidden' : 'public';
}

function optional<Key extends string>(key: Key, value: string | undefined): { readonly [Name in Key]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { [Name in Key]: string });
}
