import { roleArn, type ArnScope } from '../arn'
import type { Position } from '../diagnostic'
import { sha256 } from '../hash'
import type { Mesh } from '../mesh'
import { groupKey } from '../group-names'
import { liveRoleName, roleName, rolePath, slug, type NameScope } from '../names'
import type { EnvironmentSettings } from '../schema/environment'
import { HOME_WRITERS } from './home'
import type { RoleKind, RoleName } from './types'

/** A role of an environment: its name, and the groups whose role it is. */
export interface RoleSeed extends RoleName {
  readonly key: string
  readonly kind: RoleKind | 'location'
  /** The persona's name, `share`, `live`, `home`, `home-writers`, or the dataset of a location role. */
  readonly persona: string
  /** Of a live role: the one dataset that it is for. */
  readonly dataset?: string
  readonly groups: readonly { readonly name: string; readonly source: Position | undefined }[]
  /** What in the file gives it its name. */
  readonly at: Position | undefined
}

export interface EnvironmentScope extends NameScope, ArnScope {}

export function scopeOf(mesh: Mesh, environment: string, settings: EnvironmentSettings): EnvironmentScope {
  const { mesh: name, partition } = mesh.settings
  return { mesh: name, environment, account: settings.account, region: settings.region, partition }
}

/** Every role that an environment's stack makes, sorted by key; a closed environment keeps the location roles only. */
export function rolesOf(
  mesh: Mesh,
  environment: string,
  settings: EnvironmentSettings,
  hasJobs: (persona: string) => boolean,
): RoleSeed[] {
  const scope = scopeOf(mesh, environment, settings)
  const at = (...path: (string | number)[]): Position | undefined => mesh.places.environment(environment, path)
  const named = (name: string): RoleName => ({ name, arn: roleArn(scope, rolePath(scope.mesh), name) })
  const locations = Object.keys(settings.datasets).map((dataset): RoleSeed => {
    const name = roleName(scope, `data-${dataset}`)
    return {
      key: `data_${dataset}`,
      kind: 'location',
      persona: dataset,
      groups: [],
      at: at('datasets', dataset),
      ...named(name),
    }
  })
  if (settings.state === 'closed') return sortByKey(locations)

  const homeRole = (key: string, persona: string, names: readonly string[], list: string): RoleSeed[] => {
    if (names.length === 0) return []
    const groups = names.map((name, index) => ({ name, source: at('home', list, index) }))
    return [{ key, kind: 'home', persona, groups, at: at('home'), ...named(roleName(scope, persona)) }]
  }
  const personas = Object.entries(settings.personas).flatMap(([persona, names]): RoleSeed[] => {
    if (names.length === 0) return []
    const groups = names.map((name, index) => ({ name, source: at('personas', persona, index) }))
    const seed = { persona, groups, at: at('personas', persona) }
    const role: RoleSeed = { key: `persona_${persona}`, kind: 'persona', ...seed, ...named(roleName(scope, persona)) }
    const jobs: RoleSeed = {
      key: `jobs_${persona}`,
      kind: 'jobs',
      ...seed,
      ...named(roleName(scope, `${persona}-jobs`)),
    }
    return hasJobs(persona) ? [role, jobs] : [role]
  })
  const homes = [
    ...homeRole('home', 'home', settings.home?.groups ?? [], 'groups'),
    ...homeRole(HOME_WRITERS, 'home-writers', settings.home?.departmentWriters ?? [], 'departmentWriters'),
  ]
  const lives = Object.entries(settings.datasets).flatMap(([dataset, { live, access }]): RoleSeed[] => {
    if (live === undefined) return []
    const groups = access.flatMap(({ to }, index) =>
      to.live === undefined ? [] : [{ name: to.live, source: at('datasets', dataset, 'access', index) }],
    )
    return [
      {
        key: `live_${dataset}`,
        kind: 'live',
        persona: 'live',
        dataset,
        groups,
        at: at('datasets', dataset, 'live'),
        ...named(liveRoleName(scope, dataset)),
      },
    ]
  })
  return sortByKey([...locations, ...personas, ...homes, ...lives, ...shares(settings, scope, at, named)])
}

/** One role for each group that something is shared with, whatever the number of its entries. */
function shares(
  settings: EnvironmentSettings,
  scope: EnvironmentScope,
  at: (...path: (string | number)[]) => Position | undefined,
  named: (name: string) => RoleName,
): RoleSeed[] {
  const seeds = new Map<string, RoleSeed>()
  for (const [dataset, { access }] of Object.entries(settings.datasets)) {
    access.forEach(({ to, roleName: given }, index) => {
      if (to.group === undefined || seeds.has(groupKey(to.group))) return
      const place = at('datasets', dataset, 'access', index)
      const name = given ?? roleName(scope, `share-${slug(to.group)}`)
      seeds.set(groupKey(to.group), {
        key: shareKey(to.group, given),
        kind: 'share',
        persona: 'share',
        groups: [{ name: to.group, source: place }],
        at: place,
        ...named(name),
      })
    })
  }
  return [...seeds.values()]
}

/** A group whose role is named by hand may share its slug with another: its hash tells them apart. */
function shareKey(group: string, roleName: string | undefined): string {
  const digits = sha256(groupKey(group)).toString('hex').slice(0, 6)
  return roleName === undefined ? `share_${slug(group)}` : `share_${slug(group)}_${digits}`
}

const sortByKey = (seeds: RoleSeed[]): RoleSeed[] => seeds.sort((a, b) => (a.key < b.key ? -1 : 1))
