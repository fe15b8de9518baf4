import { hookFunctions, hubScope, trustSyncRole } from '../../model/hook-names'
import type { Mesh } from '../../model/mesh'
import { HUB } from '../../model/stack-names'
import { roleArn, type ArnScope } from '../../model/arn'
import { rolePath } from '../../model/names'

/** Action in lower case → ARN patterns of what it may be done to. */
export type Duties = Readonly<Record<string, readonly string[]>>

/**
 * What the roles of trust-sync are there for, though it is for administrators: environment → name of the role → its
 * duties. Nothing where events do not change trust policies.
 */
export function syncDuties({
  settings,
  environments,
}: Mesh): Readonly<Record<string, Readonly<Record<string, Duties>>>> {
  const writer = hookFunctions(settings).find(({ hook }) => hook === 'trust-sync')
  if (!writer) return {}
  const hub = hubScope(settings)
  const roles = [...environments].map(([name, { account, region }]) => {
    return { name, role: trustSyncRole(hub, { name, account }), scope: { ...hub, account, region } }
  })
  return {
    ...Object.fromEntries(roles.map(({ name, role, scope }) => [name, { [role.name]: inAccount(scope) }])),
    [HUB]: { [writer.role.name]: { 'sts:assumerole': roles.map(({ role }) => role.arn) } },
  }
}

/** Trust policies on the mesh's path, where this role itself does not lie; and identity providers. */
function inAccount(scope: ArnScope & { readonly mesh: string }): Duties {
  const of = (type: string, name: string): string => `arn:${scope.partition}:iam::${scope.account}:${type}/${name}`
  const roles = [roleArn(scope, rolePath(scope.mesh), '*')]
  const [saml, oidc] = [[of('saml-provider', `${scope.mesh}-*`)], [of('oidc-provider', '*')]]
  return {
    'iam:getrole': roles,
    'iam:updateassumerolepolicy': roles,
    'iam:createsamlprovider': saml,
    'iam:deletesamlprovider': saml,
    'iam:getsamlprovider': saml,
    'iam:tagsamlprovider': saml,
    'iam:updatesamlprovider': saml,
    'iam:addclientidtoopenidconnectprovider': oidc,
    'iam:createopenidconnectprovider': oidc,
    'iam:deleteopenidconnectprovider': oidc,
    'iam:getopenidconnectprovider': oidc,
    'iam:removeclientidfromopenidconnectprovider': oidc,
    'iam:tagopenidconnectprovider': oidc,
  }
}
