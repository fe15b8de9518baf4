// Names what failed, adds up what the suites of jest counted, and says it in one line.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const [folder] = process.argv.slice(2)
const results = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .sort()
  .map((name) => ({ name, ...JSON.parse(readFileSync(join(folder, name), 'utf8')) }))

const firstLines = (text) => text.split('\n').slice(0, 12).join('\n    ')
for (const { name, testResults } of results)
  for (const suite of testResults) {
    const tests = suite.assertionResults.filter(({ status }) => status === 'failed')
    for (const test of tests)
      console.log(`${name}: ${test.fullName}\n    ${firstLines(test.failureMessages.join('\n'))}`)
    if (suite.status === 'failed' && tests.length === 0) console.log(`${name}: ${firstLines(suite.message)}`)
  }

// The same tests on other versions of Node are not counted again.
const counted = results.filter(({ name }) => !name.startsWith('node-'))
const sum = (key) => counted.reduce((total, each) => total + each[key], 0)
const failed = sum('numFailedTests') + sum('numRuntimeErrorTestSuites')
console.log(`${sum('numPassedTests')} passed, ${failed} failed, ${sum('numPendingTests')} skipped`)
process.exitCode = failed > 0 || counted.length < 5 ? 1 : 0
