import { describe, expect, test } from '@jest/globals';
import { outputsOf, resultDocument } from '../src/report/outputs.ts';
import {
  CREATED,
  FAILED,
  list,
  manyMappings,
  mapping,
  REMOVED,
  result,
  SKIPPED,
  UNCHANGED,
  UPDATED,
} from './fixtures/report-result.ts';

const WHEN = '2026-08-01T00:00:00Z';

describe('outputsOf', () => {
  test('has every output, empty where the run learned nothing, and counts as numbers', () => {
    expect(outputsOf(result({ problems: [{ message: 'bad input' }] }), undefined)).toEqual({
      mappings: '',
      'result-file': '',
      changed: 'false',
      created: '0',
      updated: '0',
      removed: '0',
      unchanged: '0',
      skipped: '0',
      failed: '0',
      count: '',
      remaining: '',
      'error-codes': '',
      truncated: 'false',
      'api-version': '',
      'zone-id': '',
    });
  });

  test('tells of a whole run', () => {
    const whole = result({
      changed: true,
      outcomes: [CREATED, UPDATED, UPDATED, REMOVED, UNCHANGED, SKIPPED, FAILED],
      list: list(mapping('203.0.113.1')),
      zoneId: '0123456789abcdef0123456789abcdef',
      apiVersion: 'v2',
    });
    expect(outputsOf(whole, '/tmp/result.json')).toEqual({
      mappings: '[{"ip":"203.0.113.1","vendor":"aws","region":"us-east-1"}]',
      'result-file': '/tmp/result.json',
      changed: 'true',
      created: '1',
      updated: '2',
      removed: '1',
      unchanged: '1',
      skipped: '1',
      failed: '1',
      count: '1',
      remaining: '3499',
      'error-codes': '1157',
      truncated: 'false',
      'api-version': 'v2',
      'zone-id': '0123456789abcdef0123456789abcdef',
    });
  });

  test('lists the mappings as they come, with the time only where it is known', () => {
    const zone = list(
      mapping('203.0.113.9'),
      mapping('203.0.113.10', 'gcp', 'europe-west1', WHEN),
      mapping('2001:db8::1'),
    );
    expect(JSON.parse(outputsOf(result({ list: zone }), undefined).mappings)).toEqual([
      { ip: '203.0.113.9', vendor: 'aws', region: 'us-east-1' },
      { ip: '203.0.113.10', vendor: 'gcp', region: 'europe-west1', modified_on: WHEN },
      { ip: '2001:db8::1', vendor: 'aws', region: 'us-east-1' },
    ]);
  });

  test('puts out an empty list as one, and that all fit', () => {
    expect(outputsOf(result({ list: list() }), undefined)).toMatchObject({
      mappings: '[]',
      count: '0',
      remaining: '3500',
    });
  });

  test('says that nothing more fits where the zone holds more than the limit', () => {
    expect(outputsOf(result({ list: list(...manyMappings(3502)) }), undefined).remaining).toBe('0');
  });

  test.each([
    [500_000, 'false', 500_000],
    [500_001, 'true', 0],
  ])('with a list of %d characters has truncated = %s', (length, truncated, shown) => {
    const without = outputsOf(result({ list: list(mapping('203.0.113.1', 'aws', '')) }), undefined).mappings.length;
    const long = list(mapping('203.0.113.1', 'aws', 'x'.repeat(length - without)));
    const outputs = outputsOf(result({ list: long }), undefined);
    expect(outputs.truncated).toBe(truncated);
    expect(outputs.mappings).toHaveLength(shown);
    expect(outputs.count).toBe('1');
  });

  test('has the codes of problems and failed entries once, by number, without those of probes', () => {
    const failing = result({
      problems: [{ message: 'a', code: 10_000 }, { message: 'b', code: 7003 }, { message: 'c' }],
      warnings: [{ message: 'd', code: 1142 }],
      outcomes: [FAILED, { ...FAILED, code: 1164 }, { ...FAILED, code: 7000 }, FAILED],
    });
    expect(outputsOf(failing, undefined)['error-codes']).toBe('1157,1164,10000');
  });
});

describe('resultDocument', () => {
  test('has the whole result', () => {
    const whole = result({
      mode: 'plan',
      changed: true,
      problems: [
        { message: 'a', code: 1157, place: { file: 'origins.yaml', line: 3, column: 7, endColumn: 9 } },
        { message: 'b', place: { line: 1, column: 2 } },
      ],
      warnings: [{ message: 'c' }],
      notices: [{ message: 'd' }],
      outcomes: [REMOVED, SKIPPED, FAILED, CREATED, UPDATED],
      list: list(mapping('203.0.113.1', 'aws', 'us-east-1', WHEN)),
      zoneId: 'z',
      apiVersion: 'v1',
      requests: 4,
      duration: 1234,
    });
    expect(JSON.parse(JSON.stringify(resultDocument(whole)))).toEqual({
      mode: 'plan',
      zone_id: 'z',
      api_version: 'v1',
      changed: true,
      counts: { created: 1, updated: 1, removed: 1, unchanged: 0, skipped: 1, failed: 1 },
      count: 1,
      remaining: 3499,
      error_codes: [1157],
      problems: [
        { message: 'a', code: 1157, file: 'origins.yaml', line: 3, column: 7, end_column: 9 },
        { message: 'b', line: 1, column: 2 },
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
    expect(resultDocument(result())).toMatchObject({
      zone_id: null,
      api_version: null,
      count: null,
      remaining: null,
      mappings: [],
      entries: [],
    });
  });

  test('never leaves the list out for its size', () => {
    const long = result({ list: list(...manyMappings(3500, 'x'.repeat(200))) });
    expect(outputsOf(long, undefined).mappings).toBe('');
    expect(resultDocument(long)).toMatchObject({ mappings: { length: 3500 } });
  });
});
