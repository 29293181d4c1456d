import { CloudflareError, codesIn } from '../cloudflare/cloudflare-error.ts';
import { type TieredCacheReading, type TieredCacheState, tieredCacheName } from '../cloudflare/tiered-cache.ts';
import { type Address, inAddressOrder } from '../domain/address.ts';
import type { Entry } from '../domain/entry.ts';
import type { Existing, Regions } from '../domain/mapping.ts';
import type { Problem } from '../domain/problem.ts';
import type { ApiVersion, Discovery, Mode, Outcome, Result } from '../domain/result.ts';
import type { TieredCacheSetting } from '../domain/zone-reference.ts';
import { HttpError } from '../http/http.ts';
import type { Preview } from '../preview/preview.ts';
import { tieredCacheWarnings } from './tiered-cache-stage.ts';

/** What the stages of a run found so far. A run that ends half way is reported from what had been found by then. */
export interface Findings {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly notices: readonly Problem[];
  /** What the run was asked for: without outcomes, nothing of it was attempted. */
  readonly entries: readonly Entry[];
  readonly outcomes: readonly Outcome[] | undefined;
  /** Outcomes of host names that led to no address, which stopped the run. */
  readonly unresolved: readonly Outcome[];
  readonly zoneId?: string;
  readonly apiVersion?: ApiVersion;
  readonly existing: Existing | undefined;
  readonly regions?: Regions;
  readonly switchedOn: readonly TieredCacheSetting[];
  readonly discovery?: Discovery;
  readonly changed: boolean;
  /** The question for the settings of Tiered Cache, which may never be answered. */
  readonly tieredCacheReading?: TieredCacheReading;
  /** What the settings are after some were switched on. */
  readonly tieredCacheState?: TieredCacheState;
  /** The comment to be finished with the result, once it is found. */
  readonly findingPreview?: Promise<Preview | undefined>;
}

export const NO_FINDINGS: Findings = {
  problems: [],
  warnings: [],
  notices: [],
  entries: [],
  outcomes: undefined,
  unresolved: [],
  existing: undefined,
  switchedOn: [],
  changed: false,
};

/** Adds what a stage found: messages are appended, everything else replaces what was known before. */
export function merge(findings: Findings, found: Partial<Findings>): Findings {
  return {
    ...findings,
    ...found,
    problems: [...findings.problems, ...(found.problems ?? [])],
    warnings: [...findings.warnings, ...(found.warnings ?? [])],
    notices: [...findings.notices, ...(found.notices ?? [])],
  };
}

export function resultOf(
  findings: Findings,
  run: { readonly mode: Mode; readonly requests: number; readonly duration: number },
): Result {
  const {
    entries,
    outcomes,
    unresolved,
    existing,
    findingPreview: _,
    tieredCacheReading,
    tieredCacheState,
    ...rest
  } = findings;
  const state = tieredCacheState ?? tieredCacheReading?.now();
  const tieredCache = state && tieredCacheName(state);
  return {
    ...rest,
    ...(tieredCache === undefined ? {} : { tieredCache }),
    // Asked beside everything else, it may be answered only now. Where the run switches it on, there is nothing to warn of.
    warnings: [...findings.warnings, ...(state && tieredCacheState === undefined ? tieredCacheWarnings(state) : [])],
    ...run,
    outcomes: inOrder(outcomes ?? [...unresolved, ...notAttempted(entries, unresolved, findings.problems)]),
    ...(existing === undefined ? {} : { existing: sorted(existing) }),
  };
}

/** The problem for what ended a run early. */
export function problemOf(error: unknown): Problem {
  if (error instanceof CloudflareError) {
    // That there is no route is what a probe learned; its code says nothing about what was asked for.
    return { message: error.message, ...(error.kind === 'no-route' ? {} : codesIn(error)) };
  }
  if (error instanceof HttpError) return { message: error.message };
  return {
    message: `An unexpected error, which is a fault of this action: ${error instanceof Error ? error.message : String(error)}. Please report it; a run with debug logging shows where it happened`,
  };
}

function notAttempted(
  entries: readonly Entry[],
  unresolved: readonly Outcome[],
  problems: readonly Problem[],
): Outcome[] {
  const reported = new Set(unresolved.flatMap(({ hosts }) => hosts ?? []));
  const cause = problems[0]?.message ?? 'the run ended before';
  const left = entries.filter(({ origin }) => origin.kind === 'ip' || !reported.has(origin.host));
  return left.map(({ origin, location }) => ({
    ...(origin.kind === 'ip' ? { ip: origin.ip } : { hosts: [origin.host] }),
    ...(location.kind === 'target' ? { target: location.target } : {}),
    outcome: 'failed',
    message: `was not attempted: ${cause}`,
  }));
}

/** In the order of their addresses; host names without an address come last. */
function inOrder(outcomes: readonly Outcome[]): Outcome[] {
  const addressed = outcomes.filter(
    (outcome): outcome is Outcome & { readonly ip: Address } => outcome.ip !== undefined,
  );
  return [...inAddressOrder(addressed), ...outcomes.filter(({ ip }) => ip === undefined)];
}

function sorted(existing: Existing): Existing {
  const mappings = inAddressOrder(existing.mappings.values()).map((mapping) => [mapping.ip, mapping] as const);
  return { ...existing, mappings: new Map(mappings) };
}
