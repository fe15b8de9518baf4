import { compareText, type Position } from '../diagnostic'
import type { Mesh } from '../mesh'
import { groupKey } from '../group-names'
import { ownValue } from '../own-value'
import type { Persona } from '../personas'
import type { EnvironmentSettings } from '../schema/environment'
import type { ValuePath } from '../yaml-path'
import type { RoleSeed } from './roles'

/** A service that leads to a role, and the line that says so. */
export interface LeadingService {
  readonly name: string
  readonly at: Position | undefined
}

/** Whose services are asked for. */
export type LedRole = Pick<RoleSeed, 'kind' | 'persona'> & {
  readonly groups: readonly { readonly name: string }[]
}

/**
 * The services that lead to a role, sorted by name, each once. A session through Cognito has no person behind it, so such
 * a service leads to home storage; to another role only where its persona, or an access entry of the role, names it.
 */
export function leadingServices(
  mesh: Mesh,
  environment: string,
  settings: EnvironmentSettings,
  role: LedRole,
  level: Persona | undefined,
): LeadingService[] {
  const at = (...path: (string | number)[]): Position | undefined => mesh.places.environment(environment, path)
  if (role.kind === 'location') return []
  if (role.kind === 'home')
    return sorted((settings.home?.services ?? []).map((name, index) => ({ name, at: at('home', 'services', index) })))
  const listed = settings.services.map((name, index) => ({ name, at: at('services', index) }))
  return sorted([
    ...listed.filter(({ name }) => !isCognito(mesh, name)),
    ...namedServices(mesh, environment, settings, role, level),
  ])
}

/** The services that a role's persona and access entries name for themselves. */
export function namedServices(
  { places }: Mesh,
  environment: string,
  settings: EnvironmentSettings,
  { kind, persona, groups }: LedRole,
  level: Persona | undefined,
): LeadingService[] {
  // No line names a service for a live role: an event puts people into it, and Cognito does not say who they are.
  if (kind === 'live') return []
  const isPersona = kind === 'persona' || kind === 'jobs'
  const ofPersona = isPersona ? (level?.services ?? []) : []
  const isChanged = ownValue(settings.personaSettings, persona)?.services !== undefined
  const ofPersonaAt = (path: ValuePath): Position | undefined =>
    isChanged ? places.environment(environment, path) : places.mesh(path)
  const isOwn = (to: { readonly persona?: string | undefined; readonly group?: string | undefined }): boolean =>
    isPersona
      ? to.persona === persona
      : to.group !== undefined && groupKey(to.group) === groupKey(groups[0]?.name ?? '')
  return [
    ...ofPersona.map((name, index) => ({ name, at: ofPersonaAt(['personas', persona, 'services', index]) })),
    ...Object.entries(settings.datasets).flatMap(([dataset, { access }]) =>
      access.flatMap(({ to, services }, entry) =>
        isOwn(to)
          ? services.map((name, index) => ({
              name,
              at: places.environment(environment, ['datasets', dataset, 'access', entry, 'services', index]),
            }))
          : [],
      ),
    ),
  ]
}

export const isCognito = ({ settings }: Pick<Mesh, 'settings'>, service: string): boolean =>
  ownValue(settings.services, service)?.protocol === 'cognito'

function sorted(services: readonly LeadingService[]): LeadingService[] {
  const first = services.filter(({ name }, index) => services.findIndex((each) => each.name === name) === index)
  return first.sort((a, b) => compareText(a.name, b.name))
}
