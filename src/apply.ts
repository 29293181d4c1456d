import type { Address } from './domain/address.ts';
import { LIMIT, type MappingList, sameTarget, type Target } from './domain/mapping.ts';
import type { Outcome } from './domain/outcome.ts';
import { DONE, entryOf, isChange, type Plan, type Step } from './plan.ts';
import { type Change, type Fate, openWriter, type Writer, type WriterContext } from './writer.ts';
import { type Failure, failureOf } from './zone/failure.ts';

/** What a plan came to. */
export interface Applied {
  /** One for every step of the plan, in its order. */
  readonly outcomes: readonly Outcome[];
  /** What the zone holds now; absent where it could not be read any more. */
  readonly list?: MappingList;
  /** Whether anything was written, kept or not. */
  readonly changed: boolean;
  /** Set where something was sent and could not be verified. */
  readonly unverified?: Failure;
}

export interface ApplyContext extends WriterContext {
  readonly notice: (words: string) => void;
}

/** Times that writes which another run's overwrote are written again. */
const MOST_REWRITES = 2;

/**
 * Carries a plan out and verifies it. Updates come first, then creates, then removals; only as many removals as the limit
 * forces come before the creates. An entry that the API refuses stops no other, but 1164 ends the creating.
 */
export async function apply(plan: Plan, context: ApplyContext): Promise<Applied> {
  const changes = plan.steps.filter(isChange);
  const writer = openWriter(context, changes);
  for (const group of inOrder(changes, context.current?.size ?? 0)) await writer.write(group);
  const verified = await verify(changes, keptBy(plan, context.current), writer, context);
  return {
    outcomes: plan.steps.map((step) => outcomeOf(step, writer.fates.get(step.ip))),
    changed: writer.wrote,
    ...verified,
  };
}

/** Changes by kind, in the order in which they are sent: make before break. */
function inOrder(changes: readonly Change[], size: number): Change[][] {
  const creates = changes.filter(({ kind }) => kind === 'create');
  const removals = changes.filter(({ kind }) => kind === 'remove');
  const forced = Math.max(0, size + creates.length - LIMIT);
  return [changes.filter(({ kind }) => kind === 'update'), removals.slice(0, forced), creates, removals.slice(forced)];
}

/** Reads the zone again and writes what is missing once more, until the zone holds it or it has to count as failed. */
async function verify(
  changes: readonly Change[],
  kept: readonly Kept[],
  writer: Writer,
  { zone, current, notice }: ApplyContext,
): Promise<Pick<Applied, 'list' | 'unverified'>> {
  if (changes.every(({ ip }) => writer.fates.get(ip)?.kind === 'unsent'))
    return current === undefined ? {} : { list: current };
  if (writer.end?.kind === 'cancelled') return { unverified: writer.end };
  for (let rewrites = 0; ; rewrites += 1) {
    let list: MappingList | undefined;
    try {
      // A single write on v1 has answered the whole list already, and a bare API has no other.
      list = zone.kind === 'bare' || changes.length === 1 ? writer.answered : undefined;
      if (list === undefined && zone.kind === 'listed') list = await zone.list();
    } catch (error) {
      return { unverified: failureOf(error) };
    }
    if (list === undefined) return {};
    const { lost, disputed } = compare(list, changes, writer);
    lost.push(...upset(list, kept, writer));
    if (lost.length + disputed.length === 0) return { list };
    if (rewrites === MOST_REWRITES || writer.end !== undefined) {
      for (const { ip } of lost) writer.fates.set(ip, { kind: 'refused', message: lostWords(rewrites, writer.end) });
      return { list };
    }
    if (lost.length > 0)
      notice(
        `Another run overwrote the zone's record: ${lost.length} of this run's writes are missing and are sent again`,
      );
    for (const group of inOrder(lost, 0)) await writer.write(group);
    for (const { change, words } of disputed) await writer.learn(change, words);
  }
}

/** What is yet to be done, by what the zone holds; on the way every fate is set right that the list contradicts. */
function compare(list: MappingList, changes: readonly Change[], writer: Writer) {
  const lost: Change[] = [];
  const disputed: { change: Change; words: string }[] = [];
  for (const change of changes) {
    const fate = writer.fates.get(change.ip);
    if (holds(list, change)) {
      if (fate?.kind === 'unsent' || (fate?.kind === 'disputed' && !fate.ours))
        writer.fates.set(change.ip, { kind: 'gone' });
      else if (fate?.kind !== 'written' && fate?.kind !== 'gone') writer.found(change);
    } else if (fate?.kind === 'written' || fate?.kind === 'gone') lost.push(change);
    else if (fate?.kind === 'disputed') disputed.push({ change, words: fate.words });
  }
  return { lost, disputed };
}

/** What was as wanted when the plan was made: a mapping with this target, or none. */
interface Kept {
  readonly ip: Address;
  readonly target: Target | undefined;
}

function keptBy({ steps }: Plan, current: MappingList | undefined): Kept[] {
  return steps.filter(({ kind }) => kind === 'unchanged').map(({ ip }) => ({ ip, target: current?.get(ip) }));
}

/**
 * What was as wanted and is no more. A mapping that is missing is to be written again, like a write that was lost; one that
 * another run made or changed on purpose is not ours to judge by an old plan: it fails.
 */
function upset(list: MappingList, kept: readonly Kept[], { fates }: Writer): Change[] {
  return kept.flatMap(({ ip, target }): Change[] => {
    const there = list.get(ip);
    const fate = fates.get(ip);
    if (target === undefined ? there === undefined : there !== undefined && sameTarget(there, target)) fates.delete(ip);
    else if (fate !== undefined && fate.kind !== 'written') return [];
    else if (target !== undefined && there === undefined) return [{ kind: 'create', ip, target }];
    else fates.set(ip, { kind: 'refused', message: OVERTAKEN });
    return [];
  });
}

const OVERTAKEN =
  'another run wrote it after this run had read the list. Run this one again, and let one run at a time write to a zone, with a concurrency group per zone';

function lostWords(rewrites: number, end: Failure | undefined): string {
  const again = end === undefined ? `It was sent ${rewrites + 1} times` : `It was not sent again: ${end.message}`;
  return `another run overwrote the zone's record, and this change with it. ${again}. Let one run at a time write to a zone, with a concurrency group per zone`;
}

function holds(list: MappingList, change: Change): boolean {
  const there = list.get(change.ip);
  return change.kind === 'remove' ? there === undefined : there !== undefined && sameTarget(there, change.target);
}

function outcomeOf(step: Step, fate: Fate | undefined): Outcome {
  const entry = entryOf(step);
  if (step.kind === 'skip') return { ...entry, outcome: 'skipped', message: step.message };
  if (fate === undefined || fate.kind === 'gone') return { ...entry, outcome: 'unchanged' };
  if (fate.kind === 'written') return { ...entry, outcome: DONE[step.kind] };
  if (fate.kind === 'disputed') return { ...entry, outcome: 'failed', message: fate.words };
  const code = 'code' in fate && fate.code !== undefined ? { code: fate.code } : {};
  return { ...entry, outcome: 'failed', message: fate.message, ...code };
}
