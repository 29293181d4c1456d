import { expect, test } from '@jest/globals';
import { maskCommand } from '../../../src/report/secrets.ts';

test.each([
  ['s3cr3t-token', '::add-mask::s3cr3t-token\n'],
  ['50%\r\noff', '::add-mask::50%25%0D%0Aoff\n'],
])('the command that masks %j is one line', (secret, command) => {
  expect(maskCommand(secret)).toBe(command);
});
