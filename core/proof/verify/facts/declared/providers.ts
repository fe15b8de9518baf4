import { adoptedServices } from '../../../../model/adopted'
import type { OidcAccess, ServiceAccess } from '../../../../model/graph'
import { ownValue } from '../../../../model/own-value'
import type { Written } from '../../../../terraform/rendered/stack'
import type { Stated } from '../stated'
import { wordings } from '../subjects'
import { nameOfSamlProvider } from './names'
import type { DeclaredScope } from './scope'
import { servicesIn } from './services'

interface DeclaredProvider extends Stated {
  /** The services that come through it, which have one ARN of it. */
  readonly services: readonly ServiceAccess[]
}

/** The identity providers of the services that lead to some role; services on one issuer share its provider. */
export function declaredProviders(scope: DeclaredScope): Stated[] {
  return providersOf(scope).map(({ services: _, ...stated }) => stated)
}

/** Those of them that Terraform takes over, each as an import block. */
export function adoptedProviders(scope: DeclaredScope): Written[] {
  const { mesh, access } = scope
  const adopted = adoptedServices(mesh, access.environment)
  return providersOf(scope).flatMap(({ type, written, services }): Written[] => {
    const id = services.find((each) => adopted.has(each.name))?.provider
    return id === undefined ? [] : [{ to: wordings[type].subject(written, access), id }]
  })
}

function providersOf({ mesh, access }: DeclaredScope): DeclaredProvider[] {
  const leading = new Set(access.roles.flatMap((each) => each.services))
  const services = servicesIn(mesh, access.account).filter((each) => leading.has(each.name))
  const at = (service: string): Stated['at'] => mesh.places.mesh(['services', service])
  const saml = services.flatMap((each): DeclaredProvider[] => {
    const service = ownValue(mesh.settings.services, each.name)
    if (each.protocol !== 'saml' || service?.protocol !== 'saml') return []
    const saml_metadata_document = mesh.metadata.get(service.metadata)?.text ?? ''
    const written = { name: nameOfSamlProvider(access.mesh, each.name), saml_metadata_document }
    return [{ type: 'aws_iam_saml_provider', at: at(each.name), written, services: [each] }]
  })
  const oidc = services.filter((each): each is OidcAccess => each.protocol === 'oidc')
  const issuers = [...new Set(oidc.map((each) => each.issuer))].map((url): DeclaredProvider => {
    const onIssuer = oidc.filter((each) => each.issuer === url)
    const client_id_list = [...new Set(onIssuer.flatMap((each) => each.clientIds))]
    return {
      type: 'aws_iam_openid_connect_provider',
      at: at(onIssuer[0]?.name ?? ''),
      written: { url, client_id_list },
      services: onIssuer,
    }
  })
  return [...saml, ...issuers]
}
