import type { Problem } from '../domain/problem.ts';
import type { Result } from '../domain/result.ts';
import { annotations } from './annotations.ts';
import { outputsOf, writeResultFile } from './outputs.ts';
import type { Redact } from './redact.ts';
import type { Runner } from './runner.ts';
import { renderSummary } from './summary.ts';
import { verdict } from './verdict.ts';

/** Where a report goes. */
export interface Destination {
  readonly runner: Runner;
  /** For everything that is shown: log, annotations, summary. */
  readonly redact: Redact;
  /** For outputs and result file: redacts secrets, hides no address. */
  readonly redactSecrets: Redact;
  /** `RUNNER_TEMP`; absent if unset. */
  readonly temp?: string | undefined;
  /** Whether the step summary is wanted. */
  readonly summary: boolean;
  /** Where this run is to be seen. */
  readonly runUrl?: string | undefined;
}

/**
 * Reports a result everywhere it is looked for. What later steps rely on comes first. A part that fails does not stop
 * the others; where it is an output or the summary, the step fails, and an annotation says why.
 */
export function report(result: Result, { runner, redact, redactSecrets, ...options }: Destination): void {
  const problems = [...result.problems];
  const warnings = [...result.warnings];
  if (problems.length > 0) runner.fail();
  const resultFile = attempt(
    () => writeResultFile(result, options.temp, redactSecrets),
    (message) =>
      warnings.push({
        message: `The result file could not be written, so the output result-file stays empty. Check that RUNNER_TEMP names a folder that can be written (${message})`,
      }),
  );
  const failed = (message: string) => {
    problems.push({ message });
    runner.fail();
  };
  const soFar = (): Result => ({ ...result, problems, warnings });
  attempt(() => runner.setOutputs(outputsOf(result, resultFile, redactSecrets)), failed);
  if (options.summary)
    attempt(() => runner.writeSummary(renderSummary(soFar(), redact, { runUrl: options.runUrl, resultFile })), failed);
  // What fails from here on has nowhere else to be reported.
  const annotate = (level: 'error' | 'warning' | 'notice', all: readonly Problem[]) =>
    attempt(
      () => {
        for (const annotation of annotations(all, redact)) runner.annotate(level, annotation);
      },
      () => lastResort(runner, `The ${level}s could not be annotated; the result file lists them`),
    );
  annotate('error', problems);
  annotate('warning', warnings);
  annotate('notice', result.notices);
  attempt(
    () => runner.line(verdict(soFar())),
    () => lastResort(runner, 'The last line of the log could not be written'),
  );
}

/** Fails the step with fixed words, which nothing has to be made of. */
function lastResort(runner: Runner, words: string): void {
  runner.fail();
  attempt(
    () => runner.annotate('error', { message: `${words}. This is a fault of this action; please report it` }),
    () => {},
  );
}

/** What a part gives; where it throws, nothing, and the reason is passed on. */
function attempt<Value>(part: () => Value, failed: (message: string) => void): Value | undefined {
  try {
    return part();
  } catch (error) {
    failed(String(error).replace(/^Error: /, ''));
    return undefined;
  }
}
