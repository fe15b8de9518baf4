import { renderMarkdown } from '../../../../../core/review/render/markdown'
import { manyPaths } from '../../invented'
import { expectWholeTables } from './whole-tables'

describe('a comment about 5,000 paths', () => {
  const review = manyPaths(5_000)
  const text = renderMarkdown(review)

  it('cuts no row', () => {
    expectWholeTables(text)
  })

  it('takes less than a second', () => {
    const times = Array.from({ length: 3 }, () => {
      const start = performance.now()
      renderMarkdown(review)
      return performance.now() - start
    })
    expect(Math.min(...times)).toBeLessThan(1_000)
  })
})
