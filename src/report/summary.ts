import { clip } from '../domain/clip.ts';
import type { Result } from '../domain/result.ts';
import { changesTable } from './changes.ts';
import { problemsList } from './problems.ts';
import { mappingsTable, regionsTable } from './regions.ts';
import { code, counted, markdown } from './text.ts';
import type { Veil } from './veil.ts';
import { verdict } from './verdict.ts';

export interface SummaryOptions {
  /** Where this run is to be seen. */
  readonly runUrl?: string | undefined;
  /** Path of the result file; absent if it could not be written. */
  readonly resultFile?: string | undefined;
}

/** With these and the caps of single cells a summary stays far below the 1 MiB over which the runner drops it. */
const CAPS = { problems: 10, others: 5, changes: 100, regions: 50, mappings: 100 };

/** Nothing in it that could end a Markdown link. */
const PLAIN_URL = /^https?:\/\/[\w.:/-]+$/;

/** The step summary in Markdown: what happened first, then what changed, then what the zone holds. */
export function renderSummary(result: Result, veil: Veil, options: SummaryOptions): string {
  const { problems, warnings, notices } = result;
  const blocks = [
    '### Cloudflare origin cloud regions',
    `${problems.length > 0 ? '❌' : '✅'} ${markdown(veil(verdict(result)))}`,
    problemsList(problems, veil, CAPS.problems),
    titled('⚠️ Warnings', problemsList(warnings, veil, CAPS.others)),
    changesTable(result, veil, CAPS.changes),
    titled('ℹ️ Notices', problemsList(notices, veil, CAPS.others)),
    ...zone(result, veil),
    facts(result, veil, options),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function zone({ mode, list, regions }: Result, veil: Veil): string[] {
  if (list === undefined) return [];
  return [
    titled(mode === 'apply' ? 'The zone now' : 'The zone as it is', regionsTable(list, regions, veil, CAPS.regions)),
    folded(counted(list.size, 'mapping'), mappingsTable(list, veil, CAPS.mappings)),
  ];
}

function facts({ zoneId, apiVersion, requests, duration }: Result, veil: Veil, options: SummaryOptions): string {
  return [
    ...(zoneId === undefined ? [] : [`Zone ${code(clip(veil(zoneId), 40))}`]),
    ...(apiVersion === undefined ? [] : [`API ${apiVersion}`]),
    counted(requests, 'request'),
    `${(duration / 1000).toFixed(1)} s`,
    ...(options.resultFile === undefined ? [] : ['everything in full: output `result-file`']),
    ...(options.runUrl !== undefined && PLAIN_URL.test(options.runUrl) ? [`[run](${options.runUrl})`] : []),
  ].join(' · ');
}

function titled(title: string, body: string): string {
  return body && `**${title}**\n\n${body}`;
}

function folded(title: string, body: string): string {
  return body && `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}
