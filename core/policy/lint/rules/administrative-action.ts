import { ownValue } from '../../../model/own-value'
import { administrativeBecause } from '../administrative'
import { eachStatement, found, withFacts } from '../judge'
import { covers } from '../patterns'
import type { ReadStatement } from '../statement'
import type { Fault, LintRule } from '../types'

/** A role that is no administrator grants with these only what it holds with grant option, which the files say. */
const PASSING_ON = new Set([
  'lakeformation:batchgrantpermissions',
  'lakeformation:batchrevokepermissions',
  'lakeformation:grantpermissions',
  'lakeformation:revokepermissions',
])

type Exempt = (action: string, statement: ReadStatement) => boolean

function judge(statement: ReadStatement, isExempt: Exempt): readonly Omit<Fault, 'statement'>[] | undefined {
  const { allows, actions } = statement
  if (!allows || actions.length === 0) return undefined
  return actions.flatMap((action) => {
    const lower = action.toLowerCase()
    const because = administrativeBecause(lower)
    if (because === undefined || isExempt(lower, statement)) return []
    return [found(`${action} is allowed: ${because}`, 'leave it to the deploy role')]
  })
}

const check = (isExempt: Exempt): LintRule['check'] =>
  eachStatement((statement) => judge(statement, isExempt), ['permission'])

const ofGrantors = check((action) => PASSING_ON.has(action))
const ofOthers = check(() => false)

/** A role may do what it is there for, and only to what it is there for. */
const ofDuties = withFacts(
  (statement, { duties }, { environment, owner }) => {
    const own = ownValue(ownValue(duties ?? {}, environment) ?? {}, owner)
    return judge(statement, (action, { resources }) => {
      const patterns = own && ownValue(own, action)
      return (
        patterns !== undefined &&
        resources.length > 0 &&
        reachedBy(action, resources).every((each) => isWithin(patterns, each))
      )
    })
  },
  ['permission'],
)

/**
 * The resources on which an action may mean something: statements may be shared between services, and where a statement
 * names resources of the action's own, those of others are there for other actions.
 */
function reachedBy(action: string, resources: readonly string[]): readonly string[] {
  const [service] = action.split(':')
  const serviceOf = (resource: string): string => (resource.split(':')[2] ?? '').toLowerCase()
  if (!resources.some((each) => serviceOf(each) === service)) return resources
  return resources.filter((each) => serviceOf(each) === service || !/^[a-z0-9-]+$/.test(serviceOf(each)))
}

const isWithin = (patterns: readonly string[], resource: string): boolean =>
  patterns.some((each) => covers(each, resource))

export const administrativeAction: LintRule = {
  id: 'administrative-action',
  severity: 'error',
  what: "A permission policy that allows what decides about access (IAM, Lake Formation grants, RAM, resource and key policies, ACLs) or destroys versions and keys; a role that holds something with grant option may pass it on, and the roles of trust-sync and of runs may do what they are there for: trust policies on the mesh's path and identity providers, and what a stack makes.",
  reason: 'Access is what the files say only as long as no role of the mesh can change it.',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html',
  check: (subject, facts) => {
    if (ownValue(ownValue(facts.duties ?? {}, subject.environment) ?? {}, subject.owner))
      return ofDuties(subject, facts)
    const grantors = ownValue(facts.grantors, subject.environment) ?? []
    return (grantors.includes(subject.owner) ? ofGrantors : ofOthers)(subject, facts)
  },
}
