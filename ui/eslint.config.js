import reactHooks from 'eslint-plugin-react-hooks'
import globals from 'globals'
import tseslint from 'typescript-eslint'

/** Imports go one way: apps -> components -> api-client. Nothing reaches into another package's folders. */
const forbid = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] })
const deep = { group: ['@authproxy/*/src/**'], message: 'Use what the package exports.' }

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', 'packages/api-client/src/schema/**', 'screenshots/**'] },
  ...tseslint.configs.strict,
  {
    languageOptions: { globals: { ...globals.browser } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      eqeqeq: 'error',
      'no-console': 'error',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
    },
  },
  { files: ['**/*.{ts,tsx}'], ...reactHooks.configs.flat['recommended-latest'] },
  {
    files: ['packages/api-client/**'],
    rules: forbid({ group: ['@authproxy/*', 'react', 'react-dom', '@mantine/*'], message: 'The client knows neither components nor apps.' }),
  },
  {
    files: ['packages/components/**'],
    rules: forbid(
      { group: ['@authproxy/*', '**/apps/**', '@tanstack/*'], message: 'Components know no app, no server and no router.' },
      deep,
    ),
  },
  { files: ['apps/**'], rules: forbid(deep, { group: ['**/packages/**'], message: 'Import a package by its name.' }) },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: { ...globals.node } },
    rules: { 'no-console': 'off' },
  },
)
