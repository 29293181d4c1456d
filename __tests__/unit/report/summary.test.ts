import { Buffer } from 'node:buffer';
import { describe, expect, test } from '@jest/globals';
import type { Problem } from '../../../src/domain/problem.ts';
import type { DiscoveredOrigin, Outcome, Result } from '../../../src/domain/result.ts';
import { createRedact } from '../../../src/report/redact.ts';
import { renderSummary } from '../../../src/report/summary.ts';
import { CREATED, FAILED, manyMappings, mapping, REMOVED, result, TIERS, zone } from './results.ts';

const show = (text: string) => text;
const hide = createRedact({
  secrets: ['s3cr3t-token'],
  addresses: { hide: 'all', given: new Set(), label: () => 'hidden-1a2b3c4d' },
});
const rowsOf = (markdown: string) => markdown.split('\n').filter((line) => line.startsWith('| `'));

describe('renderSummary', () => {
  const whole = result({
    changed: true,
    outcomes: [CREATED, FAILED],
    problems: [{ message: 'no such region' }],
    warnings: [{ message: 'a warning' }],
    notices: [{ message: 'a notice' }],
    existing: zone(mapping('203.0.113.1')),
    regions: TIERS,
    zoneId: '0123456789abcdef0123456789abcdef',
    apiVersion: 'v1',
    requests: 6,
    duration: 1432,
  });

  test('has the verdict first, then causes, changes, the zone, and the rest last', () => {
    const summary = renderSummary(whole, show, {
      resultFile: '/tmp/r.json',
      runUrl: 'https://github.com/o/r/actions/runs/1',
    });
    const order = [
      '### Cloudflare origin cloud regions\n\n❌ Failed: 1 of 2 entries.',
      '- no such region',
      '**⚠️ Warnings**\n\n- a warning',
      '| Origin | Change |',
      '**ℹ️ Notices**\n\n- a notice',
      '**The zone now**\n\n| Region | Origins | Upper tiers |',
      '<details><summary>1 mapping</summary>\n\n| Origin | Region |',
      '\n\n</details>\n\n',
      'Zone `0123456789abcdef0123456789abcdef` · API v1 · 6 requests · 1.4 s · full result: output `result-file` · [run](https://github.com/o/r/actions/runs/1)\n',
    ].map((part) => summary.indexOf(part));
    expect(order).not.toContain(-1);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  test('of a run that learned nothing is short', () => {
    expect(renderSummary(result({ problems: [{ message: 'bad input' }] }), show, {})).toBe(
      '### Cloudflare origin cloud regions\n\n❌ Failed. Nothing was written.\n\n- bad input\n\n0 requests · 0.0 s\n',
    );
  });

  test('of an empty zone has no empty tables', () => {
    const summary = renderSummary(result({ mode: 'plan', existing: zone() }), show, {});
    expect(summary).toContain('✅ Plan: nothing to do. The zone holds 0 mappings');
    expect(summary).not.toMatch(/\||details/);
  });

  test('of a plan says that the zone is as it is', () => {
    expect(renderSummary({ ...whole, mode: 'plan' }, show, {})).toContain('**The zone as it is**');
  });

  test('links no address that could break out of the link', () => {
    expect(renderSummary(result(), show, { runUrl: 'https://h/a)[x](javascript:1' })).not.toContain('](');
  });

  test('shows neither secrets nor what is to be hidden', () => {
    const summary = renderSummary(
      {
        ...whole,
        zoneId: 's3cr3t-token',
        notices: [{ message: 's3cr3t-token 2001:db8::1' }],
        warnings: [{ message: '203.0.113.9' }],
      },
      hide,
      {},
    );
    expect(summary).not.toMatch(/s3cr3t|203\.0\.113\.\d|198\.51\.100\.\d|db8::1/);
  });

  test('has few rows of many, whatever there is', () => {
    const mappings = manyMappings(3500);
    const outcomes = mappings.map(({ ip }): Outcome => ({ ...CREATED, ip }));
    const summary = renderSummary(result({ changed: true, outcomes, existing: zone(...mappings) }), show, {});
    expect(rowsOf(summary)).toHaveLength(200);
    expect(Buffer.byteLength(summary)).toBeLessThan(15_000);
    expect(summary.match(/…and 3,400 more\./g)).toHaveLength(2);
  });

  test('names up to 300 removed mappings', () => {
    const outcomes = manyMappings(400).map(({ ip }): Outcome => ({ ...REMOVED, ip }));
    const summary = renderSummary(result({ changed: true, outcomes: outcomes.slice(0, 300) }), show, {});
    expect(rowsOf(summary)).toHaveLength(300);
    expect(rowsOf(renderSummary(result({ changed: true, outcomes }), show, {}))).toHaveLength(300);
  });

  test('has a picture of the upper tiers, folded, where there are several regions', () => {
    const existing = zone(mapping('203.0.113.1'), mapping('203.0.113.2', 'aws', 'eu-west-1'));
    const summary = renderSummary(result({ existing, regions: TIERS }), show, {});
    expect(summary).toContain('<details><summary>Upper tiers</summary>\n\n```mermaid\nflowchart LR\n');
    expect(summary).toContain('\n```\n\n</details>');
    expect(renderSummary(whole, show, {})).not.toContain('mermaid');
  });

  test.each<[Partial<Result>, string]>([
    [{ tieredCache: 'smart' }, '\n\nSmart Tiered Cache: on\n\n'],
    [{ tieredCache: 'generic' }, 'Smart Tiered Cache: generic topology\n'],
    [{ tieredCache: 'off' }, 'Smart Tiered Cache: off\n'],
    [
      { tieredCache: 'smart', switchedOn: ['tiered caching', 'smart topology'] },
      'Smart Tiered Cache: on (switched on by this run: tiered caching, smart topology)\n',
    ],
    [
      { tieredCache: 'generic', switchedOn: ['smart topology'], mode: 'plan' },
      'Smart Tiered Cache: generic topology (to switch on: smart topology)\n',
    ],
    [{ switchedOn: ['smart topology'] }, 'Smart Tiered Cache: not known (switched on by this run: smart topology)\n'],
  ])('says whether hints act: %j', (parts, line) => {
    expect(renderSummary(result(parts), show, {})).toContain(line);
    expect(renderSummary(result(), show, {})).not.toContain('Smart Tiered Cache');
  });

  test('reports what was discovered', () => {
    const discovery = { origins: [{ ip: CREATED.ip, records: ['a.example'] }], leftOut: [], unnamed: [] };
    const summary = renderSummary(result({ mode: 'plan', discovery }), hide, {});
    expect(summary).toContain('| `a.example` | `hidden-1a2b3c4d` | – | – | – | – |');
  });

  test('of 3,500 discovered origins with long names is cut to what fits', () => {
    const records = ['a', 'b', 'c'].map((letter) => `${`${letter.repeat(63)}.`.repeat(3)}example`);
    const words = 'published by AWS on 2026-11-20 for 203.0.113.0/24 | 203.0.113.7 '.repeat(3);
    const origins = manyMappings(3500).map(
      ({ ip }): DiscoveredOrigin => ({
        ip,
        records,
        found: CREATED.before ?? { vendor: 'aws', region: 'x'.repeat(80) },
        evidence: { kind: 'host', words },
        open: words,
      }),
    );
    const summary = renderSummary(result({ discovery: { origins, leftOut: [], unnamed: [] } }), show, {});
    expect(Buffer.byteLength(summary)).toBeLessThan(1_048_576);
    expect(summary).toMatch(/…and 3,000 more\./);
  });

  test('stays below 1 MiB with everything long and in need of escapes', () => {
    const nasty = '@|\u200b<#1'.repeat(200);
    const file = `${nasty}.yaml`;
    const all = Array.from({ length: 3500 }, (_, index) =>
      mapping(`2001:db8::${(index + 1).toString(16)}`, `${index}${nasty}`, nasty),
    );
    const long: Problem[] = all.map(() => ({ message: nasty, place: { file, line: 1, column: 1 } }));
    const worst = result({
      changed: true,
      problems: long,
      warnings: long,
      notices: long,
      outcomes: all.map(
        ({ ip, vendor, region }): Outcome => ({
          ip,
          outcome: 'updated',
          before: { vendor, region },
          target: { vendor, region },
        }),
      ),
      existing: zone(...all),
      discovery: {
        origins: all.map(({ ip }): DiscoveredOrigin => ({ ip, records: Array<string>(20).fill(nasty), open: nasty })),
        leftOut: all.map(({ ip }) => ({ record: nasty, content: ip, reason: nasty })),
        unnamed: all,
      },
      regions: new Map(all.map(({ vendor, region }) => [vendor, new Map([[region, [nasty, nasty]]])])),
      zoneId: nasty,
    });
    expect(Buffer.byteLength(renderSummary(worst, show, {}))).toBeLessThan(1_048_576);
  });
});
