const swc = [
  '@swc/jest',
  { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' }, sourceMaps: 'inline' },
]

const project = (displayName, testMatch, more = {}) => ({
  displayName,
  testMatch,
  testEnvironment: 'node',
  transform: { '\\.ts$': swc },
  modulePathIgnorePatterns: ['<rootDir>/cdktf.out', '<rootDir>/docs'],
  ...more,
})

/** @type {import('jest').Config} */
module.exports = {
  projects: [
    project('unit', ['<rootDir>/test/{core,constructs,templates,hooks,cli}/**/*.test.ts', '<rootDir>/test/*.test.ts']),
    project('terraform', ['<rootDir>/test/terraform/**/*.test.ts']),
    project('aws', ['<rootDir>/test/aws/**/*.test.ts']),
  ],
}
