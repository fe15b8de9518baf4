import { authorizationServer } from '../core/model/okta'
import type { Mesh } from '../core/model/mesh'
import { partitionFacts } from '../core/model/partition'
import type { OktaSettings } from '../core/model/schema/okta'
import type { BackendProps } from './backend'
import type { OktaStackProps, SamlService, TokenServer } from './okta-stack'
import { groupFilter } from './okta/group-filter'

/** What Okta's stack is made of: the services that its hooks can serve. */
export function oktaProps({ settings }: Mesh, okta: OktaSettings, backend: BackendProps): OktaStackProps {
  const { mesh, partition, services, hooks } = settings
  const saml: Record<string, SamlService> = {}
  const oidc: Record<string, TokenServer> = {}
  for (const [name, service] of Object.entries(services)) {
    const { protocol, application, groupsClaim } = service
    if (protocol === 'saml' && application !== undefined) {
      saml[name] = { application, groupsClaim, audience: service.audience ?? partitionFacts(partition).samlAudience }
    }
    const server = protocol === 'oidc' ? authorizationServer(service.issuer, okta.orgUrl) : undefined
    if (protocol === 'oidc' && server !== undefined) oidc[name] = { server, groupsClaim, clientIds: service.clientIds }
  }
  const caller = hooks?.authentication
  return {
    mesh,
    backend,
    orgUrl: okta.orgUrl,
    groups: groupFilter(okta.groups),
    attributes: okta.attributes,
    // Okta's own way of naming the endpoint; another authorization server could not be told to Okta this way.
    ...(caller?.type === 'jwt' && {
      oauth: { tokenUrl: `${caller.issuer.replace(/\/$/, '')}/v1/token`, scope: caller.scope },
    }),
    saml,
    oidc,
  }
}
