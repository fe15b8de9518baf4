import { contradictionsIn } from '../contradictions'
import { eachStatement, found } from '../judge'
import { quote } from '../statement'
import type { LintRule } from '../types'

export const contradiction: LintRule = {
  id: 'contradiction',
  severity: 'error',
  what: 'Two conditions of one statement that no request meets together, such as StringLike and StringNotLike "*" on one key.',
  reason:
    'All conditions of a statement must hold at once, so an Allow like this never allows, and a Deny never denies.',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html',
  check: eachStatement(({ allows, tests }) => {
    if (tests.length === 0) return undefined
    const never = `so that nothing is ever ${allows ? 'allowed' : 'denied'}`
    return contradictionsIn(tests).map(({ one, other, why }) => {
      const said = other === undefined ? `${quote(one)} can never hold` : `${quote(one)} contradicts ${quote(other)}`
      return found(`${said} (${why}), ${never}`, 'remove one of the two, or give it a statement of its own')
    })
  }),
}
