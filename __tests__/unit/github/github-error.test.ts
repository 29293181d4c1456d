import { describe, expect, test } from '@jest/globals';
import { diagnose, GitHubError, type GitHubErrorKind, githubErrorOf } from '../../../src/github/github-error.ts';
import { HttpError } from '../../../src/http/http.ts';
import { NOW } from './fake-github.ts';

const context = {
  clock: { date: () => NOW },
  proxy: undefined,
  redact: (text: string) => text.replaceAll('secret', '***'),
};
const answered = (status: number, message: unknown = '', headers: Record<string, string | number> = {}) => ({
  status,
  response: { headers, data: { message } },
});

test.each<[object, GitHubErrorKind, number | 'never' | 'backoff', string]>([
  [
    answered(403, 'Resource not accessible by integration'),
    'forbidden',
    'never',
    'GitHub answered 403 ("Resource not accessible by integration")',
  ],
  [
    answered(403, 'Unable to create comment because issue is locked.'),
    'locked',
    'never',
    'GitHub answered 403 ("Unable to create comment because issue …")',
  ],
  [
    answered(403, 'Repository access blocked'),
    'forbidden',
    'never',
    'GitHub answered 403 ("Repository access blocked")',
  ],
  [
    answered(401, 'Bad credentials'),
    'unauthorized',
    'never',
    'GitHub answered 401 ("Bad credentials"): github-token is wrong or has expired',
  ],
  [answered(404, 'Not Found'), 'missing', 'never', 'GitHub answered 404 ("Not Found")'],
  [answered(422, 'a secret value'), 'unexpected', 'never', 'GitHub answered 422 ("a *** value")'],
  [answered(500, { a: 1 }), 'unavailable', 'backoff', 'GitHub answered 500'],
  [{ status: 503, response: { headers: {}, data: null } }, 'unavailable', 'backoff', 'GitHub answered 503'],
  [
    answered(403, 'no', { 'retry-after': '3600' }),
    'limited',
    3_600_000,
    `GitHub answered 403 ("no"): over GitHub's rate limit`,
  ],
  [
    answered(403, 'no', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': NOW / 1000 + 60 }),
    'limited',
    60_000,
    `GitHub answered 403 ("no"): over GitHub's rate limit`,
  ],
  [answered(429, 'no'), 'limited', 'never', `GitHub answered 429 ("no"): over GitHub's rate limit`],
  [
    answered(429, 'no', { 'retry-after': '0', 'x-ratelimit-reset': NOW / 1000 - 9 }),
    'limited',
    'never',
    `GitHub answered 429 ("no"): over GitHub's rate limit`,
  ],
  [
    answered(403, 'You have exceeded a secondary rate limit'),
    'limited',
    'never',
    `GitHub answered 403 ("You have exceeded a secondary rate limit"): over GitHub's rate limit`,
  ],
  [
    { errors: [{ type: 'FORBIDDEN', message: 'a secret' }] },
    'forbidden',
    'never',
    'GitHub answered with an error ("a ***")',
  ],
  [{ errors: [{ type: 'INSUFFICIENT_SCOPES' }] }, 'forbidden', 'never', 'GitHub answered with an error ("")'],
  [{ errors: [{ type: 'NOT_FOUND' }] }, 'missing', 'never', 'GitHub answered with an error ("")'],
  [{ errors: [{ type: 'RATE_LIMITED' }] }, 'limited', 'never', 'GitHub answered with an error ("")'],
  [{ errors: [{ message: { a: 1 } }] }, 'unavailable', 'backoff', 'GitHub answered with an error ("")'],
  [{ errors: [null] }, 'unavailable', 'backoff', 'GitHub answered with an error ("")'],
  [{ errors: [] }, 'unavailable', 'backoff', 'GitHub answered with an error ("")'],
  [new TypeError('x'), 'unexpected', 'never', 'GitHub answered with something that cannot be read'],
  [{ status: 500 }, 'unexpected', 'never', 'GitHub answered with something that cannot be read'],
])('%j is %s, retried: %s', (thrown, kind, retry, message) => {
  const diagnosis = diagnose(thrown, context);
  expect(diagnosis).toMatchObject({ error: { kind, message }, retry });
});

describe('without an answer', () => {
  test.each<[ConstructorParameters<typeof HttpError>[0], GitHubErrorKind, 'never' | 'backoff', string]>([
    [
      'unreachable',
      'unavailable',
      'backoff',
      'GitHub cannot be reached through the proxy http://proxy.example:3128 (CODE)',
    ],
    ['aborted', 'unavailable', 'backoff', 'GitHub gave no answer in time through the proxy http://proxy.example:3128'],
    ['certificate', 'unavailable', 'never', 'its own words'],
    ['proxy', 'unavailable', 'never', 'its own words'],
    ['too-large', 'unexpected', 'never', 'its own words'],
    ['unsendable', 'unexpected', 'never', 'its own words'],
  ])('the cause %s is found, wherever the library wraps it', (kind, expected, retry, message) => {
    const cause = new HttpError(kind, 'CODE', 'its own words');
    const wrapped = Object.assign(new Error('x', { cause }), { status: 500 });
    expect(diagnose(wrapped, { ...context, proxy: 'http://proxy.example:3128' })).toMatchObject({
      error: { kind: expected, message },
      retry,
    });
  });

  test('no proxy is named where there is none', () => {
    const cut = new HttpError('unreachable', 'ECONNRESET', '');
    expect(diagnose(cut, context).error.message).toBe('GitHub cannot be reached (ECONNRESET)');
  });
});

test('an error of this kind is kept; any other value that is caught is thrown again', () => {
  const error = new GitHubError('missing', 'x');
  expect(diagnose(error, context)).toEqual({ error, retry: 'never' });
  expect(githubErrorOf(error)).toBe(error);
  expect(() => githubErrorOf(new RangeError('a mistake'))).toThrow(RangeError);
});
