import type FastCheck from 'fast-check'
import type * as Scale from './scale'

/*
 * Before each file of tests: properties that say nothing themselves make as many runs as the scale says, from the seed.
 * Only files that use fast-check are to load it, so this waits until one does.
 */
jest.doMock('fast-check', () => {
  const fc = jest.requireActual<typeof FastCheck>('fast-check')
  const { runs, SEED } = jest.requireActual<typeof Scale>('./scale')
  fc.configureGlobal({ numRuns: runs(100), seed: SEED })
  return fc
})
