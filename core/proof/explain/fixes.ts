import type { Position } from '../../model/diagnostic'
import type { Mesh } from '../../model/mesh'
import { groupKey } from '../../model/group-names'
import { ownValue } from '../../model/own-value'
import { datasetOf, type Entry } from './entries'
import type { Fix } from './types'
import { flow, item, type Flow } from './yaml'

type Path = readonly (string | number)[]

/** A new access entry of a dataset. */
export function entryFix(mesh: Mesh, environment: string, dataset: string, entry: Readonly<Record<string, Flow>>): Fix {
  const at = placeIn(mesh, environment)
  const parent = at('datasets', dataset)
  const list = at('datasets', dataset, 'access')
  const place = `access of ${dataset}`
  const [first] = datasetOf(mesh.environments.get(environment) ?? { datasets: {} }, dataset)?.access ?? []
  if (first) {
    const item0 = at('datasets', dataset, 'access', 0)
    if (item0?.line === list?.line) return { action: 'inside', at: list, place, lines: [flow(entry)] }
    return { action: 'insert', at: list, place, lines: indented(item(entry), (item0?.column ?? 3) - 3) }
  }
  // An empty list stands there, where `access` is a place of its own.
  if (!same(list, parent)) return { action: 'replace', at: list, place, lines: [`access: [${flow(entry)}]`] }
  const sibling = at('datasets', dataset, 'tables')
  if (sibling?.line === parent?.line)
    return { action: 'inside', at: parent, place: dataset, lines: [`access: [${flow(entry)}]`] }
  const lines = ['access:', ...indented(item(entry), 2)]
  return { action: 'insert', at: parent, place: dataset, lines: indented(lines, (sibling?.column ?? 1) - 1) }
}

/** An entry for a group, as the group's other entries in the environment name its role. */
export function groupEntry(mesh: Mesh, environment: string, group: string): Readonly<Record<string, Flow>> {
  const datasets = Object.values(mesh.environments.get(environment)?.datasets ?? {})
  const roleName = datasets
    .flatMap(({ access }) => access)
    .find(({ to, roleName }) => roleName !== undefined && groupKey(to.group ?? '') === groupKey(group))?.roleName
  return { to: { group }, ...(roleName !== undefined && { roleName }) }
}

/** A list of an environment's file with one more value. */
export function listFix(
  mesh: Mesh,
  environment: string,
  path: Path,
  values: readonly string[],
  /** A value beside the list, for files without one. */
  sibling: string,
): Fix {
  const at = placeIn(mesh, environment)
  const key = String(path.at(-1))
  const list = at(...path)
  const parent = path.length > 1 ? at(...path.slice(0, -1)) : undefined
  const beside = at(...path.slice(0, -1), sibling)
  const line = `${key}: ${flow(values)}`
  const place = path.join('.')
  const isThere = path.length > 1 ? !same(list, parent) : isWritten(mesh, environment, key)
  if (isThere) return { action: 'replace', at: list, place, lines: [line] }
  // An item of a list in block form begins with its first key.
  if (parent && beside?.line === parent.line && beside.column !== parent.column)
    return { action: 'inside', at: parent, place: path.slice(0, -1).join('.'), lines: [line] }
  const indent = parent ? (beside?.column ?? 1) - 1 : 0
  return {
    action: 'insert',
    at: parent ?? beside,
    place: parent ? path.slice(0, -1).join('.') : sibling,
    lines: indented([line], indent),
  }
}

/** Another value for a key that stands in an environment's file. */
export function replaceFix(mesh: Mesh, environment: string, path: Path, value: Flow): Fix {
  const key = String(path.at(-1))
  return {
    action: 'replace',
    at: mesh.places.environment(environment, path),
    place: key,
    lines: [`${key}: ${flow(value)}`],
  }
}

/** A service of the mesh that an environment's roles do not trust yet. */
export function serviceFixes(mesh: Mesh, environment: string, service: string, forHome: boolean): Fix[] {
  const settings = mesh.environments.get(environment)
  if (!settings) return []
  const { services, home } = settings
  const add = (path: Path, list: readonly string[], sibling: string): Fix[] =>
    list.includes(service) ? [] : [listFix(mesh, environment, path, [...list, service], sibling)]
  return [
    ...poolFix(mesh, service),
    ...(forHome && home
      ? add(['home', 'services'], home.services, 'groups')
      : add(['services'], services, 'region').map((fix) => ({
          ...fix,
          also: `every other role of ${environment} to its groups through ${service}`,
        }))),
  ]
}

/** An access entry that a Cognito service leads to, too. */
export function entryServiceFixes(
  mesh: Mesh,
  environment: string,
  dataset: string,
  { entry, index }: Entry,
  service: string,
): Fix[] {
  const path = ['datasets', dataset, 'access', index, 'services']
  return [...poolFix(mesh, service), listFix(mesh, environment, path, [...entry.services, service], 'to')]
}

/** Roles can trust an identity pool only by its id. */
function poolFix({ settings, places }: Mesh, service: string): Fix[] {
  const each = ownValue(settings.services, service)
  if (each?.protocol !== 'cognito' || each.identityPool !== undefined) return []
  const lines = ['identityPool: "<the id that an apply of the hub made>"']
  return [{ action: 'inside', at: places.meshKey(['services', service]), place: `services.${service}`, lines }]
}

const placeIn =
  (mesh: Mesh, environment: string) =>
  (...path: Path): Position | undefined =>
    mesh.places.environment(environment, path)

/** Whether a key stands at the top of a file: a place that is not there is the file's first. */
const isWritten = (mesh: Mesh, environment: string, key: string): boolean =>
  !same(mesh.places.environment(environment, [key]), mesh.places.environment(environment, []))

const same = (a: Position | undefined, b: Position | undefined): boolean =>
  a?.line === b?.line && a?.column === b?.column

const indented = (lines: readonly string[], by: number): string[] =>
  lines.map((each) => ' '.repeat(Math.max(0, by)) + each)
