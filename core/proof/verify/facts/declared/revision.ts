import { createHash } from 'node:crypto'
import type { EnvironmentAccess, RoleAccess } from '../../../../model/graph'

/** Role → the names of the services that lead to it. */
export type Leading = (role: RoleAccess) => readonly string[]

/**
 * The digest of what is granted in an environment, which rows of run time are bound to: SHA-256 over a sorted line for
 * each service, group, role, resource and permission.
 */
export function revisionOf({ environment, account, roles }: EnvironmentAccess, leading: Leading): string {
  const lines = roles.flatMap((role) => {
    const granted = grantedTo(role)
    const lineOf = (service: string, group: string, { on, permission, shown, grantable = false }: Granted): string => {
      const [columns, rows] = shown ?? [null, null]
      const key = [environment, account, service, group, role.name, ...on, permission]
      return JSON.stringify(key) + JSON.stringify([columns, rows, grantable, null, role.sessionHours])
    }
    // What a role of no group has in Lake Formation is its own, until an event puts a group into it.
    if (role.groups.length === 0)
      return granted.filter(({ on: [, , , location] }) => location === null).map((each) => lineOf('', role.arn, each))
    return leading(role).flatMap((service) =>
      role.groups.flatMap((group) => granted.map((each) => lineOf(service, group.name, each))),
    )
  })
  const text = lines.sort().map((line) => `${line}\n`)
  return `sha256:${createHash('sha256').update(text.join('')).digest('hex')}`
}

interface Granted {
  /** Dataset, database, table and location. */
  readonly on: readonly (string | null)[]
  readonly permission: string
  /** Columns and rows. @default - all of both */
  readonly shown?: readonly [readonly string[] | null, string | null]
  /** @default false */
  readonly grantable?: boolean
}

function grantedTo({ databases, tables, locations }: RoleAccess): Granted[] {
  const granted: Granted[] = []
  for (const { dataset, database, permissions, grantable } of databases)
    for (const permission of permissions) granted.push({ on: [dataset, database, null, null], permission, grantable })
  for (const { dataset, database, table, permissions, limit, grantable } of tables) {
    const on = [dataset, database, table, null]
    for (const permission of permissions) granted.push({ on, permission, grantable })
    if (limit) granted.push({ on, permission: 'SELECT', shown: [limit.columns, limit.rows] })
  }
  for (const { dataset, bucket, prefix, permissions } of locations)
    for (const permission of permissions)
      granted.push({ on: [dataset, null, null, `s3://${bucket}/${prefix}`], permission })
  return granted
}
