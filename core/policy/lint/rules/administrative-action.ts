import { ownValue } from '../../../model/own-value'
import { administrativeBecause } from '../administrative'
import { dutiesOf, isDuty } from '../duties'
import { eachStatement, found, withFacts } from '../judge'
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
  (statement, facts, subject) =>
    judge(statement, (action, { resources }) => isDuty(dutiesOf(subject, facts), action, resources)),
  ['permission'],
)

export const administrativeAction: LintRule = {
  id: 'administrative-action',
  severity: 'error',
  what: "A permission policy that allows what decides about access (IAM, Lake Formation grants, RAM, resource and key policies, ACLs) or destroys versions and keys; a role that holds something with grant option may pass it on, and the roles of trust-sync and of runs may do what they are there for: trust policies on the mesh's path and identity providers, and what a stack makes.",
  reason: 'Access is what the files say only as long as no role of the mesh can change it.',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html',
  check: (subject, facts) => {
    if (dutiesOf(subject, facts)) return ofDuties(subject, facts)
    const grantors = ownValue(facts.grantors, subject.environment) ?? []
    return (grantors.includes(subject.owner) ? ofGrantors : ofOthers)(subject, facts)
  },
}
