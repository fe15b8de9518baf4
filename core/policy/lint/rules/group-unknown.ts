import { ownValue } from '../../../model/own-value'
import { codesIn } from '../group-codes'
import { found, withFacts } from '../judge'
import type { LintRule } from '../types'

export const groupUnknown: LintRule = {
  id: 'group-unknown',
  severity: 'error',
  what: 'A code that no group has.',
  reason: 'It opens the role to nobody, until some group is given that code.',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html',
  check: withFacts(
    (statement, { codes, retired }) =>
      codesIn(statement)
        ?.filter((code) => ownValue(codes, code) === undefined && ownValue(retired, code) === undefined)
        .map((code) =>
          found(`no group has the code ${code}`, 'codes are looked up in registry.lock.json, never made up'),
        ),
    ['trust'],
  ),
}
