import { groupTagValue } from '../../core/model/codes'
import type { ServiceAccess } from '../../core/model/graph'
import { issuerKey } from '../../core/model/arn'
import type { PolicyDocument } from '../../core/policy/document'
import { signIn, type SignIn } from '../../core/policy/sign-in'

/** Whether a member of the group of this code gets into a role through a service of the partition `aws`. */
export function getsIn(
  trust: PolicyDocument,
  role: string,
  service: ServiceAccess,
  code: string,
  sourceIdentity: string,
): boolean {
  const tags = { GroupHash: groupTagValue([code, 'ZZZZ']) }
  return signIn(trust, { role, tags, ...through(service, sourceIdentity) }).allowed
}

function through(
  service: ServiceAccess,
  sourceIdentity: string,
): Pick<SignIn, 'provider' | 'action' | 'context' | 'sourceIdentity'> {
  switch (service.protocol) {
    case 'saml':
      return {
        provider: service.provider,
        action: 'sts:AssumeRoleWithSAML',
        context: { 'SAML:aud': service.audience },
        sourceIdentity,
      }
    case 'oidc':
      return {
        provider: service.provider,
        action: 'sts:AssumeRoleWithWebIdentity',
        context: { [`${issuerKey(service.issuer)}:aud`]: service.clientIds[0]! },
        sourceIdentity,
      }
    case 'cognito':
      return {
        provider: 'cognito-identity.amazonaws.com',
        action: 'sts:AssumeRoleWithWebIdentity',
        context: {
          'cognito-identity.amazonaws.com:aud': service.provider,
          'cognito-identity.amazonaws.com:amr': ['authenticated', 'directory'],
        },
      }
  }
}
