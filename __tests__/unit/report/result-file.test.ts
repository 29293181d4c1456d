import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Outcome, Result } from '../../../src/domain/result.ts';
import { outputsOf, resultDocument, writeResultFile } from '../../../src/report/outputs.ts';
import { createRedact } from '../../../src/report/redact.ts';
import { address, CREATED, FAILED, manyMappings, mapping, REMOVED, result, SKIPPED, UPDATED, zone } from './results.ts';

const keep = (text: string) => text;
const WHEN = '2026-08-01T00:00:00Z';

/** The document of a result as it stands in the file. */
function documentOf(parts: Partial<Result>) {
  return JSON.parse(JSON.stringify(resultDocument(result(parts), keep)));
}

describe('resultDocument', () => {
  test('has the whole result', () => {
    const whole = result({
      mode: 'plan',
      changed: true,
      problems: [
        { message: 'a', code: 1157, place: { file: 'origins.yaml', line: 3, column: 7, endColumn: 9 } },
        { message: 'b', place: { line: 1, column: 2 }, count: 7 },
      ],
      warnings: [{ message: 'c' }],
      notices: [{ message: 'd' }],
      outcomes: [REMOVED, SKIPPED, FAILED, CREATED, UPDATED],
      existing: zone(mapping('203.0.113.1', 'aws', 'us-east-1', WHEN)),
      zoneId: 'z',
      apiVersion: 'v1',
      tieredCache: 'smart',
      switchedOn: ['smart topology'],
      requests: 4,
      duration: 1234,
    });
    expect(documentOf(whole)).toEqual({
      mode: 'plan',
      zone_id: 'z',
      api_version: 'v1',
      tiered_cache: 'smart',
      switched_on: ['smart topology'],
      changed: true,
      counts: { created: 1, updated: 1, removed: 1, unchanged: 0, skipped: 1, failed: 1 },
      count: 1,
      remaining: 3499,
      error_codes: [1157],
      problems: [
        { message: 'a', code: 1157, file: 'origins.yaml', line: 3, column: 7, end_column: 9 },
        { message: 'b', line: 1, column: 2, count: 7 },
      ],
      warnings: [{ message: 'c' }],
      notices: [{ message: 'd' }],
      requests: 4,
      duration_ms: 1234,
      mappings: [{ ip: '203.0.113.1', vendor: 'aws', region: 'us-east-1', modified_on: WHEN }],
      entries: [
        {
          ip: '198.51.100.3',
          vendor: 'azure',
          region: 'westus',
          outcome: 'removed',
          before: { vendor: 'azure', region: 'westus' },
        },
        { ip: '198.51.100.5', vendor: null, region: null, outcome: 'skipped', message: 'mapped elsewhere' },
        {
          ip: '198.51.100.6',
          vendor: 'aws',
          region: 'us-est-1',
          outcome: 'failed',
          code: 1157,
          message: 'unknown region',
        },
        { ip: '203.0.113.1', vendor: 'aws', region: 'us-east-1', outcome: 'created' },
        {
          ip: '2001:db8::2',
          vendor: 'aws',
          region: 'us-east-1',
          outcome: 'updated',
          before: { vendor: 'gcp', region: 'europe-west1' },
        },
      ],
    });
  });

  test('of a run that learned nothing says so', () => {
    expect(documentOf({})).toMatchObject({
      zone_id: null,
      api_version: null,
      tiered_cache: null,
      switched_on: [],
      count: null,
      remaining: null,
      mappings: [],
      entries: [],
    });
  });

  test('never leaves the list out for its size', () => {
    const long = result({ existing: zone(...manyMappings(3500, 'x'.repeat(200))) });
    expect(outputsOf(long, undefined, keep).mappings).toBe('');
    expect(documentOf(long)).toMatchObject({ mappings: { length: 3500 } });
  });

  test('has hosts and evidence of an entry, and an entry without an address', () => {
    const outcomes: Outcome[] = [
      {
        ...CREATED,
        hosts: ['a.example', 'b.example'],
        evidence: { kind: 'published', words: 'published by AWS on 2026-11-20 for 203.0.113.0/24' },
      },
      { outcome: 'failed', hosts: ['gone.example'], message: 'does not resolve' },
    ];
    expect(documentOf({ outcomes }).entries).toEqual([
      {
        ip: '203.0.113.1',
        host: 'a.example, b.example',
        vendor: 'aws',
        region: 'us-east-1',
        outcome: 'created',
        evidence: 'published',
        evidence_detail: 'published by AWS on 2026-11-20 for 203.0.113.0/24',
      },
      { host: 'gone.example', vendor: null, region: null, outcome: 'failed', message: 'does not resolve' },
    ]);
  });

  test('has what was discovered', () => {
    const discovery = {
      origins: [
        {
          ip: address('203.0.113.1'),
          records: ['a.example'],
          existing: mapping('203.0.113.1'),
          found: { vendor: 'gcp', region: 'us-central1' },
          evidence: { kind: 'host' as const, words: 'host name x' },
        },
        { ip: address('203.0.113.2'), records: ['b.example'], open: 'no region is known' },
      ],
      leftOut: [{ record: 'c.example', content: 'x.workers.dev', reason: 'a Worker' }],
      unnamed: [mapping('203.0.113.3')],
    };
    expect(documentOf({ discovery }).discovery).toEqual({
      origins: [
        {
          ip: '203.0.113.1',
          records: ['a.example'],
          existing: { vendor: 'aws', region: 'us-east-1' },
          found: { vendor: 'gcp', region: 'us-central1' },
          evidence: 'host',
          evidence_detail: 'host name x',
        },
        { ip: '203.0.113.2', records: ['b.example'], existing: null, found: null, open: 'no region is known' },
      ],
      left_out: [{ record: 'c.example', content: 'x.workers.dev', reason: 'a Worker' }],
      unnamed: [{ ip: '203.0.113.3', vendor: 'aws', region: 'us-east-1' }],
    });
  });

  test('names as many hosts of an entry as fit', () => {
    const hosts = Array.from({ length: 1000 }, (_, index) => `host-${1000 + index}.example`);
    const [{ host }] = documentOf({ outcomes: [{ ...CREATED, hosts }] }).entries;
    expect(host).toMatch(/^host-1000\.example, .*, host-1104\.example, …and 895 more$/);
    expect(host.length).toBeLessThan(2050);
  });

  test('cuts a long message once it is redacted', () => {
    const redact = createRedact({ secrets: ['s3cr3t-token'], addresses: 'show' });
    const message = `${'x'.repeat(990)}s3cr3t-token${'y'.repeat(9000)}`;
    expect(resultDocument(result({ problems: [{ message }] }), redact)).toMatchObject({
      problems: [{ message: `${'x'.repeat(990)}***yyyyyy…` }],
    });
  });

  test('stays bounded where every entry failed with twenty long errors', () => {
    const message = 'an error of the API with many words '.repeat(560);
    const outcomes = manyMappings(3500).map(({ ip }): Outcome => ({ ...FAILED, ip, message }));
    const problems = outcomes.map(() => ({ message }));
    const document = JSON.stringify(resultDocument(result({ outcomes, problems }), keep), null, 2);
    expect(document.length).toBeLessThan(6_500_000);
    expect(JSON.parse(document).entries).toHaveLength(3500);
  });
});

describe('writeResultFile', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'result-file-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('writes a file of its own each time, for this user alone', () => {
    const [first, second] = [writeResultFile(result(), folder, keep), writeResultFile(result(), folder, keep)];
    expect(dirname(first)).toBe(folder);
    expect(first).not.toBe(second);
    expect(statSync(first).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(first, 'utf8'))).toMatchObject({ mode: 'apply', entries: [] });
  });

  test('stays JSON whatever the secret', () => {
    const redactSecrets = createRedact({ secrets: ['"', ',', '{'], addresses: 'show' });
    const path = writeResultFile(result({ notices: [{ message: 'a "{b}", c' }] }), folder, redactSecrets);
    expect(JSON.parse(readFileSync(path, 'utf8')).notices).toEqual([{ message: expect.stringContaining('***') }]);
  });

  test('writes among the temporary files where no folder is named', () => {
    const path = writeResultFile(result(), undefined, keep);
    expect(dirname(path)).toBe(tmpdir());
    rmSync(path);
  });

  test('throws where it cannot be written', () => {
    expect(() => writeResultFile(result(), join(folder, 'missing'), keep)).toThrow(/ENOENT/);
  });
});
