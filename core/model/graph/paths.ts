import { createHash } from 'node:crypto'
import { compareText, type Position } from '../diagnostic'
import type { Limit } from '../limits'
import type { EnvironmentAccess, Member, RoleAccess } from './types'

/**
 * One way of one group, through one service and one role, to one resource with one permission: the unit of everything.
 * A resource is a database (`table` and `location` null), a table (`location` null) or a storage location.
 */
export interface AccessPath extends PathKey, PathFacts {
  /** The line of the mesh that gives it. @default - the path was read from Terraform, not from a mesh */
  readonly source?: Position
}

export interface PathKey {
  readonly environment: string
  readonly account: string
  readonly service: string
  readonly group: string
  readonly role: string
  /** The mesh's name of the dataset; null for home storage and for the database `default`. */
  readonly dataset: string | null
  /** The Glue database. */
  readonly database: string | null
  readonly table: string | null
  /** `s3://bucket/prefix/` */
  readonly location: string | null
  /** A Lake Formation permission or an IAM action. */
  readonly permission: string
}

/** What may differ between two states of one path. */
export interface PathFacts {
  /** Sorted visible names; null means all. */
  readonly columns: readonly string[] | null
  /** The filter expression without blanks around it; null means all. */
  readonly rows: string | null
  readonly grantable: boolean
  /** The last day, inclusive; null means without end. */
  readonly expires: string | null
  readonly sessionHours: number
}

type Target = Pick<
  AccessPath,
  'dataset' | 'database' | 'table' | 'location' | 'permission' | 'columns' | 'rows' | 'grantable'
> & { readonly source: Position | undefined }

/** The paths of an environment, in the order of its roles. */
export function pathsOf(environment: EnvironmentAccess): AccessPath[] {
  return environment.roles.flatMap((role) => {
    const targets = targetsOf(role)
    // What nobody opens today an event may open: it is reached by the role itself, through no service.
    if (role.groups.length === 0)
      return targets
        .filter(({ location }) => location === null)
        .map((target) => pathOf(environment, role, '', { name: role.arn, source: undefined }, target))
    return role.services.flatMap((service) =>
      role.groups.flatMap((group) => targets.map((target) => pathOf(environment, role, service, group, target))),
    )
  })
}

function pathOf(
  { environment, account }: EnvironmentAccess,
  { name: role, sessionHours }: RoleAccess,
  service: string,
  group: Pick<Member, 'name' | 'source'>,
  target: Target,
): AccessPath {
  const source = target.source ?? group.source
  // Written out: there are many paths, and spreading objects takes several times as long.
  return {
    environment,
    account,
    service,
    group: group.name,
    role,
    dataset: target.dataset,
    database: target.database,
    table: target.table,
    location: target.location,
    permission: target.permission,
    columns: target.columns,
    rows: target.rows,
    grantable: target.grantable,
    expires: null,
    sessionHours,
    ...(source && { source }),
  }
}

const whole = { columns: null, rows: null }

function targetsOf(role: RoleAccess): Target[] {
  return [
    ...role.databases.flatMap(({ dataset, database, permissions, grantable, source }) =>
      permissions.map((permission) => ({
        dataset,
        database,
        table: null,
        location: null,
        permission,
        columns: null,
        rows: null,
        grantable,
        source,
      })),
    ),
    ...role.tables.flatMap(({ dataset, database, table, permissions, limit, grantable, sources }) => {
      const target = (permission: keyof typeof sources, { columns, rows }: Limit, mayGrant: boolean): Target => {
        const source = sources[permission]
        return { dataset, database, table, location: null, permission, columns, rows, grantable: mayGrant, source }
      }
      const all = permissions.map((permission) => target(permission, whole, grantable))
      return limit ? [...all, target('SELECT', limit, false)] : all
    }),
    ...role.locations.flatMap(({ dataset, bucket, prefix, permissions, source }) =>
      permissions.map((permission) => ({
        dataset,
        database: null,
        table: null,
        location: `s3://${bucket}/${prefix}`,
        permission,
        columns: null,
        rows: null,
        grantable: false,
        source,
      })),
    ),
  ]
}

/** A path's key as one text: equal keys, equal texts. */
export function pathKey(path: PathKey): string {
  const { environment, account, service, group, role, dataset, database, table, location, permission } = path
  return JSON.stringify([environment, account, service, group, role, dataset, database, table, location, permission])
}

/** A path's facts as one text. */
export function pathFacts(path: PathFacts): string {
  return JSON.stringify([path.columns, path.rows, path.grantable, path.expires, path.sessionHours])
}

export function sortPaths(paths: readonly AccessPath[]): AccessPath[] {
  return keyed(paths).map(({ path }) => path)
}

function keyed(paths: readonly AccessPath[]): { readonly path: AccessPath; readonly key: string }[] {
  return paths.map((path) => ({ path, key: pathKey(path) })).sort((a, b) => compareText(a.key, b.key))
}

/**
 * An environment's digest: SHA-256 over its sorted paths, key and facts, and over what could not be analysed. Equal
 * digests mean equal access.
 */
export function digestOf(paths: readonly AccessPath[], notAnalysed: readonly string[] = []): string {
  const hash = createHash('sha256')
  for (const { path, key } of keyed(paths)) hash.update(`${key}${pathFacts(path)}\n`)
  for (const each of [...notAnalysed].sort(compareText)) hash.update(`not analysed ${JSON.stringify(each)}\n`)
  return `sha256:${hash.digest('hex')}`
}
