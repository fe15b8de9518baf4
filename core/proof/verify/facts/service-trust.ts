import { canonicalPolicy, policyText } from '../../../policy/canonical'
import { isFault, readPolicy } from '../../../terraform/rendered/policy'
import type { Written } from '../../../terraform/rendered/stack'

/** The trust of a role that nobody but AWS services may assume, which is compared; of other roles it is evaluated. */
export function serviceTrustLine({ assume_role_policy: text }: Written): string[] {
  if (typeof text !== 'string' || !text.includes('"Service"')) return []
  const document = readPolicy('', text)
  if (isFault(document)) return []
  const toServices = document.Statement.every(
    ({ Principal: principal }) => typeof principal === 'object' && Object.keys(principal).join() === 'Service',
  )
  return toServices ? [`assumed by = ${policyText(canonicalPolicy(document))}`] : []
}
