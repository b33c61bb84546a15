const base = require('./base');

/** Tests of single parts against a real control plane with simulated nodes; one cluster for all of them. */
module.exports = {
  ...base,
  displayName: 'integration',
  testMatch: [
    '<rootDir>/*/integration/**/*.test.ts',
    '<rootDir>/plugins/*/integration/**/*.test.ts',
  ],
  globalSetup: '<rootDir>/dev/jest/simulatedCluster.ts',
  globalTeardown: '<rootDir>/dev/jest/stopCluster.ts',
  testTimeout: 120_000,
};
