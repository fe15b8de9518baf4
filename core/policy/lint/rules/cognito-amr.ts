import { eachStatement, found } from '../judge'
import { matches } from '../patterns'
import { openedBy } from '../providers'
import { quote, type ConditionTest } from '../statement'
import type { LintRule } from '../types'

const isGuarded = ({ base, set, ifExists, values }: ConditionTest): boolean =>
  set === 'any' &&
  !ifExists &&
  /^String(?:Equals|Like)$/.test(base) &&
  values.every((each) => !matches(each, 'unauthenticated'))

export const cognitoAmr: LintRule = {
  id: 'cognito-amr',
  severity: 'error',
  what: 'An Allow for Cognito identity pools without ForAnyValue:StringLike …:amr "authenticated".',
  reason:
    'A pool gives credentials to guests, too. The key has several values: ForAllValues also holds when it has none at all.',
  see: 'https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html',
  check: eachStatement(
    (statement) => {
      const pools = openedBy(statement).filter(({ kind }) => kind === 'cognito')
      if (pools.length === 0) return undefined
      return pools.flatMap(({ prefix }) => {
        const key = `${prefix}:amr`
        const tests = statement.tests.filter(({ lowerKey }) => lowerKey === key.toLowerCase())
        if (tests.some(isGuarded)) return []
        const [first] = tests
        const hint = `write ForAnyValue:StringLike ${key} "authenticated"`
        if (first === undefined) return [found('guests of the identity pool may open the role', hint)]
        return [found(`${quote(first)} does not keep guests of the identity pool out`, hint)]
      })
    },
    ['trust'],
  ),
}
