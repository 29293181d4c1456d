import { Buffer } from 'node:buffer';
import { existingCount } from '../domain/mapping.ts';
import type { Result } from '../domain/result.ts';
import { clip, counted } from '../domain/text.ts';
import type { TieredCache } from '../domain/zone-reference.ts';
import { tiersDiagram } from './diagram.ts';
import { discoveryReport } from './discovery-report.ts';
import { code, folded, markdown } from './markdown.ts';
import type { Redact } from './redact.ts';
import { changesTable, mappingsTable, problemsList, regionsTable } from './tables.ts';
import { verdict } from './verdict.ts';

export interface SummaryOptions {
  /** Where this run is to be seen. */
  readonly runUrl?: string | undefined;
  /** Path of the result file; absent if it could not be written. */
  readonly resultFile?: string | undefined;
}

/** Rows and list items. */
const CAPS = { problems: 10, others: 5, changes: 100, removed: 300, regions: 50, mappings: 100, discovery: 500 };

/** Bytes. Over 1,048,576 the runner drops the whole summary. */
const LONGEST = 1_000_000;

/** Shares of the rows that are shown, the first that fits. Without rows a summary is far below the limit. */
const SHARES = [1, 0.2, 0.05, 0];

const TIERED_CACHE: Readonly<Record<TieredCache, string>> = { smart: 'on', generic: 'generic topology', off: 'off' };

/** Nothing in it that could end a Markdown link. */
const PLAIN_URL = /^https?:\/\/[\w.:/-]+$/;

/** The step summary in Markdown: the verdict first, then what changed, then what the zone holds. */
export function renderSummary(result: Result, redact: Redact, options: SummaryOptions): string {
  let summary = '';
  for (const share of SHARES) {
    summary = rendered(result, redact, options, share);
    if (Buffer.byteLength(summary) <= LONGEST) break;
  }
  return summary;
}

function rendered(result: Result, redact: Redact, options: SummaryOptions, share: number): string {
  const { problems, warnings, notices, outcomes, discovery } = result;
  const rows = (cap: number) => Math.floor(cap * share);
  const removed = outcomes.filter(({ outcome }) => outcome === 'removed').length;
  const blocks = [
    '### Cloudflare origin cloud regions',
    `${problems.length > 0 ? '❌' : '✅'} ${markdown(redact(verdict(result)))}`,
    problemsList(problems, redact, CAPS.problems),
    titled('⚠️ Warnings', problemsList(warnings, redact, CAPS.others)),
    // What was removed is named: nothing else shows it any more.
    changesTable(result, redact, rows(Math.max(CAPS.changes, Math.min(CAPS.removed, removed)))),
    ...(discovery === undefined ? [] : discoveryReport(discovery, redact, rows(CAPS.discovery))),
    titled('ℹ️ Notices', problemsList(notices, redact, CAPS.others)),
    ...zone(result, redact, rows),
    tieredCacheLine(result),
    facts(result, redact, options),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function zone({ mode, existing, regions }: Result, redact: Redact, rows: (cap: number) => number): string[] {
  if (existing === undefined) return [];
  const title = mode === 'apply' ? 'The zone now' : 'The zone as it is';
  return [
    titled(title, regionsTable(existing, regions, redact, rows(CAPS.regions))),
    folded('Upper tiers', tiersDiagram(existing, regions, redact)),
    folded(counted(existingCount(existing), 'mapping'), mappingsTable(existing, redact, rows(CAPS.mappings))),
  ];
}

function tieredCacheLine({ mode, tieredCache, switchedOn }: Result): string {
  if (tieredCache === undefined && switchedOn.length === 0) return '';
  const state = tieredCache === undefined ? 'not known' : TIERED_CACHE[tieredCache];
  const verb = mode === 'apply' ? 'switched on by this run' : 'to switch on';
  return `Smart Tiered Cache: ${state}${switchedOn.length === 0 ? '' : ` (${verb}: ${switchedOn.join(', ')})`}`;
}

function facts({ zoneId, apiVersion, requests, duration }: Result, redact: Redact, options: SummaryOptions): string {
  return [
    ...(zoneId === undefined ? [] : [`Zone ${code(clip(redact(zoneId), 40))}`]),
    ...(apiVersion === undefined ? [] : [`API ${apiVersion}`]),
    counted(requests, 'request'),
    `${(duration / 1000).toFixed(1)} s`,
    ...(options.resultFile === undefined ? [] : ['full result: output `result-file`']),
    ...(options.runUrl !== undefined && PLAIN_URL.test(options.runUrl) ? [`[run](${options.runUrl})`] : []),
  ].join(' · ');
}

function titled(title: string, body: string): string {
  return body && `**${title}**\n\n${body}`;
}
