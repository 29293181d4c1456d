import { describe, expect, test } from '@jest/globals';
import type { Mapping, Regions } from '../../../src/domain/mapping.ts';
import { tiersDiagram } from '../../../src/report/diagram.ts';
import { createRedact } from '../../../src/report/redact.ts';
import { manyMappings, mapping, TIERS, zone } from './results.ts';

const show = (text: string) => text;

/** A zone with so many mappings in each region of AWS, and the upper tiers of each. */
function world(...regions: readonly (readonly [name: string, count: number, tiers: readonly string[]])[]) {
  const names = regions.flatMap(([name, count]) => Array<string>(count).fill(name));
  const mappings = manyMappings(names.length).map((one, index): Mapping => ({ ...one, region: names[index] ?? '' }));
  const known: Regions = new Map([['aws', new Map(regions.map(([name, , tiers]) => [name, tiers]))]]);
  return [zone(...mappings), known] as const;
}

/** The boxes of a picture by their IDs. */
const boxes = (picture: string) => new Set(picture.match(/\w+(?=\[")/g));

describe('tiersDiagram', () => {
  test('leads from each region to its upper tiers, the largest first, with one box for a set', () => {
    const [existing, regions] = world(
      ['us-east-1', 2, ['IAD', 'EWR']],
      ['eu-west-1', 1200, ['LHR']],
      ['us-east-2', 1, ['EWR', 'IAD']],
    );
    expect(tiersDiagram(existing, regions, show).split('\n')).toEqual([
      '```mermaid',
      'flowchart LR',
      '  r0["aws eu-west-1"] -->|"1,200"| t0["LHR"]',
      '  r1["aws us-east-1"] -->|"2"| t1["EWR, IAD"]',
      '  r2["aws us-east-2"] -->|"1"| t1["EWR, IAD"]',
      '```',
    ]);
  });

  test('is left out where it says nothing', () => {
    expect(tiersDiagram(zone(), TIERS, show)).toBe('');
    expect(tiersDiagram(...world(['us-east-1', 3, ['IAD']]), show)).toBe('');
    expect(tiersDiagram(...world(['us-east-1', 3, []], ['us-east-2', 1, []]), show)).toBe('');
    const [existing] = world(['us-east-1', 3, ['IAD']], ['us-east-2', 1, ['IAD']]);
    expect(tiersDiagram(existing, undefined, show)).toBe('');
  });

  test('shows a region whose upper tiers are not known', () => {
    const existing = zone(mapping('203.0.113.1'), mapping('203.0.113.2', 'oci', 'x'));
    expect(tiersDiagram(existing, TIERS, show)).toContain('r1["oci x"] -->|"1"| t1["not known"]');
  });

  test('has twelve boxes where twelve are enough', () => {
    const picture = tiersDiagram(...world(...[1, 2, 3, 4, 5, 6].map((n) => [`r-${n}`, n, [`T${n}`]] as const)), show);
    expect(boxes(picture).size).toBe(12);
    expect(picture).not.toContain('others');
  });

  test('sums up the rest, and never has more than twelve boxes', () => {
    const own = tiersDiagram(
      ...world(...Array.from({ length: 30 }, (_, n) => [`r-${n}`, 40 - n, [`T${n}`]] as const)),
      show,
    );
    expect(boxes(own).size).toBe(12);
    expect(own).toContain('\n  others["others (25 regions)"] -->|"575"| tiers["their upper tiers"]\n```');
    const shared = tiersDiagram(
      ...world(...Array.from({ length: 30 }, (_, n) => [`r-${n}`, 1, ['IAD']] as const)),
      show,
    );
    expect(boxes(shared).size).toBe(12);
    expect(shared).toContain('others (21 regions)');
  });

  test('holds nothing that is markup of Mermaid, HTML or Markdown', () => {
    const nasty = '"]; click r0 "javascript:x" <br/>\n```\n%% #1; 1. `_x_`\u202e';
    const [existing, regions] = world([nasty, 1, [nasty]], ['-x', 2, ['- y']]);
    const picture = tiersDiagram(existing, regions, show);
    expect(picture.split('\n')).toHaveLength(5);
    for (const line of picture.split('\n').slice(2, 4))
      expect(line).toMatch(/^ {2}r\d\["[\w ,()#;-]*"\] -->\|"\d"\| t\d\["(?!-)[\w ,()#;-]*"\]$/);
  });

  test('shows no secret', () => {
    const redact = createRedact({ secrets: ['s3cr3t-token'], addresses: 'show' });
    const [existing, regions] = world(['s3cr3t-token', 1, ['s3cr3t-token']], ['b', 1, ['IAD']]);
    expect(tiersDiagram(existing, regions, redact)).not.toMatch(/s3cr3t/);
  });
});
