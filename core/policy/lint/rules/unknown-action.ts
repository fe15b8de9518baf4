import { hintFor } from '../../../model/suggest'
import { remember } from '../../evaluate/memo'
import { actionData, actionNames, serviceNames } from '../iam-data'
import { eachStatement, found } from '../judge'
import { hasWildcard, matches } from '../patterns'
import type { Fault, LintRule } from '../types'

const judge = remember((action): readonly Omit<Fault, 'statement'>[] => {
  if (action === '*') return []
  const [service = '', name, ...more] = action.toLowerCase().split(':')
  if (name === undefined || more.length > 0)
    return [found(`${action} is no action`, 'an action is a service, a colon and a name: s3:GetObject')]
  if (hasWildcard(service)) return [found(`${action} has a wildcard in its service`, 'write the service out')]
  const names = actionNames(service)
  if (names === undefined) return [found(`there is no service ${service}`, hintFor('service', service, serviceNames()))]
  const isKnown = hasWildcard(name)
    ? names.some((each) => matches(name, each.toLowerCase()))
    : actionData(service, name) !== undefined
  const [, written = ''] = action.split(':')
  return isKnown ? [] : [found(`${service} has no action ${written}`, hintFor('action', written, names))]
})

export const unknownAction: LintRule = {
  id: 'unknown-action',
  severity: 'error',
  what: 'An action that AWS does not have.',
  reason: 'IAM takes it without a word: an Allow gives nothing, and a Deny keeps nothing out.',
  see: 'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  check: eachStatement(({ actions, notActions }) => [...actions, ...notActions].flatMap(judge)),
}
