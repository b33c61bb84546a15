const { join } = require('node:path');

const root = join(__dirname, '..', '..');
const swc = require.resolve('@backstage/cli/config/jestSwcTransform', {
  paths: [root],
});
const parser = syntax => ({
  module: { ignoreDynamic: true, exportInteropAnnotation: true },
  jsc: { parser: syntax },
});

/** What Backstage's own configuration does for Node.js packages, for the tests that live outside of `src`. */
module.exports = {
  rootDir: root,
  testEnvironment: 'node',
  moduleFileExtensions: [
    'ts',
    'tsx',
    'mts',
    'cts',
    'js',
    'jsx',
    'mjs',
    'cjs',
    'json',
    'node',
  ],
  transform: {
    '\\.(mjs|cjs|js)$': [swc, parser({ syntax: 'ecmascript' })],
    '\\.(mts|cts|ts)$': [swc, parser({ syntax: 'typescript' })],
    '\\.tsx$': [
      swc,
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
        },
      },
    ],
  },
  // Like Backstage: what is an ES module only, Jest loads after a transform; these are large, and none.
  transformIgnorePatterns: [
    '/node_modules/(?:ajv|core-js|jest-.*|jsdom|knex|json-schema|react|react-dom|typescript)/',
  ],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/dist-types/'],
  modulePathIgnorePatterns: ['/dist/', '/dist-types/'],
};
