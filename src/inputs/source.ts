import type { Environment } from '../event.ts';
import { given } from './reader.ts';

/** Where the mappings come from. `record`: what the comments of pull requests remember; no other source is needed. */
export type Source =
  | { readonly kind: 'entry'; readonly ip: string; readonly vendor?: string; readonly region?: string }
  | List
  /** The list in `named` counts only for the zone that it may name. */
  | { readonly kind: 'record'; readonly named?: List };

type List = { readonly kind: 'inline'; readonly text: string } | { readonly kind: 'file'; readonly path: string };

/**
 * What the run is about: that mappings exist or do not, that the registrations of a pull request that is being closed are
 * taken back, or (on a schedule) those of all pull requests that were closed unseen.
 */
export type Aim = 'present' | 'absent' | 'take-back' | 'clean-up';

export function readSource(env: Environment, aim: Aim, wrong: (message: string) => void): Source | undefined {
  const ip = given(env, 'ip');
  // Not trimmed: lines and columns are told of the text as it was written.
  const text = given(env, 'mappings') && env.INPUT_MAPPINGS;
  const path = given(env, 'mappings-file');
  if (aim === 'take-back' || aim === 'clean-up') {
    const named = text ? ({ kind: 'inline', text } as const) : path && ({ kind: 'file', path } as const);
    return { kind: 'record', ...(named ? { named } : {}) };
  }
  const vendor = given(env, 'vendor');
  const region = given(env, 'region');
  const names = [ip && 'ip', text && 'mappings', path && 'mappings-file'].filter(Boolean);

  if (names.length > 1) {
    wrong(
      `${names.join(' and ')} are given together: give exactly one of ip (with vendor and region), mappings and mappings-file`,
    );
    return undefined;
  }
  if (ip === undefined && (vendor ?? region) !== undefined)
    wrong(
      `${[vendor && 'vendor', region && 'region'].filter(Boolean).join(' and ')} given without ip: they belong to ip; a list names them itself, for each entry or once under "defaults"`,
    );
  if (ip !== undefined)
    return {
      kind: 'entry',
      ip,
      ...(vendor === undefined ? {} : { vendor }),
      ...(region === undefined ? {} : { region }),
    };
  if (text) return { kind: 'inline', text };
  if (path !== undefined) return { kind: 'file', path };
  wrong(
    'No mappings are given: give exactly one of ip (with vendor and region), mappings and mappings-file. An input that is set from an empty output or variable counts as not given',
  );
  return undefined;
}
