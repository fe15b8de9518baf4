import fc from 'fast-check'
import { runs } from '../../support/scale'
import { history, liveThrough } from './histories'

test('any history ends in the newest version of each dataset', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (each) => expect(await liveThrough(each)).toEqual([])),
    { numRuns: runs(120) },
  )
})
