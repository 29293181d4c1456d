import type { Environment } from '../domain/environment.ts';
import { inputValue } from './input-values.ts';

/** A list of mappings, inline or in a file. */
export type ListSource =
  | { readonly kind: 'inline'; readonly text: string }
  | { readonly kind: 'file'; readonly path: string };

/**
 * Where the mappings come from.
 * - `ip`, `host`: the inputs of that name, with `vendor` and `region`
 * - `dns`: the zone's own records (`discover`); `vendor` and `region` serve for addresses of which nothing is known
 * - `record`: what the comments of pull requests record; a list then counts only for the zone that it may name
 */
export type Source =
  | {
      readonly kind: 'ip' | 'host';
      readonly text: string;
      readonly vendor?: string;
      readonly region?: string;
    }
  | ListSource
  | { readonly kind: 'dns'; readonly vendor?: string; readonly region?: string }
  | { readonly kind: 'record'; readonly named?: ListSource };

/**
 * What a run is for: mappings shall exist or not, the registrations of a pull request that is being closed are reverted,
 * or (on a schedule) those of all pull requests that were closed without a run.
 */
export type Purpose = 'present' | 'absent' | 'close' | 'clean-up';

export function readSource(
  env: Environment,
  purpose: Purpose,
  discover: boolean,
  report: (message: string) => void,
): Source | undefined {
  const ip = inputValue(env, 'ip');
  const host = inputValue(env, 'host');
  // Not trimmed: lines and columns refer to the text as it was written.
  const text = inputValue(env, 'mappings') && env.INPUT_MAPPINGS;
  const path = inputValue(env, 'mappings-file');
  if (purpose === 'close' || purpose === 'clean-up') {
    const named = text ? ({ kind: 'inline', text } as const) : path && ({ kind: 'file', path } as const);
    return { kind: 'record', ...(named ? { named } : {}) };
  }
  const vendor = inputValue(env, 'vendor');
  const region = inputValue(env, 'region');
  const target = { ...(vendor === undefined ? {} : { vendor }), ...(region === undefined ? {} : { region }) };
  const sources = [
    ip && 'ip',
    host && 'host',
    text && 'mappings',
    path && 'mappings-file',
    discover && 'discover',
  ].filter(Boolean);

  if (sources.length > 1) {
    report(`${sources.join(' and ')} are given together: give exactly one of ${SOURCES}`);
    return undefined;
  }
  if (ip !== undefined) return { kind: 'ip', text: ip, ...target };
  if (host !== undefined) return { kind: 'host', text: host, ...target };
  if (discover) return { kind: 'dns', ...target };
  const list = text ? ({ kind: 'inline', text } as const) : path && ({ kind: 'file', path } as const);
  const stray = [vendor && 'vendor', region && 'region'].filter(Boolean).join(' and ');
  if (list) {
    if (stray !== '')
      report(
        `${stray} given beside ${list.kind === 'file' ? 'mappings-file' : 'mappings'}: they belong to ip or host; a list names them itself, for each entry or once under "defaults"`,
      );
    return list;
  }
  report(
    stray === ''
      ? `No mappings are given: give exactly one of ${SOURCES}. An input that is set from an empty output or variable counts as not given`
      : `Inputs ip and host are empty, though ${stray} ${vendor && region ? 'are' : 'is'} given: if one of them is set from the output of an earlier step, that output was not set. Check the step's id and the output's name`,
  );
  return undefined;
}

const SOURCES = 'ip, host (each with vendor and region), mappings, mappings-file and discover';
