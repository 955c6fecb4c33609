const { availableParallelism } = require('node:os');

module.exports = {
  // Tests wait for servers and databases for half of their time: one worker would leave a processor idle.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  // Each suite loads modules of its own, which are never given back: a process of 3 GB collects garbage.
  workerIdleMemoryLimit: '1GB',
  // Jest takes this from here in a run of many projects, and from the preset in a run of one.
  testTimeout: require('./jest.preset.js').testTimeout,
  projects: ['<rootDir>/libs/*/jest.config.js', '<rootDir>/apps/*/jest.config.js'],
  reporters: ['default', '<rootDir>/scripts/redis-reporter.cjs'],
};
