import { renderMarkdown } from '../../../../../core/review/render/markdown'
import { manyPaths } from '../../invented'
import { expectWholeTables } from './whole-tables'

describe('a comment about 5,000 paths', () => {
  const review = manyPaths(5_000)
  const text = renderMarkdown(review)

  it('cuts no row', () => {
    expectWholeTables(text)
  })

  // Of the processor: a busy machine is no failure.
  it('takes less than a second', () => {
    const times = Array.from({ length: 3 }, () => {
      const start = process.cpuUsage()
      renderMarkdown(review)
      return process.cpuUsage(start).user / 1_000
    })
    expect(Math.min(...times)).toBeLessThan(1_000)
  })
})
