import type { ServiceAccess } from '../../model/graph'
import { cognitoPrincipal } from '../../model/partition'
import { attemptThrough } from '../../policy/attempt'
import type { SignIn } from '../../policy/sign-in'
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
      identities.map((sourceIdentity): SignIn =>
        attemptThrough(withAudience(service, audience), role, place, {
          ...(groups !== undefined && { groups }),
          ...(sourceIdentity !== undefined && service.protocol !== 'cognito' && { sourceIdentity }),
        }),
      ),
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
