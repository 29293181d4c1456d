import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Result } from '../domain/result.ts';
import { annotations } from './annotations.ts';
import { type OutputName, outputsOf, resultDocument } from './outputs.ts';
import type { Runner } from './runner.ts';
import { renderSummary } from './summary.ts';
import type { Veil } from './veil.ts';
import { verdict } from './verdict.ts';

/** Where a report goes. */
export interface Destination {
  readonly runner: Runner;
  /** For everything that is shown: log, annotations, summary. */
  readonly veil: Veil;
  /** For outputs and result file: takes out secrets, hides no address. */
  readonly scrub: Veil;
  /** `RUNNER_TEMP`; absent if unset. */
  readonly temp?: string | undefined;
  /** Whether the step summary is wanted. */
  readonly summary: boolean;
  /** Where this run is to be seen. */
  readonly runUrl?: string | undefined;
}

/**
 * Tells of a result everywhere it is looked for. What later steps rely on comes first, and a part that fails does not
 * stop the others.
 */
export async function report(result: Result, to: Destination): Promise<void> {
  const { runner, veil } = to;
  if (result.problems.length > 0) runner.fail();
  const resultFile = await writeResultFile(result, to);
  const parts: (() => void)[] = [
    () => runner.setOutputs(scrubbed(outputsOf(result, resultFile), to.scrub)),
    () => annotate(result, to),
    () => to.summary && runner.writeSummary(renderSummary(result, veil, { runUrl: to.runUrl, resultFile })),
    () => runner.line(verdict(result)),
  ];
  for (const part of parts) {
    try {
      part();
    } catch (error) {
      runner.fail();
      runner.annotate('error', { message: `A part of the report could not be made. ${error}` });
    }
  }
}

/** Writes the whole result and gives the path; a failure is told and gives nothing. */
async function writeResultFile(result: Result, { runner, scrub, temp }: Destination): Promise<string | undefined> {
  const path = join(temp ?? tmpdir(), `origin-cloud-regions-${randomUUID()}.json`);
  try {
    // Texts are scrubbed before they become JSON, so that it stays JSON whatever the secret.
    const text = JSON.stringify(
      resultDocument(result),
      (_, value) => (typeof value === 'string' ? scrub(value) : value),
      2,
    );
    await writeFile(path, `${text}\n`, { flag: 'wx', mode: 0o600 });
    return path;
  } catch (error) {
    runner.annotate('warning', {
      message: `The result file could not be written (${error}); the output result-file stays empty.`,
    });
    return undefined;
  }
}

/** Only what came from outside: a secret of one digit must not spoil a number that later steps rely on. */
function scrubbed(outputs: Record<OutputName, string>, scrub: Veil): Record<OutputName, string> {
  return { ...outputs, mappings: scrub(outputs.mappings), 'zone-id': scrub(outputs['zone-id']) };
}

function annotate({ problems, warnings, notices }: Result, { runner, veil }: Destination): void {
  for (const annotation of annotations(problems, veil)) runner.annotate('error', annotation);
  for (const annotation of annotations(warnings, veil)) runner.annotate('warning', annotation);
  for (const annotation of annotations(notices, veil)) runner.annotate('notice', annotation);
}
