const { join } = require('node:path');

/** Shared by every project: sources through swc, workspace packages by their `@hookline/source` condition. */
module.exports = {
  testEnvironment: 'node',
  // Absolute, so that a run of many projects sees one and the same file and runs it once.
  globalSetup: join(__dirname, 'jest.global-setup.ts'),
  globalTeardown: join(__dirname, 'jest.global-teardown.ts'),
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  testEnvironmentOptions: {
    customExportConditions: ['@hookline/source', 'require', 'node', 'default'],
  },
  transform: { '^.+\\.(ts|js|mjs)$': ['@swc/jest', require('./scripts/swc-options.cjs')] },
  // Nest 12, Octokit and jose ship ES modules, which jest can only require after a transform.
  transformIgnorePatterns: ['/node_modules/(?!(@nestjs|@octokit|jose)/)'],
  // An ES module without an entry for `require`.
  moduleNameMapper: {
    '^@octokit/webhooks-methods$': join(
      __dirname,
      'node_modules/@octokit/webhooks-methods/dist-node/index.js',
    ),
  },
  moduleFileExtensions: ['ts', 'js', 'mjs', 'json', 'node'],
  // For the slowest of machines: nothing waits for the time, everything for a signal.
  testTimeout: 60_000,
};
