/**
 * Starts jest with what V8 takes only at its start. The tests run most of their code a few times: as it is, Node 20
 * spends about a quarter of their CPU time on optimizing code that then ends, and on small collections of garbage.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const jest = fileURLToPath(new URL('../node_modules/jest/bin/jest.js', import.meta.url))
const [major] = process.versions.node.split('.').map(Number)
// From Node 22 on, V8 has no such option, and a middle compiler that costs little.
const lateOptimization = major < 22 ? ['--interrupt-budget=5000000'] : []
const { status } = spawnSync(
  process.execPath,
  ['--max-semi-space-size=64', ...lateOptimization, jest, ...process.argv.slice(2)],
  { stdio: 'inherit' },
)
process.exitCode = status ?? 1
