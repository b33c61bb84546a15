const base = require('@backstage/cli/config/eslint-factory')(__dirname);

/** Decisions know the API and nothing else: no client, no clock, no randomness, no files. */
const planRules = {
  files: ['src/plan/**/*.ts'],
  excludedFiles: ['**/*.test.ts', 'src/plan/testing/**'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        // Patterns as in .gitignore: everything is refused, then some of it is allowed.
        patterns: [
          {
            group: [
              '*',
              '!@amalthea',
              '@amalthea/*',
              '!@amalthea/jupyterserver',
              '!.',
              '!..',
              '!./**',
              '!../**',
              '**/controller/**',
              '**/observability/**',
              '**/process/**',
              '**/settings/**',
            ],
            message: 'plan imports only @amalthea/jupyterserver and itself.',
          },
        ],
      },
    ],
    'no-restricted-globals': [
      'error',
      'setTimeout',
      'setInterval',
      'fetch',
      'process',
      'performance',
    ],
    'no-restricted-properties': [
      'error',
      {
        object: 'Date',
        property: 'now',
        message: 'Time is a parameter of plan.',
      },
      { object: 'Math', property: 'random', message: 'plan knows no chance.' },
    ],
  },
};

module.exports = { ...base, overrides: [...(base.overrides ?? []), planRules] };
