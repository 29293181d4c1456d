import { describe, expect, test } from '@jest/globals';
import { type CloudflareErrorKind, diagnose, type ErrorAnswer } from '../../../src/cloudflare/cloudflare-error.ts';

const diagnosisOf = (status: number, answer: Partial<ErrorAnswer> = {}) =>
  diagnose({ status, errors: [], permission: 'DNS: Read', ...answer });
const coded = (...codes: number[]) => ({ errors: codes.map((code) => ({ code, message: `words of ${code}` })) });
const kindOf = (diagnosis: ReturnType<typeof diagnose>) =>
  diagnosis.kind === 'retry' ? 'retry' : diagnosis.error.kind;
const wordsOf = (diagnosis: ReturnType<typeof diagnose>) =>
  diagnosis.kind === 'retry'
    ? [diagnosis.words, diagnosis.remedy].filter((part) => part !== undefined).join('. ')
    : diagnosis.error.message;

describe('An answer that is no success is', () => {
  test.each<[kind: CloudflareErrorKind | 'retry', status: number, ...codes: number[]]>([
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
    ['retry', 501, 1146],
    ['missing', 404, 1142],
    ['missing', 404, 1163],
    ['missing', 400, 1142],
    ['limit', 403, 1164],
    ['limit', 200, 1164],
    ['limit', 429, 1164],
    ['retry', 429],
    ['retry', 429, 971],
    ['retry', 400, 10100],
    ['retry', 408],
    ['retry', 500],
    ['retry', 503],
    ['retry', 520],
    ['retry', 500, 1140],
    ['retry', 200, 1140],
    ['retry', 400, 1156],
    ['retry', 404, 1140],
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
    ['refused', 401, 1157],
    ['refused', 400, 1157],
    ['refused', 400],
    ['refused', 302],
    ['refused', 200],
    ['refused', 304],
    ['refused', 300],
  ])('%s: HTTP %d with %p', (kind, status, ...codes) => {
    expect(kindOf(diagnosisOf(status, coded(...codes)))).toBe(kind);
  });

  test.each<[number, number[], string]>([
    [302, [], 'Cloudflare answered HTTP 302 without an error code. A redirect is never followed; check api-base-url'],
    [400, [9106], 'The credential is malformed. Check that the secret holds the API token and nothing else'],
    [403, [9109], 'has the permission DNS: Read for this zone'],
    [403, [10000], 'its client IP address filter, if it has one, admits this runner'],
    [400, [1157], 'Cloudflare answered 1157 (words of 1157)'],
    [400, [1145, 1157], 'Cloudflare answered 1145 (words of 1145), 1157 (words of 1157)'],
    [418, [], 'Cloudflare answered HTTP 418 without an error code'],
    [500, [], "The fault is on Cloudflare's side: run again later, and see https://www.cloudflarestatus.com"],
    [200, [1140], "The fault is on Cloudflare's side: run again later"],
  ])('reported with its remedy: HTTP %d with %p', (status, codes, words) => {
    expect(wordsOf(diagnosisOf(status, coded(...codes)))).toContain(words);
  });

  test('reported in Cloudflare’s words where it has no code', () => {
    const errors = [{ message: 'Access denied by policy' }, { message: 'no message' }];
    expect(wordsOf(diagnosisOf(400, { errors }))).toBe(
      'Cloudflare answered HTTP 400: Access denied by policy, no message',
    );
    expect(wordsOf(diagnosisOf(400, { errors: [...errors, { code: 1157, message: 'x' }] }))).toBe(
      'Cloudflare answered Access denied by policy, no message, 1157 (x)',
    );
  });

  test('reported in 1,000 characters of Cloudflare’s at most, however many errors there are', () => {
    const errors = Array(20).fill({ code: 1157, message: 'x'.repeat(1000) });
    expect(wordsOf(diagnosisOf(400, { errors }))).toHaveLength('Cloudflare answered '.length + 1000);
  });
});

describe('A page of HTML', () => {
  const page = { host: 'api.test', ray: '8f1e2d3c4b5a6978-FRA', isHtml: true };
  test.each<[CloudflareErrorKind | 'retry', number]>([
    ['refused', 403],
    ['refused', 401],
    ['refused', 400],
    ['refused', 302],
    ['no-route', 404],
    ['retry', 200],
    ['retry', 429],
    ['retry', 503],
  ])('is %s with HTTP %d, and never a wrong token', (kind, status) => {
    const diagnosis = diagnosisOf(status, { page });
    expect(kindOf(diagnosis)).toBe(kind);
    expect(wordsOf(diagnosis)).toMatch(
      new RegExp(`^api\\.test answered HTTP ${status} with a page of HTML, cf-ray 8f1e2d3c4b5a6978-FRA`),
    );
    expect(wordsOf(diagnosis)).not.toMatch(/token|credential/);
  });

  test.each([200, 403])('with HTTP %d says who may have answered', (status) => {
    expect(wordsOf(diagnosisOf(status, { page }))).toContain(
      'A firewall, a challenge or a proxy answered, not the API. Let this runner reach the API, or check api-base-url',
    );
  });

  test.each([
    [undefined, 'a page of HTML. A'],
    ['::warning::x y', 'a page of HTML, cf-ray "::warning::x y". A'],
  ])('is named with the cf-ray %p', (ray, words) => {
    expect(wordsOf(diagnosisOf(403, { page: { ...page, ray } }))).toContain(words);
  });
});
