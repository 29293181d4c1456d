import type { OpenedZone } from '../cloudflare/choose-version.ts';
import { CloudflareError, codesIn } from '../cloudflare/cloudflare-error.ts';
import type { Address } from '../domain/address.ts';
import type { Desired } from '../domain/entry.ts';
import type { Existing, Regions } from '../domain/mapping.ts';
import type { Problem } from '../domain/problem.ts';
import { countOutcomes, type Outcome } from '../domain/result.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { Preview, Saved } from '../preview/preview.ts';
import { apply } from '../reconcile/apply.ts';
import { type Change, expectedOutcomes, isChange, type Plan, type PlanEntry } from '../reconcile/change.ts';
import { changesOf } from '../reconcile/plan.ts';
import { planTally } from '../report/log.ts';
import type { Context } from './context.ts';
import type { Findings } from './findings.ts';
import { regionsWarning } from './observe.ts';

export interface Application {
  readonly inputs: Inputs;
  readonly context: Context;
  readonly opened: OpenedZone;
  readonly regions: Regions | undefined;
  readonly preview: Preview | undefined;
  readonly desired: readonly Desired[];
  readonly plan: Plan;
  readonly expected: readonly Outcome[];
  /** What the zone held when the plan was made. */
  readonly existing: Existing | undefined;
  /** Whether settings were, or would be, switched on. */
  readonly switched: boolean;
  /** Notices of the zone's client; emptied as they are reported. */
  readonly zoneNotices: Problem[];
}

const UNRECORDED: Saved = { problems: [], warnings: [], notices: [], deferred: new Set() };

/** Carries a plan out, or says what it would do; yields the outcomes and what the zone holds after it. */
export async function* applyPlan(application: Application): AsyncGenerator<Partial<Findings>> {
  const { inputs, context, opened, existing, regions, preview, desired, expected, switched, zoneNotices } = application;
  const { log } = context;
  const { zone } = opened;
  const { plan: decided } = application;
  const changes = changesOf(decided);
  if (inputs.mode !== 'apply') {
    const changed = changes.length > 0 || switched;
    yield { changed };
    if (inputs.mode === 'check' && changed)
      yield {
        problems: [
          {
            message: `The zone has drifted from the desired state: ${[...(changes.length > 0 ? [planTally(expected)] : []), ...(switched ? ['Smart Tiered Cache is off'] : [])].join('; ')}. A run with mode: apply corrects it`,
          },
        ],
      };
    return;
  }
  const { deferred, ...saved } = preview === undefined ? UNRECORDED : await preview.save();
  yield saved;
  if (saved.problems.length > 0) {
    if (changes.length > 0) yield { outcomes: undefined };
    return;
  }
  const plan = {
    ...decided,
    entries: decided.entries.map((entry) => (isChange(entry) && deferred.has(entry.ip) ? waiting(entry) : entry)),
  };
  if (changesOf(plan).length === 0) {
    yield { outcomes: expectedOutcomes(plan) };
    return;
  }

  if (zone.access === 'full') log.group('Apply');
  // Until the zone has been read again nothing of this is known.
  yield { outcomes: undefined, existing: undefined };
  const notices: Problem[] = [];
  const applied = await apply(plan, {
    zone,
    existing,
    regions,
    notice: (message) => notices.push({ message }),
    progress: log.line,
  });
  if (zone.access === 'patch-only')
    log.group('Apply', [`API ${zone.version}, of which only the PATCH of one mapping answers`]);
  yield {
    outcomes: applied.outcomes,
    existing: applied.existing,
    ...(applied.changed ? { changed: true } : {}),
    apiVersion: zone.version,
    notices: [...zoneNotices.splice(0), ...notices],
    problems: [
      ...entryProblems(applied.outcomes, desired),
      ...(applied.unverified === undefined
        ? []
        : [
            {
              message: `What was written could not be verified: ${applied.unverified.message}`,
              ...codesIn(applied.unverified),
            },
          ]),
    ],
    ...(zone.access === 'patch-only' && opened.regions instanceof CloudflareError
      ? { warnings: [regionsWarning(opened.regions)] }
      : {}),
  };
  const verified = applied.existing === undefined ? 'not verified' : "verified by the zone's list";
  log.line(`${writtenWords(applied.outcomes)}, ${verified}`);
}

/** A revert that is left, since the record cannot follow it. */
function waiting(change: Change): PlanEntry {
  const before = 'before' in change && change.before !== undefined ? { before: change.before } : {};
  return { kind: 'skip', ip: change.ip, ...before, message: 'is not reverted in this run; it stays in the record' };
}

/**
 * The problems of failed entries: one each, at its place in the file; those that share one cause, which is none of
 * theirs, are reported together.
 */
function entryProblems(outcomes: readonly Outcome[], desired: readonly Desired[]): Problem[] {
  const places = new Map(desired.map(({ ip, places }) => [ip, places]));
  const byMessage = new Map<string, { readonly ips: Address[]; readonly code?: number }>();
  for (const outcome of outcomes) {
    if (outcome.outcome !== 'failed' || outcome.ip === undefined) continue;
    const { ip, message, code } = outcome;
    const shared = byMessage.get(message);
    if (shared === undefined) byMessage.set(message, { ips: [ip], ...(code === undefined ? {} : { code }) });
    else shared.ips.push(ip);
  }
  return [...byMessage].map(([message, { ips, code }]) => {
    const [first] = ips as [Address];
    const at = places.get(first);
    const place = at?.region ?? at?.origin;
    return {
      message: `${ips.length === 1 ? first : `${ips.length} entries, ${first} first`}: ${message}`,
      ...(code === undefined ? {} : { code }),
      ...(place === undefined ? {} : { place }),
    };
  });
}

/** What the writing came to, in words that fit a failure as well. */
function writtenWords(outcomes: readonly Outcome[]): string {
  const { created, updated, removed, failed } = countOutcomes(outcomes);
  return `${created + updated + removed} written${failed === 0 ? '' : `, ${failed} failed`}`;
}
