import { dutiesOf, isDuty } from '../duties'
import { actionData, actionsLike } from '../iam-data'
import { found, withFacts } from '../judge'
import { covers, hasWildcard } from '../patterns'
import { isMadeWith, makesIn } from '../run-actions'
import { isGuardedBy, readsData } from '../run-data'
import { runsOf } from '../runs'
import type { ReadStatement } from '../statement'
import type { LintRule, RunFacts } from '../types'

const ROWS = /^dynamodb:(?:batchget|batchwrite|deleteitem|getitem|getrecords|partiql|putitem|query|scan|updateitem)/

/** A stack that makes an encrypted table uses its key through DynamoDB. */
const USES_KEY = /^kms:(?:encrypt|generate|reencrypt|sign)/

export const runServices: LintRule = {
  id: 'run-services',
  severity: 'error',
  what: 'A role of runs whose policy allows something in a service that its stack makes nothing in, that reads data, secrets or messages, that changes anything its stack is not made with, or that reaches rows of other partitions than its stack writes.',
  reason:
    'A run is there to make its stack. With anything else, whoever may start one, or change what it applies, reads data and gets rights that the files give nobody.',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  check: withFacts(
    (statement, facts, subject) => {
      const run = runsOf(subject, facts)
      const { allows, actions, notActions, resources } = statement
      if (!run || !allows || (actions.length === 0 && notActions.length === 0)) return undefined
      // What a role that plans must not read or change is a rule of its own.
      if (notActions.length > 0)
        return run.plans ? [] : [found(`NotAction ${notActions.join(', ')} allows too much`, HINT)]
      const duties = dutiesOf(subject, facts)
      return actions.flatMap((action) => {
        const lower = action.toLowerCase()
        for (const each of meantBy(lower)) {
          const because = faultOf(each, statement, run)
          if (because === undefined || isDuty(duties, each, resources)) continue
          const what = each === lower ? because : `it includes ${each}: ${because}`
          return [found(`${action} is allowed: ${what}`, HINT, action)]
        }
        return []
      })
    },
    ['permission'],
  ),
}

const HINT = 'leave it out, or waive it with a reason'

/** Every action that a pattern stands for; what AWS does not have, as it is written. */
function meantBy(action: string): readonly string[] {
  const [service = '', name = ''] = action.split(':')
  const meant = hasWildcard(action) ? actionsLike(service, name).map((each) => `${service}:${each}`) : []
  return meant.length > 0 ? meant : [action]
}

function faultOf(action: string, statement: ReadStatement, { reach, plans, partitions }: RunFacts): string | undefined {
  const [service = '', name = ''] = action.split(':')
  if (!makesIn(reach, service)) return `its stack makes nothing in ${service}`
  if (ROWS.test(action)) {
    const isIn = (value: string): boolean => partitions.some((each) => covers(each, value))
    if (!isGuardedBy(statement, 'dynamodb:leadingkeys', isIn)) return 'it reaches rows of other partitions'
    return undefined
  }
  if (reach === 'rows' && service === 'dynamodb' && action !== 'dynamodb:describetable')
    return 'its stack makes no table'
  if (USES_KEY.test(action))
    return isGuardedBy(statement, 'kms:viaservice') ? undefined : 'it needs a condition on kms:viaservice'
  if (!plans && readsData(action, statement)) return 'it reads data, secrets or logs'
  const level = actionData(service, name)?.accessLevel
  // An action that AWS does not have is another rule's.
  if (level === undefined || /^(?:List|Read)$/.test(level) || isMadeWith(reach, action)) return undefined
  return 'it changes or sends data, runs something, or makes what no stack has'
}
