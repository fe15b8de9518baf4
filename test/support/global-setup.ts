import { randomInt } from 'node:crypto'

/** Once for each run of jest, before its workers start: they inherit its environment. */
export default async function setup(): Promise<void> {
  process.env.TEST_SEED ||= String(randomInt(2 ** 31))
  const { SCALE, SEED } = await import('./scale')
  process.stderr.write(`random runs: seed ${SEED}, scale ${SCALE}; TEST_SEED=${SEED} repeats them\n`)
  // Else each file of tests that bundles hooks leaves a thread and a process of esbuild behind, until its worker ends.
  process.env.ESBUILD_WORKER_THREADS = '0'
}
