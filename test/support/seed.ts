import { randomInt } from 'node:crypto'

/** Once for each run of jest, before its workers start: they inherit the seed. */
export default async function seed(): Promise<void> {
  process.env.TEST_SEED ||= String(randomInt(2 ** 31))
  const { SCALE, SEED } = await import('./scale')
  process.stderr.write(`random runs: seed ${SEED}, scale ${SCALE}; TEST_SEED=${SEED} repeats them\n`)
}
