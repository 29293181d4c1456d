import type { Api } from '../cloudflare/api.ts';
import type { OpenedZone } from '../cloudflare/choose-version.ts';
import type { TieredCacheReading } from '../cloudflare/tiered-cache.ts';
import type { Regions } from '../domain/mapping.ts';
import type { Problem } from '../domain/problem.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { Preview } from '../preview/preview.ts';
import type { Earlier } from '../prune/earlier.ts';
import { expectedOutcomes, type Plan } from '../reconcile/change.ts';
import { changesOf } from '../reconcile/plan.ts';
import { planLines, planTally } from '../report/log.ts';
import { applyPlan } from './apply-stage.ts';
import type { Context } from './context.ts';
import { checkDeclaredRegions, decide, decidePrune } from './decide.ts';
import type { Findings } from './findings.ts';
import type { OriginSearch } from './origin-search.ts';
import type { OriginsFound } from './origins-found.ts';
import { switchTieredCacheOn } from './tiered-cache-stage.ts';

/** What was observed before anything is planned. */
export interface Observed {
  readonly inputs: Inputs;
  readonly context: Context;
  readonly api: Api;
  readonly zoneId: string;
  readonly opened: OpenedZone;
  readonly regions: Regions | undefined;
  readonly preview: Preview | undefined;
  readonly earlier: Earlier | undefined;
  readonly found: OriginsFound;
  readonly openSearch: () => Promise<OriginSearch>;
  readonly tieredCacheReading: TieredCacheReading;
  /** Notices of the zone's client; emptied as they are reported. */
  readonly zoneNotices: Problem[];
}

/** Plans, and applies the plan where nothing refuses it. */
export async function* planAndApply(observed: Observed): AsyncGenerator<Partial<Findings>> {
  const { inputs, context, api, zoneId, opened, regions, preview, earlier, found, openSearch } = observed;
  const { desired } = found;
  const { prune, notices } = await decidePrune(inputs, zoneId, earlier, found, openSearch, api);
  const incomplete = found.incomplete.length > 0;
  const decision = await decide({ inputs, opened, regions, preview, desired, prune, incomplete });
  const { plan: decided, existing, ...messages } = decision;
  yield {
    ...messages,
    existing,
    notices: [...notices, ...messages.notices],
  };
  if (decided === undefined) return;
  const checked = await checkDeclaredRegions(inputs.regionCheck, decided, desired, regions, openSearch);
  const plan: Plan = { ...decided, refusals: [...decided.refusals, ...checked.refusals] };
  const { refusals } = plan;
  const expected = expectedOutcomes(plan);
  // What a patch-only API makes of it is not known before its first answer.
  if (opened.zone.access === 'full') context.log.group('Plan', [planTally(expected), ...planLines(expected)]);
  // What is still to be written has no outcome before it was sent: the run may end first.
  const isPending = inputs.mode === 'apply' && refusals.length === 0 && changesOf(plan).length > 0;
  yield {
    outcomes: isPending ? undefined : expected,
    problems: refusals.map(({ problem }) => problem),
    warnings: checked.warnings,
    notices: checked.notices,
  };
  if (refusals.length > 0) return;

  const switching =
    inputs.tieredCache === 'smart'
      ? await switchTieredCacheOn(api, zoneId, inputs.mode, observed.tieredCacheReading, context)
      : undefined;
  const switched = (switching?.switchedOn.length ?? 0) > 0;
  if (switching !== undefined) yield { ...switching, changed: switched };
  yield* applyPlan({ ...observed, existing, desired, plan, expected, switched });
}
