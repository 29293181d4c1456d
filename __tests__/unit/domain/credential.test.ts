import { expect, test } from '@jest/globals';
import { credentialText } from '../../../src/domain/zone-reference.ts';

test('a credential is one text, another for each credential', () => {
  expect(credentialText({ kind: 'token', token: 't' })).toBe('t');
  expect(credentialText({ kind: 'key', key: 'k', email: 'a@b.example' })).toBe('a@b.example:k');
});
