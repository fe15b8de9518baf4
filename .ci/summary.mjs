// Adds up what the suites of jest counted, and says it in one line.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const [folder] = process.argv.slice(2)
const results = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
const sum = (key) => results.reduce((total, each) => total + each[key], 0)
const failed = sum('numFailedTests') + sum('numRuntimeErrorTestSuites')
console.log(`${sum('numPassedTests')} passed, ${failed} failed, ${sum('numPendingTests')} skipped`)
process.exitCode = failed > 0 || results.length < 5 ? 1 : 0
