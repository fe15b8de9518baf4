import type { Folder } from '../../../core/model/folder'
import { accessGraph, groupsWithRoles, type AccessGraph } from '../../../core/model/graph'
import type { Mesh } from '../../../core/model/mesh'
import { EMPTY_REGISTRY, updateRegistry } from '../../../core/model/registry'
import { compileMesh, type Compilation } from '../../../core/policy/compile'
import { meshOf } from '../../support/mesh'

/** Compiles a mesh that may have faults in its policies. */
export function compilation(folder: Folder): Compilation & { readonly mesh: Mesh; readonly graph: AccessGraph } {
  const mesh = meshOf(folder)
  const environments = new Map([...mesh.environments].map(([name, { account }]) => [name, { account }]))
  const registry = updateRegistry(EMPTY_REGISTRY, { groups: groupsWithRoles(mesh), environments })
  const graph = accessGraph(mesh, registry)
  return { mesh, graph, ...compileMesh(mesh, graph) }
}
