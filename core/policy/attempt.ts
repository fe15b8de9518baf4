import { issuerKey } from '../model/arn'
import { GROUP_TAG } from '../model/codes'
import type { ServiceAccess } from '../model/graph'
import { cognitoPrincipal, type Partition } from '../model/partition'
import type { SignIn } from './sign-in'

/** What a session carries into a role. */
export interface SessionClaims {
  /** The value of the tag `GroupHash`. @default - no tag is passed */
  readonly groups?: string
  /** @default - none is passed; Cognito identity pools cannot pass one */
  readonly sourceIdentity?: string
}

/** Where a role is: in GovCloud and China, identity pools have principals of their own. */
export interface Place {
  readonly partition: Partition
  readonly region: string
}

/** An attempt to open a role through a service, as that service's provider makes it. */
export function attemptThrough(service: ServiceAccess, role: string, place: Place, claims: SessionClaims): SignIn {
  const { groups, sourceIdentity } = claims
  const tags = groups === undefined ? {} : { tags: { [GROUP_TAG]: groups } }
  const identity = sourceIdentity === undefined ? {} : { sourceIdentity }
  const base = { role, provider: service.provider, ...tags }
  switch (service.protocol) {
    case 'saml':
      return { ...base, ...identity, action: 'sts:AssumeRoleWithSAML', context: { 'SAML:aud': service.audience } }
    case 'oidc': {
      const context = { [`${issuerKey(service.issuer)}:aud`]: service.clientIds[0] ?? '' }
      return { ...base, ...identity, action: 'sts:AssumeRoleWithWebIdentity', context }
    }
    case 'cognito': {
      const provider = cognitoPrincipal(place.partition, place.region)
      const context = { [`${provider}:aud`]: service.provider, [`${provider}:amr`]: ['authenticated', 'directory'] }
      return { ...base, provider, action: 'sts:AssumeRoleWithWebIdentity', context }
    }
  }
}
