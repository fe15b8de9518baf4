import type { RunReach } from '../../../model/run-roles'
import { dutiesOf, isDuty } from '../duties'
import { actionsLike } from '../iam-data'
import { found, withFacts } from '../judge'
import { covers, hasWildcard } from '../patterns'
import { isGuardedBy, readsData } from '../run-data'
import { runsOf } from '../runs'
import type { ReadStatement } from '../statement'
import type { LintRule, RunFacts } from '../types'

/** The services in which a stack makes something; nothing else is a run's. */
const SERVICES: Readonly<Record<RunReach, readonly string[]>> = {
  environment: ['athena', 'glue', 'iam', 'kms', 'lakeformation', 's3'],
  hub: [
    'apigateway',
    'cloudwatch',
    'cognito-identity',
    'cognito-idp',
    'dynamodb',
    'events',
    'iam',
    'kms',
    'lambda',
    'logs',
    'secretsmanager',
    'sns',
    'sqs',
  ],
  rows: ['dynamodb', 'kms'],
}

/** What changes or sends data, or runs something, though no stack is made with it. */
const CHANGES_DATA =
  /^(?:athena:start|cognito-identity:(?:getcredentials|getid|getopenid)|cognito-idp:(?:admin|initiate|respond|sign)|dynamodb:(?:export|import|restore)|events:(?:putevents|putpartner)|glue:(?:batch|create(?!database|table$)|import|put|run|start|update(?!database|table$))|lambda:invoke|logs:putlogevents|s3:(?:put|delete|restore|replicate)object|secretsmanager:(?:put|rotate|replicate)secret|sns:publish|sqs:(?:changemessage|deletemessage|purge|send))/

const ROWS = /^dynamodb:(?:batchget|batchwrite|deleteitem|getitem|getrecords|partiql|putitem|query|scan|updateitem)/

/** A stack that makes an encrypted table uses its key through DynamoDB. */
const USES_KEY = /^kms:(?:encrypt|generate|reencrypt|sign)/

export const runServices: LintRule = {
  id: 'run-services',
  severity: 'error',
  what: 'A role of runs whose policy allows something in a service that its stack makes nothing in, that reads or changes data, secrets or messages, or that reaches rows of other partitions than its stack writes.',
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
  const [service = ''] = action.split(':')
  if (!SERVICES[reach].includes(service)) return `its stack makes nothing in ${service}`
  if (ROWS.test(action)) {
    const isIn = (value: string): boolean => partitions.some((each) => covers(each, value))
    if (!isGuardedBy(statement, 'dynamodb:leadingkeys', isIn)) return 'it reaches rows of other partitions'
    return undefined
  }
  if (reach === 'rows' && service === 'dynamodb' && action !== 'dynamodb:describetable')
    return 'its stack makes no table'
  if (USES_KEY.test(action) && !isGuardedBy(statement, 'kms:viaservice'))
    return 'it needs a condition on kms:viaservice'
  if (!plans && readsData(action, statement)) return 'it reads data, secrets or logs'
  return CHANGES_DATA.test(action) ? 'it changes or sends data, or runs something' : undefined
}
