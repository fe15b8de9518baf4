import { ownValue } from '../../../model/own-value'
import { codesIn } from '../group-codes'
import { found, withFacts } from '../judge'
import type { LintRule } from '../types'

export const groupRetired: LintRule = {
  id: 'group-retired',
  severity: 'error',
  what: 'A code that has retired with its group.',
  reason: 'The group is gone from the files, so nobody approves any more who is in it.',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html',
  check: withFacts(
    (statement, { retired }) =>
      codesIn(statement)?.flatMap((code) => {
        const group = ownValue(retired, code)
        if (group === undefined) return []
        return [found(`the code ${code} of ${group} has retired`, 'remove the pattern, or bring the group back')]
      }),
    ['trust'],
  ),
}
