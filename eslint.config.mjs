import tseslint from 'typescript-eslint'
import prettier from 'eslint-config-prettier'

/**
 * Imports point one way: main, cli → constructs, hooks, core/proof, core/review → core/access → core/terraform →
 * core/policy → core/model.
 */
const layers = {
  'core/model': ['policy', 'terraform', 'access', 'review', 'proof', 'constructs', 'hooks', 'cli'],
  'core/policy': ['terraform', 'access', 'review', 'proof', 'constructs', 'hooks', 'cli'],
  'core/terraform': ['access', 'review', 'proof', 'constructs', 'hooks', 'cli'],
  'core/access': ['review', 'proof', 'constructs', 'hooks', 'cli'],
  'core/review': ['proof', 'constructs', 'hooks', 'cli'],
  'core/proof': ['access', 'review', 'constructs', 'hooks', 'cli'],
  constructs: ['terraform', 'access', 'review', 'proof', 'hooks', 'cli'],
  hooks: ['terraform', 'access', 'review', 'proof', 'constructs', 'cli'],
}

const barrel = {
  name: '@cdktf/provider-aws',
  message:
    'Import one resource by its deep path (@cdktf/provider-aws/lib/iam-role): the barrel costs 2.4 s and 575 MB.',
}
const onlyConstructs = 'Only constructs/ knows CDKTF, so that moving to another CDK is a change of one folder.'

/** @param knowsCdktf whether the files may import CDKTF */
const restrict = (knowsCdktf, patterns) => ({
  '@typescript-eslint/no-restricted-imports': [
    'error',
    {
      paths: [
        barrel,
        ...(knowsCdktf ? [] : ['cdktf', 'constructs'].map((name) => ({ name, message: onlyConstructs }))),
      ],
      patterns: [...patterns, ...(knowsCdktf ? [] : [{ group: ['cdktf/**', '@cdktf/**'], message: onlyConstructs }])],
    },
  ],
})

export default tseslint.config(
  { ignores: ['node_modules/', 'cdktf.out/', 'coverage/', '**/*.js', '**/*.mjs'] },
  ...tseslint.configs.strict,
  {
    languageOptions: { parserOptions: { project: './tsconfig.json' } },
    rules: {
      ...restrict(true, []),
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  { files: ['core/**/*.ts', 'hooks/**/*.ts', 'cli/**/*.ts', 'main.ts'], rules: restrict(false, []) },
  ...Object.entries(layers).map(([layer, forbidden]) => ({
    files: [`${layer}/**/*.ts`],
    rules: restrict(layer === 'constructs', [
      {
        // constructs/hooks is not hooks/.
        group: [...forbidden.map((name) => `**/${name}/**`), ...(layer === 'constructs' ? ['!./hooks/**'] : [])],
        message: `${layer} may not import this layer: see docs/ARCHITECTURE.md.`,
      },
    ]),
  })),
  {
    // It reviews plans, and nothing else of the hooks may.
    files: ['hooks/run-task/**/*.ts'],
    rules: restrict(false, [
      {
        group: layers.hooks
          .filter((name) => !['review', 'access', 'terraform'].includes(name))
          .map((name) => `**/${name}/**`),
        message: 'hooks/run-task may not import this layer: see docs/ARCHITECTURE.md.',
      },
    ]),
  },
  { files: ['test/**/*.ts'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
  prettier,
)
