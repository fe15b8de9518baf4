import type { OidcAccess } from '../../../../model/graph'
import { samlProviderName } from '../../../../model/names'
import { ownValue } from '../../../../model/own-value'
import type { Stated } from '../stated'
import type { DeclaredScope } from './scope'

/** The identity providers of the services that lead to some role; services on one issuer share its provider. */
export function declaredProviders({ mesh, access }: DeclaredScope): Stated[] {
  const leading = new Set(access.roles.flatMap((each) => each.services))
  const services = access.services.filter((each) => leading.has(each.name))
  const at = (service: string): Stated['at'] => mesh.places.mesh(['services', service])
  const saml = services.flatMap(({ name, protocol }): Stated[] => {
    const service = ownValue(mesh.settings.services, name)
    if (protocol !== 'saml' || service?.protocol !== 'saml') return []
    const saml_metadata_document = mesh.metadata.get(service.metadata)?.text ?? ''
    const written = { name: samlProviderName(access.mesh, name), saml_metadata_document }
    return [{ type: 'aws_iam_saml_provider', at: at(name), written }]
  })
  const oidc = services.filter((each): each is OidcAccess => each.protocol === 'oidc')
  const issuers = [...new Set(oidc.map((each) => each.issuer))].map((url): Stated => {
    const onIssuer = oidc.filter((each) => each.issuer === url)
    const client_id_list = [...new Set(onIssuer.flatMap((each) => each.clientIds))]
    return {
      type: 'aws_iam_openid_connect_provider',
      at: at(onIssuer[0]?.name ?? ''),
      written: { url, client_id_list },
    }
  })
  return [...saml, ...issuers]
}
