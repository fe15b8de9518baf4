import { HUB } from '../../../model/stack-names'
import { includesAction } from '../actions'
import { actionData, actionsLike } from '../iam-data'
import { found } from '../judge'
import { covers, hasWildcard, matches, overlap } from '../patterns'
import { runsOf } from '../runs'
import { statementsOf, type ReadStatement } from '../statement'
import type { Fault, HubThing, LintRule } from '../types'

/** What of the hub a role of runs is there for. */
const OF_RUNS: Readonly<Record<string, (thing: HubThing) => boolean>> = {
  hub: () => true,
  rows: ({ service }) => service === 'dynamodb',
  environment: () => false,
}

export const hubResource: LintRule = {
  id: 'hub-resource',
  severity: 'error',
  what: "An Allow of any action on something of the mesh's own hub: the entitlement table, functions of hooks and their roles, queues, topics, secrets, log groups, alarms, the sign-in API, the rule that starts trust-sync, roles of runs, or the bucket of the state. Hooks are there for it, and roles of runs for what their stack makes.",
  reason:
    'Whoever writes its rows, sends it an event, changes its code or reads its secrets decides who opens which role, in every environment.',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html',
  check: (subject, facts) => {
    if (subject.kind !== 'permission' || subject.environment === HUB) return 'not-applicable'
    const run = runsOf(subject, facts)
    const things = (facts.hub ?? []).filter((each) => !(run && OF_RUNS[run.reach]?.(each)))
    const statements = statementsOf(subject)
    if (things.length === 0 || !statements.some((each) => each.allows)) return 'not-applicable'
    return statements.flatMap((each, statement) =>
      each.allows ? faultsOf(each, statements, things).map((fault) => ({ statement, ...fault })) : [],
    )
  },
}

/** One fault an action: what of the hub it reaches first, and how much more. */
function faultsOf(
  statement: ReadStatement,
  all: readonly ReadStatement[],
  things: readonly HubThing[],
): Omit<Fault, 'statement'>[] {
  const isNear = ({ service }: HubThing): boolean =>
    statement.notActions.length > 0 || statement.actions.some((each) => servicesOf(each).includes(service))
  const near = things.filter((thing) => isNear(thing) && thing.arns.some((arn) => names(statement, arn)))
  return near.length === 0
    ? []
    : [...statement.actions, ...(statement.notActions.length > 0 ? ['*'] : [])].flatMap((action) => {
        const actions = actionsOf(action)
        const reached = near.filter((thing) =>
          actions.some(
            (each) =>
              isOn(each, thing) &&
              (statement.notActions.length === 0 || includesAction(statement, each)) &&
              thing.arns.some((arn) => names(statement, arn) && !all.some((other) => denies(other, each, arn))),
          ),
        )
        const [first] = reached
        if (!first) return []
        const more = reached.length > 1 ? `, and ${reached.length - 1} more of it` : ''
        const message = `${action} is allowed on ${first.what} of the mesh's own hub${more}`
        return [found(message, 'name the resources that are meant', action)]
      })
}

const names = ({ resources, notResources }: ReadStatement, arn: string): boolean =>
  notResources.length > 0
    ? !notResources.some((each) => covers(each, arn))
    : resources.some((pattern) => mayMeet(pattern, arn) && overlap(pattern, arn))

/** What patterns begin with tells most of them apart, and costs little. */
function mayMeet(pattern: string, arn: string): boolean {
  const [one, other] = [headOf(pattern), headOf(arn)]
  return one.startsWith(other) || other.startsWith(one)
}

const headOf = (pattern: string): string => {
  const end = pattern.search(/[*?$]/)
  return end < 0 ? pattern : pattern.slice(0, end)
}

/** A Deny under a condition may not hold. */
const denies = (statement: ReadStatement, action: string, arn: string): boolean =>
  !statement.allows &&
  statement.tests.length === 0 &&
  includesAction(statement, action) &&
  (statement.notResources.length > 0
    ? !statement.notResources.some((each) => overlap(each, arn))
    : statement.resources.some((each) => covers(each, arn)))

/** The services of the hub that an action's pattern may mean; STS acts on roles of IAM. */
function servicesOf(action: string): readonly string[] {
  const [service = ''] = action.toLowerCase().split(':')
  if (hasWildcard(service)) return SERVICES.filter((each) => matches(service, each))
  return service === 'sts' ? ['iam'] : [service]
}

/** Every action that a pattern may stand for, in lower case. */
function actionsOf(action: string): readonly string[] {
  const [service = '', name = '*'] = action.toLowerCase().split(':')
  if (!hasWildcard(action)) return [`${service}:${name}`]
  return SERVICES.filter((each) => matches(service, each)).flatMap((each) =>
    actionsLike(each, name).map((one) => `${each}:${one}`),
  )
}

/** Those that the hub has something of. */
const SERVICES = [
  'apigateway',
  'cloudwatch',
  'dynamodb',
  'events',
  'iam',
  'lambda',
  'logs',
  's3',
  'secretsmanager',
  'sns',
  'sqs',
  'sts',
]

/** Whether AWS lets the action be tried on such a thing; what AWS does not know may be. */
function isOn(action: string, { service: own, types }: HubThing): boolean {
  const [service = '', name = ''] = action.split(':')
  const isOf = service === own || (own === 'iam' && service === 'sts')
  const data = isOf ? actionData(service, name) : undefined
  return isOf && (types.length === 0 || !data || data.resourceTypes.some((each) => types.includes(each.name)))
}
