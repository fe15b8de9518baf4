import { compareText } from '../diagnostic'
import { personasOf, type Mesh } from '../mesh'
import { aliasName, bucketName, databaseName, sideAliasName } from '../names'
import { ownValue } from '../own-value'
import type { Persona, TablePermission } from '../personas'
import type { Registry } from '../registry'
import type { EnvironmentSettings } from '../schema/environment'
import { grantsOf, type Grants, type GrantScope } from './grants'
import { FILES_POLICY, homeLocations, locationsOf, WRITER_POLICY } from './locations'
import { rolesOf, scopeOf, type EnvironmentScope, type RoleSeed } from './roles'
import { serviceAccess } from './services'
import type {
  AccessGraph,
  DatasetAccess,
  EnvironmentAccess,
  HomeAccess,
  Member,
  RoleAccess,
  ServiceAccess,
} from './types'

export type * from './types'

/** The template that lets a persona author jobs; its personas have a second role, which their jobs run as. */
export const AUTHOR_POLICY = 'pipeline-author'
export const JOB_POLICY = 'pipeline-job'
/** The template that lets a role write what Lake Formation grants it of the catalogue: partitions, for one. */
const CATALOG_POLICY = 'catalog-writer'

const READS: readonly TablePermission[] = ['DESCRIBE', 'SELECT']

/** Derives who may do what. The registry must know every group that a role trusts. */
export function accessGraph(mesh: Mesh, registry: Registry, only?: ReadonlySet<string>): AccessGraph {
  const personas = personasOf(mesh.settings)
  const environments = [...mesh.environments]
    .filter(([name]) => only === undefined || only.has(name))
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, settings]) => environmentAccess(mesh, registry, personas, name, settings))
  return { mesh: mesh.settings.mesh, environments }
}

/** Every role that an environment's stack makes, by name: for checks that come before there is a registry. */
export function roleSeeds(mesh: Mesh, name: string, settings: EnvironmentSettings): RoleSeed[] {
  const personas = personasOf(mesh.settings)
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
  personas: ReadonlyMap<string, Persona>,
  name: string,
  settings: EnvironmentSettings,
): EnvironmentAccess {
  const scope = scopeOf(mesh, name, settings)
  const seeds = roleSeeds(mesh, name, settings)
  const services = settings.services
    .map((each) => serviceOf(mesh, each, scope))
    .filter((each) => each !== undefined)
    .sort((a, b) => compareText(a.name, b.name))
  const home = homeOf(settings, scope)
  const grantScope: GrantScope = { environment: name, settings, at: (...path) => mesh.places.environment(name, path) }
  const member = (each: { name: string; source: Member['source'] }): Member => ({
    ...each,
    code: codeOf(registry, each.name),
  })
  const roles = seeds.flatMap((seed): RoleAccess[] => {
    const { key, kind, persona } = seed
    if (kind === 'location') return []
    const groups = seed.groups.map(member).sort((a, b) => compareText(a.name, b.name))
    const base = { key, kind, persona, name: seed.name, arn: seed.arn, groups }
    if (kind === 'home') {
      const led = [...(settings.home?.services ?? [])].sort()
      const sessionHours = settings.home?.sessionHours ?? 1
      return [
        {
          ...base,
          services: led,
          sessionHours,
          policies: ['home'],
          databases: [],
          tables: [],
          locations: home ? homeLocations(home) : [],
        },
      ]
    }
    const role = withGrants(kind, seed, personas, grantScope, scope)
    return [{ ...base, services: services.map((each) => each.name), ...role }]
  })
  return {
    ...scope,
    domain: settings.domain,
    stage: settings.stage,
    closed: settings.state === 'closed',
    services,
    datasets: datasetsOf(settings, scope, seeds),
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

type Rights = Pick<RoleAccess, 'sessionHours' | 'policies' | 'databases' | 'tables' | 'locations'>

function withGrants(
  kind: RoleAccess['kind'],
  seed: RoleSeed,
  personas: ReadonlyMap<string, Persona>,
  grantScope: GrantScope,
  scope: EnvironmentScope,
): Rights {
  if (kind === 'share') {
    const grants = grantsOf({ group: seed.groups[0]?.name ?? '' }, grantScope)
    const locations = locationsOf(grants, scope, true)
    const writes = locations.some((each) => each.permissions.includes('s3:PutObject'))
    const alters = grants.tables.some(({ permissions }) => permissions.some((each) => !READS.includes(each)))
    const policies = [
      'data-lake-user',
      ...(writes ? [WRITER_POLICY] : []),
      ...(alters ? [CATALOG_POLICY] : []),
      ...filesPolicy(grants),
    ]
    return { sessionHours: 1, policies, databases: grants.databases, tables: grants.tables, locations }
  }
  const level = personas.get(seed.persona)
  if (!level) throw new Error(`there is no persona ${seed.persona}`)
  const grants = grantsOf({ persona: seed.persona, level }, grantScope)
  const locations = locationsOf(grants, scope, level.policies.includes(WRITER_POLICY))
  const policies = [...level.policies, ...filesPolicy(grants).filter((each) => !level.policies.includes(each))]
  const { databases, tables } = grants
  if (kind === 'persona') return { sessionHours: level.sessionHours, policies, databases, tables, locations }
  // Jobs act with their author's data rights and no others, so that nobody gains by running one.
  const forJobs = [
    JOB_POLICY,
    ...policies.filter((each) => each === WRITER_POLICY || each === FILES_POLICY || each === 'catalog-writer'),
  ]
  const plain = { databases: databases.map(withoutOption), tables: tables.map(withoutOption) }
  return { sessionHours: level.sessionHours, policies: forJobs, ...plain, locations }
}

const withoutOption = <T extends { readonly grantable: boolean }>(grant: T): T => ({ ...grant, grantable: false })

const filesPolicy = (grants: Grants): string[] => (grants.files.length > 0 ? [FILES_POLICY] : [])

function datasetsOf(
  settings: EnvironmentSettings,
  scope: EnvironmentScope,
  seeds: readonly RoleSeed[],
): DatasetAccess[] {
  return Object.entries(settings.datasets)
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, { description, owner, classification, tables }]) => {
      const seed = seeds.find((each) => each.key === `data_${name}`)
      if (!seed) throw new Error(`the dataset ${name} has no location role`)
      const locationRole = { name: seed.name, arn: seed.arn }
      const bucket = bucketName(scope, name)
      return {
        name,
        description,
        owner,
        classification,
        bucket,
        alias: aliasName(scope, name),
        database: databaseName(scope.environment, name),
        locationRole,
        tables,
      }
    })
}

function homeOf(settings: EnvironmentSettings, scope: EnvironmentScope): HomeAccess | undefined {
  const { home } = settings
  if (!home) return undefined
  return {
    bucket: home.bucket,
    alias: sideAliasName(scope, 'home'),
    attributes: home.attributes,
    departmentWrite: home.departmentWrite === 'write',
  }
}
