import fc from 'fast-check'
import { history, liveThrough } from './histories'

/** `TRUSTLOOM_HISTORIES=5000 npx jest …` looks longer. */
const RUNS = Number(process.env.TRUSTLOOM_HISTORIES ?? 120)

test(
  'any history ends in the newest version of each dataset',
  async () => {
    await fc.assert(
      fc.asyncProperty(history, async (each) => expect(await liveThrough(each)).toEqual([])),
      { numRuns: RUNS },
    )
  },
  RUNS * 1_000,
)
