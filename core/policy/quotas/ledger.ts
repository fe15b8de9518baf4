import type { Mesh } from '../../model/mesh'
import { accountUsages } from '../../model/quotas/measure/account'
import { dataUsages } from '../../model/quotas/measure/data'
import { meshUsages } from '../../model/quotas/measure/mesh'
import { nameUsages } from '../../model/quotas/measure/names'
import { sessionUsages } from '../../model/quotas/measure/session'
import { measureIn, sortUsages, type Usage } from '../../model/quotas/usage'
import type { CompiledMesh } from '../compile'
import type { CompiledEnvironment } from '../environment-policies'
import { bytesOf, policyUsages } from './policies'
import { functionUsages, syncUsages } from './hooks'
import { hubResources, resourcesOf } from './resources'
import { bootstrapUsages } from './runs'

/** How much of every quota a mesh uses: in each environment, in the hub, and in the sessions that its services open. */
export function ledger(mesh: Mesh, compiled: CompiledMesh): Usage[] {
  return sortUsages([
    ...meshUsages(mesh),
    ...sessionUsages(mesh),
    ...hubUsages(mesh, compiled),
    ...[...compiled.environments.values()].flatMap((environment) => environmentUsages(mesh, compiled, environment)),
    ...compiled.bootstraps.flatMap((each) => bootstrapUsages(mesh, each)),
  ])
}

function environmentUsages(mesh: Mesh, compiled: CompiledMesh, environment: CompiledEnvironment): Usage[] {
  const { access } = environment
  const { environment: name, account } = access
  const resources = resourcesOf(environment, compiled)
  return [
    ...policyUsages(mesh, environment),
    ...accountUsages(mesh, access),
    ...dataUsages(mesh, access),
    ...nameUsages(mesh, access),
    ...syncUsages(mesh, compiled, access),
    measureIn(mesh, name, account)('resources-per-state', name, resources, mesh.places.environment(name, [])),
  ]
}

function hubUsages(mesh: Mesh, compiled: CompiledMesh): Usage[] {
  const usage = measureIn(mesh, 'hub', mesh.settings.hub.account)
  const at = mesh.places.mesh(['hub'])
  return [
    usage('key-policy', 'the entitlement table', bytesOf(compiled.tableKey), at),
    usage('resources-per-state', 'hub', hubResources(mesh, compiled), at),
    ...functionUsages(mesh, compiled),
  ]
}
