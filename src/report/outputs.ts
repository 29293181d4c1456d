import { LIMIT } from '../domain/mapping.ts';
import { countOutcomes, type Outcome, type OutcomeKind } from '../domain/outcome.ts';
import type { Place, Problem } from '../domain/problem.ts';
import type { Result } from '../domain/result.ts';

export type OutputName =
  | OutcomeKind
  | 'mappings'
  | 'result-file'
  | 'changed'
  | 'count'
  | 'remaining'
  | 'error-codes'
  | 'truncated'
  | 'api-version'
  | 'zone-id';

/** Characters; a job's outputs together hold 524,000, and over that the job fails. */
const LONGEST_LIST = 500_000;

/** Codes of probes for a route, never of a failure of ours. */
const PROBE_CODES: readonly number[] = [7000, 7003];

/** The action's outputs. What could not be learned is an empty string; counts of outcomes are always numbers. */
export function outputsOf(result: Result, resultFile: string | undefined): Record<OutputName, string> {
  const counts = countOutcomes(result.outcomes);
  const mappings = result.list === undefined ? '' : JSON.stringify(mappingsOf(result));
  const truncated = mappings.length > LONGEST_LIST;
  return {
    mappings: truncated ? '' : mappings,
    'result-file': resultFile ?? '',
    changed: `${result.changed}`,
    created: `${counts.created}`,
    updated: `${counts.updated}`,
    removed: `${counts.removed}`,
    unchanged: `${counts.unchanged}`,
    skipped: `${counts.skipped}`,
    failed: `${counts.failed}`,
    count: `${result.list?.size ?? ''}`,
    remaining: `${remaining(result) ?? ''}`,
    'error-codes': errorCodes(result).join(','),
    truncated: `${truncated}`,
    'api-version': result.apiVersion ?? '',
    'zone-id': result.zoneId ?? '',
  };
}

/**
 * The whole result as it goes into the result file. Unlike the output, `mappings` is never left out for its size; where
 * the list could not be learned it is empty, and `count` and `remaining` are null.
 */
export function resultDocument(result: Result): object {
  return {
    mode: result.mode,
    zone_id: result.zoneId ?? null,
    api_version: result.apiVersion ?? null,
    changed: result.changed,
    counts: countOutcomes(result.outcomes),
    count: result.list?.size ?? null,
    remaining: remaining(result) ?? null,
    error_codes: errorCodes(result),
    problems: result.problems.map(told),
    warnings: result.warnings.map(told),
    notices: result.notices.map(told),
    requests: result.requests,
    duration_ms: result.duration,
    mappings: mappingsOf(result),
    entries: result.outcomes.map(entryOf),
  };
}

function mappingsOf({ list }: Result): object[] {
  return [...(list?.values() ?? [])].map(({ ip, vendor, region, modifiedOn }) => ({
    ip,
    vendor,
    region,
    modified_on: modifiedOn,
  }));
}

/** How many more mappings fit. */
function remaining({ list }: Result): number | undefined {
  return list && Math.max(0, LIMIT - list.size);
}

function errorCodes({ problems, outcomes }: Result): number[] {
  const codes = [...problems, ...outcomes].flatMap((part) =>
    'code' in part && part.code !== undefined ? [part.code] : [],
  );
  return [...new Set(codes)].filter((code) => !PROBE_CODES.includes(code)).sort((a, b) => a - b);
}

/** An address that was to be removed has the target that the zone held, if any. */
function entryOf(entry: Outcome): object {
  const target = entry.target ?? entry.before;
  return {
    ip: entry.ip,
    vendor: target?.vendor ?? null,
    region: target?.region ?? null,
    outcome: entry.outcome,
    code: 'code' in entry ? entry.code : undefined,
    message: 'message' in entry ? entry.message : undefined,
    before: entry.before && { vendor: entry.before.vendor, region: entry.before.region },
  };
}

function told({ message, code, place }: Problem): object {
  return { message, code, ...(place && placeOf(place)) };
}

function placeOf({ file, line, column, endColumn }: Place): object {
  return { file, line, column, end_column: endColumn };
}
