import type { AccessGraph, EnvironmentAccess } from '../../model/graph'
import type { Mesh } from '../../model/mesh'
import { HUB } from '../../model/stack-names'
import type { CompiledMesh } from '../../policy/compile'
import type { CompiledEnvironment } from '../../policy/environment-policies'
import { meshSubjects, type MeshSubject } from '../../policy/lint/mesh/subjects'
import { reach } from '../access/reach'
import type { ReviewedDataset } from '../types'
import { factsBy } from './fact'
import { hubSide } from './hub-side'
import { keyPaths } from './keyed'
import { factOfSubject, factsOf } from './mesh-facts'
import { leadingServices, namesIn } from './mesh-names'
import { meshPaths } from './mesh-paths'
import { restOf } from './mesh-rests'
import { sideRoles } from './mesh-roles'
import { serviceFacts } from './service-facts'
import type { EnvironmentSide, Side, SideFault } from './side'

export interface MeshParts {
  readonly mesh: Mesh
  readonly graph: AccessGraph
  readonly compiled: CompiledMesh
}

/**
 * What the files of a mesh mean, without rendering them: the same paths and the same facts as of its stacks, with the
 * lines that say so.
 */
export function meshSide({ mesh, graph, compiled }: MeshParts): Side {
  const subjects = new Map<string, MeshSubject[]>()
  for (const each of meshSubjects(mesh, compiled)) {
    const known = subjects.get(each.environment)
    if (known) known.push(each)
    else subjects.set(each.environment, [each])
  }
  const environments = graph.environments.flatMap((access): [string, EnvironmentSide][] => {
    const parts = compiled.environments.get(access.environment)
    return parts
      ? [[access.environment, environmentSide(mesh, access, parts, subjects.get(access.environment) ?? [])]]
      : []
  })
  return new Map([[HUB, hubSide(mesh, subjects.get(HUB) ?? [])], ...environments])
}

function environmentSide(
  mesh: Mesh,
  access: EnvironmentAccess,
  parts: CompiledEnvironment,
  subjects: readonly MeshSubject[],
): EnvironmentSide {
  const names = namesIn(access)
  const { environment, account } = access
  const roles = sideRoles(mesh, access, parts)
  const reached = reach(roles, names, leadingServices(access))
  const { paths, notAnalysed } = meshPaths(access, reached, names)
  return {
    mesh: access.mesh,
    environment,
    account,
    paths: keyPaths(paths),
    datasets: access.datasets.map((each): ReviewedDataset => {
      const stewards = mesh.environments.get(environment)?.datasets[each.name]?.stewards ?? []
      const { name, database, classification, sensitivity, owner } = each
      return { name, database, classification, sensitivity, owner, stewards }
    }),
    services: Object.keys(names.services).sort(),
    groups: names.groups,
    facts: factsBy([...subjects.flatMap(factOfSubject), ...factsOf(mesh, access, roles), ...serviceFacts(names)]),
    form: 'files',
    faults: reached.flatMap(({ role, faults }) =>
      faults.map(({ rule, says }): SideFault => ({ rule, message: `${role.name} ${says}` })),
    ),
    notAnalysed,
    rest: restOf(mesh, access),
  }
}
