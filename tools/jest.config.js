import root from '../jest.config.js';

/** Cloudflare's own clients against the emulator: `npm run sdk`. */
export default {
  ...root,
  rootDir: '..',
  testMatch: ['<rootDir>/tools/sdk/**/*.test.ts'],
  collectCoverage: false,
};
