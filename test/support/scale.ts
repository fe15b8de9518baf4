/**
 * How many random runs, meshes and histories tests make, and what decides them. A tenth is quick and finds what is
 * plainly wrong; `.ci/run` makes all, and the next run of `npm test` makes others.
 */

/** Share of the random runs that are made, above 0 and up to 1. */
export const SCALE = Number(process.env.TEST_SCALE || 0.1)
if (!(SCALE > 0 && SCALE <= 1)) throw new Error(`TEST_SCALE is ${process.env.TEST_SCALE}, and no number up to 1`)

/** Decides everything random: an integer of 32 bits that a run of jest chooses once, unless it is told. */
export const SEED = Number(process.env.TEST_SEED || 1)
if (SEED !== (SEED | 0)) throw new Error(`TEST_SEED is ${process.env.TEST_SEED}, and no integer of 32 bits`)

/** @returns that many runs, scaled; at least one */
export const runs = (all: number): number => Math.max(1, Math.ceil(all * SCALE))

/** @returns a seed for each of `runs(all)` runs of a generator that is no property of fast-check */
export const seeds = (all: number): number[] => Array.from({ length: runs(all) }, (_, index) => (SEED + index) | 0)

/**
 * @param shift another one for each list of one test, so that not all of them take the same place
 * @returns some of many cases, scaled, in their order: every n-th, from one that the seed chooses; at least one
 */
export function some<T>(cases: readonly T[], shift = 0): T[] {
  const step = Math.round(1 / SCALE)
  const first = Math.abs(SEED + shift) % Math.min(step, cases.length)
  return cases.filter((_, index) => index % step === first)
}

/** @returns numbers from 0 to 1, without 1: the same for the same seed (Mulberry32) */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
