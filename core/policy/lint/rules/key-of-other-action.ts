import { actionData, actionHasKey, actionsLike, serviceNames } from '../iam-data'
import { eachStatement, found } from '../judge'
import { hasWildcard } from '../patterns'
import { quote, requiresKey, type ConditionTest, type ReadStatement } from '../statement'
import type { LintRule } from '../types'

export const keyOfOtherAction: LintRule = {
  id: 'key-of-other-action',
  severity: 'error',
  what: 'A condition key that AWS has, but not for an action of the statement.',
  reason:
    'No request for the action ever holds it: an Allow that asks for it never allows, and a Deny with a negated operator denies everybody.',
  see: 'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  // The keys of sign-ins are judged by rules of their own.
  check: eachStatement(
    (statement) => {
      const tests = statement.tests.filter((test) => serviceNames().has(serviceOf(test)))
      if (tests.length === 0 || statement.actions.length === 0) return undefined
      return tests.flatMap((test) => faultOf(statement, test))
    },
    ['permission', 'bucket', 'key', 'topic', 'queue'],
  ),
}

const serviceOf = ({ lowerKey }: ConditionTest): string => lowerKey.slice(0, lowerKey.indexOf(':'))

function faultOf({ actions, allows }: ReadStatement, test: ConditionTest): ReturnType<typeof found>[] {
  const [dead, alive] = [[] as string[], [] as string[]]
  for (const action of actions) (canHold(action, test) ? alive : dead).push(action)
  // Beside actions that have the key, one is told that is never allowed, or denied to everybody.
  const matters = allows ? requiresKey(test) : test.negated && !test.ifExists
  if (dead.length === 0 || (alive.length > 0 && !matters)) return []
  const effect = !matters ? 'the condition never matters' : allows ? 'it is never allowed' : 'it is denied to everybody'
  const message = `no request for ${dead.join(', ')} has the key of ${quote(test)}, so that ${effect}`
  return [found(message, 'take the condition out, or the action into a statement of its own')]
}

/** Whether some request for the action, or for an action that the pattern stands for, may hold the key. */
function canHold(action: string, test: ConditionTest): boolean {
  const [service = '', name = ''] = action.toLowerCase().split(':')
  // What is no action has a rule of its own.
  if (hasWildcard(service) || !serviceNames().has(service)) return true
  if (!hasWildcard(name)) return actionData(service, name) === undefined || actionHasKey(service, name, test.key)
  const names = actionsLike(service, name)
  return names.length === 0 || names.some((each) => actionHasKey(service, each, test.key))
}
