import type { Position } from '../../model/diagnostic'
import type { EnvironmentAccess, RoleAccess } from '../../model/graph'
import { pathsOf } from '../../model/graph/paths'
import { jobsFolder, resultsFolder, resultsNames } from '../../model/results'
import { filesOf } from '../access/files'
import type { Names } from '../access/names'
import type { Opener } from '../access/openers'
import type { Reached } from '../access/reach'
import type { Target } from '../access/targets'
import { mapBy } from '../group-by'
import type { NotAnalysed, ReviewPath } from '../types'
import { targetPath } from './paths'

export interface MeshPaths {
  readonly paths: readonly ReviewPath[]
  readonly notAnalysed: readonly NotAnalysed[]
}

/** The paths that files declare, with what the mesh's own templates open beside them. */
export function meshPaths(access: EnvironmentAccess, reached: readonly Reached[], names: Names): MeshPaths {
  const { environment } = access
  const byName = new Map(access.roles.map((each) => [each.name, each]))
  const notAnalysed = new Map<string, NotAnalysed>()
  const paths: ReviewPath[] = []
  const declared = declaredPaths(access)
  const { bucket } = resultsNames(access)
  for (const { role, openers, through } of reached) {
    const known = byName.get(role.name)
    if (!known || openers.length === 0) continue
    const prefixes = [role.name, ...through].flatMap((each) => [`${resultsFolder(each)}/`, `${jobsFolder(each)}/`])
    const files = filesOf([...role.policies.values()], names, { bucket, prefixes })
    for (const [address, reason] of files.faults) notAnalysed.set(address, { environment, address, reason })
    const given = declared.get(role.name) ?? []
    const opened = new Set(files.targets.map(placeKey))
    const said = new Set(given.map(placeKey))
    const beside = files.targets.filter((each) => !said.has(placeKey(each)))
    for (const opener of openers) {
      for (const path of given) {
        if (path.service !== opener.service || path.group !== opener.group) continue
        // What a template of the mesh's own does not open is no path, whatever the files ask for.
        if (isFile(path) && !opened.has(placeKey(path))) continue
        paths.push(path)
      }
      for (const each of beside) paths.push(pathBeside(access, known, opener, each))
    }
  }
  return { paths, notAnalysed: [...notAnalysed.values()] }
}

const isFile = ({ location, permission }: Pick<Target, 'location' | 'permission'>): boolean =>
  location !== null && permission.startsWith('s3:')

const placeKey = ({ location, permission }: Pick<Target, 'location' | 'permission'>): string =>
  `${permission} ${location ?? ''}`

/** The paths of the graph, by role. */
function declaredPaths(access: EnvironmentAccess): ReadonlyMap<string, readonly ReviewPath[]> {
  return mapBy(pathsOf(access), (path) => path.role)
}

function pathBeside(
  access: EnvironmentAccess,
  { name: role, sessionHours, groups }: RoleAccess,
  way: Opener,
  { address: _, ...target }: Target,
): ReviewPath {
  const source: Position | undefined = groups.find((each) => each.name === way.group)?.source
  return { ...targetPath(access, { ...way, role }, target, sessionHours), ...(source && { source }) }
}
