module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // These commands run from the checkout only, where `__dirname` is what it says.
    'no-restricted-syntax': 'off',
  },
});
