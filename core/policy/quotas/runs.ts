import type { Mesh } from '../../model/mesh'
import { issuerKey } from '../../model/arn'
import { measureIn, type Usage } from '../../model/quotas/usage'
import { policySize } from '../canonical'
import { sizeOf } from '../role-policies'
import type { CompiledBootstrap } from '../runs'

/** The role itself, and the two lists of everything that may be on it. */
const OF_ROLE = 3

/** What an administrator's stack uses; roles and providers are counted with an environment, where the account has one. */
export function bootstrapUsages(mesh: Mesh, bootstrap: CompiledBootstrap): Usage[] {
  const { stack, account, roles, issuer } = bootstrap
  const at = mesh.places.mesh(['backend', 'credentials'])
  const usage = measureIn(mesh, stack, account)
  const isCounted = [...mesh.environments.values()].some((each) => each.account === account)
  return [
    ...roles.flatMap(({ name, trust, policies }) => [
      usage('trust-policy', name, policySize(trust), at),
      usage('inline-policies', name, sizeOf(policies), at),
    ]),
    ...(isCounted ? [] : [usage('roles', account, roles.length, at), usage('oidc-providers', account, 1, at)]),
    usage('client-ids', issuerKey(issuer.url), 1, at),
    usage('resources-per-state', stack, bootstrapResources(bootstrap), at),
  ]
}

/** How many resources the stack has: the provider, and each role with its policies. */
export const bootstrapResources = ({ roles }: CompiledBootstrap): number =>
  roles.reduce((sum, { policies }) => sum + OF_ROLE + Object.keys(policies).length, 1)
