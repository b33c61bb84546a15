module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // Assertions of the attack suite that live in a function of their own.
    'jest/expect-expect': [
      'warn',
      {
        assertFunctionNames: [
          'expect',
          'refused',
          'until',
          'fc.assert',
          'target.proveAlive',
          'expectCleanPool',
        ],
      },
    ],
  },
});
