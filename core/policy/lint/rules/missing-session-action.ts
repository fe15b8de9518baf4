import { includesAction } from '../actions'
import { eachStatement, found } from '../judge'
import type { LintRule } from '../types'

/** Keys of the request to STS, and the action that must stand beside them. */
const needs: readonly (readonly [RegExp, string])[] = [
  [/^aws:(?:requesttag\/|tagkeys$)/, 'sts:TagSession'],
  [/^sts:sourceidentity$/, 'sts:SetSourceIdentity'],
]

export const missingSessionAction: LintRule = {
  id: 'missing-session-action',
  severity: 'error',
  what: 'In a trust policy, a condition on session tags without sts:TagSession, or on the source identity without sts:SetSourceIdentity, in the same statement.',
  reason: 'IAM does not evaluate such a key unless its action is in the Action element.',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-missing-action-for-condition-key',
  check: eachStatement(
    (statement) => {
      const tests = statement.tests.flatMap((test) =>
        needs.filter(([key]) => key.test(test.lowerKey)).map(([, action]) => ({ test, action })),
      )
      if (tests.length === 0) return undefined
      return tests
        .filter(({ action }) => !includesAction(statement, action))
        .map(({ test: { operator, key }, action }) =>
          found(
            `${operator} ${key} stands in a statement without ${action}`,
            `add ${action} to the statement's actions`,
          ),
        )
    },
    ['trust'],
  ),
}
