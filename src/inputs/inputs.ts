import type { Problem } from '../domain/problem.ts';
import { quote } from '../domain/quote.ts';
import type { ApiVersion, Mode } from '../domain/result.ts';
import type { Environment, Event } from '../event.ts';
import type { Policy } from '../plan.ts';
import type { Credential } from '../zone/api.ts';
import type { ZoneRef } from '../zone/lookup.ts';
import { readCredential } from './credential.ts';
import { given, openReader } from './reader.ts';
import { type Aim, readSource, type Source } from './source.ts';
import { parseApiBase, parseBrake, parseBudget, parseZone } from './values.ts';

/** Other mappings of the zone that shall go. `removed`: what the file listed at the git ref `base`, or before the event. */
export type Prune =
  | { readonly kind: 'none' }
  | { readonly kind: 'removed'; readonly base?: string }
  | { readonly kind: 'all' };

export interface Inputs {
  readonly credential: Credential;
  /** Absent if only the mappings file may name it. */
  readonly zone?: ZoneRef;
  readonly source: Source;
  readonly aim: Aim;
  readonly mode: Mode;
  readonly prune: Prune;
  readonly policy: Omit<Policy, 'own'>;
  /** Whether a pull request's comment is kept, and with it the record. */
  readonly comment: boolean;
  readonly githubToken?: string;
  readonly apiVersion: ApiVersion | 'auto';
  readonly apiBase: URL;
  /** Milliseconds for the whole run. */
  readonly budget: number;
}

/** How a run is to be told of; known even when the inputs are not sound. */
export interface Telling {
  readonly mode: Mode;
  readonly summary: boolean;
  /** Whether addresses that the run was not given are hidden. */
  readonly hide: boolean;
}

/** What the order is read from. A zone that is `wrong` has its problem told already. */
export interface Asked extends Pick<Inputs, 'aim' | 'source'> {
  readonly zone?: ZoneRef | 'wrong';
}

/** All inputs, or every mistake in them; then the list may hold more, to be told in the same run. */
export type Reading = { readonly telling: Telling } & (
  | { readonly inputs: Inputs }
  | { readonly problems: readonly Problem[]; readonly asked?: Asked }
);

export function readInputs(env: Environment, event: Event): Reading {
  const problems: Problem[] = [];
  const wrong = (message: string) => {
    problems.push({ message });
  };
  const reader = openReader(env, wrong);

  const mode = reader.choice('mode', ['apply', 'plan', 'check'], 'apply');
  const comment = reader.flag('comment', false);
  const redact = reader.choice('redact-ips', ['auto', 'true', 'false'], 'auto');
  const telling: Telling = {
    mode,
    summary: reader.flag('summary', true),
    hide: redact === 'auto' ? event.visibility !== 'hidden' : redact === 'true',
  };
  const before = problems.length;
  const state = reader.choice('state', ['present', 'absent', 'auto'], 'present');
  const stateIsSound = problems.length === before;
  const aim = aimOf(state, comment, event);
  const source = readSource(env, aim, wrong);
  const credential = readCredential(env, event, wrong);
  const zone = readZone(env, source, wrong);
  const githubToken = given(env, 'github-token');
  const rest = {
    aim,
    mode,
    comment,
    prune: readPrune(env, reader.choice('prune', ['none', 'removed', 'all'], 'none'), aim, source, wrong),
    policy: {
      onConflict: reader.choice('on-conflict', ['overwrite', 'skip', 'fail'], 'overwrite'),
      brake: reader.value('max-removals', '30%', parseBrake),
    },
    apiVersion: reader.choice('api-version', ['auto', 'v1', 'v2'], 'auto'),
    apiBase: reader.value('api-base-url', 'https://api.cloudflare.com/client/v4', parseApiBase),
    budget: reader.value('timeout-seconds', '300', parseBudget),
    ...(githubToken === undefined ? {} : { githubToken }),
  };
  if (problems.length === 0 && source !== undefined && credential !== undefined && zone !== 'wrong')
    return { telling, inputs: { ...rest, source, credential, ...(zone === undefined ? {} : { zone }) } };
  if (source === undefined) return { telling, problems };
  // With a state that is not sound, nobody knows whether vendor and region are missing.
  return {
    telling,
    problems,
    asked: { aim: stateIsSound ? aim : 'absent', source, ...(zone === undefined ? {} : { zone }) },
  };
}

function aimOf(state: 'present' | 'absent' | 'auto', comment: boolean, { name, pullRequest }: Event): Aim {
  if (state !== 'auto') return state;
  if (pullRequest?.closing) return comment ? 'take-back' : 'absent';
  return comment && name === 'schedule' ? 'clean-up' : 'present';
}

function readZone(env: Environment, source: Source | undefined, wrong: (message: string) => void): Asked['zone'] {
  const text = given(env, 'zone') ?? env.CLOUDFLARE_ZONE_ID?.trim();
  if (text) {
    const parsed = parseZone(text);
    if ('value' in parsed) return parsed.value;
    wrong(`Input zone: ${quote(text)} ${parsed.wrong}`);
  } else if (source?.kind === 'file' || source?.kind === 'inline' || (source?.kind === 'record' && source.named))
    return undefined;
  else wrong(`No zone is given: ${ZONE_REMEDY}`);
  return 'wrong';
}

export const ZONE_REMEDY =
  'set the input zone (or CLOUDFLARE_ZONE_ID) to the zone ID, 32 hex digits, or to the domain name';

function readPrune(
  env: Environment,
  prune: Prune['kind'],
  aim: Aim,
  source: Source | undefined,
  wrong: (message: string) => void,
): Prune {
  const base = given(env, 'prune-base');
  if (prune === 'none' || aim === 'take-back' || aim === 'clean-up') return { kind: 'none' };
  if (aim === 'absent')
    wrong(`prune: ${prune} does not go with state: absent: pruning needs a list of what shall exist`);
  else if (prune === 'removed' && source !== undefined && source.kind !== 'file')
    wrong('prune: removed needs a mappings-file: it compares the file with its earlier version in git');
  else if (prune === 'all' && source?.kind === 'entry')
    wrong('prune: all needs a list that can be the whole truth: give mappings-file or mappings, not ip');
  if (prune === 'all') return { kind: 'all' };
  return { kind: 'removed', ...(base === undefined ? {} : { base }) };
}
