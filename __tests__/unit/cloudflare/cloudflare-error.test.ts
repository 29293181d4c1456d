import { describe, expect, test } from '@jest/globals';
import {
  CloudflareError,
  type CloudflareErrorKind,
  cloudflareErrorOf,
  codesIn,
} from '../../../src/cloudflare/cloudflare-error.ts';

describe('An error', () => {
  test.each([
    [[7003, 1157], 1157],
    [[7003, 1140], 1140],
    [[7003, 1164], 1164],
    [[7003, 1139], 7003],
    [[7003, 1165], 7003],
    [[10000], 10000],
    [[], undefined],
  ])('with codes %p says most with %p', (codes, code) => {
    expect(new CloudflareError('refused', 'words', codes).code).toBe(code);
  });

  test.each([
    [[], {}],
    [[1157], { code: 1157 }],
    [[6003, 9106], { code: 6003, codes: [6003, 9106] }],
  ])('with codes %p is reported with %p', (codes, reported) => {
    expect(codesIn(new CloudflareError('refused', 'words', codes))).toEqual(reported);
  });

  test.each<[CloudflareErrorKind, boolean, boolean]>([
    ['no-route', true, false],
    ['missing', false, false],
    ['limit', false, false],
    ['denied', true, false],
    ['refused', false, false],
    ['unanswered', false, true],
    ['out-of-time', true, true],
    ['cancelled', true, true],
  ])('%s: is final %p, may have taken effect %p', (kind, final, unclear) => {
    const error = new CloudflareError(kind, 'words');
    expect({ final: error.final, unclear: error.unclear }).toEqual({ final, unclear });
  });

  test('keeps its cause', () => {
    const reason = new TypeError('a cause');
    const { name, codes, cause, tries } = new CloudflareError('missing', 'words', undefined, reason);
    expect({ name, codes, cause, tries }).toEqual({ name: 'CloudflareError', codes: [], cause: reason, tries: 0 });
  });

  test('is returned by a catch, and a fault of the program is thrown', () => {
    const error = new CloudflareError('missing', 'words');
    expect(cloudflareErrorOf(error)).toBe(error);
    expect(() => cloudflareErrorOf(new TypeError('a fault'))).toThrow('a fault');
  });
});
