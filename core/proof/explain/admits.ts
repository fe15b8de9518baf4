import { GROUP_TAG, groupTagValue } from '../../model/codes'
import type { ServiceAccess } from '../../model/graph'
import { attemptThrough, type Place } from '../../policy/attempt'
import { many, type Statement } from '../../policy/document'
import { EvaluationError } from '../../policy/evaluate'
import { statementsOf } from '../../policy/evaluate/policy'
import { matches } from '../../policy/lint/patterns'
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

/** What a rendered trust policy says to a member of a group. */
export interface Admission {
  /** Why it shuts one out. @default - it admits one */
  readonly shut: string | undefined
  /** Of the values that it asks for in the session tag of codes, those that the member's tag matches. */
  readonly patterns: readonly string[]
}

export function admissionOf(rendered: RenderedTrust, role: string, member: Member): Admission {
  if ('fault' in rendered) return { shut: rendered.fault, patterns: [] }
  const tag = groupTagValue([member.code])
  const claims = { groups: tag, sourceIdentity: sampleIdentity(member.sourceIdentity) }
  try {
    const decision = signIn(rendered.trust, attemptThrough(member.service, role, member.place, claims))
    const [first] = decision.actions
    const statement = statementsOf(rendered.trust)[first?.decision.statement ?? -1]
    const isAdmitted = decision.allowed && statement !== undefined
    return { shut: inWords(decision), patterns: isAdmitted ? patternsOf(statement, tag) : [] }
  } catch (cause) {
    if (cause instanceof EvaluationError)
      return { shut: `the trust policy cannot be decided: ${cause.message}`, patterns: [] }
    throw cause
  }
}

const TAG_KEY = `aws:requesttag/${GROUP_TAG.toLowerCase()}`

/** What a statement asks for in the session tag of codes, and the tag's value matches. */
function patternsOf({ Condition: condition = {} }: Statement, tag: string): string[] {
  const values = Object.entries(condition).flatMap(([operator, keys]) =>
    /StringNot|Null/i.test(operator) ? [] : Object.entries(keys).filter(([key]) => key.toLowerCase() === TAG_KEY),
  )
  return values.flatMap(([, each]) => many(each)).filter((each) => matches(each, tag))
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
