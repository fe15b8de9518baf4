import { eachStatement, found } from '../judge'
import { quote, requiresKey } from '../statement'
import type { LintRule } from '../types'

export const forAllValues: LintRule = {
  id: 'for-all-values',
  severity: 'error',
  what: 'ForAllValues in an Allow, on a key that nothing else in the statement requires.',
  reason: 'It holds for a request that has no such key at all, so the Allow is open to those who leave it out.',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html',
  check: eachStatement((statement) => {
    if (!statement.allows) return undefined
    // The identity pools' own rule tells more.
    const tests = statement.tests.filter(
      ({ set, lowerKey }) => set === 'all' && !/^cognito-identity.*:amr$/.test(lowerKey),
    )
    if (tests.length === 0) return undefined
    return tests
      .filter(({ lowerKey }) => !statement.tests.some((each) => each.lowerKey === lowerKey && requiresKey(each)))
      .map((test) =>
        found(
          `${quote(test)} also holds where the key is missing`,
          `use ForAnyValue, or add "Null": { "${test.key}": "false" }`,
        ),
      )
  }),
}
