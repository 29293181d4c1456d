import type { Api } from '../cloudflare/api.ts';
import type { OpenedZone } from '../cloudflare/choose-version.ts';
import { cloudflareErrorOf } from '../cloudflare/cloudflare-error.ts';
import { findZoneId } from '../cloudflare/zone-id.ts';
import type { Address } from '../domain/address.ts';
import type { Desired } from '../domain/entry.ts';
import type { Existing, Regions, Target } from '../domain/mapping.ts';
import type { Problem } from '../domain/problem.ts';
import { quote } from '../domain/text.ts';
import { parseZone } from '../inputs/input-values.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { Preparation, Preview } from '../preview/preview.ts';
import type { Earlier } from '../prune/earlier.ts';
import type { Plan, Refusal } from '../reconcile/change.ts';
import { changesOf, makePlan, type Prune, restsOnAbsence } from '../reconcile/plan.ts';
import type { OriginSearch } from './origin-search.ts';
import type { OriginsFound } from './origins-found.ts';

/** Readings of a list in several pages, before a plan that rests on an address not being there is given up. */
const MOST_READINGS = 3;

export interface Question {
  readonly inputs: Inputs;
  readonly opened: OpenedZone;
  readonly regions: Regions | undefined;
  readonly preview: Preview | undefined;
  readonly desired: readonly Desired[];
  readonly prune: Prune;
  /** Whether some host may have more addresses than were answered: then nothing counts as no longer desired. */
  readonly incomplete: boolean;
}

/** What a run will do. Without a plan nothing may be written: the problems say why. */
export interface Decision {
  readonly plan?: Plan;
  readonly existing: Existing | undefined;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly notices: readonly Problem[];
}

const NOTHING_TO_REVERT: Preparation = { revert: [], own: new Set(), notices: [], warnings: [], problems: [] };

/** Makes the plan. A list that came in several pages is read again where the plan rests on an address not being there. */
export async function decide(question: Question): Promise<Decision> {
  const { inputs, opened } = question;
  let { existing } = opened;
  let previous: Existing | undefined;
  for (let reading = 1; ; reading += 1) {
    const { absent, decision } = await decideOn(question, existing);
    const { plan } = decision;
    const before = previous;
    const certain =
      existing === undefined ||
      existing.pages < 2 ||
      plan === undefined ||
      plan.refusals.length > 0 ||
      // Two readings in a row agree on what this plan concerns.
      absent.every((ip) => before !== undefined && !before.mappings.has(ip));
    if (certain) return decision;
    if (reading === MOST_READINGS)
      return {
        ...withoutPlan(decision),
        problems: [
          {
            message: `The zone's list changed while its pages were read, ${MOST_READINGS} times in a row, so it is not known whether ${absent[0]} is mapped already. Run again, and let one run at a time write to a zone, with a concurrency group per zone`,
          },
        ],
      };
    previous = existing;
    existing = await opened.zone.list();
  }

  async function decideOn(
    { regions, preview, desired, prune, incomplete }: Question,
    list: Existing | undefined,
  ): Promise<{ decision: Decision; absent: readonly Address[] }> {
    const wanted: ReadonlySet<Address> = new Set(inputs.purpose === 'present' ? desired.map(({ ip }) => ip) : []);
    const { revert, own, ...messages } = preview ? await preview.prepare(list, wanted) : NOTHING_TO_REVERT;
    const refused = { ...messages, existing: list };
    // A clean-up goes on with the records that can be read; a pull request's own must be whole.
    if (messages.problems.length > 0 && inputs.purpose !== 'clean-up') return { decision: refused, absent: [] };
    const policy = { ...inputs.policy, own };
    const plan = makePlan(
      {
        present: inputs.purpose === 'present' ? desired : [],
        absent: inputs.purpose === 'absent' ? desired : [],
        // What is left stays in the record, so that a later run reverts it. A discovery never removes anything.
        revert: incomplete || inputs.source.kind === 'dns' ? [] : revert,
        prune,
      },
      list,
      regions,
      policy,
    );
    const draft = preview && inputs.purpose === 'present' ? preview.draft(registrations(plan, wanted)) : undefined;
    const decision = {
      plan,
      existing: list,
      problems: [...messages.problems, ...(draft?.problems ?? [])],
      warnings: messages.warnings,
      notices: [...messages.notices, ...plan.notices],
    };
    if (draft && draft.problems.length > 0) return { decision: withoutPlan(decision), absent: [] };
    const recorded = inputs.mode === 'apply' && draft ? draft.absent : new Set<Address>();
    return { decision, absent: restsOnAbsence(plan, policy, recorded) };
  }
}

function withoutPlan({ plan: _, ...decision }: Decision): Decision {
  return decision;
}

/** What a plan registers, for the record: what is so already belongs to it as well. */
function registrations(plan: Plan, wanted: ReadonlySet<Address>): ReadonlyMap<Address, Target> {
  return new Map(
    plan.entries.flatMap((entry) =>
      wanted.has(entry.ip) && entry.kind !== 'skip' && 'target' in entry && entry.target !== undefined
        ? [[entry.ip, entry.target] as const]
        : [],
    ),
  );
}

export interface RegionsChecked {
  /** With `region-check: error`. */
  readonly refusals: readonly Refusal[];
  /** With `region-check: warn`. */
  readonly warnings: readonly Problem[];
  readonly notices: readonly Problem[];
}

const NOTHING: RegionsChecked = { refusals: [], warnings: [], notices: [] };

/** Holds the declared regions of what would be created or updated against what the clouds publish. */
export async function checkDeclaredRegions(
  level: Inputs['regionCheck'],
  plan: Plan,
  desired: readonly Desired[],
  regions: Regions | undefined,
  openSearch: () => Promise<OriginSearch>,
): Promise<RegionsChecked> {
  if (level === 'off') return NOTHING;
  const written = new Set(changesOf(plan).flatMap(({ kind, ip }) => (kind === 'remove' ? [] : [ip])));
  const declared = desired.flatMap(({ ip, location, check, places }) =>
    location.kind === 'known' && location.evidence === undefined && check && written.has(ip)
      ? [{ ip, target: location.target, ...(places === undefined ? {} : { places }) }]
      : [],
  );
  if (declared.length === 0) return NOTHING;
  const [{ locator }, { checkRegions }] = await Promise.all([openSearch(), import('../origins/region-check.ts')]);
  const before = locator.notices.length;
  const found = await Promise.all(
    declared.map(async (origin) => ({ ip: origin.ip, problems: await checkRegions([origin], locator, regions) })),
  );
  const notices = locator.notices.slice(before).map((message) => ({ message }));
  if (level === 'warn') return { refusals: [], warnings: found.flatMap(({ problems }) => problems), notices };
  const refusals = found.flatMap(({ ip, problems }) => problems.map((problem) => ({ ips: [ip], problem })));
  return { refusals, warnings: [], notices };
}

export interface PruneDecision {
  readonly prune: Prune;
  readonly notices: readonly Problem[];
}

/** What may be pruned: nothing, everything that is not desired, or what the earlier version of the file listed. */
export async function decidePrune(
  { prune }: Inputs,
  zoneId: string,
  earlier: Earlier | undefined,
  found: OriginsFound,
  openSearch: () => Promise<OriginSearch>,
  api: Api,
): Promise<PruneDecision> {
  if (prune.kind === 'none') return { prune: { kind: 'none' }, notices: [] };
  if (found.incomplete.length > 0)
    return nothing(
      `not every address of ${found.incomplete.join(', ')} is known, because DNS did not answer for all of them`,
    );
  if (prune.kind === 'all') return { prune: { kind: 'all' }, notices: [] };
  if (earlier === undefined || earlier.kind !== 'listed')
    return nothing(earlier?.kind === 'unknown' ? earlier.reason : 'the mappings do not come from a file');
  const elsewhere = await namesAnotherZone(earlier.zone, zoneId, api);
  if (elsewhere !== undefined) return nothing(elsewhere);

  const search = await openSearch();
  const listed = await search.resolve(earlier.entries);
  const kept = await search.resolve(earlier.keptAtHead);
  const [unresolved] = kept.outcomes;
  if (unresolved !== undefined || kept.incomplete.length > 0)
    return nothing(
      `the branch is at a later commit than this run, and a host that the file lists there cannot be resolved: ${unresolved === undefined ? kept.incomplete.join(', ') : messageOf(unresolved)}`,
    );
  const keptAddresses = new Set(kept.desired.map(({ ip }) => ip));
  return {
    prune: {
      kind: 'removed',
      earlier: new Map(
        listed.desired.flatMap((desired): [Address, Target | undefined][] =>
          keptAddresses.has(desired.ip) ? [] : [[desired.ip, targetOf(desired)]],
        ),
      ),
    },
    notices: listed.outcomes.map((outcome) => ({
      message: `The earlier version of the mappings file listed a host whose addresses are left: ${messageOf(outcome)}`,
    })),
  };
}

async function namesAnotherZone(zone: string | undefined, zoneId: string, api: Api): Promise<string | undefined> {
  if (zone === undefined) return undefined;
  const parsed = parseZone(zone);
  if ('wrong' in parsed) return `the earlier version of the file names the zone ${quote(zone)}, which is none`;
  try {
    if ((await findZoneId([parsed.value], api)) === zoneId) return undefined;
  } catch (error) {
    const failure = cloudflareErrorOf(error);
    // The next push compares with a later commit: what is not removed now for want of an answer would stay for good.
    if (failure.unclear) throw failure;
    return `the earlier version of the file names the zone ${quote(zone)}, and it is not known whether that is this one (${failure.message})`;
  }
  return `the earlier version of the file names another zone, ${quote(zone)}; its mappings there are left`;
}

function nothing(reason: string): PruneDecision {
  return { prune: { kind: 'none' }, notices: [{ message: `Nothing is pruned: ${reason}` }] };
}

function targetOf({ location }: Desired): Target | undefined {
  // What was found while a feed could not be read does not say what the file put there.
  return location.kind === 'known' && location.evidence?.unread === undefined ? location.target : undefined;
}

function messageOf(outcome: OriginsFound['outcomes'][number]): string {
  return 'message' in outcome ? outcome.message : '';
}
