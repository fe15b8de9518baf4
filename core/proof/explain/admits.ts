import { groupTagValue } from '../../model/codes'
import type { ServiceAccess } from '../../model/graph'
import { attemptThrough, type Place } from '../../policy/attempt'
import { EvaluationError } from '../../policy/evaluate'
import { signIn, type SignInDecision } from '../../policy/sign-in'
import { sampleIdentity } from '../../policy/source-identity'
import type { RenderedTrust } from '../../terraform/rendered/trust-of'

/** A member of one group who comes through one service. */
export interface Member {
  readonly service: ServiceAccess
  readonly place: Place
  readonly code: string
  /** The mesh's pattern of source identities. */
  readonly sourceIdentity: string
}

/** Why a rendered trust policy shuts a member of a group out; `undefined` where it admits one. */
export function whyShut(rendered: RenderedTrust, role: string, member: Member): string | undefined {
  if ('fault' in rendered) return rendered.fault
  const claims = { groups: groupTagValue([member.code]), sourceIdentity: sampleIdentity(member.sourceIdentity) }
  try {
    return inWords(signIn(rendered.trust, attemptThrough(member.service, role, member.place, claims)))
  } catch (cause) {
    if (cause instanceof EvaluationError) return `the trust policy cannot be decided: ${cause.message}`
    throw cause
  }
}

/** Why STS refuses an attempt; `undefined` where it does not. */
export function inWords({ allowed, refusal, failed }: SignInDecision): string | undefined {
  if (allowed) return undefined
  if (refusal) return refusal.message
  return failed
    .map(({ action, decision }) =>
      decision.statement === null
        ? `no statement allows ${action}`
        : `statement ${decision.statement + 1} denies ${action}`,
    )
    .join('; ')
}
