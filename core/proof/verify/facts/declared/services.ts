import type { ServiceAccess } from '../../../../model/graph'
import type { Mesh } from '../../../../model/mesh'
import type { Service } from '../../../../model/schema/service'
import { iamArn, nameOfSamlProvider } from './names'
import type { Opening } from './openings'
import type { DeclaredScope } from './scope'

/**
 * Every service of a mesh as an account sees it, sorted by name, whether or not an environment names it; a Cognito service
 * once its identity pool is known.
 */
export function servicesIn({ settings }: Mesh, account: string): ServiceAccess[] {
  return Object.keys(settings.services)
    .sort()
    .flatMap((name) => serviceIn(settings, account, name, settings.services[name]))
}

/** Those of them that an environment names, or that lead to one of its roles. */
export function servicesNamed({ mesh, settings }: DeclaredScope, openings: readonly Opening[]): ServiceAccess[] {
  const named = new Set([...settings.services, ...openings.flatMap((role) => role.services.map((each) => each.name))])
  return servicesIn(mesh, settings.account).filter((each) => named.has(each.name))
}

type MeshNames = Pick<Mesh['settings'], 'mesh' | 'partition'>

function serviceIn(
  { mesh, partition }: MeshNames,
  account: string,
  name: string,
  service: Service | undefined,
): ServiceAccess[] {
  switch (service?.protocol) {
    case 'saml': {
      const provider = iamArn(partition, account, 'saml-provider', nameOfSamlProvider(mesh, name))
      return [{ name, protocol: 'saml', provider, audience: service.audience ?? SAML_PAGES[partition] }]
    }
    case 'oidc': {
      const { issuer } = service
      const provider = iamArn(partition, account, 'oidc-provider', issuer.slice('https://'.length))
      return [{ name, protocol: 'oidc', provider, issuer, clientIds: [...service.clientIds].sort() }]
    }
    case 'cognito':
      return service.identityPool === undefined ? [] : [{ name, protocol: 'cognito', provider: service.identityPool }]
    case undefined:
      return []
  }
}

export const usualAudience = (partition: MeshNames['partition']): string => SAML_PAGES[partition]

/**
 * Where AWS takes assertions.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html
 */
const SAML_PAGES: Readonly<Record<MeshNames['partition'], string>> = {
  aws: 'https://signin.aws.amazon.com/saml',
  'aws-cn': 'https://signin.amazonaws.cn/saml',
  'aws-us-gov': 'https://signin.amazonaws-us-gov.com/saml',
}
