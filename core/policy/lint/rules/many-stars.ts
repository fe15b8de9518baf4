import { eachStatement, found } from '../judge'
import { countStars } from '../patterns'
import type { LintRule } from '../types'

const MOST = 4

export const manyStars: LintRule = {
  id: 'many-stars',
  severity: 'warning',
  what: `More than ${MOST} stars in one pattern.`,
  reason: 'Nobody can tell any more what it matches, and evaluators that use regular expressions take minutes over it.',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html',
  check: eachStatement(({ resources, notResources, tests }) => {
    const like = tests.filter(({ base }) => /Like$|^Arn/.test(base)).flatMap(({ values }) => values)
    const patterns = [...resources, ...notResources, ...like].filter((each) => each.includes('*'))
    if (patterns.length === 0) return undefined
    return patterns
      .filter((each) => countStars(each) > MOST)
      .map((each) => found(`${JSON.stringify(each)} has ${countStars(each)} stars`, 'write several narrower patterns'))
  }),
}
