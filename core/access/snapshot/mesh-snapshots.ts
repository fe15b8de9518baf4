import type { Position } from '../../model/diagnostic'
import type { AccessGraph, EnvironmentAccess } from '../../model/graph'
import { pathKey, pathsOf } from '../../model/graph/paths'
import type { ReviewPath } from '../types'
import { LazyPath, type KeyedPath } from './keyed'
import type { Snapshot, Snapshots } from './snapshot'

/**
 * What the files of a mesh mean: what is rendered of them means it, with the lines that say so. Files and their output
 * are the same side, since both are read here.
 *
 * @param rendered what is rendered of the mesh
 */
export function meshSnapshots(graph: AccessGraph, rendered: Iterable<Snapshot>): Snapshots {
  const sides = new Map<string, Snapshot>()
  const environments = new Map(graph.environments.map((each) => [each.environment, each]))
  for (const side of rendered) {
    const access = environments.get(side.environment)
    sides.set(side.environment, { ...(access ? withLines(side, access) : side), form: 'files' })
  }
  return sides
}

/** Gives paths the lines of the files that say so. */
function withLines(side: Snapshot, access: EnvironmentAccess): Snapshot {
  const lines = linesOf(access)
  const sourced = ({ key, path }: KeyedPath): ReviewPath => {
    const source = lines(key, path)
    return source ? { ...path, source } : path
  }
  return {
    ...side,
    paths: side.paths.map((each) => new LazyPath(each.key, each.facts, each.way, each.end, sourced, each)),
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
