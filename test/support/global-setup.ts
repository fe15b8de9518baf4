import { randomInt } from 'node:crypto'

/** What a person's shell, or a CI, may have set, and what would change the commands' answers. */
const OURS = [
  'CI',
  'CDKTF_OUTDIR',
  'FORCE_COLOR',
  'MESH_DIR',
  'NODE_OPTIONS',
  'NO_COLOR',
  'TRUSTLOOM_DEBUG',
  'TRUSTLOOM_HOOK_SECRET',
  'TRUSTLOOM_RUN_TASK_KEY',
]

/**
 * Once for each run of jest, before its workers start: they inherit its environment, as does every process that a test
 * starts, whether it names an environment or not.
 */
export default async function setup(): Promise<void> {
  for (const name of OURS) Reflect.deleteProperty(process.env, name)
  process.env.TEST_SEED ||= String(randomInt(2 ** 31))
  const { SCALE, SEED } = await import('./scale')
  process.stderr.write(`random runs: seed ${SEED}, scale ${SCALE}; TEST_SEED=${SEED} repeats them\n`)
  // Else each file of tests that bundles hooks leaves a thread and a process of esbuild behind, until its worker ends.
  process.env.ESBUILD_WORKER_THREADS = '0'
}
