module.exports = {
  displayName: 'local-postgres',
  preset: '../../jest.preset.js',
};
