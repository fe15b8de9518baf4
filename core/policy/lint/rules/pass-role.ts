import { includesAction } from '../actions'
import { ownValue } from '../../../model/own-value'
import { found, withFacts } from '../judge'
import { covers, hasWildcard } from '../patterns'
import type { LintRule } from '../types'

export const passRole: LintRule = {
  id: 'pass-role',
  severity: 'error',
  what: 'An Allow of iam:PassRole on a pattern of roles; a role of runs may hand over the roles that it makes.',
  reason: 'Whoever may hand any role to a service may do what the most powerful role of the account may do.',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  check: withFacts((statement, { duties }, { environment, owner }) => {
    if (!statement.allows || !includesAction(statement, 'iam:PassRole')) return undefined
    const { resources, notResources } = statement
    const own = ownValue(ownValue(ownValue(duties ?? {}, environment) ?? {}, owner) ?? {}, 'iam:passrole') ?? []
    const isDuty = (resource: string): boolean => own.some((each) => covers(each, resource))
    const open =
      notResources.length > 0 ? ['NotResource'] : resources.filter((each) => hasWildcard(each) && !isDuty(each))
    return open.map((each) => found(`iam:PassRole is allowed on ${each}`, 'name the one role that may be passed'))
  }),
}
