import { readFile, stat } from 'node:fs/promises';

/** The environment of the process: names and values as the runner sets them. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface PullRequest {
  readonly number: number;
  readonly closing: boolean;
  /** From another repository, or from one that is gone: its runs have no secrets. */
  readonly fork: boolean;
  readonly author?: string;
  readonly baseSha?: string;
  readonly headSha?: string;
}

/** What started the workflow run, as far as this action has a use for it. */
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
  /** `unknown` where the event does not tell, as on `schedule`. */
  readonly visibility: 'public' | 'hidden' | 'unknown';
}

/** Reads the event's payload; one that is missing, broken or larger than 10 MiB tells nothing, and is no error of the user's. */
export async function readEvent(env: Environment): Promise<Event> {
  const name = env.GITHUB_EVENT_NAME ?? '';
  const payload = await readPayload(env.GITHUB_EVENT_PATH);
  const pull = payload.at('pull_request');
  const number = pull.at('number').number();
  const repository = env.GITHUB_REPOSITORY || payload.at('repository', 'full_name').text();
  return {
    name,
    ...optional('actor', env.GITHUB_ACTOR || payload.at('sender', 'login').text()),
    ...optional('repository', repository),
    ...optional('before', payload.at('before').text()),
    ...optional('after', payload.at('after').text()),
    forced: payload.at('forced').boolean() ?? false,
    visibility: visibilityOf(payload.at('repository')),
    ...(number === undefined || !/^pull_request(?:_target)?$/.test(name)
      ? {}
      : {
          pullRequest: {
            number,
            closing: payload.at('action').text() === 'closed',
            fork:
              pull.at('head', 'repo', 'full_name').text() !==
              (pull.at('base', 'repo', 'full_name').text() ?? repository),
            ...optional('author', pull.at('user', 'login').text()),
            ...optional('baseSha', pull.at('base', 'sha').text()),
            ...optional('headSha', pull.at('head', 'sha').text()),
          },
        }),
  };
}

/** A value somewhere in the payload, which anything may be. */
class Node {
  readonly #value: unknown;

  constructor(value: unknown) {
    this.#value = value;
  }

  at(...path: readonly string[]): Node {
    let value = this.#value;
    for (const key of path)
      value =
        typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
    return new Node(value);
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

/** Bytes. What this action has a use for comes in some ten thousand; reading a payload takes a dozen times its size. */
const LARGEST_PAYLOAD = 10 * 1024 * 1024;

async function readPayload(path: string | undefined): Promise<Node> {
  if (!path) return new Node(undefined);
  try {
    if ((await stat(path)).size > LARGEST_PAYLOAD) return new Node(undefined);
    return new Node(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return new Node(undefined);
  }
}

function visibilityOf(repository: Node): Event['visibility'] {
  const visibility = repository.at('visibility').text();
  if (visibility !== undefined) return visibility === 'private' || visibility === 'internal' ? 'hidden' : 'public';
  const isPrivate = repository.at('private').boolean();
  return isPrivate === undefined ? 'unknown' : isPrivate ? 'hidden' : 'public';
}

function optional<Key extends string>(key: Key, value: string | undefined): { readonly [Name in Key]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { [Name in Key]: string });
}
