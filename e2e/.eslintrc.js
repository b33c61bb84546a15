module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // These tests run from the checkout only, where `__dirname` is what it says.
    'no-restricted-syntax': 'off',
    // Jest's set-up is shared with the integration tests and belongs to no package.
    '@backstage/no-relative-monorepo-imports': 'off',
  },
});
