import { roleArn, samlProviderArn } from '../../model/arn'
import { administratorsOf, readersOf } from '../../model/deployer'
import type { Position } from '../../model/diagnostic'
import type { AccessGraph, EnvironmentAccess, RoleAccess } from '../../model/graph'
import { pathsOf } from '../../model/graph/paths'
import { fillArn, type Mesh } from '../../model/mesh'
import { aliasName, rolePath, sideAliasName, tableName } from '../../model/names'
import { resultsNames, jobsFolder, resultsFolder } from '../../model/results'
import { HUB } from '../../model/stack-names'
import type { CompiledMesh } from '../../policy/compile'
import type { CompiledEnvironment } from '../../policy/environment-policies'
import { meshSubjects, type MeshSubject } from '../../policy/lint/mesh/subjects'
import { serviceTrust, trustPolicy } from '../../policy/trust'
import { filesOf } from '../access/files'
import type { Names } from '../access/names'
import { reach } from '../access/reach'
import type { SideRole } from '../access/roles'
import type { Target } from '../access/targets'
import type { NotAnalysed, ReviewedDataset, ReviewPath } from '../types'
import { factsBy, policyFact, type Fact } from './fact'
import { entityOf, metadataDigest } from './provider-facts'
import { keyPaths } from './keyed'
import type { EnvironmentSide, Rest, Rests, Side, SideFault } from './side'

export interface MeshParts {
  readonly mesh: Mesh
  readonly graph: AccessGraph
  readonly compiled: CompiledMesh
}

/**
 * What the files of a mesh mean, without rendering them: the same paths and the same facts as of its stacks, with the
 * lines that say so.
 */
export function meshSide({ mesh, graph, compiled }: MeshParts): Side {
  const subjects = new Map<string, MeshSubject[]>()
  for (const each of meshSubjects(mesh, compiled)) {
    const known = subjects.get(each.environment)
    if (known) known.push(each)
    else subjects.set(each.environment, [each])
  }
  const environments = graph.environments.flatMap((access): [string, EnvironmentSide][] => {
    const parts = compiled.environments.get(access.environment)
    return parts
      ? [[access.environment, environmentSide(mesh, access, parts, subjects.get(access.environment) ?? [])]]
      : []
  })
  return new Map([[HUB, hubSide(mesh, subjects.get(HUB) ?? [])], ...environments])
}

function hubSide(mesh: Mesh, subjects: readonly MeshSubject[]): EnvironmentSide {
  const { settings } = mesh
  const { hooks, sync, services, okta } = settings
  const running = Object.entries(services).map(([name, { application, maxGroups, groupsClaim }]) => [
    name,
    application,
    maxGroups,
    groupsClaim,
  ])
  const boundary = boundaryOf(mesh, { environment: HUB, account: settings.hub.account })
  const facts: Fact[] = [
    ...subjects.flatMap(factOfSubject),
    { kind: 'machinery', subject: 'hooks', value: JSON.stringify(hooks ? [hooks, sync, okta ?? null, running] : []) },
    ...subjects.flatMap(({ kind, owner }): Fact[] => (kind === 'trust' ? [boundaryFact(owner, boundary)] : [])),
    { kind: 'data', subject: `entitlement table ${tableName(settings.mesh)}`, value: '' },
    { kind: 'data', subject: `key alias/${tableName(settings.mesh)}`, value: '' },
  ]
  return {
    mesh: settings.mesh,
    environment: HUB,
    account: settings.hub.account,
    paths: [],
    datasets: [],
    services: [],
    groups: {},
    facts: factsBy(facts),
    form: 'files',
    faults: [],
    notAnalysed: [],
    rest: restsOf([]),
  }
}

function environmentSide(
  mesh: Mesh,
  access: EnvironmentAccess,
  parts: CompiledEnvironment,
  subjects: readonly MeshSubject[],
): EnvironmentSide {
  const names = namesIn(access)
  const { environment, account } = access
  const roles = sideRoles(mesh, access, parts)
  const reached = reach(roles, names, leadingServices(access))
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
  return {
    mesh: access.mesh,
    environment,
    account,
    paths: keyPaths(paths),
    datasets: access.datasets.map((each): ReviewedDataset => {
      const stewards = mesh.environments.get(environment)?.datasets[each.name]?.stewards ?? []
      const { name, database, classification, sensitivity, owner } = each
      return { name, database, classification, sensitivity, owner, stewards }
    }),
    services: Object.keys(names.services).sort(),
    groups: names.groups,
    facts: factsBy([...subjects.flatMap(factOfSubject), ...factsOf(mesh, access, roles)]),
    form: 'files',
    faults: reached.flatMap(({ role, faults }) =>
      faults.map(({ rule, says }): SideFault => ({ rule, message: `${role.name} ${says}` })),
    ),
    notAnalysed: [...notAnalysed.values()],
    rest: restOf(mesh, access),
  }
}

const isFile = ({ location, permission }: Pick<Target, 'location' | 'permission'>): boolean =>
  location !== null && permission.startsWith('s3:')

const placeKey = ({ location, permission }: Pick<Target, 'location' | 'permission'>): string =>
  `${permission} ${location ?? ''}`

/** The paths of the graph, by role. */
function declaredPaths(access: EnvironmentAccess): ReadonlyMap<string, readonly ReviewPath[]> {
  const found = new Map<string, ReviewPath[]>()
  for (const path of pathsOf(access)) {
    const known = found.get(path.role)
    if (known) known.push(path)
    else found.set(path.role, [path])
  }
  return found
}

function pathBeside(
  { environment, account }: EnvironmentAccess,
  { name: role, sessionHours, groups }: RoleAccess,
  { service, group }: { readonly service: string; readonly group: string },
  { address: _, ...target }: Target,
): ReviewPath {
  const source: Position | undefined = groups.find((each) => each.name === group)?.source
  return {
    environment,
    account,
    service,
    group,
    role,
    ...target,
    expires: null,
    sessionHours,
    ...(source && { source }),
  }
}

/** What the stack's output says. */
function namesIn(access: EnvironmentAccess): Names {
  const { mesh, environment, account, region, partition } = access
  return {
    mesh,
    environment,
    account,
    region,
    partition,
    services: Object.fromEntries(
      access.services.map((each) => [
        each.name,
        { protocol: each.protocol, provider: each.provider, clientIds: each.protocol === 'oidc' ? each.clientIds : [] },
      ]),
    ),
    groups: Object.fromEntries(access.roles.flatMap((role) => role.groups.map(({ code, name }) => [code, name]))),
    databases: Object.fromEntries(
      access.datasets.map(({ name, database, bucket, classification, sensitivity, owner }) => [
        database,
        { dataset: name, bucket, classification, sensitivity, owner },
      ]),
    ),
  }
}

/** A provider is there where some role is opened through it. */
const leadingServices = ({ roles, services }: EnvironmentAccess): string[] => {
  const leading = new Set(roles.flatMap((each) => each.services))
  return services.map((each) => each.name).filter((each) => leading.has(each))
}

/** The addresses are those of the stack. */
function sideRoles(mesh: Mesh, access: EnvironmentAccess, { roles, datasets }: CompiledEnvironment): SideRole[] {
  const boundary = boundaryOf(mesh, access)
  const people = [...roles.values()].map(({ access: role, trust, policies }): SideRole => ({
    address: `aws_iam_role.${role.key}`,
    name: role.name,
    arn: role.arn,
    trust: trust ? trustPolicy(trust) : serviceTrust('glue.amazonaws.com'),
    policies: new Map(
      Object.entries(policies).map(([name, document]) => [
        name,
        { address: `aws_iam_role_policy.${role.key}__${name}`, document },
      ]),
    ),
    sessionHours: role.sessionHours,
    boundary,
    exclusive: true,
  }))
  const locations = access.datasets.flatMap(({ name, locationRole }): SideRole[] => {
    const parts = datasets.get(name)
    if (!parts) return []
    const address = `aws_iam_role_policy.data_${name}__location`
    return [
      {
        address: `aws_iam_role.data_${name}`,
        name: locationRole.name,
        arn: roleArn(access, rolePath(access.mesh), locationRole.name),
        trust: parts.locationTrust,
        policies: new Map([['location', { address, document: parts.location }]]),
        sessionHours: 1,
        boundary,
        exclusive: true,
      },
    ]
  })
  return [...people, ...locations].sort((a, b) => (a.name < b.name ? -1 : 1))
}

function boundaryOf(
  { settings }: Mesh,
  { account, environment }: Pick<EnvironmentAccess, 'account' | 'environment'>,
): string | null {
  const { permissionsBoundary, partition, mesh } = settings
  return permissionsBoundary === undefined
    ? null
    : fillArn(permissionsBoundary, { partition, account, environment, mesh })
}

const boundaryFact = (subject: string, boundary: string | null): Fact => ({
  kind: 'boundary',
  subject,
  value: boundary ?? '',
})

const FACT_KINDS = { trust: 'trust', permission: 'policy', bucket: 'bucket-policy', key: 'key-policy' } as const

/** Policies of topics and queues are compared as what hooks run on. */
function factOfSubject({ kind, owner: subject, policy, document }: MeshSubject): Fact[] {
  if (kind === 'topic' || kind === 'queue') return []
  return [policyFact({ kind: FACT_KINDS[kind], subject, document, ...(kind === 'permission' && { name: policy }) })]
}

function factsOf(mesh: Mesh, access: EnvironmentAccess, roles: readonly SideRole[]): Fact[] {
  const { environment, home, datasets } = access
  const data = (subject: string): Fact => ({ kind: 'data', subject, value: '' })
  const administrator =
    (name: string) =>
    (subject: string): Fact => ({ kind: 'administrator', subject, name, value: '' })
  const results = resultsNames(access)
  const leading = new Set(leadingServices(access))
  return [
    ...roles.map(({ name, boundary }) => boundaryFact(name, boundary)),
    // The jobs' trust is no policy of the mesh's: it names Glue, and nothing else.
    ...roles
      .filter(({ address }) => address.startsWith('aws_iam_role.jobs_'))
      .map(({ name, trust }) => policyFact({ kind: 'trust', subject: name, document: trust })),
    ...administratorsOf(mesh, environment).map(administrator('administers Lake Formation')),
    ...readersOf(mesh, environment).map(administrator('reads all of Lake Formation')),
    data('database default'),
    data(`bucket ${results.bucket}`),
    data(`key ${results.alias}`),
    ...(home ? [data(`bucket ${home.bucket}`), data(`key ${sideAliasName(access, 'home')}`)] : []),
    ...datasets.flatMap(({ name, bucket, database, tables }) => [
      data(`bucket ${bucket}`),
      data(`key ${aliasName(access, name)}`),
      data(`database ${database}`),
      ...Object.entries(tables).flatMap(([table, { managed }]) =>
        managed ? [data(`table ${database}.${table}`)] : [],
      ),
    ]),
    ...access.services.flatMap((each): Fact[] => {
      if (!leading.has(each.name) || each.protocol === 'cognito') return []
      if (each.protocol === 'oidc')
        return [{ kind: 'provider', subject: each.provider, value: each.provider.replace(/^.*:oidc-provider\//, '') }]
      return [{ kind: 'provider', subject: each.provider, value: entityOf(metadataOf(mesh, each.name)) }]
    }),
  ]
}

function metadataOf({ settings, metadata }: Mesh, service: string): string {
  const found = settings.services[service]
  return found?.protocol === 'saml' ? (metadata.get(found.metadata)?.text ?? '') : ''
}

/** What people wrote that decides nothing: counted by what it stands on. */
function restOf(mesh: Mesh, access: EnvironmentAccess): Rests {
  const { settings, environments } = mesh
  const { environment } = access
  const own = environments.get(environment)
  const tags = JSON.stringify([settings.tags, own?.domain, own?.stage])
  const rest = (description: string, metadata = ''): Rest => ({ tags, description, metadata })
  return restsOf([
    ...access.datasets.map((each) => [`dataset ${each.name}`, rest(each.description ?? '')] as const),
    ...access.services.map(
      (each) => [samlProviderArn(access, each.name), rest('', metadataDigest(metadataOf(mesh, each.name)))] as const,
    ),
  ])
}

const restsOf = (all: readonly (readonly [string, Rest])[]): Rests => ({ of: new Map(all), read: (of) => of as Rest })
