const { createConfigForRole } = require('@backstage/cli/config/eslint-factory');
const { rules } = require('./eslint.cjs');

/** What Node runs as it is: these tests use Node's own runner, so Jest's rules do not apply to them. */
const config = createConfigForRole(__dirname, 'node-library', {
  rules: {
    ...rules,
    // These rooms are no packages; what they import from node_modules is declared at the root.
    '@backstage/no-undeclared-imports': 'off',
    // Node takes types away one file at a time: it has to be told what is only a type.
    '@typescript-eslint/consistent-type-imports': [
      'error',
      { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
    ],
    // TypeScript knows which functions have to return something.
    'consistent-return': 'off',
  },
});

module.exports = {
  ...config,
  root: true,
  extends: config.extends.filter(name => !name.startsWith('plugin:jest')),
  env: { node: true },
};
