module.exports = {
  // Jest takes this from here in a run of many projects, and from the preset in a run of one.
  testTimeout: require('./jest.preset.js').testTimeout,
  projects: ['<rootDir>/libs/*/jest.config.js', '<rootDir>/apps/*/jest.config.js'],
  reporters: ['default', '<rootDir>/scripts/redis-reporter.cjs'],
};
