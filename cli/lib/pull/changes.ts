import { compareText } from '../../../core/model/diagnostic'
import { groupsPath } from '../../../core/model/environment-personas'
import type { Mesh } from '../../../core/model/mesh'
import { ownValue } from '../../../core/model/own-value'
import type { Registry } from '../../../core/model/registry'
import type { EnvironmentSettings } from '../../../core/model/schema/environment'
import type { ValuePath } from '../../../core/model/yaml-path'
import type { LiveGrant, LiveState } from './read'
import { pinCodes, type PinnedCode } from './codes'
import { serviceChanges, type ServiceChange } from './services'
import { spellings } from './spelling'
import type { YamlValue } from './yaml-text'

/** What `pull` brings into the files. */
export interface Changes {
  /** Sorted by environment, role and group. */
  readonly grants: readonly GrantChange[]
  /** Sorted by name. */
  readonly services: readonly ServiceChange[]
  /** Sorted by group. */
  readonly codes: readonly PinnedCode[]
  /** With the codes. */
  readonly registry: Registry
  /** What is not brought in, in words. */
  readonly left: readonly string[]
}

/** A group in one more list of an environment's file, or one more access entry. */
export interface GrantChange {
  readonly environment: string
  /** The list. */
  readonly path: ValuePath
  /** What is appended to it. */
  readonly item: YamlValue
  readonly role: string
  readonly group: string
  /** Each event's own: several datasets may open one role. */
  readonly causes: readonly Cause[]
}

/** Who decided, and why. */
export interface Cause {
  readonly dataset?: string
  readonly by: string
  readonly reason: string
}

export interface MeshText {
  readonly mesh: Mesh
  /** A file of the mesh folder. */
  read(path: string): string | undefined
}

/**
 * What the files lack of what holds at run time. The files stand over it: nothing of them is changed or taken away.
 * Throws a UserError where both cannot be.
 */
export function changesOf({ mesh, read }: MeshText, live: LiveState): Changes {
  const spelled = spellings(mesh)
  const all = live.grants.map((each) => ({ ...each, group: spelled(each.group) }))
  const isHomeless = (each: LiveGrant): boolean => lacking(mesh, each) !== undefined
  const grants = all.filter((each) => !isHomeless(each))
  const { registry, codes, left } = pinCodes(mesh.registry, grants)
  const homeless = all
    .filter(isHomeless)
    .map((each) => `${each.group} opens ${each.role.name}, and ${lacking(mesh, each) ?? ''} in the files`)
  return {
    grants: grantChanges(mesh, grants),
    services: serviceChanges(mesh, live, read),
    registry,
    codes,
    left: [...left, ...new Set(homeless)],
  }
}

function grantChanges(mesh: Mesh, grants: readonly LiveGrant[]): GrantChange[] {
  const changes = new Map<string, GrantChange>()
  for (const grant of grants) {
    const { environment, role, group, dataset, by, reason } = grant
    const settings = settingsOf(mesh, grant)
    const { path, item, isThere } = placeOf(settings, role, group)
    if (isThere) continue
    const key = JSON.stringify([environment, role.name, group])
    const causes = [...(changes.get(key)?.causes ?? []), { dataset, by, reason }]
    changes.set(key, { environment, path, item, role: role.name, group, causes })
  }
  return [...changes].sort(([a], [b]) => compareText(a, b)).map(([, each]) => each)
}

interface Place extends Pick<GrantChange, 'path' | 'item'> {
  readonly isThere: boolean
}

/** Where a file says that a group opens a role, and whether it does. */
function placeOf(
  settings: EnvironmentSettings,
  { kind, persona, dataset = '' }: LiveGrant['role'],
  group: string,
): Place {
  const { personas, home, datasets } = settings
  if (kind === 'live') {
    const entries = ownValue(datasets, dataset)?.access ?? []
    const isThere = entries.some(({ to }) => to.live === group)
    return { path: ['datasets', dataset, 'access'], item: { to: { live: group } }, isThere }
  }
  if (kind === 'home') {
    const list = persona === 'home-writers' ? 'departmentWriters' : 'groups'
    return { path: ['home', list], item: group, isThere: home?.[list].includes(group) ?? false }
  }
  const isThere = ownValue(personas, persona)?.includes(group) ?? false
  return { path: groupsPath(settings, persona), item: group, isThere }
}

/** What the files have no more of what a role is of, in words. */
function lacking(mesh: Mesh, grant: LiveGrant): string | undefined {
  const { environment, role } = grant
  const { home, datasets } = settingsOf(mesh, grant)
  if (role.kind === 'home' && !home) return `${environment} has no \`home\``
  if (role.kind === 'live' && ownValue(datasets, role.dataset ?? '')?.live === undefined)
    return `the dataset ${role.dataset ?? ''} of ${environment} has no \`live\``
  return undefined
}

function settingsOf({ environments }: Mesh, { environment }: LiveGrant): EnvironmentSettings {
  const settings = environments.get(environment)
  if (!settings) throw new Error(`the mesh has no environment ${environment}`)
  return settings
}
