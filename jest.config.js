const swc = [
  '@swc/jest',
  { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' }, sourceMaps: 'inline' },
]

const project = (displayName, testMatch, more = {}) => ({
  displayName,
  testMatch,
  testEnvironment: 'node',
  // jose is an ES module, which jest does not load as it is.
  transform: { '\\.ts$': swc, '/node_modules/jose/.*\\.js$': swc },
  transformIgnorePatterns: ['/node_modules/(?!jose/)'],
  modulePathIgnorePatterns: ['<rootDir>/cdktf.out', '<rootDir>/docs'],
  setupFilesAfterEnv: ['<rootDir>/test/support/properties.ts'],
  ...more,
})

/** @type {import('jest').Config} */
module.exports = {
  // A busy machine is no failure.
  testTimeout: 600_000,
  globalSetup: '<rootDir>/test/support/seed.ts',
  projects: [
    project('unit', [
      '<rootDir>/test/{core,constructs,templates,hooks,cli,workflows}/**/*.test.ts',
      '<rootDir>/test/*.test.ts',
    ]),
    project('terraform', ['<rootDir>/test/terraform/**/*.test.ts']),
    project('browser', ['<rootDir>/test/browser/**/*.test.ts']),
    project('aws', ['<rootDir>/test/aws/**/*.test.ts']),
  ],
}
