import { words } from './words'

/**
 * Every action of STS, without its prefix.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
 */
export const STS_ACTIONS = words(`
  AssumeRole AssumeRoleWithSAML AssumeRoleWithWebIdentity AssumeRoot DecodeAuthorizationMessage GetAccessKeyInfo
  GetCallerIdentity GetDelegatedAccessToken GetFederationToken GetServiceBearerToken GetSessionToken
  GetWebIdentityToken SetContext SetSourceIdentity TagGetWebIdentityToken TagSession
`)
