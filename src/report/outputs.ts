import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Evidence } from '../domain/entry.ts';
import { type Existing, existingCount, LIMIT, type Target, targetOf } from '../domain/mapping.ts';
import type { Problem } from '../domain/problem.ts';
import {
  countOutcomes,
  type DiscoveredOrigin,
  type Discovery,
  type Outcome,
  type OutcomeKind,
  type Result,
} from '../domain/result.ts';
import { clip, grouped } from '../domain/text.ts';
import type { Redact } from './redact.ts';
import { mappingsInOrder } from './tables.ts';

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
  | 'zone-id'
  | 'tiered-cache';

/** Characters; a job's outputs together hold 524,000, and over that the job fails. */
const LONGEST_LIST = 500_000;

/** Codes of probes for a route, never of a failure of ours. */
const PROBE_CODES: readonly number[] = [7000, 7003];

/**
 * The action's outputs. What could not be learned is an empty string; counts of outcomes are always numbers. Only what
 * came from outside is redacted: a secret of one digit must not spoil a number that later steps rely on.
 */
export function outputsOf(
  result: Result,
  resultFile: string | undefined,
  redactSecrets: Redact,
): Record<OutputName, string> {
  const { existing, changed, apiVersion, zoneId, tieredCache } = result;
  const counts = countOutcomes(result.outcomes);
  // Texts are redacted before they become JSON, so that it stays JSON whatever the secret.
  const mappings = existing === undefined ? '' : JSON.stringify(mappingRows(existing), redactedText(redactSecrets));
  const truncated = mappings.length > LONGEST_LIST;
  return {
    'result-file': resultFile ?? '',
    changed: `${changed}`,
    created: `${counts.created}`,
    updated: `${counts.updated}`,
    removed: `${counts.removed}`,
    unchanged: `${counts.unchanged}`,
    skipped: `${counts.skipped}`,
    failed: `${counts.failed}`,
    count: `${existing === undefined ? '' : existingCount(existing)}`,
    remaining: `${remaining(result) ?? ''}`,
    'error-codes': errorCodes(result).join(','),
    truncated: `${truncated}`,
    'api-version': apiVersion ?? '',
    'zone-id': redactSecrets(zoneId ?? ''),
    'tiered-cache': tieredCache ?? '',
    // Last: where a disk fills up, the others are written.
    mappings: truncated ? '' : mappings,
  };
}

/** The rows of the list as outputs and result file have them. */
export function mappingRows(existing: Existing): object[] {
  return mappingsInOrder(existing).map(({ ip, vendor, region, modifiedOn }) => ({
    ip,
    vendor,
    region,
    modified_on: modifiedOn,
  }));
}

/** How many more mappings fit. */
export function remaining({ existing }: Result): number | undefined {
  return existing && Math.max(0, LIMIT - existingCount(existing));
}

/** The codes of problems and failed entries, sorted. */
export function errorCodes({ problems, outcomes }: Result): number[] {
  const codes = [...problems, ...outcomes].flatMap((part) => [
    ...('code' in part && part.code !== undefined ? [part.code] : []),
    ...('codes' in part && part.codes !== undefined ? part.codes : []),
  ]);
  return [...new Set(codes)].filter((code) => !PROBE_CODES.includes(code)).sort((a, b) => a - b);
}

/** A replacer for `JSON.stringify`. */
export function redactedText(redact: Redact): (key: string, value: unknown) => unknown {
  return (_, value) => (typeof value === 'string' ? redact(value) : value);
}

/** Characters of a message. */
const LONGEST = 1000;
/** Characters of all messages together; what comes after that is cut to so many characters each. */
const ALL_MESSAGES = 4_000_000;
const LONGEST_AFTER = 100;
/** Characters of the host names of one entry. */
const LONGEST_HOSTS = 2000;

/** Bounds a message; messages share what there is room for. */
type Shorten = (message: string) => string;

/** Writes the whole result to a new file in this folder (default: the system's for temporary files) and gives its path. */
export function writeResultFile(result: Result, folder: string | undefined, redactSecrets: Redact): string {
  const path = join(folder ?? tmpdir(), `origin-cloud-regions-${randomUUID()}.json`);
  const document = JSON.stringify(resultDocument(result, redactSecrets), redactedText(redactSecrets), 2);
  writeFileSync(path, `${document}\n`, { flag: 'wx', mode: 0o600 });
  return path;
}

/**
 * The whole result as it goes into the result file. Unlike the output, `mappings` is never left out for its size; where
 * the list could not be learned it is empty, and `count` and `remaining` are null. Only messages are redacted.
 */
export function resultDocument(result: Result, redactSecrets: Redact): object {
  const { existing, discovery } = result;
  const shorten = sharedRoom(redactSecrets);
  const problemOf = problemDocument(shorten);
  return {
    mode: result.mode,
    zone_id: result.zoneId ?? null,
    api_version: result.apiVersion ?? null,
    tiered_cache: result.tieredCache ?? null,
    switched_on: result.switchedOn,
    changed: result.changed,
    counts: countOutcomes(result.outcomes),
    count: existing === undefined ? null : existingCount(existing),
    remaining: remaining(result) ?? null,
    error_codes: errorCodes(result),
    problems: result.problems.map(problemOf),
    warnings: result.warnings.map(problemOf),
    notices: result.notices.map(problemOf),
    requests: result.requests,
    duration_ms: result.duration,
    mappings: existing === undefined ? [] : mappingRows(existing),
    entries: result.outcomes.map((outcome) => entryDocument(outcome, shorten)),
    ...(discovery === undefined ? {} : { discovery: discoveryDocument(discovery, shorten) }),
  };
}

function sharedRoom(redactSecrets: Redact): Shorten {
  let left = ALL_MESSAGES;
  return (message) => {
    // Redacted before it is cut, so that no part of a secret stays.
    const shown = clip(redactSecrets(message), left > 0 ? LONGEST : LONGEST_AFTER);
    left -= shown.length;
    return shown;
  };
}

/** An address that was to be removed has the target that the zone held, if any. */
function entryDocument(entry: Outcome, shorten: Shorten): object {
  const { ip, hosts = [], evidence, before } = entry;
  const target = entry.target ?? before;
  return {
    ip,
    host: hosts.length === 0 ? undefined : hostNames(hosts),
    vendor: target?.vendor ?? null,
    region: target?.region ?? null,
    outcome: entry.outcome,
    code: 'code' in entry ? entry.code : undefined,
    message: 'message' in entry ? shorten(entry.message) : undefined,
    ...evidenceDocument(evidence, shorten),
    before: before && targetOf(before),
  };
}

/** All names, or as many as fit and how many more there are. */
function hostNames(hosts: readonly string[]): string {
  let length = 0;
  const cut = hosts.findIndex((host) => {
    length += host.length + 2;
    return length > LONGEST_HOSTS;
  });
  return cut === -1 ? hosts.join(', ') : `${hosts.slice(0, cut).join(', ')}, …and ${grouped(hosts.length - cut)} more`;
}

function evidenceDocument(evidence: Evidence | undefined, shorten: Shorten): object {
  return evidence === undefined ? {} : { evidence: evidence.kind, evidence_detail: shorten(evidence.words) };
}

function problemDocument(shorten: Shorten): (problem: Problem) => object {
  return ({ message, code, count, place }) => ({
    message: shorten(message),
    code,
    count,
    file: place?.file,
    line: place?.line,
    column: place?.column,
    end_column: place?.endColumn,
  });
}

function discoveryDocument({ origins, leftOut, unnamed }: Discovery, shorten: Shorten): object {
  return {
    origins: origins.map((origin) => originDocument(origin, shorten)),
    left_out: leftOut.map(({ record, content, reason }) => ({ record, content, reason: shorten(reason) })),
    unnamed: unnamed.map(({ ip, vendor, region }) => ({ ip, vendor, region })),
  };
}

function originDocument({ ip, records, existing, found, evidence, open }: DiscoveredOrigin, shorten: Shorten): object {
  const targetOrNull = (target: Target | undefined) => (target === undefined ? null : targetOf(target));
  return {
    ip,
    records,
    existing: targetOrNull(existing),
    found: targetOrNull(found),
    ...evidenceDocument(evidence, shorten),
    open: open === undefined ? undefined : shorten(open),
  };
}
