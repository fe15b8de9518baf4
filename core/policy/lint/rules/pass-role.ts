import { includesAction } from '../actions'
import { eachStatement, found } from '../judge'
import { hasWildcard } from '../patterns'
import type { LintRule } from '../types'

export const passRole: LintRule = {
  id: 'pass-role',
  severity: 'error',
  what: 'An Allow of iam:PassRole on a pattern of roles.',
  reason: 'Whoever may hand any role to a service may do what the most powerful role of the account may do.',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  check: eachStatement((statement) => {
    if (!statement.allows || !includesAction(statement, 'iam:PassRole')) return undefined
    const { resources, notResources } = statement
    const open = notResources.length > 0 ? ['NotResource'] : resources.filter(hasWildcard)
    return open.map((each) => found(`iam:PassRole is allowed on ${each}`, 'name the one role that may be passed'))
  }),
}
