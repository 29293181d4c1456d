import { expect } from '@jest/globals';
import { type LocationRule, parseMappings } from '../../../src/desired/mappings-text.ts';
import type { EntryList } from '../../../src/domain/entry.ts';
import { marked } from './marked.ts';

export const FILE = 'origins.yaml';

export function read(
  text: string,
  file: string | undefined = FILE,
  rule: LocationRule = 'required',
): Promise<EntryList> {
  return parseMappings(text, { ...(file && { file }), rule });
}

/** Problems must stand where the marks of the text are, in that order. An empty `file` is the input `mappings`. */
export async function expectProblems(
  text: string,
  messages: readonly unknown[],
  file = FILE,
  rule: LocationRule = 'required',
): Promise<void> {
  const { text: plain, places } = marked(text);
  const { problems } = await parseMappings(plain, { ...(file && { file }), rule });
  expect(problems.map(({ message }) => message)).toEqual(messages);
  expect(problems.map(({ place }) => place && { line: place.line, column: place.column })).toEqual(places);
  for (const { place } of problems) expect(place?.file).toBe(file || undefined);
}

/** The entries in words: `192.0.2.1 aws us-east-1`, `a.example auto`, `192.0.2.2 any`. */
export function entriesOf({ entries }: EntryList): string[] {
  return entries.map(({ origin, location, check }) => {
    const name = origin.kind === 'ip' ? origin.ip : origin.host;
    const where =
      location.kind === 'target'
        ? `${location.target.vendor} ${location.target.region}`
        : [location.kind, location.kind === 'auto' ? location.vendor : undefined].filter(Boolean).join(' ');
    return `${name} ${where}${check ? '' : ' unchecked'}`;
  });
}
