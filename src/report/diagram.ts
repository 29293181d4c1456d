import { type Existing, type Regions, type Target, targetName } from '../domain/mapping.ts';
import { clip, counted, grouped } from '../domain/text.ts';
import { logLine } from './markdown.ts';
import type { Redact } from './redact.ts';
import { originsByRegion } from './tables.ts';

/** The most boxes that are read at a glance. */
const MOST_BOXES = 12;
/** Characters of a label, before it is escaped. */
const LONGEST_LABEL = 60;

interface Arrow {
  readonly target: Target;
  readonly origins: number;
  /** Codes of data centres; empty where they are not known. */
  readonly tiers: readonly string[];
}

/**
 * Which upper tiers serve which regions of a zone, as a Mermaid flowchart of at most twelve boxes: one for a region, one
 * for a set of upper tiers, the number of mappings on the arrow. Empty where it says nothing: one region only, or no
 * upper tiers known.
 */
export function tiersDiagram(existing: Existing, regions: Regions | undefined, redact: Redact): string {
  const arrows = originsByRegion(existing)
    .map(({ target, origins }) => ({ target, origins, tiers: tiersOf(target, regions) }))
    .sort((a, b) => b.origins - a.origins || (targetName(a.target) < targetName(b.target) ? -1 : 1));
  if (arrows.length < 2 || arrows.every(({ tiers }) => tiers.length === 0)) return '';
  const shown = boxes(arrows) <= MOST_BOXES ? arrows : firstThatFit(arrows);
  return ['```mermaid', 'flowchart LR', ...lines(shown, redact), ...others(arrows.slice(shown.length)), '```'].join(
    '\n',
  );
}

function tiersOf({ vendor, region }: Target, regions: Regions | undefined): readonly string[] {
  return regions?.get(vendor)?.get(region) ?? [];
}

/** The same upper tiers in another order are the same set. */
function setName(tiers: readonly string[]): string {
  return [...new Set(tiers)].sort().join(', ');
}

function boxes(arrows: readonly Arrow[]): number {
  return arrows.length + new Set(arrows.map(({ tiers }) => setName(tiers))).size;
}

/** The regions with the most mappings; two boxes are kept for the others. */
function firstThatFit(arrows: readonly Arrow[]): readonly Arrow[] {
  const cut = arrows.findIndex((_, index) => boxes(arrows.slice(0, index + 1)) > MOST_BOXES - 2);
  return arrows.slice(0, cut);
}

function lines(arrows: readonly Arrow[], redact: Redact): string[] {
  const sets = [...new Set(arrows.map(({ tiers }) => setName(tiers)))];
  return arrows.flatMap(({ target, origins, tiers }, index) => {
    const set = setName(tiers);
    const region = `r${index}["${label(redact(targetName(target)))}"]`;
    const tier = `t${sets.indexOf(set)}["${label(redact(set)) || 'not known'}"]`;
    return [`  ${region} -->|"${grouped(origins)}"| ${tier}`];
  });
}

function others(arrows: readonly Arrow[]): string[] {
  if (arrows.length === 0) return [];
  const origins = arrows.reduce((sum, arrow) => sum + arrow.origins, 0);
  return [
    `  others["others (${counted(arrows.length, 'region')})"] -->|"${grouped(origins)}"| tiers["their upper tiers"]`,
  ];
}

/** Whatever is neither a letter, a digit nor harmless is written as an entity of Mermaid's (`#35;`). */
function label(text: string): string {
  return clip(logLine(text), LONGEST_LABEL).replace(/[^A-Za-z0-9 ,()-]|^-/gu, (found) => `#${found.codePointAt(0)};`);
}
