import { inAddressOrder } from '../domain/address.ts';
import {
  type Existing,
  type Mapping,
  type Regions,
  type Target,
  targetName,
  type UnreadableMapping,
} from '../domain/mapping.ts';
import { type Problem, placeName, problemCount } from '../domain/problem.ts';
import { type Outcome, type OutcomeKind, type Result, wasNotAttempted } from '../domain/result.ts';
import { clip, grouped } from '../domain/text.ts';
import { code, markdown } from './markdown.ts';
import type { Redact } from './redact.ts';

/** Characters of a cell or list item, before it is escaped. */
const LONGEST = { message: 1000, name: 100, target: 80, tiers: 60, words: 200 };
/** Names in a cell. */
const MOST_NAMES = 3;

/** Removed mappings first, because nothing else names them any more; then what deserves a look. */
const SHOWN: readonly OutcomeKind[] = ['removed', 'failed', 'updated', 'created'];

/**
 * A Markdown table of at most `cap` rows, with a line that says how many more there are; empty if there are none.
 * Cells come escaped.
 */
export function table<Item>(
  columns: readonly string[],
  items: readonly Item[],
  row: (item: Item) => readonly string[],
  cap: number,
): string {
  if (items.length === 0) return '';
  const rows = [columns, columns.map(() => '---'), ...items.slice(0, cap).map(row)];
  const more = items.length - cap;
  return [
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
    ...(more > 0 ? ['', `…and ${grouped(more)} more.`] : []),
  ].join('\n');
}

/**
 * What was written, or would be (plan, check), and what failed: address and before → after, with the upper tiers of the
 * new region where they are known. Hosts and evidence have a column where there are any. Empty if there is nothing.
 */
export function changesTable({ mode, outcomes, regions }: Result, redact: Redact, cap: number): string {
  const changes = SHOWN.flatMap((kind) => outcomes.filter(({ outcome }) => outcome === kind));
  const hosts = changes.some((change) => (change.hosts ?? []).length > 0);
  const evidence = changes.some((change) => change.evidence !== undefined);
  return table(
    [
      'Origin',
      ...(hosts ? ['Host'] : []),
      mode === 'apply' ? 'Change' : 'Would change',
      ...(evidence ? ['Evidence'] : []),
    ],
    changes,
    (change) => [
      change.ip === undefined ? '–' : code(redact(change.ip)),
      ...(hosts ? [namesCell(change.hosts ?? [], redact)] : []),
      changeCell(change, regions, redact),
      ...(evidence ? [wordsCell(change.evidence?.words, redact)] : []),
    ],
    cap,
  );
}

/** How many origins a zone holds in each region, and which upper tiers serve them. */
export function regionsTable(existing: Existing, regions: Regions | undefined, redact: Redact, cap: number): string {
  const byName = originsByRegion(existing).sort((a, b) => (targetName(a.target) < targetName(b.target) ? -1 : 1));
  return table(
    ['Region', 'Origins', 'Upper tiers'],
    byName,
    ({ target, origins }) => [targetCell(target, redact), grouped(origins), tiersCell(target, regions, redact) || '–'],
    cap,
  );
}

/** A zone's mappings by address. */
export function mappingsTable(existing: Existing, redact: Redact, cap: number): string {
  return table(
    ['Origin', 'Region'],
    mappingsInOrder(existing),
    (mapping) => [code(clip(redact(mapping.ip), LONGEST.name)), targetCell(mapping, redact)],
    cap,
  );
}

/** Problems, warnings or notices as a Markdown list, at most `cap` of them; empty if there are none. */
export function problemsList(problems: readonly Problem[], redact: Redact, cap: number): string {
  const more = problemCount(problems.slice(cap));
  return [
    ...problems.slice(0, cap).map((problem) => {
      const where = placePrefix(problem);
      const message = markdown(clip(redact(problem.message), LONGEST.message));
      return where === '' ? `- ${message}` : `- ${code(clip(redact(where), LONGEST.message))}: ${message}`;
    }),
    ...(more > 0 ? [`- …and ${grouped(more)} more`] : []),
  ].join('\n');
}

/** Words for a problem's place; empty where there is none, or where the message says it itself. */
export function placePrefix({ message, place }: Problem): string {
  const name = place === undefined ? '' : placeName(place);
  return message.includes(name) ? '' : name;
}

/** Everything that a zone holds, by address; rows with an address that cannot be read come last. */
export function mappingsInOrder({ mappings, unreadable }: Existing): (Mapping | UnreadableMapping)[] {
  return [...inAddressOrder(mappings.values()), ...unreadable];
}

/** The regions of a zone's mappings, each with its number of origins. */
export function originsByRegion(existing: Existing): { readonly target: Target; origins: number }[] {
  const counts = new Map<string, { readonly target: Target; origins: number }>();
  for (const target of [...existing.mappings.values(), ...existing.unreadable]) {
    const name = JSON.stringify([target.vendor, target.region]);
    const count = counts.get(name) ?? { target, origins: 0 };
    count.origins += 1;
    counts.set(name, count);
  }
  return [...counts.values()];
}

/** Vendor and region in a cell; `–` for none. */
export function targetCell(target: Target | undefined, redact: Redact): string {
  return target === undefined ? '–' : markdown(clip(redact(targetName(target)), LONGEST.target));
}

/** A sentence in a cell; `–` for none. */
export function wordsCell(words: string | undefined, redact: Redact): string {
  return words === undefined ? '–' : markdown(clip(redact(words), LONGEST.words));
}

/** Host or record names in a cell, the first few of many; `–` for none. */
export function namesCell(names: readonly string[], redact: Redact): string {
  const more = names.length - MOST_NAMES;
  const shown = names.slice(0, MOST_NAMES).map((name) => code(clip(redact(name), LONGEST.name)));
  return [...shown, ...(more > 0 ? [`…and ${grouped(more)} more`] : [])].join(', ') || '–';
}

/** The upper tiers of a region in a cell (`IAD, EWR`); empty where none are known. */
function tiersCell({ vendor, region }: Target, regions: Regions | undefined, redact: Redact): string {
  return markdown(clip(redact((regions?.get(vendor)?.get(region) ?? []).join(', ')), LONGEST.tiers));
}

function changeCell(change: Outcome, regions: Regions | undefined, redact: Redact): string {
  const { before, target } = change;
  const from = before === undefined ? '' : `${targetCell(before, redact)} → `;
  const to = toWords(change, redact);
  const tiers = target === undefined ? '' : tiersCell(target, regions, redact);
  const toTiers = tiers === '' ? to : `${to} (${tiers})`;
  switch (change.outcome) {
    case 'failed':
      return `${wasNotAttempted(change) ? 'not attempted' : '**failed**'} ${from}${to}${change.code === undefined ? '' : ` (code ${change.code})`}`.trimEnd();
    case 'removed':
      return `${from}**removed**`;
    case 'created':
      return `**new** ${toTiers}`;
    default:
      return `${from}${toTiers}`;
  }
}

/** Without a target an address was to be removed, or a region was not found. */
function toWords({ target, before, ip }: Outcome, redact: Redact): string {
  if (target !== undefined) return targetCell(target, redact);
  return ip === undefined || before === undefined ? '' : 'removed';
}
