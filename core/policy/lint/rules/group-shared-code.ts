import { ownValue } from '../../../model/own-value'
import { codesIn } from '../group-codes'
import { found, withFacts } from '../judge'
import type { LintRule } from '../types'

export const groupSharedCode: LintRule = {
  id: 'group-shared-code',
  severity: 'error',
  what: 'A code that two groups have.',
  reason: 'Members of either group open what is meant for the other.',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html',
  check: withFacts(
    (statement, { codes }) =>
      codesIn(statement)?.flatMap((code) => {
        const groups = ownValue(codes, code) ?? []
        if (groups.length < 2) return []
        return [
          found(`${groups.join(' and ')} have one code, ${code}`, 'give one of them another in registry.lock.json'),
        ]
      }),
    ['trust'],
  ),
}
