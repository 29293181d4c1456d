import { expect } from '@jest/globals';
import type { Ending } from './runner.ts';

const COMMAND =
  /^::(?:(?:group|debug|warning|notice|error)(?: (?:title|file|line|endLine|col|endColumn)=[^:]*)?::|endgroup::)/;
const COUNTS = ['created', 'updated', 'removed', 'unchanged', 'skipped', 'failed'];
const OUTPUTS = 16;
/** Shorter texts stand in a report by chance. */
const SHORTEST_SECRET = 8;

export interface Expectation {
  readonly secrets: readonly string[];
  /** Whether the outputs can be written. */
  readonly written?: boolean;
}

/** What holds of every run, whatever it was given: it ends in a report, and says nothing that it must not. */
export function expectSound(ending: Ending, { secrets, written = true }: Expectation): void {
  expect([0, 1]).toContain(ending.exitCode);
  // The runner is told to mask the credential, and nothing else.
  const masked = secrets.filter((secret) => secret !== '');
  const log = masked.reduce((text, secret) => text.replaceAll(`::add-mask::${escaped(secret)}`, ''), ending.log);
  expect(log).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  expect(log).not.toMatch(/\b(?:Type|Range|Reference|Syntax|Zod)Error\b/);
  expect(log).not.toContain('a fault of this action');
  expect(log).not.toContain('##[');
  // As the runner reads it: any end of a line, spaces before a command.
  for (const line of log.split(/\r\n|[\n\r\u2028\u2029]/).map((one) => one.trimStart()))
    if (line.startsWith('::')) {
      expect(line).toMatch(COMMAND);
      expect(line.split('::')[1]).not.toContain('FUZZ');
    }
  const hidden = masked.filter((secret) => secret.length >= SHORTEST_SECRET);
  // What is quoted may be cut.
  const forms = hidden.flatMap((secret) => [secret.slice(0, 16), Buffer.from(secret).toString('base64')]);
  for (const text of [log, ending.summary, JSON.stringify(ending.outputs), JSON.stringify(ending.result ?? '')])
    expect(forms.filter((form) => text.includes(form))).toEqual([]);
  if (!written) {
    expect(ending.outputs).toEqual({});
    return;
  }
  for (const name of COUNTS) expect(ending.outputs[name]).toMatch(/^\d+$/);
  expect(ending.outputs.changed).toMatch(/^(?:true|false)$/);
  expect(Object.keys(ending.outputs)).toHaveLength(OUTPUTS);
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
