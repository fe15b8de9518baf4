import type { Position } from '../../../../model/diagnostic'
import type { RoleAccess } from '../../../../model/graph'
import { PARTITION_KEY, SORT_KEY } from '../../../../model/table-keys'
import type { Mesh } from '../../../../model/mesh'
import { limitOf } from '../../../../model/quotas/usage'
import type { Stated } from '../stated'
import { openingsOf, type Opening } from './openings'
import { revisionOf } from './revision'
import type { DeclaredScope } from './scope'
import { servicesNamed } from './services'

export const tableName = ({ settings }: Pick<Mesh, 'settings'>): string => `${settings.mesh}-entitlements`

/**
 * The rows of an environment's groups, and the revision that they belong to, in the hub's account. They are written out
 * here from the lines of the files: asked of what renders them, rows that miss something would be as expected.
 */
export function declaredRows(scope: DeclaredScope): Stated[] {
  const { mesh, access, at } = scope
  const openings = openingsOf(scope)
  const revision = revisionOf(access, servicesBy(openings))
  const applied = { PK: `ENV#${access.environment}`, SK: 'META', revision, groups: codesOf(scope) }
  return [
    ...groupRows(scope, openings),
    ...(mesh.settings.sync === 'pull'
      ? [statedRow(mesh, trustRow(scope, openings, revision), mesh.places.mesh(['sync']))]
      : []),
    statedRow(mesh, applied, at('account')),
  ].map((each) => ({ ...each, provider: 'aws.hub' }))
}

/** Group → code, of those that open something in the environment. */
export const codesIn = ({ access }: Pick<DeclaredScope, 'access'>): ReadonlyMap<string, string> =>
  new Map(access.roles.flatMap(({ groups }) => groups.map((each) => [each.name, each.code])))

/** The groups that hooks know the environment by. */
function codesOf(scope: DeclaredScope): object[] {
  return [...codesIn(scope)].map(([name, code]) => ({ name, code })).sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** By role; jobs run as their persona's people let them. */
function servicesBy(openings: readonly Opening[]): (role: RoleAccess) => readonly string[] {
  const keyOf = ({ kind, persona, name }: Pick<Opening, 'persona' | 'name'> & { kind: string }): string =>
    kind === 'persona' || kind === 'jobs' ? `persona ${persona}` : name
  const services = new Map(openings.map((each) => [keyOf(each), each.services.map(({ name }) => name)]))
  return (role) => services.get(keyOf(role)) ?? []
}

/** What each group opens: what a sign-in hook reads. */
function groupRows({ mesh, access }: DeclaredScope, openings: readonly Opening[]): Stated[] {
  const members = new Map(access.roles.flatMap(({ groups }) => groups.map((each) => [each.name, each])))
  const datasets = new Map(access.roles.map((role) => [role.name, reachedBy(access, role)]))
  const roles = new Map<string, object[]>()
  for (const { arn, name, persona, sessionHours, services, groups } of openings) {
    const providers = Object.fromEntries(services.map((each) => [each.name, each.provider]))
    const role = { arn, persona, sessionHours, services: providers, datasets: datasets.get(name) ?? [] }
    for (const group of groups) roles.set(group.name, [...(roles.get(group.name) ?? []), role])
  }
  return [...roles].map(([group, opened]) => {
    const member = members.get(group)
    const row = { PK: `GROUP#${group}`, SK: `ENV#${access.environment}`, code: member?.code, roles: opened }
    return statedRow(mesh, row, member?.source)
  })
}

/** The datasets of which a role may see something; where they lie is not what lets it. */
function reachedBy({ datasets, home }: DeclaredScope['access'], role: RoleAccess): object[] {
  if (role.kind === 'home') return home ? [{ name: 'home', location: `s3://${home.bucket}/` }] : []
  const reached = new Set([...role.databases, ...role.tables, ...role.locations].map((each) => each.dataset))
  return datasets
    .filter(({ name }) => reached.has(name))
    .map(({ name, database, bucket }) => ({ name, database, location: `s3://${bucket}/` }))
}

/** What hooks render the trust policies from again, with what events have added. */
function trustRow(scope: DeclaredScope, openings: readonly Opening[], revision: string): object {
  const { mesh, settings, access } = scope
  const { environment } = access
  const { mesh: name, partition, sourceIdentity } = mesh.settings
  const { account, region } = settings
  const codes = codesIn(scope)
  const codeOf = (group: { readonly name: string }): string => codes.get(group.name) ?? ''
  return {
    PK: `ENV#${environment}`,
    SK: 'TRUST',
    revision,
    sourceIdentity,
    trustLimit: limitOf('trust-policy', mesh, environment),
    mesh: name,
    partition,
    account,
    region,
    services: servicesNamed(scope, openings),
    roles: openings.map(({ groups, services, ...role }) => ({
      ...role,
      codes: groups.map(codeOf).sort(),
      services: services.map((each) => each.name),
    })),
  }
}

/** One row of the entitlement table. */
export function statedRow(mesh: Mesh, row: object, at: Position | undefined): Stated {
  const item = JSON.stringify(attributes(row))
  const written = { table_name: tableName(mesh), hash_key: PARTITION_KEY, range_key: SORT_KEY, item }
  return { type: 'aws_dynamodb_table_item', at, written }
}

function attribute(value: unknown): object {
  if (Array.isArray(value)) return { L: value.map(attribute) }
  if (typeof value === 'object' && value !== null) return { M: attributes(value) }
  return typeof value === 'number' ? { N: String(value) } : { S: String(value) }
}

const attributes = (row: object): object =>
  Object.fromEntries(
    Object.entries(row)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, attribute(value)]),
  )
