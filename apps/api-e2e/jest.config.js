module.exports = {
  displayName: 'api-e2e',
  preset: '../../jest.preset.js',
  // Every exchange with the host is held against its OpenAPI document.
  setupFilesAfterEnv: ['<rootDir>/src/testing/hold-to-contract.ts'],
};
