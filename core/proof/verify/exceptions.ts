import type { Position } from '../../model/diagnostic'
import type { EnvironmentAccess, RoleAccess } from '../../model/graph'
import type { Mesh } from '../../model/mesh'
import { nameOfRole } from './facts/declared/names'

/** Something that the files ask for and that goes further than the rule, so that a reader should know it. */
export interface Exception {
  readonly environment: string
  readonly role: string
  /** A sentence of what the role may do. */
  readonly what: string
  /** Why that is an exception. */
  readonly reason: string
  readonly at: Position | undefined
}

/** Where hooks follow events, they decide who opens a role until the next apply. */
export function syncException({ settings, places }: Mesh, access: EnvironmentAccess): Exception[] {
  if (settings.sync !== 'pull') return []
  const reason = '`sync: pull`: events may add groups and services, until an apply takes them in or drops them'
  const what = 'rewrites the trust policy of every role that people open'
  const role = nameOfRole(access.mesh, access.environment, 'trust-sync')
  return [{ environment: access.environment, role, what, reason, at: places.mesh(['sync']) }]
}

type Rule = (role: RoleAccess, access: EnvironmentAccess) => readonly Omit<Exception, 'environment' | 'role'>[]

/** Every exception of an environment, role by role. */
export function exceptionsOf(access: EnvironmentAccess): Exception[] {
  return access.roles.flatMap((role) =>
    [withoutIdentity, creators, grantors, writersWhoRead, fileReaders, jobs].flatMap((rule) =>
      rule(role, access).map((each) => ({ environment: access.environment, role: role.name, ...each })),
    ),
  )
}

const listed = (names: readonly string[]): string =>
  names.length > 5 ? `${names.slice(0, 4).join(', ')} and ${names.length - 4} more` : names.join(', ')

const memberOf = (role: RoleAccess): Position | undefined => role.groups[0]?.source

const withoutIdentity: Rule = (role, access) => {
  const names = access.services
    .filter((each) => each.protocol === 'cognito' && role.services.includes(each.name))
    .map((each) => each.name)
  if (names.length === 0 || role.kind === 'jobs') return []
  const reason = 'Cognito identity pools cannot set a source identity, so nothing in AWS says who is behind the session'
  return [{ what: `opens through ${listed(names)} without a source identity`, reason, at: memberOf(role) }]
}

const creators: Rule = (role) => {
  const databases = role.databases.filter((each) => each.permissions.includes('CREATE_TABLE'))
  if (databases.length === 0) return []
  const reason = 'who creates a table holds every permission on it, and may grant it on'
  const what = `creates tables in ${listed(databases.map((each) => each.database))}`
  return [{ what, reason, at: databases[0]?.source ?? memberOf(role) }]
}

const grantors: Rule = (role) => {
  const databases = role.databases.filter((each) => each.grantable).map((each) => each.database)
  const tables = role.tables.filter((each) => each.grantable).map((each) => `${each.database}.${each.table}`)
  if (databases.length + tables.length === 0) return []
  const reason = 'delegation: what the role grants is not in these files'
  return [{ what: `may grant on what it holds on ${listed([...databases, ...tables])}`, reason, at: memberOf(role) }]
}

const writersWhoRead: Rule = (role) => {
  const tables = role.tables.filter(
    ({ permissions: held, limit }) =>
      !limit && !held.includes('SELECT') && held.some((each) => each === 'INSERT' || each === 'DELETE'),
  )
  if (tables.length === 0) return []
  const reason = 'Lake Formation hands out reading credentials with INSERT and DELETE, too'
  const what = `can read ${listed(tables.map((each) => `${each.database}.${each.table}`))} without SELECT`
  return [{ what, reason, at: Object.values(tables[0]?.sources ?? {})[0] ?? memberOf(role) }]
}

const fileReaders: Rule = (role) => {
  const places = role.locations.filter((each) => each.dataset !== null && each.permissions.includes('s3:GetObject'))
  if (places.length === 0) return []
  const what = `reads files in ${listed(places.map((each) => `s3://${each.bucket}/${each.prefix}`))}`
  return [{ what, reason: '`files: true`: Lake Formation does not see that', at: places[0]?.source ?? memberOf(role) }]
}

const jobs: Rule = (role) => {
  if (role.kind !== 'jobs') return []
  const reason = 'jobs act without a person: who may start one has what it has'
  return [{ what: 'is handed to Glue jobs', reason, at: memberOf(role) }]
}
