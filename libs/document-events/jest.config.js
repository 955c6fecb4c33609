module.exports = {
  displayName: 'document-events',
  preset: '../../jest.preset.js',
};
