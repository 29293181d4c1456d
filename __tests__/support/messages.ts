import { expect } from '@jest/globals';
import type { Annotation, Ending } from './runner.ts';

/** An entry of the result file. */
interface ResultEntry {
  readonly ip?: string;
  readonly host?: string;
  readonly vendor?: string;
  readonly region?: string;
  readonly outcome: string;
  readonly code?: number;
  readonly message?: string;
  readonly evidence?: string;
}

export function errorsOf(ending: Ending): string[] {
  return messages(ending, 'error');
}

export function warningsOf(ending: Ending): string[] {
  return messages(ending, 'warning');
}

export function noticesOf(ending: Ending): string[] {
  return messages(ending, 'notice');
}

export function entriesOf({ result }: Ending): readonly ResultEntry[] {
  return (result?.entries ?? []) as readonly ResultEntry[];
}

/** `file:line:column` of an annotation. */
export function placeOf({ properties: { file, line, col } }: Annotation): string {
  return `${file}:${line}:${col}`;
}

/** Messages that match these patterns, in this order, and no others. */
export function matching(...patterns: readonly RegExp[]): unknown[] {
  return patterns.map((pattern) => expect.stringMatching(pattern));
}

function messages({ annotations }: Ending, level: string): string[] {
  return annotations.filter((annotation) => annotation.level === level).map(({ message }) => message);
}
