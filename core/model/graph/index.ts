import { compareText } from '../diagnostic'
import { personasOf, type Mesh } from '../mesh'
import { ownValue } from '../own-value'
import type { Registry } from '../registry'
import type { EnvironmentSettings } from '../schema/environment'
import { datasetsOf } from './datasets'
import type { GrantScope } from './grants'
import { homeLocations, homeOf } from './home'
import { leadingServices } from './leading'
import { rightsOf } from './rights'
import { rolesOf, scopeOf, type EnvironmentScope, type RoleSeed } from './roles'
import { serviceAccess } from './services'
import type { AccessGraph, EnvironmentAccess, Member, RoleAccess, ServiceAccess } from './types'

export type * from './types'

/** The template that lets a persona author jobs; its personas have a second role, which their jobs run as. */
const AUTHOR_POLICY = 'pipeline-author'

/** Derives who may do what. The registry must know every group that a role trusts. */
export function accessGraph(mesh: Mesh, registry: Registry, only?: ReadonlySet<string>): AccessGraph {
  const environments = [...mesh.environments]
    .filter(([name]) => only === undefined || only.has(name))
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, settings]) => environmentAccess(mesh, registry, name, settings))
  return { mesh: mesh.settings.mesh, retired: registry.retired, environments }
}

/** Every role that an environment's stack makes, by name: for checks that come before there is a registry. */
export function roleSeeds(mesh: Mesh, name: string, settings: EnvironmentSettings): RoleSeed[] {
  const personas = personasOf(mesh.settings, settings)
  return rolesOf(mesh, name, settings, (persona) => personas.get(persona)?.policies.includes(AUTHOR_POLICY) ?? false)
}

/** The groups that some role trusts: the ones that need a code. Groups that only approve are not among them. */
export function groupsWithRoles(mesh: Mesh): Set<string> {
  return new Set(
    [...mesh.environments].flatMap(([name, settings]) =>
      roleSeeds(mesh, name, settings).flatMap(({ groups }) => groups.map((each) => each.name)),
    ),
  )
}

function environmentAccess(
  mesh: Mesh,
  registry: Registry,
  name: string,
  settings: EnvironmentSettings,
): EnvironmentAccess {
  const personas = personasOf(mesh.settings, settings)
  const scope = scopeOf(mesh, name, settings)
  const seeds = roleSeeds(mesh, name, settings)
  const led = seeds.map((seed) => leadingServices(mesh, name, settings, seed, personas.get(seed.persona)))
  const services = [...new Set([...settings.services, ...led.flat().map((each) => each.name)])]
    .map((each) => serviceOf(mesh, each, scope))
    .filter((each) => each !== undefined)
    .sort((a, b) => compareText(a.name, b.name))
  const home = homeOf(settings, scope)
  const grantScope: GrantScope = { environment: name, settings, at: (...path) => mesh.places.environment(name, path) }
  const member = (each: { name: string; source: Member['source'] }): Member => ({
    ...each,
    code: codeOf(registry, each.name),
  })
  const known = new Set(services.map((each) => each.name))
  const roles = seeds.flatMap((seed, index): RoleAccess[] => {
    const { key, kind, persona, dataset } = seed
    if (kind === 'location') return []
    const groups = seed.groups.map(member).sort((a, b) => compareText(a.name, b.name))
    const leading = (led[index] ?? []).map((each) => each.name).filter((each) => known.has(each))
    const base = {
      key,
      kind,
      persona,
      ...(dataset !== undefined && { dataset }),
      name: seed.name,
      arn: seed.arn,
      groups,
      services: leading,
    }
    if (kind === 'home') {
      const sessionHours = settings.home?.sessionHours ?? 1
      return [
        {
          ...base,
          sessionHours,
          policies: ['home'],
          databases: [],
          tables: [],
          locations: home ? homeLocations(home, key) : [],
        },
      ]
    }
    const rights = rightsOf(kind, seed, personas, grantScope, scope)
    return [{ ...base, ...rights }]
  })
  return {
    ...scope,
    domain: settings.domain,
    stage: settings.stage,
    closed: settings.state === 'closed',
    services,
    datasets: datasetsOf(settings, scope, seeds, mesh.settings.classifications),
    roles,
    home,
  }
}

function serviceOf(mesh: Mesh, name: string, scope: EnvironmentScope): ServiceAccess | undefined {
  const service = ownValue(mesh.settings.services, name)
  return service && serviceAccess(name, service, scope)
}

function codeOf(registry: Registry, group: string): string {
  const code = ownValue(registry.groups, group)?.code
  if (code === undefined) throw new Error(`the registry has no code for ${group}`)
  return code
}
