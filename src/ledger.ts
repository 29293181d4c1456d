import { type Address, inAddressOrder } from './domain/address.ts';
import { type MappingList, type Regions, sorted } from './domain/mapping.ts';
import type { Outcome } from './domain/outcome.ts';
import type { Problem } from './domain/problem.ts';
import type { ApiVersion, Mode, Result } from './domain/result.ts';
import type { Wanted } from './domain/wanted.ts';
import { Failure } from './zone/failure.ts';

/** What a run has learned and done so far; a result can be drawn from it at any moment. */
export interface Ledger {
  readonly problems: Problem[];
  readonly warnings: Problem[];
  readonly notices: Problem[];
  /** What the run was asked for; whatever has no outcome in the end was not attempted. */
  wanted: readonly Wanted[];
  outcomes: readonly Outcome[] | undefined;
  zoneId: string | undefined;
  apiVersion: ApiVersion | undefined;
  list: MappingList | undefined;
  regions: Regions | undefined;
  changed: boolean;
  /** Enters what ended the run early. */
  stopped(error: unknown): void;
  result(mode: Mode, requests: number, duration: number): Result;
}

export function openLedger(): Ledger {
  const problems: Problem[] = [];
  return {
    problems,
    warnings: [],
    notices: [],
    wanted: [],
    outcomes: undefined,
    zoneId: undefined,
    apiVersion: undefined,
    list: undefined,
    regions: undefined,
    changed: false,
    stopped(error) {
      problems.push(problemOf(error));
    },
    result(mode, requests, duration) {
      const { zoneId, apiVersion, list, regions } = this;
      return {
        mode,
        problems,
        warnings: this.warnings,
        notices: this.notices,
        outcomes: inAddressOrder(this.outcomes ?? notAttempted(this.wanted, problems)),
        changed: this.changed,
        requests,
        duration,
        ...(zoneId === undefined ? {} : { zoneId }),
        ...(apiVersion === undefined ? {} : { apiVersion }),
        ...(list === undefined ? {} : { list: sorted(list) }),
        ...(regions === undefined ? {} : { regions }),
      };
    },
  };
}

/**
 * The problems of failed entries: one each, at its place in the file where the file is at fault; those that share one
 * cause that is none of theirs are told together.
 */
export function entryProblems(outcomes: readonly Outcome[], wanted: readonly Wanted[]): Problem[] {
  const places = new Map(wanted.map(({ ip, places: at }) => [ip, at]));
  const shared = new Map<string, Address[]>();
  const problems: Problem[] = [];
  for (const outcome of outcomes) {
    if (outcome.outcome !== 'failed') continue;
    const { ip, message, code } = outcome;
    const at = places.get(ip);
    const place = at?.region ?? at?.ip;
    const alike = shared.get(message);
    if (alike !== undefined) alike.push(ip);
    else {
      const ips = [ip];
      shared.set(message, ips);
      problems.push({
        get message() {
          return `${ips.length === 1 ? ip : `${ips.length} entries, ${ip} first`}: ${message}`;
        },
        ...(code === undefined ? {} : { code }),
        ...(place === undefined ? {} : { place }),
      });
    }
  }
  return problems;
}

function notAttempted(wanted: readonly Wanted[], problems: readonly Problem[]): Outcome[] {
  const cause = problems[0]?.message ?? 'the run ended before';
  return wanted.map(({ ip, target }) => ({
    ip,
    ...(target === undefined ? {} : { target }),
    outcome: 'failed',
    message: `was not attempted: ${cause}`,
  }));
}

function problemOf(error: unknown): Problem {
  if (error instanceof Failure)
    return { message: error.message, ...(error.code === undefined ? {} : { code: error.code }) };
  return {
    message: `An unexpected error, which is a fault of this action: ${error instanceof Error ? error.message : String(error)}. Please report it; a run with debug logging shows where it happened`,
  };
}
