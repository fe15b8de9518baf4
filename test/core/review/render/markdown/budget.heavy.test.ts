import { renderMarkdown } from '../../../../../core/review/render/markdown'
import { growth, LINEAR } from '../../../../support/growth'
import { manyPaths } from '../../invented'
import { expectWholeTables } from './whole-tables'

describe('a comment about 5,000 paths', () => {
  const review = manyPaths(5_000)
  const text = renderMarkdown(review)

  it('cuts no row', () => {
    expectWholeTables(text)
  })

  it('takes no more time for each of them than for each of a few', async () => {
    const few = manyPaths(Math.ceil(5_000 / 32))
    expect(await growth(few, review, (each) => renderMarkdown(each))).toBeLessThan(LINEAR)
  })
})
