import { CODE_PATTERN, groupTagValue, GROUP_TAG, MAX_CODES } from '../../../core/model/codes'
import type { PolicyDocument } from '../../../core/policy/document'
import { placesOf } from '../../../core/proof/verify/trust/code-classes'
import type { Opens } from '../../../core/proof/verify/trust/opens'

/**
 * Answers as a trust policy does, and asks it once for all attempts that it cannot tell apart: those that differ in
 * nothing but codes that it does not write. Of many groups, nearly all are the same to a role.
 */
export function remembering(trust: PolicyDocument, opens: Opens): Opens {
  const written = placesOf(trust)
  if (!written) return opens
  const known = new Map<string, boolean>()
  return (attempt) => {
    const { [GROUP_TAG]: value = '', ...others } = attempt.tags ?? {}
    const codes = value.split('.').filter((each) => each !== '')
    if (!isTag(value, codes)) return opens(attempt)
    const { action, role, provider, context, sourceIdentity = null } = attempt
    const told = codes.filter((each) => written.has(each))
    const key = JSON.stringify([action, role, provider, context, sourceIdentity, others, told])
    const answer = known.get(key) ?? opens(attempt)
    known.set(key, answer)
    return answer
  }
}

/** Whether it is what a hook writes: STS may refuse anything else, or take it for something else. */
const isTag = (value: string, codes: readonly string[]): boolean =>
  codes.length > 0 &&
  codes.length <= MAX_CODES &&
  codes.every((each) => CODE_PATTERN.test(each)) &&
  groupTagValue(codes) === value
