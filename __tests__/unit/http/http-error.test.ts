import { expect, test } from '@jest/globals';
import { failureCode } from '../../../src/http/http-error.ts';

const coded = (code: string, cause?: Error) => Object.assign(new Error('no', { cause }), { code });

test.each<[string, unknown]>([
  ['ECONNREFUSED', coded('ECONNREFUSED')],
  ['ECONNRESET', new TypeError('fetch failed', { cause: coded('ECONNRESET') })],
  ['EPIPE', coded('EPIPE', new Error('why'))],
  ['ECONNREFUSED', new AggregateError([coded('ECONNREFUSED'), coded('ENETUNREACH')])],
  ['connection broken', new AggregateError([])],
  ['connection broken', new Error('words')],
  ['connection broken', undefined],
])('the code of a failure is %s, wherever it stands', (code, error) => {
  expect(failureCode(error)).toBe(code);
});
