import type { Policy } from '../../src/domain/policy.ts';
import { type Applied, apply } from '../../src/reconcile/apply.ts';
import type { Plan } from '../../src/reconcile/change.ts';
import { makePlan, type PlanInput } from '../../src/reconcile/plan.ts';
import { type FakeZone, type FakeZoneOptions, openFakeZone } from './fake-zone.ts';
import { NOTHING_DESIRED, OVERWRITE } from './reconcile.ts';

export interface Application extends Applied {
  readonly plan: Plan;
  readonly zone: FakeZone;
  readonly notices: string[];
  readonly progress: string[];
}

/** Observes a fake zone, plans and applies, as a run does. The list that the plan is made from counts as no request. */
export async function applyTo(
  options: FakeZoneOptions,
  input: Partial<PlanInput>,
  policy: Partial<Policy> = {},
): Promise<Application> {
  const zone = openFakeZone(options);
  const existing = zone.access === 'full' ? zone.existing() : undefined;
  const plan = makePlan({ ...NOTHING_DESIRED, ...input }, existing, undefined, { ...OVERWRITE, ...policy });
  if (plan.refusals.length > 0) throw new Error(plan.refusals.map(({ problem }) => problem.message).join('\n'));
  const notices: string[] = [];
  const progress: string[] = [];
  const applied = await apply(plan, {
    zone,
    existing,
    regions: undefined,
    notice: (message) => notices.push(message),
    progress: (message) => progress.push(message),
  });
  return { ...applied, plan, zone, notices, progress };
}
