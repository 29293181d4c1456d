import { describe, expect, test } from '@jest/globals';
import type { Discovery } from '../../../src/domain/result.ts';
import { discoveryReport } from '../../../src/report/discovery-report.ts';
import { createRedact } from '../../../src/report/redact.ts';
import { address, manyMappings, mapping } from './results.ts';

const show = (text: string) => text;
const DISCOVERY: Discovery = {
  origins: [
    {
      ip: address('203.0.113.1'),
      records: ['a.example', '*.b.example'],
      existing: { vendor: 'aws', region: 'us-west-2' },
      found: { vendor: 'aws', region: 'us-east-1' },
      evidence: { kind: 'published', words: 'published by AWS on 2026-11-20' },
    },
    { ip: address('203.0.113.2'), records: ['c|d.example'], open: 'No region is known: give vendor and region' },
  ],
  leftOut: [{ record: 'e.example', content: 'x.cfargotunnel.com', reason: 'leads to a tunnel of Cloudflare' }],
  unnamed: [mapping('203.0.113.10'), mapping('203.0.113.9')],
};

describe('discoveryReport', () => {
  test('lists the origins, what was left out with its reason, and what no record names', () => {
    expect(discoveryReport(DISCOVERY, show, 10).join('\n\n').split('\n')).toEqual([
      "**Origins that the zone's proxied records name: 2 addresses**",
      '',
      '| Records | Origin | Hint now | Hint found | Evidence | Open |',
      '| --- | --- | --- | --- | --- | --- |',
      '| `a.example`, \\*.b.example | `203.0.113.1` | aws us-west-2 | aws us-east-1 | published by AWS on 2026-11-20 | – |',
      '| c\\|d.example | `203.0.113.2` | – | – | – | No region is known: give vendor and region |',
      '',
      '<details><summary>1 record left out</summary>',
      '',
      '| Record | Content | Reason |',
      '| --- | --- | --- |',
      '| `e.example` | `x.cfargotunnel.com` | leads to a tunnel of Cloudflare |',
      '',
      '</details>',
      '',
      '<details><summary>2 mappings named by no proxied record</summary>',
      '',
      '| Origin | Region |',
      '| --- | --- |',
      '| `203.0.113.9` | aws us-east-1 |',
      '| `203.0.113.10` | aws us-east-1 |',
      '',
      '</details>',
      '',
      expect.stringMatching(/^Load balancers of the zone are not looked at/),
    ]);
  });

  test('of a zone without origins says so and has no empty tables', () => {
    expect(
      discoveryReport({ origins: [], leftOut: [], unnamed: [] }, show, 10).filter((block) => block !== ''),
    ).toEqual([
      "**Origins that the zone's proxied records name: 0 addresses**",
      expect.stringMatching(/^Load balancers/),
    ]);
  });

  test('says how many more rows there are', () => {
    const origins = manyMappings(30).map(({ ip }) => ({ ip, records: ['a.example'] }));
    expect(discoveryReport({ ...DISCOVERY, origins }, show, 10)[1]).toMatch(/\n\n…and 20 more\.$/);
  });

  test('hides addresses, also in names', () => {
    const redact = createRedact({
      secrets: [],
      addresses: { hide: 'all', given: new Set(), label: () => 'hidden-1a2b3c4d' },
    });
    const [first] = DISCOVERY.origins;
    const origins = first === undefined ? [] : [{ ...first, records: ['ec2-203-0-113-1.compute-1.example'] }];
    expect(discoveryReport({ ...DISCOVERY, origins }, redact, 10)[1]).toContain(
      '| `ec2-hidden-1a2b3c4d.compute-1.example` | `hidden-1a2b3c4d` |',
    );
  });
});
