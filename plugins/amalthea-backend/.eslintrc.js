module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  overrides: [
    {
      files: ['**/*.test.ts'],
      rules: {
        // supertest's requests assert with `.expect(status)`.
        'jest/expect-expect': [
          'warn',
          {
            assertFunctionNames: [
              'expect',
              'request.**.expect',
              'get.expect',
              'put.expect',
              'open.expect',
              'post',
            ],
          },
        ],
      },
    },
  ],
});
