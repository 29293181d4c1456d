import { describe, expect, test } from '@jest/globals';
import { outputsOf } from '../../../src/report/outputs.ts';
import { createRedact } from '../../../src/report/redact.ts';
import {
  CREATED,
  FAILED,
  manyMappings,
  mapping,
  REMOVED,
  result,
  SKIPPED,
  UNCHANGED,
  UPDATED,
  zone,
} from './results.ts';

const keep = (text: string) => text;
const WHEN = '2026-08-01T00:00:00Z';

describe('outputsOf', () => {
  test('has every output, empty where the run learned nothing, and counts as numbers', () => {
    expect(outputsOf(result({ problems: [{ message: 'bad input' }] }), undefined, keep)).toEqual({
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
      'tiered-cache': '',
    });
  });

  test('hold what a whole run learned and did', () => {
    const whole = result({
      changed: true,
      outcomes: [CREATED, UPDATED, UPDATED, REMOVED, UNCHANGED, SKIPPED, FAILED],
      existing: zone(mapping('203.0.113.1')),
      zoneId: '0123456789abcdef0123456789abcdef',
      apiVersion: 'v2',
      tieredCache: 'generic',
    });
    expect(outputsOf(whole, '/tmp/result.json', keep)).toEqual({
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
      'tiered-cache': 'generic',
    });
  });

  test('lists the mappings by address, with the time only where it is known, and unreadable rows last', () => {
    const existing = {
      ...zone(mapping('2001:db8::1'), mapping('203.0.113.10', 'gcp', 'europe-west1', WHEN), mapping('203.0.113.9')),
      unreadable: [{ ip: '10.0.0.0/8', vendor: '', region: 'x' }],
    };
    const outputs = outputsOf(result({ existing }), undefined, keep);
    expect(JSON.parse(outputs.mappings)).toEqual([
      { ip: '203.0.113.9', vendor: 'aws', region: 'us-east-1' },
      { ip: '203.0.113.10', vendor: 'gcp', region: 'europe-west1', modified_on: WHEN },
      { ip: '2001:db8::1', vendor: 'aws', region: 'us-east-1' },
      { ip: '10.0.0.0/8', vendor: '', region: 'x' },
    ]);
    expect(outputs).toMatchObject({ count: '4', remaining: '3496' });
  });

  test('puts out an empty list as one, and that all fit', () => {
    expect(outputsOf(result({ existing: zone() }), undefined, keep)).toMatchObject({
      mappings: '[]',
      count: '0',
      remaining: '3500',
    });
  });

  test('says that nothing more fits where the zone holds more than the limit', () => {
    expect(outputsOf(result({ existing: zone(...manyMappings(3502)) }), undefined, keep).remaining).toBe('0');
  });

  test.each([
    [500_000, 'false', 500_000],
    [500_001, 'true', 0],
  ])('with a list of %d characters has truncated = %s', (length, truncated, shown) => {
    const of = (region: string) =>
      outputsOf(result({ existing: zone(mapping('203.0.113.1', 'aws', region)) }), undefined, keep);
    const outputs = of('x'.repeat(length - of('').mappings.length));
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
    expect(outputsOf(failing, undefined, keep)['error-codes']).toBe('1157,1164,10000');
  });

  test('has all codes of an answer that held several', () => {
    const failing = result({
      problems: [{ message: 'a', code: 6003, codes: [6003, 9106] }],
      outcomes: [{ ...FAILED, code: 1157, codes: [1157, 1146, 9999, 7003] }],
    });
    expect(outputsOf(failing, undefined, keep)['error-codes']).toBe('1146,1157,6003,9106,9999');
  });

  test('puts the list last, so that the others are written where a disk fills up', () => {
    expect(Object.keys(outputsOf(result(), undefined, keep)).at(-1)).toBe('mappings');
  });

  test.each(['"', ',', 's3cr3t', '1'])('hides the secret %j and stays JSON and numbers', (secret) => {
    const redact = createRedact({ secrets: [secret], addresses: 'show' });
    const failing = result({ zoneId: 's3cr3t', existing: zone(mapping('203.0.113.7', 'aws', `a${secret}b`)) });
    const outputs = outputsOf(failing, '/tmp/s3cr3t-1', redact);
    expect(JSON.parse(outputs.mappings)).toMatchObject([{ region: 'a***b' }]);
    expect(outputs).toMatchObject({ count: '1', remaining: '3499', 'result-file': '/tmp/s3cr3t-1' });
    expect(outputs['zone-id']).toBe(secret === 's3cr3t' ? '***' : redact('s3cr3t'));
  });
});
