import { GROUP_TAG } from '../model/codes'
import type { ServiceAccess } from '../model/graph'
import type { Partition } from '../model/partition'
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

/**
 * What AWS calls identity pools as a principal, said apart from what renders trust policies.
 *
 * @see https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-cog.html
 */
export function poolsPrincipal({ partition, region }: Place): string {
  const usual = 'cognito-identity.amazonaws.com'
  if (partition === 'aws') return usual
  if (partition === 'aws-cn') return 'cognito-identity.cn-north-1.amazonaws.com.cn'
  const isFirst = region === 'us-gov-west-1'
  return isFirst ? 'cognito-identity-us-gov.amazonaws.com' : `cognito-identity.${region}.amazonaws.com`
}

/** The condition key that says for whom a token or assertion was made; AWS knows an issuer by its URL after `https://`. */
export function audienceKey(service: ServiceAccess, place: Place): string {
  switch (service.protocol) {
    case 'saml':
      return 'SAML:aud'
    case 'oidc':
      return `${service.issuer.replace('https://', '')}:aud`
    case 'cognito':
      return `${poolsPrincipal(place)}:aud`
  }
}

/** An attempt to open a role through a service, as that service's provider makes it. */
export function attemptThrough(service: ServiceAccess, role: string, place: Place, claims: SessionClaims): SignIn {
  const { groups, sourceIdentity } = claims
  const tags = groups === undefined ? {} : { tags: { [GROUP_TAG]: groups } }
  const identity = sourceIdentity === undefined ? {} : { sourceIdentity }
  const base = { role, provider: service.provider, ...tags }
  switch (service.protocol) {
    case 'saml':
      return {
        ...base,
        ...identity,
        action: 'sts:AssumeRoleWithSAML',
        context: { [audienceKey(service, place)]: service.audience },
      }
    case 'oidc': {
      const context = { [audienceKey(service, place)]: service.clientIds[0] ?? '' }
      return { ...base, ...identity, action: 'sts:AssumeRoleWithWebIdentity', context }
    }
    case 'cognito': {
      const provider = poolsPrincipal(place)
      const context = {
        [audienceKey(service, place)]: service.provider,
        [`${provider}:amr`]: ['authenticated', 'directory'],
      }
      return { ...base, provider, action: 'sts:AssumeRoleWithWebIdentity', context }
    }
  }
}
