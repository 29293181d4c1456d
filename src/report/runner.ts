import { appendFileSync } from 'node:fs';
import * as core from '@actions/core';
import type { Annotation } from './annotations.ts';
import { logLine } from './markdown.ts';
import type { Redact } from './redact.ts';

/** The GitHub Actions runner: log, annotations, outputs, summary, exit code. Everything is written at once. */
export interface Runner {
  /** Begins a folded part of the log. */
  group(title: string): void;
  line(text: string): void;
  endGroup(): void;
  /** Shown only where debug logging is on. */
  debug(text: string): void;
  annotate(level: keyof typeof LEVELS, annotation: Annotation): void;
  /** Writes the values as they are. Throws where they cannot be written: later steps rely on them. */
  setOutputs(outputs: Readonly<Record<string, string>>): void;
  /** Appends to the step's summary as it is. Throws where it cannot be written. */
  writeSummary(markdown: string): void;
  /** The step will have failed when the process ends. */
  fail(): void;
}

const TITLE = 'Origin cloud regions';
const LEVELS = { error: core.error, warning: core.warning, notice: core.notice };

/** Opens the runner that started this process. Whatever goes to its log is redacted and is one safe line. */
export function openRunner(redact: Redact): Runner {
  const safe = (text: string) => logLine(redact(text));
  return {
    group: (title) => core.startGroup(safe(title)),
    line: (text) => core.info(safe(text)),
    endGroup: () => core.endGroup(),
    debug: (text) => core.debug(safe(text)),
    annotate(level, { message, place }) {
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
    },
    setOutputs(outputs) {
      // Without the file, core would print `::set-output`, which newer runners refuse.
      if (!process.env.GITHUB_OUTPUT) return;
      try {
        for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
      } catch (error) {
        throw new Error(
          `The outputs could not be written to the file that GITHUB_OUTPUT names, so later steps find them empty. Check that the file exists and can be written, and that the disk is not full (${error})`,
        );
      }
    },
    writeSummary(markdown) {
      const file = process.env.GITHUB_STEP_SUMMARY;
      if (!file) return;
      try {
        appendFileSync(file, markdown);
      } catch (error) {
        throw new Error(
          `The step summary could not be written to the file that GITHUB_STEP_SUMMARY names. Check that the file can be written and that the disk is not full, or set summary: false (${error})`,
        );
      }
    },
    fail() {
      process.exitCode = core.ExitCode.Failure;
    },
  };
}
