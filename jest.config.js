// What the AWS SDK says about versions of Node that it will give up; package.json says which versions run what it pins.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'

const swc = [
  '@swc/jest',
  { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' }, sourceMaps: 'inline' },
]

const project = (displayName, testMatch) => ({
  displayName,
  testMatch,
  testEnvironment: 'node',
  setupFilesAfterEnv: ['<rootDir>/test/support/setup.ts', '<rootDir>/test/support/properties.ts'],
  // jose is an ES module, which jest does not load as it is.
  transform: { '\\.ts$': swc, '/node_modules/jose/.*\\.js$': swc },
  transformIgnorePatterns: ['/node_modules/(?!jose/)'],
  modulePathIgnorePatterns: ['<rootDir>/cdktf.out', '<rootDir>/docs'],
})

const folders = '<rootDir>/test/{core,constructs,templates,hooks,cli,workflows}'

/** @type {import('jest').Config} */
module.exports = {
  // A busy machine is no failure: neither for a test, nor for a worker that gives its memory back at its end.
  testTimeout: 600_000,
  workerGracefulExitTimeout: 60_000,
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  projects: [
    // One file by itself: `npx --no -- jest --selectProjects unit --testPathPatterns PATH`.
    project('unit', [`${folders}/**/*.test.ts`, '<rootDir>/test/*.test.ts', '!**/*.heavy.test.ts']),
    // The same tests as `npm test` runs them: see test/suites/suite.ts.
    project('suites', ['<rootDir>/test/suites/*.suite.ts', `${folders}/**/*.alone.test.ts`]),
    project('heavy', [`${folders}/**/*.heavy.test.ts`]),
    // One suite each, too: they share processes of the provider and one emulator. One file: `-t aws/adopt`.
    project('terraform', ['<rootDir>/test/terraform/terraform.suite.ts']),
    project('browser', ['<rootDir>/test/browser/**/*.test.ts']),
    project('aws', ['<rootDir>/test/aws/aws.suite.ts']),
  ],
}
