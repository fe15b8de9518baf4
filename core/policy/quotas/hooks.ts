import type { EnvironmentAccess } from '../../model/graph'
import type { Mesh } from '../../model/mesh'
import { itemSize } from '../../model/quotas/measure/item-size'
import { limitOf, measureIn, type Usage } from '../../model/quotas/usage'
import { HUB } from '../../model/stack-names'
import { trustRow } from '../../model/trust-row'
import { policySize } from '../canonical'
import type { CompiledMesh } from '../compile'
import { sizeOf } from '../role-policies'

const ENVIRONMENTS = 'it names a role in every environment: with fewer environments it would fit, or with shorter names'

const AS_LONG_AS_A_DIGEST = `sha256:${'0'.repeat(64)}`

/** The policies of the hub's functions; that of trust-sync grows with the environments. */
export function functionUsages(mesh: Mesh, { hooks }: CompiledMesh): Usage[] {
  const usage = measureIn(mesh, HUB, mesh.settings.hub.account)
  const at = mesh.places.mesh(['hooks'])
  return (hooks?.functions ?? []).map(({ hook, role, policies }) =>
    usage('inline-policies', role.name, sizeOf(policies), at, hook === 'trust-sync' ? ENVIRONMENTS : undefined),
  )
}

/** The role of trust-sync in an environment, and the row that it renders trust policies from. */
export function syncUsages(mesh: Mesh, { hooks }: CompiledMesh, access: EnvironmentAccess): Usage[] {
  const { environment, account } = access
  const role = hooks?.sync?.roles.get(environment)
  if (!role) return []
  const usage = measureIn(mesh, environment, account)
  const at = mesh.places.environment(environment, [])
  const row = trustRow(access, {
    revision: AS_LONG_AS_A_DIGEST,
    sourceIdentity: mesh.settings.sourceIdentity,
    trustLimit: limitOf('trust-policy', mesh, environment),
  })
  return [
    usage('trust-policy', role.name, policySize(role.trust), at),
    usage('inline-policies', role.name, sizeOf(role.policies), at),
    usage('item-size', `the trust policies of ${environment}`, itemSize(row), at),
  ]
}
