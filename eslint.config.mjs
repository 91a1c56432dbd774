import eslint from '@eslint/js'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'

const TYPESCRIPT = ['libs/**/*.ts', 'apps/**/*.ts', 'apps/**/*.tsx', 'tests/**/*.ts', 'infra/**/*.ts']
const TESTS = ['**/*.spec.ts', '**/*.spec.tsx', 'tests/**/*.ts', 'libs/testing/**/*.ts']

const environment = { object: 'process', property: 'env', message: 'The environment is read in config.ts of an app, once.' }
const clockAndChance = [
  { object: 'Date', property: 'now', message: 'The clock is injected (#kernel: Clock).' },
  { object: 'Math', property: 'random', message: 'Chance is injected, or comes from node:crypto in the kernel.' },
  { object: 'crypto', property: 'randomUUID', message: 'Ids come from the kernel.' },
]
const newDate = { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'The clock is injected (#kernel: Clock).' }
const rawLook = [
  {
    selector: 'Literal[value=/#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i]',
    message: 'Colours stand in apps/web/src/theme/tokens.ts.',
  },
  { selector: 'Literal[value=/^(rgb|hsl|oklch|oklab|lab|lch)a?\\(/i]', message: 'Colours stand in apps/web/src/theme/tokens.ts.' },
  {
    selector: 'Property[key.name=/^(fontSize|borderRadius|fontFamily|color|background|backgroundColor|borderColor)$/] > Literal',
    message: 'Type sizes, radii and colours stand in apps/web/src/theme/tokens.ts.',
  },
  {
    selector: 'JSXAttribute[name.name=/^(fz|radius|c|bg)$/] > Literal[value=/^[0-9#]/]',
    message: 'Type sizes, radii and colours stand in apps/web/src/theme/tokens.ts.',
  },
]

export default defineConfig(
  {
    ignores: [
      'dist/**',
      'node_modules/**',
      'coverage/**',
      '.teduh/**',
      'apps/web/src/api/schema.ts',
      'apps/web/src/api/schema.d.ts',
      'tests/architecture/fixtures/**',
    ],
  },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  {
    files: TYPESCRIPT,
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: ['./tsconfig.json', './apps/web/tsconfig.json'], tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allow: [{ from: 'file', name: 'Conditions' }] }],
      // Nest's modules are classes without members; handlers of one command may need no `this`.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // `() => say(…)` reads well; a promise among them is caught by no-floating-promises and no-misused-promises.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      'no-restricted-properties': ['error', environment, ...clockAndChance],
      'no-restricted-syntax': ['error', newDate],
      'no-restricted-imports': ['error', { paths: [{ name: 'node:crypto', importNames: ['randomUUID'], message: 'Ids come from the kernel.' }] }],
      // `Row` in `query<Row>` says what the SQL answers; nothing else can.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // `Instant | LocalDate` tells the reader what the compiler cannot: both are strings.
      '@typescript-eslint/no-duplicate-type-constituents': 'off',
      '@typescript-eslint/no-redundant-type-constituents': 'off',
      // Ports are records of functions without `this`; taking one out of its record is how they are used.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // Control characters are refused at the edge, so they have to be named.
      'no-control-regex': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
    },
  },
  {
    // Time and chance enter here and are handed on.
    files: ['libs/kernel/**', 'libs/testing/**', 'apps/**', 'tests/**', '**/*.spec.ts'],
    rules: { 'no-restricted-properties': ['error', environment], 'no-restricted-syntax': 'off', 'no-restricted-imports': 'off' },
  },
  {
    files: ['**/config.ts', 'infra/scripts/**', '**/vite.config.ts', 'tests/**'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['apps/web/**/*.ts', 'apps/web/**/*.tsx'],
    ignores: ['apps/web/src/theme/**', '**/*.spec.ts'],
    rules: { 'no-restricted-syntax': ['error', ...rawLook] },
  },
  {
    // A form's instance is data: what is spread are its fields.
    files: ['apps/api/src/http/**/*.ts'],
    rules: { '@typescript-eslint/no-misused-spread': 'off' },
  },
  {
    // A matcher's result is not awaited by name, and a mock's method is not called.
    files: TESTS,
    rules: {
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description' }],
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'performance',
          'require',
          'module',
          'fetch',
          'URL',
          'setTimeout',
          'setInterval',
          'clearTimeout',
          'clearInterval',
          'AbortSignal',
          'Buffer',
          '__dirname',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
)
