const createConfig = require('@backstage/cli/config/eslint-factory');

/** Where the house differs from what Backstage's own configuration says. */
const rules = {
  // A file tells its story from the top down.
  '@typescript-eslint/no-use-before-define': ['error', { functions: false, variables: false }],
  // A chain of conditions, laid out by prettier, reads like a table.
  'no-nested-ternary': 'off',
};

const testRules = {
  // A rule that is held against many cases speaks of some of them; each test was seen to fail once.
  'jest/no-conditional-expect': 'off',
  'jest/expect-expect': ['error', { assertFunctionNames: ['expect', 'expect*', '**.expect*', '**.assert*'] }],
};

/** The configuration of a package or plugin, by its role. */
const forPackage = folder => createConfig(folder, { rules, testRules });

module.exports = { forPackage, rules };
