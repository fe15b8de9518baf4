import type { Position } from '../../model/diagnostic'
import type { EnvironmentAccess, RoleAccess } from '../../model/graph'
import { personasOf, type Mesh } from '../../model/mesh'
import { groupKey } from '../../model/group-names'
import { ownValue } from '../../model/own-value'
import type { Persona } from '../../model/personas'
import type { AccessSettings, DatasetSettings } from '../../model/schema/dataset'
import type { EnvironmentSettings } from '../../model/schema/environment'

/** One role of a group with what the files say about it. */
export interface RoleScope {
  readonly mesh: Mesh
  readonly environment: EnvironmentAccess
  readonly settings: EnvironmentSettings
  readonly role: RoleAccess
  /** The group as the role names it. */
  readonly group: string
  /** Where the group gets the role. */
  readonly membership: Position | undefined
  /** `undefined` for shares and home storage. */
  readonly level: Persona | undefined
}

export interface Entry {
  readonly entry: AccessSettings
  readonly index: number
  readonly at: Position | undefined
}

/** The roles that members of a group open; the roles of their jobs are not among them. */
export function roleScopes(mesh: Mesh, environment: EnvironmentAccess, group: string): RoleScope[] {
  const settings = mesh.environments.get(environment.environment)
  if (!settings) return []
  const personas = personasOf(mesh.settings, settings)
  return environment.roles.flatMap((role) => {
    const member = role.groups.find(({ name }) => groupKey(name) === groupKey(group))
    if (!member || role.kind === 'jobs') return []
    const level = role.kind === 'persona' ? personas.get(role.persona) : undefined
    return [{ mesh, environment, settings, role, group: member.name, membership: member.source, level }]
  })
}

/** The access entries of a dataset that are for the role. */
export function entriesOn(dataset: string, { mesh, environment, settings, role, group }: RoleScope): Entry[] {
  const access = datasetOf(settings, dataset)?.access ?? []
  return access.flatMap((entry, index) => {
    const isFor =
      role.kind === 'share'
        ? entry.to.group !== undefined && groupKey(entry.to.group) === groupKey(group)
        : role.kind === 'persona' && entry.to.persona === role.persona
    const at = mesh.places.environment(environment.environment, ['datasets', dataset, 'access', index])
    return isFor ? [{ entry, index, at }] : []
  })
}

export const datasetOf = (settings: Pick<EnvironmentSettings, 'datasets'>, name: string): DatasetSettings | undefined =>
  ownValue(settings.datasets, name)
