import { groupTagValue } from '../../../../model/codes'
import type { ServiceAccess } from '../../../../model/graph'
import { attemptThrough, type Place, type SessionClaims } from '../../../../policy/attempt'
import type { Statement } from '../../../../policy/document'
import type { SignIn } from '../../../../policy/sign-in'
import { sampleIdentity } from '../../../../policy/source-identity'

/** An attempt that no role may let in, though a member of its groups makes it. */
export interface Refusal {
  /** What is wrong with it, to stand behind "opens": `without a source identity`. */
  readonly fault: string
  readonly attempt: SignIn
  /** Statements that somebody adds by hand. @default - none */
  readonly added?: readonly Statement[]
}

/** A member's way in, which the refusals vary. */
export interface Way {
  readonly service: ServiceAccess
  readonly role: string
  readonly place: Place & { readonly account: string }
  /** The member's code. */
  readonly code: string
  /** Codes of all groups of the role: a value that holds one of them is right, however odd it looks. */
  readonly own: ReadonlySet<string>
  /** The mesh's pattern. */
  readonly sourceIdentity: string
}

/** A member's right attempt. */
export function rightAttempt(way: Way, groups?: string): SignIn {
  return attemptThrough(way.service, way.role, way.place, claimsOf(way, groups))
}

/** What a member passes. */
function claimsOf({ service, code, sourceIdentity }: Way, groups = groupTagValue([code])): SessionClaims {
  return service.protocol === 'cognito' ? { groups } : { groups, sourceIdentity: sampleIdentity(sourceIdentity) }
}
