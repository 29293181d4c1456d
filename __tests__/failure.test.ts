import { describe, expect, test } from '@jest/globals';
import { diagnose, Failure, type FailureKind, failureOf } from '../src/zone/failure.ts';

const answer = (status: number, ...codes: number[]) =>
  diagnose({ status, errors: codes.map((code) => ({ code, message: `words of ${code}` })) });

describe('An answer that is no success is', () => {
  test.each<[kind: FailureKind | 'again', status: number, ...codes: number[]]>([
    ['no-route', 404],
    ['no-route', 405],
    ['no-route', 410],
    ['no-route', 501],
    ['no-route', 400, 7003, 7000],
    ['no-route', 404, 7003, 7000],
    ['no-route', 404, 7000],
    ['no-route', 200, 7003],
    ['no-route', 404, 10000],
    ['no-route', 405, 10405],
    ['no-route', 404, 1139],
    ['no-route', 404, 1165],
    ['refused', 404, 1146],
    ['refused', 405, 1145],
    ['refused', 410, 1141],
    ['again', 501, 1146],
    ['gone', 404, 1142],
    ['gone', 404, 1163],
    ['gone', 400, 1142],
    ['limit', 403, 1164],
    ['limit', 200, 1164],
    ['limit', 429, 1164],
    ['again', 429],
    ['again', 429, 971],
    ['again', 400, 10100],
    ['again', 408],
    ['again', 500],
    ['again', 503],
    ['again', 520],
    ['again', 500, 1140],
    ['again', 200, 1140],
    ['again', 400, 1156],
    ['again', 404, 1140],
    ['denied', 401],
    ['denied', 403],
    ['denied', 403, 10000],
    ['denied', 400, 9109],
    ['denied', 400, 6003],
    ['denied', 400, 6111],
    ['denied', 400, 9103],
    ['denied', 400, 9106],
    ['denied', 400, 9107],
    ['refused', 403, 1157],
    ['refused', 400, 1157],
    ['refused', 400],
    ['refused', 302],
    ['refused', 200],
    ['refused', 304],
    ['refused', 300],
  ])('%s: HTTP %d with %p', (kind, status, ...codes) => {
    const diagnosis = answer(status, ...codes);
    expect(diagnosis.kind === 'again' ? 'again' : diagnosis.failure.kind).toBe(kind);
  });

  test.each([
    [302, [], 'a redirect, which is never followed; check api-base-url'],
    [400, [9106], 'the credential is malformed. Check that the secret holds the bare API token'],
    [403, [9109], 'the permission Zone Settings: Edit (plan and check: Read)'],
    [400, [1157], 'Cloudflare answered 1157 (words of 1157)'],
    [400, [1145, 1157], 'Cloudflare answered 1145 (words of 1145), 1157 (words of 1157)'],
    [300, [], 'a redirect, which is never followed; check api-base-url'],
    [418, [], 'Cloudflare answered HTTP 418 without an error code'],
  ])('told with its remedy: HTTP %d with %p', (status, codes, words) => {
    const diagnosis = answer(status, ...codes);
    expect(diagnosis.kind === 'failed' && diagnosis.failure.message).toContain(words);
  });
});

describe('A failure', () => {
  test.each([
    [[7003, 1157], 1157],
    [[7003, 1140], 1140],
    [[7003, 1164], 1164],
    [[7003, 1139], 7003],
    [[7003, 1165], 7003],
    [[10000], 10000],
    [[], undefined],
  ])('of codes %p says most with %p', (codes, code) => {
    expect(new Failure('refused', 'words', codes).code).toBe(code);
  });

  test.each<[FailureKind, boolean, boolean]>([
    ['no-route', true, false],
    ['gone', false, false],
    ['limit', false, false],
    ['denied', true, false],
    ['refused', false, false],
    ['unanswered', false, true],
    ['out-of-time', true, true],
    ['cancelled', true, true],
  ])('%s: ends the run %p, may have taken effect %p', (kind, final, unclear) => {
    const failure = new Failure(kind, 'words');
    expect({ final: failure.final, unclear: failure.unclear }).toEqual({ final, unclear });
  });

  test('says of what kind it is and what caused it', () => {
    const cause = new TypeError('a cause');
    const { name, codes, cause: told } = new Failure('gone', 'words', undefined, cause);
    expect({ name, codes, told }).toEqual({ name: 'Failure', codes: [], told: cause });
  });

  test('is handed on by a catch, and a fault of the program is thrown', () => {
    const failure = new Failure('gone', 'words');
    expect(failureOf(failure)).toBe(failure);
    expect(() => failureOf(new TypeError('a fault'))).toThrow('a fault');
  });
});
