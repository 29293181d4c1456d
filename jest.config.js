export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {},
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/dist/', '<rootDir>/.stryker-tmp/'],
  // All cores: the default leaves one idle, which is half of a small machine.
  maxWorkers: '100%',
  testTimeout: 60_000,
  collectCoverage: true,
  coverageProvider: 'babel',
  coverageDirectory: 'coverage',
  coverageReporters: ['text', 'json-summary'],
  collectCoverageFrom: ['src/**/*.ts'],
  coverageThreshold: { global: { lines: 100, statements: 100, functions: 100, branches: 98 } },
};
