import { error, warning, type Diagnostic } from '../diagnostic'
import { authorizationServer, isOrganisation } from '../okta'
import { ORG_URL } from '../schema/okta'
import type { Check } from './check'

/** Okta calls token hooks for its custom authorization servers alone, and knows none of another organisation. */
export const checkOktaIssuers: Check = ({ mesh: { settings, places } }) => {
  const { hooks, okta, services } = settings
  if (!okta || !ORG_URL.test(okta.orgUrl)) return []
  const { orgUrl } = okta
  const hint = `an authorization server of it is ${orgUrl}/oauth2/default, or of another name`
  const organisation = 'the tokens of the organisation itself are for Okta alone: no hook is called for them'
  const ofServices = Object.entries(services).flatMap(([name, service]): Diagnostic[] => {
    if (service.protocol !== 'oidc' || authorizationServer(service.issuer, orgUrl) !== undefined) return []
    const at = places.mesh(['services', name, 'issuer'])
    if (isOrganisation(service.issuer, orgUrl)) return [error('okta-issuer', organisation, at, hint)]
    const message = `this is no authorization server of ${orgUrl}, so Okta's stack has nothing for the service ${name}`
    return [warning('okta-issuer', message, at, hint)]
  })
  const caller = hooks?.authentication
  if (caller?.type !== 'jwt' || authorizationServer(caller.issuer, orgUrl) !== undefined) return ofServices
  const at = places.mesh(['hooks', 'authentication', 'issuer'])
  const message = `Okta gets the token for its calls from an authorization server of ${orgUrl}, and this is none`
  return [...ofServices, error('okta-issuer', message, at, hint)]
}
