import { issuerKey } from '../../arn'
import { administratorsOf } from '../../deployer'
import type { EnvironmentAccess, OidcAccess } from '../../graph'
import type { Mesh } from '../../mesh'
import { bootstraps } from '../../run-roles'
import { measureIn, type Usage } from '../usage'

/** What an environment uses of its account: roles, the providers that its roles trust, and administrators. */
export function accountUsages(mesh: Mesh, environment: EnvironmentAccess): Usage[] {
  const { account, roles, datasets } = environment
  const name = environment.environment
  const { administrators } = mesh.environments.get(name) ?? {}
  const leading = new Set(roles.flatMap((role) => role.services))
  const services = environment.services.filter((each) => leading.has(each.name))
  const oidc = services.filter((each): each is OidcAccess => each.protocol === 'oidc')
  const saml = services.filter((each) => each.protocol === 'saml')
  const issuers = [...new Set(oidc.map((each) => each.issuer))].sort()
  const at = mesh.places.environment(name, ['account'])
  const listed = administrators ? mesh.places.environment(name, ['administrators']) : at
  const usage = measureIn(mesh, name, account)
  const sync = mesh.settings.sync === 'pull' ? 1 : 0
  const runs = bootstraps(mesh).filter((each) => each.account === account)
  return [
    // Lake Formation has a role for each dataset, trust-sync one, and runs some.
    usage(
      'roles',
      account,
      roles.length + datasets.length + sync + runs.reduce((sum, each) => sum + each.roles.length, 0),
      at,
    ),
    usage('saml-providers', account, saml.length, at),
    usage('oidc-providers', account, issuers.length + runs.length, at),
    usage('administrators', account, administratorsOf(mesh, name).length, listed),
    ...issuers.map((issuer) => {
      const onIssuer = oidc.filter((each) => each.issuer === issuer)
      const ids = new Set(onIssuer.flatMap((each) => each.clientIds))
      const place = mesh.places.mesh(['services', onIssuer[0]?.name ?? '', 'clientIds'])
      return usage('client-ids', issuerKey(issuer), ids.size, place)
    }),
  ]
}
