import fc from 'fast-check'
import { setTimeout } from 'node:timers/promises'
import { inParallel } from '../../../hooks/lib/parallel'
import { runs } from '../../support/scale'

test('does each once, no more at once than it may, and keeps the order of the answers', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(3), { maxLength: 20 }), fc.integer({ min: 1, max: 5 }), async (waits, limit) => {
      let running = 0
      let most = 0
      const answers = await inParallel(waits.entries(), limit, async ([place, wait]) => {
        most = Math.max(most, ++running)
        await setTimeout(wait)
        running--
        return place
      })
      expect(answers).toEqual(waits.map((_, place) => place))
      expect(most).toBe(Math.min(limit, waits.length))
    }),
    { numRuns: runs(25) },
  )
})

test('ends when all have ended, and throws what the first has thrown', async () => {
  const ended: number[] = []
  const work = inParallel([1, 2, 3, 4], 2, async (item) => {
    await setTimeout(item)
    ended.push(item)
    if (item % 2 === 0) throw new Error(`item ${item}`)
  })
  await expect(work).rejects.toThrow('item 2')
  expect(ended).toEqual([1, 2, 3, 4])
})
