const { createConfigForRole } = require('@backstage/cli/config/eslint-factory');

/** What Node runs as it is: these tests use Node's own runner, so Jest's rules do not apply to them. */
const config = createConfigForRole(__dirname, 'node-library', {
  rules: {
    // These rooms are no packages; what they import from node_modules is declared at the root.
    '@backstage/no-undeclared-imports': 'off',
    // A file tells its story from the top down.
    '@typescript-eslint/no-use-before-define': ['error', { functions: false, variables: false }],
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
