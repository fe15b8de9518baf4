import { eachStatement, found } from '../judge'
import { hasWildcard } from '../patterns'
import type { LintRule } from '../types'

const isExact = (base: string): boolean => /^String(?:Not)?Equals(?:IgnoreCase)?$/.test(base)

export const wildcardUnderEquals: LintRule = {
  id: 'wildcard-under-equals',
  severity: 'error',
  what: 'A * or ? in a value of StringEquals, StringNotEquals or their kin.',
  reason: 'There it is a plain character: an Allow is never met, and a Deny with StringNotEquals is met by everybody.',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String',
  check: eachStatement(({ tests }) => {
    const exact = tests.filter(({ base }) => isExact(base))
    if (exact.length === 0) return undefined
    return exact.flatMap(({ operator, base, key, values }) =>
      values
        .filter(hasWildcard)
        .map((value) =>
          found(
            `${operator} ${key} takes ${JSON.stringify(value)} for plain text`,
            `write ${base.replace(/Equals(?:IgnoreCase)?$/, 'Like')}, or \${*} for a star that is meant`,
          ),
        ),
    )
  }),
}
