import { actionData } from '../iam-data'
import { found, withFacts } from '../judge'
import { hasWildcard } from '../patterns'
import { guardOf, isGuardedBy, readsData } from '../run-data'
import { runsOf } from '../runs'
import type { ReadStatement } from '../statement'
import type { LintRule } from '../types'

export const runReads: LintRule = {
  id: 'run-reads',
  severity: 'error',
  what: 'A role with which runs plan, whose policy allows to change something, or to read data, secrets or logs.',
  reason:
    'Anybody who may open a pull request makes Terraform plan what is in it: a plan must neither change nor tell anything.',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html',
  check: withFacts(
    (statement, facts, subject) => {
      if (!runsOf(subject, facts)?.plans) return undefined
      const { allows, actions, notActions } = statement
      if (!allows || (actions.length === 0 && notActions.length === 0)) return undefined
      const hint = 'leave it to the role that applies'
      if (notActions.length > 0) return [found(`NotAction ${notActions.join(', ')} allows to change things`, hint)]
      return actions.flatMap((action) => {
        const because = faultOf(action.toLowerCase(), statement)
        return because === undefined ? [] : [found(`${action} is allowed: ${because}`, hint)]
      })
    },
    ['permission'],
  ),
}

function faultOf(action: string, statement: ReadStatement): string | undefined {
  const guard = guardOf(action)
  if (guard !== undefined) return isGuardedBy(statement, guard) ? undefined : `it needs a condition on ${guard}`
  if (hasWildcard(action)) return 'a pattern stands for whatever AWS adds'
  if (readsData(action, statement)) return 'it reads data, secrets or logs'
  const [service = '', name = ''] = action.split(':')
  const level = actionData(service, name)?.accessLevel
  // An action that AWS does not have is another rule's.
  return level === undefined || /^(?:List|Read)$/.test(level) ? undefined : `AWS calls its access level ${level}`
}
