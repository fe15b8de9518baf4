import { ownValue } from '../../../model/own-value'
import { administrativeBecause } from '../administrative'
import { eachStatement, found } from '../judge'
import type { LintRule } from '../types'

/** A role that is no administrator grants with these only what it holds with grant option, which the files say. */
const PASSING_ON = new Set([
  'lakeformation:batchgrantpermissions',
  'lakeformation:batchrevokepermissions',
  'lakeformation:grantpermissions',
  'lakeformation:revokepermissions',
])

const check = (isExempt: (action: string) => boolean): LintRule['check'] =>
  eachStatement(
    ({ allows, actions }) => {
      if (!allows || actions.length === 0) return undefined
      return actions.flatMap((action) => {
        const lower = action.toLowerCase()
        const because = administrativeBecause(lower)
        if (because === undefined || isExempt(lower)) return []
        return [found(`${action} is allowed: ${because}`, 'leave it to the deploy role')]
      })
    },
    ['permission'],
  )

const ofGrantors = check((action) => PASSING_ON.has(action))
const ofOthers = check(() => false)

export const administrativeAction: LintRule = {
  id: 'administrative-action',
  severity: 'error',
  what: 'A permission policy that allows what decides about access (IAM, Lake Formation grants, RAM, resource and key policies, ACLs) or destroys versions and keys; a role that holds something with grant option may pass it on.',
  reason: 'Access is what the files say only as long as no role of the mesh can change it.',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html',
  check: (subject, facts) => {
    const grantors = ownValue(facts.grantors, subject.environment) ?? []
    return (grantors.includes(subject.owner) ? ofGrantors : ofOthers)(subject, facts)
  },
}
