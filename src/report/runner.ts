import { appendFileSync } from 'node:fs';
import * as core from '@actions/core';
import type { Annotation } from './annotations.ts';
import { logLine } from './text.ts';
import type { Veil } from './veil.ts';

/** The GitHub Actions runner: log, annotations, outputs, summary, exit code. No method throws. */
export interface Runner {
  /** Begins a folded part of the log. */
  group(title: string): void;
  line(text: string): void;
  endGroup(): void;
  /** Shown only where debug logging is on. */
  debug(text: string): void;
  annotate(level: keyof typeof LEVELS, annotation: Annotation): void;
  /** The values are written as they are; where they cannot be, the step fails, for later steps rely on them. */
  setOutputs(outputs: Readonly<Record<string, string>>): void;
  /** Appends to the step's summary as it is. */
  writeSummary(markdown: string): void;
  /** The step will have failed when the process ends. */
  fail(): void;
}

const TITLE = 'Origin cloud regions';
const LEVELS = { error: core.error, warning: core.warning, notice: core.notice };

/** Opens the runner this process was started by. Whatever goes to its log passes the veil and is one safe line. */
export function openRunner(veil: Veil): Runner {
  const safe = (text: string) => logLine(veil(text));
  const annotate: Runner['annotate'] = (level, { message, place }) => {
    LEVELS[level](message.split('\n').map(safe).join('\n'), {
      title: TITLE,
      ...(place === undefined
        ? {}
        : {
            file: safe(place.file),
            startLine: place.line,
            endLine: place.line,
            startColumn: place.column,
            ...(place.endColumn === undefined ? {} : { endColumn: place.endColumn }),
          }),
    });
  };
  const fail = () => {
    process.exitCode = core.ExitCode.Failure;
  };
  return {
    group: (title) => core.startGroup(safe(title)),
    line: (text) => core.info(safe(text)),
    endGroup: () => core.endGroup(),
    debug: (text) => core.debug(safe(text)),
    annotate,
    setOutputs(outputs) {
      // Without the file, core would print `::set-output`, which newer runners refuse.
      if (!process.env.GITHUB_OUTPUT) return;
      try {
        for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
      } catch (error) {
        fail();
        annotate('warning', {
          message: `The outputs could not be written to the file that GITHUB_OUTPUT names (${error}); later steps find them empty. Check that the file is there and can be written.`,
        });
      }
    },
    writeSummary(markdown) {
      const file = process.env.GITHUB_STEP_SUMMARY;
      if (!file) return;
      try {
        appendFileSync(file, markdown);
      } catch (error) {
        annotate('warning', {
          message: `The step summary could not be written to the file that GITHUB_STEP_SUMMARY names (${error}).`,
        });
      }
    },
    fail,
  };
}
