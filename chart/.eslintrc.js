module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // Its generators and tests run from the checkout only, where `__dirname` is what it says.
    'no-restricted-syntax': 'off',
  },
});
