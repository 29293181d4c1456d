import type { Environment } from '../domain/environment.ts';
import type { Policy } from '../domain/policy.ts';
import type { Problem } from '../domain/problem.ts';
import type { ApiVersion, Mode } from '../domain/result.ts';
import { quote } from '../domain/text.ts';
import type { Credential, ZoneReference } from '../domain/zone-reference.ts';
import { readCredential } from './credential-input.ts';
import type { Event } from './event.ts';
import {
  EXPRESSION_REMEDY,
  type InputReader,
  inputValue,
  isExpression,
  openInputReader,
  parseApiBase,
  parseBudget,
  parseMaxRemovals,
  parseRanges,
  parseZone,
} from './input-values.ts';
import { type Purpose, readSource, type Source } from './source.ts';

/** Other mappings of the zone that shall be removed. `base`: the git ref of the earlier version of the file. */
export type PruneInput =
  | { readonly kind: 'none' }
  | { readonly kind: 'removed'; readonly base?: string }
  | { readonly kind: 'all' };

/** Where the clouds' published ranges are read. */
export type RangesInput =
  | { readonly kind: 'published' }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'url'; readonly base: URL };

export interface Inputs {
  readonly credential: Credential;
  /** Absent if only the mappings file may name it. */
  readonly zone?: ZoneReference;
  readonly source: Source;
  readonly purpose: Purpose;
  readonly mode: Mode;
  readonly prune: PruneInput;
  readonly policy: Omit<Policy, 'own'>;
  /** Whether a pull request's comment is kept up to date, and with it the record. */
  readonly comment: boolean;
  readonly githubToken?: string;
  readonly apiVersion: ApiVersion | 'auto';
  readonly apiBase: URL;
  readonly regionCheck: 'off' | 'warn' | 'error';
  readonly ranges: RangesInput;
  readonly tieredCache: 'leave' | 'smart';
  /** Milliseconds for the whole run. */
  readonly budget: number;
}

/** How a run is reported; known even when the inputs are not valid. */
export interface Reporting {
  readonly mode: Mode;
  readonly summary: boolean;
  /** Which addresses stay out of log, summary and comment. */
  readonly hide: 'all' | 'not-given' | 'none';
  /** Whether those that came by inputs are hidden in the comment, too. */
  readonly hideInputsInComment: boolean;
}

/** What the entries are read from. A zone that is `invalid` has its problem reported already. */
export interface EntrySource extends Pick<Inputs, 'purpose' | 'source'> {
  readonly zone?: ZoneReference | 'invalid';
}

/** All inputs, or every mistake in them; then the list is read as well, to report its mistakes in the same run. */
export type InputReading = { readonly reporting: Reporting } & (
  | { readonly inputs: Inputs }
  | { readonly problems: readonly Problem[]; readonly entrySource?: EntrySource }
);

export function readInputs(env: Environment, event: Event): InputReading {
  const problems: Problem[] = [];
  const report = (message: string) => {
    problems.push({ message });
  };
  const reader = openInputReader(env, report);

  const mode = reader.choice('mode', ['apply', 'plan', 'check'], 'apply');
  const comment = reader.flag('comment', false);
  const reporting = readReporting(reader, mode, event);
  const before = problems.length;
  const state = reader.choice('state', ['present', 'absent', 'auto'], 'present');
  const stateIsValid = problems.length === before;
  const discover = reader.choice('discover', ['none', 'dns'], 'none') === 'dns';
  if (discover && state !== 'present')
    report(`discover does not go with state: ${state}: it registers what the zone's records name, and removes nothing`);
  const purpose = discover ? 'present' : purposeOf(state, comment, event);
  const source = readSource(env, purpose, discover, report);
  if (source?.kind === 'dns' && source.region !== undefined && source.vendor === undefined && !isAuto(source.region))
    report(
      'Input region is given without vendor: with discover, give both (for addresses of which nothing is known), vendor alone, or neither',
    );
  const credential = readCredential(env, event, report);
  const zone = readZone(env, source, report);
  const githubToken = inputValue(env, 'github-token');
  const prune = reader.choice('prune', ['none', 'removed', 'all'], 'none');
  const rest = {
    purpose,
    mode,
    comment,
    prune: readPrune(env, prune, { state, purpose }, source, report),
    policy: {
      onConflict: reader.choice('on-conflict', ['overwrite', 'skip', 'fail'], discover ? 'skip' : 'overwrite'),
      maxRemovals: reader.value('max-removals', '30%', parseMaxRemovals),
    },
    apiVersion: reader.choice('api-version', ['auto', 'v1', 'v2'], 'auto'),
    apiBase: reader.value('api-base-url', 'https://api.cloudflare.com/client/v4', parseApiBase),
    regionCheck: reader.choice('region-check', ['off', 'warn', 'error'], 'off'),
    ranges: inputValue(env, 'ip-ranges')
      ? reader.value<RangesInput>('ip-ranges', '.', parseRanges)
      : ({ kind: 'published' } as const),
    tieredCache: reader.choice('tiered-cache', ['leave', 'smart'], 'leave'),
    budget: reader.value('timeout-seconds', '300', parseBudget),
    ...(githubToken === undefined ? {} : { githubToken }),
  };
  if (problems.length === 0 && source !== undefined && credential !== undefined && zone !== 'invalid')
    return { reporting, inputs: { ...rest, source, credential, ...(zone === undefined ? {} : { zone }) } };
  if (source === undefined) return { reporting, problems };
  // With a state that is not valid, nobody knows whether vendor and region are missing.
  return {
    reporting,
    problems,
    entrySource: { purpose: stateIsValid ? purpose : 'absent', source, ...(zone === undefined ? {} : { zone }) },
  };
}

function readReporting(reader: InputReader, mode: Mode, { visibility }: Event): Reporting {
  const redact = reader.choice('redact-ips', ['auto', 'true', 'false'], 'auto');
  const isPublic = visibility !== 'hidden';
  const auto = isPublic ? 'not-given' : 'none';
  return {
    mode,
    summary: reader.flag('summary', true),
    hide: redact === 'auto' ? auto : redact === 'true' ? 'all' : 'none',
    hideInputsInComment: redact === 'auto' && isPublic,
  };
}

function purposeOf(state: 'present' | 'absent' | 'auto', comment: boolean, { name, pullRequest }: Event): Purpose {
  if (state !== 'auto') return state;
  if (pullRequest?.closing) return comment ? 'close' : 'absent';
  return comment && name === 'schedule' ? 'clean-up' : 'present';
}

function readZone(
  env: Environment,
  source: Source | undefined,
  report: (message: string) => void,
): EntrySource['zone'] {
  const text = inputValue(env, 'zone') ?? env.CLOUDFLARE_ZONE_ID?.trim();
  if (text) {
    const parsed = parseZone(text);
    if ('value' in parsed) return parsed.value;
    report(`Input zone: ${quote(text)} ${isExpression(text) ? EXPRESSION_REMEDY : parsed.wrong}`);
  } else if (source?.kind === 'file' || source?.kind === 'inline' || (source?.kind === 'record' && source.named))
    return undefined;
  else report(`No zone is given: ${ZONE_REMEDY}`);
  return 'invalid';
}

export const ZONE_REMEDY =
  'set the input zone (or CLOUDFLARE_ZONE_ID) to the zone ID, 32 hex digits, or to the domain name';

function readPrune(
  env: Environment,
  prune: PruneInput['kind'],
  { state, purpose }: { readonly state: string; readonly purpose: Purpose },
  source: Source | undefined,
  report: (message: string) => void,
): PruneInput {
  if (purpose === 'close' || purpose === 'clean-up') return { kind: 'none' };
  const base = inputValue(env, 'prune-base');
  if (base !== undefined && isExpression(base)) report(`Input prune-base: ${quote(base)} ${EXPRESSION_REMEDY}`);
  if (prune === 'none') return { kind: 'none' };
  if (purpose === 'absent')
    report(
      `prune: ${prune} does not go with state: ${state === 'auto' ? 'auto on a pull request that is being closed, which means absent' : state}: pruning needs a list of what shall exist`,
    );
  else if (source?.kind === 'dns')
    report(`prune: ${prune} does not go with discover: what no record names is listed, never removed`);
  else if (prune === 'removed' && source !== undefined && source.kind !== 'file')
    report('prune: removed needs a mappings-file: it compares the file with its earlier version in git');
  else if (prune === 'all' && (source?.kind === 'ip' || source?.kind === 'host'))
    report(`prune: all needs a list that can be the whole truth: give mappings-file or mappings, not ${source.kind}`);
  if (prune === 'all') return { kind: 'all' };
  return { kind: 'removed', ...(base === undefined ? {} : { base }) };
}

function isAuto(region: string): boolean {
  return region.toLowerCase() === 'auto';
}
