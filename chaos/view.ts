import * as z from 'zod';
import type { EmulatorOptions } from '../emulator/options.ts';
import type { Ending } from './run-action.ts';
import type { RunStep, Scenario, Task, Want } from './scenario.ts';
import type { Evidence, RunRecord } from './setup.ts';
import { type Holding, holdingAt, type Moment, type Sent } from './witness.ts';

const kind = z.enum(['created', 'updated', 'removed', 'unchanged', 'skipped', 'failed']);
const target = z.object({ vendor: z.string(), region: z.string() });
const report = z.object({
  changed: z.boolean(),
  switched_on: z.array(z.string()),
  counts: z.record(kind, z.number()),
  count: z.nullable(z.number()),
  remaining: z.nullable(z.number()),
  error_codes: z.array(z.number()),
  problems: z.array(z.object({ message: z.string() })),
  warnings: z.array(z.object({ message: z.string() })),
  mappings: z.array(target.extend({ ip: z.string() })),
  entries: z.array(
    z.object({
      ip: z.optional(z.string()),
      host: z.optional(z.string()),
      vendor: z.nullable(z.string()),
      region: z.nullable(z.string()),
      outcome: kind,
      message: z.optional(z.string()),
      evidence: z.optional(z.string()),
    }),
  ),
});

/** What a run says of itself in its result file. */
export type Report = z.output<typeof report>;

export const KINDS = kind.options;

/** The result file; undefined where it is not of its shape. */
export function readReport(result: unknown): Report | undefined {
  return report.safeParse(result).data;
}

/** One run as the judge sees it. Moments are those during the run; all indexes are into them. */
export interface View {
  readonly index: number;
  readonly task: Task;
  readonly ending: Ending;
  readonly report: Report;
  readonly sent: readonly Sent[];
  readonly moments: readonly Moment[];
  readonly comments: readonly string[];
  readonly scenario: Scenario;
  readonly step: RunStep;
  readonly api: EmulatorOptions;
  readonly secrets: readonly string[];
}

/** Undefined where the run left no result file of the right shape. */
export function viewOf({ scenario, moments, secrets }: Evidence, run: RunRecord): View | undefined {
  const { index, task, ending, sent, first, last, comments } = run;
  const read = readReport(ending.result);
  if (read === undefined) return undefined;
  const shift = (moment: number | undefined) => (moment === undefined ? undefined : moment - first);
  return {
    index,
    task,
    ending,
    report: read,
    sent: sent.map(({ request, before, saw }) => {
      const [shiftedBefore, shiftedSaw] = [shift(before), shift(saw)];
      return {
        request,
        ...(shiftedBefore === undefined ? {} : { before: shiftedBefore }),
        ...(shiftedSaw === undefined ? {} : { saw: shiftedSaw }),
      };
    }),
    moments: moments.slice(first, last + 1).map(({ holding, by }, nth) => ({
      holding,
      ...(nth === 0 || by === undefined ? {} : { by }),
    })),
    comments,
    scenario,
    step: scenario.steps[run.step] as RunStep,
    api: scenario.api,
    secrets,
  };
}

/** The zone as the run put it out; undefined where it could not learn it. Odd rows are left out: they are nobody's. */
export function listOf({ report: { count, mappings } }: Pick<View, 'report'>): Holding | undefined {
  if (count === null) return undefined;
  return holdingOf(mappings.filter(({ ip }) => !isOdd(ip)));
}

export function holdingOf(mappings: Report['mappings']): Holding {
  return new Map(mappings.map(({ ip, vendor, region }) => [ip, `${vendor} ${region}`]));
}

/** Whether an address is that of a row that is not as documented. */
export function isOdd(ip: string): boolean {
  return ip === '' || ip.startsWith('198.51.100.') || /^2001:0?db8:0?dd::/i.test(ip);
}

export function targetOf({ vendor, region }: Pick<Want, 'vendor' | 'region'>): string {
  return `${vendor} ${region}`;
}

/** Whether anybody but this run wrote meanwhile. */
export function hasOthers({ moments, index }: View): boolean {
  return moments.some(({ by }) => by !== undefined && by !== index);
}

/** What an address said at each moment up to a certain one. */
export function statesOf({ moments }: View, ip: string, until = moments.length - 1): (string | undefined)[] {
  return moments.slice(0, until + 1).map(({ holding }) => holding.get(ip));
}

/** Whether the API can answer its list at all. */
export function isListless({ api }: View): boolean {
  return api.surfaces === 'patch-only' || api.surfaces === 'none';
}

/** Whether nothing came between a run and its zone. */
export function isUndisturbed({ task, step, api }: View): boolean {
  return (
    step.faults.length + step.writers.length + (step.github?.length ?? 0) === 0 &&
    step.tasks.length === 1 &&
    task.cancelAt === undefined &&
    api.limit === undefined &&
    api.rateLimit === undefined &&
    api.readOnly !== true
  );
}

export function holdingBefore({ moments }: View): Holding {
  return holdingAt(moments, 0);
}
