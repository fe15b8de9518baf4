import type { ITerraformDependable } from 'cdktf'
import { Construct } from 'constructs'
import { issuerKey } from '../../core/model/arn'
import type { OidcAccess, ServiceAccess } from '../../core/model/graph'
import { sha256 } from '../../core/model/hash'
import { samlProviderName, slug } from '../../core/model/names'
import type { CompiledEnvironment } from '../../core/policy/environment-policies'
import type { EnvironmentStackProps } from '../environment-stack'
import { OidcProvider } from '../oidc-provider'
import { SamlProvider } from '../saml-provider'

/** What trust policies name, by service; identity pools belong to the hub and are missing. */
export type Providers = ReadonlyMap<string, ITerraformDependable>

/**
 * The account's trust in the identity providers whose services lead to some role. Services on one issuer share its
 * provider.
 */
export function addProviders(
  scope: Construct,
  { access, roles }: CompiledEnvironment,
  { metadata, adopted = new Set() }: Pick<EnvironmentStackProps, 'metadata' | 'adopted'>,
): Providers {
  const inside = new Construct(scope, 'providers')
  const leading = new Set([...roles.values()].flatMap((role) => role.access.services))
  const services = access.services.filter((each) => leading.has(each.name))
  const saml = services
    .filter((each) => each.protocol === 'saml')
    .map(({ name, provider: arn }) => {
      const document = metadata[name]
      if (document === undefined) throw new Error(`the service ${name} has no metadata`)
      const { provider } = new SamlProvider(inside, name, {
        name: samlProviderName(access.mesh, name),
        metadata: document,
        adopted: adopted.has(name) ? arn : undefined,
      })
      return [name, provider] as const
    })
  return new Map([...saml, ...addIssuers(inside, services, adopted)])
}

function addIssuers(
  scope: Construct,
  services: readonly ServiceAccess[],
  adopted: ReadonlySet<string>,
): (readonly [string, ITerraformDependable])[] {
  const oidc = services.filter((each): each is OidcAccess => each.protocol === 'oidc')
  return [...new Set(oidc.map((each) => each.issuer))].flatMap((issuer) => {
    const onIssuer = oidc.filter((each) => each.issuer === issuer)
    const clientIds = onIssuer.flatMap((each) => each.clientIds)
    const arn = onIssuer.find((each) => adopted.has(each.name))?.provider
    const { provider } = new OidcProvider(scope, oidcKey(issuer), { issuer, clientIds, adopted: arn })
    return onIssuer.map(({ name }) => [name, provider] as const)
  })
}

/** Two issuers may have one slug: the hash tells them apart. */
const oidcKey = (issuer: string): string =>
  `oidc_${slug(issuerKey(issuer))}_${sha256(issuer).toString('hex').slice(0, 6)}`

/** The providers that a role's trust policy names, each once. */
export function providersOf(services: readonly ServiceAccess[], providers: Providers): ITerraformDependable[] {
  return [...new Set(services.flatMap((each) => providers.get(each.name) ?? []))]
}
