const base = require('../../dev/jest/base');

/** The whole system: a real node, real pods, a real browser. One test file at a time. */
module.exports = {
  ...base,
  displayName: 'e2e',
  testMatch: ['<rootDir>/e2e/src/**/*.test.ts'],
  globalSetup: '<rootDir>/e2e/jest/installedProduct.ts',
  globalTeardown: '<rootDir>/dev/jest/stopCluster.ts',
  maxWorkers: 1,
  testTimeout: 300_000,
};
