import type { ServiceAccess } from '../../model/graph'
import { cognitoPrincipal } from '../../model/partition'
import { attemptThrough } from '../../policy/attempt'
import type { PolicyDocument } from '../../policy/document'
import { EvaluationError } from '../../policy/evaluate'
import { gate, type SignIn } from '../../policy/sign-in'
import type { Names } from './names'
import { ELSEWHERE, type Way } from './ways'

/** Every attempt that a way allows for, with these groups; the likeliest first. */
export function attempts(
  { service, audiences }: Way,
  role: string,
  place: Names,
  identities: readonly (string | undefined)[],
): (groups: string | undefined) => SignIn[] {
  return (groups) =>
    audiences.flatMap((audience) =>
      identities.map((sourceIdentity): SignIn => {
        const attempt = attemptThrough(withAudience(service, audience), role, place, {
          ...(groups !== undefined && { groups }),
          ...(sourceIdentity !== undefined && service.protocol !== 'cognito' && { sourceIdentity }),
        })
        return attempt
      }),
    )
}

/** Attempts with tokens that were made for others: another audience, a guest, somebody of another pool. */
export function foreign(
  way: Way,
  role: string,
  place: Names,
  identities: readonly string[],
  groups: string | undefined,
): readonly SignIn[] {
  const asks = attempts({ ...way, audiences: [ELSEWHERE, ...way.foreign] }, role, place, [...identities, undefined])
  if (way.service.protocol !== 'cognito') return asks(groups)
  const principal = cognitoPrincipal(place.partition, place.region)
  const [first = ''] = way.audiences
  // A guest of the right pool, and somebody of another pool.
  const guests = attempts(way, role, place, [undefined])(groups).map((each) => ({
    ...each,
    context: { [`${principal}:aud`]: first, [`${principal}:amr`]: ['unauthenticated'] },
  }))
  return [...asks(groups), ...guests]
}

function withAudience(service: ServiceAccess, audience: string): ServiceAccess {
  switch (service.protocol) {
    case 'saml':
      return { ...service, audience }
    case 'oidc':
      return { ...service, clientIds: [audience] }
    case 'cognito':
      return { ...service, provider: audience }
  }
}

/** Whether it is known for sure what a policy means. */
export function isReadable(trust: PolicyDocument): boolean {
  try {
    gate(trust)
    return true
  } catch (cause) {
    if (cause instanceof EvaluationError) return false
    throw cause
  }
}

/** Whether an attempt gets in; a policy that IAM would refuse lets nobody in. */
export function opening(trust: PolicyDocument): (attempt: SignIn) => boolean {
  const guarded = <T>(ask: () => T, otherwise: T): T => {
    try {
      return ask()
    } catch (cause) {
      if (cause instanceof EvaluationError) return otherwise
      throw cause
    }
  }
  const admits = guarded<(attempt: SignIn) => boolean>(
    () => gate(trust),
    () => false,
  )
  return (attempt) => guarded(() => admits(attempt), false)
}
