import type { Position } from '../../model/diagnostic'
import type { AccessGraph, EnvironmentAccess } from '../../model/graph'
import { pathKey, pathsOf } from '../../model/graph/paths'
import type { Mesh } from '../../model/mesh'
import type { ReviewPath } from '../types'
import { LazyPath, type KeyedPath } from './keyed'
import type { Snapshot, Snapshots } from './snapshot'

export interface MeshParts {
  readonly mesh: Mesh
  readonly graph: AccessGraph
}

/**
 * What the files of a mesh mean: what is rendered of them means it, with the lines that say so. Files and their output
 * are the same side, since both are read here.
 *
 * @param rendered what is rendered of the mesh
 */
export function meshSnapshots({ mesh, graph }: MeshParts, rendered: Iterable<Snapshot>): Snapshots {
  const sides = new Map<string, Snapshot>()
  const environments = new Map(graph.environments.map((each) => [each.environment, each]))
  for (const side of rendered) {
    const access = environments.get(side.environment)
    sides.set(side.environment, { ...(access ? withLines(side, mesh, access) : side), form: 'files' })
  }
  return sides
}

/** Gives paths the lines of the files that say so, and datasets what no output says. */
function withLines(side: Snapshot, mesh: Mesh, access: EnvironmentAccess): Snapshot {
  const lines = linesOf(access)
  const sourced = ({ key, path }: KeyedPath): ReviewPath => {
    const source = lines(key, path)
    return source ? { ...path, source } : path
  }
  return {
    ...side,
    retired: mesh.registry.retired,
    paths: side.paths.map((each) => new LazyPath(each.key, each.facts, each.way, each.end, sourced, each)),
    datasets: side.datasets.map((each) => {
      const stewards = mesh.environments.get(side.environment)?.datasets[each.name]?.stewards ?? []
      return { ...each, stewards }
    }),
  }
}

/** The line of a path: of its access entry, or else of the group's in its role. */
function linesOf(access: EnvironmentAccess): (key: string, path: ReviewPath) => Position | undefined {
  let known: ReadonlyMap<string, Position | undefined> | undefined
  return (key, { role, group }) => {
    // Few of many paths are asked.
    known ??= new Map(pathsOf(access).map((each) => [pathKey(each), each.source]))
    if (known.has(key)) return known.get(key)
    return access.roles.find((each) => each.name === role)?.groups.find((each) => each.name === group)?.source
  }
}
